/* What rows of weights are, row by row: eight rows of one schedule, or one row of eight, with the
 * same roundings in the same order. */
#include "kernel/isa/isa.h"
#include "kernel/isa/level.h"

typedef struct row {
    vd of[ORTH_WEIGHT_SUMS], least; /* of the row itself */
} row;

/* VD_LANES rows, or lanes: token i of them is at i * step. */
static inline row look_at(const orth_weight_sums *s, const double *old, const double *next,
                          size_t step)
{
    vd none = vd_set(0), one = vd_set(1), loss = none, moved = none, minus_entropy = none;
    vd least = vd_set(INFINITY);
    vmask on_rail = vd_less(none, none);
    for (size_t i = 0; i < s->n; i++) {
        vd u = vd_load(old + i * step), w = vd_load(next + i * step), by = vd_sub(u, w);
        vd excess = excess_of(vd_div(by, w), vd_div(by, vd_add(u, w)), w, u);
        loss = vd_fma(w, excess, loss);
        moved = vd_add(moved, vd_abs(by));
        least = smaller(w, least);
        minus_entropy = vd_fma(w, vd_log(w), minus_entropy);
        on_rail = vmask_or(on_rail, vd_less(w, vd_set(s->low[i])));
        on_rail = vmask_or(on_rail, vd_less(vd_set(s->high[i]), w));
    }
    row found;
    found.of[ORTH_WEIGHT_SUM_LOSS] = loss;
    found.of[ORTH_WEIGHT_SUM_MOVED] = vd_mul(vd_set(0.5), moved);
    found.of[ORTH_WEIGHT_SUM_EFFECTIVE] = vd_exp(vd_sub(none, minus_entropy));
    found.of[ORTH_WEIGHT_SUM_ON_RAILS] = vd_select(on_rail, one, none);
    found.least = least;
    return found;
}

/* One lane: `rows` at once, turned into [token][row]. */
static void add_rows(const orth_weight_sums *s, size_t rows, const double *weights)
{
    enum { STRIDE = ORTH_WEIGHT_SUMS_ROWS + 9 };
    double *turned = s->scratch, values[ORTH_WEIGHT_SUMS][ORTH_WEIGHT_SUMS_ROWS + 8];
    double least[ORTH_WEIGHT_SUMS_ROWS + 8];
    for (size_t k = 0; k <= rows; k++)
        for (size_t i = 0; i < s->n; i++)
            turned[i * STRIDE + k] = weights[k * s->n + i];
    for (size_t k = 0; k < rows; k += VD_LANES) {
        row found = look_at(s, turned + k, turned + k + 1, STRIDE);
        for (size_t f = 0; f < ORTH_WEIGHT_SUMS; f++)
            vd_store(&values[f][k], found.of[f]);
        vd_store(&least[k], found.least);
    }
    for (size_t k = 0; k < rows; k++)
        s->least[0] = least[k] < s->least[0] ? least[k] : s->least[0];
    /* all sums in one loop: each addition waits for the one before it, but not for other sums' */
    double high[ORTH_WEIGHT_SUMS], low[ORTH_WEIGHT_SUMS];
    for (size_t f = 0; f < ORTH_WEIGHT_SUMS; f++) {
        high[f] = s->sums[f];
        low[f] = s->sums_low[f];
    }
    for (size_t k = 0; k < rows; k++)
        for (size_t f = 0; f < ORTH_WEIGHT_SUMS; f++) {
            double sum = high[f] + values[f][k], part = sum - high[f];
            low[f] += (high[f] - (sum - part)) + (values[f][k] - part);
            high[f] = sum;
        }
    for (size_t f = 0; f < ORTH_WEIGHT_SUMS; f++) {
        s->sums[f] = high[f];
        s->sums_low[f] = low[f];
    }
    s->effective[0] = values[ORTH_WEIGHT_SUM_EFFECTIVE][rows - 1];
}

static void add_lanes(const orth_weight_sums *s, size_t rows, const double *weights)
{
    size_t each = s->n * s->lanes;
    for (size_t lane = 0; lane < s->lanes; lane += VD_LANES) {
        vd high[ORTH_WEIGHT_SUMS], low[ORTH_WEIGHT_SUMS], lost;
        vd least = vd_load(s->least + lane);
        row found;
        for (size_t f = 0; f < ORTH_WEIGHT_SUMS; f++) {
            high[f] = vd_load(s->sums + f * s->lanes + lane);
            low[f] = vd_load(s->sums_low + f * s->lanes + lane);
        }
        for (size_t k = 0; k < rows; k++) {
            const double *old = weights + k * each + lane;
            found = look_at(s, old, old + each, s->lanes);
            least = smaller(found.least, least);
            for (size_t f = 0; f < ORTH_WEIGHT_SUMS; f++) {
                high[f] = vd_two_sum(high[f], found.of[f], &lost);
                low[f] = vd_add(low[f], lost);
            }
        }
        for (size_t f = 0; f < ORTH_WEIGHT_SUMS; f++) {
            vd_store(s->sums + f * s->lanes + lane, high[f]);
            vd_store(s->sums_low + f * s->lanes + lane, low[f]);
        }
        vd_store(s->least + lane, least);
        vd_store(s->effective + lane, found.of[ORTH_WEIGHT_SUM_EFFECTIVE]);
    }
}

void orth_kernel_weight_sums(const orth_weight_sums *s, size_t rows, const double *weights)
{
    const size_t most = ORTH_WEIGHT_SUMS_ROWS;
    if (rows == 0)
        return;
    if (s->lanes > 1) {
        add_lanes(s, rows, weights);
        return;
    }
    for (size_t k = 0; k < rows; k += most)
        add_rows(s, rows - k < most ? rows - k : most, weights + k * s->n);
}
