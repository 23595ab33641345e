/* orthant launch --best: which setting a seller would want. */
#ifndef CLI_LAUNCH_BEST_H
#define CLI_LAUNCH_BEST_H

#include "cli.h"
#include "options.h"
#include "orthant/launch_best.h"

/* --best and --top; zeroed before. */
typedef struct cli_launch_best_options {
    bool given;
    orth_launch_goal goal;
    size_t top; /* 0: not given */
} cli_launch_best_options;
extern const struct argp cli_launch_best_argp;

/* Ranks the results and writes the ranking in place of them, to files, as a picture and to standard
 * output. */
orth_status cli_launch_best_write(const orth_launch *launch, const cli_launch_best_options *best,
                                  const cli_output_options *output, const cli_plot_options *plot,
                                  orth_error *error);

#endif
