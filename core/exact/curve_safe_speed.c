/* What the speed of safe:R along the geodesic's curve is made of (core/exact/curve_safe.c). */
#include "exact/curve_safe.h"

void orth_iv_negate(orth_iv *x)
{
    mpfr_swap(x->lo, x->hi);
    mpfr_neg(x->lo, x->lo, MPFR_RNDD);
    mpfr_neg(x->hi, x->hi, MPFR_RNDU);
}

/* The tokens, and the factor by which their ratio grows. */
static void find_pair(const orth_curve *c, size_t *up, size_t *down, mpq_t grows)
{
    mpq_t most, least, ratio;
    mpq_inits(most, least, ratio, NULL);
    for (size_t i = 0; i < c->n; i++) {
        orth_rows_get_q(ratio, c->ends, c->ends->steps, i);
        orth_rows_get_q(grows, c->ends, 0, i);
        mpq_div(ratio, ratio, grows);
        if (i == 0 || mpq_cmp(ratio, most) > 0) {
            mpq_set(most, ratio);
            *up = i;
        }
        if (i == 0 || mpq_cmp(ratio, least) < 0) {
            mpq_set(least, ratio);
            *down = i;
        }
    }
    mpq_div(grows, most, least);
    mpq_clears(most, least, ratio, NULL);
}

/* out = sqrt w_i - sqrt u_i, from the exact difference of the weights */
static void root_moves(orth_iv *out, const orth_curve *c, size_t i)
{
    mpq_t u, w;
    mpq_inits(u, w, NULL);
    orth_iv sum;
    orth_iv_init(&sum, c->precision);
    orth_rows_get_q(u, c->ends, 0, i);
    orth_rows_get_q(w, c->ends, c->ends->steps, i);
    mpq_sub(w, w, u);
    orth_iv_set_q(out, w);
    orth_iv_add(&sum, &c->from[i], &c->to[i]);
    orth_iv_div(out, out, &sum);
    orth_iv_clear(&sum);
    mpq_clears(u, w, NULL);
}

/* out = (sqrt w_i - sqrt u_i)^2 + 4 sqrt(u_i w_i) sin^2(omega / 2), with that sine squared */
static void spread(orth_iv *out, const orth_curve *c, size_t i, const orth_iv *square)
{
    orth_iv t;
    orth_iv_init(&t, c->precision);
    root_moves(out, c, i);
    orth_iv_mul(out, out, out);
    orth_iv_mul(&t, &c->from[i], &c->to[i]);
    orth_iv_mul(&t, &t, square);
    orth_iv_mul_ui(&t, &t, 4);
    orth_iv_add(out, out, &t);
    orth_iv_clear(&t);
}

/* beta = -4 (d_i d_j + 2 (p_i r_j + p_j r_i) sin^2(omega/2)) / ((p_j d_i - p_i d_j) sin omega), p
 * and r the roots, d = r - p. False where the precision does not tell the divisor from 0. */
static bool find_beta(orth_iv *beta, const orth_curve *c, size_t i, size_t j, const orth_iv *square)
{
    orth_iv s, t, u;
    orth_iv_init(&s, c->precision);
    orth_iv_init(&t, c->precision);
    orth_iv_init(&u, c->precision);
    orth_iv_mul(&s, &c->from[i], &c->to[j]);
    orth_iv_mul(&t, &c->from[j], &c->to[i]);
    orth_iv_add(&s, &s, &t);
    orth_iv_mul(&s, &s, square);
    orth_iv_mul_ui(&s, &s, 2);
    root_moves(&t, c, i);
    root_moves(&u, c, j);
    orth_iv_mul(beta, &t, &u);
    orth_iv_add(beta, beta, &s);
    orth_iv_mul(&t, &t, &c->from[j]);
    orth_iv_mul(&u, &u, &c->from[i]);
    orth_iv_sub(&t, &t, &u);
    orth_iv_mul(&t, &t, &c->number_sine);
    bool known = mpfr_sgn(t.lo) > 0;
    if (known) {
        orth_iv_div(beta, beta, &t);
        orth_iv_mul_ui(beta, beta, 4);
        orth_iv_negate(beta);
    }
    orth_iv_clear(&s);
    orth_iv_clear(&t);
    orth_iv_clear(&u);
    return known;
}

bool orth_curve_find_speed(orth_curve *c, const orth_iv *factor)
{
    orth_iv *v = c->more, t, square;
    size_t i = 0, j = 0;
    mpq_t grows;
    mpq_init(grows);
    find_pair(c, &i, &j, grows);
    orth_iv_init(&t, c->precision);
    orth_iv_init(&square, c->precision);
    orth_iv_set_q(&v[TARGET], grows);
    orth_iv_log(&v[TARGET], &v[TARGET]);
    orth_iv_mul(&v[LENGTH], &v[TARGET], factor);
    orth_iv_div_ui(&v[TARGET], &v[TARGET], 2);
    orth_iv_div_ui(&square, &c->number, 2);
    orth_iv_sin(&square, &square);
    orth_iv_mul(&square, &square, &square);
    spread(&v[START], c, j, &square);
    spread(&t, c, i, &square);
    orth_iv_div(&v[START], &v[START], &t);
    orth_iv_mul(&v[START], &v[START], &c->start[i]);
    orth_iv_div(&v[START], &v[START], &c->start[j]);
    orth_iv_log(&v[START], &v[START]);
    orth_iv_div_ui(&v[START], &v[START], 2);
    orth_iv_add(&v[TARGET], &v[TARGET], &v[START]);
    bool known = mpfr_sgn(v[LENGTH].lo) > 0 && find_beta(&v[BETA], c, i, j, &square);
    if (known) {
        orth_iv_mul(&v[ROOT], &v[BETA], &v[BETA]);
        if (mpfr_sgn(v[ROOT].lo) < 0) /* of an interval around 0 */
            mpfr_set_zero(v[ROOT].lo, 1);
        orth_iv_set_ui(&t, 16);
        orth_iv_add(&v[ROOT], &v[ROOT], &t);
        orth_iv_sqrt(&v[ROOT], &v[ROOT]);
        orth_iv_add(&t, &v[ROOT], &v[BETA]);
        known = mpfr_sgn(t.lo) > 0;
        orth_iv_set_ui(&v[KAPPA], 4);
    }
    if (known)
        orth_iv_div(&v[KAPPA], &v[KAPPA], &t);
    orth_iv_clear(&t);
    orth_iv_clear(&square);
    mpq_clear(grows);
    return known;
}
