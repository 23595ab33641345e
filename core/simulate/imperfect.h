/* What a scenario says of arbitrage as it is. */
#ifndef ORTH_SIMULATE_IMPERFECT_H
#define ORTH_SIMULATE_IMPERFECT_H

#include "orthant/scenario.h"
#include "orthant/status.h"

/* ORTH_BAD_INPUT where the arbitrageur is not always there, or does not trade all with the whole
 * pool. The message says why that is not permitted: "/arbitrage/sizing: 0.5, but " and `but`. */
orth_status orth_scenario_check_perfect(const orth_scenario *scenario, const char *but,
                                        orth_error *error);

#endif
