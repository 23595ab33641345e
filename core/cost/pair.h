/* Two tokens, in closed form. */
#ifndef ORTH_COST_PAIR_H
#define ORTH_COST_PAIR_H

#include "cost/terms.h"

void orth_cost_by_law(orth_cost *cost, orth_path *path, const orth_cost_terms *terms);

#endif
