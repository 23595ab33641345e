/* The public functions that enclose: distance, rows and losses of paths, the midpoint. Each makes
 * its problem in a first precision and again in half as much more until the digits asked are
 * settled. */
#include <string.h>

#include "exact/best.h"
#include "exact/curve.h"
#include "exact/enclosure.h"
#include "exact/ends.h"
#include "exact/log_ratio.h"
#include "exact/midpoint.h"
#include "orthant/exact.h"

/* Where precision is raised to, in multiples of the first, before giving up: only a bug gets there.
 */
enum { RAISES_MAX = 12 };

static mpfr_prec_t first_precision(const orth_rows *ends, uint64_t steps, unsigned digits)
{
    mpfr_prec_t precision = orth_exact_bits(digits) + 32 + 2 * orth_rows_move_bits(ends);
    for (uint64_t f = steps; f > 0; f /= 2)
        precision += 2;
    return precision;
}

static orth_status not_settled(orth_error *error)
{
    return orth_fail(error, ORTH_NO_CONVERGENCE, "the digits asked were not settled");
}

static void hand_over(mpfr_t lower, mpfr_t upper, const orth_iv *x)
{
    mpfr_set_prec(lower, mpfr_get_prec(x->lo));
    mpfr_set_prec(upper, mpfr_get_prec(x->hi));
    mpfr_set(lower, x->lo, MPFR_RNDD);
    mpfr_set(upper, x->hi, MPFR_RNDU);
}

orth_status orth_exact_distance(mpfr_t lower, mpfr_t upper, size_t n, mpq_t *start, mpq_t *target,
                                unsigned digits, orth_error *error)
{
    orth_rows ends;
    orth_status status = orth_ends_create(&ends, n, start, target, 1, digits, error);
    if (status != ORTH_OK)
        return status;
    mpfr_prec_t precision = first_precision(&ends, 1, digits);
    bool settled = false;
    for (int i = 0; i < RAISES_MAX && !settled; i++, precision += precision / 2) {
        orth_iv distance;
        orth_iv_init(&distance, precision);
        orth_rows_angle(&distance, &ends);
        orth_iv_mul_ui(&distance, &distance, 2);
        settled = orth_iv_settled(&distance, digits);
        hand_over(lower, upper, &distance);
        orth_iv_clear(&distance);
    }
    orth_rows_clear(&ends);
    return settled ? ORTH_OK : not_settled(error);
}

/* One row in one precision; *settled when every weight is as narrow as asked. */
static orth_status row_once(mpfr_t *lower, mpfr_t *upper, const char *path, uint64_t k,
                            uint64_t steps, const orth_rows *ends, unsigned digits,
                            mpfr_prec_t precision, bool *settled, orth_error *error)
{
    orth_curve *curve;
    orth_status status = orth_curve_create(&curve, path, ends, precision, error);
    if (status != ORTH_OK)
        return status;
    orth_iv *row = orth_iv_array(ends->n, precision);
    status = row == NULL ? orth_fail_memory(error, (double)ends->n * sizeof *row)
                         : orth_curve_row(curve, row, k, steps, error);
    *settled = true;
    for (size_t i = 0; i < ends->n && status == ORTH_OK; i++) {
        *settled = *settled && orth_iv_settled(&row[i], digits);
        hand_over(lower[i], upper[i], &row[i]);
    }
    orth_iv_array_free(row, ends->n);
    orth_curve_free(curve);
    return status;
}

orth_status orth_exact_path_row(mpfr_t *lower, mpfr_t *upper, const char *path, uint64_t k,
                                uint64_t steps, size_t n, mpq_t *start, mpq_t *target,
                                unsigned digits, orth_error *error)
{
    if (k > steps)
        return orth_fail(error, ORTH_DOMAIN, "step %llu of %llu", (unsigned long long)k,
                         (unsigned long long)steps);
    orth_rows ends;
    orth_status status = orth_ends_create(&ends, n, start, target, steps, digits, error);
    if (status != ORTH_OK)
        return status;
    mpfr_prec_t precision = first_precision(&ends, steps, digits);
    bool settled = false;
    for (int i = 0; i < RAISES_MAX && !settled && status == ORTH_OK;
         i++, precision += precision / 2)
        status = row_once(lower, upper, path, k, steps, &ends, digits, precision, &settled, error);
    orth_rows_clear(&ends);
    return status != ORTH_OK || settled ? status : not_settled(error);
}

/* loss += sum_i now_i log(now_i / before_i) */
static void add_divergence(orth_iv *loss, const orth_iv *now, const orth_iv *before, size_t n)
{
    orth_iv t;
    orth_iv_init(&t, mpfr_get_prec(loss->lo));
    for (size_t i = 0; i < n; i++) {
        orth_iv_log_ratio(&t, &now[i], &before[i]);
        orth_iv_mul(&t, &t, &now[i]);
        orth_iv_add(loss, loss, &t);
    }
    orth_iv_clear(&t);
}

static bool usable(const orth_iv *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (mpfr_sgn(row[i].lo) <= 0)
            return false;
    }
    return true;
}

static orth_status curve_loss(orth_iv *loss, const char *path, uint64_t steps,
                              const orth_rows *ends, orth_error *error)
{
    mpfr_prec_t precision = mpfr_get_prec(loss->lo);
    size_t n = ends->n;
    orth_curve *curve;
    orth_status status = orth_curve_create(&curve, path, ends, precision, error);
    if (status != ORTH_OK)
        return status;
    orth_iv *before = orth_iv_array(n, precision), *now = orth_iv_array(n, precision);
    if (before == NULL || now == NULL)
        status = orth_fail_memory(error, 2.0 * (double)n * sizeof *now);
    orth_iv_set_ui(loss, 0);
    if (status == ORTH_OK)
        status = orth_curve_row(curve, before, 0, steps, error);
    for (uint64_t k = 1; k <= steps && status == ORTH_OK; k++) {
        status = orth_curve_row(curve, now, k, steps, error);
        if (status == ORTH_OK && !usable(now, n)) { /* too coarse yet: holds zero */
            mpfr_set_inf(loss->hi, 1);
            break;
        }
        if (status == ORTH_OK)
            add_divergence(loss, now, before, n);
        orth_iv *t = before;
        before = now;
        now = t;
    }
    orth_iv_array_free(before, n);
    orth_iv_array_free(now, n);
    orth_curve_free(curve);
    return status;
}

static orth_status optimum_loss(mpfr_t lower, mpfr_t upper, uint64_t steps, const orth_rows *ends,
                                unsigned digits, orth_error *error)
{
    orth_best best;
    orth_status status = orth_best_find(&best, ends, steps, NULL, digits, error);
    if (status != ORTH_OK)
        return status;
    hand_over(lower, upper, &best.loss);
    status = best.settled ? ORTH_OK : not_settled(error);
    orth_best_clear(&best);
    return status;
}

orth_status orth_exact_path_loss(mpfr_t lower, mpfr_t upper, const char *path, uint64_t steps,
                                 size_t n, mpq_t *start, mpq_t *target, unsigned digits,
                                 orth_error *error)
{
    orth_rows ends;
    orth_status status = orth_ends_create(&ends, n, start, target, steps, digits, error);
    if (status != ORTH_OK)
        return status;
    if (strcmp(path, "optimum") == 0) {
        status = optimum_loss(lower, upper, steps, &ends, digits, error);
        orth_rows_clear(&ends);
        return status;
    }
    bool still = orth_rows_same(&ends, 0, &ends, 1), settled = false;
    mpfr_prec_t precision = first_precision(&ends, steps, digits);
    for (int i = 0; i < RAISES_MAX && !settled && status == ORTH_OK;
         i++, precision += precision / 2) {
        orth_iv loss;
        orth_iv_init(&loss, precision);
        status = curve_loss(&loss, path, still ? 1 : steps, &ends, error);
        if (still)
            orth_iv_set_ui(&loss, 0);
        settled = orth_iv_settled(&loss, digits);
        hand_over(lower, upper, &loss);
        orth_iv_clear(&loss);
    }
    orth_rows_clear(&ends);
    return status != ORTH_OK || settled ? status : not_settled(error);
}

orth_status orth_exact_loss(mpfr_t lower, mpfr_t upper, uint64_t steps, size_t n, mpq_t *weights,
                            unsigned digits, orth_error *error)
{
    orth_status status = orth_exact_check_digits(digits, error);
    for (uint64_t k = 0; k <= steps && status == ORTH_OK; k++)
        status = orth_exact_check_point(n, weights + k * n, "a row", error);
    orth_rows rows;
    if (status == ORTH_OK)
        status = orth_rows_create(&rows, n, steps, error);
    if (status != ORTH_OK)
        return status;
    for (uint64_t k = 0; k <= steps; k++)
        orth_rows_set_q(&rows, k, weights + k * n);
    orth_iv loss;
    orth_iv_init(&loss, 64);
    status = orth_rows_loss(&loss, &rows, digits, error);
    hand_over(lower, upper, &loss);
    orth_iv_clear(&loss);
    orth_rows_clear(&rows);
    return status;
}

/* The midpoint in one precision. mu may be near 0: its width is taken relative to 1 + mu. */
static orth_status midpoint_once(mpfr_t *lower, mpfr_t *upper, mpfr_t mu_lower, mpfr_t mu_upper,
                                 const orth_rows *ends, unsigned digits, mpfr_prec_t precision,
                                 bool *settled, orth_error *error)
{
    size_t n = ends->n;
    orth_iv *a = orth_iv_array(n, precision), *b = orth_iv_array(n, precision);
    orth_iv *out = orth_iv_array(n, precision), mu, one;
    orth_iv_init(&mu, precision);
    orth_iv_init(&one, precision);
    orth_status status = ORTH_OK;
    if (a == NULL || b == NULL || out == NULL)
        status = orth_fail_memory(error, 3.0 * (double)n * sizeof *a);
    for (size_t i = 0; i < n && status == ORTH_OK; i++) {
        orth_iv_set_ratio(&a[i], ends->entry[i], ends->sum[0]);
        orth_iv_set_ratio(&b[i], ends->entry[n + i], ends->sum[1]);
    }
    if (status == ORTH_OK)
        status = orth_iv_lambert_midpoint(out, &mu, n, a, b, error);
    if (status == ORTH_OK) {
        hand_over(mu_lower, mu_upper, &mu);
        orth_iv_set_ui(&one, 1);
        orth_iv_add(&mu, &mu, &one);
        *settled = orth_iv_settled(&mu, digits);
        for (size_t i = 0; i < n; i++) {
            *settled = *settled && orth_iv_settled(&out[i], digits);
            hand_over(lower[i], upper[i], &out[i]);
        }
    }
    orth_iv_array_free(a, n);
    orth_iv_array_free(b, n);
    orth_iv_array_free(out, n);
    orth_iv_clear(&mu);
    orth_iv_clear(&one);
    return status;
}

orth_status orth_exact_midpoint(mpfr_t *lower, mpfr_t *upper, mpfr_t mu_lower, mpfr_t mu_upper,
                                size_t n, mpq_t *start, mpq_t *target, unsigned digits,
                                orth_error *error)
{
    orth_rows ends;
    orth_status status = orth_ends_create(&ends, n, start, target, 2, digits, error);
    if (status != ORTH_OK)
        return status;
    mpfr_prec_t precision = first_precision(&ends, 2, digits);
    bool settled = false;
    for (int i = 0; i < RAISES_MAX && !settled && status == ORTH_OK;
         i++, precision += precision / 2)
        status = midpoint_once(lower, upper, mu_lower, mu_upper, &ends, digits, precision, &settled,
                               error);
    orth_rows_clear(&ends);
    return status != ORTH_OK || settled ? status : not_settled(error);
}
