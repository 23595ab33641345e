/* Reading a JSON tree against tables of keys. A key is one line of a table and one function, so
 * that a new one needs nothing else. */
#ifndef ORTH_SCENARIO_READ_H
#define ORTH_SCENARIO_READ_H

#include <jansson.h>
#include <stdbool.h>

#include "base/range.h"
#include "orthant/scenario.h"

#define ORTH_JSON_POINTER_MAX 256

typedef struct orth_reader {
    const char *file; /* for messages */
    orth_error *error;
    orth_scenario *scenario;             /* being filled */
    const json_t *tree;                  /* the whole file */
    size_t tokens_most;                  /* that the caller can take */
    const char *key;                     /* whose function is called; its own keys change it */
    orth_price_file *reserve_prices;     /* whose keys are read; NULL: the market's files are */
    struct orth_part_reading *part;      /* of a strategy, see strategy_kind.c */
    char pointer[ORTH_JSON_POINTER_MAX]; /* where we are: "/start/weights/1" */
} orth_reader;

typedef orth_status orth_read_function(orth_reader *reader, const json_t *value);

typedef struct orth_key {
    const char *name;
    bool required;
    orth_read_function *read;
} orth_key;

/* Goes down to a member or an element, and up again to the pointer's earlier length. */
size_t orth_read_enter(orth_reader *reader, const char *key);
size_t orth_read_enter_index(orth_reader *reader, size_t index);
void orth_read_leave(orth_reader *reader, size_t length);

/* ORTH_BAD_INPUT with file, JSON path and the printed text. */
orth_status orth_read_fail(const orth_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ORTH_BAD_INPUT: "must be <what>, not <value>" or "<value> is out of range; permitted: <what>". */
orth_status orth_read_fail_type(const orth_reader *reader, const json_t *value, const char *what);
orth_status orth_read_fail_range(const orth_reader *reader, const json_t *value, const char *what);

/* ORTH_BAD_INPUT for a string that is none of the `count` names: "<value> is unknown; the nearest
 * is <name>; permitted: <names>". */
orth_status orth_read_fail_name(const orth_reader *reader, const json_t *value, size_t count,
                                const char *const *names);

/* Whether the table has this key. */
bool orth_read_knows(const orth_key *keys, const char *name);

/* An object with the keys of the table (which ends with a NULL name) and no others: calls each
 * key's function, in the table's order. */
orth_status orth_read_object(orth_reader *reader, const json_t *value, const orth_key *keys);

/* A string without control characters, not empty where `filled`, copied to *text. */
orth_status orth_read_line(orth_reader *reader, const json_t *value, bool filled, char **text);
/* One that is not empty, to a member of a specification; NULL with an error. */
orth_status orth_read_text(orth_reader *reader, const json_t *value, const char **text);

/* A decimal string (exact) or a number (the nearest double). */
orth_status orth_read_number(orth_reader *reader, const json_t *value, mpq_t number);

/* A number as orth_read_number reads it, then the nearest double, which must be in the range. */
orth_status orth_read_double(orth_reader *reader, const json_t *value, const orth_range *range,
                             double *number);

/* A whole number, 1000 or 1e3, from `least` to `most` (at most 2^53). */
orth_status orth_read_whole(orth_reader *reader, const json_t *value, double least, double most,
                            const char *what, uint64_t *number);

/* The weights of an end: scenario->n of them, into *weights. */
orth_status orth_read_weights(orth_reader *reader, const json_t *value, mpq_t **weights);

/* Adds a note with file and JSON path. */
orth_status orth_read_note(orth_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same into *note, which is the caller's to free, and not among the scenario's. */
orth_status orth_read_note_apart(orth_reader *reader, char **note, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Keys of simulations (core/scenario/market_keys.c, core/scenario/pool_keys.c; of others' trades
 * core/scenario/noise_keys.c). */
orth_read_function orth_read_market, orth_read_arbitrage, orth_read_noise, orth_read_exposure,
    orth_read_order, orth_read_monte_carlo, orth_read_blocks_per_step, orth_read_swap_fee,
    orth_read_protocol_share, orth_read_noise_ratio, orth_read_active_share;

/* The portfolio to measure a pool against (core/scenario/benchmark_keys.c). */
orth_read_function orth_read_benchmark;

/* The key of others' demand (core/scenario/demand.c). */
orth_read_function orth_read_demand;

/* The key of a sale, to be read when all others of a move are (core/scenario/launch_keys.c); its
 * demand (launch_demand.c) and its reserve's prices (price_files.c). */
orth_read_function orth_read_launch, orth_read_launch_demand, orth_read_reserve_prices;
/* One of the names, by its place (core/scenario/pool_keys.c). */
orth_status orth_read_choice(orth_reader *reader, const json_t *value, size_t count,
                             const char *const *names, size_t *choice);
/* What a sale's pool is worth for commands that study its move (core/scenario/launch_value.c). */
orth_status orth_scenario_launch_value(orth_reader *reader);

/* A sale, new and empty (core/scenario/launch_spec.c). */
orth_status orth_scenario_launch_create(orth_scenario_launch **launch, orth_error *error);
void orth_scenario_launch_free(orth_scenario_launch *launch); /* NULL is fine */

/* Keys of plans (core/scenario/plan_keys.c). */
orth_read_function orth_read_chain, orth_read_guard_rails;

/* The scenario's market, new and empty but for its tokens; it and what it points to is on the heap,
 * and freed with it (core/scenario/market_spec.c). */
orth_status orth_scenario_market_create(orth_market_spec **market, const orth_scenario *scenario,
                                        orth_error *error);
void orth_scenario_market_free(orth_market_spec *market); /* NULL is fine */
/* Before `market` takes the place of the scenario's, rows of files or of a table: how rows are
 * chosen stays, and how long a model's path is goes where strategies walk it. */
void orth_scenario_market_keep_rows(orth_scenario *scenario, orth_market_spec *market);
/* Room for so many of market->files, which has none yet; file_count stays 0. */
orth_status orth_scenario_market_room(orth_market_spec *market, size_t files, orth_error *error);

/* What a file's description points to. */
void orth_scenario_price_file_free(const orth_price_file *file);

/* The key "strategy" (core/scenario/strategy_keys.c). */
orth_read_function orth_read_strategies;
/* Whether the key's value is or has a strategy of quantammsim, as far as it can be told unread. */
bool orth_peer_among(const json_t *strategies);
/* A name as it is to be opened, beside the scenario where there is such a file; *file is new
 * (core/scenario/price_files.c). */
orth_status orth_read_file_name(orth_reader *reader, const json_t *value, char **file);

/* The scenario's strategies and all that they point to (core/scenario/strategy_spec.c). */
void orth_scenario_strategies_free(orth_scenario *scenario);

/* The keys of a market's files (core/scenario/price_files.c). */
orth_read_function orth_read_numeraire, orth_read_price_file, orth_read_price_files;
orth_status orth_read_price_time(orth_reader *reader, const json_t *value, int64_t *time);
orth_status orth_read_span(orth_reader *reader, const json_t *value, orth_span *span);

/* Whether blocks last as long in the market as on the chain: a note where that may be meant, else
 * ORTH_BAD_INPUT (core/scenario/clock.c). */
orth_status orth_scenario_check_clock(orth_reader *reader);

/* The table of the outermost object. */
extern const orth_key orth_scenario_keys[];

#endif
