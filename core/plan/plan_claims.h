/* What a plan file says, beside what orth_plan_file shows of it; and whether that agrees. */
#ifndef ORTH_PLAN_PLAN_CLAIMS_H
#define ORTH_PLAN_PLAN_CLAIMS_H

#include <jansson.h>

#include "orthant/plan_file.h"

/* mean, stderr, both ends of ci95, five quantiles */
#define ORTH_PLAN_ESTIMATE 9
typedef struct orth_plan_missed_claims {
    uint64_t failed, refused;
    double log_loss[ORTH_PLAN_ESTIMATE], miss[ORTH_PLAN_ESTIMATE]; /* zeros for null */
} orth_plan_missed_claims;

typedef struct orth_plan_claims {
    json_t *tree; /* all of the file */
    orth_plan_missed_claims missed;
    /* the first call whose calldata is not what its arguments encode to; SIZE_MAX for none */
    size_t wrong_calldata;
} orth_plan_claims;

/* Whether a file's figures are these, within 1e-11. */
bool orth_plan_missed_agrees(const orth_plan_missed_summary *summary,
                             const orth_plan_missed_claims *claims);

/* Whether a file's tree says all that would be written, and nothing else: the same keys, texts,
 * whole numbers and truths, numbers within 1e-11. `difference` names the first place where it does
 * not; else it is "". */
orth_status orth_plan_agrees(char difference[ORTH_ERROR_TEXT_MAX], const json_t *claimed,
                             const orth_plan *plan, const orth_replay *replay,
                             const orth_plan_summary *summary, orth_error *error);

#endif
