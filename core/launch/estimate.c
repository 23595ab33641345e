/* Slots to estimates. */
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "orthant/launch.h"

static orth_launch_estimate of_none(uint64_t none)
{
    orth_launch_estimate out = {.none = none};
    out.estimate.mean = out.estimate.stderr_ = out.estimate.low = out.estimate.high = NAN;
    for (size_t q = 0; q < ORTH_QUANTILES; q++)
        out.estimate.quantiles[q] = NAN;
    return out;
}

static orth_status estimate(orth_launch_estimate *out, uint64_t count, const double *of,
                            const double *minus, orth_error *error)
{
    double *values = malloc((size_t)count * sizeof *values);
    if (values == NULL)
        return orth_fail_memory(error, (double)count * sizeof *values);
    size_t there = 0;
    for (uint64_t i = 0; i < count; i++) {
        double value = minus == NULL ? of[i] : of[i] - minus[i];
        if (!isnan(value))
            values[there++] = value;
    }
    uint64_t none = count - there;
    *out = of_none(none);
    if (there > 0)
        *out = (orth_launch_estimate){orth_estimate_of(there, values), none};
    free(values);
    return ORTH_OK;
}

orth_status orth_launch_estimate_of(orth_launch_estimate *out, const orth_launch *launch,
                                    size_t result, orth_launch_figure figure, orth_error *error)
{
    return estimate(out, launch->price_paths, launch->results[result].values[figure], NULL, error);
}

orth_status orth_launch_between(orth_launch_estimate *out, const orth_launch *a, size_t result_a,
                                const orth_launch *b, size_t result_b, orth_launch_figure figure,
                                orth_error *error)
{
    uint64_t count = a->price_paths < b->price_paths ? a->price_paths : b->price_paths;
    return estimate(out, count, a->results[result_a].values[figure],
                    b->results[result_b].values[figure], error);
}

orth_status orth_launch_difference(orth_launch_estimate *out, const orth_launch *launch,
                                   size_t result, size_t other, orth_launch_figure figure,
                                   orth_error *error)
{
    return estimate(out, launch->price_paths, launch->results[result].values[figure],
                    launch->results[other].values[figure], error);
}
