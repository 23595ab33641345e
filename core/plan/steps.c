#include "plan/steps.h"

#include <math.h>

#include "contract/fixed_point.h"
#include "numeric/elementary.h"

/* a - b, exact before its one rounding. */
static double difference(orth_limb2 a, orth_limb2 b)
{
    orth_limb2 size = a < b ? b - a : a - b;
    double value = (double)(uint64_t)(size >> 64) * 0x1p64 + (double)(uint64_t)size;
    return a < b ? -value : value;
}

static orth_limb2 sum_of(const uint64_t *row, size_t n)
{
    orth_limb2 sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += row[i];
    return sum;
}

double orth_row_excess(const uint64_t *row, size_t n)
{
    return difference(sum_of(row, n), ORTH_FP_UNIT) * 1e-18;
}

void orth_steps_begin(orth_steps_sum *sum, size_t n, orth_replay_limits *limits)
{
    orth_total_clear(&sum->total);
    sum->n = n;
    sum->count = 0;
    sum->limits = limits;
}

double orth_steps_end(orth_steps_sum *sum)
{
    orth_kernels_in_use()->kl_displaced(&sum->total, sum->count * sum->n, sum->weights, sum->moves);
    sum->count = 0;
    return orth_total_value(&sum->total);
}

static double loss_of(const double *weights, const double *moves, size_t n)
{
    orth_total total;
    orth_total_clear(&total);
    orth_kernels_in_use()->kl_displaced(&total, n, weights, moves);
    return orth_total_value(&total);
}

/* Reserves go to (1 + move / weight) exp(-KL) times what they were. KL lies between 0 and the
 * largest square of move / weight, so that most rows need none of this. */
static void note_trades(orth_replay_limits *limits, const double *weights, const double *moves,
                        size_t n, uint64_t block)
{
    double up = 0, down = 0;
    for (size_t i = 0; i < n; i++) {
        double part = moves[i] / weights[i];
        up = part > up ? part : up;
        down = part < down ? part : down;
    }
    double widest = fmax(up, -down), limit = ORTH_PLAN_TRADE_LIMIT;
    if (up <= fmin(limits->largest_in, limit) &&
        widest * widest - down <= fmin(limits->largest_out, limit))
        return;
    double less = orth_expm1(-loss_of(weights, moves, n));
    double in = up + less * (1 + up), out = -(down + less * (1 + down));
    limits->largest_in = fmax(limits->largest_in, in);
    limits->largest_out = fmax(limits->largest_out, out);
    if (!(in > limit || out > limit))
        return;
    limits->trade_first = limits->trade_blocks == 0 ? block : limits->trade_first;
    limits->trade_blocks++;
}

/* With S the first sum and E the second's excess over it, the displacement of d_i / S is
 * (d_i - w_i E) / (S + E), small as the step itself. */
void orth_steps_add(orth_steps_sum *sum, const uint64_t *from, const uint64_t *to, uint64_t block)
{
    size_t n = sum->n;
    double *weights = sum->weights + sum->count * n, *moves = sum->moves + sum->count * n;
    orth_limb2 before = sum_of(from, n), after = sum_of(to, n);
    double first = 1 / difference(before, 0), second = 1 / difference(after, 0);
    double more = difference(after, before);
    for (size_t i = 0; i < n; i++) {
        weights[i] = (double)(int64_t)from[i] * first;
        moves[i] = ((double)((int64_t)to[i] - (int64_t)from[i]) - weights[i] * more) * second;
    }
    if (sum->limits != NULL)
        note_trades(sum->limits, weights, moves, n, block);
    if (++sum->count == ORTH_STEP_BATCH)
        orth_steps_end(sum);
}
