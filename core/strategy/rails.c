/* The projection on rails, and the speed limit. */
#include "strategy/rails.h"

#include <math.h>

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

static bool is_inside(size_t n, const double *x, const double *low, const double *high)
{
    for (size_t i = 0; i < n; i++)
        if (!(x[i] >= low[i] && x[i] <= high[i]))
            return false;
    return true;
}

/* x_i = clip(x_i - mu, low_i, high_i), where mu is the root of a function that falls piece by piece
 * along straight lines: Newton's method, kept in a bracket, ends on the root's own piece. */
void orth_rails_project(size_t n, double *x, const double *low, const double *high)
{
    size_t loose;
    double close = 2 * (double)n * 0x1p-53;
    if (is_inside(n, x, low, high) && fabs(excess(n, x, low, high, 0, &loose)) <= close)
        return;
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
        x[i] = clip(x[i] - mu, low[i], high[i]);
}

#define PEER_SLACK 1e-10

void orth_speed_limit(size_t n, double *x, const double *w, double over, double largest,
                      bool as_peer)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(x[i] - w[i]) / over);
    if (!(most > largest))
        return;
    double share = largest / (as_peer ? most + PEER_SLACK : most);
    for (size_t i = 0; i < n; i++)
        x[i] = w[i] + share * (x[i] - w[i]);
}
