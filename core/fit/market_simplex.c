/* The maximum of a likelihood, from afar: the simplex of Nelder and Mead. */
#include <math.h>
#include <nlopt.h>
#include <string.h>

#include "fit/market_parts.h"

static double ask(unsigned dimensions, const double *place, double *gradient, void *problem)
{
    (void)gradient;
    double places[1][ORTH_FIT_DIMENSIONS], value;
    memcpy(places[0], place, dimensions * sizeof *place);
    orth_fit_values(problem, 1, (const double(*)[ORTH_FIT_DIMENSIONS])places, &value);
    return fmax(value, -1e300);
}

orth_status orth_fit_simplex(const orth_fit_problem *problem, size_t most, double *place,
                             double *value, orth_error *error)
{
    nlopt_opt opt = nlopt_create(NLOPT_LN_NELDERMEAD, (unsigned)problem->dimensions);
    if (opt == NULL)
        return orth_fail_memory(error, sizeof(double) * (double)problem->dimensions);
    orth_fit_problem asked = *problem;
    nlopt_result result = nlopt_set_max_objective(opt, ask, &asked);
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
    return ORTH_OK; /* another result is a search that ended: the best seen is what there is */
}
