/* The projection on rails, and the speed limit. */
#include "strategy/rails.h"

#include <math.h>
#include <string.h>

static double clip(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

/* What the clipped weights less mu have above 1, by Neumaier's sum; *loose counts those between the
 * rails. */
static double excess(size_t n, const double *x, const double *low, const double *high, double mu,
                     size_t *loose)
{
    double sum = -1, rest = 0;
    *loose = 0;
    for (size_t i = 0; i < n; i++) {
        double moved = x[i] - mu, term = clip(moved, low[i], high[i]), next = sum + term;
        rest += fabs(sum) >= fabs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
        *loose += moved > low[i] && moved < high[i];
    }
    return sum + rest;
}

/* Within the rails, and the plain sum is 1 within `close`, which has room for its rounding. */
static bool is_inside(size_t n, const double *x, const double *low, const double *high,
                      double close)
{
    double sum = -1;
    for (size_t i = 0; i < n; i++) {
        if (!(x[i] >= low[i] && x[i] <= high[i]))
            return false;
        sum += x[i];
    }
    return fabs(sum) <= close;
}

/* y_i = clip(x_i - mu, low_i, high_i), where mu is the root of a function that falls piece by piece
 * along straight lines: Newton's method, kept in a bracket, ends on the root's own piece. */
static void shift(size_t n, double *y, const double *x, const double *low, const double *high,
                  double close)
{
    size_t loose;
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        least = fmin(least, x[i] - high[i]);
        most = fmax(most, x[i] - low[i]);
    }
    double mu = clip(0, least, most);
    for (int k = 0; k < 200; k++) {
        double over = excess(n, x, low, high, mu, &loose);
        if (over > 0)
            least = mu;
        else
            most = mu;
        if (fabs(over) <= close / 2)
            break;
        double next = loose > 0 ? mu + over / (double)loose : NAN;
        if (!(next > least && next < most))
            next = least + (most - least) / 2;
        if (next == mu)
            break;
        mu = next;
    }
    for (size_t i = 0; i < n; i++)
        y[i] = clip(x[i] - mu, low[i], high[i]);
}

/* Who has most reason to move: of those above their lower rail the one that was brought down least,
 * or up most, where there is too much; and the other way round. */
static size_t most_willing(size_t n, const double *y, const double *x, const double *low,
                           const double *high, bool much)
{
    size_t best = n;
    for (size_t i = 0; i < n; i++) {
        if (much ? !(y[i] > low[i]) : !(y[i] < high[i]))
            continue;
        if (best == n || (much ? x[i] - y[i] < x[best] - y[best] : x[i] - y[i] > x[best] - y[best]))
            best = i;
    }
    return best;
}

/* Far outside, mu is known to the digits of x only; what the sum misses then is made up for. */
void orth_rails_project(size_t n, double *x, const double *low, const double *high, double *scratch)
{
    size_t loose, best;
    double close = 2 * (double)n * 0x1p-53, over, *y = scratch;
    if (is_inside(n, x, low, high, close))
        return;
    shift(n, y, x, low, high, close);
    for (size_t k = 0; k < 2 * n; k++) {
        over = excess(n, y, low, high, 0, &loose);
        best = most_willing(n, y, x, low, high, over > 0);
        if (fabs(over) <= close || best == n)
            break;
        y[best] = clip(y[best] - over, low[best], high[best]);
    }
    memcpy(x, y, n * sizeof(double));
}

#define PEER_SLACK 1e-10

void orth_speed_limit(size_t n, double *x, const double *w, double over, double largest,
                      bool as_peer)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        double size = fabs(x[i] - w[i]);
        most = size > most ? size : most;
    }
    if (!(most > largest * over))
        return;
    double share = largest * over / (as_peer ? most + PEER_SLACK * over : most);
    for (size_t i = 0; i < n; i++)
        x[i] = w[i] + share * (x[i] - w[i]);
}
