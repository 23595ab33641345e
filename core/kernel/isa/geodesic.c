/* Rows of a geodesic.
 * Roundings are counted in units u of 2^-53 relative. */
#include "kernel/isa/isa.h"

/* sin(x + x_low) for 0 <= x <= pi/2 as a double-double, error below u / 3: the polynomial's tail
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
    /* x_low cos x, with cos x = 1 + 3 y + t^2 / 60 + ...: before the factor x_low the rest is a
     * tenth of u at pi/2 */
    vd cosine = vd_fma(y, vd_set(3.0), vd_set(1.0));
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

/* What a group of VD_LANES rows needs, one row a lane. */
typedef struct group {
    vd a, a_low, b, b_low; /* shares of the start and of the target */
    vd along, across;
} group;

static inline group group_at(const orth_arc *arc, double first, bool moving)
{
    static const double lane_numbers[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    group g;
    vd k = vd_add(vd_set(first), vd_load(lane_numbers));
    g.a = share(arc, vd_sub(vd_set(arc->steps), k), &g.a_low);
    g.b = share(arc, k, &g.b_low);
    g.along = g.across = vd_set(0.0);
    if (moving)
        g.along = along_and_across(arc, k, &g.across);
    return g;
}

/* The group with each lane's row given by the index. */
static inline group take(const group *g, vindex index, bool moving)
{
    group out = {vd_permute(g->a, index),
                 vd_permute(g->a_low, index),
                 vd_permute(g->b, index),
                 vd_permute(g->b_low, index),
                 g->along,
                 g->across};
    if (moving) {
        out.along = vd_permute(g->along, index);
        out.across = vd_permute(g->across, index);
    }
    return out;
}

/* eta = a u + b w, all four positive. Few tokens: the low parts in one chain of their own, then two
 * roundings (b w by its share, the sum): eta within 2.5 u, its square within 6 u, so that a row
 * sums to 1 within 4 n u even for n = 2. From 8 tokens on (wide) the high parts alone: a and b 1.3
 * u, the square roots 1 u, eta within 4.3 u, its square within 10 u. */
static inline vd eta_at(const group *g, const orth_arc_ends *ends, size_t i, bool wide)
{
    vd u = vd_load(ends->u_high + i), w = vd_load(ends->w_high + i);
    if (wide)
        return vd_fma(g->a, u, vd_mul(g->b, w));
    vd low = vd_fma(g->a_low, u, vd_mul(g->b_low, w));
    low = vd_fma(g->a, vd_load(ends->u_low + i), vd_fma(g->b, vd_load(ends->w_low + i), low));
    return vd_fma(g->a, u, vd_fma(g->b, w, low));
}

/* (eta + move)^2 - eta^2 */
static inline vd step_at(const group *g, const orth_arc_ends *ends, size_t i, vd eta)
{
    vd across = vd_mul(vd_load(ends->u_high + i), g->across);
    vd move = vd_fms(vd_load(ends->tangent + i), g->along, across);
    return vd_mul(move, vd_fma(eta, vd_set(2.0), move));
}

static inline void points_at(double *weights, double *displacements, const group *g,
                             const orth_arc_ends *ends, size_t i, bool wide, bool moving)
{
    vd eta = eta_at(g, ends, i, wide);
    vd_store(weights, vd_mul(eta, eta));
    if (moving)
        vd_store(displacements, step_at(g, ends, i, eta));
}

/* Fewer than 8 tokens: VD_LANES rows are n whole vectors, lane l of vector q being row
 * (q VD_LANES + l) / n of the group. */
static inline void narrow_rows(double *weights, double *displacements, const orth_arc *arc,
                               const orth_arc_ends *ends, double first, size_t count, bool moving)
{
    size_t n = ends->n;
    vindex index[8];
    for (size_t q = 0; q < n; q++) {
        int lanes[8] = {0};
        for (size_t l = 0; l < VD_LANES; l++)
            lanes[l] = (int)((q * VD_LANES + l) / n);
        index[q] = vindex_load(lanes);
    }
    for (size_t r = 0; r < count; r += VD_LANES) {
        group all = group_at(arc, first + (double)r, moving);
        bool whole = count - r >= VD_LANES;
        double last_weights[8 * VD_LANES], last_displacements[8 * VD_LANES];
        double *to = whole ? weights + r * n : last_weights;
        double *to_displacements = whole && moving ? displacements + r * n : last_displacements;
        for (size_t q = 0; q < n; q++) {
            group g = take(&all, index[q], moving);
            points_at(to + q * VD_LANES, to_displacements + q * VD_LANES, &g, ends, q * VD_LANES,
                      false, moving);
        }
        if (!whole) {
            memcpy(weights + r * n, last_weights, (count - r) * n * sizeof(double));
            if (moving)
                memcpy(displacements + r * n, last_displacements, (count - r) * n * sizeof(double));
        }
    }
}

/* From 8 tokens on: row by row. */
static inline void wide_row(double *weights, double *displacements, const group *g,
                            const orth_arc_ends *ends, bool moving)
{
    size_t n = ends->n, i = 0;
    for (; i + VD_LANES <= n; i += VD_LANES)
        points_at(weights + i, displacements + i, g, ends, i, true, moving);
    if (i < n) {
        double last_weights[VD_LANES], last_displacements[VD_LANES];
        points_at(last_weights, last_displacements, g, ends, i, true, moving);
        memcpy(weights + i, last_weights, (n - i) * sizeof(double));
        if (moving)
            memcpy(displacements + i, last_displacements, (n - i) * sizeof(double));
    }
}

static inline void wide_rows(double *weights, double *displacements, const orth_arc *arc,
                             const orth_arc_ends *ends, double first, size_t count, bool moving)
{
    size_t n = ends->n;
    for (size_t r = 0; r < count; r += VD_LANES) {
        group all = group_at(arc, first + (double)r, moving);
        for (size_t l = 0; l < VD_LANES && r + l < count; l++) {
            int lanes[8];
            for (size_t i = 0; i < 8; i++)
                lanes[i] = (int)l;
            group g = take(&all, vindex_load(lanes), moving);
            wide_row(weights + (r + l) * n, moving ? displacements + (r + l) * n : weights, &g,
                     ends, moving);
        }
    }
}

void orth_kernel_arc_rows(double *weights, double *displacements, const orth_arc *arc,
                          const orth_arc_ends *ends, double first, size_t count)
{
    bool moving = displacements != NULL, narrow = ends->repeats > 1;
    if (narrow && moving)
        narrow_rows(weights, displacements, arc, ends, first, count, true);
    else if (narrow)
        narrow_rows(weights, displacements, arc, ends, first, count, false);
    else if (moving)
        wide_rows(weights, displacements, arc, ends, first, count, true);
    else
        wide_rows(weights, displacements, arc, ends, first, count, false);
}
