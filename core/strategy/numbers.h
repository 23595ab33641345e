/* The numbers of a specification, checked and kept. */
#ifndef ORTH_STRATEGY_NUMBERS_H
#define ORTH_STRATEGY_NUMBERS_H

#include "strategy/strategy.h"

/* Times, rails, initial weights and data; strategy->n, tokens, name, role and rule are set. */
orth_status orth_strategy_keep_numbers(orth_strategy *strategy, const orth_strategy_spec *spec,
                                       orth_error *error);
/* Keeps a note (printf). */
orth_status orth_strategy_add_note(orth_strategy *strategy, orth_error *error, const char *format,
                                   ...) __attribute__((format(printf, 3, 4)));

#endif
