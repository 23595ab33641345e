/* Inside the room: samples in order, and what is read off them. */
#ifndef ORTH_SCORE_SORT_H
#define ORTH_SCORE_SORT_H

#include <stddef.h>

/* Sorts n finite doubles ascending by their bits, 11 at a time; scratch has room for n. */
void orth_score_sort(size_t n, double *values, double *scratch);

/* Of n >= 1 sorted values: the quantile of `level`, linearly between order statistics. */
double orth_score_quantile(size_t n, const double *sorted, double level);

/* The median of |v| over n >= 1 sorted values. */
double orth_score_median_size(size_t n, const double *sorted);

/* Both distances of sorted samples in one pass; each may be NULL. */
void orth_score_apart(size_t n, const double *x, size_t m, const double *y, double *ks, double *w1);

#endif
