/* Inside the scenario room: reading a strategy. */
#ifndef ORTH_SCENARIO_STRATEGY_READ_H
#define ORTH_SCENARIO_STRATEGY_READ_H

#include "orthant/strategy_rules.h"
#include "scenario/read.h"

/* The strategy that is being filled: the last one. */
orth_scenario_strategy *orth_strategy_being_read(const orth_reader *reader);

/* A kind of a table ("rule", "estimator", "link") with its parameters, into *part. */
orth_status orth_read_rule(orth_reader *reader, const json_t *value, orth_strategy_part *part);
orth_status orth_read_estimator(orth_reader *reader, const json_t *value, orth_strategy_part *part);
orth_status orth_read_link(orth_reader *reader, const json_t *value, orth_strategy_part *part);

/* One number, or where `several` a list of one a token, within the range: *values is new, of *count
 * numbers. */
orth_status orth_read_per_token(orth_reader *reader, const json_t *value, const orth_range *range,
                                bool several, size_t *count, double **values);

/* quantammsim's supply, or the key of the index: a panel's file, or one number a token. */
orth_read_function orth_read_supply;

/* ORTH_BAD_INPUT for a member of the object that is not among the keys and that another kind has,
 * of the table `own` or of another part (core/scenario/strategy_elsewhere.c). */
orth_status orth_read_check_owner(orth_reader *reader, const json_t *value, const orth_key *keys,
                                  const orth_strategy_kind *const *own, const char *kind);

/* ORTH_BAD_INPUT for a key that its alias, the kind's name, says too. */
orth_status orth_read_fail_twice(orth_reader *reader, const char *key, const char *alias);

/* ORTH_BAD_INPUT for an object that says no kind; where kinds stand as keys (`aliases`) a key that
 * no kind of the table has is taken for a misspelt one. */
orth_status orth_read_fail_without_kind(orth_reader *reader, const json_t *value, bool aliases,
                                        const orth_strategy_kind *const *table);

/* quantammsim's way to say it (core/scenario/peer.c). */
orth_read_function orth_read_peer;

#endif
