#include "simulate/worker.h"

#include <math.h>
#include <stdlib.h>

#include "base/plural.h"
#include "base/progress.h"
#include "base/stop.h"
#include "simulate/benchmarks.h"
#include "simulate/figures.h"
#include "simulate/flow.h"
#include "simulate/follower.h"
#include "simulate/likeness.h"
#include "simulate/presence.h"
#include "simulate/price_rows.h"

/* Blocks at a time. */
#define CHUNK ORTH_FLOW_BLOCKS

struct orth_worker {
    const orth_simulation_setup *setup;
    orth_price_rows rows;
    orth_fee *fees;          /* CHUNK, NULL without a fee schedule */
    double *row;             /* one, for figures */
    orth_flow *flow;         /* NULL without others' trades */
    orth_presence *presence; /* NULL where an arbitrageur always is there */
    uint64_t first;          /* of the chunk's blocks */
    orth_follower schedules[];
};

void orth_worker_free(orth_worker *worker)
{
    if (worker == NULL)
        return;
    for (size_t s = 0; s < worker->setup->schedules; s++)
        orth_follower_free(&worker->schedules[s]);
    orth_price_rows_free(&worker->rows);
    orth_flow_free(worker->flow);
    free(worker->fees);
    free(worker->presence);
    free(worker->row);
    free(worker);
}

orth_status orth_worker_create(orth_worker **out, const orth_simulation_setup *setup,
                               orth_error *error)
{
    *out = NULL;
    size_t bytes = sizeof(orth_worker) + setup->schedules * sizeof(orth_follower);
    orth_worker *worker = calloc(1, bytes);
    if (worker == NULL)
        return orth_fail_memory(error, (double)bytes);
    worker->setup = setup;
    worker->row = malloc(setup->n * sizeof(double));
    if (setup->scenario->has_fee_schedule)
        worker->fees = malloc(CHUNK * sizeof *worker->fees);
    orth_status status = ORTH_OK;
    if (worker->row == NULL)
        status = orth_fail_memory(error, (double)setup->n * sizeof(double));
    else if (setup->scenario->has_fee_schedule && worker->fees == NULL)
        status = orth_fail_memory(error, CHUNK * sizeof *worker->fees);
    if (status == ORTH_OK)
        status = orth_price_rows_create(&worker->rows, setup->market, setup->n, CHUNK, setup->ahead,
                                        setup->side_by_side, error);
    if (status == ORTH_OK)
        status = orth_flow_create(&worker->flow, setup->scenario, setup->flow_move, error);
    if (status == ORTH_OK)
        status = orth_presence_create(&worker->presence, setup->scenario, error);
    for (size_t s = 0; status == ORTH_OK && s < setup->schedules; s++)
        status = orth_follower_create(&worker->schedules[s], setup, s, CHUNK, error);
    if (status != ORTH_OK) {
        orth_worker_free(worker);
        return status;
    }
    *out = worker;
    return ORTH_OK;
}

static const orth_fee *fees_of(const orth_worker *worker, uint64_t block)
{
    return worker->fees == NULL ? NULL : worker->fees + (block - worker->first);
}

static const bool *present_of(const orth_worker *worker, uint64_t block)
{
    return worker->presence == NULL ? NULL : worker->presence->there + (block - worker->first);
}

/* Others' trades come after the last of the blocks. In pieces that end with the periods that
 * values are taken over. */
static void run_blocks(orth_worker *worker, orth_follower *schedule, size_t w, uint64_t first,
                       size_t count, const orth_noise_trade *trades, size_t trade_count)
{
    size_t row = worker->setup->n * (w == 0 ? 1 : ORTH_RUN_LANES);
    uint64_t end = first + count;
    for (uint64_t block = first, next; block < end; block = next) {
        size_t piece =
            orth_performance_follower_piece(schedule->performance, w, (size_t)(end - block));
        next = block + piece;
        orth_follower_run(schedule, w, block, piece,
                          worker->rows.prices + (block - worker->first) * row,
                          fees_of(worker, block), present_of(worker, block));
        bool trade = trade_count > 0 && next == end;
        if (trade)
            orth_follower_noise(schedule, w, trade_count, trades, fees_of(worker, end - 1));
        orth_performance_follower_see(schedule->performance, w, piece, schedule->runs[w],
                                      schedule->benchmarks[w],
                                      trade || next > worker->setup->blocks);
    }
}

/* Runs the blocks of one schedule, with others' trades at the end of those that have some. */
static void run_schedule(orth_worker *worker, orth_follower *schedule, size_t w, uint64_t first,
                         size_t count)
{
    uint64_t begin = first, end = first + count;
    for (uint64_t block = first; worker->flow != NULL && block < end; block++) {
        const orth_noise_trade *trades;
        size_t there = orth_flow_trades(worker->flow, block - worker->first, &trades);
        if (there == 0 || orth_follower_frozen(schedule, block))
            continue;
        run_blocks(worker, schedule, w, begin, (size_t)(block + 1 - begin), trades, there);
        begin = block + 1;
    }
    if (begin < end)
        run_blocks(worker, schedule, w, begin, (size_t)(end - begin), NULL, 0);
}

static void fill_fees(orth_worker *worker, uint64_t first, size_t count)
{
    for (size_t k = 0; k < count; k++)
        worker->fees[k] =
            orth_fee_of(orth_fee_schedule_at(&worker->setup->scenario->fee_schedule, first + k));
}

/* Runs the blocks of one schedule in pieces that end where something is to be recorded. */
static void run_recorded(orth_worker *worker, size_t s, uint64_t first, size_t count)
{
    const orth_simulate_options *options = worker->setup->options;
    for (size_t done = 0; done < count;) {
        uint64_t block = first + done, every = options->record_every;
        uint64_t to_next = every == 0 ? count : every - (block - 1) % every;
        size_t piece = to_next < count - done ? (size_t)to_next : count - done;
        run_schedule(worker, &worker->schedules[s], 0, block, piece);
        done += piece;
        block += piece - 1;
        if ((every != 0 && block % every == 0) || block == worker->setup->blocks)
            options->record(options->user, s, block, worker->schedules[s].runs[0]);
    }
}

/* Money beyond doubles: fees that grow the pool without bound, say. */
static orth_status check_finite(const orth_worker *worker, uint64_t price_path, size_t s,
                                const double *figures, double miss, orth_error *error)
{
    const orth_simulation_setup *setup = worker->setup;
    /* a pool is worth something, and its logarithm is a number */
    bool finite = isfinite(miss) && figures[ORTH_FIGURE_FINAL_VALUE] > 0 &&
                  figures[ORTH_FIGURE_REBALANCE_VALUE] > 0;
    for (size_t f = 0; f < ORTH_FIGURES + setup->n; f++)
        finite = finite && isfinite(figures[f]);
    if (finite)
        return ORTH_OK;
    if (setup->strategies != NULL)
        return orth_fail(error, ORTH_DOMAIN,
                         "simulation: path %ju, %.100s: the pool's money leaves the range of "
                         "doubles",
                         (uintmax_t)price_path, orth_strategy_name(setup->strategies[s]));
    return orth_fail(
        error, ORTH_DOMAIN,
        "simulation: path %ju, %.100s in %ju step%s: the pool's money leaves the range "
        "of doubles",
        (uintmax_t)price_path, setup->scenario->paths[s % setup->scenario->path_count],
        (uintmax_t)worker->schedules[s].source.steps,
        orth_plural(worker->schedules[s].source.steps, "", "s"));
}

/* The rows before block 0, from which strategies learn, and block 0. */
static orth_status begin(orth_worker *worker, size_t w, uint64_t price_path, orth_error *error)
{
    const orth_simulation_setup *setup = worker->setup;
    orth_price_rows_start(&worker->rows, w, price_path);
    for (size_t s = 0; s < setup->schedules; s++)
        orth_follower_begin(&worker->schedules[s], w);
    size_t count;
    for (uint64_t row = 0; row < setup->warm_up; row += count) {
        uint64_t left = setup->warm_up - row;
        orth_status status = orth_price_rows_next(&worker->rows, w, left, &count, error);
        if (status != ORTH_OK)
            return status;
        for (size_t s = 0; s < setup->schedules; s++)
            orth_follower_learn(&worker->schedules[s], w, count, worker->rows.prices);
    }
    return orth_price_rows_next(&worker->rows, w, 1, &count, error);
}

static void start_schedules(orth_worker *worker, size_t w, const double *prices, bool record)
{
    const orth_simulation_setup *setup = worker->setup;
    for (size_t s = 0; s < setup->schedules; s++) {
        orth_follower_start(&worker->schedules[s], w, prices);
        if (record)
            setup->options->record(setup->options->user, s, 0, worker->schedules[s].runs[w]);
    }
}

static orth_status take_figures(orth_worker *worker, size_t w, uint64_t price_path, size_t paths,
                                const orth_worker_results *results, orth_error *error)
{
    const orth_simulation_setup *setup = worker->setup;
    double *misses = results->misses;
    size_t of_performance =
        setup->performance == NULL ? 0 : orth_performance_count(setup->performance->benchmarks);
    for (size_t lane = 0; lane < paths; lane++)
        for (size_t s = 0; s < setup->schedules; s++) {
            const orth_follower *follower = &worker->schedules[s];
            size_t slot = lane * setup->schedules + s;
            double *own = results->figures + slot * (ORTH_FIGURES + setup->n);
            orth_figures_take(own, &misses[slot], follower->runs[w], lane, setup->move,
                              worker->row);
            orth_benchmarks_take(own, follower->benchmarks[w], lane);
            orth_strategy_follower_take(own, follower->strategy, w, lane, setup->blocks);
            results->undecided[slot] =
                lane == 0 ? (double)orth_strategy_follower_undecided(follower->strategy, w) : 0;
            own[ORTH_FIGURE_EXECUTION_BP] = orth_follower_execution_bp(follower, w, lane);
            if (of_performance > 0)
                orth_performance_follower_take(follower->performance, w, lane,
                                               results->performance + slot * of_performance,
                                               results->why + slot * of_performance);
            orth_status status =
                check_finite(worker, price_path + lane, s, own, misses[slot], error);
            if (status == ORTH_OK)
                status = orth_strategy_follower_check(follower->strategy, w, lane,
                                                      price_path + lane, error);
            if (status != ORTH_OK)
                return status;
        }
    return ORTH_OK;
}

orth_status orth_worker_run(orth_worker *worker, uint64_t price_path, size_t paths, bool record,
                            const orth_worker_results *results, orth_error *error)
{
    const orth_simulation_setup *setup = worker->setup;
    size_t w = paths > 1, count;
    orth_likeness *likeness = price_path == setup->first_path ? setup->likeness : NULL;
    orth_status status = begin(worker, w, price_path, error);
    if (status != ORTH_OK)
        return status;
    if (worker->flow != NULL)
        orth_flow_begin(worker->flow, price_path, worker->rows.prices);
    start_schedules(worker, w, worker->rows.prices, record);
    if (likeness != NULL)
        orth_likeness_see(likeness, setup, worker->schedules, w);
    for (uint64_t first = 1; first <= setup->blocks; first += count) {
        uint64_t left = setup->blocks - first + 1;
        if (orth_stopped_by(setup->options->stop))
            return orth_fail(error, ORTH_INTERRUPTED,
                             "interrupted before a price path was done: there is no result");
        if (setup->one_path)
            orth_progress("blocks", first - 1, setup->blocks);
        uint64_t to_end = setup->performance == NULL ? UINT64_MAX
                                                     : setup->performance->period -
                                                           (first - 1) % setup->performance->period;
        if (likeness != NULL && to_end < left) /* all strategies are then at that block */
            left = to_end;
        status = orth_price_rows_next(&worker->rows, w, left, &count, error);
        if (status != ORTH_OK)
            return status;
        worker->first = first;
        if (worker->fees != NULL)
            fill_fees(worker, first, count);
        if (worker->flow != NULL)
            status = orth_flow_fill(worker->flow, first, count, worker->rows.prices, error);
        if (status != ORTH_OK)
            return status;
        if (worker->presence != NULL)
            orth_presence_fill(worker->presence, price_path, first, count);
        for (size_t s = 0; s < setup->schedules; s++) {
            if (record)
                run_recorded(worker, s, first, count);
            else
                run_schedule(worker, &worker->schedules[s], w, first, count);
        }
        if (likeness != NULL && count == to_end)
            orth_likeness_see(likeness, setup, worker->schedules, w);
    }
    return take_figures(worker, w, price_path, paths, results, error);
}

orth_performance *orth_worker_take_stream(orth_worker *worker, size_t s)
{
    orth_performance_follower *follower = worker->schedules[s].performance;
    orth_performance *stream = follower->streams[0][0];
    follower->streams[0][0] = NULL;
    return stream;
}
