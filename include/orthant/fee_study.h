/* The best swap fee of a scenario's pool: at rest at the start's weights, at rest at the target's,
 * and during the move. Two tokens. */
#ifndef ORTHANT_FEE_STUDY_H
#define ORTHANT_FEE_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/best_fee.h"
#include "orthant/scenario.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum orth_fee_state {
    ORTH_FEE_AT_START,
    ORTH_FEE_AT_TARGET,
    ORTH_FEE_MOVING,
    ORTH_FEE_STATES
} orth_fee_state;
ORTH_API const char *orth_fee_state_name(orth_fee_state state); /* "at_start", ... */

/* Of one state: the best fee, and what the scenario's own earns beside it. */
typedef struct orth_fee_answer {
    orth_best_fee found;
    orth_fee_net present; /* of orth_fee_study.present_fee */
    double given_up;      /* by it: found.best.net - present.net, a block; 0 or above */
} orth_fee_answer;

#define ORTH_FEE_STUDY_NOTES 7
#define ORTH_FEE_STUDY_NOTE_MAX 240
typedef struct orth_fee_study {
    const orth_scenario *scenario; /* must outlive the study */
    const char *path;              /* the scenario's first */
    uint64_t steps, blocks;        /* its first number of steps, and steps x blocks_per_step */
    double block_seconds, blocks_a_day;
    double sigma;       /* of a block's log-return of the first token's price in the second */
    orth_demand demand; /* a block; its flow is the scenario's over blocks_a_day */
    bool has_present;   /* a scenario without a pool has no fee, and a fee schedule no single one */
    double present_fee;
    bool moves; /* else there is no ORTH_FEE_MOVING: the answer is empty */
    /* The greatest fee for which the figures of the move hold; 0: for none, as its steps are too
     * large (orth_fee_losses_valid). */
    double valid;
    orth_fee_answer answers[ORTH_FEE_STATES];
    size_t note_count;
    char notes[ORTH_FEE_STUDY_NOTES][ORTH_FEE_STUDY_NOTE_MAX]; /* what was assumed or left out */
} orth_fee_study;

/* The noise is orth_price_noise_of's; a block whose length nobody says lasts as long as the
 * chain's (12 s, where the scenario does not say that either), and a note tells it. The pool's
 * protocol_share is counted; gas and other costs of arbitrage, and others' trades of the keys
 * "noise" and "noise_ratio" are not, and notes tell it.
 *
 * ORTH_BAD_INPUT, with file and place: more than two tokens, no demand (its message names the key
 * and the options), no noise of prices, arbitrage that is absent, undersized or against a part of
 * the reserves. Other errors are those of orth_price_noise_of and orth_path_create. *study is NULL
 * on failure. */
ORTH_API orth_status orth_fee_study_create(orth_fee_study **study, const orth_scenario *scenario,
                                           orth_error *error);
ORTH_API void orth_fee_study_free(orth_fee_study *study); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
