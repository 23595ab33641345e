#include "simulate/worker.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "orthant/simplex.h"
#include "simulate/flow.h"

/* Blocks at a time, and the longest schedule (in doubles) that is kept whole. */
#define CHUNK ORTH_FLOW_BLOCKS
#define KEEP_DOUBLES ((size_t)1 << 16)

typedef struct follower {
    orth_path *path;
    uint64_t steps;
    bool late;      /* amgm as quantammsim has it */
    double *rows;   /* all steps + 1 of them, or NULL */
    double *buffer; /* CHUNK rows, expanded to one a block */
    orth_run *runs[2];
} follower;

struct orth_worker {
    const orth_plan *plan;
    orth_market_walk *walks[2]; /* of one price path, and of ORTH_RUN_LANES or NULL */
    orth_fee *fees;             /* CHUNK, NULL without a fee schedule */
    double *row;                /* one */
    orth_flow *flow;            /* NULL without others' trades */
    uint64_t first;             /* of the chunk's blocks */
    const double *prices;       /* of the chunk */
    follower schedules[];
};

void orth_worker_free(orth_worker *worker)
{
    if (worker == NULL)
        return;
    for (size_t s = 0; s < worker->plan->schedules; s++) {
        follower *schedule = &worker->schedules[s];
        orth_path_free(schedule->path);
        for (size_t w = 0; w < 2; w++)
            orth_run_free(schedule->runs[w]);
        free(schedule->rows);
        free(schedule->buffer);
    }
    for (size_t w = 0; w < 2; w++)
        orth_market_walk_free(worker->walks[w]);
    orth_flow_free(worker->flow);
    free(worker->fees);
    free(worker->row);
    free(worker);
}

/* quantammsim's AM-GM: the arithmetic mean of the ends at k / f, the geometric one at k / (f + 1),
 * so that even the last row is not quite the target. */
static void fill_late(const orth_move *move, uint64_t steps, uint64_t first, size_t count,
                      double *rows)
{
    for (size_t r = 0; r < count; r++, rows += move->n) {
        double t = (double)(first + r) / (double)steps;
        double late = (double)(first + r) / (double)(steps + 1);
        for (size_t i = 0; i < move->n; i++) {
            double ratio = move->target[i] / move->start[i];
            rows[i] = move->start[i] + t * move->delta[i] +
                      move->start[i] * orth_exp(late * orth_log(ratio));
        }
        orth_simplex_normalise(rows, move->n, rows);
    }
}

static void fill_rows(const orth_worker *worker, follower *schedule, uint64_t first, size_t count,
                      double *rows)
{
    if (schedule->late)
        fill_late(worker->plan->move, schedule->steps, first, count, rows);
    else
        orth_path_fill(schedule->path, first, count, rows, NULL);
}

static orth_status create_schedule(const orth_worker *worker, follower *made, size_t s,
                                   orth_error *error)
{
    const orth_plan *plan = worker->plan;
    const orth_scenario *scenario = plan->scenario;
    orth_rules rules = scenario->rules;
    rules.pairs = plan->options->pairs;
    made->steps = scenario->steps[s / scenario->path_count];
    orth_status status =
        orth_path_create(&made->path, scenario->paths[s % scenario->path_count], plan->move,
                         made->steps, (const char *const *)scenario->tokens, error);
    made->late =
        rules.pairs && status == ORTH_OK && strcmp(orth_path_name(made->path), "amgm") == 0;
    if (status == ORTH_OK)
        status = orth_run_create(&made->runs[0], plan->n, &rules, error);
    if (status == ORTH_OK && plan->side_by_side)
        status = orth_run_create_lanes(&made->runs[1], plan->n, ORTH_RUN_LANES, &rules, error);
    if (status != ORTH_OK)
        return status;
    made->buffer = malloc(CHUNK * plan->n * sizeof(double));
    if (made->buffer == NULL)
        return orth_fail_memory(error, CHUNK * (double)plan->n * sizeof(double));
    if ((made->steps + 1) > KEEP_DOUBLES / plan->n)
        return ORTH_OK;
    made->rows = malloc((made->steps + 1) * plan->n * sizeof(double));
    if (made->rows == NULL)
        return orth_fail_memory(error, (double)(made->steps + 1) * (double)plan->n * 8);
    fill_rows(worker, made, 0, made->steps + 1, made->rows);
    return ORTH_OK;
}

orth_status orth_worker_create(orth_worker **out, const orth_plan *plan, orth_error *error)
{
    *out = NULL;
    size_t bytes = sizeof(orth_worker) + plan->schedules * sizeof(follower);
    orth_worker *worker = calloc(1, bytes);
    if (worker == NULL)
        return orth_fail_memory(error, (double)bytes);
    worker->plan = plan;
    worker->row = malloc(plan->n * sizeof(double));
    if (plan->scenario->has_fee_schedule)
        worker->fees = malloc(CHUNK * sizeof *worker->fees);
    orth_status status = ORTH_OK;
    if (worker->row == NULL || (plan->scenario->has_fee_schedule && worker->fees == NULL))
        status = orth_fail_memory(error, CHUNK * sizeof *worker->fees);
    if (status == ORTH_OK)
        status = orth_market_walk_create(&worker->walks[0], plan->market, 1, error);
    if (status == ORTH_OK && plan->side_by_side)
        status = orth_market_walk_create(&worker->walks[1], plan->market, ORTH_RUN_LANES, error);
    if (status == ORTH_OK)
        status = orth_flow_create(&worker->flow, plan->scenario, error);
    for (size_t s = 0; status == ORTH_OK && s < plan->schedules; s++)
        status = create_schedule(worker, &worker->schedules[s], s, error);
    if (status != ORTH_OK) {
        orth_worker_free(worker);
        return status;
    }
    *out = worker;
    return ORTH_OK;
}

static const double *schedule_row(const orth_worker *worker, follower *schedule, uint64_t k)
{
    if (schedule->rows != NULL)
        return schedule->rows + k * worker->plan->n;
    fill_rows(worker, schedule, k, 1, worker->row);
    return worker->row;
}

/* The weights of blocks first .. first+count-1, none beyond the move: block k has row k / each of
 * the schedule. */
static const double *weights_of(const orth_worker *worker, follower *schedule, uint64_t first,
                                size_t count)
{
    size_t n = worker->plan->n;
    uint64_t each = worker->plan->scenario->blocks_per_step;
    if (each == 1 && schedule->rows != NULL)
        return schedule->rows + first * n;
    if (each == 1) {
        fill_rows(worker, schedule, first, count, schedule->buffer);
        return schedule->buffer;
    }
    for (size_t k = 0; k < count; k++) {
        double *row = schedule->buffer + k * n;
        if (k > 0 && (first + k) % each != 0)
            memcpy(row, row - n, n * sizeof *row);
        else
            memcpy(row, schedule_row(worker, schedule, (first + k) / each), n * sizeof *row);
    }
    return schedule->buffer;
}

static const orth_fee *fees_of(const orth_worker *worker, uint64_t block)
{
    return worker->fees == NULL ? NULL : worker->fees + (block - worker->first);
}

/* Blocks first .. first+count-1 of one schedule: those of the move, then those at rest. */
static void run_blocks(orth_worker *worker, follower *schedule, size_t w, uint64_t first,
                       size_t count)
{
    size_t row = worker->plan->n * (w == 0 ? 1 : ORTH_RUN_LANES), moving = 0;
    const double *prices = worker->prices + (first - worker->first) * row;
    uint64_t last = schedule->steps * worker->plan->scenario->blocks_per_step;
    orth_run *run = schedule->runs[w];
    if (first <= last)
        moving = last - first + 1 < count ? (size_t)(last - first + 1) : count;
    if (moving > 0)
        orth_run_blocks(run, moving, prices, weights_of(worker, schedule, first, moving),
                        fees_of(worker, first));
    if (moving < count)
        orth_run_blocks(run, count - moving, prices + moving * row, NULL,
                        fees_of(worker, first + moving));
}

/* The same, with others' trades at the end of the blocks that have some. */
static void run_schedule(orth_worker *worker, follower *schedule, size_t w, uint64_t first,
                         size_t count)
{
    uint64_t begin = first, end = first + count;
    for (uint64_t block = first; worker->flow != NULL && block < end; block++) {
        const orth_noise_trade *trades;
        size_t there = orth_flow_trades(worker->flow, block - worker->first, &trades);
        if (there == 0)
            continue;
        run_blocks(worker, schedule, w, begin, (size_t)(block + 1 - begin));
        orth_run_noise(schedule->runs[w], there, trades, fees_of(worker, block));
        begin = block + 1;
    }
    if (begin < end)
        run_blocks(worker, schedule, w, begin, (size_t)(end - begin));
}

static void fill_fees(orth_worker *worker, uint64_t first, size_t count)
{
    const orth_fee_schedule *fee = &worker->plan->scenario->fee_schedule;
    for (size_t k = 0; k < count; k++) {
        uint64_t block = first + k < fee->blocks ? first + k : fee->blocks;
        double t = (double)block / (double)fee->blocks, now = fee->to;
        if (block < fee->blocks)
            now = fee->geometric ? fee->from * orth_pow(fee->to / fee->from, t)
                                 : fee->from + t * (fee->to - fee->from);
        worker->fees[k] = orth_fee_of(now);
    }
}

/* The same in pieces that end where something is to be recorded. */
static void run_recorded(orth_worker *worker, size_t s, uint64_t first, size_t count)
{
    const orth_simulate_options *options = worker->plan->options;
    for (size_t done = 0; done < count;) {
        uint64_t block = first + done, every = options->record_every;
        uint64_t to_next = every - (block - 1) % every;
        size_t piece = to_next < count - done ? (size_t)to_next : count - done;
        run_schedule(worker, &worker->schedules[s], 0, block, piece);
        done += piece;
        block += piece - 1;
        if (block % every == 0 || block == worker->plan->blocks)
            options->record(options->user, s, block, worker->schedules[s].runs[0]);
    }
}

static void take_figures(const orth_run *run, size_t lane, double *figures, double *miss)
{
    orth_outcome outcome = orth_run_lane_outcome(run, lane);
    const orth_ledger *ledger = &outcome.ledger;
    const double values[ORTH_FIGURES] = {outcome.final_value,
                                         outcome.hold_value,
                                         outcome.rebalance_value,
                                         outcome.rebalance_value - outcome.final_value,
                                         outcome.pending,
                                         (double)outcome.trades,
                                         (double)outcome.noise_trades,
                                         (double)outcome.noise_refused,
                                         ledger->price_move,
                                         ledger->lvr,
                                         ledger->weight_loss,
                                         ledger->arbitrage_fees,
                                         ledger->noise_fees,
                                         ledger->noise_impact,
                                         ledger->noise_reversal,
                                         ledger->protocol,
                                         ledger->profit,
                                         ledger->gas,
                                         ledger->cost};
    memcpy(figures, values, sizeof values);
    const orth_pools *pools = &run->pools;
    for (size_t i = 0; i < pools->n; i++)
        figures[ORTH_FIGURES + i] = pools->reserves[i * pools->lanes + lane];
    *miss = fabs(orth_ledger_miss(&outcome)) / fmax(outcome.start_value, outcome.final_value);
}

static void start_schedules(orth_worker *worker, size_t w, const double *prices, bool record)
{
    const orth_plan *plan = worker->plan;
    for (size_t s = 0; s < plan->schedules; s++) {
        follower *schedule = &worker->schedules[s];
        orth_run_start(schedule->runs[w], schedule_row(worker, schedule, 0), prices, plan->value);
        if (record)
            plan->options->record(plan->options->user, s, 0, schedule->runs[w]);
    }
}

orth_status orth_worker_run(orth_worker *worker, uint64_t price_path, size_t paths, bool record,
                            double *figures, double *misses, orth_error *error)
{
    const orth_plan *plan = worker->plan;
    size_t w = paths > 1;
    orth_market_walk_start(worker->walks[w], price_path);
    const double *prices;
    size_t count, each = ORTH_FIGURES + plan->n;
    orth_status status = orth_market_walk_next(worker->walks[w], 1, &count, &prices, NULL, error);
    if (status != ORTH_OK)
        return status;
    start_schedules(worker, w, prices, record);
    for (uint64_t first = 1; first <= plan->blocks; first += count) {
        uint64_t left = plan->blocks - first + 1;
        status = orth_market_walk_next(worker->walks[w], left < CHUNK ? (size_t)left : CHUNK,
                                       &count, &prices, NULL, error);
        if (status != ORTH_OK)
            return status;
        worker->first = first;
        worker->prices = prices;
        if (worker->fees != NULL)
            fill_fees(worker, first, count);
        if (worker->flow != NULL)
            orth_flow_fill(worker->flow, price_path, first, count);
        for (size_t s = 0; s < plan->schedules; s++) {
            if (record)
                run_recorded(worker, s, first, count);
            else
                run_schedule(worker, &worker->schedules[s], w, first, count);
        }
    }
    for (size_t lane = 0; lane < paths; lane++)
        for (size_t s = 0; s < plan->schedules; s++) {
            size_t slot = lane * plan->schedules + s;
            take_figures(worker->schedules[s].runs[w], lane, figures + slot * each, &misses[slot]);
        }
    return ORTH_OK;
}
