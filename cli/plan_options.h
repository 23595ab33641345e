/* The options of orthant plan. */
#ifndef CLI_PLAN_OPTIONS_H
#define CLI_PLAN_OPTIONS_H

#include "cli.h"
#include "options.h"
#include "orthant/plan_file.h"
#include "plan_batch.h"

#define CLI_PLAN_DEFAULT_TARGET "generic"

typedef struct cli_plan_arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    cli_plot_options plot;
    cli_plan_batch batch;
    const char *target, *volatility;
    const char *safe;
    size_t calls; /* 0: auto */
    double gas;
    bool equal, geodesic, legal;
    orth_word pool;
    uint64_t trade_limit; /* 0: the scenario's */
    size_t token_count;   /* of token_addresses; 0: they are not known */
    orth_word token_addresses[ORTH_PLAN_TOKENS_MAX];
} cli_plan_arguments;

extern const struct argp cli_plan_argp; /* its input is a cli_plan_arguments */

#endif
