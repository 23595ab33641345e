/* Inside the strategy room: what rules, estimators, links and paths are, and what a strategy holds.
 * A kind is one file and one line of its table (rules.c, estimators.c, links.c, paths.c).
 *
 * Arrays of a walk are [token][lane]; what a kind keeps is [slot][token][lane]. */
#ifndef ORTH_STRATEGY_STRATEGY_H
#define ORTH_STRATEGY_STRATEGY_H

#include "orthant/strategy.h"
#include "orthant/strategy_rules.h"

/* A decay and what is missing to 1, which memory in days gives more exactly than 1 - lambda. */
typedef struct orth_decay {
    double lambda, rest;
} orth_decay;

/* A rule, an estimator or a link with the parameters that a user gave. */
typedef struct orth_piece {
    const orth_strategy *strategy; /* its n, chunk_days, as_peer are set when a piece is prepared */
    const struct orth_piece_kind *kind;
    double *values; /* [key][token]: NAN where a key is not given */
    void *own;      /* what `prepare` made; freed by free() */
    /* memory in days of each token, n, set by `prepare` of those that have one; part of own */
    const double *memory;
    /* of rules: the decay that smooths the target, n, or NULL; part of own */
    const struct orth_decay *smoothing;
    const struct orth_piece *estimator; /* of rules that read one; else NULL */
} orth_piece;

/* What all kinds have; the first member of each. */
typedef struct orth_piece_kind {
    orth_strategy_kind listed; /* the first member, see the tables */
    const char *peer_note;     /* what is otherwise as the peer has it; NULL: nothing */
    size_t slots;              /* doubles a token and lane that it keeps in a walk, zero at first */
    /* What a user of it should know; NULL, or a result of NULL: nothing. Natively alone. */
    const char *(*note)(const orth_piece *piece);
    /* Checks the values as far as ranges do not, and makes `own`. NULL: there is nothing to do. */
    orth_status (*prepare)(orth_piece *piece, orth_error *error);
} orth_piece_kind;

/* From coarse prices to n numbers a lane. */
typedef struct orth_estimator {
    orth_piece_kind piece;
    /* The coarse price number `index` (0, 1, ...): updates what is kept, and fills `estimate`. */
    void (*see)(const orth_piece *piece, size_t lanes, uint64_t index, const double *prices,
                double *kept, double *estimate);
} orth_estimator;

/* What a rule sees. */
typedef struct orth_sight {
    size_t lanes;
    uint64_t row;           /* of the price, from the first one */
    uint64_t index;         /* of the coarse price */
    const double *prices;   /* the coarse price */
    const double *estimate; /* of the rule's estimator */
    const double *weights;  /* where the weights are now; NULL in `see` */
    double *kept;
    double *scratch; /* 3 n lanes */
} orth_sight;

typedef enum orth_rule_role {
    ORTH_RULE_STILL,  /* nothing is decided: the initial weights for ever */
    ORTH_RULE_SCORES, /* a change of weights, or what the link makes weights of */
    ORTH_RULE_TARGET  /* target weights */
} orth_rule_role;

/* When nobody trades with the pool. */
typedef enum orth_rule_frozen {
    ORTH_FROZEN_NEVER,
    ORTH_FROZEN_ALWAYS,
    ORTH_FROZEN_AFTER_MOVES /* but in the first K rows of each chunk */
} orth_rule_frozen;

/* How far a rule of the peer's looks ahead. */
typedef enum orth_rule_ahead {
    ORTH_AHEAD_NONE,
    ORTH_AHEAD_START, /* the weights of the first row are made of that row's own price */
    ORTH_AHEAD_CHUNK  /* a chunk */
} orth_rule_ahead;

typedef struct orth_rule {
    orth_piece_kind piece;
    orth_rule_role role;
    orth_rule_frozen frozen;
    orth_rule_ahead ahead; /* as the peer has it; natively none looks ahead */
    bool estimates;        /* it reads an estimator */
    bool peer_only;        /* as the peer has it alone */
    /* Every coarse price, in order; NULL: the estimate, or the last price, is all it needs. */
    void (*see)(const orth_piece *piece, const orth_sight *sight);
    /* Its scores or its target, after the last price seen; NULL for ORTH_RULE_STILL. False where
     * it has none yet: the weights stay. */
    bool (*give)(const orth_piece *piece, const orth_sight *sight, double *out);
} orth_rule;

/* From scores to weights, one lane: n each, out is another array. */
typedef struct orth_link {
    orth_piece_kind piece;
    void (*apply)(const orth_piece *piece, double *out, const double *weights,
                  const double *scores);
} orth_link;

/* A move that is under way. */
typedef struct orth_weight_move {
    size_t n, lanes;
    uint64_t over;     /* K */
    double argument;   /* what follows the colon of the path's name */
    double *from, *to; /* [token][lane] */
    double *step;      /* (to - from) / K */
    double *kept;      /* of the path: 2 n lanes + 4 lanes */
    double *scratch;   /* the same size */
} orth_weight_move;

typedef struct orth_mover {
    orth_strategy_kind listed; /* the first member; no keys */
    const char *argument;      /* what follows the colon, for messages; NULL: nothing does */
    double least, most;        /* of the argument */
    bool negative;             /* or of its size */
    bool peer_only;
    bool bulges;  /* rows may lie above both ends, or be unequally spaced */
    bool endless; /* `rows` goes on beyond row K, until the next decision */
    /* from, to and step are new. NULL: nothing to do. */
    void (*prepare)(orth_weight_move *move);
    /* Rows first .. first + count - 1, [row][token][lane]; all below K unless endless. */
    void (*rows)(orth_weight_move *move, uint64_t first, size_t count, double *weights);
} orth_mover;

struct orth_strategy {
    char *name;
    size_t n;
    char **tokens;
    uint64_t update_every, over, warm_up, ahead;
    double chunk_days; /* 0: the length of a block is not known */
    double max_memory_days;
    bool as_peer;
    double guard;          /* the peer's eps */
    bool bounded, railed;  /* low and high are the peer's hook; are rails at all */
    double largest_change; /* INFINITY: no limit */
    double *initial, *low, *high;
    size_t members;                 /* 1 but for ensembles */
    orth_piece *rules, *estimators; /* members each; an estimator's kind is NULL if not read */
    orth_piece link;
    orth_rule_role role; /* ORTH_RULE_TARGET where all members give targets */
    orth_rule_frozen frozen;
    orth_rule_ahead ahead_kind; /* the farthest of the members */
    const char *rule;           /* the kind that was asked for */
    const orth_mover *mover;
    double mover_argument;
    uint64_t supply_rows, target_count;
    double *supply, *targets;
    uint64_t *target_rows;
    size_t note_count;
    char **notes;
};

static inline const orth_rule *orth_rule_of(const orth_piece *piece)
{
    return (const orth_rule *)piece->kind; /* whose first member it is */
}
static inline const orth_estimator *orth_estimator_of(const orth_piece *piece)
{
    return (const orth_estimator *)piece->kind;
}

/* The value of a key for a token; NAN where the user gave none. The key must be the kind's. */
const double *orth_piece_values(const orth_piece *piece, const char *key);
bool orth_piece_has(const orth_piece *piece, const char *key);
/* The value, or `otherwise` where there is none. */
double orth_piece_value(const orth_piece *piece, const char *key, size_t token, double otherwise);
/* "strategy NAME: KIND: KEY of TOKEN is VALUE; permitted: ..."; token n or above: of none. */
orth_status orth_piece_fail(const orth_piece *piece, const char *key, size_t token, double value,
                            const char *permitted, orth_error *error);

/* The two keys of a decay, of which one is given. */
#define ORTH_DECAY_KEYS(decay, days, what)                                                         \
    {decay, 0, 1, true, "from 0, below 1", false, "the decay a chunk " what},                      \
    {                                                                                              \
        days, 0, 1e6, false, "from 0 to 1e6", false, "the memory in days " what                    \
    }

/* Decays of n tokens from the key `decay` (lambda) or the key `days` (memory in days); neither:
 * that of `otherwise` days, or ORTH_BAD_INPUT where that is NAN. Longer memories than the
 * strategy's maximum are cut. `memory` (n, or NULL) gets the days, NAN where a block has no length.
 */
orth_status orth_piece_decays(const orth_piece *piece, const char *decay, const char *days,
                              double otherwise, orth_decay *decays, double *memory,
                              orth_error *error);

#endif
