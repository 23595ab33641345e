/* A plan's calls on the emulated contract, block by block. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "plan/target.h"

void orth_replay_free(orth_replay *replay)
{
    if (replay == NULL)
        return;
    free(replay->times);
    free(replay->weights);
    free(replay);
}

/* |a - b| and its sign, exactly rounded to a double; both below 2^128 here. */
static double difference(orth_word a, orth_word b)
{
    bool minus = orth_word_below(a, b);
    orth_word d = minus ? orth_word_sub(b, a) : orth_word_sub(a, b);
    double value = ((double)d.limb[1] * 0x1p64 + (double)d.limb[0]) * 1e-18;
    return minus ? -value : value;
}

static orth_word sum_of(const orth_word *row, size_t n)
{
    orth_word sum = orth_word_of(0);
    for (size_t i = 0; i < n; i++)
        sum = orth_word_add(sum, row[i]);
    return sum;
}

/* Rows whose displacements are gathered before they are summed: the kernel takes many at once. */
#define BATCH 64

typedef struct loss_sum {
    orth_total total;
    size_t n, count;
    double weights[BATCH * ORTH_PLAN_TOKENS_MAX], moves[BATCH * ORTH_PLAN_TOKENS_MAX];
} loss_sum;

static void begin_sum(loss_sum *loss, size_t n)
{
    orth_total_clear(&loss->total);
    loss->n = n;
    loss->count = 0;
}

static double end_sum(loss_sum *loss)
{
    orth_kernels_in_use()->kl_displaced(&loss->total, loss->count * loss->n, loss->weights,
                                        loss->moves);
    loss->count = 0;
    return orth_total_value(&loss->total);
}

/* Adds the KL of the step between two rows, each divided by its sum: with S the first sum and E the
 * second's excess over it, the displacement is (d_i - w_i E / S) / (S + E), small as the step
 * itself. */
static void add_step(loss_sum *loss, const orth_word *from, const orth_word *to)
{
    size_t n = loss->n;
    double *weights = loss->weights + loss->count * n, *moves = loss->moves + loss->count * n;
    orth_word before = sum_of(from, n), after = sum_of(to, n), none = orth_word_of(0);
    double sum = difference(before, none), more = difference(after, before);
    for (size_t i = 0; i < n; i++) {
        double d = difference(to[i], from[i]);
        weights[i] = difference(from[i], none) / sum;
        moves[i] = (d - weights[i] * more) / (sum + more);
    }
    if (++loss->count == BATCH)
        end_sum(loss);
}

/* All calls that are due by the block's time. */
static orth_status apply_due(orth_plan_state *state, const orth_target *target,
                             const orth_plan *plan, uint64_t now, size_t *next, orth_error *error)
{
    orth_error reason;
    for (; *next < plan->call_count && plan->calls[*next].at <= now; (*next)++) {
        orth_status status = target->apply(state, plan, &plan->calls[*next], &reason);
        if (status != ORTH_OK)
            return orth_fail(error, status, "call %zu is refused: %s", *next, reason.text);
    }
    return ORTH_OK;
}

static orth_status run(orth_replay *replay, const orth_target *target, const orth_plan *plan,
                       orth_error *error)
{
    orth_plan_state state = {.n = plan->n};
    size_t next = 0, n = plan->n;
    loss_sum loss;
    begin_sum(&loss, n);
    for (uint64_t k = 0; k <= plan->steps; k++) {
        uint64_t now = orth_plan_block_time(&plan->clock, k);
        orth_word *row = replay->weights + k * n;
        orth_evm evm = {0};
        orth_status status = apply_due(&state, target, plan, now, &next, error);
        if (status != ORTH_OK)
            return status;
        replay->times[k] = now;
        if (state.begun)
            target->read(&evm, &state, now, row);
        else
            memcpy(row, plan->start, n * sizeof *row);
        char text[200];
        if (evm.reverted)
            return orth_fail(error, ORTH_DOMAIN, "reading the weights at %llu reverts: %s",
                             (unsigned long long)now, orth_evm_describe(text, sizeof text, &evm));
        for (size_t i = 0; i < n; i++)
            if (orth_word_is_zero(row[i]))
                return orth_fail(error, ORTH_DOMAIN, "weight %zu is 0 at %llu", i,
                                 (unsigned long long)now);
        double drift = difference(sum_of(row, n), orth_word_of(UINT64_C(1000000000000000000)));
        replay->sum_drift = fmax(replay->sum_drift, fabs(drift));
        if (k > 0)
            add_step(&loss, row - n, row);
    }
    if (next < plan->call_count)
        return orth_fail(error, ORTH_DOMAIN, "call %zu comes after the last block", next);
    replay->log_loss = end_sum(&loss);
    for (size_t i = 0; i < n; i++) {
        double miss = difference(replay->weights[plan->steps * n + i], plan->wanted[i]);
        replay->miss = fmax(replay->miss, fabs(miss));
    }
    if (state.schedule.n > 0) {
        uint64_t last = replay->times[plan->steps];
        orth_word passed = orth_word_of(last - state.begin), zero = orth_word_of(0);
        bool moving = false;
        for (size_t i = 0; i < n; i++)
            moving = moving || !orth_word_equal(state.schedule.multipliers[i], zero);
        replay->frozen = moving && orth_word_signed_below(state.schedule.freeze, passed);
    }
    return ORTH_OK;
}

orth_status orth_plan_replay(orth_replay **out, const orth_plan *plan, orth_error *error)
{
    *out = NULL;
    const orth_target *target = orth_target_find(plan->target, error);
    if (target == NULL)
        return ORTH_BAD_INPUT;
    double bytes = ((double)plan->steps + 1) * (double)(plan->n + 1) * sizeof(orth_word);
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
        status = run(replay, target, plan, error);
    if (status != ORTH_OK)
        orth_replay_free(replay);
    else
        *out = replay;
    return status;
}

/* splitmix64 in [0, 1). */
static double draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

void orth_replay_missed(double out[3], const orth_replay *replay, double present, uint64_t seed,
                        unsigned runs)
{
    double mean = 0;
    loss_sum loss;
    out[1] = INFINITY, out[2] = 0;
    for (unsigned r = 0; r < runs; r++) {
        uint64_t state = seed + r * UINT64_C(0xd1342543de82ef95), last = 0;
        begin_sum(&loss, replay->n);
        for (uint64_t k = 1; k <= replay->steps; k++) {
            if (k < replay->steps && draw(&state) >= present)
                continue;
            add_step(&loss, replay->weights + last * replay->n, replay->weights + k * replay->n);
            last = k;
        }
        double value = end_sum(&loss);
        mean += value;
        out[1] = fmin(out[1], value);
        out[2] = fmax(out[2], value);
    }
    out[0] = mean / runs;
}
