#include "report/distribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BINS_LEAST 8
#define BINS_MOST 64
#define FAR 4

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Never of no width. */
static void find_range(orth_distribution *d, const double *sorted, size_t count)
{
    double quarter = sorted[count / 4], three_quarters = sorted[count - 1 - count / 4];
    double far = FAR * (three_quarters - quarter), low = sorted[0], high = sorted[count - 1];
    if (far > 0) {
        low = fmax(low, quarter - far);
        high = fmin(high, three_quarters + far);
    }
    if (!(high > low)) {
        double half = low != 0 ? 0.01 * fabs(low) : 1;
        low -= half;
        high += half;
    }
    d->low = low;
    d->high = high;
    d->width = (high - low) / (double)d->bins;
}

static void count(orth_distribution *d, size_t series, double value)
{
    if (value < d->low) {
        d->below++;
    } else if (value > d->high) {
        d->above++;
    } else {
        size_t bin = (size_t)((value - d->low) / d->width);
        d->counts[series * d->bins + (bin < d->bins ? bin : d->bins - 1)]++;
    }
}

orth_status orth_distribution_of(orth_distribution *d, size_t series, size_t m,
                                 const double *values, orth_error *error)
{
    size_t bins = (size_t)sqrt((double)m), total = series * m;
    bins = bins < BINS_LEAST ? BINS_LEAST : bins > BINS_MOST ? BINS_MOST : bins;
    *d = (orth_distribution){.m = m, .series = series, .bins = bins};
    d->counts = calloc(series * bins, sizeof *d->counts);
    double *sorted = malloc(total * sizeof *sorted);
    if (d->counts == NULL || sorted == NULL) {
        free(d->counts);
        free(sorted);
        *d = (orth_distribution){0};
        return orth_fail_memory(error, (double)total * sizeof *sorted);
    }
    memcpy(sorted, values, total * sizeof *sorted);
    qsort(sorted, total, sizeof *sorted, ascending);
    find_range(d, sorted, total);
    free(sorted);
    for (size_t i = 0; i < total; i++)
        count(d, i / m, values[i]);
    return ORTH_OK;
}

void orth_distribution_free(orth_distribution *distribution)
{
    free(distribution->counts);
}
