/* orthant market SUB-COMMAND ...: finds the sub-command and hands the rest to it. */
#include "market.h"

#include <string.h>

#include "base/progress.h"

static const cli_command subcommands[] = {
    {"score", "whether a model of prices is like the data, line by line", cli_market_score},
    {"fit", "a model of prices or trades, or an estimator, from data", cli_market_fit},
    {NULL, NULL, NULL},
};

static void print_help(FILE *stream)
{
    fputs("Usage: orthant market SUB-COMMAND [OPTION...] [ARGUMENT...]\n"
          "Models of prices and data: score one against the other, or fit it.\n\n",
          stream);
    for (const cli_command *command = subcommands; command->name != NULL; command++)
        fprintf(stream, "  %-8s %s\n", command->name, command->summary);
    fputs("\n  -?, --help     Give this help list; 'orthant market SUB-COMMAND --help'\n"
          "  -V, --version  Print program version\n"
          "\nExamples:\n"
          "  orthant market fit BTC=btc.csv ETH=eth.csv --model garch -o fitted.json\n"
          "  orthant market fit BTC=btc.csv --estimator --every 1d\n"
          "  orthant market fit scenarios/market/trades.csv --model hawkes\n"
          "  orthant market score BTC=btc.csv ETH=eth.csv --model garch\n"
          "  orthant market score BTC,ETH=panel.csv --model fitted.json --json\n",
          stream);
}

static void show_parts(void *user, uint64_t done, uint64_t most)
{
    (void)user;
    orth_progress("parts of the fit", done, most);
}

orth_status cli_market_fit_make(orth_market_fit **fit, const orth_market_fit_data *data,
                                const orth_market_fit_terms *terms, orth_error *error)
{
    orth_market_fit_terms watched = *terms;
    watched.stop = cli_watch_stop();
    watched.progress = show_parts;
    cli_watch_begin_whole();
    return orth_market_fit_make(fit, data, &watched, error);
}

int cli_market(int argc, char **argv)
{
    static char name[64];
    const char *word = argc > 1 ? argv[1] : NULL;
    if (word == NULL) {
        print_help(stderr);
        return CLI_USAGE;
    }
    if (cli_is_help(word) && argc > 2) { /* help SUB-COMMAND */
        static char help[] = "--help";
        argv[1] = argv[2];
        argv[2] = help;
        word = argv[1];
        argc = 3;
    }
    if (cli_is_help(word)) {
        print_help(stdout);
        return cli_finish_stdout(CLI_OK);
    }
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        argp_program_version_hook(stdout, NULL);
        return cli_finish_stdout(CLI_OK);
    }
    for (const cli_command *command = subcommands; command->name != NULL; command++) {
        if (strcmp(word, command->name) == 0) {
            snprintf(name, sizeof name, "orthant market %s", command->name);
            argv[1] = name;
            return command->run(argc - 1, argv + 1);
        }
    }
    fprintf(stderr, "orthant: no sub-command '%.64s'; 'orthant market --help' lists them\n", word);
    return CLI_USAGE;
}
