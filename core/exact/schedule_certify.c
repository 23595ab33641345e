/* The certificate of a file: its own enclosures, and the file's claims held against them. */
#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "exact/best.h"
#include "exact/claims.h"
#include "exact/enclosure.h"
#include "exact/ends.h"
#include "exact/schedule_file.h"
#include "exact/text.h"

/* Digits are doubled so many times at most to decide a claim. */
enum { DOUBLINGS_MAX = 3, SPARE_DIGITS = 5, EXCESS_DIGITS = 6, CV_DIGITS = 6 };

static void proof_clear(orth_proof *proof)
{
    orth_iv_clear(&proof->loss);
    orth_iv_clear(&proof->excess);
    orth_iv_clear(&proof->cv);
    orth_iv_clear(&proof->objective);
    orth_best_clear(&proof->best);
}

/* excess = loss / optimum - 1, outwards; 0 when nothing is lost. */
static void set_excess(orth_proof *proof)
{
    orth_iv *e = &proof->excess;
    const orth_iv *loss = &proof->loss, *least = &proof->best.loss;
    mpfr_prec_t precision = mpfr_get_prec(loss->lo);
    mpfr_set_prec(e->lo, precision);
    mpfr_set_prec(e->hi, precision);
    orth_iv_set_ui(e, 0);
    if (mpfr_zero_p(loss->hi))
        return;
    mpfr_sub(e->lo, loss->lo, least->hi, MPFR_RNDD);
    mpfr_div(e->lo, e->lo, least->hi, MPFR_RNDD);
    if (!(mpfr_sgn(e->lo) > 0)) /* nothing beats the optimum */
        mpfr_set_ui(e->lo, 0, MPFR_RNDD);
    mpfr_sub(e->hi, loss->hi, least->lo, MPFR_RNDU);
    mpfr_div(e->hi, e->hi, least->lo, MPFR_RNDU);
}

/* excess = J - least J, outwards and never below 0. */
static void set_objective_excess(orth_proof *proof)
{
    orth_iv *e = &proof->excess;
    mpfr_set_prec(e->lo, mpfr_get_prec(proof->objective.lo));
    mpfr_set_prec(e->hi, mpfr_get_prec(proof->objective.lo));
    orth_iv_sub(e, &proof->objective, &proof->best.loss);
    if (mpfr_sgn(e->lo) < 0)
        mpfr_set_ui(e->lo, 0, MPFR_RNDD);
}

static orth_status prove(orth_proof *proof, const orth_rows *rows,
                         const orth_exact_running *running, unsigned digits, orth_error *error)
{
    orth_iv_init(&proof->loss, 64);
    orth_iv_init(&proof->excess, 64);
    orth_iv_init(&proof->cv, 64);
    orth_iv_init(&proof->objective, 64);
    memset(&proof->best, 0, sizeof proof->best);
    proof->rows = rows;
    orth_status status = orth_rows_loss(&proof->loss, rows, digits, error);
    if (status == ORTH_OK)
        status = orth_rows_step_cv(&proof->cv, rows, &proof->loss, error);
    if (status == ORTH_OK)
        status = orth_best_find(&proof->best, rows, rows->steps, running, digits, error);
    if (status == ORTH_OK && running != NULL)
        status = orth_rows_objective(&proof->objective, rows, running, digits, error);
    if (status != ORTH_OK)
        proof_clear(proof);
    else if (running != NULL)
        set_objective_excess(proof);
    else
        set_excess(proof);
    return status;
}

/* Where the least loss is 0 and the schedule loses something, both ends are infinite. */
static char *excess_text(const mpfr_t end, mpfr_rnd_t rounding)
{
    return mpfr_number_p(end) ? orth_mpfr_text(end, EXCESS_DIGITS, rounding) : strdup("1e999");
}

static orth_status describe(orth_exact_certificate *c, const orth_proof *proof, orth_error *error)
{
    c->loss_lower = orth_mpfr_text(proof->loss.lo, c->digits, MPFR_RNDD);
    c->loss_upper = orth_mpfr_text(proof->loss.hi, c->digits, MPFR_RNDU);
    c->optimum_lower = orth_mpfr_text(proof->best.loss.lo, c->digits, MPFR_RNDD);
    c->optimum_upper = orth_mpfr_text(proof->best.loss.hi, c->digits, MPFR_RNDU);
    c->excess_lower = excess_text(proof->excess.lo, MPFR_RNDD);
    c->excess_upper = excess_text(proof->excess.hi, MPFR_RNDU);
    c->step_cv_lower = orth_mpfr_text(proof->cv.lo, CV_DIGITS, MPFR_RNDD);
    c->step_cv_upper = orth_mpfr_text(proof->cv.hi, CV_DIGITS, MPFR_RNDU);
    if (!c->loss_lower || !c->loss_upper || !c->optimum_lower || !c->optimum_upper ||
        !c->excess_lower || !c->excess_upper || !c->step_cv_lower || !c->step_cv_upper)
        return orth_fail_memory(error, 6.0 * c->digits);
    return ORTH_OK;
}

static orth_status describe_objective(orth_exact_certificate *c, const orth_proof *proof,
                                      orth_error *error)
{
    c->objective_lower = orth_mpfr_text(proof->objective.lo, c->digits, MPFR_RNDD);
    c->objective_upper = orth_mpfr_text(proof->objective.hi, c->digits, MPFR_RNDU);
    return c->objective_lower != NULL && c->objective_upper != NULL
               ? ORTH_OK
               : orth_fail_memory(error, 2.0 * c->digits);
}

/* The precision follows the claims: each proof is tried on all that are undecided. */
static orth_status decide(orth_exact_certificate *c, const orth_schedule_file *in,
                          orth_claims *claims, orth_error *error)
{
    unsigned digits = (in->digits > c->digits ? in->digits : c->digits) + SPARE_DIGITS;
    for (int doublings = 0;; doublings++, digits *= 2) {
        orth_proof proof;
        orth_status status = prove(&proof, &in->rows, in->running, digits, error);
        if (status != ORTH_OK)
            return status;
        bool decided;
        status = orth_claims_judge(claims, &proof, &decided, error);
        bool last = doublings == DOUBLINGS_MAX || digits > ORTH_EXACT_DIGITS_MAX;
        if (status == ORTH_OK && !decided && !last) {
            proof_clear(&proof);
            continue;
        }
        if (status == ORTH_OK)
            status = orth_claims_report(claims, c, &proof, error);
        if (status == ORTH_OK)
            status = describe(c, &proof, error);
        if (status == ORTH_OK && in->running != NULL)
            status = describe_objective(c, &proof, error);
        proof_clear(&proof);
        return status;
    }
}

orth_status orth_exact_certify_text(orth_exact_certificate *certificate, const char *text,
                                    size_t length, const char *file, unsigned digits,
                                    orth_error *error)
{
    memset(certificate, 0, sizeof *certificate);
    orth_status status = orth_exact_check_digits(digits, error);
    if (status != ORTH_OK)
        return status;
    certificate->digits = digits;
    orth_schedule_file in;
    orth_claims claims = {0};
    status = orth_schedule_file_parse(&in, certificate, text, length, file, error);
    if (status == ORTH_OK)
        status = orth_claims_read(&claims, in.root, file, error);
    if (status == ORTH_OK && certificate->refusal == NULL)
        status = decide(certificate, &in, &claims, error);
    orth_claims_clear(&claims);
    orth_schedule_file_clear(&in);
    if (status != ORTH_OK)
        orth_exact_certificate_free(certificate);
    return status;
}

orth_status orth_exact_certify(orth_exact_certificate *certificate, const char *file,
                               unsigned digits, orth_error *error)
{
    memset(certificate, 0, sizeof *certificate);
    char *text;
    size_t length;
    orth_status status = orth_file_read(&text, &length, file, ORTH_PROOF_BYTES_MAX, error);
    if (status == ORTH_OK)
        status = orth_exact_certify_text(certificate, text, length, file, digits, error);
    free(text);
    return status;
}

void orth_exact_certificate_free(orth_exact_certificate *c)
{
    for (size_t i = 0; c->tokens != NULL && i < c->n; i++)
        free(c->tokens[i]);
    for (size_t i = 0; i < c->claim_count; i++)
        free(c->claims[i].claimed);
    free(c->tokens);
    free(c->kind);
    free(c->path);
    free(c->refusal);
    free(c->loss_lower);
    free(c->loss_upper);
    free(c->optimum_lower);
    free(c->optimum_upper);
    free(c->excess_lower);
    free(c->excess_upper);
    free(c->step_cv_lower);
    free(c->step_cv_upper);
    free(c->objective_lower);
    free(c->objective_upper);
    memset(c, 0, sizeof *c);
}
