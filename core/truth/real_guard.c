/* The guard after a rule, in real numbers. */
#include "truth/real.h"

static bool equal_points(const orth_iv *a, const orth_iv *b)
{
    return mpfr_equal_p(a->lo, a->hi) && mpfr_equal_p(b->lo, b->hi) && mpfr_equal_p(a->lo, b->lo);
}

/* Below the rail becomes the rail, above what the others' rails leave becomes that; those that were
 * not raised share what is left. The contract tells the raised from the others by their value, and
 * so leaves out one that is at the rail by itself. */
static void clamp(orth_real *real, size_t n, orth_iv *weights, const orth_iv *rail)
{
    orth_iv most, remainder, sum;
    orth_iv_init(&most, real->precision);
    orth_iv_init(&remainder, real->precision);
    orth_iv_init(&sum, real->precision);
    orth_iv_mul_ui(&most, rail, n - 1);
    orth_real_rest(&most, &most);
    orth_iv_set_ui(&remainder, ORTH_REAL_UNIT);
    orth_iv_set_ui(&sum, 0);
    for (size_t i = 0; i < n; i++) {
        if (orth_real_below(real, &weights[i], rail)) {
            orth_iv_set(&weights[i], rail);
            orth_iv_sub(&remainder, &remainder, rail);
            continue;
        }
        if (orth_real_below(real, &most, &weights[i]))
            orth_iv_set(&weights[i], &most);
        orth_iv_add(&sum, &sum, &weights[i]);
    }
    if (!orth_real_is_zero(&sum)) {
        orth_real_div(real, &remainder, &remainder, &sum);
        for (size_t i = 0; i < n; i++) {
            if (!equal_points(&weights[i], rail))
                orth_real_mul(&weights[i], &weights[i], &remainder);
        }
    }
    orth_iv_clear(&most);
    orth_iv_clear(&remainder);
    orth_iv_clear(&sum);
}

/* Every change times min(1, epsilon / the largest), which needs no branch. */
static void limit_speed(orth_real *real, size_t n, orth_iv *weights, const orth_iv *previous,
                        const orth_iv *epsilon)
{
    orth_iv change, most;
    orth_iv_init(&change, real->precision);
    orth_iv_init(&most, real->precision);
    orth_iv_set(&most, epsilon);
    for (size_t i = 0; i < n; i++) {
        orth_iv_sub(&change, &weights[i], &previous[i]);
        for (int sign = 0; sign < 2; sign++) {
            mpfr_max(most.lo, most.lo, change.lo, MPFR_RNDD);
            mpfr_max(most.hi, most.hi, change.hi, MPFR_RNDU);
            orth_real_negate(&change);
        }
    }
    if (mpfr_greater_p(most.hi, epsilon->hi)) {
        orth_real_div(real, &most, epsilon, &most);
        for (size_t i = 0; i < n; i++) {
            orth_iv_sub(&change, &weights[i], &previous[i]);
            orth_real_mul(&change, &change, &most);
            orth_iv_add(&weights[i], &previous[i], &change);
        }
    }
    orth_iv_clear(&change);
    orth_iv_clear(&most);
}

/* The place of the largest weight, or of the largest but for `but` (n: none); of equal ones the
 * first. */
static size_t largest(orth_real *real, size_t n, const orth_iv *weights, size_t but)
{
    size_t best = but == 0 ? 1 : 0;
    for (size_t i = best + 1; i < n; i++) {
        if (i != but && mpfr_greater_p(weights[i].hi, weights[best].hi))
            best = i;
    }
    for (size_t i = 0; i < n; i++) {
        if (i != but && i != best && !mpfr_less_p(weights[i].hi, weights[best].lo) &&
            !equal_points(&weights[i], &weights[best]))
            real->told = false;
    }
    return best;
}

static void widen(orth_iv *x, const orth_iv *by)
{
    if (mpfr_sgn(by->lo) < 0)
        mpfr_add(x->lo, x->lo, by->lo, MPFR_RNDD);
    if (mpfr_sgn(by->hi) > 0)
        mpfr_add(x->hi, x->hi, by->hi, MPFR_RNDU);
}

/* An excess comes off the largest weight, a shortage is added to the second largest. Mostly the sum
 * is 1 and the enclosure is of rounding alone: whichever of the weights that may be meant gets it,
 * each of them is widened by it. */
static void repair_sum(orth_real *real, size_t n, orth_iv *weights)
{
    orth_iv missing;
    orth_iv_init(&missing, real->precision);
    orth_iv_set_ui(&missing, 0);
    for (size_t i = 0; i < n; i++)
        orth_iv_add(&missing, &missing, &weights[i]);
    orth_real_rest(&missing, &missing);
    if (n == 1) {
        orth_iv_add(&weights[0], &weights[0], &missing);
    } else if (mpfr_sgn(missing.lo) > 0 || mpfr_sgn(missing.hi) < 0) {
        size_t at = largest(real, n, weights, n);
        if (mpfr_sgn(missing.lo) > 0)
            at = largest(real, n, weights, at);
        orth_iv_add(&weights[at], &weights[at], &missing);
    } else if (!orth_real_is_zero(&missing)) {
        orth_real unused = *real;
        size_t first = largest(&unused, n, weights, n);
        size_t second = largest(&unused, n, weights, first);
        mpfr_t least;
        mpfr_init2(least, real->precision);
        mpfr_set(least, weights[second].lo, MPFR_RNDD);
        for (size_t i = 0; i < n; i++) {
            if (!mpfr_less_p(weights[i].hi, least))
                widen(&weights[i], &missing);
        }
        mpfr_clear(least);
    }
    orth_iv_clear(&missing);
}

void orth_real_guard(orth_real *real, size_t n, orth_iv *weights, const orth_iv *previous,
                     const orth_iv *epsilon, const orth_iv *rail)
{
    if (n > 1)
        clamp(real, n, weights, rail);
    limit_speed(real, n, weights, previous, epsilon);
    repair_sum(real, n, weights);
}
