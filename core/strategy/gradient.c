#include "strategy/gradient.h"

#include <math.h>
#include <string.h>

#define PEER_LEAST 1e-10

orth_slope orth_slope_of(orth_decay decay, const orth_decay *other, bool as_peer)
{
    double u = decay.rest;
    return (orth_slope){
        .lambda = decay.lambda,
        .rest = u,
        .inverse = 1 / u,
        .factor = decay.lambda > 0 ? u * u * u / decay.lambda : 0,
        .other_rest = other == NULL ? NAN : other->rest,
        .least = as_peer ? PEER_LEAST : 0,
    };
}

static void see_token(const orth_slope *slope, size_t lanes, const double *prices, double *average,
                      double *sum, double *other, double *out)
{
    bool two = !isnan(slope->other_rest);
    for (size_t l = 0; l < lanes; l++) {
        average[l] += slope->rest * (prices[l] - average[l]);
        sum[l] = slope->lambda * sum[l] + (prices[l] - average[l]) * slope->inverse;
        if (fabs(sum[l]) < slope->least)
            sum[l] = 0;
        double divisor = average[l];
        if (two)
            divisor = other[l] += slope->other_rest * (prices[l] - other[l]);
        out[l] = slope->factor * sum[l] / divisor;
    }
}

void orth_slopes_see(const orth_slope *slopes, size_t n, size_t lanes, bool first,
                     const double *prices, double *kept, double *out)
{
    size_t width = n * lanes;
    double *average = kept, *sum = kept + width, *other = kept + 2 * width;
    if (first) {
        memcpy(average, prices, width * sizeof(double));
        memcpy(other, prices, width * sizeof(double));
        memset(sum, 0, width * sizeof(double));
        memset(out, 0, width * sizeof(double));
        return;
    }
    for (size_t i = 0; i < n; i++) {
        size_t at = i * lanes;
        see_token(&slopes[i], lanes, prices + at, average + at, sum + at, other + at, out + at);
    }
}
