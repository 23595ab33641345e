/* What is said of a cost, whichever way it was found. */
#ifndef ORTH_COST_VERDICT_H
#define ORTH_COST_VERDICT_H

#include "orthant/cost.h"

/* Figures hold where the move is at least so many times b, and takes so many times band^2 steps;
 * and where without a fee they differ from the exact loss by no more than this part of it. */
#define ORTH_COST_EDGES 4
#define ORTH_COST_RELAXATIONS 10
#define ORTH_COST_IDEAL_ERROR 0.005

/* The basis points, from the losses. */
void orth_cost_in_points(orth_cost *cost);
/* The regime from speed and band; `valid` and `why` for a move of `steps` steps in which the log of
 * the ratio of two weights changes by `reach` at most, with b = edge. */
void orth_cost_judge(orth_cost *cost, double steps, double reach, double edge);
/* `ideal` is what the same formula, or walk, makes of the move without a fee. Where that is too far
 * from cost->ideal the figures do not hold, and `why` is said, unless another reason stands. */
void orth_cost_hold_to_ideal(orth_cost *cost, double ideal, const char *why);

#endif
