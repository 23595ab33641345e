/* Figures of periods that are drawn, a draw a lane: each lane rounds as one draw alone does
 * (core/performance/figures.c). */
#include "kernel/isa/isa.h"

/* As fmax and fmin: the first where the second is no number. */
static inline vd greater_of(vd a, vd b)
{
    return vd_select(vd_less(a, b), b, a);
}

static inline vd less_of(vd a, vd b)
{
    return vd_select(vd_less(b, a), b, a);
}

/* The double-double times a double. */
static inline void scale(vd *high, vd *low, vd by)
{
    vd product = vd_mul(*high, by), error = vd_fms(*high, by, product);
    vd rest = vd_add(error, vd_fma(*high, vd_set(0), vd_mul(*low, by)));
    *high = vd_add(product, rest);
    *low = vd_sub(rest, vd_sub(*high, product));
}

void orth_kernel_drawn_gain(orth_drawn_sum *value, size_t rows, const double *growth)
{
    for (size_t lane = 0; lane < ORTH_DRAWN_LANES; lane += VD_LANES) {
        vd high = vd_load(value->high + lane), low = vd_load(value->low + lane);
        for (size_t k = 0; k < rows; k++)
            scale(&high, &low, vd_load(growth + k * ORTH_DRAWN_LANES + lane));
        vd_store(value->high + lane, high);
        vd_store(value->low + lane, low);
    }
}

void orth_kernel_drawn_course(orth_drawn_course *course, size_t rows, const double *growth,
                              const double *least, const double *most, const double *kept)
{
    vd one = vd_set(1), none = vd_set(0);
    for (size_t lane = 0; lane < ORTH_DRAWN_LANES; lane += VD_LANES) {
        vd high = vd_load(course->value.high + lane), low = vd_load(course->value.low + lane);
        vd sum = vd_load(course->drawdowns.high + lane), lost;
        vd sum_low = vd_load(course->drawdowns.low + lane);
        vd peak = vd_load(course->peak + lane), deepest = vd_load(course->deepest + lane);
        for (size_t k = 0; k < rows; k++) {
            size_t at = k * ORTH_DRAWN_LANES + lane;
            vd below = vd_div(vd_mul(high, vd_load(least + at)), peak);
            vd drawdown = vd_sub(one, less_of(vd_load(kept + at), below));
            deepest = greater_of(deepest, drawdown);
            peak = greater_of(peak, vd_mul(high, vd_load(most + at)));
            scale(&high, &low, vd_load(growth + at));
            vd now = vd_sub(one, vd_div(high, peak));
            sum = vd_two_sum(sum, vd_select(vd_less(none, now), now, none), &lost);
            sum_low = vd_add(sum_low, lost);
        }
        vd_store(course->value.high + lane, high);
        vd_store(course->value.low + lane, low);
        vd_store(course->drawdowns.high + lane, sum);
        vd_store(course->drawdowns.low + lane, sum_low);
        vd_store(course->peak + lane, peak);
        vd_store(course->deepest + lane, deepest);
    }
}

static inline vd term_of(const double *growth, const double *less, size_t at, vd shift)
{
    vd than = less != NULL ? vd_load(less + at) : vd_set(1);
    return vd_sub(vd_sub(vd_load(growth + at), than), shift);
}

void orth_kernel_drawn_sum(orth_drawn_sum *terms, size_t rows, const double *growth,
                           const double *less, double shift)
{
    for (size_t lane = 0; lane < ORTH_DRAWN_LANES; lane += VD_LANES) {
        vd high = vd_load(terms->high + lane), low = vd_load(terms->low + lane), lost;
        for (size_t k = 0; k < rows; k++) {
            vd term = term_of(growth, less, k * ORTH_DRAWN_LANES + lane, vd_set(shift));
            high = vd_two_sum(high, term, &lost);
            low = vd_add(low, lost);
        }
        vd_store(terms->high + lane, high);
        vd_store(terms->low + lane, low);
    }
}

void orth_kernel_drawn_squares(orth_drawn_sum *squares, orth_drawn_sum *below, size_t rows,
                               const double *growth, const double *less, double shift,
                               const double *means)
{
    vd none = vd_set(0);
    for (size_t lane = 0; lane < ORTH_DRAWN_LANES; lane += VD_LANES) {
        vd mean = vd_load(means + lane), lost;
        vd high = vd_load(squares->high + lane), low = vd_load(squares->low + lane);
        vd sum = vd_load(below->high + lane), sum_low = vd_load(below->low + lane);
        for (size_t k = 0; k < rows; k++) {
            vd term = term_of(growth, less, k * ORTH_DRAWN_LANES + lane, vd_set(shift));
            vd apart = vd_sub(term, mean), square = vd_mul(term, term);
            high = vd_two_sum(high, vd_mul(apart, apart), &lost);
            low = vd_add(low, lost);
            sum = vd_two_sum(sum, vd_select(vd_less(term, none), square, none), &lost);
            sum_low = vd_add(sum_low, lost);
        }
        vd_store(squares->high + lane, high);
        vd_store(squares->low + lane, low);
        vd_store(below->high + lane, sum);
        vd_store(below->low + lane, sum_low);
    }
}
