/* The maximum of a likelihood, from afar: the simplex of Nelder and Mead. */
#include <math.h>
#include <nlopt.h>
#include <string.h>

#include "fit/market_parts.h"

typedef struct asked {
    const orth_fit_problem *problem;
    nlopt_opt opt;
} asked;

static double ask(unsigned dimensions, const double *place, double *gradient, void *of)
{
    (void)gradient;
    const asked *on = of;
    double places[1][ORTH_FIT_DIMENSIONS], value;
    memcpy(places[0], place, dimensions * sizeof *place);
    /* Not by a bound on both sides: NLopt then copies itself, and crashes without memory. */
    for (size_t i = 0; i < dimensions; i++)
        if (on->problem->fixed[i])
            places[0][i] = 0;
    orth_fit_values(on->problem, 1, (const double(*)[ORTH_FIT_DIMENSIONS])places, &value);
    if (orth_fit_stopped(on->problem))
        nlopt_force_stop(on->opt);
    return fmax(value, -1e300);
}

static nlopt_result bound(nlopt_opt opt, const orth_fit_problem *problem, double *place)
{
    for (size_t i = 0; i < problem->dimensions; i++)
        place[i] = fmin(fmax(place[i], problem->low[i]), problem->high[i]);
    nlopt_result result = nlopt_set_lower_bounds(opt, problem->low);
    return result < 0 ? result : nlopt_set_upper_bounds(opt, problem->high);
}

orth_status orth_fit_simplex(const orth_fit_problem *problem, size_t most, double *place,
                             double *value, orth_error *error)
{
    nlopt_opt opt = nlopt_create(NLOPT_LN_NELDERMEAD, (unsigned)problem->dimensions);
    if (opt == NULL)
        return orth_fail_memory(error, sizeof(double) * (double)problem->dimensions);
    asked on = {problem, opt};
    nlopt_result result = nlopt_set_max_objective(opt, ask, &on);
    if (result >= 0)
        result = bound(opt, problem, place);
    if (result >= 0)
        result = nlopt_set_initial_step1(opt, 0.5);
    if (result >= 0)
        result = nlopt_set_maxeval(opt, (int)most);
    if (result >= 0)
        result = nlopt_set_xtol_abs1(opt, 2e-2);
    if (result >= 0)
        result = nlopt_optimize(opt, place, value);
    nlopt_destroy(opt);
    if (result == NLOPT_OUT_OF_MEMORY)
        return orth_fail_memory(error, sizeof(double) * (double)problem->dimensions);
    if (orth_fit_stopped(problem))
        return orth_fit_fail_stopped(error);
    return ORTH_OK; /* another result is a search that ended: the best seen is what there is */
}
