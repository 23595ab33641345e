/* The options that a page says it is made again by. */
#ifndef CLI_REPORT_WORDS_H
#define CLI_REPORT_WORDS_H

#include "options.h"
#include "orthant/status.h"

typedef struct cli_report_given {
    const cli_scenario_options *scenario;
    const cli_prices_options *prices;
    const cli_monte_carlo_options *monte_carlo;
    const char *volatility, *gas, *target; /* as given, or NULL */
} cli_report_given;

/* Those that change what the page says, in the order of the help: not its file, format, threads.
 * NULL behind the last word. The list is one allocation and points into what was given. */
orth_status cli_report_words(const char *const **words, const cli_report_given *given,
                             orth_error *error);

#endif
