/* Inside the scenario room: a strategy as quantammsim says it. peer.c and peer_settings.c read its
 * keys, peer_values.c their numbers, peer_parts.c makes our parameters of them, peer_run.c takes
 * what belongs to a whole run, peer_notes.c says what is left out. */
#ifndef ORTH_SCENARIO_PEER_H
#define ORTH_SCENARIO_PEER_H

#include "scenario/strategy_read.h"

/* Numbers of each token, all under the peer's own names, which peer_values.c lists. */
typedef enum orth_peer_name {
    ORTH_PEER_LOGIT_LAMB,
    ORTH_PEER_LOGIT_DELTA_LAMB,
    ORTH_PEER_LOGIT_LAMB_FOR_EWMA,
    ORTH_PEER_MEMORY_DAYS,
    ORTH_PEER_MEMORY_DAYS_1,
    ORTH_PEER_MEMORY_DAYS_2,
    ORTH_PEER_INITIAL_MEMORY_LENGTH,
    ORTH_PEER_INITIAL_MEMORY_LENGTH_DELTA,
    ORTH_PEER_K,
    ORTH_PEER_LOG_K,
    ORTH_PEER_SP_K,
    ORTH_PEER_ABSOLUTE_K,
    ORTH_PEER_K_PER_DAY,
    ORTH_PEER_INITIAL_K_PER_DAY,
    ORTH_PEER_SP_EXPONENTS,
    ORTH_PEER_RAW_EXPONENTS,
    ORTH_PEER_EXPONENT,
    ORTH_PEER_INITIAL_RAW_EXPONENTS,
    ORTH_PEER_SP_PRE_EXP_SCALING,
    ORTH_PEER_LOGIT_PRE_EXP_SCALING,
    ORTH_PEER_RAW_PRE_EXP_SCALING,
    ORTH_PEER_PRE_EXP_SCALING,
    ORTH_PEER_INITIAL_PRE_EXP_SCALING,
    ORTH_PEER_SP_WIDTH,
    ORTH_PEER_RAW_WIDTH,
    ORTH_PEER_WIDTH,
    ORTH_PEER_INITIAL_RAW_WIDTH,
    ORTH_PEER_SP_AMPLITUDE,
    ORTH_PEER_LOG_AMPLITUDE,
    ORTH_PEER_AMPLITUDE,
    ORTH_PEER_INITIAL_LOG_AMPLITUDE,
    ORTH_PEER_MIN_WEIGHTS,
    ORTH_PEER_MAX_WEIGHTS,
    ORTH_PEER_WEIGHTS_LOGITS,
    ORTH_PEER_NAMES
} orth_peer_name;

#define ORTH_PEER_SLOPES 3 /* rows of logit_lamb in the triple rule; else the first counts */

typedef struct orth_peer {
    orth_reader *reader;
    const json_t *block, *parameters, *settings;
    size_t n, members;
    uint64_t chunk;              /* minutes */
    double max_memory_days, cap; /* cap 0: none */
    bool alt_lamb, pre_exp_scaling;
    double *values[ORTH_PEER_NAMES]; /* [member][slope][token], NULL where not given */
    bool used[ORTH_PEER_NAMES];
} orth_peer;

/* The value of a name, wherever it stands: in "parameters", in "settings" or beside them; NULL
 * without one. *object gets where: "parameters", "settings" or "". */
const json_t *orth_peer_find(const orth_peer *peer, const char *name, const char **object);

/* ORTH_BAD_INPUT with the name's place. */
typedef orth_status orth_peer_reader(orth_peer *peer, const json_t *value, void *out);
/* Reads the value of a name by `read`, at its place; nothing where there is none. */
orth_status orth_peer_read(orth_peer *peer, const char *name, orth_peer_reader *read, void *out);

/* Members of an ensemble by the lists that its values are, where nothing else says it. */
size_t orth_peer_count_members(const orth_peer *peer);
/* All numbers of tokens; what a caller frees. */
orth_status orth_peer_read_values(orth_peer *peer);
void orth_peer_free_values(orth_peer *peer);
/* Whether it is one of those names. */
bool orth_peer_has_value_name(const char *name);
const char *orth_peer_value_name(orth_peer_name name);

/* The rule of that name, without hooks, or NULL; what it is called here. */
typedef struct orth_peer_rule orth_peer_rule;
const orth_peer_rule *orth_peer_rule_named(const char *name, size_t length);
size_t orth_peer_rule_names(const char **names); /* of at most 16 */
const char *orth_peer_rule_kind(const orth_peer_rule *rule);

/* Rule and estimator of member m. */
orth_status orth_peer_make_parts(orth_peer *peer, const orth_peer_rule *rule, size_t m,
                                 orth_strategy_part *made, orth_strategy_part *estimator);

/* What stands with the rule: chunk, speed limit and the like; *method is the move's path, or stays
 * as it is. */
orth_status orth_peer_read_settings(orth_peer *peer, const char **method);
/* Notes, once all is read; `rule` is our name of it. */
orth_status orth_peer_tell(orth_peer *peer, const char *rule);

/* What belongs to a whole run: pool and arbitrage of the scenario. */
orth_status orth_peer_read_run(orth_peer *peer);
bool orth_peer_has_run_name(const char *name);

#endif
