/* The best schedule in decimal rows, and what is proven about them. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "exact/best.h"
#include "exact/chain.h"
#include "exact/enclosure.h"
#include "exact/ends.h"
#include "exact/text.h"
#include "orthant/exact.h"

struct orth_exact_rows {
    orth_rows rows;
    unsigned start_decimals, inner_decimals, target_decimals; /* sum of a row = 10^decimals */
};

/* Digits that the enclosures have beyond those that are shown. */
enum { SPARE_DIGITS = 5 };
#define CV_DIGITS 6 /* of what is shown */

/* Decimals for `digits` significant digits in the smallest weight. The loss is flat at the optimum,
 * so half the digits beyond the size of one step keep its relative excess below 10^-digits. */
static unsigned decimals_for(const orth_rows *ends, uint64_t steps, unsigned digits)
{
    double smallest = 0.30103 * (double)orth_rows_smallest_bits(ends);
    double move = 0.30103 * (double)orth_rows_move_bits(ends);
    double scale = 1;
    for (uint64_t f = steps; f > 0; f /= 10)
        scale += 1;
    double for_weights = digits + smallest;
    double for_steps = digits / 2 + 1 + scale + smallest + move;
    return (unsigned)(for_weights > for_steps ? for_weights : for_steps);
}

/* The decimals that write row k exactly; -1 when none do. */
static long decimals_of_row(const orth_rows *rows, size_t k)
{
    long needed = 0;
    mpq_t w;
    mpq_init(w);
    for (size_t i = 0; i < rows->n && needed >= 0; i++) {
        orth_rows_get_q(w, rows, k, i);
        long here = orth_decimals_needed(w);
        needed = here < 0 || here > needed ? here : needed;
    }
    mpq_clear(w);
    return needed;
}

/* Row k of *ends to whole multiples of 10^-*decimals: exactly where it is finite decimals (however
 * many, *decimals then tells), else rounded to the *decimals given. */
static orth_status settle_end(orth_rows *ends, size_t k, unsigned *decimals, bool *rounded,
                              orth_error *error)
{
    long needed = decimals_of_row(ends, k);
    if (needed >= 0) {
        mpz_t scale;
        mpz_init(scale);
        mpz_ui_pow_ui(scale, 10, (unsigned long)needed);
        for (size_t i = 0; i < ends->n; i++) {
            mpz_t *entry = &ends->entry[k * ends->n + i];
            mpz_mul(*entry, *entry, scale);
            mpz_divexact(*entry, *entry, ends->sum[k]);
        }
        mpz_set(ends->sum[k], scale);
        mpz_clear(scale);
        *decimals = (unsigned)needed;
        return ORTH_OK;
    }
    mpfr_t *row = orth_mpfr_array(ends->n, orth_exact_bits(*decimals) + 16);
    if (row == NULL)
        return orth_fail_memory(error, (double)ends->n * (double)*decimals);
    for (size_t i = 0; i < ends->n; i++) {
        mpfr_set_z(row[i], ends->entry[k * ends->n + i], MPFR_RNDN);
        mpfr_div_z(row[i], row[i], ends->sum[k], MPFR_RNDN);
    }
    bool positive = orth_rows_set_decimal(ends, k, row, *decimals);
    orth_mpfr_array_free(row, ends->n);
    *rounded = true;
    return positive ? ORTH_OK : orth_fail(error, ORTH_DOMAIN, "an end rounds to a weight of 0");
}

/* The inner rows of `best` in decimals; more of them where a weight would vanish. */
static orth_status round_rows(struct orth_exact_rows *out, const orth_best *best, orth_error *error)
{
    const orth_rows *from = &best->rows;
    size_t n = from->n;
    mpfr_prec_t precision = orth_exact_bits(out->inner_decimals) + 64;
    mpfr_t *row = orth_mpfr_array(n, precision);
    if (row == NULL)
        return orth_fail_memory(error, (double)n * (double)precision / 8);
    for (size_t k = 1; k < from->steps; k++) {
        for (size_t i = 0; i < n; i++) {
            mpfr_set_z(row[i], from->entry[k * n + i], MPFR_RNDN);
            mpfr_div_z(row[i], row[i], from->sum[k], MPFR_RNDN);
        }
        if (!orth_rows_set_decimal(&out->rows, k, row, out->inner_decimals)) {
            orth_mpfr_array_free(row, n);
            return orth_fail(error, ORTH_DOMAIN, "row %zu has a weight below 10^-%u", k,
                             out->inner_decimals);
        }
    }
    orth_mpfr_array_free(row, n);
    return ORTH_OK;
}

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

static orth_status describe(orth_exact_optimum *o, const orth_best *best, orth_error *error)
{
    orth_iv loss, cv;
    orth_iv_init(&loss, 64);
    orth_iv_init(&cv, 64);
    orth_status status = orth_rows_loss(&loss, &o->rows->rows, o->digits + SPARE_DIGITS, error);
    if (status == ORTH_OK)
        status = orth_rows_step_cv(&cv, &o->rows->rows, &loss, error);
    if (status == ORTH_OK) {
        o->loss_lower = orth_mpfr_text(loss.lo, o->digits, MPFR_RNDD);
        o->loss_upper = orth_mpfr_text(loss.hi, o->digits, MPFR_RNDU);
        o->lower_bound = orth_mpfr_text(best->loss.lo, o->digits, MPFR_RNDD);
        o->step_cv_lower = orth_mpfr_text(cv.lo, CV_DIGITS, MPFR_RNDD);
        o->step_cv_upper = orth_mpfr_text(cv.hi, CV_DIGITS, MPFR_RNDU);
    }
    if (o->loss_upper != NULL && o->lower_bound != NULL)
        o->relative_gap = gap_text(o->loss_upper, o->lower_bound, o->digits);
    if (status == ORTH_OK && (o->loss_lower == NULL || o->relative_gap == NULL ||
                              o->step_cv_lower == NULL || o->step_cv_upper == NULL))
        status = orth_fail_memory(error, 4.0 * o->digits);
    orth_iv_clear(&loss);
    orth_iv_clear(&cv);
    return status;
}

static orth_status create(orth_exact_optimum *o, orth_rows *ends, orth_error *error)
{
    struct orth_exact_rows *out = o->rows = calloc(1, sizeof *out);
    if (out == NULL)
        return orth_fail_memory(error, sizeof *out);
    out->inner_decimals = decimals_for(ends, o->steps, o->digits);
    out->start_decimals = out->target_decimals = out->inner_decimals;
    orth_status status = settle_end(ends, 0, &out->start_decimals, &o->rounded_ends, error);
    if (status == ORTH_OK)
        status = settle_end(ends, 1, &out->target_decimals, &o->rounded_ends, error);
    if (status == ORTH_OK)
        status = orth_rows_create(&out->rows, o->n, o->steps, error);
    orth_best best = {0};
    if (status == ORTH_OK)
        status = orth_best_find(&best, ends, o->steps, o->digits + SPARE_DIGITS, error);
    if (status != ORTH_OK)
        return status;
    o->settled = best.settled;
    orth_rows_copy_row(&out->rows, 0, ends, 0);
    orth_rows_copy_row(&out->rows, o->steps, ends, 1);
    if (orth_rows_same(ends, 0, ends, 1)) {
        out->inner_decimals = out->start_decimals;
        for (size_t k = 1; k < o->steps; k++)
            orth_rows_copy_row(&out->rows, k, ends, 0);
    } else {
        status = round_rows(out, &best, error);
    }
    if (status == ORTH_OK)
        status = describe(o, &best, error);
    orth_best_clear(&best);
    return status;
}

orth_status orth_exact_optimum_create(orth_exact_optimum *optimum, size_t n, mpq_t *start,
                                      mpq_t *target, uint64_t steps, unsigned digits,
                                      orth_error *error)
{
    memset(optimum, 0, sizeof *optimum);
    orth_rows ends;
    orth_status status = orth_ends_create(&ends, n, start, target, steps, digits, error);
    if (status != ORTH_OK)
        return status;
    optimum->n = n;
    optimum->steps = steps;
    optimum->digits = digits;
    status = create(optimum, &ends, error);
    orth_rows_clear(&ends);
    if (status != ORTH_OK)
        orth_exact_optimum_free(optimum);
    return status;
}

void orth_exact_optimum_free(orth_exact_optimum *o)
{
    free(o->loss_lower);
    free(o->loss_upper);
    free(o->lower_bound);
    free(o->relative_gap);
    free(o->step_cv_lower);
    free(o->step_cv_upper);
    if (o->rows != NULL)
        orth_rows_clear(&o->rows->rows);
    free(o->rows);
    memset(o, 0, sizeof *o);
}

void orth_exact_optimum_weight(mpq_t weight, const orth_exact_optimum *o, uint64_t k, size_t i)
{
    ORTH_CHECK(k <= o->steps && i < o->n);
    orth_rows_get_q(weight, &o->rows->rows, k, i);
}

char *orth_exact_optimum_text(const orth_exact_optimum *o, uint64_t k, size_t i)
{
    ORTH_CHECK(k <= o->steps && i < o->n);
    unsigned decimals = k == 0          ? o->rows->start_decimals
                        : k == o->steps ? o->rows->target_decimals
                                        : o->rows->inner_decimals;
    return orth_fixed_text(o->rows->rows.entry[k * o->n + i], decimals);
}
