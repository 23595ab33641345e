/* A scenario's orth_scenario_launch: how it is made and freed, and what an option changes in it. */
#include <stdlib.h>
#include <string.h>

#include "scenario/read.h"

const char *orth_demand_model_name(orth_demand_model model)
{
    static const char *const names[ORTH_DEMAND_MODELS] = {"value", "buyers", "trades"};
    return names[model];
}

orth_status orth_scenario_launch_create(orth_scenario_launch **launch, orth_error *error)
{
    *launch = calloc(1, sizeof **launch);
    if (*launch == NULL)
        return orth_fail_memory(error, sizeof **launch);
    mpq_init((*launch)->project_balance);
    mpq_init((*launch)->reserve_balance);
    mpq_init((*launch)->virtual_reserve);
    mpq_init((*launch)->fixed_price);
    (*launch)->sales_blocked = true;
    (*launch)->project_decimals = (*launch)->reserve_decimals = 18;
    return ORTH_OK;
}

static void free_prices(orth_price_file *prices)
{
    if (prices != NULL)
        orth_scenario_price_file_free(prices);
    free(prices);
}

void orth_scenario_launch_free(orth_scenario_launch *launch)
{
    if (launch == NULL)
        return;
    mpq_clear(launch->project_balance);
    mpq_clear(launch->reserve_balance);
    mpq_clear(launch->virtual_reserve);
    mpq_clear(launch->fixed_price);
    free(launch->buyers.arrivals.days);
    free(launch->buyers.arrivals.rates);
    free(launch->trades_file);
    free(launch->value_note);
    free_prices(launch->reserve_prices);
    free(launch);
}

orth_status orth_scenario_set_reserve_prices(orth_scenario *scenario, const char *file,
                                             orth_error *error)
{
    orth_scenario_launch *launch = scenario->launch;
    if (launch == NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /launch: this key is missing; prices of a reserve are those of a "
                         "sale's",
                         scenario->file);
    orth_price_file *prices = calloc(1, sizeof *prices);
    if (prices == NULL)
        return orth_fail_memory(error, sizeof *prices);
    prices->token = strdup(scenario->tokens[launch->reserve]);
    prices->file = strdup(file);
    if (prices->token == NULL || prices->file == NULL) {
        free_prices(prices);
        return orth_fail_memory(error, (double)strlen(file));
    }
    free_prices(launch->reserve_prices);
    launch->reserve_prices = prices;
    /* What the pool is worth was said without them. */
    scenario->has_pool = false;
    mpq_set_ui(scenario->pool_value, 0, 1);
    return ORTH_OK;
}
