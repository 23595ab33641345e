/* A lower bound from a schedule in doubles. */
#include "exact/enclosure.h"
#include "exact/ends.h"
#include "orthant/exact.h"

/* The doubles lie on this grid but for the last bits of weights below 2^-60. */
enum { GRID_BITS = 112, PRECISION = 128 };

static orth_status fill_rows(orth_rows *rows, const orth_rows *ends, const double *weights,
                             orth_error *error)
{
    size_t n = rows->n;
    mpfr_t row[ORTH_EXACT_BOUND_TOKENS_MAX];
    if (n > ORTH_EXACT_BOUND_TOKENS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "%zu tokens; permitted: at most %d", n,
                         ORTH_EXACT_BOUND_TOKENS_MAX);
    for (size_t i = 0; i < n; i++)
        mpfr_init2(row[i], 53);
    orth_rows_copy_row(rows, 0, ends, 0);
    for (size_t k = 1; k < rows->steps; k++) {
        for (size_t i = 0; i < n; i++)
            mpfr_set_d(row[i], weights[k * n + i], MPFR_RNDN);
        orth_rows_set_binary(rows, k, row, GRID_BITS);
    }
    orth_rows_copy_row(rows, rows->steps, ends, 1);
    for (size_t i = 0; i < n; i++)
        mpfr_clear(row[i]);
    return ORTH_OK;
}

orth_status orth_exact_bound(mpfr_t lower, uint64_t steps, size_t n, mpq_t *start, mpq_t *target,
                             const double *weights, orth_error *error)
{
    orth_rows ends, rows;
    orth_status status = orth_ends_create(&ends, n, start, target, steps, 15, error);
    if (status != ORTH_OK)
        return status;
    status = orth_rows_create(&rows, n, (size_t)steps, error);
    if (status == ORTH_OK) {
        orth_iv loss;
        mpfr_t gap;
        orth_iv_init(&loss, PRECISION);
        mpfr_init2(gap, PRECISION);
        status = fill_rows(&rows, &ends, weights, error);
        if (status == ORTH_OK)
            status = orth_rows_enclose(&loss, gap, &rows, PRECISION, error);
        if (status == ORTH_OK)
            mpfr_sub(lower, loss.lo, gap, MPFR_RNDD);
        if (status == ORTH_OK && mpfr_sgn(lower) < 0)
            mpfr_set_ui(lower, 0, MPFR_RNDD);
        mpfr_clear(gap);
        orth_iv_clear(&loss);
        orth_rows_clear(&rows);
    }
    orth_rows_clear(&ends);
    return status;
}
