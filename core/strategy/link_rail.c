/* Which alpha keeps the weights above a rail. */
#include <math.h>
#include <stdbool.h>

#include "base/check.h"
#include "numeric/elementary.h"
#include "orthant/link.h"

double orth_link_least(double alpha, double q, double range)
{
    ORTH_CHECK(q > 0 && q < 1 && range >= 0);
    const double reference[] = {q, 1 - q}, scores[] = {-range, 0};
    double weights[2];
    orth_link_weights(weights, 2, alpha, reference, scores);
    return weights[0];
}

double orth_link_bound(double alpha, double q, double range)
{
    ORTH_CHECK(range >= 0);
    double a = 1 - alpha;
    if (a < 0)
        return 0;
    return q * orth_exp(a == 0 ? -range : -orth_log1p(a * range) / a);
}

/* The integral of u^(alpha - 2) from g to h. It is convex in alpha. */
double orth_link_range(double alpha, double q, double least)
{
    ORTH_CHECK(q > 0 && q < 1 && least > 0 && least <= q);
    double a = 1 - alpha;
    double low = orth_log(least / q), high = orth_log1p((q - least) / (1 - q));
    if (a == 0)
        return high - low;
    return (orth_expm1(-a * low) - orth_expm1(-a * high)) / a;
}

/* The largest alpha below `high` at which the range of a token is not below `range`. It is below at
 * high; being convex in alpha it is then not below on one side only, up to one alpha. */
static double largest_below(double q, double least, double range, double high)
{
    double low = ORTH_LINK_ALPHA_MIN; /* the range is not below there */
    while (high - low > 0x1p-52 * high) {
        double middle = 0.5 * (low + high);
        if (middle <= low || middle >= high)
            break;
        if (orth_link_range(middle, q, least) >= range)
            low = middle;
        else
            high = middle;
    }
    return low;
}

orth_status orth_link_alpha(double *alpha, size_t n, const double *reference, double range,
                            double least, orth_error *error)
{
    double smallest = 1 / (double)n, largest_range = INFINITY;
    for (size_t i = 0; reference != NULL && i < n; i++)
        smallest = fmin(smallest, reference[i]);
    if (!(range >= 0) || !(least > 0) || !(least < smallest))
        return orth_fail(error, ORTH_DOMAIN,
                         "no link keeps a least weight of %.12g within a score range of %.12g; "
                         "permitted: above 0 and below the least reference weight %.12g, with a "
                         "range from 0",
                         least, range, smallest);
    for (size_t i = 0; i < n; i++)
        largest_range = fmin(largest_range,
                             orth_link_range(ORTH_LINK_ALPHA_MIN,
                                             reference == NULL ? smallest : reference[i], least));
    if (!(range <= largest_range))
        return orth_fail(error, ORTH_DOMAIN,
                         "no link keeps a least weight of %.12g within a score range of %.12g; "
                         "permitted: ranges to %.12g",
                         least, range, largest_range);
    *alpha = 1;
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < n; i++) {
            double q = reference == NULL ? smallest : reference[i];
            if (orth_link_range(*alpha, q, least) >= range)
                continue;
            *alpha = largest_below(q, least, range, *alpha);
            again = true;
        }
    }
    return ORTH_OK;
}
