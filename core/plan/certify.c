#include "plan/certify.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "exact/text.h"
#include "orthant/optimum.h"

/* Up to this N^2 steps the bound has all digits, in a few seconds at most; up to this N steps it is
 * that of the optimum in doubles; beyond there is none. */
#define EXACT_MOST 1e5
#define DOUBLES_MOST 1e6
#define LOSS_DIGITS 20
#define BOUND_DIGITS 15
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
        *bound = orth_mpfr_text(lower, BOUND_DIGITS, MPFR_RNDD);
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

static orth_status check_bound(orth_plan_certificate *c, const orth_plan_file *in, unsigned digits,
                               orth_error *error)
{
    orth_status status =
        orth_plan_bound(&c->bound, in->plan, digits < BOUND_DIGITS ? BOUND_DIGITS : digits, error);
    if (status != ORTH_OK)
        return status;
    if (c->bound == NULL)
        return refuse(c, "optimum_lower_bound is claimed for a plan too large to prove it");
    mpfr_t claimed, proven;
    mpfr_inits2(4096, claimed, proven, (mpfr_ptr)0);
    bool holds = orth_mpfr_parse(claimed, in->bound, MPFR_RNDU) &&
                 orth_mpfr_parse(proven, c->bound, MPFR_RNDD) && mpfr_cmp(claimed, proven) <= 0;
    mpfr_clears(claimed, proven, (mpfr_ptr)0);
    return holds ? ORTH_OK
                 : refuse(c, "optimum_lower_bound is more than can be proven, or no number");
}

static bool same_limits(const orth_replay_limits *a, const orth_replay_limits *b)
{
    return fabs(a->largest_in - b->largest_in) <= 1e-12 * fabs(b->largest_in) &&
           fabs(a->largest_out - b->largest_out) <= 1e-12 * fabs(b->largest_out) &&
           a->trade_blocks == b->trade_blocks && a->weight_blocks == b->weight_blocks &&
           a->least_seen == b->least_seen && a->most_seen == b->most_seen;
}

orth_status orth_plan_certify(orth_plan_certificate *c, const orth_plan_file *in, unsigned digits,
                              orth_error *error)
{
    memset(c, 0, sizeof *c);
    orth_replay *replay;
    if (in->wrong_calldata != SIZE_MAX) {
        snprintf(c->refusal, sizeof c->refusal,
                 "the calldata of call %zu is not what its arguments encode to",
                 in->wrong_calldata);
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
    else if (in->sum_drift != replay->sum_drift || in->miss != replay->miss ||
             in->frozen != replay->frozen || !same_limits(&in->limits, &replay->limits))
        refuse(c, "the replay's summary is not what the replay gives");
    else if (in->gas != in->gas_per_call * (double)in->plan->call_count)
        refuse(c, "gas is not gas_per_call times the calls");
    orth_replay_free(replay);
    if (status == ORTH_OK && c->refusal[0] == '\0' && in->bound != NULL)
        status = check_bound(c, in, digits, error);
    if (status != ORTH_OK)
        orth_plan_certificate_clear(c);
    return status;
}
