/* What a model of prices is. A model is one file and one line of the table in core/market/models.c;
 * nothing else in the product knows it by name. */
#ifndef ORTH_MARKET_MODEL_H
#define ORTH_MARKET_MODEL_H

#include "base/range.h"
#include "orthant/market.h"

/* What the value of a key is in a scenario, and what it fills. */
typedef enum orth_model_key_kind {
    /* these fill a member of orth_market_spec, */
    ORTH_MODEL_KEY_PRICES,         /* a list of numbers, one a token */
    ORTH_MODEL_KEY_NUMERAIRE,      /* the name of a token */
    ORTH_MODEL_KEY_FILE,           /* the name of a file */
    ORTH_MODEL_KEY_FILES,          /* an object: token and file */
    ORTH_MODEL_KEY_BLOCK_SECONDS,  /* a number */
    ORTH_MODEL_KEY_FROM,           /* a time */
    ORTH_MODEL_KEY_TO,             /* a time */
    ORTH_MODEL_KEY_EVERY,          /* a length of time */
    ORTH_MODEL_KEY_BLOCKS_PER_ROW, /* a whole number */
    /* and these the parameter that is named as the key is */
    ORTH_MODEL_KEY_NUMBER,     /* one number */
    ORTH_MODEL_KEY_LIST,       /* a list of numbers, one a token */
    ORTH_MODEL_KEY_CORRELATION /* a square table, symmetric, its diagonal 1 */
} orth_model_key_kind;

typedef struct orth_model_key {
    const char *name;
    orth_model_key_kind kind;
    bool required;    /* in a scenario */
    orth_range range; /* of each number in a scenario; orth_market_create may take more */
} orth_model_key;

typedef struct orth_model {
    orth_market_model public; /* the first member, see models.c */
    /* The keys of "market" beside "model" and "blocks", in the order in which they are read and
     * told; ends with NULL. */
    const orth_model_key *const *keys;
    /* Checks what is the model's own in the specification, and keeps what it needs in
     * market->state and market->data. */
    orth_status (*prepare)(orth_market *market, const orth_market_spec *spec, orth_error *error);
    /* See orth_market_covariance; `covariance` holds zeros. */
    orth_status (*covariance)(const orth_market *market, uint64_t blocks, double *covariance,
                              orth_error *error);
    /* Whether its prices jump; then `covariance` gets that of the rest. NULL: they never do. */
    bool (*diffusion)(const orth_market *market, double *covariance);
    /* Frees market->state, which is not NULL; NULL where the model has none. */
    void (*destroy)(orth_market *market);
    size_t walk_state; /* doubles a token and lane that a walk keeps beside the log-prices */
    void (*start)(orth_market_walk *walk); /* NULL: nothing to do */
    /* Log-returns [token][row][lane] of the walk's next ORTH_MARKET_CHUNK blocks. NULL: none, the
     * prices are data or constant. */
    void (*returns)(orth_market_walk *walk);
} orth_model;

/* The members that every model has. It takes all of them, so that a model without one of them is
 * not compiled. */
#define ORTH_MODEL(its_name, its_summary, its_keys, its_prepare, its_covariance)                   \
    .public = {(its_name), (its_summary)}, .keys = (its_keys), .prepare = (its_prepare),           \
    .covariance = (its_covariance)

/* The keys that several models have (core/market/keys.c). */
extern const orth_model_key orth_key_prices, orth_key_numeraire, orth_key_file, orth_key_files,
    orth_key_from, orth_key_to, orth_key_every, orth_key_blocks_per_row;

/* The model of this name, or NULL. */
const orth_model *orth_model_named(const char *name);
/* The names of all, in the table's order; returns how many. */
#define ORTH_MODELS_MAX 32
size_t orth_model_names(const char *names[ORTH_MODELS_MAX]);

/* The key of this name, or NULL. */
const orth_model_key *orth_model_key_named(const orth_model *model, const char *name);
static inline bool orth_model_key_is_parameter(const orth_model_key *key)
{
    return key->kind >= ORTH_MODEL_KEY_NUMBER;
}

#endif
