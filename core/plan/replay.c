/* A plan's calls on the emulated contract, every block kept. */
#include <math.h>
#include <stdlib.h>

#include "base/stop.h"
#include "plan/block_loss.h"
#include "plan/emulate.h"
#include "plan/safe.h"

void orth_replay_free(orth_replay *replay)
{
    if (replay == NULL)
        return;
    free(replay->times);
    free(replay->weights);
    free(replay);
}

static void note_weights(orth_replay_limits *limits, const uint64_t *row, size_t n, uint64_t block)
{
    uint64_t least = UINT64_MAX, most = 0;
    for (size_t i = 0; i < n; i++) {
        least = row[i] < least ? row[i] : least;
        most = row[i] > most ? row[i] : most;
    }
    limits->least_seen = least < limits->least_seen ? least : limits->least_seen;
    limits->most_seen = most > limits->most_seen ? most : limits->most_seen;
    if (least >= limits->weight_least && most <= limits->weight_most)
        return;
    limits->weight_first = limits->weight_blocks == 0 ? block : limits->weight_first;
    limits->weight_blocks++;
}

/* The plan's own rails: at every block, and from call to call. */
typedef struct rails {
    const orth_plan *plan;
    size_t call;        /* calls so far */
    const uint64_t *at; /* the weights that the last of them found */
} rails;

static orth_status check_rails(rails *r, const uint64_t *row, const orth_emulation *emulation,
                               uint64_t block, orth_error *error)
{
    const orth_plan *plan = r->plan;
    for (size_t i = 0; i < plan->n; i++) {
        uint64_t from = r->at != NULL ? r->at[i] : row[i];
        uint64_t moved = row[i] > from ? row[i] - from : from - row[i];
        if (row[i] < plan->rails.minimum_weight)
            return orth_fail(error, ORTH_DOMAIN,
                             "weight %zu is %.18f at block %llu, below minimum_weight %.18g", i + 1,
                             (double)row[i] / 1e18, (unsigned long long)block,
                             (double)plan->rails.minimum_weight / 1e18);
        if (plan->rails.largest_move > 0 && moved > plan->rails.largest_move)
            return orth_fail(error, ORTH_DOMAIN,
                             "call %zu moves weight %zu by %llu wei, more than largest_move, %llu",
                             r->call, i + 1, (unsigned long long)moved,
                             (unsigned long long)plan->rails.largest_move);
    }
    if (emulation->next > r->call)
        r->call = emulation->next, r->at = row;
    return ORTH_OK;
}

static orth_status run(orth_replay *replay, const orth_plan *plan, orth_error *error)
{
    orth_emulation emulation;
    orth_block_loss sum;
    orth_step_row last_row = {NULL, 0}, now_row;
    rails own = {.plan = plan};
    size_t n = plan->n;
    orth_status status = ORTH_OK;
    orth_emulation_begin(&emulation, plan);
    replay->limits = (orth_replay_limits){.trade_limit = orth_plan_trade_limit(plan),
                                          .least_seen = UINT64_MAX,
                                          .weight_first = UINT64_MAX};
    emulation.target->limits(n, plan->rails.pool, &replay->limits.weight_least,
                             &replay->limits.weight_most);
    replay->limits.weight_most += emulation.target->slack;
    orth_block_loss_begin(&sum, n, &replay->limits);
    for (uint64_t k = 0; k <= plan->steps; k++) {
        uint64_t now = replay->times[k] = orth_plan_block_time(&plan->clock, k);
        uint64_t *row = replay->weights + k * n;
        status = orth_go_on(error);
        if (status == ORTH_OK)
            status = orth_emulation_block(&emulation, now, row, error);
        if (status == ORTH_OK)
            status = check_rails(&own, row, &emulation, k, error);
        if (status != ORTH_OK)
            return status;
        now_row = orth_step_row_of(row, n);
        double drift = fabs(orth_step_row_excess(&now_row));
        replay->sum_drift = drift > replay->sum_drift ? drift : replay->sum_drift;
        note_weights(&replay->limits, row, n, k);
        if (k > 0)
            orth_block_loss_add(&sum, &last_row, &now_row, k);
        last_row = now_row;
    }
    replay->log_loss = orth_block_loss_end(&sum);
    replay->miss = orth_plan_miss(plan, replay->weights + plan->steps * n);
    status = orth_emulation_end(&emulation, replay->times[plan->steps], error);
    replay->frozen = emulation.frozen || emulation.stopped;
    replay->stopped = emulation.stopped && !emulation.frozen;
    return status == ORTH_OK ? orth_plan_check_safe(replay, &plan->rails.safe, error) : status;
}

orth_status orth_plan_replay(orth_replay **out, const orth_plan *plan, orth_error *error)
{
    *out = NULL;
    double bytes = ((double)plan->steps + 1) * (double)(plan->n + 1) * sizeof(uint64_t);
    if (bytes > 4e9)
        return orth_fail(error, ORTH_NO_MEMORY, "a replay of %llu blocks takes %.1f GB",
                         (unsigned long long)plan->steps, bytes / 1e9);
    orth_replay *replay = calloc(1, sizeof *replay);
    if (replay == NULL)
        return orth_fail_memory(error, sizeof *replay);
    replay->n = plan->n;
    replay->steps = plan->steps;
    replay->times = malloc((plan->steps + 1) * sizeof *replay->times);
    replay->weights = malloc((plan->steps + 1) * plan->n * sizeof *replay->weights);
    orth_status status = ORTH_OK;
    if (replay->times == NULL || replay->weights == NULL)
        status = orth_fail_memory(error, bytes);
    else
        status = run(replay, plan, error);
    if (status != ORTH_OK)
        orth_replay_free(replay);
    else
        *out = replay;
    return status;
}
