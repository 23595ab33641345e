#include "simulate/follower.h"

#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "simulate/benchmarks.h"
#include "simulate/strategies.h"

static orth_status allocate(double **room, size_t rows, size_t n, orth_error *error)
{
    *room = malloc(rows * n * sizeof(double));
    return *room == NULL ? orth_fail_memory(error, (double)rows * (double)n * sizeof(double))
                         : ORTH_OK;
}

static orth_status create_schedule(orth_follower *made, size_t s, size_t chunk, orth_error *error)
{
    const orth_simulation_setup *setup = made->setup;
    made->rows = setup->rows[s];
    made->source.steps = setup->scenario->steps[s / setup->scenario->path_count];
    orth_status status = ORTH_OK;
    if (made->rows == NULL)
        status = orth_schedule_rows_create(&made->source, setup, s, error);
    if (status == ORTH_OK && made->rows == NULL)
        status = allocate(&made->row, 1, setup->n, error);
    if (status != ORTH_OK || (made->rows != NULL && setup->scenario->blocks_per_step == 1))
        return status;
    return allocate(&made->buffer, chunk, setup->n, error);
}

static orth_status create(orth_follower *made, const orth_simulation_setup *setup, size_t s,
                          bool ideal, size_t chunk, orth_error *error)
{
    orth_pool_rules rules = setup->scenario->rules;
    orth_run_peer peer = setup->strategies == NULL ? ORTH_RUN_OWN : orth_simulation_peer(setup, s);
    rules.pairs = setup->options->pairs && peer == ORTH_RUN_OWN;
    made->setup = setup;
    orth_status status =
        setup->strategies == NULL
            ? create_schedule(made, s, chunk, error)
            : orth_strategy_follower_create(&made->strategy, setup, s, ideal, chunk, error);
    if (status == ORTH_OK)
        status = orth_run_create(&made->runs[0], setup->n, &rules, error);
    if (status == ORTH_OK)
        made->runs[0]->peer = peer;
    if (status == ORTH_OK && made->strategy != NULL && setup->scenario->arbitrage_every > 1)
        status = orth_kept_blocks_create(&made->kept, setup->scenario->arbitrage_every, setup->n,
                                         setup->side_by_side ? ORTH_RUN_LANES : 1, chunk, error);
    if (status == ORTH_OK && setup->side_by_side)
        status = orth_run_create_lanes(&made->runs[1], setup->n, ORTH_RUN_LANES,
                                       made->strategy != NULL, &rules, error);
    return status;
}

orth_status orth_follower_create(orth_follower *made, const orth_simulation_setup *setup, size_t s,
                                 size_t chunk, orth_error *error)
{
    orth_status status = create(made, setup, s, false, chunk, error);
    if (status == ORTH_OK)
        status = orth_benchmarks_create(made->benchmarks, setup, error);
    if (status == ORTH_OK)
        status = orth_performance_follower_create(&made->performance, setup, chunk, error);
    if (status != ORTH_OK || setup->executions == NULL || setup->executions[s] == NULL)
        return status;
    made->ideal = calloc(1, sizeof *made->ideal);
    if (made->ideal == NULL)
        return orth_fail_memory(error, sizeof *made->ideal);
    return create(made->ideal, setup, s, true, chunk, error);
}

void orth_follower_free(orth_follower *follower)
{
    orth_strategy_follower_free(follower->strategy);
    orth_kept_blocks_free(follower->kept);
    orth_performance_follower_free(follower->performance);
    orth_path_free(follower->source.path);
    for (size_t w = 0; w < 2; w++) {
        orth_run_free(follower->runs[w]);
        orth_benchmark_free(follower->benchmarks[w]);
    }
    free(follower->row);
    free(follower->buffer);
    if (follower->ideal != NULL)
        orth_follower_free(follower->ideal);
    free(follower->ideal);
}

static const double *row_of(const orth_follower *follower, uint64_t k)
{
    if (follower->rows != NULL)
        return follower->rows + k * follower->setup->n;
    orth_schedule_rows_fill(follower->setup, &follower->source, k, 1, follower->row);
    return follower->row;
}

/* The weights of blocks first .. first+count-1, none beyond the move: block k has row k / each of
 * the schedule. */
static const double *weights_of(const orth_follower *follower, uint64_t first, size_t count)
{
    size_t n = follower->setup->n;
    uint64_t each = follower->setup->scenario->blocks_per_step;
    double *buffer = follower->buffer;
    if (each == 1 && follower->rows != NULL)
        return follower->rows + first * n;
    if (each == 1) {
        orth_schedule_rows_fill(follower->setup, &follower->source, first, count, buffer);
        return buffer;
    }
    for (size_t k = 0; k < count; k++) {
        double *row = buffer + k * n;
        if (k > 0 && (first + k) % each != 0)
            memcpy(row, row - n, n * sizeof *row);
        else
            memcpy(row, row_of(follower, (first + k) / each), n * sizeof *row);
    }
    return buffer;
}

bool orth_follower_frozen(const orth_follower *follower, uint64_t block)
{
    return follower->strategy != NULL &&
           orth_strategy_frozen(follower->strategy->strategy, follower->strategy->warm_up + block);
}

void orth_follower_begin(orth_follower *follower, size_t w)
{
    if (follower->strategy != NULL)
        orth_strategy_follower_begin(follower->strategy, w);
    if (follower->ideal != NULL)
        orth_follower_begin(follower->ideal, w);
}

void orth_follower_learn(orth_follower *follower, size_t w, size_t count, const double *prices)
{
    if (follower->strategy != NULL)
        orth_strategy_follower_learn(follower->strategy, w, count, prices);
    if (follower->ideal != NULL)
        orth_follower_learn(follower->ideal, w, count, prices);
}

void orth_follower_start(orth_follower *follower, size_t w, const double *prices)
{
    const double *weights = follower->strategy == NULL
                                ? row_of(follower, 0)
                                : orth_strategy_follower_start(follower->strategy, w, prices);
    double value = follower->setup->value;
    orth_run_start(follower->runs[w], weights, prices, value);
    if (follower->benchmarks[w] != NULL)
        orth_benchmark_start(follower->benchmarks[w], weights, prices, value);
    for (size_t lane = 0; follower->kept != NULL && lane < (w == 0 ? 1 : ORTH_RUN_LANES); lane++)
        follower->kept->last[lane] = value;
    orth_performance_follower_start(follower->performance, w, follower->runs[w],
                                    follower->benchmarks[w]);
    if (follower->ideal != NULL)
        orth_follower_start(follower->ideal, w, prices);
}

/* The same weights and prices for the pool and its benchmark. */
static void run_both(orth_follower *follower, size_t w, size_t count, const double *prices,
                     const double *weights, const orth_fee *fees, const bool *present)
{
    if (w == 1 && follower->strategy != NULL && follower->strategy->never_trades)
        orth_run_blocks_absent(follower->runs[w], count, prices, weights);
    else
        orth_run_blocks_present(follower->runs[w], count, prices, weights, fees, present);
    if (follower->benchmarks[w] != NULL)
        orth_benchmark_blocks(follower->benchmarks[w], count, prices, weights);
}

/* Of these blocks those in which the pool is seen. */
static void run_kept(orth_follower *follower, size_t w, uint64_t first, size_t count,
                     const double *prices, const double *weights, const orth_fee *fees,
                     const bool *present)
{
    orth_kept_blocks *kept = follower->kept;
    size_t lanes = w == 0 ? 1 : ORTH_RUN_LANES;
    orth_kept_blocks_take(kept, lanes, first, count, prices, weights, fees, present);
    run_both(follower, w, kept->count, kept->prices, kept->weights, kept->fees, kept->present);
    if (follower->runs[w]->values != NULL)
        orth_kept_blocks_spread(kept, lanes, first, count, follower->runs[w]->values);
}

void orth_follower_run(orth_follower *follower, size_t w, uint64_t first, size_t count,
                       const double *prices, const orth_fee *fees, const bool *present)
{
    size_t row = follower->setup->n * (w == 0 ? 1 : ORTH_RUN_LANES), moving = 0;
    if (follower->strategy != NULL) {
        const double *weights = orth_strategy_follower_next(follower->strategy, w, count, prices);
        if (follower->ideal != NULL)
            orth_follower_run(follower->ideal, w, first, count, prices, fees, present);
        if (w == 0)
            present = orth_strategy_follower_present(follower->strategy, first, count, present);
        if (follower->kept != NULL)
            run_kept(follower, w, first, count, prices, weights, fees, present);
        else
            run_both(follower, w, count, prices, weights, fees, present);
        return;
    }
    uint64_t last = follower->source.steps * follower->setup->scenario->blocks_per_step;
    if (first <= last)
        moving = last - first + 1 < count ? (size_t)(last - first + 1) : count;
    if (moving > 0)
        run_both(follower, w, moving, prices, weights_of(follower, first, moving), fees, present);
    if (moving < count)
        run_both(follower, w, count - moving, prices + moving * row, NULL,
                 fees == NULL ? NULL : fees + moving, present == NULL ? NULL : present + moving);
}

void orth_follower_noise(orth_follower *follower, size_t w, size_t count,
                         const orth_noise_trade *trades, const orth_fee *fee)
{
    orth_run_noise(follower->runs[w], count, trades, fee);
    if (follower->ideal != NULL)
        orth_follower_noise(follower->ideal, w, count, trades, fee);
}

double orth_follower_execution_bp(const orth_follower *follower, size_t w, size_t lane)
{
    if (follower->ideal == NULL)
        return 0;
    double own = orth_run_lane_outcome(follower->runs[w], lane).final_value;
    double ideal = orth_run_lane_outcome(follower->ideal->runs[w], lane).final_value;
    return 1e4 * orth_log1p((ideal - own) / own);
}
