/* --price-volatility, which several commands have. */
#include "cli.h"
#include "options.h"

#define KEY_VOLATILITY 0x160

static const struct argp_option volatility_options[] = {
    {"price-volatility", KEY_VOLATILITY, "V,...", 0,
     "Volatility of prices a year, 0.8 for 80 %, instead of the market's: of the first token in the "
     "second; of more tokens a list, of each but the last in the last, or of each in money",
     0},
    {0}};

static error_t parse_volatility(int key, char *argument, struct argp_state *state)
{
    const char **list = state->input;
    if (key != KEY_VOLATILITY)
        return ARGP_ERR_UNKNOWN;
    *list = argument;
    return 0;
}

const struct argp cli_volatility_argp = {
    volatility_options, parse_volatility, NULL, NULL, NULL, NULL, NULL};

void cli_check_volatility(struct argp_state *state, const char *list,
                          const cli_prices_options *prices)
{
    bool files = prices->count > 0 || prices->stamp_count > 0 || prices->every != NULL ||
                 prices->from != NULL || prices->to != NULL;
    if (list != NULL && files)
        argp_error(state, "--price-volatility and price files (--prices and what goes with it) "
                          "exclude each other: both say how prices move");
}

orth_status cli_set_volatility(orth_scenario *scenario, const char *list, orth_error *error)
{
    if (list == NULL)
        return ORTH_OK;
    return cli_of_command_line(orth_scenario_set_price_volatility(scenario, list, error));
}
