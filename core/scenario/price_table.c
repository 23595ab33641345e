/* A table of prices in memory: a market of its rows in place of the scenario's. */
#include <stdlib.h>
#include <string.h>

#include "scenario/read.h"

static orth_status check(const orth_scenario *scenario, const orth_prices *table, orth_error *error)
{
    const orth_market_spec *market = scenario->market;
    if (table->n != scenario->n)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: the prices are of %zu token%s, and the scenario has %zu",
                         scenario->file, table->n, table->n == 1 ? "" : "s", scenario->n);
    const char *key = market == NULL                                           ? NULL
                      : market->from != 0                                      ? "from"
                      : market->to != 0                                        ? "to"
                      : market->every.micros != 0 || market->every.months != 0 ? "every"
                      : market->blocks_per_row > 1                             ? "blocks_per_row"
                                                                               : NULL;
    if (key == NULL)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: /market/%s: beside prices in memory, whose rows are the blocks; "
                     "permitted: none, or price files",
                     scenario->file, key);
}

bool orth_scenario_market_is_model(const orth_market_spec *market)
{
    return strcmp(market->model, "panel") != 0 && strcmp(market->model, "files") != 0;
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
    if (scenario->strategy_count > 0 && scenario->market != NULL &&
        orth_scenario_market_is_model(scenario->market))
        scenario->market_blocks = 0; /* how long a model's path is says nothing of a table */
    orth_scenario_market_free(scenario->market);
    scenario->market = market;
    return ORTH_OK;
}
