/* Options that several commands have, as argp children: each sets its own struct. A command lists
 * them after its own and gives their inputs at ARGP_KEY_INIT. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

#include "orthant/scenario.h"
#include "orthant/simulate.h"

/* The one file that a command reads, called `what` in its usage. */
typedef struct cli_file_argument {
    const char *what; /* "FILE", set by the command */
    const char *name;
} cli_file_argument;
extern const struct argp cli_file_argp;

/* SCENARIO, --steps and --normalise. */
typedef struct cli_scenario_options {
    const char *file, *steps;
    const char *steps_help; /* set by the command: what --steps says of itself */
    bool normalise;
    size_t tokens_most; /* set by the command; 0: any number */
    bool strategies;    /* set by the command: it takes strategies in place of a move */
    bool sales;         /* set by the command: it studies a launch's sale, not its move alone */
    const char *text; /* set by the command: what the file holds, if it has been read; else NULL */
    size_t length;
} cli_scenario_options;
extern const struct argp cli_scenario_argp;
/* Loads it, with --steps and `paths` (NULL when not given) in place of its own, and prints its
 * notes. *scenario is to be freed in any case. */
orth_status cli_load_scenario(orth_scenario **scenario, const cli_scenario_options *options,
                              const char *paths, orth_error *error);
/* The note of a command that counts perfect arbitrage where the scenario's is not; `moves`: it
 * tells losses of fee-less moves, for which the factor is said where it is known. */
void cli_note_arbitrage(const orth_scenario *scenario, bool moves);

/* --plot and --keep-script. */
typedef struct cli_plot_options {
    const char *file;
    bool keep_script;
    const char *help; /* set by the command: what is drawn */
} cli_plot_options;
extern const struct argp cli_plot_argp;

/* --digits, 1 .. ORTH_EXACT_DIGITS_MAX; its input is an unsigned, which the command sets before. */
extern const struct argp cli_digits_argp;

/* --price-paths, --seed, --threads. */
typedef struct cli_monte_carlo_options {
    uint64_t price_paths, seed; /* in place of the scenario's; price_paths 0: not given */
    bool has_seed;
    unsigned threads; /* 0: not given */
} cli_monte_carlo_options;
extern const struct argp cli_monte_carlo_argp;
void cli_set_monte_carlo(orth_scenario *scenario, const cli_monte_carlo_options *options);

/* --prices and --stamp, given once a token, --every, --from and --to. */
#define CLI_PRICE_FILES_MAX 256
typedef struct cli_prices_options {
    const char *files[CLI_PRICE_FILES_MAX]; /* TOKEN=FILE */
    size_t count;
    const char *stamps[CLI_PRICE_FILES_MAX]; /* TOKEN=start, TOKEN=end */
    size_t stamp_count;
    const char *every, *from, *to;
} cli_prices_options;
extern const struct argp cli_prices_argp;
/* The scenario's market from them, where there are any. */
orth_status cli_set_prices(orth_scenario *scenario, const cli_prices_options *options,
                           orth_error *error);

/* --price-volatility; its input is a const char *, NULL where it is not given. */
extern const struct argp cli_volatility_argp;
/* A usage error where price files are given as well: both say what prices do. */
void cli_check_volatility(struct argp_state *state, const char *list,
                          const cli_prices_options *prices);
/* The noise of the scenario's prices from it, where it is given. */
orth_status cli_set_volatility(orth_scenario *scenario, const char *list, orth_error *error);

/* A whole number in least .. most; a usage error that names the option for anything else. */
uint64_t cli_parse_whole(struct argp_state *state, const char *option, const char *text,
                         uint64_t least, uint64_t most);

/* The numbers that an option takes: each end belongs to them unless `above` or `below` says that it
 * does not. An infinite `most` is no end. */
typedef struct cli_interval {
    double least, most;
    bool above, below;
} cli_interval;
/* A number of the interval, -0 as 0; a usage error that names the option for anything else. */
double cli_parse_number(struct argp_state *state, const char *option, const char *text,
                        cli_interval of);

#endif
