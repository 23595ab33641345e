/* The best schedule in decimal rows, and what is proven about them. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/stop.h"
#include "exact/best.h"
#include "exact/chain.h"
#include "exact/enclosure.h"
#include "exact/ends.h"
#include "exact/optimum.h"
#include "exact/running_cost.h"
#include "exact/text.h"
#include "orthant/exact.h"

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

/* The rows of `best` that were chosen, 1 .. last, in decimals. */
static orth_status round_rows(struct orth_exact_rows *out, const orth_best *best, size_t last,
                              orth_error *error)
{
    const orth_rows *from = &best->rows;
    size_t n = from->n;
    mpfr_prec_t precision = orth_exact_bits(out->inner_decimals) + 64;
    mpfr_t *row = orth_mpfr_array(n, precision);
    if (row == NULL)
        return orth_fail_memory(error, (double)n * (double)precision / 8);
    for (size_t k = 1; k <= last && !orth_stopped(); k++) {
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
    return orth_go_on(error);
}

/* Decimals for `digits` significant digits in every weight that a running cost leaves. */
static orth_status widen(struct orth_exact_rows *out, const orth_best *best, unsigned digits,
                         orth_error *error)
{
    long most = 1;
    for (size_t j = 0; j < (best->rows.steps + 1) * best->rows.n; j++) {
        long bits = (long)mpz_sizeinbase(best->rows.sum[j / best->rows.n], 2) -
                    (long)mpz_sizeinbase(best->rows.entry[j], 2) + 1;
        most = bits > most ? bits : most;
    }
    double decimals = digits + 0.30103 * (double)most;
    if (0.30103 * (double)most > ORTH_RUNNING_DECIMALS_MAX)
        return orth_fail(error, ORTH_DOMAIN,
                         "the running cost drives a weight below 10^-%d: no such schedule is "
                         "written",
                         ORTH_RUNNING_DECIMALS_MAX);
    if (decimals > out->inner_decimals)
        out->inner_decimals = (unsigned)decimals + 1;
    return ORTH_OK;
}

/* The rows as they are written: the given ends, and between them those that are best. */
static orth_status set_rows(orth_exact_optimum *o, const orth_rows *ends, const orth_best *best,
                            orth_error *error)
{
    struct orth_exact_rows *out = o->rows;
    orth_rows_copy_row(&out->rows, 0, ends, 0);
    orth_rows_copy_row(&out->rows, o->steps, ends, 1);
    if (o->running == NULL && orth_rows_same(ends, 0, ends, 1)) {
        out->inner_decimals = out->start_decimals;
        for (size_t k = 1; k < o->steps; k++)
            orth_rows_copy_row(&out->rows, k, ends, 0);
        return ORTH_OK;
    }
    orth_status status = o->running == NULL ? ORTH_OK : widen(out, best, o->digits, error);
    if (status != ORTH_OK)
        return status;
    size_t last = orth_running_last(o->running, o->steps);
    if (last == o->steps)
        out->target_decimals = out->inner_decimals;
    return round_rows(out, best, last, error);
}

static orth_status create(orth_exact_optimum *o, orth_rows *ends, orth_error *error)
{
    struct orth_exact_rows *out = o->rows = calloc(1, sizeof *out);
    if (out == NULL)
        return orth_fail_memory(error, sizeof *out);
    out->inner_decimals = decimals_for(ends, o->steps, o->digits);
    out->start_decimals = out->target_decimals = out->inner_decimals;
    bool free_end = o->running != NULL && o->running->free_end;
    orth_status status = settle_end(ends, 0, &out->start_decimals, &o->rounded_ends, error);
    if (status == ORTH_OK && !free_end)
        status = settle_end(ends, 1, &out->target_decimals, &o->rounded_ends, error);
    if (status == ORTH_OK)
        status = orth_rows_create(&out->rows, o->n, o->steps, error);
    orth_best best = {0};
    if (status == ORTH_OK)
        status =
            orth_best_find(&best, ends, o->steps, o->running, o->digits + ORTH_SPARE_DIGITS, error);
    if (status != ORTH_OK)
        return status;
    o->settled = best.settled;
    status = set_rows(o, ends, &best, error);
    if (status == ORTH_OK)
        status = orth_optimum_describe(o, &best, error);
    orth_best_clear(&best);
    return status;
}

static orth_status create_checked(orth_exact_optimum *optimum, size_t n, mpq_t *start,
                                  mpq_t *target, uint64_t steps, unsigned digits, orth_error *error)
{
    orth_rows ends;
    optimum->n = n;
    optimum->steps = steps;
    optimum->digits = digits;
    orth_status status = orth_ends_create(&ends, n, start, target, steps, digits, error);
    if (status == ORTH_OK) {
        status = create(optimum, &ends, error);
        orth_rows_clear(&ends);
    }
    if (status != ORTH_OK)
        orth_exact_optimum_free(optimum);
    return status;
}

orth_status orth_exact_optimum_create(orth_exact_optimum *optimum, size_t n, mpq_t *start,
                                      mpq_t *target, uint64_t steps, unsigned digits,
                                      orth_error *error)
{
    memset(optimum, 0, sizeof *optimum);
    return create_checked(optimum, n, start, target, steps, digits, error);
}

orth_status orth_exact_optimum_create_running(orth_exact_optimum *optimum, size_t n, mpq_t *start,
                                              mpq_t *target, uint64_t steps,
                                              const orth_exact_running *running, unsigned digits,
                                              orth_error *error)
{
    memset(optimum, 0, sizeof *optimum);
    ORTH_CHECK(running->n == n && running->steps == steps);
    ORTH_CHECK(running->free_end == (target == NULL));
    if (running->forecast == NULL && running->covariance == NULL)
        return orth_fail(error, ORTH_DOMAIN, "a running cost with neither forecast nor tracking");
    optimum->running = running;
    if (running->free_end) /* where the iteration begins */
        target = running->covariance != NULL ? running->tracked : start;
    return create_checked(optimum, n, start, target, steps, digits, error);
}

void orth_exact_optimum_free(orth_exact_optimum *o)
{
    free(o->loss_lower);
    free(o->loss_upper);
    free(o->lower_bound);
    free(o->relative_gap);
    free(o->step_cv_lower);
    free(o->step_cv_upper);
    free(o->objective_lower);
    free(o->objective_upper);
    free(o->objective_bound);
    free(o->objective_gap);
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
