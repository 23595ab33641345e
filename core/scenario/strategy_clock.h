/* Inside the scenario room: lengths of time of strategies as numbers of blocks. */
#ifndef ORTH_SCENARIO_STRATEGY_CLOCK_H
#define ORTH_SCENARIO_STRATEGY_CLOCK_H

#include "orthant/scenario.h"

/* Where a strategy stands, for messages: "/strategy" or "/strategy/1". */
typedef struct orth_strategy_place {
    const char *file;
    char pointer[40];
    bool peer; /* quantammsim's */
} orth_strategy_place;

/* Blocks of `given`, 0 where it says nothing; `key` is its own, for messages. */
orth_status orth_strategy_blocks_of(uint64_t *out, const orth_scenario_blocks *given,
                                    double block_seconds, const orth_strategy_place *at,
                                    const char *key, orth_error *error);

#endif
