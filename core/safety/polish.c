/* A search on the exact profit in all directions that keep sum u_i a_i = 0. */
#include <math.h>
#include <string.h>

#include "numeric/elementary.h"
#include "safety/best.h"

#define MOST ORTH_SAFETY_TOKENS_MAX
#define WIDEST 0.5
#define FINEST 1e-7
#define SWEEPS 30

typedef struct search {
    const orth_reach *reach;
    const orth_legs *legs;
    double taken;
    double a[MOST];
} search;

static bool within_means(const orth_reach *reach, const double *a)
{
    double puts = 0;
    for (size_t i = 0; i < reach->n; i++) {
        if (!(a[i] <= reach->up * (1 + 0x1p-50) && -a[i] <= reach->down * (1 + 0x1p-50)))
            return false;
        if (a[i] > 0)
            puts += reach->u[i] * orth_expm1(a[i]);
    }
    return puts <= reach->budget * (1 + 0x1p-50);
}

static bool take_better(search *s, const double *a)
{
    if (!within_means(s->reach, a))
        return false;
    double taken = orth_legs_take(s->legs, a, NULL);
    if (!(taken > s->taken))
        return false;
    s->taken = taken;
    memcpy(s->a, a, s->reach->n * sizeof *a);
    return true;
}

/* u_i a_i grows by `by`, u_k a_k falls by it. */
static bool exchange(search *s, size_t i, size_t k, double by)
{
    double a[MOST];
    memcpy(a, s->a, s->reach->n * sizeof *a);
    a[i] += by / s->reach->u[i];
    a[k] -= by / s->reach->u[k];
    return take_better(s, a);
}

/* The part `by` of the budget goes from token i to token k, both of which come in; `down` makes up
 * for it. */
static bool move_budget(search *s, size_t i, size_t k, size_t down, double by)
{
    double a[MOST];
    const double *u = s->reach->u;
    memcpy(a, s->a, s->reach->n * sizeof *a);
    double has = u[i] * orth_expm1(a[i]), moved = fmin(by * s->reach->budget, has);
    a[i] = orth_log1p((has - moved) / u[i]);
    a[k] = orth_log1p(orth_expm1(a[k]) + moved / u[k]);
    a[down] -= (u[i] * (a[i] - s->a[i]) + u[k] * (a[k] - s->a[k])) / u[down];
    return take_better(s, a);
}

/* Steps of a size in every direction; the whole of a_i or a_k counts as one too, since the profit
 * has a kink where a token stays. */
static bool sweep(search *s, double step)
{
    bool better = false;
    size_t n = s->reach->n;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            if (i == k)
                continue;
            better = exchange(s, i, k, step * s->reach->u[i]) || better;
            if (step == WIDEST && s->a[k] > 0)
                better = exchange(s, i, k, s->a[k] * s->reach->u[k]) || better;
            if (step == WIDEST && s->a[i] < 0)
                better = exchange(s, i, k, -s->a[i] * s->reach->u[i]) || better;
            for (size_t j = 0; j < n && s->a[i] > 0 && s->a[k] >= 0; j++)
                if (s->a[j] < 0)
                    better = move_budget(s, i, k, j, step) || better;
        }
    return better;
}

double orth_best_polish(double *a, double taken, const orth_reach *reach, const orth_legs *legs)
{
    search s = {reach, legs, taken, {0}};
    memcpy(s.a, a, reach->n * sizeof *a);
    for (double step = WIDEST; step > FINEST; step *= 0.5)
        for (int round = 0; round < SWEEPS && sweep(&s, step); round++)
            continue;
    memcpy(a, s.a, reach->n * sizeof *a);
    return s.taken;
}
