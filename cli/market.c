/* orthant market SUB-COMMAND ...: which there are, and what they share. */
#include "market.h"

#include "base/progress.h"
#include "subcommands.h"

const cli_command cli_market_commands[] = {
    {"score", "whether a model of prices is like the data, line by line", cli_market_score},
    {"fit", "a model of prices or trades, or an estimator, from data", cli_market_fit},
    {NULL, NULL, NULL},
};

void cli_market_show_parts(void *user, uint64_t done, uint64_t most)
{
    (void)user;
    orth_progress("parts of the fit", done, most);
}

orth_status cli_market_fit_make(orth_market_fit **fit, const orth_market_fit_data *data,
                                const orth_market_fit_terms *terms, orth_error *error)
{
    orth_market_fit_terms watched = *terms;
    watched.stop = cli_watch_stop();
    watched.progress = cli_market_show_parts;
    cli_watch_begin_whole();
    return orth_market_fit_make(fit, data, &watched, error);
}

int cli_market(int argc, char **argv)
{
    static const char *const examples[] = {
        "orthant market fit BTC=btc.csv ETH=eth.csv --model garch -o fitted.json",
        "orthant market fit BTC=btc.csv --estimator --every 1d",
        "orthant market fit scenarios/market/trades.csv --model hawkes",
        "orthant market score BTC=btc.csv ETH=eth.csv --model garch",
        "orthant market score BTC,ETH=panel.csv --model fitted.json --json",
        NULL,
    };
    static const cli_family family = {
        "market", "Models of prices and data: score one against the other, or fit it.", examples};
    return cli_run_subcommand(&family, argc, argv);
}
