/* Rows of a move of weights, [row][token][lane], for core/strategy. Elements are independent of one
 * another, so the width of a vector does not show. */
#include "kernel/isa/isa.h"

void orth_kernel_weight_line(size_t rows, size_t width, double *weights, const double *from,
                             const double *step, double first)
{
    size_t e = 0;
    for (; e + VD_LANES <= width; e += VD_LANES) {
        vd start = vd_load(from + e), slope = vd_load(step + e), j = vd_set(first);
        for (size_t r = 0; r < rows; r++) {
            vd_store(weights + r * width + e, vd_fma(j, slope, start));
            j = vd_add(j, vd_set(1.0));
        }
    }
    for (; e < width; e++)
        for (size_t r = 0; r < rows; r++)
            weights[r * width + e] = __builtin_fma(first + (double)r, step[e], from[e]);
}

/* The rows of one vector of lanes, token after token: raw weights, then divided by their sum. */
typedef enum curve { ARC, MEAN, POWER } curve;

static inline vd raw_weight(curve kind, const orth_weight_curve *all, size_t at, vd j, vd sine,
                            vd cosine)
{
    vd a = vd_load(all->a + at), b = vd_load(all->b + at);
    if (kind == ARC) {
        vd eta = vd_fma(sine, b, vd_mul(cosine, a));
        return vd_mul(eta, eta);
    }
    if (kind == POWER)
        return vd_exp(vd_mul(vd_log(vd_fma(j, b, a)), vd_set(all->inverse)));
    vd geometric = vd_mul(a, vd_exp(vd_mul(j, b)));
    if (all->line == NULL)
        return geometric;
    return vd_add(vd_fma(j, vd_load(all->line + at), a), geometric);
}

static inline void curve_row(curve kind, const orth_weight_curve *all, size_t lane, double row,
                             double *weights)
{
    size_t n = all->n, lanes = all->lanes;
    vd j = vd_set(row), sum = vd_set(0.0);
    vd_pair turn = {0};
    if (kind == ARC)
        turn = vd_sincospi(vd_mul(j, vd_load(all->turn + lane)));
    for (size_t i = 0; i < n; i++) {
        vd raw = raw_weight(kind, all, i * lanes + lane, j, turn.x, turn.y);
        sum = vd_add(sum, raw);
        vd_store(weights + i * lanes, raw);
    }
    vd share = vd_div(vd_set(1.0), sum);
    for (size_t i = 0; i < n; i++)
        vd_store(weights + i * lanes, vd_mul(vd_load(weights + i * lanes), share));
}

void orth_kernel_weight_curve(const orth_weight_curve *all, size_t rows, double *weights,
                              double first)
{
    curve kind = all->turn != NULL ? ARC : all->inverse != 0 ? POWER : MEAN;
    for (size_t r = 0; r < rows; r++)
        for (size_t l = 0; l < all->lanes; l += VD_LANES) {
            double *out = weights + r * all->n * all->lanes + l, row = first + (double)r;
            if (kind == ARC)
                curve_row(ARC, all, l, row, out);
            else if (kind == POWER)
                curve_row(POWER, all, l, row, out);
            else
                curve_row(MEAN, all, l, row, out);
        }
}
