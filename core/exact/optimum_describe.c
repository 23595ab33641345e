/* What is proven about an optimum's rows, as text. */
#include <string.h>

#include "exact/enclosure.h"
#include "exact/optimum.h"
#include "exact/text.h"

#define CV_DIGITS 6 /* of what is shown */

/* (upper - bound) / bound from the numbers as they are shown, rounded up to three digits. */
static char *gap_text(const char *upper, const char *bound, unsigned digits)
{
    mpfr_t u, b;
    mpfr_init2(u, orth_exact_bits(digits) + 64);
    mpfr_init2(b, orth_exact_bits(digits) + 64);
    orth_mpfr_parse(u, upper, MPFR_RNDU);
    orth_mpfr_parse(b, bound, MPFR_RNDD);
    char *text;
    if (mpfr_zero_p(u)) {
        text = strdup("0");
    } else if (mpfr_zero_p(b)) { /* nothing proven: a loss is never below 0 */
        text = strdup("1e999");
    } else {
        orth_excess_up(u, u, b);
        text = orth_mpfr_text(u, 3, MPFR_RNDU);
    }
    mpfr_clear(u);
    mpfr_clear(b);
    return text;
}

/* Upper less bound of the numbers as they are shown, rounded up to three digits. */
static char *difference_text(const char *upper, const char *bound, unsigned digits)
{
    mpfr_t u, b;
    mpfr_init2(u, orth_exact_bits(digits) + 64);
    mpfr_init2(b, orth_exact_bits(digits) + 64);
    mpfr_set_str(u, upper, 10, MPFR_RNDU);
    mpfr_set_str(b, bound, 10, MPFR_RNDD);
    mpfr_sub(u, u, b, MPFR_RNDU);
    char *text = orth_mpfr_text(u, 3, MPFR_RNDU);
    mpfr_clear(u);
    mpfr_clear(b);
    return text;
}

/* What is proven of the least: of J with a running cost, else of the loss. */
static orth_status describe_least(orth_exact_optimum *o, const orth_best *best, orth_error *error)
{
    if (o->running == NULL) {
        o->lower_bound = orth_mpfr_text(best->loss.lo, o->digits, MPFR_RNDD);
        if (o->loss_upper != NULL && o->lower_bound != NULL)
            o->relative_gap = gap_text(o->loss_upper, o->lower_bound, o->digits);
        return o->relative_gap != NULL ? ORTH_OK : orth_fail_memory(error, 2.0 * o->digits);
    }
    orth_iv j;
    orth_iv_init(&j, 64);
    orth_status status =
        orth_rows_objective(&j, &o->rows->rows, o->running, o->digits + ORTH_SPARE_DIGITS, error);
    if (status == ORTH_OK) {
        o->objective_lower = orth_mpfr_text(j.lo, o->digits, MPFR_RNDD);
        o->objective_upper = orth_mpfr_text(j.hi, o->digits, MPFR_RNDU);
        o->objective_bound = orth_mpfr_text(best->loss.lo, o->digits, MPFR_RNDD);
        if (o->objective_upper != NULL && o->objective_bound != NULL)
            o->objective_gap = difference_text(o->objective_upper, o->objective_bound, o->digits);
        if (o->objective_lower == NULL || o->objective_gap == NULL)
            status = orth_fail_memory(error, 3.0 * o->digits);
    }
    orth_iv_clear(&j);
    return status;
}

orth_status orth_optimum_describe(orth_exact_optimum *o, const orth_best *best, orth_error *error)
{
    orth_iv loss, cv;
    orth_iv_init(&loss, 64);
    orth_iv_init(&cv, 64);
    orth_status status =
        orth_rows_loss(&loss, &o->rows->rows, o->digits + ORTH_SPARE_DIGITS, error);
    if (status == ORTH_OK)
        status = orth_rows_step_cv(&cv, &o->rows->rows, &loss, error);
    if (status == ORTH_OK) {
        o->loss_lower = orth_mpfr_text(loss.lo, o->digits, MPFR_RNDD);
        o->loss_upper = orth_mpfr_text(loss.hi, o->digits, MPFR_RNDU);
        o->step_cv_lower = orth_mpfr_text(cv.lo, CV_DIGITS, MPFR_RNDD);
        o->step_cv_upper = orth_mpfr_text(cv.hi, CV_DIGITS, MPFR_RNDU);
        status = describe_least(o, best, error);
    }
    if (status == ORTH_OK && (o->loss_lower == NULL || o->loss_upper == NULL ||
                              o->step_cv_lower == NULL || o->step_cv_upper == NULL))
        status = orth_fail_memory(error, 4.0 * o->digits);
    orth_iv_clear(&loss);
    orth_iv_clear(&cv);
    return status;
}
