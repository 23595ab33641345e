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

/* What the widest set spans of the range. */
static double widest(const orth_distribution *d, const double *values)
{
    double most = 0;
    for (size_t s = 0; s < d->series; s++) {
        double low = d->high, high = d->low;
        for (size_t i = 0; i < d->m; i++) {
            double value = values[s * d->m + i];
            if (value >= d->low && value <= d->high) {
                low = fmin(low, value);
                high = fmax(high, value);
            }
        }
        most = fmax(most, high - low);
    }
    return most;
}

static size_t bins_of(const orth_distribution *d, const double *values)
{
    double bins = fmax(floor(sqrt((double)d->m)), BINS_LEAST), own = widest(d, values);
    if (own > 0)
        bins *= (d->high - d->low) / own;
    return (size_t)fmin(bins, BINS_MOST);
}

orth_status orth_distribution_of(orth_distribution *d, size_t series, size_t m,
                                 const double *values, orth_error *error)
{
    size_t total = series * m;
    *d = (orth_distribution){.m = m, .series = series};
    double *sorted = malloc(total * sizeof *sorted);
    if (sorted == NULL)
        return orth_fail_memory(error, (double)total * sizeof *sorted);
    memcpy(sorted, values, total * sizeof *sorted);
    qsort(sorted, total, sizeof *sorted, ascending);
    find_range(d, sorted, total);
    free(sorted);
    d->bins = bins_of(d, values);
    d->width = (d->high - d->low) / (double)d->bins;
    d->counts = calloc(series * d->bins, sizeof *d->counts);
    if (d->counts == NULL) {
        double bytes = (double)(series * d->bins) * sizeof *d->counts;
        *d = (orth_distribution){0};
        return orth_fail_memory(error, bytes);
    }
    for (size_t i = 0; i < total; i++)
        count(d, i / m, values[i]);
    return ORTH_OK;
}

void orth_distribution_free(orth_distribution *distribution)
{
    free(distribution->counts);
}
