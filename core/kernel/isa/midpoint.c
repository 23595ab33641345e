/* AM-GM midpoints in Hellinger coordinates, as double-doubles. */
#include "kernel/isa/isa.h"

static inline vd scaled_sum(vd left, vd left_low, vd right, vd right_low, vd scale, vd scale_low,
                            vd *low)
{
    vd error, sum = vd_two_sum(left, right, &error);
    error = vd_add(error, vd_add(left_low, right_low));
    sum = vd_fast_two_sum(sum, error, &error);
    vd product_low, product = vd_two_product(sum, scale, &product_low);
    product_low = vd_add(product_low, vd_fma(sum, scale_low, vd_mul(error, scale)));
    return vd_fast_two_sum(product, product_low, low);
}

void orth_kernel_midpoint(size_t n, double *out_high, double *out_low, const double *left_high,
                          const double *left_low, const double *right_high, const double *right_low,
                          double scale_high, double scale_low)
{
    vd scale = vd_set(scale_high), scale_rest = vd_set(scale_low);
    for (size_t i = 0; i < n; i += VD_LANES) {
        size_t left = n - i;
        vd low, high;
        if (left >= VD_LANES) {
            high =
                scaled_sum(vd_load(left_high + i), vd_load(left_low + i), vd_load(right_high + i),
                           vd_load(right_low + i), scale, scale_rest, &low);
            vd_store(out_high + i, high);
            vd_store(out_low + i, low);
        } else {
            high = scaled_sum(vd_load_part(left_high + i, left, 0.0),
                              vd_load_part(left_low + i, left, 0.0),
                              vd_load_part(right_high + i, left, 0.0),
                              vd_load_part(right_low + i, left, 0.0), scale, scale_rest, &low);
            vd_store_part(out_high + i, high, left);
            vd_store_part(out_low + i, low, left);
        }
    }
}
