/* The weights that a scenario's strategies give on one price path of its market, without a pool. */
#ifndef ORTHANT_WEIGHTS_H
#define ORTHANT_WEIGHTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/scenario.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct orth_weights_options {
    const char *strategy; /* the name of one of them; NULL: all */
    uint64_t price_path;  /* of a random market, from 0 */
} orth_weights_options;

typedef struct orth_weights orth_weights;

/* Makes the scenario's market and strategies (orthant/scenario_strategy.h), with their errors;
 * ORTH_BAD_INPUT too without strategies or a market, and for a name that none has. The scenario
 * must live as long. *weights is NULL on failure. Memory does not grow with blocks, beyond what
 * files hold. */
ORTH_API orth_status orth_weights_create(orth_weights **weights, const orth_scenario *scenario,
                                         const orth_weights_options *options, orth_error *error);
ORTH_API void orth_weights_free(orth_weights *weights); /* NULL is fine */

ORTH_API const orth_scenario *orth_weights_scenario(const orth_weights *weights);
ORTH_API size_t orth_weights_count(const orth_weights *weights); /* strategies */
ORTH_API const orth_strategy *orth_weights_strategy(const orth_weights *weights, size_t index);
ORTH_API uint64_t orth_weights_blocks(const orth_weights *weights); /* rows are 0 .. blocks */
ORTH_API uint64_t orth_weights_price_path(const orth_weights *weights);
ORTH_API double orth_weights_block_seconds(const orth_weights *weights); /* 0: not known */
/* Time of block k in microseconds since 1970-01-01 UTC; false where prices have no dates. */
ORTH_API bool orth_weights_time(const orth_weights *weights, uint64_t block, int64_t *time);
/* What was assumed, and what was found in files; one line each. */
ORTH_API size_t orth_weights_note_count(const orth_weights *weights);
ORTH_API const char *orth_weights_note(const orth_weights *weights, size_t index);

/* Before block 0 of that strategy. */
ORTH_API void orth_weights_start(orth_weights *weights, size_t index);
/* The next rows, [row][token], in memory of its own: *count of them, 0 behind the last one. Goes on
 * from orth_weights_start. ORTH_DOMAIN as orth_market_walk_next. Allocates nothing.
 * Where a strategy is run as the contract would, rows are as orthant/execute.h has them: whole
 * multiples of 1e-9, whose sum is not exactly 1. */
ORTH_API orth_status orth_weights_next(orth_weights *weights, size_t *count, const double **rows,
                                       orth_error *error);

/* Decisions of the strategy at hand, since orth_weights_start, that were not made because a score
 * was no finite number: the weights stayed. */
ORTH_API uint64_t orth_weights_undecided(const orth_weights *weights);

/* What rows of one strategy come to, so far. */
typedef struct orth_weights_sums {
    uint64_t rows;
    double turnover;      /* sum over blocks of half the sum of |change| */
    double cost_of_moves; /* sum over blocks of KL(new, old), in logs of value without a fee */
    /* Effective number of tokens, e^H with H = -sum w log w: its mean over rows, least and most. */
    double effective_mean, effective_least, effective_most;
    double least_weight, largest_weight;
    size_t least_token, largest_token;
} orth_weights_sums;

/* Rows go in in order, from block 0 on; `previous` (n) is scratch that keeps the last one. *sums
 * begins as all zero. */
ORTH_API void orth_weights_sum(orth_weights_sums *sums, size_t n, size_t count, const double *rows,
                               double *previous);

#ifdef __cplusplus
}
#endif
#endif
