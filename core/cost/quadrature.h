/* Gauss and Legendre's nodes. */
#ifndef ORTH_COST_QUADRATURE_H
#define ORTH_COST_QUADRATURE_H

#include <stddef.h>

/* The n nodes in (-1, 1), falling, and their weights, which sum to 2. */
void orth_cost_gauss(size_t n, double *nodes, double *weights);

#endif
