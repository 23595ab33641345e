/* The maximum of a likelihood, from nearby: Newton's method with derivatives by differences. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit/market_parts.h"

#define ROUNDS 40
#define ROWS_MANY 50000
#define STEP_LEAST 1e-6 /* of differences */
#define STEP_MOST 0.2
#define FAR 30 /* no parameter is of that size */
/* A step that raises the likelihood by less is the last: a tenth of a standard error. */
#define RISE_LAST 0.005

void orth_fit_lay_out(orth_fit_problem *problem)
{
    size_t at = 0;
    for (size_t i = 0; i < problem->n; i++) {
        problem->at[i] = at;
        at += 2;
        if (problem->model == ORTH_MARKET_FIT_MERTON)
            at += problem->plain[i] ? 0U : 3U;
        else
            at += (problem->plain[i] ? 0U : 2U) + (problem->normal[i] ? 0U : 1U);
    }
    problem->pairs_at = at;
    problem->dimensions = at + problem->n * (problem->n - 1) / 2;
}

void orth_fit_values(const orth_fit_problem *problem, size_t count,
                     const double (*places)[ORTH_FIT_DIMENSIONS], double *values)
{
    (problem->model == ORTH_MARKET_FIT_MERTON ? orth_fit_merton_values : orth_fit_garch_values)(
        problem, count, places, values);
    for (size_t l = 0; l < count; l++)
        for (size_t d = 0; d < problem->dimensions; d++)
            if (!(fabs(places[l][d]) < FAR))
                values[l] = -HUGE_VAL;
}

/* What Newton's method keeps. */
typedef struct newton {
    const orth_fit_problem *problem;
    size_t d;
    double *place, value;
    double *steps; /* [d] of differences: about a tenth of a standard error */
    double *up, *down, *gradient, *move;
    double *curve;  /* [d][d], minus the second derivatives */
    double *factor; /* [d][d] */
    size_t waiting; /* places that are asked for */
    double places[ORTH_FIT_LANES][ORTH_FIT_DIMENSIONS];
    double *answers[ORTH_FIT_LANES];
} newton;

static void ask_all(newton *state)
{
    double values[ORTH_FIT_LANES];
    if (state->waiting == 0)
        return;
    orth_fit_values(state->problem, state->waiting,
                    (const double(*)[ORTH_FIT_DIMENSIONS])state->places, values);
    for (size_t l = 0; l < state->waiting; l++)
        *state->answers[l] += values[l];
    state->waiting = 0;
}

/* Adds the value at the place with parameters i and j moved to *answer, some time before ask_all
 * returns. */
static void want(newton *state, size_t i, size_t j, double by, double *answer)
{
    if (state->waiting == ORTH_FIT_LANES)
        ask_all(state);
    double *at = state->places[state->waiting];
    memcpy(at, state->place, state->d * sizeof *at);
    at[i] += by * state->steps[i];
    if (j != i)
        at[j] += by * state->steps[j];
    state->answers[state->waiting++] = answer;
}

static void sides(newton *state)
{
    for (size_t i = 0; i < state->d; i++) {
        state->up[i] = state->down[i] = 0;
        want(state, i, i, 1, &state->up[i]);
        want(state, i, i, -1, &state->down[i]);
    }
    ask_all(state);
}

/* Steps from the curvature that steps so far see; true where they were good enough, and stay. */
static bool adapt(newton *state)
{
    bool good = true;
    for (size_t i = 0; i < state->d; i++) {
        double step = state->steps[i];
        double bend = 2 * state->value - state->up[i] - state->down[i];
        double wanted = bend > 1e-6 ? 0.1 * step / sqrt(bend) : 10 * step;
        if (!isfinite(bend))
            wanted = step / 10;
        wanted = fmin(fmax(wanted, STEP_LEAST), STEP_MOST);
        if (wanted <= 4 * step && wanted >= step / 4)
            continue;
        state->steps[i] = wanted;
        good = false;
    }
    return good;
}

/* The gradient, and unless it is kept the curvature. */
static bool differentiate(newton *state, bool keep)
{
    size_t d = state->d;
    sides(state);
    for (int round = 0; round < 5 && !keep && !adapt(state); round++)
        sides(state);
    bool finite = true;
    for (size_t i = 0; i < d; i++) {
        state->gradient[i] = (state->up[i] - state->down[i]) / (2 * state->steps[i]);
        finite = finite && isfinite(state->gradient[i]);
    }
    if (keep)
        return finite;
    memset(state->curve, 0, d * d * sizeof *state->curve);
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < i; j++) {
            want(state, i, j, 1, &state->curve[i * d + j]);
            want(state, i, j, -1, &state->curve[i * d + j]);
        }
    ask_all(state);
    for (size_t i = 0; i < d; i++) {
        double step = state->steps[i];
        double bend = state->up[i] + state->down[i] - 2 * state->value;
        state->curve[i * d + i] = -bend / (step * step);
        for (size_t j = 0; j < i; j++) {
            double other = state->up[j] + state->down[j] - 2 * state->value;
            double both = state->curve[i * d + j] - 2 * state->value;
            state->curve[i * d + j] = -(both - bend - other) / (2 * step * state->steps[j]);
            state->curve[j * d + i] = state->curve[i * d + j];
        }
    }
    for (size_t e = 0; e < d * d; e++)
        finite = finite && isfinite(state->curve[e]);
    return finite;
}

/* The factor of curve + ridge * its diagonal; false where that is not positive. */
static bool factorise(newton *state, double ridge)
{
    size_t d = state->d;
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = state->curve[i * d + j];
            if (i == j)
                sum += ridge * fmax(fabs(sum), 1);
            double whole = fabs(sum);
            for (size_t k = 0; k < j; k++)
                sum -= state->factor[i * d + k] * state->factor[j * d + k];
            if (i == j && !(sum > 1e-9 * whole))
                return false;
            state->factor[i * d + j] = i == j ? sqrt(sum) : sum / state->factor[j * d + j];
        }
    return true;
}

static void solve(const newton *state, double *x)
{
    size_t d = state->d;
    const double *f = state->factor;
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

/* Goes along the move as far as is best of eight lengths; how much higher that is. */
static double go(newton *state)
{
    static const double lengths[ORTH_FIT_LANES] = {1, 0.5, 0.25, 0.1, 0.03, 0.01, 0.001, 1.5};
    double values[ORTH_FIT_LANES];
    for (size_t l = 0; l < ORTH_FIT_LANES; l++)
        for (size_t i = 0; i < state->d; i++)
            state->places[l][i] = state->place[i] + lengths[l] * state->move[i];
    orth_fit_values(state->problem, ORTH_FIT_LANES,
                    (const double(*)[ORTH_FIT_DIMENSIONS])state->places, values);
    size_t best = 0;
    for (size_t l = 1; l < ORTH_FIT_LANES; l++)
        if (values[l] > values[best])
            best = l;
    double rise = values[best] - state->value;
    if (rise > 0) {
        memcpy(state->place, state->places[best], state->d * sizeof *state->place);
        state->value = values[best];
    }
    return rise;
}

static bool climb(newton *state)
{
    double ridge = 0;
    bool keep = false;
    for (int round = 0; round < ROUNDS; round++) {
        if (!differentiate(state, keep))
            return false;
        if (!keep)
            for (ridge = 0; !factorise(state, ridge);)
                if ((ridge = ridge == 0 ? 1e-3 : 4 * ridge) > 1e6)
                    return false;
        memcpy(state->move, state->gradient, state->d * sizeof *state->move);
        solve(state, state->move);
        double promised = 0;
        for (size_t i = 0; i < state->d; i++)
            promised += 0.5 * state->move[i] * state->gradient[i];
        double rise = go(state);
        if (ridge == 0 && promised < RISE_LAST)
            return true;
        if (!(rise > 1e-9 * fabs(state->value) + 1e-7) && ridge > 0)
            return false;
        /* Many rows: the curvature is the same all over the last few errors' way. */
        keep = ridge == 0 && state->problem->rows >= ROWS_MANY && promised < 10;
    }
    return false;
}

static void invert(newton *state, double *covariance)
{
    size_t d = state->d;
    for (size_t j = 0; j < d; j++) {
        memset(state->move, 0, d * sizeof *state->move);
        state->move[j] = 1;
        solve(state, state->move);
        for (size_t i = 0; i < d; i++)
            covariance[i * d + j] = state->move[i];
    }
}

orth_status orth_fit_newton(const orth_fit_problem *problem, double *place, double *value,
                            double *covariance, bool *converged, orth_error *error)
{
    size_t d = problem->dimensions, bytes = sizeof(newton) + (5 * d + 2 * d * d) * sizeof(double);
    newton *state = calloc(1, bytes);
    if (state == NULL)
        return orth_fail_memory(error, (double)bytes);
    double *room = (double *)(void *)(state + 1);
    state->problem = problem;
    state->d = d;
    state->place = place;
    state->steps = room;
    state->up = room + d;
    state->down = room + 2 * d;
    state->gradient = room + 3 * d;
    state->move = room + 4 * d;
    state->curve = room + 5 * d;
    state->factor = state->curve + d * d;
    for (size_t i = 0; i < d; i++)
        state->steps[i] = 1e-3;
    memcpy(state->places[0], place, d * sizeof *place);
    orth_fit_values(problem, 1, (const double(*)[ORTH_FIT_DIMENSIONS])state->places, &state->value);
    *converged = climb(state);
    if (*converged)
        invert(state, covariance);
    *value = state->value;
    free(state);
    return ORTH_OK;
}
