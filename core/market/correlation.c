/* A factor of a correlation matrix, by Cholesky's algorithm with complete pivoting: the remainder
 * of a positive semi-definite matrix is at most its largest diagonal element, so stopping when that
 * is at the level of rounding loses nothing more. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market/diffusion.h"

static orth_status check_entries(const orth_market *market, const double *c, orth_error *error)
{
    size_t n = market->n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double value = c[i * n + j];
            if (i == j ? value != 1 : !(fabs(value) <= 1))
                return orth_fail(error, ORTH_DOMAIN,
                                 "market: the correlation of %.60s and %.60s is %.12g; permitted: "
                                 "%s",
                                 market->tokens[i], market->tokens[j], value,
                                 i == j ? "1" : "from -1 to 1");
            if (c[j * n + i] != value)
                return orth_fail(error, ORTH_DOMAIN,
                                 "market: the correlation of %.60s and %.60s is %.12g and %.12g; "
                                 "permitted: a symmetric matrix",
                                 market->tokens[i], market->tokens[j], value, c[j * n + i]);
        }
    return ORTH_OK;
}

static size_t largest(size_t n, const double *rest, const size_t *order, size_t from)
{
    size_t best = from;
    for (size_t k = from; k < n; k++)
        if (rest[order[k] * n + order[k]] > rest[order[best] * n + order[best]])
            best = k;
    return best;
}

/* What is left of the matrix after k columns must be zero but for rounding. */
static orth_status check_rest(const orth_market *market, const double *rest, const size_t *order,
                              size_t k, double tolerance, orth_error *error)
{
    size_t n = market->n;
    for (size_t i = k; i < n; i++)
        for (size_t j = k; j < n; j++) {
            double value = rest[order[i] * n + order[j]];
            if (fabs(value) <= tolerance)
                continue;
            if (i == j)
                return orth_fail(error, ORTH_DOMAIN,
                                 "market: the correlation matrix is not positive semi-definite: "
                                 "given the other tokens, %.60s would have the variance %.6g",
                                 market->tokens[order[i]], value);
            return orth_fail(error, ORTH_DOMAIN,
                             "market: the correlation matrix is not positive semi-definite: given "
                             "the other tokens, %.60s and %.60s would have the variances 0 and the "
                             "covariance %.6g",
                             market->tokens[order[i]], market->tokens[order[j]], value);
        }
    return ORTH_OK;
}

static orth_status factorise(double *factor, const orth_market *market, double *rest, size_t *order,
                             orth_error *error)
{
    size_t n = market->n, k = 0;
    double tolerance = (double)n * 0x1p-46;
    for (; k < n; k++) {
        size_t at = largest(n, rest, order, k), pivot = order[at];
        double diagonal = rest[pivot * n + pivot];
        if (diagonal <= tolerance)
            break;
        order[at] = order[k];
        order[k] = pivot;
        /* column `pivot` of the factor, so that a diagonal matrix has a diagonal factor */
        double root = sqrt(diagonal);
        factor[pivot * n + pivot] = root;
        for (size_t i = k + 1; i < n; i++)
            factor[order[i] * n + pivot] = rest[order[i] * n + pivot] / root;
        for (size_t i = k + 1; i < n; i++)
            for (size_t j = k + 1; j < n; j++)
                rest[order[i] * n + order[j]] -=
                    factor[order[i] * n + pivot] * factor[order[j] * n + pivot];
    }
    return check_rest(market, rest, order, k, tolerance, error);
}

orth_status orth_correlation_factor(double *factor, const orth_market *market,
                                    const double *correlation, orth_error *error)
{
    size_t n = market->n;
    memset(factor, 0, n * n * sizeof *factor);
    orth_status status = check_entries(market, correlation, error);
    if (status != ORTH_OK)
        return status;
    double *rest = malloc(n * n * sizeof *rest);
    size_t *order = malloc(n * sizeof *order);
    if (rest == NULL || order == NULL) {
        status = orth_fail_memory(error, (double)(n * n) * sizeof *rest);
    } else {
        memcpy(rest, correlation, n * n * sizeof *rest);
        for (size_t i = 0; i < n; i++)
            order[i] = i;
        status = factorise(factor, market, rest, order, error);
    }
    free(rest);
    free(order);
    return status;
}
