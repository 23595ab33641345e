/* The sub-commands of `orthant market`, and the prices that they read. */
#ifndef CLI_MARKET_H
#define CLI_MARKET_H

#include "cli.h"

#include "orthant/market.h"
#include "orthant/market_fit.h"
#include "orthant/prices.h"

int cli_market_score(int argc, char **argv);
int cli_market_fit(int argc, char **argv);

#define CLI_MARKET_TOKENS_MAX 64

/* TOKEN=FILE words, or one TOKEN,TOKEN=FILE of a panel; as read: tokens, and prices to be freed by
 * cli_market_data_free. */
typedef struct cli_market_data {
    const char *words[CLI_MARKET_TOKENS_MAX];
    size_t word_count;
    const char *columns[CLI_MARKET_TOKENS_MAX]; /* --price-column: TOKEN=COLUMN */
    size_t column_count;
    const char *stamps[CLI_MARKET_TOKENS_MAX]; /* --stamp: TOKEN=start, TOKEN=end */
    size_t stamp_count;
    const char *every; /* --every, or NULL */

    char *names; /* what tokens and files point to */
    size_t n;
    const char *tokens[CLI_MARKET_TOKENS_MAX];
    size_t file_count;
    orth_price_file files[CLI_MARKET_TOKENS_MAX];
    orth_span span;
    double block_seconds; /* 0: as the data say */
    orth_prices *prices;
} cli_market_data;

extern const struct argp cli_market_argp; /* its input is a cli_market_data */

/* The tokens and files of the words: a fault there is one of the command line. */
orth_status cli_market_name(cli_market_data *data, orth_error *error);
/* Reads them, and prints what was assumed. */
orth_status cli_market_read(cli_market_data *data, orth_error *error);
/* Shows on a terminal how far a fit is: orth_market_fit_terms and its like call it. */
void cli_market_show_parts(void *user, uint64_t done, uint64_t most);
/* orth_market_fit_make that Ctrl-C ends, and that shows on a terminal how far it is. Ctrl-C is
 * watched from then on, until cli_unwatch. */
orth_status cli_market_fit_make(orth_market_fit **fit, const orth_market_fit_data *data,
                                const orth_market_fit_terms *terms, orth_error *error);
/* Times of the rows, NULL where they are counted and have no dates. */
const int64_t *cli_market_times(const cli_market_data *data);
void cli_market_data_free(cli_market_data *data);

#endif
