#include "orthant/simplex.h"

#include <math.h>

#include "base/check.h"
#include "base/plural.h"
#include "numeric/dd.h"

static orth_dd sum_of(size_t n, const double *weights)
{
    orth_dd sum = {0, 0};
    for (size_t i = 0; i < n; i++)
        sum = orth_dd_add(sum, orth_dd_from(weights[i]));
    return sum;
}

orth_status orth_simplex_validate(size_t n, const double *weights, orth_error *error)
{
    if (n < ORTH_TOKENS_MIN || n > ORTH_TOKENS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "%zu token%s; from %d to %d are permitted", n,
                         orth_plural(n, "", "s"), ORTH_TOKENS_MIN, ORTH_TOKENS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (!(weights[i] >= ORTH_WEIGHT_MIN && weights[i] < 1)) /* NaN fails too */
            return orth_fail(error, ORTH_DOMAIN,
                             "weight %zu is %.17g; permitted: from %g to below 1", i, weights[i],
                             ORTH_WEIGHT_MIN);
    }
    double miss = orth_dd_value(orth_dd_subtract(sum_of(n, weights), orth_dd_from(1)));
    if (!(fabs(miss) <= ORTH_SUM_TOLERANCE))
        return orth_fail(error, ORTH_DOMAIN, "the weights sum to 1%+.3g; permitted: 1 within %g",
                         miss, ORTH_SUM_TOLERANCE);
    return ORTH_OK;
}

void orth_simplex_normalise(double *out, size_t n, const double *weights)
{
    double sum = orth_dd_value(sum_of(n, weights));
    ORTH_CHECK(sum > 0 && isfinite(sum));
    for (size_t i = 0; i < n; i++)
        out[i] = weights[i] / sum;
}
