#include "safety/legs.h"

#include <math.h>

#include "numeric/elementary.h"

#define MOST ORTH_SAFETY_TOKENS_MAX

/* A pool after the first leg: reserves in parts of what they were, and the logs of their levels at
 * the new weights. */
typedef struct pushed {
    double ratio[MOST];  /* R_i / from_i */
    double growth[MOST]; /* and less 1 */
    double level[MOST];  /* log(R_i / to_i) */
} pushed;

void orth_legs_begin(orth_legs *legs, size_t n, const double *from, const double *to,
                     const orth_fee *first, const orth_fee *back)
{
    legs->n = n;
    legs->from = from;
    legs->to = to;
    legs->first = first;
    legs->back = back;
    for (size_t i = 0; i < n; i++) {
        double part = (from[i] - to[i]) / to[i];
        legs->shift[i] = fabs(part) < 0.5 ? orth_log1p(part) : orth_log(from[i] / to[i]);
    }
}

static void push(pushed *pool, const orth_legs *legs, const double *a)
{
    for (size_t i = 0; i < legs->n; i++) {
        if (a[i] > 0) { /* the fee stays in the pool as well */
            pool->growth[i] = orth_expm1(a[i]) * legs->first->gross;
            pool->ratio[i] = 1 + pool->growth[i];
            pool->level[i] = legs->shift[i] + orth_log1p(pool->growth[i]);
        } else {
            pool->growth[i] = a[i] == 0 ? 0 : orth_expm1(a[i]);
            pool->ratio[i] = a[i] > -1 ? 1 + pool->growth[i] : orth_exp(a[i]);
            pool->level[i] = legs->shift[i] + a[i];
        }
    }
}

/* The log of the multiplier L of the second leg: tokens whose level is above L leave down to it,
 * those with the band still below it enter. Newton on the piecewise linear sum
 * to_i (log L - level_i), kept between bounds, ends on the piece that has its root. False without a
 * trade. */
static bool multiplier(double *log_level, const orth_legs *legs, const double *level)
{
    double band = legs->back->band, low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < legs->n; i++) {
        low = level[i] < low ? level[i] : low;
        high = level[i] > high ? level[i] : high;
    }
    low += band;
    if (!(low < high))
        return false;
    double at = 0.5 * (low + high);
    for (int round = 0; round < 200; round++) {
        double weight = 0, moment = 0, from = -INFINITY, to = INFINITY;
        for (size_t i = 0; i < legs->n; i++) {
            double leaves = level[i], enters = level[i] + band;
            bool out = leaves > at, in = !out && enters <= at;
            if (out || in) {
                weight += legs->to[i];
                moment += legs->to[i] * (out ? leaves : enters);
            }
            from = fmax(from, out ? -INFINITY : in ? enters : leaves);
            to = fmin(to, out ? leaves : in ? INFINITY : enters);
        }
        double root = moment / weight;
        if (root >= from && root <= to) {
            at = root;
            break;
        }
        if (root < from)
            high = fmin(high, from);
        else
            low = fmax(low, to);
        if (!(low < high)) { /* at a breakpoint, to rounding */
            at = low;
            break;
        }
        at = root > low && root < high && round < 100 ? root : 0.5 * (low + high);
    }
    *log_level = at;
    return true;
}

/* Token i in the second leg: what the pool has less of it in the end, and the derivative of the
 * second leg's profit by its reserve. */
static double settle(double *by_reserve, const orth_legs *legs, const pushed *pool, size_t i,
                     bool trades, double log_level, double excess)
{
    double from = legs->from[i], to = legs->to[i];
    bool out = trades && pool->level[i] > log_level;
    bool in = trades && !out && pool->level[i] + legs->back->band <= log_level;
    *by_reserve = 0;
    if (!out && !in)
        return -from * pool->growth[i];
    double reserve = from * pool->ratio[i];
    *by_reserve = (in ? legs->back->gross : 1) - (to + to * excess) / reserve;
    double less = (from - to) - to * excess;
    return in ? less + reserve * (legs->back->fee * legs->back->gross) : less;
}

double orth_legs_take(const orth_legs *legs, const double *a, orth_slopes *slopes)
{
    pushed pool;
    push(&pool, legs, a);
    double log_level = 0, taken = 0;
    bool trades = multiplier(&log_level, legs, pool.level);
    double excess = trades ? orth_expm1(log_level) : 0;
    for (size_t i = 0; i < legs->n; i++) {
        double by_reserve;
        taken += settle(&by_reserve, legs, &pool, i, trades, log_level, excess);
        if (slopes == NULL)
            continue;
        double gross = legs->first->gross, moves = legs->from[i] * (by_reserve - 1);
        slopes->up[i] = moves * (a[i] < 0 ? pool.ratio[i] : gross + pool.growth[i]);
        slopes->down[i] = moves * (a[i] > 0 ? gross + pool.growth[i] : pool.ratio[i]);
    }
    return taken;
}

double orth_legs_honest(const orth_legs *legs)
{
    static const double none[MOST] = {0};
    return orth_legs_take(legs, none, NULL);
}

double orth_legs_capital(const orth_legs *legs, const double *a)
{
    double capital = 0;
    for (size_t i = 0; i < legs->n; i++)
        if (a[i] > 0)
            capital += legs->from[i] * orth_expm1(a[i]) * legs->first->gross;
    return capital;
}
