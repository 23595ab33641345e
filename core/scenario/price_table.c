/* A table of prices in memory: a market of its rows in place of the scenario's. */
#include <stdlib.h>
#include <string.h>

#include "scenario/read.h"

static orth_status check(const orth_scenario *scenario, const orth_prices *table, orth_error *error)
{
    if (table->n == scenario->n)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: the prices are of %zu token%s, and the scenario has %zu", scenario->file,
                     table->n, table->n == 1 ? "" : "s", scenario->n);
}

static bool is_model(const orth_market_spec *market)
{
    return strcmp(market->model, "panel") != 0 && strcmp(market->model, "files") != 0;
}

void orth_scenario_market_keep_rows(orth_scenario *scenario, orth_market_spec *market)
{
    if (scenario->market == NULL)
        return;
    market->from = scenario->market->from;
    market->to = scenario->market->to;
    market->every = scenario->market->every;
    market->blocks_per_row = scenario->market->blocks_per_row;
    if (scenario->strategy_count > 0 && is_model(scenario->market))
        scenario->market_blocks = 0; /* how long a model's path is says nothing of rows */
}

orth_status orth_scenario_set_price_table(orth_scenario *scenario, const orth_prices *table,
                                          orth_error *error)
{
    orth_market_spec *market;
    orth_status status = check(scenario, table, error);
    if (status == ORTH_OK)
        status = orth_scenario_market_create(&market, scenario, error);
    if (status != ORTH_OK)
        return status;
    market->table = table;
    market->model = strdup("panel");
    if (market->model == NULL) {
        orth_scenario_market_free(market);
        return orth_fail_memory(error, sizeof "panel");
    }
    orth_scenario_market_keep_rows(scenario, market);
    orth_scenario_market_free(scenario->market);
    scenario->market = market;
    return ORTH_OK;
}
