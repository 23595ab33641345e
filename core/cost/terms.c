#include "cost/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"

/* A pivot below this part of the greatest variance is 0: the token moves with those before it. */
#define NO_PIVOT 1e-14
/* Where rounding alone may leave a pivot below 0. */
#define NEGATIVE_PIVOT (-1e-9)

/* j < i */
static double pair_variance(size_t n, const double *s, size_t i, size_t j)
{
    return fmax(s[i * n + i] + s[j * n + j] - 2 * s[i * n + j], 0);
}

double orth_cost_pair_variance(const orth_cost_terms *terms, size_t i, size_t j)
{
    return pair_variance(terms->n, terms->covariance, i, j);
}

/* The greatest variance of a relative price; *greatest is that of a token. */
static double noise_of(double *greatest, size_t n, const double *covariance)
{
    double noise = 0;
    *greatest = 0;
    for (size_t i = 0; i < n; i++) {
        *greatest = fmax(*greatest, fabs(covariance[i * n + i]));
        for (size_t j = 0; j < i; j++)
            noise = fmax(noise, pair_variance(n, covariance, i, j));
    }
    return noise;
}

bool orth_cost_is_noisy(size_t n, const double *covariance)
{
    double greatest, noise = noise_of(&greatest, n, covariance);
    return noise > NO_PIVOT * greatest;
}

double orth_cost_variance(const orth_cost_terms *terms, const double *weights)
{
    double sum = 0;
    for (size_t i = 0; i < terms->n; i++)
        for (size_t j = 0; j < i; j++)
            sum += weights[i] * weights[j] * orth_cost_pair_variance(terms, i, j);
    return sum;
}

static orth_status find_root(orth_cost_terms *terms, double greatest, orth_error *error)
{
    size_t n = terms->n;
    double *root = terms->root;
    for (size_t j = 0; j < n; j++) {
        double pivot = terms->covariance[j * n + j];
        for (size_t k = 0; k < j; k++)
            pivot -= root[j * n + k] * root[j * n + k];
        if (!(pivot >= NEGATIVE_PIVOT * greatest))
            return orth_fail(error, ORTH_DOMAIN,
                             "covariance: has a negative direction (pivot %zu is %.3g)", j, pivot);
        double size = pivot < NO_PIVOT * greatest ? 0 : sqrt(pivot);
        root[j * n + j] = size;
        for (size_t i = j + 1; i < n && size > 0; i++) {
            double rest = terms->covariance[i * n + j];
            for (size_t k = 0; k < j; k++)
                rest -= root[i * n + k] * root[j * n + k];
            root[i * n + j] = rest / size;
        }
    }
    return ORTH_OK;
}

static orth_status check(const orth_cost_terms *terms, orth_error *error)
{
    size_t n = terms->n;
    double greatest;
    for (size_t i = 0; i < n * n; i++)
        if (!isfinite(terms->covariance[i]))
            return orth_fail(error, ORTH_DOMAIN, "covariance: entry %zu is %g, must be finite", i,
                             terms->covariance[i]);
    if (!orth_cost_is_noisy(n, terms->covariance))
        return orth_fail(error, ORTH_DOMAIN,
                         "covariance: no two tokens' relative price is noisy (variance %g)",
                         noise_of(&greatest, n, terms->covariance));
    return ORTH_OK;
}

static orth_status set_up(orth_cost_terms *terms, const double *covariance, orth_error *error)
{
    size_t n = terms->n;
    double greatest;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            terms->covariance[i * n + j] = covariance[i * n + j];
            terms->covariance[j * n + i] = covariance[i * n + j];
        }
    noise_of(&greatest, n, terms->covariance);
    orth_status status = check(terms, error);
    if (status == ORTH_OK)
        status = find_root(terms, greatest, error);
    if (status == ORTH_OK && n == 2) {
        terms->pair_variance = orth_cost_pair_variance(terms, 0, 1);
        terms->law = orth_cost_law_of(terms->band / sqrt(terms->pair_variance));
    }
    return status;
}

orth_status orth_cost_terms_create(orth_cost_terms **terms, size_t n, double fee,
                                   const double *covariance, orth_error *error)
{
    *terms = NULL;
    if (n < ORTH_TOKENS_MIN || n > ORTH_COST_TOKENS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "tokens: %zu, must be from %d to %d", n,
                         ORTH_TOKENS_MIN, ORTH_COST_TOKENS_MAX);
    if (!(fee > 0 && fee < 1))
        return orth_fail(error, ORTH_DOMAIN, "fee: %g, must be above 0 and below 1", fee);
    orth_cost_terms *made = calloc(1, sizeof *made);
    double *matrices = calloc(2 * n * n, sizeof *matrices);
    if (made == NULL || matrices == NULL) {
        free(made);
        free(matrices);
        return orth_fail_memory(error, (double)(2 * n * n * sizeof *matrices));
    }
    made->n = n;
    made->band = -orth_log1p(-fee);
    made->covariance = matrices;
    made->root = matrices + n * n;
    orth_status status = set_up(made, covariance, error);
    if (status != ORTH_OK) {
        orth_cost_terms_free(made);
        return status;
    }
    *terms = made;
    return ORTH_OK;
}

void orth_cost_terms_free(orth_cost_terms *terms)
{
    if (terms == NULL)
        return;
    free(terms->covariance);
    free(terms);
}
