/* Values and scores that learn together. */
#include <math.h>
#include <string.h>

#include "base/check.h"
#include "orthant/flow.h"
#include "orthant/link.h"

double orth_flow_mean(double *weights, size_t n, const double *values, const double *scores)
{
    double mean = 0;
    orth_link_weights(weights, n, 1, NULL, scores);
    for (size_t i = 0; i < n; i++)
        mean += weights[i] * values[i];
    return mean;
}

/* One step of Runge and Kutta's: state, slope and sum are V, then a. */
static void advance(size_t n, double *values, double *scores, double step, double *work)
{
    static const double at[] = {0, 0.5, 0.5, 1}, share[] = {1. / 6, 1. / 3, 1. / 3, 1. / 6};
    double *slope = work, *sum = work + 2 * n, *place = work + 4 * n;
    memset(sum, 0, 2 * n * sizeof *sum);
    for (int stage = 0; stage < 4; stage++) {
        for (size_t i = 0; i < n; i++) {
            place[i] = values[i] + (stage == 0 ? 0 : at[stage] * step * slope[i]);
            place[n + i] = scores[i] + (stage == 0 ? 0 : at[stage] * step * slope[n + i]);
        }
        double mean = orth_flow_mean(slope, n, place, place + n);
        for (size_t i = 0; i < n; i++) {
            slope[n + i] = slope[i] * (place[i] - mean);
            sum[i] += share[stage] * slope[i];
            sum[n + i] += share[stage] * slope[n + i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        values[i] += step * sum[i];
        scores[i] += step * sum[n + i];
    }
}

void orth_flow_values(size_t n, double *values, double *scores, double tau, uint64_t pieces,
                      double *work)
{
    ORTH_CHECK(n >= 1 && pieces >= 1);
    for (uint64_t k = 0; k < pieces; k++)
        advance(n, values, scores, tau / (double)pieces, work);
}
