/* What `orthant optimum` adds to the loss: the options, and the running cost made of them. */
#ifndef CLI_OPTIMUM_COST_H
#define CLI_OPTIMUM_COST_H

#include <argp.h>
#include <stdbool.h>

#include "orthant/running.h"
#include "orthant/scenario.h"

typedef struct cli_optimum_cost {
    const char *forecast, *lambda, *volatility;
    bool free_end;
} cli_optimum_cost;
extern const struct argp cli_optimum_cost_argp;

/* *running is NULL without --forecast and --tracking. Its notes are printed. */
orth_status cli_running_of(orth_exact_running **running, const cli_optimum_cost *options,
                           orth_scenario *scenario, orth_error *error);

#endif
