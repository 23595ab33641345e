/* NLopt's methods over the unit cube. */
#include <limits.h>
#include <math.h>
#include <nlopt.h>

#include "base/splitmix.h"
#include "tune/search_parts.h"

/* DIRECT-L is the one that takes functions with undefined values (it is NLopt's "original" one). */
static const nlopt_algorithm algorithms[] = {[ORTH_SEARCH_CRS] = NLOPT_GN_CRS2_LM,
                                             [ORTH_SEARCH_DIRECT] = NLOPT_GN_ORIG_DIRECT_L,
                                             [ORTH_SEARCH_SBPLX] = NLOPT_LN_SBPLX};

typedef struct asking {
    orth_search_state *state;
    nlopt_opt opt;
} asking;

/* What a method is told of a point. DIRECT-L knows what an undefined value is and takes one from
 * the neighbours; the others only compare, and an infinity is worse than all. */
static double told(const orth_search_task *task, double value)
{
    if (isnan(value))
        return task->method == ORTH_SEARCH_DIRECT ? NAN : HUGE_VAL;
    return task->maximise ? -value : value;
}

/* After the end NLopt may ask for a few values more before it looks (crs for the rest of its first
 * population): nothing is evaluated for these. */
static double ask(unsigned d, const double *u, double *gradient, void *user)
{
    asking *of = user;
    orth_search_state *state = of->state;
    size_t number, before = state->result->evaluations;
    (void)d;
    (void)gradient;
    if (!orth_search_number(state, u, &number) ||
        (number == before && !orth_search_fill(state, number, 1))) {
        nlopt_force_stop(of->opt);
        return HUGE_VAL;
    }
    return told(state->task, state->result->values[number]);
}

static nlopt_result set_up(asking *of)
{
    const orth_search_task *task = of->state->task;
    uint64_t most = of->state->asked_most < INT_MAX ? of->state->asked_most : INT_MAX;
    nlopt_result result = nlopt_set_lower_bounds1(of->opt, 0);
    if (result > 0)
        result = nlopt_set_upper_bounds1(of->opt, 1);
    if (result > 0)
        result = nlopt_set_min_objective(of->opt, ask, of);
    /* The budget is counted in `ask`; DIRECT-L makes its arrays by this. */
    if (result > 0)
        result = nlopt_set_maxeval(of->opt, (int)most);
    if (result > 0 && task->method == ORTH_SEARCH_CRS)
        result = nlopt_set_population(of->opt, 10 * ((unsigned)task->dimensions + 1));
    if (result > 0 && task->method == ORTH_SEARCH_SBPLX)
        result = nlopt_set_xtol_abs1(of->opt, 1e-6);
    return result;
}

/* The first point of a method is seen here: DIRECT-L stopped at its first one reads what it has not
 * written (in NLopt 2.7.1). False where the search ends there. */
static bool begin(orth_search_state *state, double *u)
{
    const orth_search_task *task = state->task;
    size_t number, before = state->result->evaluations;
    bool middle = !task->start || task->method == ORTH_SEARCH_DIRECT;
    for (size_t i = 0; i < task->dimensions; i++)
        u[i] = middle ? 0.5 : state->start[i];
    return orth_search_number(state, u, &number) &&
           (number < before || orth_search_fill(state, number, 1));
}

/* NLopt's random numbers are one generator a thread, which is seeded here: what else a thread did
 * before has no say. It takes 32 bits of a seed, so that all 64 are mixed into them.
 * A lack of memory is told, but for one place: where sbplx cannot have its 8 d bytes of first steps
 * and NLopt not even its message of it, NLopt 2.7.1 calls abort(). */
orth_search_end orth_search_nlopt(orth_search_state *state)
{
    const orth_search_task *task = state->task;
    double u[ORTH_SEARCH_DIMENSIONS_MAX], least;
    if (!begin(state, u))
        return state->spent ? ORTH_SEARCH_SPENT : ORTH_SEARCH_CONVERGED;
    asking of = {state, nlopt_create(algorithms[task->method], (unsigned)task->dimensions)};
    uint64_t random = task->seed;
    nlopt_srand((unsigned long)(orth_splitmix(&random) >> 32));
    nlopt_result result = of.opt ? set_up(&of) : NLOPT_OUT_OF_MEMORY;
    if (result > 0)
        result = nlopt_optimize(of.opt, u, &least);
    nlopt_destroy(of.opt);
    if (state->status == ORTH_OK && result == NLOPT_OUT_OF_MEMORY)
        state->status = orth_fail(state->error, ORTH_NO_MEMORY, "out of memory in NLopt");
    else if (state->status == ORTH_OK && (result == NLOPT_FAILURE || result == NLOPT_INVALID_ARGS))
        state->status = orth_fail(
            state->error, ORTH_NO_CONVERGENCE, "the method %s failed after %zu evaluations",
            orth_search_method_name(task->method), state->result->evaluations);
    return state->spent ? ORTH_SEARCH_SPENT : ORTH_SEARCH_CONVERGED;
}
