/* Plans and replays for people. */
#ifndef CLI_PLAN_H
#define CLI_PLAN_H

#include "cli.h"
#include "orthant/compare.h"
#include "orthant/plan_file.h"
#include "orthant/report.h"

/* What --plot of plan and replay says of itself. */
#define CLI_PLAN_PLOT_HELP                                                                         \
    "Draw the weights, ideal and executed, and what each block loses, to FILE.svg or FILE.png"

/* A line of a table: blocks, dates and durations. */
void cli_clock_print(const orth_plan *plan);

/* In lines of the table; nothing where there is nothing to say. */
void cli_plan_cost_print(const orth_plan_cost *cost);

/* `title`: what was planned for. */
void cli_plan_print(const orth_plan_study *study, const orth_plan_cost *cost, const char *title);

/* A line of a table on what the plan's blocks are safe from; nothing without that rail. */
void cli_safe_print(const orth_plan_safe *safe);

/* Lines on a replay of so many calls that ends `miss` from its target, in tables. */
void cli_replay_print(const orth_replay *replay, const orth_plan_missed_summary *missed,
                      size_t calls, double miss);

#endif
