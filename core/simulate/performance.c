#include "simulate/performance.h"

#include <math.h>
#include <stdlib.h>

#include "pool/run.h"

void orth_simulation_performance_terms(orth_simulation_setup *setup, orth_performance_terms *terms,
                                       double block_seconds)
{
    const orth_simulate_performance *asked = setup->options->performance;
    if (asked == NULL || setup->strategies == NULL || !(block_seconds > 0))
        return;
    double blocks = floor(asked->period_seconds / block_seconds + 0.5);
    *terms = (orth_performance_terms){.period = blocks > 1 ? (uint64_t)blocks : 1,
                                      .block_seconds = block_seconds,
                                      .riskless = asked->riskless,
                                      .tail = asked->tail,
                                      .benchmarks = 2 + setup->scenario->has_benchmark};
    setup->performance = terms;
}

orth_status orth_performance_follower_create(orth_performance_follower **out,
                                             const orth_simulation_setup *setup, size_t chunk,
                                             orth_error *error)
{
    *out = NULL;
    if (setup->performance == NULL)
        return ORTH_OK;
    orth_performance_follower *made = *out = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    made->lanes[0] = 1;
    made->lanes[1] = setup->side_by_side ? ORTH_RUN_LANES : 0;
    size_t most = setup->side_by_side ? ORTH_RUN_LANES : 1;
    made->values = malloc(chunk * most * sizeof *made->values);
    if (made->values == NULL)
        return orth_fail_memory(error, (double)(chunk * most * sizeof *made->values));
    orth_status status = ORTH_OK;
    for (size_t w = 0; w < 2; w++)
        for (size_t lane = 0; status == ORTH_OK && lane < made->lanes[w]; lane++)
            status = orth_performance_create(&made->streams[w][lane], setup->performance,
                                             setup->blocks, error);
    return status;
}

void orth_performance_follower_free(orth_performance_follower *follower)
{
    if (follower == NULL)
        return;
    for (size_t w = 0; w < 2; w++)
        for (size_t lane = 0; lane < follower->lanes[w]; lane++)
            orth_performance_free(follower->streams[w][lane]);
    free(follower->values);
    free(follower);
}

static double benchmarks_of(double values[ORTH_PERFORMANCE_BENCHMARKS_MOST], const orth_run *run,
                            const orth_benchmark *benchmark, size_t lane)
{
    orth_pool_outcome now = orth_run_lane_outcome(run, lane);
    values[0] = now.hold_value;
    values[1] = now.rebalance_value;
    values[2] = benchmark == NULL ? 0 : orth_benchmark_lane(benchmark, lane).value;
    return now.final_value;
}

void orth_performance_follower_start(orth_performance_follower *follower, size_t w, orth_run *run,
                                     const orth_benchmark *benchmark)
{
    if (follower == NULL)
        return;
    orth_run_keep_values(run, follower->values);
    for (size_t lane = 0; lane < follower->lanes[w]; lane++) {
        double values[ORTH_PERFORMANCE_BENCHMARKS_MOST];
        double value = benchmarks_of(values, run, benchmark, lane);
        orth_performance_start(follower->streams[w][lane], value, values);
    }
}

size_t orth_performance_follower_piece(const orth_performance_follower *follower, size_t w,
                                       size_t count)
{
    if (follower == NULL)
        return count;
    uint64_t left = orth_performance_to_period_end(follower->streams[w][0]);
    return left < count ? (size_t)left : count;
}

void orth_performance_follower_see(orth_performance_follower *follower, size_t w, size_t count,
                                   const orth_run *run, const orth_benchmark *benchmark, bool told)
{
    if (follower == NULL)
        return;
    size_t lanes = follower->lanes[w];
    bool ends = count == orth_performance_to_period_end(follower->streams[w][0]);
    for (size_t lane = 0; lane < lanes; lane++) {
        double values[ORTH_PERFORMANCE_BENCHMARKS_MOST];
        double *now = &follower->values[(count - 1) * lanes + lane];
        if (ends || told)
            *now = benchmarks_of(values, run, benchmark, lane);
        orth_performance_see(follower->streams[w][lane], count, follower->values + lane, lanes);
        if (ends || told)
            orth_performance_benchmarks(follower->streams[w][lane], values);
    }
}

void orth_performance_follower_take(orth_performance_follower *follower, size_t w, size_t lane,
                                    double *figures, orth_undefined *why)
{
    orth_performance_figures(follower->streams[w][lane], figures, why);
}
