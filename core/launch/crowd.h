/* The scenario's launch as the sale's own terms. */
#ifndef ORTH_LAUNCH_CROWD_H
#define ORTH_LAUNCH_CROWD_H

#include "orthant/sale.h"
#include "orthant/sale_buyers.h"
#include "orthant/scenario.h"

orth_sale_terms orth_launch_terms(const orth_scenario *scenario);
/* p in R at these weights of T and R if nobody ever bought. */
double orth_launch_no_buyer_price(const orth_sale_terms *terms, double weight,
                                  double reserve_weight);
/* For a scenario whose demand is `buyers`. */
orth_status orth_launch_crowd_create(orth_sale_crowd **crowd, const orth_scenario *scenario,
                                     uint64_t blocks, orth_error *error);

#endif
