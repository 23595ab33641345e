/* What can be proven about a plan file: its calls replayed, its loss in multi-precision, the least
 * possible loss, its missed blocks; and whether the file says so, and nothing else. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_out.h"
#include "base/plural.h"
#include "contract/word.h"
#include "exact/ends.h"
#include "exact/text.h"
#include "numeric/decimal.h"
#include "plan/plan_bound.h"
#include "plan/plan_claims.h"

#define LOSS_DIGITS 20
/* Relative: between the optimum in doubles and that in multi-precision. */
#define BOUND_TOLERANCE 1e-6
/* The replay's own arithmetic in doubles. */
#define LOSS_TOLERANCE 1e-11

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

static bool is_refused(const orth_plan_certificate *c)
{
    return c->refusal[0] != '\0';
}

/* The calls by themselves: their encoding, and what the contract makes of them. */
static orth_status check_calls(orth_plan_certificate *c, const orth_plan_file *in,
                               orth_error *error)
{
    orth_error reason;
    size_t wrong = in->claims->wrong_calldata;
    if (wrong != SIZE_MAX) {
        snprintf(c->refusal, sizeof c->refusal,
                 "the calldata of call %zu is not what its arguments encode to", wrong + 1);
        return ORTH_OK;
    }
    orth_status status = orth_plan_replay(&c->replay, in->plan, &reason);
    if (status == ORTH_DOMAIN)
        return refuse(c, reason.text);
    return status == ORTH_OK ? ORTH_OK : orth_fail(error, status, "%s", reason.text);
}

static orth_status check_loss(orth_plan_certificate *c, const orth_plan_file *in, orth_error *error)
{
    orth_status status = enclose(c, c->replay, error);
    if (status == ORTH_OK && !(in->log_loss >= c->loss_lower * (1 - LOSS_TOLERANCE) &&
                               in->log_loss <= c->loss_upper * (1 + LOSS_TOLERANCE)))
        refuse(c, "log_loss is not that of the weights which the calls lead to");
    return status;
}

/* Missed blocks are run again, and the file is compared with the one that would be written. */
static orth_status check_rest(orth_plan_certificate *c, const orth_plan_file *in, orth_error *error)
{
    orth_plan_missed_summary missed = {.missing = in->missing};
    if (in->missing.runs > 0) {
        orth_status status = orth_plan_missed_summarise(&missed, in->plan, &in->missing, error);
        if (status != ORTH_OK)
            return status;
        if (!orth_plan_missed_agrees(&missed, &in->claims->missed))
            return refuse(c, "missed_blocks is not what its seed gives");
    }
    const orth_plan_summary summary = {.tokens = (const char *const *)in->tokens,
                                       .bound = in->bound,
                                       .gas_per_call = in->gas_per_call,
                                       .unit = in->unit,
                                       .asked = in->asked,
                                       .missed = &missed};
    return orth_plan_agrees(c->refusal, in->claims->tree, in->plan, c->replay, &summary, error);
}

/* Calls that take the pool's address must name the file's own. */
static void check_pool(orth_plan_certificate *c, const orth_plan *plan)
{
    for (size_t k = 0; k < plan->call_count && !is_refused(c); k++) {
        const orth_plan_call *call = &plan->calls[k];
        for (size_t i = 0; i < call->function->count; i++)
            if (call->function->arguments[i].kind == ORTH_PLAN_KIND_ADDRESS &&
                !orth_word_equal(call->arguments[i].words[0], plan->address))
                snprintf(c->refusal, sizeof c->refusal, "/pool is not the pool of call %zu", k + 1);
    }
}

orth_status orth_plan_certify(orth_plan_certificate *c, const orth_plan_file *in, unsigned digits,
                              orth_error *error)
{
    memset(c, 0, sizeof *c);
    orth_status status = orth_exact_check_digits(digits, error);
    if (status == ORTH_OK)
        status = check_calls(c, in, error);
    if (status == ORTH_OK && !is_refused(c))
        status = check_loss(c, in, error);
    if (status == ORTH_OK && !is_refused(c) && in->bound != NULL)
        status = check_bound(c, in, digits, error);
    if (status == ORTH_OK && !is_refused(c))
        status = check_rest(c, in, error);
    if (status == ORTH_OK)
        check_pool(c, in->plan);
    if (status != ORTH_OK)
        orth_plan_certificate_clear(c);
    return status;
}

orth_status orth_plan_certify_trades(orth_plan_certificate *c, const orth_plan_file *in,
                                     uint64_t trade_limit, orth_error *error)
{
    if (is_refused(c))
        return ORTH_OK;
    orth_plan plan = *in->plan; /* its lists stay the file's */
    orth_replay *replay;
    plan.trade_limit = trade_limit;
    orth_status status = orth_plan_replay(&replay, &plan, error);
    if (status != ORTH_OK)
        return status;
    const orth_replay_limits *l = &replay->limits;
    if (l->trade_blocks > 0)
        snprintf(c->refusal, sizeof c->refusal,
                 "arbitrage trades up to %.3g %% of a reserve, more than the trade limit of %.15g "
                 "%%, at %llu block%s, first at %llu",
                 100 * fmax(l->largest_in, l->largest_out), 100 * l->trade_limit,
                 (unsigned long long)l->trade_blocks, orth_plural(l->trade_blocks, "", "s"),
                 (unsigned long long)replay->times[l->trade_first]);
    orth_replay_free(replay);
    return ORTH_OK;
}

void orth_plan_certificate_write_json(const orth_plan_certificate *c, const orth_plan_file *in,
                                      const char *file, FILE *stream)
{
    orth_json_out json;
    orth_json_begin_result(&json, stream, "plan-certificate");
    orth_json_string(&json, "file", file);
    orth_json_string(&json, "target", in->plan->target->name);
    orth_json_integer(&json, "tokens", (int64_t)in->plan->n);
    orth_json_integer(&json, "steps", (int64_t)in->plan->steps);
    orth_json_integer(&json, "calls", (int64_t)in->plan->call_count);
    orth_json_bool(&json, "holds", c->refusal[0] == '\0');
    if (c->refusal[0] == '\0')
        orth_json_null(&json, "refusal");
    else
        orth_json_string(&json, "refusal", c->refusal);
    bool holds = c->refusal[0] == '\0';
    if (holds)
        orth_json_doubles(&json, "log_loss", 2, (const double[]){c->loss_lower, c->loss_upper});
    else
        orth_json_null(&json, "log_loss");
    if (holds && c->bound != NULL)
        orth_json_string(&json, "optimum_lower_bound", c->bound);
    else
        orth_json_null(&json, "optimum_lower_bound");
    orth_json_end_result(&json);
}
