/* Histograms over common bins. */
#ifndef ORTH_REPORT_DISTRIBUTION_H
#define ORTH_REPORT_DISTRIBUTION_H

#include <stddef.h>

#include "orthant/status.h"

/* `series` sets of m values in `bins` bins of one width: about sqrt(m) of them, and 8 or more, for
 * the set that spans most, and as many more as the sets lie apart, but 64 at most. The bins span
 * all values but for those that are four times the range between the quartiles (of all sets
 * together) away from these, which are counted apart: a few far values do not squeeze the rest. */
typedef struct orth_distribution {
    size_t m, series, bins;
    double low, high, width;
    size_t *counts; /* [series][bins] */
    size_t below, above;
} orth_distribution;

/* Takes the values series by series, [series][m]. ORTH_NO_MEMORY leaves nothing. */
orth_status orth_distribution_of(orth_distribution *distribution, size_t series, size_t m,
                                 const double *values, orth_error *error);
void orth_distribution_free(orth_distribution *distribution);

#endif
