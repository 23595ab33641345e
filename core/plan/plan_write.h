/* A plan as a file. */
#ifndef ORTH_PLAN_PLAN_WRITE_H
#define ORTH_PLAN_PLAN_WRITE_H

#include <stdio.h>

#include "orthant/plan.h"
#include "orthant/simulate.h" /* orth_estimate */
#include "plan/plan_file.h"

/* A plan's losses over many draws of missed blocks. */
typedef struct orth_missed_summary {
    orth_plan_missing missing; /* runs 0: there is nothing to say */
    uint64_t failed, refused;
    orth_estimate log_loss, miss; /* of the runs that did not fail, if any */
} orth_missed_summary;

orth_status orth_missed_summarise(orth_missed_summary *summary, const orth_plan *plan,
                                  const orth_plan_missing *missing, orth_error *error);
/* Whether a file's figures are these, within 1e-11. */
bool orth_missed_agrees(const orth_missed_summary *summary, const orth_plan_missed_claims *claims);

typedef struct orth_plan_summary {
    const char *const *tokens; /* n names */
    const char *bound;         /* proven lower bound on any schedule's loss; NULL: none was made */
    double gas_per_call;       /* in `unit`; 0 when not given */
    const char *unit;          /* NULL without a pool */
    const double *asked; /* n weights where the plan is for another, legal target; else NULL */
    const orth_missed_summary *missed;
} orth_plan_summary;

/* Weights over time, ideal and as executed, the calls marked; below, what each block loses.
 * FILE.svg or FILE.png. */
orth_status orth_replay_plot(const orth_plan *plan, const orth_replay *replay,
                             const char *const *tokens, const char *title, const char *file,
                             bool keep_script, orth_error *error);

/* Returns false when there was no memory for an encoding. */
bool orth_plan_write_json(FILE *stream, const orth_plan *plan, const orth_replay *replay,
                          const orth_plan_summary *summary);

/* Whether a file's text says all that would be written, and nothing else: the same keys, texts,
 * whole numbers and truths, numbers within 1e-11. Else `difference` names the first place. */
orth_status orth_plan_agrees(bool *agrees, char difference[ORTH_ERROR_TEXT_MAX], const char *text,
                             size_t length, const orth_plan *plan, const orth_replay *replay,
                             const orth_plan_summary *summary, orth_error *error);

/* What was replayed, a row a block; or its summary alone. */
void orth_replay_write_json(FILE *stream, const orth_plan *plan, const orth_replay *replay,
                            const orth_missed_summary *missed, const char *const *tokens);
void orth_replay_write_csv(FILE *stream, const orth_replay *replay, const char *const *tokens);

#endif
