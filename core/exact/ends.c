#include "exact/ends.h"

#include "base/plural.h"
#include "orthant/exact.h"
#include "orthant/limits.h"

orth_status orth_exact_check_digits(unsigned digits, orth_error *error)
{
    if (digits < 1 || digits > ORTH_EXACT_DIGITS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "%u digits: permitted are 1 to %d", digits,
                         ORTH_EXACT_DIGITS_MAX);
    return ORTH_OK;
}

orth_status orth_exact_check_point(size_t n, mpq_t *weights, const char *what, orth_error *error)
{
    if (n < 2)
        return orth_fail(error, ORTH_DOMAIN, "%s: %zu token%s: at least 2 are needed", what, n,
                         orth_plural(n, "", "s"));
    orth_status status = ORTH_OK;
    mpq_t sum;
    mpq_init(sum);
    for (size_t i = 0; i < n && status == ORTH_OK; i++) {
        mpq_add(sum, sum, weights[i]);
        if (mpq_sgn(weights[i]) <= 0)
            status = orth_fail(error, ORTH_DOMAIN, "%s: weight %zu is not above 0", what, i);
    }
    if (status == ORTH_OK && mpq_cmp_ui(sum, 1, 1) != 0)
        status = orth_fail(error, ORTH_DOMAIN, "%s: the weights do not sum to exactly 1", what);
    mpq_clear(sum);
    return status;
}

orth_status orth_ends_create(orth_rows *ends, size_t n, mpq_t *start, mpq_t *target, uint64_t steps,
                             unsigned digits, orth_error *error)
{
    orth_status status = orth_exact_check_digits(digits, error);
    if (status == ORTH_OK)
        status = orth_exact_check_point(n, start, "start", error);
    if (status == ORTH_OK)
        status = orth_exact_check_point(n, target, "target", error);
    if (status == ORTH_OK && (steps < 1 || steps > ORTH_STEPS_MAX))
        status = orth_fail(error, ORTH_DOMAIN, "%llu steps: permitted are 1 to %d",
                           (unsigned long long)steps, ORTH_STEPS_MAX);
    if (status == ORTH_OK)
        status = orth_rows_create(ends, n, 1, error);
    if (status != ORTH_OK)
        return status;
    orth_rows_set_q(ends, 0, start);
    orth_rows_set_q(ends, 1, target);
    return ORTH_OK;
}
