#include "simulate/benchmarks.h"

orth_status orth_benchmarks_create(orth_benchmark *benchmarks[2],
                                   const orth_simulation_setup *setup, orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    orth_order order = setup->options->pairs ? ORTH_ORDER_PRICE_THEN_WEIGHT : scenario->rules.order;
    benchmarks[0] = benchmarks[1] = NULL;
    if (!scenario->has_benchmark)
        return ORTH_OK;
    orth_status status =
        orth_benchmark_create(&benchmarks[0], setup->n, order, &scenario->benchmark, error);
    if (status == ORTH_OK && setup->side_by_side)
        status = orth_benchmark_create_lanes(&benchmarks[1], setup->n, ORTH_RUN_LANES,
                                             setup->strategies != NULL, order, &scenario->benchmark,
                                             error);
    return status;
}

void orth_benchmarks_take(double *figures, const orth_benchmark *benchmark, size_t lane)
{
    for (int f = ORTH_FIGURE_SHORTFALL_RVR; f <= ORTH_FIGURE_BENCHMARK_TRADES; f++)
        figures[f] = 0;
    if (benchmark == NULL)
        return;
    orth_benchmark_outcome outcome = orth_benchmark_lane(benchmark, lane);
    figures[ORTH_FIGURE_SHORTFALL_RVR] = outcome.value - figures[ORTH_FIGURE_FINAL_VALUE];
    figures[ORTH_FIGURE_BENCHMARK_VALUE] = outcome.value;
    figures[ORTH_FIGURE_BENCHMARK_COST] = outcome.cost;
    figures[ORTH_FIGURE_BENCHMARK_TURNOVER] = outcome.turnover;
    figures[ORTH_FIGURE_BENCHMARK_TRADES] = (double)outcome.trades;
}
