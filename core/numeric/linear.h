/* A dense linear system. */
#ifndef ORTH_NUMERIC_LINEAR_H
#define ORTH_NUMERIC_LINEAR_H

#include <stdbool.h>
#include <stddef.h>

/* Solves matrix [n][n] x = right by elimination with row pivots; both are used up, and x is left in
 * `right`. False where the matrix is singular. */
bool orth_linear_solve(size_t n, double *matrix, double *right);

#endif
