/* Inside the scenario room: a strategy's files, laid on the market's rows. */
#ifndef ORTH_SCENARIO_STRATEGY_FILES_H
#define ORTH_SCENARIO_STRATEGY_FILES_H

#include "scenario/strategy_clock.h"

/* Supply of each of the market's rows, [row][token], with the last numbers known at its time; the
 * caller frees it. */
orth_status orth_strategy_load_supply(double **supply, uint64_t *rows, const char *file,
                                      const orth_scenario *scenario, const orth_market *market,
                                      const orth_strategy_place *at, orth_error *error);

/* Target weights, and the market's row from which each counts: the first at or after its time. Of
 * several that count from one row the last stays. */
typedef struct orth_strategy_targets {
    uint64_t count;
    uint64_t *rows;
    double *weights; /* [i][token] */
} orth_strategy_targets;
orth_status orth_strategy_load_targets(orth_strategy_targets *targets, const char *file,
                                       const orth_scenario *scenario, const orth_market *market,
                                       const orth_strategy_place *at, orth_error *error);

#endif
