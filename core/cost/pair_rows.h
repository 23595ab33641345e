/* A schedule of two tokens, a few rows at a time: what its steps are to a pool with a fee. */
#ifndef ORTH_COST_PAIR_ROWS_H
#define ORTH_COST_PAIR_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/path.h"

#define ORTH_PAIR_ROWS 256

typedef struct orth_pair_rows {
    double weights[2 * ORTH_PAIR_ROWS], displacements[2 * ORTH_PAIR_ROWS];
    double steps[2 * ORTH_PAIR_ROWS]; /* of log w */
    double speed[ORTH_PAIR_ROWS];     /* |step of log(w_1 / w_2)| / sigma */
    double share[ORTH_PAIR_ROWS];     /* w (1 - w), of the step's new weights */
} orth_pair_rows;

/* Steps first .. first + count - 1, count at most ORTH_PAIR_ROWS. */
void orth_pair_rows_fill(orth_pair_rows *rows, orth_path *path, uint64_t first, size_t count,
                         double sigma);

#endif
