/* The strategies of a scenario, made for its market. */
#ifndef ORTH_SIMULATE_STRATEGIES_H
#define ORTH_SIMULATE_STRATEGIES_H

#include "simulate/worker.h"

/* Which one of the scenario has that name; ORTH_BAD_INPUT, with the names there are. */
orth_status orth_simulation_find_strategy(size_t *index, const orth_scenario *scenario,
                                          const char *name, orth_error *error);

/* How strategy number `index` is carried out where the scenario has it run as the contract would;
 * else *execution is NULL. ORTH_BAD_INPUT with file and place. */
orth_status orth_simulation_execution(orth_execution **execution, const orth_scenario *scenario,
                                      size_t index, const orth_strategy *strategy,
                                      const orth_market *market, orth_error *error);

/* setup->strategies, executions, warm_up and ahead, from the scenario's strategies; its scenario,
 * market and schedules are there. ORTH_BAD_INPUT where they do not fit together or to the market.
 * Free on failure too. */
orth_status orth_simulation_make_strategies(orth_simulation_setup *setup, orth_error *error);
void orth_simulation_free_strategies(orth_simulation_setup *setup);

/* What strategies assume, after the simulation's own notes. */
orth_status orth_simulation_strategy_notes(orth_simulation *simulation,
                                           const orth_simulation_setup *setup, orth_error *error);

/* Of each strategy some of whose decisions were not made. */
orth_status orth_simulation_undecided_notes(orth_simulation *simulation, orth_error *error);

/* Whether nobody ever trades with its pool, or never in some rows only. */
bool orth_simulation_never_trades(const orth_strategy *strategy);
bool orth_simulation_pauses(const orth_strategy *strategy);

/* How the pool of strategy s differs as quantammsim has it. */
orth_run_peer orth_simulation_peer(const orth_simulation_setup *setup, size_t s);

#endif
