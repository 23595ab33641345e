/* What a comparison's table says below the paths of one number of steps. */
#ifndef ORTH_REPORT_COMPARISON_COST_H
#define ORTH_REPORT_COMPARISON_COST_H

#include <stdio.h>

#include "orthant/compare.h"

/* The cost with a fee and noise, and gas, of the paths of step count s: nothing where they have
 * neither. Lines are indented by `indent` blanks. */
void orth_comparison_write_cost(const orth_comparison *comparison, size_t s, int indent,
                                FILE *stream);

#endif
