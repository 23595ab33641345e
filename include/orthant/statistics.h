/* Means with their errors, and quantiles. */
#ifndef ORTHANT_STATISTICS_H
#define ORTHANT_STATISTICS_H

#include <stddef.h>

#include "orthant/api.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A figure over m values, one of each price path for example. The interval is mean -+ t stderr with
 * Student's t of m - 1 degrees; quantiles by linear interpolation between order statistics. With
 * one value stderr is 0 and all others are the value. */
#define ORTH_QUANTILES 5
ORTH_API extern const double orth_quantile_levels[ORTH_QUANTILES]; /* 0.05 0.25 0.5 0.75 0.95 */
typedef struct orth_estimate {
    double mean, stderr_; /* of the mean */
    double low, high;     /* 95 % */
    double quantiles[ORTH_QUANTILES];
} orth_estimate;

/* The t that Student's |T| of `degrees` >= 1 exceeds with probability `outside` (from 1e-9 to 1),
 * to ORTH_STUDENT_ERROR of it up to 1e-6 outside. */
#define ORTH_STUDENT_ERROR 1e-9
ORTH_API double orth_student(size_t degrees, double outside);

/* The estimate from m >= 1 values, which are sorted in place. */
ORTH_API orth_estimate orth_estimate_of(size_t m, double *values);

#ifdef __cplusplus
}
#endif
#endif
