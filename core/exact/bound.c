/* A lower bound from a schedule in doubles. */
#include "base/stop.h"
#include "exact/chain.h"
#include "exact/enclosure.h"
#include "exact/ends.h"
#include "orthant/exact.h"

enum { GRID_BITS = 112, PRECISION = 128 };

/* The rows w_{k+1} = w_k (1 + y_{k+1}), so that a step keeps the last bits of its y. */
static orth_status fill_rows(orth_rows *rows, const orth_rows *ends, const double *relative,
                             orth_error *error)
{
    size_t n = rows->n;
    mpfr_t *row = orth_mpfr_array(n, PRECISION), factor;
    if (row == NULL)
        return orth_fail_memory(error, (double)n * PRECISION / 8);
    mpfr_init2(factor, PRECISION);
    for (size_t i = 0; i < n; i++) {
        mpfr_set_z(row[i], ends->entry[i], MPFR_RNDN);
        mpfr_div_z(row[i], row[i], ends->sum[0], MPFR_RNDN);
    }
    orth_rows_copy_row(rows, 0, ends, 0);
    for (size_t k = 1; k < rows->steps && !orth_stopped(); k++) {
        for (size_t i = 0; i < n; i++) {
            mpfr_set_d(factor, relative[(k - 1) * n + i], MPFR_RNDN);
            mpfr_add_ui(factor, factor, 1, MPFR_RNDN);
            mpfr_mul(row[i], row[i], factor, MPFR_RNDN);
        }
        orth_rows_set_binary(rows, k, row, GRID_BITS);
    }
    orth_rows_copy_row(rows, rows->steps, ends, 1);
    mpfr_clear(factor);
    orth_mpfr_array_free(row, n);
    return orth_go_on(error);
}

orth_status orth_exact_bound(mpfr_t lower, uint64_t steps, size_t n, mpq_t *start, mpq_t *target,
                             const double *relative, orth_error *error)
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
        status = fill_rows(&rows, &ends, relative, error);
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
