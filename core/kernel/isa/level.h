/* What the arbitrage of one pool (arbitrage.c) and of pools side by side (pools.c) share, so that
 * both round alike. */
#ifndef ORTH_KERNEL_ISA_LEVEL_H
#define ORTH_KERNEL_ISA_LEVEL_H

#include "kernel/isa/simd.h"

/* Sums over tokens: token i goes to part i mod 8. */
#define ORTH_LEVEL_GROUP 8
/* Rounds of Newton before every other one becomes a bisection, and of all. */
#define ORTH_LEVEL_NEWTON 12
#define ORTH_LEVEL_ROUNDS 200

static inline vd smaller(vd a, vd b)
{
    return vd_select(vd_less(a, b), a, b);
}

/* artanh(s) / s - 1 over z = s^2 for |s| < 2^-5, cut after s^10: the rest is below 1e-19. */
static inline vd artanh_rest(vd z)
{
    vd zz = vd_mul(z, z);
    vd low = vd_fma(z, vd_set(1.0 / 5), vd_set(1.0 / 3));
    vd high = vd_fma(z, vd_set(1.0 / 9), vd_set(1.0 / 7));
    return vd_fma(zz, vd_fma(zz, vd_set(1.0 / 11), high), low);
}

/* log(level / highest), level <= highest, both > 0: near 1 by 2 artanh of
 * s = (level - highest) / (level + highest), |s| < 2^-5: the series cut after s^11 leaves 1e-19. */
static inline vd log_level(vd level, vd highest)
{
    vd s = vd_div(vd_sub(level, highest), vd_add(level, highest));
    vd z = vd_mul(s, s);
    vd log = vd_mul(vd_set(2), vd_fma(s, vd_mul(z, artanh_rest(z)), s));
    vmask far = vd_less(level, vd_mul(vd_set(0.9395), highest));
    return vmask_any(far) ? vd_select(far, vd_log(vd_div(level, highest)), log) : log;
}

/* z - log(1 + z), relative error 1e-14: with s = z / (2 + z), log(1 + z) = 2 artanh s and
 * z - 2 s = z s; for |s| < 2^-5 the series is cut after s^11. 1 + z = to / from. */
static inline vd excess_of(vd z, vd s, vd from, vd to)
{
    vd x = vd_mul(s, s);
    vd excess = vd_fma(z, s, vd_mul(vd_set(-2), vd_mul(vd_mul(s, x), artanh_rest(x))));
    vmask far = vd_less(vd_set(0x1p-5), vd_abs(s));
    return vmask_any(far) ? vd_select(far, vd_sub(z, vd_log(vd_div(to, from))), excess) : excess;
}

/* e^x - 1; for |x| <= 1/16 by Taylor's series to x^10 (rest 2e-20 relative). */
static inline vd growth_of(vd x)
{
    vd z = vd_mul(x, x), zz = vd_mul(z, z);
    vd a = vd_fma(x, vd_set(1.0 / 6), vd_set(1.0 / 2));
    vd b = vd_fma(x, vd_set(1.0 / 120), vd_set(1.0 / 24));
    vd c = vd_fma(x, vd_set(1.0 / 5040), vd_set(1.0 / 720));
    vd d = vd_fma(x, vd_set(1.0 / 362880), vd_set(1.0 / 40320));
    vd growth = vd_fma(z, vd_fma(zz, vd_fma(z, d, c), vd_fma(z, b, a)), x);
    vmask far = vd_less(vd_set(0.0625), vd_abs(x));
    return vmask_any(far) ? vd_select(far, vd_expm1(x), growth) : growth;
}

#endif
