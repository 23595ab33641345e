/* What `orthant market fit` was asked for, and its ways to do it. */
#ifndef CLI_MARKET_FIT_H
#define CLI_MARKET_FIT_H

#include "market.h"
#include "options.h"

#include "orthant/estimator_tokens.h"
#include "orthant/market_fit.h"

typedef struct cli_market_fit_options {
    cli_market_data data;
    cli_plot_options plot;       /* of --estimator */
    orth_market_fit_terms terms; /* of a model of prices */
    orth_estimator_terms rule;   /* of --estimator */
    const char *model, *output;
    bool flow; /* --model hawkes: the data are one file of trades */
    bool estimator, json;
} cli_market_fit_options;

/* --estimator. Reads the data, whose words are named (cli_market_name). */
orth_status cli_market_fit_estimator(cli_market_fit_options *given, orth_error *error);
/* --model hawkes. */
orth_status cli_market_fit_flow(const cli_market_fit_options *given, orth_error *error);

#endif
