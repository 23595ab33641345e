/* What the parts of `orthant market score` share. */
#ifndef CLI_MARKET_SCORE_H
#define CLI_MARKET_SCORE_H

#include "market.h"
#include "options.h"

#include "orthant/market_fit.h"
#include "orthant/market_score.h"
#include "orthant/score_study.h"

typedef struct cli_score_arguments {
    cli_market_data data;
    cli_plot_options plot;
    const char *model, *output;
    uint64_t replicates, seed, mean_length;
    uint64_t horizons[ORTH_SCORE_HORIZONS_MAX];
    size_t horizon_count; /* 0: the usual ones */
    double train;
    unsigned threads;
    bool no_drift; /* of a model that is fitted */
    bool json;
} cli_score_arguments;

/* cli/market_score_options.c: reads the command line; a usage error ends the program. */
void cli_score_parse(cli_score_arguments *given, int argc, char **argv);

/* Is it a model's name, a file, or at least like a path? What is none of them is a slip of the
 * command line; of what looks like a path the reader of scenarios says why it cannot be read. */
bool cli_score_model_may_be(const char *name);
/* Whether a --model is the name of a scenario's file. */
bool cli_score_model_is_file(const char *model);

#endif
