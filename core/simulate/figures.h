/* Where each figure of a simulation stands in the outcome of a run. */
#ifndef ORTH_SIMULATE_FIGURES_H
#define ORTH_SIMULATE_FIGURES_H

#include "orthant/simulate.h"

/* By name, not by place, so that a figure without a value is one that the compiler misses. */
double orth_figure_of(const orth_pool_outcome *outcome, orth_figure figure);

#endif
