/* Real weights into whole wei. */
#include <gmp.h>
#include <string.h>

#include "plan/target.h"

static void to_word(orth_word *out, const mpz_t z)
{
    size_t count = 0;
    memset(out, 0, sizeof *out);
    mpz_export(out->limb, &count, -1, sizeof out->limb[0], 0, 0, z);
}

/* weight = high + low */
static void set_weight(mpq_t share, mpq_t scratch, const double *weights, const double *low,
                       size_t i)
{
    mpq_set_d(share, weights[i]);
    if (low != NULL) {
        mpq_set_d(scratch, low[i]);
        mpq_add(share, share, scratch);
    }
}

void orth_plan_round(orth_word *out, size_t n, const double *weights, const double *low,
                     uint64_t unit)
{
    mpq_t sum, share, whole;
    mpz_t floor[ORTH_PLAN_TOKENS_MAX], left;
    mpq_t rest[ORTH_PLAN_TOKENS_MAX];
    mpq_inits(sum, share, whole, NULL);
    mpz_init_set_ui(left, UINT64_C(1000000000000000000) / unit);
    for (size_t i = 0; i < n; i++) {
        set_weight(share, whole, weights, low, i);
        mpq_add(sum, sum, share);
    }
    mpq_set_z(whole, left);
    mpq_div(whole, whole, sum);
    for (size_t i = 0; i < n; i++) {
        mpz_init(floor[i]);
        mpq_init(rest[i]);
        set_weight(share, rest[i], weights, low, i);
        mpq_mul(share, share, whole);
        mpz_fdiv_q(floor[i], mpq_numref(share), mpq_denref(share));
        mpq_set_z(rest[i], floor[i]);
        mpq_sub(rest[i], share, rest[i]);
        mpz_sub(left, left, floor[i]);
    }
    for (; mpz_sgn(left) > 0; mpz_sub_ui(left, left, 1)) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++)
            best = mpq_cmp(rest[i], rest[best]) > 0 ? i : best;
        mpz_add_ui(floor[best], floor[best], 1);
        mpq_set_si(rest[best], -1, 1);
    }
    for (size_t i = 0; i < n; i++) {
        mpz_mul_ui(floor[i], floor[i], unit);
        to_word(&out[i], floor[i]);
        mpz_clear(floor[i]);
        mpq_clear(rest[i]);
    }
    mpz_clear(left);
    mpq_clears(sum, share, whole, NULL);
}

void orth_plan_point(orth_word *out, const orth_plan *plan, const orth_setpoints *points, size_t s,
                     uint64_t unit)
{
    if (s == 0 || s == points->calls)
        memcpy(out, s == 0 ? plan->start : plan->wanted, plan->n * sizeof *out);
    else
        orth_plan_round(out, plan->n, points->weights + s * plan->n, NULL, unit);
}

void orth_plan_to_units(int64_t *units, const orth_word *weights, size_t n, uint64_t unit)
{
    for (size_t i = 0; i < n; i++)
        units[i] = (int64_t)(weights[i].limb[0] / unit);
}

void orth_plan_from_units(orth_word *weights, const int64_t *units, size_t n, uint64_t unit)
{
    for (size_t i = 0; i < n; i++)
        weights[i] = orth_word_of((uint64_t)units[i] * unit);
}
