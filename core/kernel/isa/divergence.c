/* Terms of the KL divergence without cancellation, and their totals.
 *
 * With d = w - u, s = d / (w + u) and atanh s = s (1 + s^2 Q(s^2)):
 *   phi(w, u) = w log(w/u) - d = d s (1 + (s + s^2) Q(s^2)),
 * every factor positive (d s >= 0) and well conditioned. Roundings of a term, in units of 2^-53
 * relative, s below 1/3: d 1, w + u 1, s 1 (s thus 3), d s 5, the bracket 2 more, product 1: below
 * 10. From 1/3 on, w log(w/u) - d from the logarithm of the rounded ratio: below 20. */
#include "kernel/isa/isa.h"

#define VECTORS (ORTH_LANES / VD_LANES)

/* Up to here the series of Q needs five terms (the next one is 2^-61 of the whole). */
#define SMALL 0.025
/* Up to here a polynomial of degree 10 serves. Its own error is 0.2 * 2^-53. */
#define MIDDLE 0x1.5555555555555p-2 /* 1/3 */

static inline vd bracket(vd d, vd s, vd q)
{
    vd shape = vd_fma(vd_fma(s, s, s), q, vd_set(1.0));
    return vd_mul(vd_mul(d, s), shape);
}

static inline vd small_term(vd d, vd s)
{
    vd t = vd_mul(s, s);
    vd q = vd_set(0x1.745d1745d1746p-4); /* 1/11 */
    q = vd_fma(q, t, vd_set(0x1.c71c71c71c71cp-4));
    q = vd_fma(q, t, vd_set(0x1.2492492492492p-3));
    q = vd_fma(q, t, vd_set(0x1.999999999999ap-3));
    q = vd_fma(q, t, vd_set(0x1.5555555555555p-2));
    return bracket(d, s, q);
}

static inline vd middle_term(vd d, vd s)
{
    /* Interpolation of Q at Chebyshev nodes of [0, 1/9]. */
    static const double coefficients[] = {
        0x1.402242bc60613p-4, 0x1.32db888c52864p-5, 0x1.bc391e7038fd7p-5, 0x1.e0a2b03e150e2p-5,
        0x1.111abf2a997bep-4, 0x1.3b13514f4002fp-4, 0x1.745d1993edef4p-4, 0x1.c71c71bedcd84p-4,
        0x1.2492492499d64p-3, 0x1.9999999999943p-3, 0x1.5555555555555p-2};
    vd t = vd_mul(s, s);
    vd q = vd_set(coefficients[0]);
    for (size_t i = 1; i < sizeof coefficients / sizeof coefficients[0]; i++)
        q = vd_fma(q, t, vd_set(coefficients[i]));
    return bracket(d, s, q);
}

static inline vd large_term(vd u, vd w, vd d)
{
    /* to = from + displacement can round to zero: its own term is then nothing beside d. */
    vd to = vd_max(w, vd_set(0x1p-1000));
    return vd_fms(to, vd_log(vd_div(to, u)), d);
}

/* Any size of step, lane by lane the formula of its own size. */
static __attribute__((noinline)) vd any_term(vd u, vd w, vd d, vd s)
{
    vd size = vd_abs(s);
    vd term = vd_select(vd_less(size, vd_set(SMALL)), small_term(d, s), middle_term(d, s));
    vmask large = vd_less(vd_set(MIDDLE), size);
    if (vmask_any(large))
        term = vd_select(large, large_term(u, w, d), term);
    return term;
}

/* Adds ORTH_LANES terms to the lanes of the total. */
static inline void add_terms(vd *high, vd *low, const vd *u, const vd *w, const vd *d,
                             const vd *twice)
{
    vd s[VECTORS], term[VECTORS];
    vd largest = vd_set(0.0);
    for (size_t r = 0; r < VECTORS; r++) {
        s[r] = vd_div(d[r], twice[r]);
        largest = vd_max(largest, vd_abs(s[r]));
        term[r] = small_term(d[r], s[r]);
    }
    if (vmask_any(vd_less(vd_set(SMALL), largest)))
        for (size_t r = 0; r < VECTORS; r++)
            term[r] = any_term(u[r], w[r], d[r], s[r]);
    for (size_t r = 0; r < VECTORS; r++) {
        vd error;
        high[r] = vd_two_sum(high[r], term[r], &error);
        low[r] = vd_add(low[r], error);
    }
}

static inline void load_total(vd *high, vd *low, const orth_total *total)
{
    for (size_t r = 0; r < VECTORS; r++) {
        high[r] = vd_load(total->high + r * VD_LANES);
        low[r] = vd_load(total->low + r * VD_LANES);
    }
}

static inline void store_total(orth_total *total, const vd *high, const vd *low)
{
    for (size_t r = 0; r < VECTORS; r++) {
        vd_store(total->high + r * VD_LANES, high[r]);
        vd_store(total->low + r * VD_LANES, low[r]);
    }
}

static inline void add_pairs(vd *high, vd *low, const double *from, const double *to)
{
    vd u[VECTORS], w[VECTORS], d[VECTORS], twice[VECTORS];
    for (size_t r = 0; r < VECTORS; r++) {
        u[r] = vd_load(from + r * VD_LANES);
        w[r] = vd_load(to + r * VD_LANES);
        d[r] = vd_sub(w[r], u[r]);
        twice[r] = vd_add(w[r], u[r]);
    }
    add_terms(high, low, u, w, d, twice);
}

static inline void add_displaced(vd *high, vd *low, const double *from, const double *displacement)
{
    vd u[VECTORS], w[VECTORS], d[VECTORS], twice[VECTORS];
    for (size_t r = 0; r < VECTORS; r++) {
        u[r] = vd_load(from + r * VD_LANES);
        d[r] = vd_load(displacement + r * VD_LANES);
        w[r] = vd_add(u[r], d[r]);
        twice[r] = vd_fma(u[r], vd_set(2.0), d[r]);
    }
    add_terms(high, low, u, w, d, twice);
}

/* The last elements, padded with terms that are exactly zero. */
static inline void pad(double *padded, const double *values, size_t count, double fill)
{
    for (size_t i = 0; i < ORTH_LANES; i++)
        padded[i] = i < count ? values[i] : fill;
}

void orth_kernel_kl(orth_total *total, size_t n, const double *from, const double *to)
{
    vd high[VECTORS], low[VECTORS];
    load_total(high, low, total);
    size_t i = 0;
    for (; i + ORTH_LANES <= n; i += ORTH_LANES)
        add_pairs(high, low, from + i, to + i);
    if (i < n) {
        double last_from[ORTH_LANES], last_to[ORTH_LANES];
        pad(last_from, from + i, n - i, 1.0);
        pad(last_to, to + i, n - i, 1.0);
        add_pairs(high, low, last_from, last_to);
    }
    store_total(total, high, low);
}

void orth_kernel_kl_displaced(orth_total *total, size_t n, const double *from,
                              const double *displacement)
{
    vd high[VECTORS], low[VECTORS];
    load_total(high, low, total);
    size_t i = 0;
    for (; i + ORTH_LANES <= n; i += ORTH_LANES)
        add_displaced(high, low, from + i, displacement + i);
    if (i < n) {
        double last_from[ORTH_LANES], last_displacement[ORTH_LANES];
        pad(last_from, from + i, n - i, 1.0);
        pad(last_displacement, displacement + i, n - i, 0.0);
        add_displaced(high, low, last_from, last_displacement);
    }
    store_total(total, high, low);
}
