/* What a candidate becomes before the weights move: rails, guard, speed limit. One lane, n each. */
#ifndef ORTH_STRATEGY_RAILS_H
#define ORTH_STRATEGY_RAILS_H

#include "strategy/strategy.h"

/* The point nearest to x (Euclid) with low <= x <= high and sum 1, in place: each weight is within
 * its rails exactly, the sum is 1 within 4 n units of 2^-53. Must hold: sum low <= 1 <= sum high.
 * scratch: n. */
void orth_rails_project(size_t n, double *x, const double *low, const double *high,
                        double *scratch);

/* The peer's guard, one pass: bounds (or NULL), then no weight below eps as far as it goes. */
void orth_peer_guard(size_t n, double *x, const double *low, const double *high, double eps,
                     double *scratch);

/* The target z of a move from w in `over` rows: x, or nearer to w by so much that no weight moves
 * by more than `largest` a row along a straight line. In place. */
void orth_speed_limit(size_t n, double *x, const double *w, double over, double largest,
                      bool as_peer);

#endif
