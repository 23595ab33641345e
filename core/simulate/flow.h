/* The stream of others' trades along a price path: in each block a Poisson number of them, each of
 * log-normal size between two tokens drawn at random. Drawn by counter (seed, path, block), so that
 * every schedule meets the same trades. */
#ifndef ORTH_SIMULATE_FLOW_H
#define ORTH_SIMULATE_FLOW_H

#include "orthant/run.h"
#include "orthant/scenario.h"

#define ORTH_FLOW_BLOCKS 256 /* drawn at a time, at most */

typedef struct orth_flow orth_flow;

/* *flow is NULL where the scenario has no such stream. */
orth_status orth_flow_create(orth_flow **flow, const orth_scenario *scenario, orth_error *error);
void orth_flow_free(orth_flow *flow); /* NULL is fine */

/* Draws blocks first .. first+count-1 of a price path. */
void orth_flow_fill(orth_flow *flow, uint64_t price_path, uint64_t first, size_t count);

/* The trades of the k-th of them. */
size_t orth_flow_trades(const orth_flow *flow, size_t k, const orth_noise_trade **trades);

#endif
