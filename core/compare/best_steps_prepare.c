/* A scenario made ready for the study of its number of steps. */
#include <string.h>

#include "orthant/compare.h"

/* Where the closed form with the fee was searched its least stands for the fee-less one's. */
static orth_status set_candidates(orth_scenario *scenario, const orth_exposure *exposure,
                                  const orth_steps_curve *curve, orth_error *error)
{
    orth_exposure around = *exposure;
    around.near_steps = (double)curve->best.steps;
    return orth_exposure_candidates(scenario, &around, error);
}

orth_status orth_best_steps_prepare(orth_scenario *scenario, orth_exposure *exposure,
                                    orth_steps_curve **curve, bool keep_steps,
                                    const orth_cost_options *options, orth_error *error)
{
    *curve = NULL;
    orth_status status = orth_exposure_prepare(scenario, exposure, keep_steps, error);
    if (status == ORTH_OK)
        status = orth_steps_curve_create(curve, scenario, exposure, options, error);
    if (status == ORTH_OK && !keep_steps && (*curve)->searched)
        status = set_candidates(scenario, exposure, *curve, error);
    if (status != ORTH_OK) {
        orth_steps_curve_free(*curve);
        *curve = NULL;
    }
    return status;
}
