/* Derivatives of a likelihood by differences, and what their curvature is like. */
#include <math.h>
#include <string.h>

#include "fit/market_newton.h"

#define STEP_LEAST 1e-6 /* of differences */
#define STEP_MOST 0.2
#define FLAT 1e-9 /* of a curvature: less is rounding */
/* Below it a standard error is above 300, in scales of order 1. */
#define CURVATURE_LEAST 1e-5

static void ask_all(orth_fit_climb *climb)
{
    double values[ORTH_FIT_LANES];
    if (climb->waiting == 0)
        return;
    orth_fit_values(climb->problem, climb->waiting,
                    (const double(*)[ORTH_FIT_DIMENSIONS])climb->places, values);
    for (size_t l = 0; l < climb->waiting; l++)
        *climb->answers[l] += values[l];
    climb->waiting = 0;
}

/* Adds the value at the place with parameters i and j moved to *answer, some time before ask_all
 * returns. */
static void want(orth_fit_climb *climb, size_t i, size_t j, double by, double *answer)
{
    if (climb->waiting == ORTH_FIT_LANES)
        ask_all(climb);
    double *at = climb->places[climb->waiting];
    memcpy(at, climb->place, climb->d * sizeof *at);
    at[i] += by * climb->steps[i];
    if (j != i)
        at[j] += by * climb->steps[j];
    climb->answers[climb->waiting++] = answer;
}

/* A parameter that is held at a bound may want to leave it: its sides are asked too. */
static bool asked(const orth_fit_climb *climb, size_t i)
{
    return climb->held[i] != ORTH_FIT_FIXED && climb->held[i] != ORTH_FIT_FLAT;
}

static void sides(orth_fit_climb *climb)
{
    for (size_t i = 0; i < climb->d; i++) {
        climb->up[i] = climb->down[i] = 0;
        if (!asked(climb, i))
            continue;
        want(climb, i, i, 1, &climb->up[i]);
        want(climb, i, i, -1, &climb->down[i]);
    }
    ask_all(climb);
}

/* Steps from the curvature that steps so far see; true where they were good enough, and stay. */
static bool adapt(orth_fit_climb *climb)
{
    bool good = true;
    for (size_t i = 0; i < climb->d; i++) {
        if (!asked(climb, i))
            continue;
        double step = climb->steps[i];
        double bend = 2 * climb->value - climb->up[i] - climb->down[i];
        double wanted = bend > 1e-6 ? 0.1 * climb->fine * step / sqrt(bend) : 10 * step;
        if (!isfinite(bend))
            wanted = step / 10;
        wanted = fmin(fmax(wanted, STEP_LEAST), STEP_MOST * climb->fine);
        if (wanted <= 4 * step && wanted >= step / 4)
            continue;
        climb->steps[i] = wanted;
        good = false;
    }
    return good;
}

static double bend(const orth_fit_climb *climb, size_t i)
{
    return climb->up[i] + climb->down[i] - 2 * climb->value;
}

static bool find_curve(orth_fit_climb *climb)
{
    size_t count = climb->count;
    memset(climb->curve, 0, count * count * sizeof *climb->curve);
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < a; b++)
            for (int side = -1; side <= 1; side += 2)
                want(climb, climb->free_[a], climb->free_[b], side, &climb->curve[a * count + b]);
    ask_all(climb);
    bool finite = true;
    for (size_t a = 0; a < count; a++) {
        size_t i = climb->free_[a];
        double step = climb->steps[i];
        climb->curve[a * count + a] = -bend(climb, i) / (step * step);
        for (size_t b = 0; b < a; b++) {
            size_t j = climb->free_[b];
            double both = climb->curve[a * count + b] - 2 * climb->value;
            climb->curve[a * count + b] =
                -(both - bend(climb, i) - bend(climb, j)) / (2 * step * climb->steps[j]);
            climb->curve[b * count + a] = climb->curve[a * count + b];
        }
    }
    for (size_t e = 0; e < count * count; e++)
        finite = finite && isfinite(climb->curve[e]);
    return finite;
}

bool orth_fit_differentiate(orth_fit_climb *climb, bool keep)
{
    sides(climb);
    for (int round = 0; round < 5 && !keep && !adapt(climb); round++)
        sides(climb);
    climb->count = 0;
    bool finite = true;
    for (size_t i = 0; i < climb->d; i++) {
        climb->gradient[i] =
            asked(climb, i) ? (climb->up[i] - climb->down[i]) / (2 * climb->steps[i]) : 0;
        finite = finite && isfinite(climb->gradient[i]);
        if (climb->held[i] == ORTH_FIT_FREE)
            climb->free_[climb->count++] = i;
    }
    return finite && (keep || find_curve(climb));
}

bool orth_fit_factorise(orth_fit_climb *climb, double ridge)
{
    size_t d = climb->count;
    double *f = climb->factor;
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = climb->curve[i * d + j];
            if (i == j)
                sum += ridge * fmax(fabs(sum), 1);
            double whole = fabs(sum);
            for (size_t k = 0; k < j; k++)
                sum -= f[i * d + k] * f[j * d + k];
            if (i == j && !(sum > FLAT * whole && sum > CURVATURE_LEAST))
                return false;
            f[i * d + j] = i == j ? sqrt(sum) : sum / f[j * d + j];
        }
    return true;
}

void orth_fit_solve(const orth_fit_climb *climb, double *x)
{
    size_t d = climb->count;
    const double *f = climb->factor;
    for (size_t i = 0; i < d; i++) {
        for (size_t k = 0; k < i; k++)
            x[i] -= f[i * d + k] * x[k];
        x[i] /= f[i * d + i];
    }
    for (size_t i = d; i-- > 0;) {
        for (size_t k = i + 1; k < d; k++)
            x[i] -= f[k * d + i] * x[k];
        x[i] /= f[i * d + i];
    }
}

/* Parameters are eliminated one by one, that with most curvature left of its own first, until the
 * next has none; then the direction is where the eliminated ones follow it best. */
size_t orth_fit_flattest(const orth_fit_climb *climb, double *way)
{
    size_t d = climb->count, order[ORTH_FIT_DIMENSIONS], worst = 0;
    double *c = climb->factor; /* room */
    memcpy(c, climb->curve, d * d * sizeof *c);
    for (size_t i = 0; i < d; i++)
        order[i] = i;
    size_t k = 0;
    for (; k < d; k++) {
        size_t best = k;
        double most = -HUGE_VAL;
        for (size_t a = k; a < d; a++) {
            size_t i = order[a];
            double own = climb->curve[i * d + i], left = c[i * d + i];
            double share = left > CURVATURE_LEAST ? left / own : left - 1;
            if (share > most)
                most = share, best = a;
        }
        if (!(most > FLAT))
            break;
        size_t p = order[best];
        order[best] = order[k];
        order[k] = p;
        for (size_t a = k + 1; a < d; a++)
            for (size_t b = k + 1; b < d; b++)
                c[order[a] * d + order[b]] -=
                    c[order[a] * d + p] * c[p * d + order[b]] / c[p * d + p];
    }
    if (k == d)
        return SIZE_MAX;
    worst = order[k];
    for (size_t a = k + 1; a < d; a++)
        if (c[order[a] * d + order[a]] < c[worst * d + worst])
            worst = order[a];
    memset(way, 0, d * sizeof *way);
    way[worst] = 1;
    for (size_t a = k; a-- > 0;) {
        size_t p = order[a];
        double sum = c[p * d + worst];
        for (size_t b = a + 1; b < k; b++)
            sum += c[p * d + order[b]] * way[order[b]];
        way[p] = -sum / c[p * d + p];
    }
    return worst;
}
