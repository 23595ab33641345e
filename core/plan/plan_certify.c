#include "plan/plan_certify.h"

#include <stdlib.h>
#include <string.h>

#include "exact/text.h"
#include "numeric/decimal.h"
#include "orthant/optimum.h"

/* Up to this N^2 steps the bound has all digits, in a few seconds at most; up to this N steps it is
 * that of the optimum in doubles; beyond there is none. */
#define EXACT_MOST 1e5
#define DOUBLES_MOST 1e6
#define LOSS_DIGITS 20
/* Relative: between the optimum in doubles and that in multi-precision. */
#define BOUND_TOLERANCE 1e-6
/* The replay's own arithmetic in doubles. */
#define LOSS_TOLERANCE 1e-11

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

void orth_plan_certificate_clear(orth_plan_certificate *certificate)
{
    free(certificate->bound);
    orth_replay_free(certificate->replay);
    memset(certificate, 0, sizeof *certificate);
}

static orth_status refuse(orth_plan_certificate *c, const char *what)
{
    snprintf(c->refusal, sizeof c->refusal, "%s", what);
    return ORTH_OK;
}

/* The loss of the replayed rows, enclosed. */
static orth_status enclose(orth_plan_certificate *c, const orth_replay *replay, orth_error *error)
{
    size_t count = (size_t)replay->steps + 1;
    mpq_t *rows = orth_plan_rationals(replay->weights, count, replay->n);
    if (rows == NULL)
        return orth_fail_memory(error, (double)(count * replay->n) * sizeof *rows);
    mpfr_t lower, upper;
    mpfr_inits2(64, lower, upper, (mpfr_ptr)0);
    orth_status status =
        orth_exact_loss(lower, upper, replay->steps, replay->n, rows, LOSS_DIGITS, error);
    c->loss_lower = mpfr_get_d(lower, MPFR_RNDD);
    c->loss_upper = mpfr_get_d(upper, MPFR_RNDU);
    mpfr_clears(lower, upper, (mpfr_ptr)0);
    orth_plan_rationals_free(rows, count * replay->n);
    return status;
}

/* The value of a decimal text without sign, exactly. */
static bool read_bound(mpq_t value, const char *text)
{
    mpfr_t scratch;
    mpfr_init2(scratch, 64);
    bool fine = orth_mpfr_parse(scratch, text, MPFR_RNDN) &&
                orth_decimal_parse(value, text, NULL) == ORTH_OK;
    mpfr_clear(scratch);
    return fine;
}

/* Whether the claim is no more than what is proven, and no less than that but for what the way of
 * proving it may change: `plan` writes no weak bounds. */
static void compare_bound(orth_plan_certificate *c, const char *text)
{
    mpq_t claimed, proven, least;
    mpq_inits(claimed, proven, least, NULL);
    mpq_set_d(least, 1 - BOUND_TOLERANCE);
    c->refusal[0] = '\0';
    if (!read_bound(claimed, text) || !read_bound(proven, c->bound))
        refuse(c, "optimum_lower_bound is no decimal number");
    else if (mpq_cmp(claimed, proven) > 0)
        refuse(c, "optimum_lower_bound is more than can be proven");
    mpq_mul(least, least, proven);
    if (c->refusal[0] == '\0' && mpq_cmp(claimed, least) < 0)
        refuse(c, "optimum_lower_bound is less than what is proven");
    mpq_clears(claimed, proven, least, NULL);
}

/* At the digits asked, and where that refuses the claim at those that `plan` writes: a proof with
 * more digits need not give the larger bound. */
static orth_status check_bound(orth_plan_certificate *c, const orth_plan_file *in, unsigned digits,
                               orth_error *error)
{
    for (bool again = true; again; digits = ORTH_PLAN_BOUND_DIGITS) {
        digits = digits < ORTH_PLAN_BOUND_DIGITS ? ORTH_PLAN_BOUND_DIGITS : digits;
        free(c->bound);
        orth_status status = orth_plan_bound(&c->bound, in->plan, digits, error);
        if (status != ORTH_OK)
            return status;
        if (c->bound == NULL)
            return refuse(c, "optimum_lower_bound is claimed for a plan too large to prove it");
        compare_bound(c, in->bound);
        again = c->refusal[0] != '\0' && digits > ORTH_PLAN_BOUND_DIGITS;
    }
    return ORTH_OK;
}

orth_status orth_plan_certify(orth_plan_certificate *c, const orth_plan_file *in, unsigned digits,
                              orth_error *error)
{
    memset(c, 0, sizeof *c);
    orth_replay *replay;
    if (in->wrong_calldata != SIZE_MAX) {
        snprintf(c->refusal, sizeof c->refusal,
                 "the calldata of call %zu is not what its arguments encode to",
                 in->wrong_calldata + 1);
        return ORTH_OK;
    }
    orth_error reason;
    orth_status status = orth_plan_replay(&replay, in->plan, &reason);
    if (status == ORTH_DOMAIN)
        return refuse(c, reason.text);
    if (status != ORTH_OK)
        return orth_fail(error, status, "%s", reason.text);
    status = enclose(c, replay, error);
    if (status == ORTH_OK && !(in->log_loss >= c->loss_lower * (1 - LOSS_TOLERANCE) &&
                               in->log_loss <= c->loss_upper * (1 + LOSS_TOLERANCE)))
        refuse(c, "log_loss is not that of the weights which the calls lead to");
    c->replay = replay;
    if (status == ORTH_OK && c->refusal[0] == '\0' && in->bound != NULL)
        status = check_bound(c, in, digits, error);
    if (status != ORTH_OK)
        orth_plan_certificate_clear(c);
    return status;
}
