/* What is said of a cost, whichever way it was found. */
#ifndef ORTH_COST_VERDICT_H
#define ORTH_COST_VERDICT_H

#include "orthant/cost.h"

/* Figures hold where the move is at least so many times b, and takes so many times band^2 steps. */
#define ORTH_COST_EDGES 4
#define ORTH_COST_RELAXATIONS 10

/* The basis points, from the losses. */
void orth_cost_in_points(orth_cost *cost);
/* The regime from speed and band; `valid` and `why` for a move of `steps` steps in which the log of
 * the ratio of two weights changes by `reach` at most, with b = edge. */
void orth_cost_judge(orth_cost *cost, double steps, double reach, double edge);

#endif
