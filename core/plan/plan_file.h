/* Plan files, read back: everything that the replay needs, and what the file claims. */
#ifndef ORTH_PLAN_PLAN_FILE_H
#define ORTH_PLAN_PLAN_FILE_H

#include <jansson.h>

#include "orthant/plan.h"

/* mean, stderr, both ends of ci95, five quantiles */
#define ORTH_PLAN_ESTIMATE 9
typedef struct orth_plan_missed_claims {
    uint64_t failed, refused;
    double log_loss[ORTH_PLAN_ESTIMATE], miss[ORTH_PLAN_ESTIMATE]; /* zeros for null */
} orth_plan_missed_claims;

typedef struct orth_plan_file {
    orth_plan *plan;
    char **tokens;
    double log_loss, gas_per_call; /* as claimed */
    char *unit;                    /* NULL for null */
    double *asked;                 /* n weights; NULL for null */
    orth_plan_missing missing;     /* runs 0: nothing is said of missed blocks */
    orth_plan_missed_claims missed;
    char *bound; /* NULL for null */
    /* the first call whose calldata is not what its arguments encode to; call_count for none */
    size_t wrong_calldata;
} orth_plan_file;

/* Whether the text is JSON whose kind is "plan"; ORTH_NO_MEMORY, else ORTH_OK. */
orth_status orth_plan_file_is(bool *is, const char *text, size_t length, orth_error *error);

/* ORTH_BAD_INPUT with line and column, or JSON path, for what is malformed. */
orth_status orth_plan_file_parse(orth_plan_file *in, const char *text, size_t length,
                                 const char *file, orth_error *error);
void orth_plan_file_clear(orth_plan_file *in); /* a zeroed struct is fine */

#endif
