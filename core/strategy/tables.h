/* Who finds a kind by its name. */
#ifndef ORTH_STRATEGY_TABLES_H
#define ORTH_STRATEGY_TABLES_H

#include "strategy/strategy.h"

/* The kind of this name in a table; ORTH_BAD_INPUT with the nearest name, or all of them. `what` is
 * "rule", "estimator", ... */
orth_status orth_strategy_find(const orth_strategy_kind **kind,
                               const orth_strategy_kind *const *table, const char *what,
                               const char *name, orth_error *error);
/* A path's name and what follows its colon (0 without). */
orth_status orth_strategy_find_path(const orth_mover **mover, double *argument, const char *name,
                                    orth_error *error);

#endif
