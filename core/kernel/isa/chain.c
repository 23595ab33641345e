/* One node of the resistor chain of core/path/optimum_newton.c, for all columns at once. Columns
 * are independent of one another and sums run over tokens in order, so the width of a vector does
 * not show in the bits. */
#include "kernel/isa/isa.h"

void orth_kernel_chain_node(size_t n, size_t columns, double *potential, double *current,
                            double *total, const double *resistance, const double *weight,
                            const double *next_weight, const double *source)
{
    for (size_t c = 0; c < columns; c++)
        total[c] = 0;
    for (size_t i = 0; i < n; i++) {
        double *restrict y = potential + i * columns, *restrict flow = current + i * columns;
        double r = resistance[i], w = next_weight[i];
        for (size_t c = 0; c < columns; c++) {
            y[c] += flow[c] * r;
            total[c] += flow[c] + w * y[c];
        }
        flow[columns - 1] += source[i];
        total[columns - 1] += source[i];
    }
    for (size_t i = 0; i < n; i++) {
        double *restrict flow = current + i * columns;
        double w = weight[i];
        for (size_t c = 0; c < columns; c++)
            flow[c] -= w * total[c];
    }
}

/* The backward recurrence of core/path/optimum_backward.c. Nearly all of its steps are small: there
 * the series is quicker, and exp(x) - 1 - x loses nothing. */
#define SMALL 0x1p-4

/* exp(x) - 1 - x = x^2 (1/2 + x/6 + ... + x^8/10!) for |x| <= SMALL: truncation 2^-60, roundings 2
 * u, relative. */
static inline vd small_excess(vd x)
{
    static const double coefficients[] = {1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720,
                                          1.0 / 120,    1.0 / 24,    1.0 / 6,    1.0 / 2};
    vd sum = vd_set(1.0 / 3628800);
    for (size_t i = 0; i < sizeof coefficients / sizeof coefficients[0]; i++)
        sum = vd_fma(sum, x, vd_set(coefficients[i]));
    return vd_mul(vd_mul(x, x), sum);
}

/* exp(-y) - 1 + y. */
static inline vd backward_excess(vd y)
{
    vd minus = vd_sub(vd_set(0.0), y), excess = small_excess(minus);
    vmask large = vd_less(vd_set(SMALL), vd_abs(y));
    if (vmask_any(large))
        excess = vd_select(large, vd_add(vd_expm1(minus), y), excess);
    return excess;
}

static inline vd step_expm1(vd x)
{
    vd y = vd_add(x, small_excess(x));
    vmask large = vd_less(vd_set(SMALL), vd_abs(x));
    if (vmask_any(large))
        y = vd_select(large, vd_expm1(x), y);
    return y;
}

void orth_kernel_backward_total(orth_total *total, size_t n, const double *weight, const double *y)
{
    double *restrict high = total->high, *restrict low = total->low;
    for (size_t i = 0; i < n; i += ORTH_LANES)
        for (size_t r = 0; r < ORTH_LANES; r += VD_LANES) {
            size_t at = i + r;
            if (at >= n)
                return;
            bool whole = n - at >= VD_LANES;
            vd w = whole ? vd_load(weight + at) : vd_load_part(weight + at, n - at, 0.0);
            vd step = whole ? vd_load(y + at) : vd_load_part(y + at, n - at, 0.0);
            vd term = vd_mul(w, backward_excess(step));
            vd error, sum = vd_two_sum(vd_load(high + r), term, &error);
            vd_store(high + r, sum);
            vd_store(low + r, vd_add(vd_load(low + r), error));
        }
}

static inline void step_back(double *y_out, double *high, double *low, vd y_next, vd w, vd w_low,
                             double shift)
{
    vd y = step_expm1(vd_add(y_next, vd_set(shift)));
    vd whole = vd_add(y, vd_set(1.0));
    /* Small steps by their difference, which keeps the lost bits; large ones by the quotient. */
    vd error, change = vd_div(vd_mul(w, y), whole);
    vd sum = vd_fast_two_sum(w, vd_sub(vd_set(0.0), change), &error);
    vd rest = vd_add(error, vd_div(w_low, whole));
    vmask small = vd_less(vd_abs(y), vd_set(0.5));
    sum = vd_select(small, sum, vd_div(w, whole));
    rest = vd_select(small, rest, vd_div(w_low, whole));
    vd_store(y_out, y);
    sum = vd_fast_two_sum(sum, rest, &error);
    vd_store(high, sum);
    vd_store(low, error);
}

void orth_kernel_backward_step(size_t n, double *y_out, double *high, double *low,
                               const double *y_next, double shift)
{
    size_t i = 0;
    for (; i + VD_LANES <= n; i += VD_LANES)
        step_back(y_out + i, high + i, low + i, vd_load(y_next + i), vd_load(high + i),
                  vd_load(low + i), shift);
    if (i < n) {
        double last_y[VD_LANES], last_high[VD_LANES], last_low[VD_LANES];
        step_back(last_y, last_high, last_low, vd_load_part(y_next + i, n - i, 0.0),
                  vd_load_part(high + i, n - i, 1.0), vd_load_part(low + i, n - i, 0.0), shift);
        memcpy(y_out + i, last_y, (n - i) * sizeof(double));
        memcpy(high + i, last_high, (n - i) * sizeof(double));
        memcpy(low + i, last_low, (n - i) * sizeof(double));
    }
}
