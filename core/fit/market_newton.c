/* The maximum of a likelihood, from nearby: Newton's method within bounds. A parameter that the
 * likelihood draws beyond its bound is held there, one in which it is flat where it is; the rest
 * goes on. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit/market_newton.h"

#define ROUNDS 30 /* in which a parameter without curvature may still lead up */
#define WORK_MANY 50000
#define NEAR 0.01  /* a bound: so near, a step beyond it ends there */
#define RELEASES 2 /* of each parameter from its bound */
/* A step that raises the likelihood by less is the last: a tenth of a standard error. */
#define RISE_LAST 0.005
#define RISE_ESCAPE 0.001

typedef struct rounds {
    bool keep; /* the curvature of the last round */
    double ridge;
    size_t stalls, number;
    unsigned char released[ORTH_FIT_DIMENSIONS];
} rounds;

static double within(const orth_fit_problem *problem, size_t i, double x)
{
    return fmin(fmax(x, problem->low[i]), problem->high[i]);
}

/* Goes to the best of places that lie so many moves off, within the bounds; how much higher that
 * is. */
static double go(orth_fit_climb *climb, const double lengths[ORTH_FIT_LANES])
{
    double values[ORTH_FIT_LANES];
    for (size_t l = 0; l < ORTH_FIT_LANES; l++) {
        memcpy(climb->places[l], climb->place, climb->d * sizeof *climb->place);
        for (size_t a = 0; a < climb->count; a++) {
            size_t i = climb->free_[a];
            climb->places[l][i] =
                within(climb->problem, i, climb->place[i] + lengths[l] * climb->move[a]);
        }
    }
    orth_fit_values(climb->problem, ORTH_FIT_LANES,
                    (const double(*)[ORTH_FIT_DIMENSIONS])climb->places, values);
    size_t best = 0;
    for (size_t l = 1; l < ORTH_FIT_LANES; l++)
        if (values[l] > values[best])
            best = l;
    double rise = values[best] - climb->value;
    if (rise > 0) {
        memcpy(climb->place, climb->places[best], climb->d * sizeof *climb->place);
        climb->value = values[best];
    }
    return rise;
}

/* Holds what is at a bound and would go beyond, lets go what would come back; whether anything
 * changed. */
static bool hold(orth_fit_climb *climb, rounds *state)
{
    const orth_fit_problem *problem = climb->problem;
    bool changed = false;
    for (size_t i = 0; i < climb->d; i++) {
        double slope = climb->gradient[i];
        orth_fit_held *held = &climb->held[i], before = *held;
        if (*held == ORTH_FIT_FREE && climb->place[i] <= problem->low[i] && slope <= 0)
            *held = ORTH_FIT_LOW;
        else if (*held == ORTH_FIT_FREE && climb->place[i] >= problem->high[i] && slope >= 0)
            *held = ORTH_FIT_HIGH;
        else if (((*held == ORTH_FIT_LOW && slope > RISE_LAST) ||
                  (*held == ORTH_FIT_HIGH && slope < -RISE_LAST)) &&
                 state->released[i] < RELEASES)
            *held = ORTH_FIT_FREE, state->released[i]++;
        changed = changed || *held != before;
    }
    return changed;
}

static void value_here(orth_fit_climb *climb)
{
    memcpy(climb->places[0], climb->place, climb->d * sizeof *climb->place);
    orth_fit_values(climb->problem, 1, (const double(*)[ORTH_FIT_DIMENSIONS])climb->places,
                    &climb->value);
}

/* The same by where Newton's step goes: cut off at the bound, the rest of it may lead down. */
static bool hold_moves(orth_fit_climb *climb)
{
    const orth_fit_problem *problem = climb->problem;
    bool changed = false;
    for (size_t a = 0; a < climb->count; a++) {
        size_t i = climb->free_[a];
        bool low = climb->place[i] <= problem->low[i] + NEAR && climb->move[a] < 0;
        bool high = climb->place[i] >= problem->high[i] - NEAR && climb->move[a] > 0;
        if (!low && !high)
            continue;
        climb->held[i] = low ? ORTH_FIT_LOW : ORTH_FIT_HIGH;
        climb->place[i] = low ? problem->low[i] : problem->high[i];
        changed = true;
    }
    if (changed)
        value_here(climb);
    return changed;
}

/* The curvature is not positive and Newton's step leads nowhere: finer differences may tell more,
 * the flattest way may lead up; if neither does, the parameter is held. */
static bool flatten(orth_fit_climb *climb, bool late)
{
    static const double lengths[ORTH_FIT_LANES] = {0.05, -0.05, 0.3, -0.3, 1, -1, 4, -4};
    double *way = climb->move;
    size_t worst = orth_fit_flattest(climb, way);
    if (worst == SIZE_MAX)
        return false;
    double longest = 0;
    for (size_t a = 0; a < climb->count; a++)
        longest = fmax(longest, fabs(way[a]));
    for (size_t a = 0; a < climb->count; a++)
        way[a] /= longest;
    if (!late && go(climb, lengths) > RISE_ESCAPE)
        return true;
    if (!late && climb->fine == 1)
        climb->fine = 0.1;
    else
        climb->held[climb->free_[worst]] = ORTH_FIT_FLAT;
    return true;
}

/* One round; *ended with true at a maximum. False where there is nothing more to try. */
static bool step(orth_fit_climb *climb, rounds *state, bool *ended)
{
    static const double lengths[ORTH_FIT_LANES] = {1, 0.5, 0.25, 0.1, 0.03, 0.01, 0.001, 1.5};
    if (!orth_fit_differentiate(climb, state->keep))
        return false;
    if (hold(climb, state)) {
        state->keep = false;
        return true;
    }
    if (!state->keep)
        for (state->ridge = 0; !orth_fit_factorise(climb, state->ridge);)
            if ((state->ridge = state->ridge == 0 ? 1e-3 : 4 * state->ridge) > 1e6)
                return false;
    for (size_t a = 0; a < climb->count; a++)
        climb->move[a] = climb->gradient[climb->free_[a]];
    orth_fit_solve(climb, climb->move);
    if (hold_moves(climb)) {
        state->keep = false;
        return true;
    }
    double promised = 0;
    for (size_t a = 0; a < climb->count; a++)
        promised += 0.5 * climb->move[a] * climb->gradient[climb->free_[a]];
    double rise = go(climb, lengths);
    *ended = state->ridge == 0 && promised < RISE_LAST;
    if (*ended)
        return true;
    /* Many rows or terms: the curvature is the same all over the last few errors' way. */
    size_t terms = climb->problem->counts.count;
    size_t work = climb->problem->rows * (terms == 0 ? 1 : terms);
    state->keep = state->ridge == 0 && work >= WORK_MANY && promised < 10;
    bool late = state->number >= ROUNDS;
    if (state->ridge > 0)
        return rise > RISE_LAST && !late ? true : flatten(climb, late);
    if (rise > 1e-9 * fabs(climb->value) + 1e-7)
        return true;
    /* Newton's step does not rise as it should: its curvature comes from too far off. */
    state->keep = false;
    climb->fine = 0.1;
    return ++state->stalls < 3;
}

static void invert(orth_fit_climb *climb, double *covariance)
{
    size_t d = climb->d;
    memset(covariance, 0, d * d * sizeof *covariance);
    for (size_t b = 0; b < climb->count; b++) {
        memset(climb->move, 0, climb->count * sizeof *climb->move);
        climb->move[b] = 1;
        orth_fit_solve(climb, climb->move);
        for (size_t a = 0; a < climb->count; a++)
            covariance[climb->free_[a] * d + climb->free_[b]] = climb->move[a];
    }
}

/* From place to the peak's value. */
static void search(orth_fit_climb *climb, orth_fit_peak *peak)
{
    const orth_fit_problem *problem = climb->problem;
    rounds state = {.ridge = 0};
    peak->converged = false;
    for (size_t i = 0; i < climb->d; i++) {
        climb->steps[i] = 1e-3;
        climb->place[i] = problem->fixed[i] ? 0 : within(problem, i, climb->place[i]);
        peak->held[i] = problem->fixed[i] ? ORTH_FIT_FIXED : ORTH_FIT_FREE;
    }
    value_here(climb);
    size_t last = 2 * ROUNDS + climb->d;
    for (; state.number < last && !peak->converged && !orth_fit_stopped(problem); state.number++)
        if (!step(climb, &state, &peak->converged))
            break;
    peak->value = climb->value;
}

orth_status orth_fit_newton(const orth_fit_problem *problem, double *place, orth_fit_peak *peak,
                            double *covariance, orth_error *error)
{
    size_t d = problem->dimensions, bytes = sizeof(orth_fit_climb) + d * sizeof(size_t) +
                                            (5 * d + 2 * d * d) * sizeof(double);
    orth_fit_climb *climb = calloc(1, bytes);
    if (climb == NULL)
        return orth_fail_memory(error, (double)bytes);
    double *room = (double *)(void *)(climb + 1);
    climb->problem = problem;
    climb->d = d;
    climb->place = place;
    climb->held = peak->held;
    climb->fine = 1;
    climb->steps = room;
    climb->up = room + d;
    climb->down = room + 2 * d;
    climb->gradient = room + 3 * d;
    climb->move = room + 4 * d;
    climb->curve = room + 5 * d;
    climb->factor = climb->curve + d * d;
    climb->free_ = (size_t *)(void *)(climb->factor + d * d);
    search(climb, peak);
    if (peak->converged)
        invert(climb, covariance);
    free(climb);
    return orth_fit_stopped(problem) ? orth_fit_fail_stopped(error) : ORTH_OK;
}
