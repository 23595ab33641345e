#include "exact/claims.h"

#include <stdlib.h>
#include <string.h>

#include "exact/chain.h"
#include "exact/log_ratio.h"
#include "exact/text.h"

static orth_claim_verdict judge_enclosure(const orth_iv *claimed, const orth_iv *proven)
{
    if (mpfr_lessequal_p(claimed->lo, proven->lo) && mpfr_greaterequal_p(claimed->hi, proven->hi))
        return ORTH_CLAIM_VERDICT_HOLDS;
    if (mpfr_greater_p(claimed->lo, proven->hi) || mpfr_less_p(claimed->hi, proven->lo))
        return ORTH_CLAIM_VERDICT_FAILS;
    return ORTH_CLAIM_VERDICT_UNDECIDED;
}

/* Weights in doubles are rounded, and more than once on the way; each may have moved by this much
 * of itself. */
#define WEIGHT_ROUNDING (16 * 0x1p-53)
#define LOSS_ROUNDING 1e-12

/* sum_i w_i |g_i - mean g| of one row, g_i the derivative of the loss along weight i. */
static void add_slopes(mpfr_t sum, mpfr_t *w, mpfr_t *g, size_t n)
{
    mpfr_t mean, t;
    mpfr_inits2(mpfr_get_prec(sum), mean, t, (mpfr_ptr)0);
    mpfr_set_ui(mean, 0, MPFR_RNDN);
    for (size_t i = 0; i < n; i++) {
        mpfr_mul(t, w[i], g[i], MPFR_RNDN);
        mpfr_add(mean, mean, t, MPFR_RNDN);
    }
    for (size_t i = 0; i < n; i++) {
        mpfr_sub(t, g[i], mean, MPFR_RNDN);
        mpfr_abs(t, t, MPFR_RNDN);
        mpfr_mul(t, t, w[i], MPFR_RNDN);
        mpfr_add(sum, sum, t, MPFR_RNDN);
    }
    mpfr_clears(mean, t, (mpfr_ptr)0);
}

static void load(mpfr_t *out, const orth_rows *rows, size_t k)
{
    for (size_t i = 0; i < rows->n; i++) {
        mpfr_set_z(out[i], rows->entry[k * rows->n + i], MPFR_RNDN);
        mpfr_div_z(out[i], out[i], rows->sum[k], MPFR_RNDN);
    }
}

/* By how much the loss can change when each weight moves by WEIGHT_ROUNDING of itself: to first
 * order the slopes (at the ends too), to second order sum w (y_k - y_{k-1})^2 / 2 <= 2 each^2 a
 * row. An allowance, not a proof: rounded to nearest. */
static orth_status rounding_allowance(mpfr_t sum, const orth_rows *rows, orth_error *error)
{
    size_t n = rows->n;
    mpfr_prec_t precision = mpfr_get_prec(sum);
    mpfr_t *block = orth_mpfr_array(4 * n, precision), t;
    if (block == NULL)
        return orth_fail_memory(error, 4.0 * (double)n * (sizeof(mpfr_t) + 32));
    mpfr_t *before = block, *now = block + n, *next = block + 2 * n, *slope = block + 3 * n;
    mpfr_init2(t, precision);
    mpfr_set_ui(sum, 0, MPFR_RNDN);
    load(now, rows, 0);
    for (size_t k = 0; k <= rows->steps; k++) {
        if (k < rows->steps)
            load(next, rows, k + 1);
        for (size_t i = 0; i < n; i++) {
            mpfr_set_ui(slope[i], 0, MPFR_RNDN);
            if (k > 0)
                orth_log_ratio(slope[i], now[i], before[i]);
            if (k < rows->steps) {
                mpfr_div(t, next[i], now[i], MPFR_RNDN);
                mpfr_sub(slope[i], slope[i], t, MPFR_RNDN);
            }
        }
        add_slopes(sum, now, slope, n);
        mpfr_t *oldest = before;
        before = now;
        now = next;
        next = oldest;
    }
    mpfr_mul_d(sum, sum, WEIGHT_ROUNDING, MPFR_RNDN);
    mpfr_set_d(t, 4 * WEIGHT_ROUNDING * WEIGHT_ROUNDING, MPFR_RNDN);
    mpfr_mul_ui(t, t, rows->steps, MPFR_RNDN);
    mpfr_add(sum, sum, t, MPFR_RNDN);
    mpfr_clear(t);
    orth_mpfr_array_free(block, 4 * n);
    return ORTH_OK;
}

static orth_status judge_double(orth_claim *claim, const orth_proof *proof, orth_error *error)
{
    mpfr_t allowed, off;
    mpfr_init2(allowed, mpfr_get_prec(proof->loss.lo));
    mpfr_init2(off, mpfr_get_prec(proof->loss.lo));
    orth_status status = rounding_allowance(allowed, proof->rows, error);
    if (status == ORTH_OK) {
        mpfr_mul_d(off, proof->loss.hi, LOSS_ROUNDING, MPFR_RNDN);
        mpfr_add(allowed, allowed, off, MPFR_RNDN);
        mpfr_sub(off, claim->value.lo, proof->loss.hi, MPFR_RNDN);
        claim->verdict =
            mpfr_cmpabs(off, allowed) <= 0 ? ORTH_CLAIM_VERDICT_HOLDS : ORTH_CLAIM_VERDICT_FAILS;
    }
    mpfr_clear(allowed);
    mpfr_clear(off);
    return status;
}

static orth_claim_verdict judge_bound(const orth_iv *claimed, const orth_iv *optimum)
{
    if (mpfr_lessequal_p(claimed->lo, optimum->lo))
        return ORTH_CLAIM_VERDICT_HOLDS;
    return mpfr_greater_p(claimed->lo, optimum->hi) ? ORTH_CLAIM_VERDICT_FAILS
                                                    : ORTH_CLAIM_VERDICT_UNDECIDED;
}

static orth_claim_verdict judge_gap(const orth_iv *claimed, const orth_iv *excess)
{
    if (mpfr_greaterequal_p(claimed->hi, excess->hi))
        return ORTH_CLAIM_VERDICT_HOLDS;
    return mpfr_less_p(claimed->hi, excess->lo) ? ORTH_CLAIM_VERDICT_FAILS
                                                : ORTH_CLAIM_VERDICT_UNDECIDED;
}

static bool is_bound(const orth_claim *claim)
{
    return strcmp(claim->name, "optimum_lower_bound") == 0 ||
           strcmp(claim->name, "objective_lower_bound") == 0;
}

orth_status orth_claims_judge(orth_claims *claims, const orth_proof *proof, bool *decided,
                              orth_error *error)
{
    orth_status status = ORTH_OK;
    *decided = true;
    for (size_t i = 0; i < claims->count && status == ORTH_OK; i++) {
        orth_claim *claim = &claims->claim[i];
        if (claim->verdict != ORTH_CLAIM_VERDICT_UNDECIDED)
            continue;
        if (claim->is_double)
            status = judge_double(claim, proof, error);
        else if (strcmp(claim->name, "log_loss") == 0)
            claim->verdict = judge_enclosure(&claim->value, &proof->loss);
        else if (strcmp(claim->name, "objective") == 0)
            claim->verdict = judge_enclosure(&claim->value, &proof->objective);
        else if (is_bound(claim))
            claim->verdict = judge_bound(&claim->value, &proof->best.loss);
        else if (strcmp(claim->name, "step_loss_cv") == 0)
            claim->verdict = judge_enclosure(&claim->value, &proof->cv);
        else
            claim->verdict = judge_gap(&claim->value, &proof->excess);
        *decided = *decided && claim->verdict != ORTH_CLAIM_VERDICT_UNDECIDED;
    }
    return status;
}

static char *end_text(const mpfr_t end, mpfr_rnd_t rounding)
{
    return mpfr_number_p(end) ? orth_mpfr_text(end, 20, rounding) : strdup("infinity");
}

/* What the claim is about, as it was found, in some 20 digits. */
static char *found_text(const orth_claim *claim, const orth_proof *proof)
{
    const orth_iv *x = &proof->excess;
    const char *what = "the excess";
    if (strcmp(claim->name, "log_loss") == 0) {
        x = &proof->loss;
        what = "the loss";
    } else if (strcmp(claim->name, "objective") == 0) {
        x = &proof->objective;
        what = "the objective";
    } else if (is_bound(claim)) {
        x = &proof->best.loss;
        what = strcmp(claim->name, "objective_lower_bound") == 0 ? "the least objective"
                                                                 : "the least loss";
    } else if (strcmp(claim->name, "step_loss_cv") == 0) {
        x = &proof->cv;
        what = "it";
    }
    char *low = end_text(x->lo, MPFR_RNDD);
    char *high = end_text(x->hi, MPFR_RNDU);
    char *text = malloc(160);
    if (low != NULL && high != NULL && text != NULL)
        snprintf(text, 160, "%s is within [%s, %s]", what, low, high);
    free(low);
    free(high);
    return text;
}

static orth_status refuse(orth_exact_certificate *c, const orth_claim *claim,
                          const orth_proof *proof, orth_error *error)
{
    char *found = found_text(claim, proof);
    c->refusal = malloc(512);
    if (found == NULL || c->refusal == NULL) {
        free(found);
        return orth_fail_memory(error, 512);
    }
    bool undecided = claim->verdict == ORTH_CLAIM_VERDICT_UNDECIDED;
    snprintf(c->refusal, 512, "%s: the claim %.120s%s %s: %s", claim->name, claim->text,
             strlen(claim->text) > 120 ? "..." : "",
             undecided ? "cannot be proven" : "does not hold", found);
    free(found);
    return ORTH_OK;
}

orth_status orth_claims_report(const orth_claims *claims, orth_exact_certificate *c,
                               const orth_proof *proof, orth_error *error)
{
    for (size_t i = 0; i < claims->count; i++) {
        const orth_claim *claim = &claims->claim[i];
        orth_exact_claim *out = &c->claims[c->claim_count];
        out->name = claim->name;
        out->holds = claim->verdict == ORTH_CLAIM_VERDICT_HOLDS;
        out->claimed = strdup(claim->text);
        if (out->claimed == NULL)
            return orth_fail_memory(error, (double)strlen(claim->text));
        c->claim_count++;
        if (!out->holds && c->refusal == NULL) {
            orth_status status = refuse(c, claim, proof, error);
            if (status != ORTH_OK)
                return status;
        }
    }
    return ORTH_OK;
}
