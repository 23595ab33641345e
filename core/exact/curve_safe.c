/* safe:R, the geodesic's curve with a cap on the speed of a log (core/exact/curve_rows.h).
 *
 * Tokens i and j are those whose weights grow by the largest and by the least factor. x = log of
 * their ratio, z = x / 2 less its value where dx / dlambda is least, lambda the angle from there:
 *   dx / dlambda = h(z) = beta + sqrt(16 + beta^2) cosh z,    tan lambda = (4 / h(0)) tanh(z / 2),
 * and row k is where the integral of max(h, g) dlambda is R X k / f, X being the whole move's x and
 * g what makes row f the target. h is below g for |z| below acosh((g - beta) / sqrt(16 + beta^2)).
 * g is found by Newton's method and then proven, as the integral grows with it. */
#include "exact/curve_safe.h"

/* Newton's method: at most so many rounds, and of the widenings of what it found. */
enum { ROUNDS_MAX = 300 };

typedef int monotone(mpfr_ptr out, mpfr_srcptr x, mpfr_rnd_t rounding);

/* A function that grows. */
static void apply(orth_iv *out, const orth_iv *x, monotone *function)
{
    function(out->lo, x->lo, MPFR_RNDD);
    function(out->hi, x->hi, MPFR_RNDU);
}

static void at_least(orth_iv *x, const orth_iv *bound)
{
    mpfr_max(x->lo, x->lo, bound->lo, MPFR_RNDD);
    mpfr_max(x->hi, x->hi, bound->hi, MPFR_RNDU);
}

static void at_most(orth_iv *x, const orth_iv *bound)
{
    mpfr_min(x->lo, x->lo, bound->lo, MPFR_RNDD);
    mpfr_min(x->hi, x->hi, bound->hi, MPFR_RNDU);
}

/* lambda at z; out may be z */
static void angle_at(orth_iv *out, const orth_curve *c, const orth_iv *z)
{
    orth_iv_div_ui(out, z, 2);
    apply(out, out, mpfr_tanh);
    orth_iv_mul(out, out, &c->more[KAPPA]);
    apply(out, out, mpfr_atan);
}

/* LOW, HIGH, FIRST, LAST and AT_LOW for G; out: the inside's angle. */
static void find_edges(orth_iv *out, orth_curve *c)
{
    orth_iv *v = c->more, one;
    orth_iv_init(&one, c->precision);
    orth_iv_set_ui(&one, 1);
    orth_iv_sub(&v[HIGH], &v[G], &v[BETA]);
    orth_iv_div(&v[HIGH], &v[HIGH], &v[ROOT]);
    at_least(&v[HIGH], &one);
    apply(&v[HIGH], &v[HIGH], mpfr_acosh);
    orth_iv_set(&v[LOW], &v[HIGH]);
    orth_iv_negate(&v[LOW]);
    at_least(&v[LOW], &v[START]);
    at_most(&v[LOW], &v[TARGET]);
    at_most(&v[HIGH], &v[TARGET]);
    at_least(&v[HIGH], &v[START]);
    orth_iv_sub(&v[FIRST], &v[LOW], &v[START]);
    orth_iv_mul_ui(&v[FIRST], &v[FIRST], 2);
    orth_iv_sub(&v[LAST], &v[TARGET], &v[HIGH]);
    orth_iv_mul_ui(&v[LAST], &v[LAST], 2);
    angle_at(&v[AT_LOW], c, &v[LOW]);
    angle_at(out, c, &v[HIGH]);
    orth_iv_sub(out, out, &v[AT_LOW]);
    orth_iv_clear(&one);
}

/* out = the integral for G less R X; angle: the inside's. */
static void miss(orth_iv *out, orth_iv *angle, orth_curve *c)
{
    orth_iv *v = c->more;
    find_edges(angle, c);
    orth_iv_mul(out, &v[G], angle);
    orth_iv_add(out, out, &v[FIRST]);
    orth_iv_add(out, out, &v[LAST]);
    orth_iv_sub(out, out, &v[LENGTH]);
}

/* g to about the precision, from above. */
static void approach(mpfr_t g, orth_curve *c, const orth_iv *most)
{
    orth_iv found, angle;
    mpfr_t change;
    mpfr_init2(change, c->precision);
    orth_iv_init(&found, c->precision);
    orth_iv_init(&angle, c->precision);
    mpfr_set(g, most->hi, MPFR_RNDU);
    for (int round = 0; round < ROUNDS_MAX; round++) {
        mpfr_set(c->more[G].lo, g, MPFR_RNDN);
        mpfr_set(c->more[G].hi, g, MPFR_RNDN);
        miss(&found, &angle, c);
        if (mpfr_sgn(found.lo) <= 0 || mpfr_sgn(angle.lo) <= 0)
            break;
        mpfr_div(change, found.lo, angle.hi, MPFR_RNDN);
        mpfr_sub(g, g, change, MPFR_RNDN);
        if (mpfr_get_exp(change) < mpfr_get_exp(g) - c->precision)
            break;
    }
    orth_iv_clear(&found);
    orth_iv_clear(&angle);
    mpfr_clear(change);
}

/* The sign that the integral for g less R X is proven to have; 0: none. */
static int proven_sign(orth_curve *c, const mpfr_t g)
{
    orth_iv found, angle;
    orth_iv_init(&found, c->precision);
    orth_iv_init(&angle, c->precision);
    mpfr_set(c->more[G].lo, g, MPFR_RNDN);
    mpfr_set(c->more[G].hi, g, MPFR_RNDN);
    miss(&found, &angle, c);
    int sign = mpfr_sgn(found.lo) > 0 ? 1 : mpfr_sgn(found.hi) < 0 ? -1 : 0;
    orth_iv_clear(&found);
    orth_iv_clear(&angle);
    return sign;
}

/* Moves `bound` away from g, in steps that grow, until the sign is proven or the limit is reached,
 * which needs no proof. */
static void prove(mpfr_t bound, orth_curve *c, const mpfr_t g, int sign, const mpfr_t limit)
{
    mpfr_t width;
    mpfr_init2(width, c->precision);
    mpfr_mul_2si(width, g, 2 - (long)c->precision, MPFR_RNDN);
    for (int round = 0; round < ROUNDS_MAX; round++, mpfr_mul_2ui(width, width, 2, MPFR_RNDN)) {
        (sign > 0 ? mpfr_add : mpfr_sub)(bound, g, width, MPFR_RNDN);
        if (sign > 0 ? mpfr_greaterequal_p(bound, limit) : mpfr_lessequal_p(bound, limit))
            break;
        if (proven_sign(c, bound) == sign) {
            mpfr_clear(width);
            return;
        }
    }
    mpfr_set(bound, limit, MPFR_RNDN);
    mpfr_clear(width);
}

/* An enclosure of g: from h(0) to R X / omega at the widest. */
static void find_g(orth_curve *c)
{
    orth_iv *v = c->more, widest, angle;
    mpfr_t g, low, high;
    mpfr_inits2(c->precision, g, low, high, (mpfr_ptr)0);
    orth_iv_init(&widest, c->precision);
    orth_iv_init(&angle, c->precision);
    orth_iv_div(&widest, &v[LENGTH], &c->number);
    approach(g, c, &widest);
    prove(high, c, g, 1, widest.hi);
    orth_iv_add(&angle, &v[ROOT], &v[BETA]);
    prove(low, c, g, -1, angle.lo);
    mpfr_set(v[G].lo, low, MPFR_RNDD);
    mpfr_set(v[G].hi, high, MPFR_RNDU);
    find_edges(&angle, c);
    mpfr_clears(g, low, high, (mpfr_ptr)0);
    orth_iv_clear(&widest);
    orth_iv_clear(&angle);
}

static void prepare(orth_curve *c)
{
    orth_iv factor;
    orth_iv_init(&factor, c->precision);
    orth_iv_set(&factor, &c->number);
    orth_curve_prepare_roots(c); /* whose angle takes the factor's place */
    c->known = mpfr_sgn(c->number.lo) > 0 && orth_curve_find_speed(c, &factor);
    if (c->known) {
        angle_at(&c->more[AT_START], c, &c->more[START]);
        if (mpfr_cmp_ui(factor.lo, 1) == 0 && mpfr_cmp_ui(factor.hi, 1) == 0)
            orth_iv_set(&c->more[FIRST], &c->more[LENGTH]);
        else
            find_g(c);
    }
    c->capped = mpfr_cmp_ui(factor.hi, 1) == 0;
    orth_iv_clear(&factor);
}

/* Takes x in, if it is the first, or what it adds. */
static void take_in(orth_iv *all, bool *any, const orth_iv *x)
{
    if (!*any || mpfr_less_p(x->lo, all->lo))
        mpfr_set(all->lo, x->lo, MPFR_RNDD);
    if (!*any || mpfr_greater_p(x->hi, all->hi))
        mpfr_set(all->hi, x->hi, MPFR_RNDU);
    *any = true;
}

/* out = the angle from the start. Where the precision does not tell in which part the row lies, all
 * that it may lie in are taken. */
static void find_angle(orth_iv *out, const orth_curve *c, uint64_t k, uint64_t f)
{
    const orth_iv *v = c->more;
    orth_iv gone, left, t;
    bool any = false;
    orth_iv_init(&gone, c->precision);
    orth_iv_init(&left, c->precision);
    orth_iv_init(&t, c->precision);
    orth_iv_mul_ui(&gone, &v[LENGTH], k);
    orth_iv_div_ui(&gone, &gone, f);
    orth_iv_mul_ui(&left, &v[LENGTH], f - k);
    orth_iv_div_ui(&left, &left, f);
    if (c->capped || mpfr_lessequal_p(gone.lo, v[FIRST].hi)) {
        orth_iv_div_ui(&t, &gone, 2);
        orth_iv_add(&t, &t, &v[START]);
        angle_at(&t, c, &t);
        take_in(out, &any, &t);
    }
    if (!c->capped && mpfr_lessequal_p(left.lo, v[LAST].hi)) {
        orth_iv_div_ui(&t, &left, 2);
        orth_iv_sub(&t, &v[TARGET], &t);
        angle_at(&t, c, &t);
        take_in(out, &any, &t);
    }
    if (!c->capped && mpfr_greaterequal_p(gone.hi, v[FIRST].lo) &&
        mpfr_greaterequal_p(left.hi, v[LAST].lo)) {
        orth_iv_sub(&t, &gone, &v[FIRST]);
        orth_iv_div(&t, &t, &v[G]);
        orth_iv_add(&t, &t, &v[AT_LOW]);
        take_in(out, &any, &t);
    }
    orth_iv_sub(out, out, &v[AT_START]);
    orth_iv_clear(&gone);
    orth_iv_clear(&left);
    orth_iv_clear(&t);
}

static void safe_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    orth_iv from, to, zero;
    orth_iv_init(&from, c->precision);
    orth_iv_init(&to, c->precision);
    orth_iv_init(&zero, c->precision);
    orth_iv_set_ui(&zero, 0);
    if (c->known) {
        find_angle(&to, c, k, f);
    } else { /* somewhere between the ends */
        orth_iv_set(&to, &c->number);
        mpfr_set_zero(to.lo, 1);
    }
    at_least(&to, &zero);
    mpfr_min(to.hi, to.hi, c->number.hi, MPFR_RNDU);
    orth_iv_sub(&from, &c->number, &to);
    at_least(&from, &zero);
    if (mpfr_sgn(c->number_sine.lo) > 0)
        orth_curve_arc_row(c, out, &from, &to);
    else
        for (size_t i = 0; i < c->n; i++)
            orth_iv_set(&out[i], &c->start[i]);
    orth_iv_clear(&from);
    orth_iv_clear(&to);
    orth_iv_clear(&zero);
}

const orth_curve_family orth_curve_safe = {"safe", prepare, safe_row, false};
