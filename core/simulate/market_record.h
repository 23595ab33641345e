/* What a simulation tells of its market. */
#ifndef ORTH_SIMULATE_MARKET_RECORD_H
#define ORTH_SIMULATE_MARKET_RECORD_H

#include "orthant/market.h"
#include "orthant/simulate.h"

/* Notes, records of price files and times of blocks. */
orth_status orth_simulation_take_market(orth_simulation *simulation, const orth_market *market,
                                        orth_error *error);
/* The note of a flow that follows prices, right after that. */
orth_status orth_simulation_coupling_note(orth_simulation *simulation, double move,
                                          orth_error *error);
void orth_simulation_free_market(orth_simulation *simulation);

#endif
