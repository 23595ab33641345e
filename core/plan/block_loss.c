#include "plan/block_loss.h"

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

orth_step_row orth_step_row_of(const uint64_t *weights, size_t n)
{
    orth_step_row row = {weights, 0};
    for (size_t i = 0; i < n; i++)
        row.sum += weights[i];
    return row;
}

double orth_step_row_excess(const orth_step_row *row)
{
    return difference(row->sum, ORTH_FP_UNIT) * 1e-18;
}

void orth_block_loss_begin(orth_block_loss *sum, size_t n, orth_replay_limits *limits)
{
    orth_total_clear(&sum->total);
    sum->n = n;
    sum->count = 0;
    sum->limits = limits;
}

/* Reserves go to (1 + move / weight) exp(-KL) times what they were. */
static void note_trade(const orth_block_loss *sum, size_t row)
{
    orth_replay_limits *limits = sum->limits;
    orth_total loss;
    orth_total_clear(&loss);
    orth_kernels_in_use()->kl_displaced(&loss, sum->n, sum->weights + row * sum->n,
                                        sum->moves + row * sum->n);
    double less = orth_expm1(-orth_total_value(&loss)), up = sum->up[row], down = sum->down[row];
    double in = up + less * (1 + up), out = -(down + less * (1 + down));
    limits->largest_in = fmax(limits->largest_in, in);
    limits->largest_out = fmax(limits->largest_out, out);
    if (!(in > limits->trade_limit || out > limits->trade_limit))
        return;
    limits->trade_first = limits->trade_blocks == 0 ? sum->blocks[row] : limits->trade_first;
    limits->trade_blocks++;
}

/* Bounds of a row's trades, never below them: KL lies between 0 and the largest square of
 * move / weight. */
static double most_in(const orth_block_loss *sum, size_t row)
{
    return sum->up[row];
}

static double most_out(const orth_block_loss *sum, size_t row)
{
    double widest = fmax(sum->up[row], -sum->down[row]);
    return widest * widest - sum->down[row];
}

/* Looks closely only at rows that may exceed the limit or what has been seen; the most promising of
 * a batch come first, so that mostly the others need not be looked at. */
static void note_trades(const orth_block_loss *sum)
{
    const orth_replay_limits *limits = sum->limits;
    size_t in = 0, out = 0;
    for (size_t row = 1; row < sum->count; row++) {
        in = most_in(sum, row) > most_in(sum, in) ? row : in;
        out = most_out(sum, row) > most_out(sum, out) ? row : out;
    }
    /* a batch beyond the limit is counted row by row, in order */
    bool far = most_in(sum, in) > limits->trade_limit || most_out(sum, out) > limits->trade_limit;
    if (!far && most_in(sum, in) > limits->largest_in)
        note_trade(sum, in);
    if (!far && most_out(sum, out) > limits->largest_out)
        note_trade(sum, out);
    for (size_t row = 0; row < sum->count; row++)
        if (far || most_in(sum, row) > limits->largest_in ||
            most_out(sum, row) > limits->largest_out)
            note_trade(sum, row);
}

static void empty(orth_block_loss *sum)
{
    orth_kernels_in_use()->kl_displaced(&sum->total, sum->count * sum->n, sum->weights, sum->moves);
    if (sum->limits != NULL && sum->count > 0)
        note_trades(sum);
    sum->count = 0;
}

double orth_block_loss_end(orth_block_loss *sum)
{
    empty(sum);
    return orth_total_value(&sum->total);
}

/* With S the first sum and E the second's excess over it, the displacement of d_i / S is
 * (d_i - w_i E) / (S + E), small as the step itself. */
void orth_block_loss_add(orth_block_loss *sum, const orth_step_row *from, const orth_step_row *to,
                         uint64_t block)
{
    size_t n = sum->n, row = sum->count;
    double *weights = sum->weights + row * n, *moves = sum->moves + row * n;
    double first = 1 / difference(from->sum, 0), second = 1 / difference(to->sum, 0);
    double more = difference(to->sum, from->sum), up = 0, down = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t a = (int64_t)from->weights[i], b = (int64_t)to->weights[i];
        weights[i] = (double)a * first;
        moves[i] = ((double)(b - a) - weights[i] * more) * second;
        double part = moves[i] / weights[i];
        up = part > up ? part : up;
        down = part < down ? part : down;
    }
    sum->blocks[row] = block;
    sum->up[row] = up;
    sum->down[row] = down;
    if (++sum->count == ORTH_STEP_BATCH)
        empty(sum);
}
