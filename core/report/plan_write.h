/* A plan as a file. */
#ifndef ORTH_REPORT_PLAN_WRITE_H
#define ORTH_REPORT_PLAN_WRITE_H

#include <stdio.h>

#include "orthant/plan.h"

typedef struct orth_plan_summary {
    const char *const *tokens; /* n names */
    const char *bound;         /* proven lower bound on any schedule's loss; NULL: none was made */
    double gas_per_call;       /* in `unit`; 0 when not given */
    const char *unit;          /* NULL without a pool */
} orth_plan_summary;

/* Returns false when there was no memory for an encoding. */
bool orth_plan_write_json(FILE *stream, const orth_plan *plan, const orth_replay *replay,
                          const orth_plan_summary *summary);

/* What was replayed, a row a block; or its summary alone. */
void orth_replay_write_json(FILE *stream, const orth_plan *plan, const orth_replay *replay,
                            const char *const *tokens);
void orth_replay_write_csv(FILE *stream, const orth_replay *replay, const char *const *tokens);

#endif
