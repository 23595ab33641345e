/* A plan for a number of set points, tried. */
#ifndef ORTH_PLAN_STUDY_TRIAL_H
#define ORTH_PLAN_STUDY_TRIAL_H

#include "plan/study.h"

/* A plan and its run on the contract. */
typedef struct orth_trial {
    orth_plan *plan;
    orth_replay *replay;
    double free_loss; /* orth_plan_row's */
} orth_trial;

void orth_trial_drop(orth_trial *t);

/* For m set points; *settled as of orth_setpoints. Nothing is to be dropped on failure: ORTH_DOMAIN
 * where rails or contract refuse. */
orth_status orth_trial_make(orth_trial *made, bool *settled, const orth_plan_study *s, size_t m,
                            orth_error *error);

#endif
