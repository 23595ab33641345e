/* What the measures of luck have in common. */
#ifndef ORTH_TUNE_LUCK_PARTS_H
#define ORTH_TUNE_LUCK_PARTS_H

#include <stddef.h>

#include "orthant/luck.h"
#include "orthant/status.h"

/* A deviation is none where it is at most this much of the largest return. */
#define ORTH_LUCK_STILL 1e-12

/* H is positive definite where, with each H_ii brought to 1, its least eigenvalue is above this
 * part of the greatest. */
#define ORTH_LUCK_CURVATURE_LEAST 1e-10

/* ORTH_BAD_INPUT unless there are two trials and `least` rows, all values[rows][trials] finite. */
orth_status orth_luck_check_table(size_t trials, size_t rows, size_t least, const double *values,
                                  orth_error *error);
/* `count` doubles, or NULL with the error set. */
double *orth_luck_room(size_t count, orth_error *error);

/* Of the diagonals of c and h [d][d]. */
orth_luck_slope orth_luck_slope_of(size_t d, const double *c, const double *h);

#endif
