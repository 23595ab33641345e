/* The recommended path, and linear, over price paths of the market. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "page/tried.h"

/* Differences price path by price path: of a schedule and another's, or the pool at its target. */
static orth_status compare(orth_estimate *estimate, const double *costs, const double *less,
                           uint64_t count, double apart, orth_error *error)
{
    double *values = malloc(count * sizeof *values);
    if (values == NULL)
        return orth_fail_memory(error, (double)count * sizeof *values);
    for (uint64_t i = 0; i < count; i++)
        values[i] = costs[i] - less[i] + apart;
    *estimate = orth_estimate_of(count, values);
    free(values);
    return ORTH_OK;
}

static orth_status measure(orth_page_simulated *simulated, orth_error *error)
{
    const orth_scenario *scenario = &simulated->variant.scenario;
    const orth_simulation_result *results = simulated->simulation->results;
    uint64_t count = simulated->simulation->price_paths;
    simulated->apart = orth_page_apart(scenario) * (double)scenario->steps[0];
    orth_status status =
        compare(&simulated->cost, results[0].log_shortfalls,
                simulated->at_target->results[0].log_shortfalls, count, simulated->apart, error);
    simulated->has_linear = scenario->path_count > 1;
    if (status == ORTH_OK && simulated->has_linear)
        status = compare(&simulated->linear, results[1].log_shortfalls, results[0].log_shortfalls,
                         count, 0, error);
    return status;
}

orth_status orth_page_simulate(orth_page_simulated *simulated, const orth_page_choice *choice,
                               const orth_page_work *work, orth_error *error)
{
    const orth_comparison_result *best = choice->best, *linear = choice->linear;
    uint64_t steps = best->steps;
    if (work->scenario->market == NULL || !(choice->comparison->distance > 0))
        return ORTH_OK;
    orth_status status = orth_page_variant_make(&simulated->variant, work->scenario, best->path,
                                                linear != NULL && linear != best ? "linear" : NULL,
                                                1, &steps, error);
    if (status != ORTH_OK)
        return status;
    if (!orth_page_variant_limit(&simulated->variant, steps))
        return orth_fail(error, ORTH_DOMAIN,
                         "so many blocks are too long for a page; orthant simulate runs them");
    status = orth_page_variant_run(&simulated->simulation, &simulated->at_target,
                                   &simulated->variant, work->options, error);
    if (status == ORTH_OK)
        status = measure(simulated, error);
    if (status != ORTH_OK) {
        orth_simulation_free(simulated->at_target);
        orth_simulation_free(simulated->simulation);
        simulated->at_target = simulated->simulation = NULL;
    }
    return status;
}

void orth_page_simulated_clear(orth_page_simulated *simulated)
{
    orth_simulation_free(simulated->at_target);
    orth_simulation_free(simulated->simulation);
    orth_page_variant_clear(&simulated->variant);
}
