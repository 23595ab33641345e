#include "plan/plan_bound.h"

#include <stdlib.h>
#include <string.h>

#include "exact/text.h"
#include "orthant/optimum.h"

/* Up to this N^2 steps the bound has all digits, in a few seconds at most; up to this N steps it is
 * that of the optimum in doubles; beyond there is none. */
#define EXACT_MOST 1e5
#define DOUBLES_MOST 1e6

mpq_t *orth_plan_rationals(const uint64_t *rows, size_t count, size_t n)
{
    mpq_t *values = malloc(count * n * sizeof *values);
    if (values == NULL)
        return NULL;
    mpz_t sum;
    mpz_init(sum);
    for (size_t k = 0; k < count; k++) {
        mpz_set_ui(sum, 0);
        for (size_t i = 0; i < n; i++) {
            mpq_t *value = &values[k * n + i];
            mpq_init(*value);
            mpz_set_ui(mpq_numref(*value), rows[k * n + i]);
            mpz_add(sum, sum, mpq_numref(*value));
        }
        for (size_t i = 0; i < n; i++) {
            mpz_set(mpq_denref(values[k * n + i]), sum);
            mpq_canonicalize(values[k * n + i]);
        }
    }
    mpz_clear(sum);
    return values;
}

void orth_plan_rationals_free(mpq_t *values, size_t count)
{
    for (size_t j = 0; values != NULL && j < count; j++)
        mpq_clear(values[j]);
    free(values);
}

/* To all digits asked: the optimum in multi-precision. */
static orth_status bound_exactly(char **bound, const orth_plan *plan, mpq_t *start, mpq_t *target,
                                 unsigned digits, orth_error *error)
{
    orth_exact_optimum best;
    orth_status status = orth_exact_optimum_create(&best, plan->n, start, target,
                                                   orth_plan_ticks(plan), digits, error);
    if (status != ORTH_OK)
        return status;
    *bound = strdup(best.lower_bound);
    orth_exact_optimum_free(&best);
    return *bound != NULL ? ORTH_OK : orth_fail_memory(error, 64);
}

/* From the optimum in doubles. */
static orth_status bound_from_doubles(char **bound, const orth_plan *plan, mpq_t *start,
                                      mpq_t *target, orth_error *error)
{
    orth_move *move;
    orth_optimum *optimum = NULL;
    orth_status status = orth_plan_move(&move, plan, error);
    if (status != ORTH_OK)
        return status;
    status = orth_optimum_solve(&optimum, move, orth_plan_ticks(plan), ORTH_ROUTE_AUTO, error);
    orth_move_free(move);
    mpfr_t lower;
    mpfr_init2(lower, 128);
    if (status == ORTH_OK)
        status = orth_exact_bound(lower, orth_plan_ticks(plan), plan->n, start, target,
                                  optimum->relative, error);
    if (status == ORTH_OK)
        *bound = orth_mpfr_text(lower, ORTH_PLAN_BOUND_DIGITS, MPFR_RNDD);
    if (status == ORTH_OK && *bound == NULL)
        status = orth_fail_memory(error, 64);
    mpfr_clear(lower);
    orth_optimum_free(optimum);
    return status;
}

static orth_status make_bound(char **bound, const orth_plan *plan, mpq_t *start, mpq_t *target,
                              unsigned digits, orth_error *error)
{
    double n = (double)plan->n, steps = (double)orth_plan_ticks(plan);
    if (n * n * steps <= EXACT_MOST)
        return bound_exactly(bound, plan, start, target, digits, error);
    if (n * steps <= DOUBLES_MOST && n * n * steps <= ORTH_NEWTON_MOST)
        return bound_from_doubles(bound, plan, start, target, error);
    return ORTH_OK;
}

orth_status orth_plan_bound(char **bound, const orth_plan *plan, unsigned digits, orth_error *error)
{
    *bound = NULL;
    uint64_t ends[2][ORTH_PLAN_TOKENS_MAX];
    for (size_t i = 0; i < plan->n; i++) {
        ends[0][i] = plan->start[i].limb[0];
        ends[1][i] = plan->wanted[i].limb[0];
    }
    mpq_t *start = orth_plan_rationals(ends[0], 1, plan->n);
    mpq_t *target = orth_plan_rationals(ends[1], 1, plan->n);
    orth_status status = start != NULL && target != NULL
                             ? make_bound(bound, plan, start, target, digits, error)
                             : orth_fail_memory(error, 64.0 * (double)plan->n);
    orth_plan_rationals_free(start, plan->n);
    orth_plan_rationals_free(target, plan->n);
    return status;
}
