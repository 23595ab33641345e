#include "attack.h"

#include "oracle.h"

#include <assert.h>

#define BISECTIONS 240

/* What an attack's arithmetic needs. */
typedef struct parts {
    mpfr_t *u, *v, *reserves; /* all that the pool holds between the legs */
    mpfr_t profit, keep, level, low, high, sum, one, other;
} parts;

static void begin(parts *p, size_t n)
{
    p->u = oracle_new(n);
    p->v = oracle_new(n);
    p->reserves = oracle_new(n);
    mpfr_inits2(ORACLE_BITS, p->profit, p->keep, p->level, p->low, p->high, p->sum, p->one,
                p->other, (mpfr_ptr)0);
}

static void end(parts *p, size_t n)
{
    oracle_free(n, p->u);
    oracle_free(n, p->v);
    oracle_free(n, p->reserves);
    mpfr_clears(p->profit, p->keep, p->level, p->low, p->high, p->sum, p->one, p->other,
                (mpfr_ptr)0);
}

static void keep_of(mpfr_t keep, double fee)
{
    mpfr_set_d(keep, fee, MPFR_RNDN);
    mpfr_ui_sub(keep, 1, keep, MPFR_RNDN);
}

/* Reserves and profit of the first leg. */
static double first_leg(parts *p, const attack_legs *legs, const double *a)
{
    keep_of(p->keep, legs->fee);
    mpfr_set_zero(p->sum, 1);
    mpfr_set_zero(p->profit, 1);
    mpfr_set_zero(p->other, 1); /* what is put in */
    for (size_t i = 0; i < legs->n; i++) {
        mpfr_mul_d(p->one, p->u[i], a[i], MPFR_RNDN);
        mpfr_add(p->sum, p->sum, p->one, MPFR_RNDN);
    }
    for (size_t i = 0; i < legs->n; i++) {
        mpfr_d_sub(p->one, a[i], p->sum, MPFR_RNDN);
        mpfr_expm1(p->one, p->one, MPFR_RNDN);
        mpfr_mul(p->one, p->one, p->u[i], MPFR_RNDN); /* what takes part */
        if (mpfr_sgn(p->one) > 0) {
            mpfr_div(p->one, p->one, p->keep, MPFR_RNDN);
            mpfr_add(p->other, p->other, p->one, MPFR_RNDN);
        }
        mpfr_add(p->reserves[i], p->u[i], p->one, MPFR_RNDN);
        mpfr_sub(p->profit, p->profit, p->one, MPFR_RNDN);
    }
    return mpfr_get_d(p->other, MPFR_RNDN);
}

/* one = the reserve that takes part once the multiplier is `level`. */
static void trade_to(parts *p, size_t i)
{
    mpfr_mul(p->one, p->level, p->v[i], MPFR_RNDN);
    if (mpfr_cmp(p->reserves[i], p->one) > 0)
        return;
    mpfr_mul(p->one, p->one, p->keep, MPFR_RNDN);
    if (mpfr_cmp(p->reserves[i], p->one) >= 0)
        mpfr_set(p->one, p->reserves[i], MPFR_RNDN);
}

/* The multiplier, at which sum v_i log(R'_i / R_i), which grows with it, is 0. */
static void find_level(parts *p, size_t n)
{
    mpfr_set_d(p->low, 1e-40, MPFR_RNDN);
    mpfr_set_d(p->high, 1e40, MPFR_RNDN);
    for (int k = 0; k < BISECTIONS; k++) {
        mpfr_mul(p->level, p->low, p->high, MPFR_RNDN);
        mpfr_sqrt(p->level, p->level, MPFR_RNDN);
        mpfr_set_zero(p->sum, 1);
        for (size_t i = 0; i < n; i++) {
            trade_to(p, i);
            mpfr_div(p->one, p->one, p->reserves[i], MPFR_RNDN);
            mpfr_log(p->one, p->one, MPFR_RNDN);
            mpfr_mul(p->one, p->one, p->v[i], MPFR_RNDN);
            mpfr_add(p->sum, p->sum, p->one, MPFR_RNDN);
        }
        mpfr_set(mpfr_sgn(p->sum) > 0 ? p->high : p->low, p->level, MPFR_RNDN);
    }
}

double attack_profit(double *capital, const attack_legs *legs, const double *a)
{
    parts p;
    begin(&p, legs->n);
    oracle_end(legs->n, p.u, legs->from, NULL);
    oracle_end(legs->n, p.v, legs->to, NULL);
    *capital = first_leg(&p, legs, a);
    keep_of(p.keep, legs->fee_back);
    find_level(&p, legs->n);
    for (size_t i = 0; i < legs->n; i++) {
        trade_to(&p, i);
        mpfr_sub(p.one, p.reserves[i], p.one, MPFR_RNDN); /* what leaves, or takes part below 0 */
        if (mpfr_sgn(p.one) < 0)
            mpfr_div(p.one, p.one, p.keep, MPFR_RNDN);
        mpfr_add(p.profit, p.profit, p.one, MPFR_RNDN);
    }
    double profit = mpfr_get_d(p.profit, MPFR_RNDN);
    end(&p, legs->n);
    return profit;
}
