/* Rows of a geodesic: coefficients for each row, points for each element; and AM-GM midpoints.
 * Roundings are counted in units u of 2^-53 relative. */
#include "kernel/isa/isa.h"

/* sin(x + x_low) for 0 <= x <= pi/2 as a double-double, error below u / 5: the polynomial's tail
 * t^2 R(t) enters with one rounding, all before it is compensated. */
static inline vd sine(vd x, vd x_low, vd *result_low)
{
    static const double tail[] = {-0x1.283c62c6b01e7p-57, 0x1.951044da5359bp-49,
                                  -0x1.ae7f03a1ed435p-41, 0x1.612460f6807a6p-33,
                                  -0x1.ae64567efed39p-26, 0x1.71de3a556c3e7p-19,
                                  -0x1.a01a01a01a018p-13, 0x1.1111111111111p-7};
    const vd third = vd_set(-0x1.5555555555555p-3), third_low = vd_set(-0x1.5555555555555p-57);
    vd t_error, t = vd_two_product(x, x, &t_error);
    vd r = vd_set(tail[0]);
    for (size_t i = 1; i < sizeof tail / sizeof tail[0]; i++)
        r = vd_fma(r, t, vd_set(tail[i]));
    /* p = -1/6 + t R(t), y = t p, z = x y, result = x + z, each with its error term */
    vd p_error, p = vd_fast_two_sum(third, vd_fma(t, r, third_low), &p_error);
    vd y_error, y = vd_two_product(t, p, &y_error);
    y_error = vd_add(y_error, vd_fma(t, p_error, vd_mul(t_error, p)));
    vd z_error, z = vd_two_product(x, y, &z_error);
    z_error = vd_fma(x, y_error, z_error);
    vd error, result = vd_fast_two_sum(x, z, &error);
    /* x_low cos x, the cosine to 1e-3: it stands before a factor 2^-53 */
    vd cosine = vd_fma(t, vd_set(-1.0 / 720), vd_set(1.0 / 24));
    cosine = vd_fma(t, vd_fma(t, cosine, vd_set(-0.5)), vd_set(1.0));
    *result_low = vd_add(error, vd_fma(x_low, cosine, z_error));
    return result;
}

/* sin(count * step) / sin omega */
static inline vd share(const orth_arc *arc, vd count, vd *low)
{
    vd x_low, x = vd_two_product(count, vd_set(arc->step_high), &x_low);
    x_low = vd_fma(count, vd_set(arc->step_low), x_low);
    vd sine_low, high = sine(x, x_low, &sine_low);
    vd inverse = vd_set(arc->inverse_high);
    vd product_low, product = vd_two_product(high, inverse, &product_low);
    product_low = vd_fma(sine_low, inverse, product_low);
    *low = vd_fma(high, vd_set(arc->inverse_low), product_low);
    return product;
}

/* chord * sin((k + 1/2) step) and chord * cos of the same */
static inline vd along_and_across(const orth_arc *arc, vd k, vd *across)
{
    const vd half_pi = vd_set(0x1.921fb54442d18p0), half_pi_low = vd_set(0x1.1a62633145c07p-54);
    vd chord = vd_set(arc->chord);
    vd count = vd_add(k, vd_set(0.5));
    vd x_low, x = vd_two_product(count, vd_set(arc->step_high), &x_low);
    x_low = vd_fma(count, vd_set(arc->step_low), x_low);
    vd rest, left = vd_two_sum(half_pi, vd_sub(vd_set(0.0), x), &rest);
    rest = vd_add(rest, vd_sub(half_pi_low, x_low));
    vd sine_low, high = sine(x, x_low, &sine_low);
    *across = vd_mul(chord, vd_add(high, sine_low));
    high = sine(left, rest, &sine_low);
    return vd_mul(chord, vd_add(high, sine_low));
}

static inline void put(double *out, vd value, size_t left)
{
    if (left >= VD_LANES)
        vd_store(out, value);
    else
        vd_store_part(out, value, left);
}

void orth_kernel_arc_rows(orth_arc_rows *rows, const orth_arc *arc, double first, size_t count,
                          bool moving)
{
    static const double lane_numbers[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    vd lanes = vd_load(lane_numbers);
    for (size_t i = 0; i < count; i += VD_LANES) {
        size_t left = count - i;
        vd k = vd_add(vd_set(first + (double)i), lanes);
        vd low, high = share(arc, vd_sub(vd_set(arc->steps), k), &low);
        put(rows->start_high + i, high, left);
        put(rows->start_low + i, low, left);
        high = share(arc, k, &low);
        put(rows->end_high + i, high, left);
        put(rows->end_low + i, low, left);
        if (moving) {
            vd across, along = along_and_across(arc, k, &across);
            put(rows->along + i, along, left);
            put(rows->across + i, across, left);
        }
    }
}

void orth_kernel_spread(double *out, const double *values, size_t count, size_t n)
{
    /* A vector may reach into the next row, which then overwrites it. */
    for (size_t k = 0; k < count; k++) {
        vd value = vd_set(values[k]);
        for (size_t i = 0; i < n; i += VD_LANES)
            vd_store(out + k * n + i, value);
    }
}

/* eta = a u + b w, all four positive: the low parts in one chain of their own, then two roundings
 * (b w by its share, the sum): eta within 2.5 u, its square within 6 u. */
static inline vd eta_at(size_t i, const orth_arc_rows *at, const double *u_high,
                        const double *u_low, const double *w_high, const double *w_low)
{
    vd u = vd_load(u_high + i), w = vd_load(w_high + i);
    vd a = vd_load(at->start_high + i), b = vd_load(at->end_high + i);
    vd low = vd_fma(vd_load(at->start_low + i), u, vd_mul(vd_load(at->end_low + i), w));
    low = vd_fma(a, vd_load(u_low + i), vd_fma(b, vd_load(w_low + i), low));
    return vd_fma(a, u, vd_fma(b, w, low));
}

/* (eta + move)^2 - eta^2 */
static inline vd step_at(size_t i, vd eta, const orth_arc_rows *at, const double *u_high,
                         const double *tangent)
{
    vd across = vd_mul(vd_load(u_high + i), vd_load(at->across + i));
    vd move = vd_fms(vd_load(tangent + i), vd_load(at->along + i), across);
    return vd_mul(move, vd_fma(eta, vd_set(2.0), move));
}

void orth_kernel_arc_points(size_t n, double *out, double *displacement, const orth_arc_rows *at,
                            const double *u_high, const double *u_low, const double *w_high,
                            const double *w_low, const double *tangent)
{
    size_t whole = n - n % VD_LANES;
    for (size_t i = 0; i < whole; i += VD_LANES) {
        vd eta = eta_at(i, at, u_high, u_low, w_high, w_low);
        vd_store(out + i, vd_mul(eta, eta));
    }
    if (whole < n) {
        vd eta = eta_at(whole, at, u_high, u_low, w_high, w_low);
        vd_store_part(out + whole, vd_mul(eta, eta), n - whole);
    }
    if (displacement == NULL)
        return;
    for (size_t i = 0; i < n; i += VD_LANES) {
        vd eta = eta_at(i, at, u_high, u_low, w_high, w_low);
        put(displacement + i, step_at(i, eta, at, u_high, tangent), n - i);
    }
}

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
