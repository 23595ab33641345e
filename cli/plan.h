#ifndef CLI_PLAN_H
#define CLI_PLAN_H

#include <math.h>

#include "cli.h"
#include "options.h"
#include "orthant/plan.h"
#include "plan/plan_write.h"

#define CLI_PLAN_ROWS 16

typedef struct cli_plan_arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    cli_plot_options plot;
    const char *target;
    size_t calls; /* 0: auto */
    double gas;
    bool equal, geodesic, legal;
    orth_word pool;
} cli_plan_arguments;

/* What --plot of plan and replay says of itself. */
#define CLI_PLAN_PLOT_HELP                                                                         \
    "Draw the weights, ideal and executed, and what each block loses, to FILE.svg or FILE.png"

/* One number of set points. */
typedef struct cli_plan_row {
    size_t calls, transactions;
    double log_loss; /* on the emulated contract */
    double money, gas;
    double excess; /* over the optimum; NaN where that is unknown */
} cli_plan_row;

typedef struct cli_plan_study {
    const cli_plan_arguments *args;
    const orth_scenario *scenario;
    orth_move *move;  /* that is planned */
    orth_move *asked; /* the scenario's, where another is planned; else NULL */
    uint64_t steps;
    uint64_t ticks; /* steps of the timestamp: fewer on chains of several blocks a second */
    double optimum; /* least loss possible; NaN when too dear */
    double value;   /* of the pool; 0: unknown */
    double rail;
    cli_plan_row rows[CLI_PLAN_ROWS];
    size_t row_count, chosen;
    bool settled;
    orth_plan *plan;
    orth_replay *replay;
    char *bound;
    bool bounded; /* the ends in the contract's digits differ, so that the bound says something */
    double distance;            /* of the last weights from the target of the scenario, unrounded */
    double rounded;             /* how far the contract's digits move that */
    orth_missed_summary missed; /* runs 0: the chain misses no blocks */
} cli_plan_study;

/* Finds points and calls and runs them. What it leaves in *study is to be cleared in any case. */
orth_status cli_plan_work(cli_plan_study *study, orth_error *error);
void cli_plan_clear(cli_plan_study *study);

/* ORTH_DOMAIN, naming token, rail and figures, where the scenario's guard rails cannot be kept. */
orth_status cli_plan_check_rails(const cli_plan_study *study, orth_error *error);
/* Fills in bounded, distance and rounded. */
void cli_plan_measure(cli_plan_study *study);

/* A legal target near the one asked for, to standard error, if there is one to offer. */
void cli_plan_offer(const cli_plan_study *study);

void cli_plan_print_table(const cli_plan_study *study);
void cli_plan_print_csv(const cli_plan_study *study);

/* Lines on a replay of so many calls that ends `miss` from its target, in tables. */
void cli_replay_print(const orth_replay *replay, const orth_missed_summary *missed, size_t calls,
                      double miss);

#endif
