/* Slots to estimates. */
#include <math.h>
#include <stdlib.h>

#include "numeric/elementary.h"
#include "numeric/statistics.h"
#include "simulate/slots.h"

/* One number of each slot, `stride` apart, less another unless `minus` is NULL. */
static void gather(double *values, uint64_t count, const double *of, const double *minus,
                   size_t stride)
{
    for (uint64_t i = 0; i < count; i++)
        values[i] = of[i * stride] - (minus == NULL ? 0 : minus[i * stride]);
}

void orth_slots_tell(const orth_slots *slots, size_t result, orth_simulate_estimate which,
                     size_t index)
{
    const orth_simulate_options *options = slots->setup->options;
    if (options->values != NULL && slots->end > 1)
        options->values(options->user, result, which, index, slots->end, slots->values);
}

static orth_estimate estimate(const orth_slots *slots, const double *of, const double *minus,
                              size_t result, orth_simulate_estimate which, size_t index)
{
    gather(slots->values, slots->end, of, minus, orth_slots_width(slots->setup));
    orth_slots_tell(slots, result, which, index);
    return orth_estimate_of((size_t)slots->end, slots->values);
}

bool orth_slots_precise(const orth_slots *slots, double until_bp)
{
    const orth_simulation_setup *setup = slots->setup;
    for (size_t s = setup->schedules > 1; s < setup->schedules; s++) {
        gather(slots->values, slots->end, slots->figures + s * orth_slots_each(setup),
               s == 0 ? NULL : slots->figures, orth_slots_width(setup));
        orth_estimate found = orth_interval_of((size_t)slots->end, slots->values);
        if (!(found.high - found.low <= 2e-4 * until_bp * setup->value))
            return false;
    }
    return true;
}

/* log(a / b), the difference of the two being known: by the difference where it is small; where
 * b has grown far beyond a, a / b - 1 would round to -1. */
static double log_ratio(double a, double b, double difference)
{
    double x = difference / b;
    return fabs(x) < 0.5 ? orth_log1p(x) : orth_log(a / b);
}

static void name_result(orth_simulation_result *result, const orth_simulation_setup *setup,
                        size_t s)
{
    const orth_scenario *scenario = setup->scenario;
    if (setup->strategies == NULL) {
        result->path = scenario->paths[s % scenario->path_count];
        result->steps = scenario->steps[s / scenario->path_count];
        return;
    }
    const orth_strategy_spec *spec = &scenario->strategies[s].spec;
    result->path = spec->name != NULL ? spec->name : spec->rule.kind;
}

orth_status orth_slots_reduce(orth_simulation *simulation, const orth_slots *slots,
                              orth_error *error)
{
    const orth_simulation_setup *setup = slots->setup;
    const orth_scenario *scenario = setup->scenario;
    size_t each = orth_slots_each(setup), width = orth_slots_width(setup);
    simulation->results = calloc(setup->schedules, sizeof *simulation->results);
    if (simulation->results == NULL)
        return orth_fail_memory(error, (double)(setup->schedules * sizeof *simulation->results));
    simulation->count = setup->schedules;
    for (size_t s = 0; s < setup->schedules; s++) {
        orth_simulation_result *result = &simulation->results[s];
        name_result(result, setup, s);
        result->figures = calloc(each, sizeof *result->figures);
        if (result->figures == NULL)
            return orth_fail_memory(error, (double)(each * sizeof *result->figures));
        for (size_t f = 0; f < each; f++)
            if (f >= ORTH_FIGURES || orth_figure_is_there((orth_figure)f, scenario))
                result->figures[f] = estimate(slots, slots->figures + s * each + f, NULL, s,
                                              ORTH_SIMULATE_FIGURE, f);
        const double *first = slots->figures, *own = first + s * each;
        result->paired = estimate(slots, own, first, s, ORTH_SIMULATE_PAIRED, 0);
        result->paired_shortfall =
            estimate(slots, own + ORTH_FIGURE_SHORTFALL, first + ORTH_FIGURE_SHORTFALL, s,
                     ORTH_SIMULATE_PAIRED_SHORTFALL, 0);
        double **const of_paths[] = {&result->final_values, &result->shortfalls,
                                     &result->log_shortfalls};
        for (size_t k = 0; k < sizeof of_paths / sizeof of_paths[0]; k++) {
            *of_paths[k] = malloc((size_t)slots->end * sizeof(double));
            if (*of_paths[k] == NULL)
                return orth_fail_memory(error, (double)slots->end * sizeof(double));
        }
        for (uint64_t i = 0; i < slots->end; i++) {
            const double *slot = own + i * width;
            result->final_values[i] = slot[ORTH_FIGURE_FINAL_VALUE];
            result->shortfalls[i] = slot[ORTH_FIGURE_SHORTFALL];
            result->log_shortfalls[i] =
                log_ratio(slot[ORTH_FIGURE_REBALANCE_VALUE], slot[ORTH_FIGURE_FINAL_VALUE],
                          slot[ORTH_FIGURE_SHORTFALL]);
            result->ledger_miss =
                fmax(result->ledger_miss, slots->misses[i * setup->schedules + s]);
            result->undecided += (uint64_t)slots->undecided[i * setup->schedules + s];
        }
    }
    return ORTH_OK;
}
