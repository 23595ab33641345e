/* The stationary law of the clamped walk with a chosen number of nodes. */
#ifndef ORTH_COST_STATIONARY_H
#define ORTH_COST_STATIONARY_H

#include <stddef.h>

#include "orthant/cost.h"

#define ORTH_STATIONARY_NODES 60 /* 12 digits for bands to ORTH_COST_STATIONARY_BAND */
#define ORTH_STATIONARY_FEW 20   /* the same below a band of 2 */

orth_cost_edges orth_stationary_edges(double band, double speed, size_t nodes);

#endif
