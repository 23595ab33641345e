/* The options of orthant plan --format safe-batch. */
#ifndef CLI_PLAN_BATCH_H
#define CLI_PLAN_BATCH_H

#include <argp.h>
#include <stdbool.h>

#include "orthant/plan_file.h"

typedef struct cli_plan_batch {
    orth_plan_batch wanted; /* without a name */
    bool has_to;
} cli_plan_batch;

extern const struct argp cli_plan_batch_argp; /* its input is a cli_plan_batch */

/* A usage error where the format is asked for without chain and contract, or they without it. */
void cli_plan_batch_check(const cli_plan_batch *batch, bool asked, struct argp_state *state);

#endif
