/* Strategies of a scenario: what its key "strategy" says, and strategies made of it once the market
 * is there, which knows how long a block lasts. scenarios/orthant-strategy.5 explains the keys. */
#ifndef ORTHANT_SCENARIO_STRATEGY_H
#define ORTHANT_SCENARIO_STRATEGY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/market.h"
#include "orthant/prices.h"
#include "orthant/status.h"
#include "orthant/strategy.h"

#ifdef __cplusplus
extern "C" {
#endif

struct orth_scenario;

/* A number of blocks as the file has it: either that, or a length of time; both zero where it says
 * nothing. */
typedef struct orth_scenario_blocks {
    uint64_t blocks;
    orth_span span;
} orth_scenario_blocks;

/* One strategy of the file. All that it points to is the scenario's own. */
typedef struct orth_scenario_strategy {
    /* Not set: update_every, over, warm_up, block_seconds, what files hold. */
    orth_strategy_spec spec;
    orth_scenario_blocks update_every, over, warm_up;
    char *supply_file;  /* a panel, or NULL; opened by this name */
    char *targets_file; /* of the rule `file`, or NULL */
    bool contract;      /* carried out as the contract would; else ideal */
    bool lvr;           /* quantammsim's hook: the pool is a portfolio that pays the fee to trade */
} orth_scenario_strategy;

/* How long a block of the market lasts: what the model says; of files with dates the step that most
 * rows have, or the mean; else /chain/block_time; else 60 s where a strategy is quantammsim's,
 * whose rows are minutes; 0: nothing says it. `note` gets a line where rows are unevenly apart,
 * else "". */
#define ORTH_SCENARIO_CLOCK_NOTE_MAX 240
ORTH_API double orth_scenario_block_seconds(const struct orth_scenario *scenario,
                                            const orth_market *market,
                                            char note[ORTH_SCENARIO_CLOCK_NOTE_MAX]);

/* Strategy number `index` (below strategy_count) for that market, of the scenario's tokens. All
 * strategies of a list begin at one block: each learns as long as the one that takes longest, but
 * for quantammsim's, which begin where they say. Reads its files. ORTH_BAD_INPUT with file, place,
 * value and what is permitted: a length of time that is not a whole number of blocks, is shorter
 * than one, or in months; what does not fit together. *strategy is NULL on failure. */
ORTH_API orth_status orth_scenario_strategy_create(orth_strategy **strategy,
                                                   const struct orth_scenario *scenario,
                                                   size_t index, const orth_market *market,
                                                   orth_error *error);

/* How many blocks these strategies can go from block 0 on: /market/blocks, or as many as the
 * market's rows, and the strategies' own, leave behind the warm-up. ORTH_BAD_INPUT where that is
 * none, or fewer than are asked for, with how many rows are missing; where neither market nor
 * scenario has an end; and for a strategy that decides too rarely to do it once in those blocks. */
ORTH_API orth_status orth_scenario_strategy_blocks(uint64_t *blocks,
                                                   const struct orth_scenario *scenario,
                                                   const orth_market *market, size_t count,
                                                   orth_strategy *const *strategies,
                                                   orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
