/* How evenly a schedule's steps share its loss. */
#ifndef ORTH_PATH_STEP_LOSSES_H
#define ORTH_PATH_STEP_LOSSES_H

#include "orthant/path.h"

/* Of the steps so far, all zero before the first: their losses' mean and the sum of squared
 * differences from it, over the first loss that is not 0 (squares of losses may leave the
 * doubles). */
typedef struct orth_step_losses {
    uint64_t count;
    double unit, mean, squares;
} orth_step_losses;

/* `count` more steps, with their rows and displacements. */
void orth_step_losses_take(orth_step_losses *of, size_t count, size_t n, const double *weights,
                           const double *displacements);
/* orth_path_losses.step_cv */
double orth_step_losses_cv(const orth_step_losses *of);

#endif
