/* Plans and replays for people. */
#ifndef CLI_PLAN_H
#define CLI_PLAN_H

#include "cli.h"
#include "orthant/plan_file.h"

/* What --plot of plan and replay says of itself. */
#define CLI_PLAN_PLOT_HELP                                                                         \
    "Draw the weights, ideal and executed, and what each block loses, to FILE.svg or FILE.png"

/* A line of a table: blocks, dates and durations. */
void cli_clock_print(const orth_plan *plan);

/* Notes on what the scenario's clock leaves open, and on a start in the past. */
void cli_clock_note(const orth_scenario *scenario);

/* `title`: what was planned for. */
void cli_plan_print(const orth_plan_study *study, const char *title);

/* Lines on a replay of so many calls that ends `miss` from its target, in tables. */
void cli_replay_print(const orth_replay *replay, const orth_plan_missed_summary *missed,
                      size_t calls, double miss);

#endif
