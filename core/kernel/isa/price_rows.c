/* Price paths from innovations (core/market). Elements are independent of one another but for the
 * sum along a path, which runs block by block, so the width of a vector does not show. */
#include "kernel/isa/isa.h"

void orth_kernel_mix(size_t m, size_t n, double *out, const double *matrix, const double *in,
                     const double *shift)
{
    for (size_t i = 0; i < n; i++) {
        const double *row = matrix + i * n;
        for (size_t e = 0; e < m; e += VD_LANES) {
            size_t left = m - e;
            vd sum = vd_set(shift[i]);
            for (size_t j = 0; j < n; j++) {
                const double *at = in + j * m + e;
                vd value = left >= VD_LANES ? vd_load(at) : vd_load_part(at, left, 0.0);
                sum = vd_fma(vd_set(row[j]), value, sum);
            }
            if (left >= VD_LANES)
                vd_store(out + i * m + e, sum);
            else
                vd_store_part(out + i * m + e, sum, left);
        }
    }
}

/* out [row][token][lane] = sums of the returns [token][row][lane]. */
static inline void sum_rows(size_t rows, size_t n, size_t lanes, double *out, double *x,
                            const double *returns)
{
    for (size_t i = 0; i < n; i++) {
        const double *from = returns + i * rows * lanes;
        double *to = out + i * lanes, *last = x + i * lanes;
        size_t l = 0;
        for (; l + VD_LANES <= lanes; l += VD_LANES) {
            vd sum = vd_load(last + l);
            for (size_t k = 0; k < rows; k++) {
                sum = vd_add(sum, vd_load(from + k * lanes + l));
                vd_store(to + k * n * lanes + l, sum);
            }
            vd_store(last + l, sum);
        }
        for (; l < lanes; l++)
            for (size_t k = 0; k < rows; k++)
                to[k * n * lanes + l] = last[l] += from[k * lanes + l];
    }
}

/* price = start exp(sum) for one vector; 1 where it is not within (low, high), else 0. What is
 * beyond `left` counts as exp(0). */
static inline vd scale(double *price, vd sum, const double *start, size_t left, double low,
                       double high)
{
    bool whole = left >= VD_LANES;
    vd factor = whole ? vd_load(start) : vd_load_part(start, left, 1.0);
    vd value = vd_mul(vd_exp(sum), factor);
    if (whole)
        vd_store(price, value);
    else
        vd_store_part(price, value, left);
    vd above = vd_select(vd_less(vd_set(low), value), vd_set(0.0), vd_set(1.0));
    return vd_select(vd_less(value, vd_set(high)), above, vd_set(1.0));
}

bool orth_kernel_price_rows(size_t rows, size_t n, size_t lanes, double *prices, double *x,
                            const double *returns, const double *starts, double low, double high)
{
    size_t count = rows * n * lanes, e = 0;
    sum_rows(rows, n, lanes, prices, x, returns);
    vd outside = vd_set(0.0);
    for (; e < count; e += VD_LANES) {
        size_t left = count - e;
        bool whole = left >= VD_LANES;
        vd sum = whole ? vd_load(prices + e) : vd_load_part(prices + e, left, 0.0);
        vd here = scale(prices + e, sum, starts + e, left, low, high);
        outside = vd_max(outside, here);
    }
    return !vmask_any(vd_less(vd_set(0.0), outside));
}
