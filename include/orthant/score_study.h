/* A model of prices made from the first part of the data, or a scenario's, and scored against each
 * part (orthant/market_score.h): what `orthant market score` does.
 */
#ifndef ORTHANT_SCORE_STUDY_H
#define ORTHANT_SCORE_STUDY_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/market_score.h"
#include "orthant/prices.h"
#include "orthant/scenario.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORTH_SCORE_MEAN_LENGTH_USUAL 100
typedef struct orth_score_study_terms {
    /* "gbm", "merton", "garch": fitted to the first part; "bootstrap" of it. Of a scenario what
     * messages call it. */
    const char *model;
    const orth_scenario *scenario; /* whose market is scored as it is, with `seed`; NULL: none */
    /* The share of rows of the first part, above 0, at most 1: 1 has one part, all rows, and the
     * model is made of it too. */
    double train;
    double block_seconds; /* of a row; 0: as the data say, or the scenario's market */
    bool no_drift;        /* of a model that is fitted */
    uint64_t mean_length; /* of bootstrap: rows; 0: ORTH_SCORE_MEAN_LENGTH_USUAL */
    size_t horizon_count; /* as orth_score_terms has them */
    const uint64_t *horizons;
    uint64_t replicates; /* resamples; orth_score_paths of it are the paths of the band */
    uint64_t seed;       /* of the model's paths and of all else */
    unsigned threads;
    const volatile sig_atomic_t *stop; /* NULL, or not 0: ORTH_INTERRUPTED soon */
    /* How far the fit is, as orth_market_fit_terms has it; NULL. */
    void (*progress)(void *user, uint64_t done, uint64_t most);
    /* What was assumed, as soon as it is known; NULL. */
    void (*note)(void *user, const char *note);
    void *user;
} orth_score_study_terms;

typedef struct orth_score_study {
    size_t rows; /* of the data */
    size_t part_count;
    orth_score_part parts[2]; /* "train" and "test", or "all" */
    size_t note_count;
    const char **notes; /* what was assumed: first the prices' own, then those that were told */
} orth_score_study;

/* `prices` is what orth_prices_load or orth_prices_borrow made of `tokens`, as many as it has
 * columns, in their order; both, and a scenario, must outlive the study. The first part is of
 * orth_score_split rows, and its last row is the first of the second. ORTH_DOMAIN for a train share
 * out of range and for a part with fewer rows than the first horizon needs, before anything is
 * fitted; ORTH_BAD_INPUT for a model that there is not, a scenario without a market, without a
 * token of the data, or with blocks of another length than `block_seconds`; and as
 * orth_market_fit_make, orth_market_create and orth_score_make fail, of the last of which the text
 * names the part. *study is NULL on failure. */
ORTH_API orth_status orth_score_study_make(orth_score_study **study, const orth_prices *prices,
                                           const char *const *tokens,
                                           const orth_score_study_terms *terms, orth_error *error);
ORTH_API void orth_score_study_free(orth_score_study *study); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
