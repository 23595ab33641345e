/* Estimators of all tokens of a table of prices (orthant/estimator_fit.h), and a rule that is in
 * use held against each.
 */
#ifndef ORTHANT_ESTIMATOR_TOKENS_H
#define ORTHANT_ESTIMATOR_TOKENS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/estimator_fit.h"
#include "orthant/market_fit.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORTH_RULE_LAMBDA_MIN 1e-18
typedef struct orth_estimator_terms {
    double chunk_seconds; /* of a row; 0: the step that most rows have, where times are known */
    /* Decay of a rule that is to be judged, from ORTH_RULE_LAMBDA_MIN, a contract's least, to below
     * 1, or its memory, above 0; 0: not given. At most one of the two. */
    double lambda, memory_days;
    const volatile sig_atomic_t *stop; /* NULL, or not 0: ORTH_INTERRUPTED soon */
    /* What was assumed of the data before, as a reader of price files has it; it is told first. */
    size_t note_count;
    char *const *notes;
} orth_estimator_terms;

typedef struct orth_estimator_token {
    char *token;
    orth_estimator_fit fit;
    /* The rule as one of averages (its level) and as one of the contracts' gradient; filled where
     * a rule was given and the fit is FITTED. */
    orth_estimator_rule average, gradient;
} orth_estimator_token;

typedef struct orth_estimator_tokens {
    size_t n, rows;
    double chunk_seconds;
    size_t gaps;  /* steps more than half as long again as the usual one, taken as one chunk's */
    size_t still; /* tokens whose price does not move, or by one factor: without a fit */
    double lambda, memory_days; /* of the rule, both; 0: none was given */
    orth_estimator_token *of;   /* n */
    size_t note_count;
    char **notes; /* what was assumed */
} orth_estimator_tokens;

/* Fits each token of the data, of which there may be any number from 1; one thread.
 * ORTH_BAD_INPUT for too few rows, with how many are needed; ORTH_DOMAIN for a price outside
 * ORTH_PRICE_MIN .. ORTH_PRICE_MAX, where the length of a chunk is neither given nor known, and for
 * a memory so short or long that its decay is no rule's; ORTH_INTERRUPTED; ORTH_NO_MEMORY. *made is
 * NULL on failure. */
ORTH_API orth_status orth_estimator_tokens_fit(orth_estimator_tokens **made,
                                               const orth_market_fit_data *data,
                                               const orth_estimator_terms *terms,
                                               orth_error *error);
ORTH_API void orth_estimator_tokens_free(orth_estimator_tokens *made); /* NULL is fine */

/* Why a market's fit chooses no decay, so that it has no contract_lambda, memory_days and costs:
 * constant text; NULL where it does. */
ORTH_API const char *orth_estimator_no_decay(const orth_estimator_market_fit *fit);

#ifdef __cplusplus
}
#endif
#endif
