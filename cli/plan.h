/* Plans and replays for people. */
#ifndef CLI_PLAN_H
#define CLI_PLAN_H

#include "cli.h"
#include "orthant/compare.h"
#include "orthant/plan_file.h"

/* What --plot of plan and replay says of itself. */
#define CLI_PLAN_PLOT_HELP                                                                         \
    "Draw the weights, ideal and executed, and what each block loses, to FILE.svg or FILE.png"

/* A line of a table: blocks, dates and durations. */
void cli_clock_print(const orth_plan *plan);

/* Notes on what the scenario's clock leaves open, on a start in the past, and on one that is nearer
 * than so many seconds of notice. */
void cli_clock_note(const orth_scenario *scenario, uint64_t notice);

/* What the plan costs with the scenario's fee, noisy prices and gas. */
typedef struct cli_plan_cost {
    const orth_scenario *scenario;
    orth_scenario_cost *pricing; /* NULL where the market cannot be read, which is noted */
    orth_comparison_result result;
} cli_plan_cost;
/* To be freed in any case. Notes what is assumed. */
orth_status cli_plan_cost_find(cli_plan_cost *cost, const orth_plan_study *study,
                               const orth_scenario *scenario, orth_error *error);
void cli_plan_cost_free(cli_plan_cost *cost);
/* In lines of the table, or in notes beside JSON and CSV; nothing where there is nothing to say. */
void cli_plan_cost_print(const cli_plan_cost *cost);
void cli_plan_cost_note(const cli_plan_cost *cost);

/* `title`: what was planned for. */
void cli_plan_print(const orth_plan_study *study, const cli_plan_cost *cost, const char *title);

/* A line of a table on what the plan's blocks are safe from; nothing without that rail. */
void cli_safe_print(const orth_plan_safe *safe);

/* Lines on a replay of so many calls that ends `miss` from its target, in tables. */
void cli_replay_print(const orth_replay *replay, const orth_plan_missed_summary *missed,
                      size_t calls, double miss);

#endif
