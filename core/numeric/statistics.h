/* Inside the library: intervals alone. */
#ifndef ORTH_NUMERIC_STATISTICS_H
#define ORTH_NUMERIC_STATISTICS_H

#include "orthant/statistics.h"

/* orth_estimate_of without the quantiles: takes no sorting. */
orth_estimate orth_interval_of(size_t m, const double *values);

#endif
