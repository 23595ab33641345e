/* The stream of others' trades along a price path: in each block a Poisson number of them, or those
 * of a Hawkes process (orthant/hawkes.h), each of log-normal size between two tokens drawn at
 * random. Drawn by counter (seed, path, block, event), so that every schedule meets the same
 * trades. */
#ifndef ORTH_SIMULATE_FLOW_H
#define ORTH_SIMULATE_FLOW_H

#include "orthant/market.h"
#include "orthant/run.h"
#include "orthant/scenario.h"

#define ORTH_FLOW_BLOCKS 256 /* drawn at a time, at most */

typedef struct orth_flow orth_flow;

/* *flow is NULL where the scenario has no such stream. `move` is orth_flow_mean_move, where the
 * scenario couples the flow to prices. */
orth_status orth_flow_create(orth_flow **flow, const orth_scenario *scenario, double move,
                             orth_error *error);
void orth_flow_free(orth_flow *flow); /* NULL is fine */

/* The mean over blocks and tokens of |log(p_k / p_{k-1})|, above 0: of data what the `blocks` rows
 * after row `before` say, of a bootstrap all rows, of other models sqrt(2 / pi) times the standard
 * deviations, which is the mean of normal returns. ORTH_BAD_INPUT where no price moves. */
orth_status orth_flow_mean_move(double *move, const orth_scenario *scenario,
                                const orth_market *market, uint64_t before, uint64_t blocks,
                                orth_error *error);

/* Begins a price path; `prices` are those of block 0, which count where the flow is coupled to
 * them. */
void orth_flow_begin(orth_flow *flow, uint64_t price_path, const double *prices);
/* Draws blocks first .. first+count-1, whose prices are [block][token]: of Hawkes' process in their
 * order from block 1 on, of Poisson's in any. ORTH_NO_MEMORY; ORTH_DOMAIN where a block has more
 * trades than can be counted. */
orth_status orth_flow_fill(orth_flow *flow, uint64_t first, size_t count, const double *prices,
                           orth_error *error);

/* The trades of the k-th of them. */
size_t orth_flow_trades(const orth_flow *flow, size_t k, const orth_noise_trade **trades);

#endif
