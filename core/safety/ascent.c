#include "safety/ascent.h"

#include <math.h>
#include <string.h>

#include "numeric/elementary.h"

#define MOST ORTH_SAFETY_TOKENS_MAX
#define SWEEPS 40
#define HALVINGS 40
#define ROUNDED (1 + 1e-12) /* a displacement from a sum over a small weight is at the limit so */
#define NOTHING 1e-14       /* of the pool's value: a sweep that gains less is the last */

typedef struct ascent {
    const orth_reach *reach;
    const orth_legs *legs;
    bool corners;
    double a[MOST];
    double taken;
    double left; /* of the budget */
    orth_slopes slopes;
} ascent;

/* Where t goes from 0: token `up` rises, `down` falls; of an exchange of budget, what is put in of
 * `down` falls by t, of `up` rises by t, and `makes_up` keeps the sum. */
typedef struct direction {
    size_t up, down, makes_up;
    bool of_budget;
} direction;

static void go(double *to, const ascent *at, const direction *d, double t)
{
    const double *u = at->reach->u, *a = at->a;
    memcpy(to, a, at->reach->n * sizeof *to);
    if (!d->of_budget) {
        to[d->up] += t / u[d->up];
        to[d->down] -= t / u[d->down];
        return;
    }
    to[d->up] = orth_log1p(orth_expm1(a[d->up]) + t / u[d->up]);
    to[d->down] = orth_log1p(fmax(orth_expm1(a[d->down]) - t / u[d->down], 0));
    double up = u[d->up] * (to[d->up] - a[d->up]);
    double down = u[d->down] * (a[d->down] - to[d->down]);
    to[d->makes_up] += (down - up) / u[d->makes_up];
}

/* d taken / d t. */
static double rate(const ascent *at, const double *a, const orth_slopes *slopes, const direction *d)
{
    const double *u = at->reach->u;
    double up = slopes->up[d->up] / u[d->up], down = slopes->down[d->down] / u[d->down];
    if (!d->of_budget)
        return up - down;
    double y_up = orth_exp(a[d->up]), y_down = orth_exp(a[d->down]);
    double left = 1 / y_down - 1 / y_up;
    const double *third = left > 0 ? slopes->up : slopes->down;
    return up / y_up - down / y_down + left * third[d->makes_up] / u[d->makes_up];
}

/* Whether an exchange keeps within his means, and how far: to where a token stays, or the swap
 * limit, or the capital. */
static double budget_left(const ascent *at, const double *a)
{
    double puts = 0;
    for (size_t i = 0; i < at->reach->n; i++)
        if (a[i] > 0)
            puts += at->reach->u[i] * orth_expm1(a[i]);
    return at->reach->budget * (1 + 0x1p-50) - puts; /* a sum of the same terms */
}

static bool within_means(const ascent *at, const double *a)
{
    const orth_reach *reach = at->reach;
    for (size_t i = 0; i < reach->n; i++)
        if (!(a[i] <= reach->up * ROUNDED && -a[i] <= reach->down * ROUNDED))
            return false;
    return budget_left(at, a) >= 0;
}

/* Whether all of the capital is in use and the direction asks for more. */
static bool has_no_means(const ascent *at, const direction *d)
{
    const double *a = at->a;
    if (d->of_budget || a[d->up] < 0 || at->left > 0x1p-48 * at->reach->budget)
        return false;
    return a[d->down] <= 0 || a[d->up] > a[d->down];
}

static double farthest(const ascent *at, const direction *d)
{
    const double *u = at->reach->u, *a = at->a;
    double far = 4, to[MOST];
    if (has_no_means(at, d))
        return 0;
    if (a[d->down] > 0)
        far = u[d->down] * (d->of_budget ? orth_expm1(a[d->down]) : a[d->down]);
    if (!d->of_budget && a[d->up] < 0)
        far = fmin(far, -u[d->up] * a[d->up]);
    go(to, at, d, far);
    if (within_means(at, to))
        return far;
    double low = 0, high = far;
    for (int k = 0; k < HALVINGS; k++) {
        double middle = 0.5 * (low + high);
        go(to, at, d, middle);
        if (within_means(at, to))
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* A place on the way and what it takes. */
typedef struct place {
    double a[MOST];
    double taken;
    orth_slopes slopes;
} place;

/* Looks at t; keeps the best that is within his means: of an exchange both ends of a way may be,
 * and not its middle. Returns the derivative there. */
static double look(place *best, place *here, const ascent *at, const direction *d, double t)
{
    go(here->a, at, d, t);
    here->taken = orth_legs_take(at->legs, here->a, &here->slopes);
    double by_t = rate(at, here->a, &here->slopes, d);
    if (here->taken > best->taken && (!d->of_budget || within_means(at, here->a)))
        *best = *here;
    return by_t;
}

/* As far as it gains: where the derivative, > 0 at 0, is 0, by the false position (Illinois). */
static void follow(ascent *at, const direction *d)
{
    place best = {.taken = at->taken}, here;
    double low = 0, by_low = rate(at, at->a, &at->slopes, d);
    bool takes_back = !d->of_budget && at->a[d->up] < 0 && at->a[d->down] > 0;
    if (at->corners ? takes_back : !(by_low > 0))
        return;
    double high = farthest(at, d), all = high;
    if (!(by_low * high > NOTHING || (at->corners && high > 0)))
        return;
    double by_high = look(&best, &here, at, d, high);
    bool inside = by_low > 0 && (by_high < 0 || here.taken < at->taken);
    if (!(by_high < 0))
        by_high = -by_low;
    for (int k = 0; k < HALVINGS && inside; k++) {
        double t = low + (high - low) * (by_low / (by_low - by_high));
        double by_t = look(&best, &here, at, d, t);
        if (fabs(by_t) * (high - low) < 0.1 * NOTHING || high - low < 1e-12 * all)
            break;
        if (by_t > 0) {
            low = t;
            by_low = by_t;
            by_high *= 0.5;
        } else {
            high = t;
            by_high = by_t;
            by_low *= 0.5;
        }
    }
    if (!(best.taken > at->taken))
        return;
    at->taken = best.taken;
    at->slopes = best.slopes;
    memcpy(at->a, best.a, at->reach->n * sizeof *at->a);
    at->left = budget_left(at, at->a);
}

static void exchange_budget(ascent *at, size_t up, size_t down)
{
    for (size_t j = 0; j < at->reach->n && at->a[up] >= 0 && at->a[down] > 0; j++) {
        direction d = {up, down, j, true};
        if (j != up && j != down && at->a[j] < 0)
            follow(at, &d);
    }
}

double orth_ascend(double *a, const orth_reach *reach, const orth_legs *legs, orth_ascent_way way)
{
    ascent at = {.reach = reach, .legs = legs, .corners = way == ORTH_ASCENT_CORNERS};
    memcpy(at.a, a, reach->n * sizeof *a);
    at.taken = orth_legs_take(legs, a, &at.slopes);
    at.left = budget_left(&at, a);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        double before = at.taken;
        for (size_t up = 0; up < reach->n; up++)
            for (size_t down = 0; down < reach->n; down++) {
                direction d = {up, down, 0, false};
                if (up == down)
                    continue;
                follow(&at, &d);
                exchange_budget(&at, up, down);
            }
        if (!(at.taken - before > NOTHING))
            break;
    }
    memcpy(a, at.a, reach->n * sizeof *a);
    return at.taken;
}
