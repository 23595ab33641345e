/* Strategies: rules that see prices and move the weights.
 *
 * A strategy is made once from a specification and then only read, by any number of threads. A
 * walk is one thread's place in it: it goes along `lanes` price paths at once, row by row, a row a
 * block. Row 0 is the first price there is; the first `warm_up` rows only teach, and row `warm_up`
 * is block 0 of the pool.
 *
 * A strategy decides every `update_every` rows (C): at rows 0, C, 2 C, ... it sees the coarse
 * price, and at those of them from `warm_up` on it decides. A decision is
 *     scores or target = rule(estimate of the prices),  z = rails(link(w, scores)),
 * and from the next row on the weights move from w, where they are, along `path` to z: row j after
 * the decision is at j / K of the way (K = `over`), and from row K on the weights are z. The next
 * decision interrupts a move that is not at its end.
 */
#ifndef ORTHANT_STRATEGY_H
#define ORTHANT_STRATEGY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/limits.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A kind of rule, estimator or link, by name, and its parameters: names of the tables in
 * strategy_rules.h, each once, in any order; the first without a name ends them. A parameter has
 * one value, for all tokens, or one a token (count 1 or n). */
#define ORTH_STRATEGY_PARAMETERS_MAX 16
typedef struct orth_strategy_parameter {
    const char *name;
    size_t count;
    const double *values;
} orth_strategy_parameter;
typedef struct orth_strategy_part {
    const char *kind; /* NULL: the default in brackets */
    orth_strategy_parameter parameters[ORTH_STRATEGY_PARAMETERS_MAX];
} orth_strategy_part;

/* One of those whose scores, or targets, are averaged. */
typedef struct orth_strategy_member {
    orth_strategy_part rule;
    orth_strategy_part estimator; /* [gradient] */
} orth_strategy_member;

/* What quantammsim does otherwise; its rails take the place of minimum_weight and maximum_weight,
 * which are not given then. */
typedef struct orth_strategy_peer {
    bool on;                  /* else nothing below plays a part */
    double minimum_weight;    /* of its guard, eps [0.1 / n] */
    const double *bound_low;  /* n of the bounded hook, or NULL */
    const double *bound_high; /* the same */
} orth_strategy_peer;

/* What a strategy is made from. All zero but n, tokens and rule is what stands in brackets. Arrays
 * are copied. */
typedef struct orth_strategy_spec {
    const char *name; /* for messages and tables [the rule's kind] */
    size_t n;
    const char *const *tokens;
    orth_strategy_part rule;
    orth_strategy_part estimator; /* ["gradient"]; not read by rules that have their own */
    orth_strategy_part link;      /* ["additive"] */
    size_t member_count;          /* of an ensemble; then `rule.kind` is "ensemble" */
    const orth_strategy_member *members;

    uint64_t update_every;  /* C, rows [1] */
    const char *path;       /* of a move: a name of orth_strategy_paths() ["linear"] */
    uint64_t over;          /* K, rows from 1 [C] */
    uint64_t warm_up;       /* rows */
    double block_seconds;   /* how long a row is; > 0 where a parameter is in days, else not read */
    double max_memory_days; /* longer memories are cut to it; 0: none is */

    const double *initial_weights; /* n, a point within the rails [1 / n each] */
    /* n, the least weights, from 1e-18 [0.1 / n where scores are added to weights, else 1e-18] */
    const double *minimum_weight;
    const double *maximum_weight;  /* n, the largest [1] */
    double largest_change_a_block; /* of any weight; 0: no limit */

    /* index_market_cap: circulating supply [row][token], from row 0 on; one row holds for ever. */
    uint64_t supply_rows;
    const double *supply;
    /* file: targets [i][token], the last of which with target_rows[i] <= the row counts;
     * target_rows rise. */
    uint64_t target_count;
    const uint64_t *target_rows;
    const double *targets;

    orth_strategy_peer as_peer;
} orth_strategy_spec;

typedef struct orth_strategy orth_strategy;

/* ORTH_BAD_INPUT for a kind, a parameter or a path that there is not, a parameter that is missing
 * or given twice, and for what does not fit together, with the names that are permitted;
 * ORTH_DOMAIN for a number outside its range, with its name, token, value and range. *strategy is
 * NULL on failure. */
ORTH_API orth_status orth_strategy_create(orth_strategy **strategy, const orth_strategy_spec *spec,
                                          orth_error *error);
ORTH_API void orth_strategy_free(orth_strategy *strategy); /* NULL is fine */

ORTH_API const char *orth_strategy_name(const orth_strategy *strategy);
ORTH_API const char *orth_strategy_rule(const orth_strategy *strategy); /* the kind */
ORTH_API size_t orth_strategy_tokens(const orth_strategy *strategy);    /* n */
ORTH_API uint64_t orth_strategy_update_every(const orth_strategy *strategy);
ORTH_API uint64_t orth_strategy_over(const orth_strategy *strategy);
ORTH_API uint64_t orth_strategy_warm_up(const orth_strategy *strategy);
/* The first row from the warm-up on whose price can make a decision that moves weights, from the
 * next row on; UINT64_MAX for rules that decide nothing (hold, fixed). One price says something to
 * rules with data of their own alone (index, file): row 0 is theirs. */
ORTH_API uint64_t orth_strategy_first_decision(const orth_strategy *strategy);
/* How many rows a walk sees beyond what is known: the weights of row t depend on the prices of rows
 * 0 .. t - 1 + ahead. 0 but for two rules as the peer has them: min_variance, which looks a chunk
 * ahead, and the index, whose start uses the price of its own row. */
ORTH_API uint64_t orth_strategy_ahead(const orth_strategy *strategy);
/* Rows that its own data is good for (supply); UINT64_MAX where it has no end. */
ORTH_API uint64_t orth_strategy_rows(const orth_strategy *strategy);
/* Whether nobody trades with the pool in that row (from warm_up on): `hold` always, the index that
 * freezes between its moves (natively: in all but the K rows after a decision's). The weights go on
 * all the same. */
ORTH_API bool orth_strategy_frozen(const orth_strategy *strategy, uint64_t row);
/* What was assumed, or what the native strategy does otherwise; one line each. */
ORTH_API size_t orth_strategy_note_count(const orth_strategy *strategy);
ORTH_API const char *orth_strategy_note(const orth_strategy *strategy, size_t index);
ORTH_API const double *orth_strategy_initial_weights(const orth_strategy *strategy);

typedef struct orth_strategy_walk orth_strategy_walk;

/* lanes: 1 or ORTH_STRATEGY_LANES. O(n lanes) memory, for each member of an ensemble;
 * ORTH_NO_MEMORY. The strategy must outlive the walk. *walk is NULL on failure. */
#define ORTH_STRATEGY_LANES 8
ORTH_API orth_status orth_strategy_walk_create(orth_strategy_walk **walk,
                                               const orth_strategy *strategy, size_t lanes,
                                               orth_error *error);
ORTH_API void orth_strategy_walk_free(orth_strategy_walk *walk); /* NULL is fine */
/* Back to before row 0. A new walk is there. */
ORTH_API void orth_strategy_walk_start(orth_strategy_walk *walk);

/* The next `count` rows: weights [row][token][lane] out, prices [row][token][lane] in, `ahead` rows
 * more of them than count, all > 0. Row by row the weights are put out, and then the row's price is
 * seen. Rows before warm_up have the initial weights. Allocates nothing. A lane has the bits of a
 * walk alone, on every instruction set, however the rows are cut into calls. `weights` may be NULL:
 * the rows are walked without being written. */
ORTH_API void orth_strategy_walk_next(orth_strategy_walk *walk, size_t count, const double *prices,
                                      double *weights);

/* Decisions so far, counted by lane, that were not made because a score was no finite number (it
 * left the doubles): the weights stayed. */
ORTH_API uint64_t orth_strategy_walk_undecided(const orth_strategy_walk *walk);

/* Memory in days of a decay lambda in [0, 1) a chunk of `chunk_days` > 0 days:
 *   m = 2 chunk_days (6 lambda / (1 - lambda)^3)^(1/3),
 * and the one 1 - lambda in (0, 1] of a memory m >= 0, by its stable root: relative error at most
 * 2^-50; and lambda in [0, 1], 1 - lambda rounded where that is below 1/2, else to 2^-49. */
ORTH_API double orth_memory_days(double lambda, double chunk_days);
ORTH_API double orth_memory_rest(double days, double chunk_days);
ORTH_API double orth_memory_lambda(double days, double chunk_days);

/* theta of the path pursue:theta that is best for a target that wanders by small steps, where
 * standing off it costs `cost` / 2 of its squared Fisher-Rao distance a block, cost >= 0:
 *   (sqrt(cost^2 + 4 cost) - cost) / 2,
 * at a KL of s^2 / 2 theta / (2 - theta) a block for steps s of the target. */
ORTH_API double orth_pursuit_share(double cost);

#ifdef __cplusplus
}
#endif
#endif
