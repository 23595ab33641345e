/* What the parts of `orthant market score` share. */
#ifndef CLI_MARKET_SCORE_H
#define CLI_MARKET_SCORE_H

#include "market.h"
#include "options.h"

#include "orthant/market_fit.h"
#include "orthant/market_score.h"

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

/* What was assumed, told once it is known and kept for the JSON. */
#define CLI_SCORE_NOTES_OWN 4
typedef struct cli_score_notes {
    size_t count;
    const char **all; /* room for all that there may be */
    size_t own_count;
    char own[CLI_SCORE_NOTES_OWN][400];
} cli_score_notes;

/* Tells it, and keeps it; at most CLI_SCORE_NOTES_OWN of them. */
void cli_score_note(cli_score_notes *notes, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The market that is scored, and what of it the score must know. */
typedef struct cli_score_model {
    orth_market *market;
    orth_market_fit *fit;                 /* NULL where nothing was fitted */
    size_t tokens[CLI_MARKET_TOKENS_MAX]; /* which of the market's each of the data's is */
    double block_seconds;                 /* what the rows must be apart; 0: anything */
    cli_score_notes notes;
} cli_score_model;

/* Is it a model's name, a file, or at least like a path? What is none of them is a slip of the
 * command line; of what looks like a path the reader of scenarios says why it cannot be read. */
bool cli_score_model_may_be(const char *name);
/* Of the first `trained` rows of data that are read, or of a scenario; notes are told. To be freed
 * in any case. */
orth_status cli_score_model_make(cli_score_model *model, const cli_score_arguments *given,
                                 size_t trained, orth_error *error);
void cli_score_model_free(cli_score_model *model);
/* Whether a --model is the name of a scenario's file. */
bool cli_score_model_is_file(const char *model);

#endif
