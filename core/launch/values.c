#include "launch/values.h"

#include <math.h>
#include <stdlib.h>

#include "base/plural.h"
#include "simulate/worker.h"

static orth_status check_length(const orth_launch_setup *setup, orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    uint64_t there = orth_market_blocks(setup->market);
    if (scenario->market_blocks > 0 && scenario->market_blocks < there)
        there = scenario->market_blocks;
    if (setup->blocks <= there)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: /steps: the sale takes %llu block%s, but the market has %llu",
                     scenario->file, (unsigned long long)setup->blocks,
                     orth_plural(setup->blocks, "", "s"), (unsigned long long)there);
}

orth_status orth_launch_make_market(orth_launch_setup *setup, orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    const orth_scenario_launch *launch = scenario->launch;
    setup->value_known = launch->has_value || scenario->market != NULL;
    if (!setup->value_known && launch->demand != ORTH_DEMAND_TRADES)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /launch/demand/value: this key is missing, and there is no /market "
                         "whose price of the project's token could stand for it",
                         scenario->file);
    if (launch->reserve_prices != NULL) {
        orth_status status = orth_reserve_prices_load(
            &setup->reserve_prices, scenario, scenario->tokens[launch->reserve],
            launch->reserve_prices, setup->blocks, setup->how->store, error);
        if (status != ORTH_OK)
            return status;
    }
    setup->values_move = setup->reserve_prices != NULL;
    setup->random = launch->demand == ORTH_DEMAND_BUYERS;
    if (scenario->market == NULL)
        return ORTH_OK;
    orth_market_spec spec = *scenario->market;
    orth_scenario own = *scenario; /* with the caller's store; nothing of it is freed */
    if (setup->how->store != NULL)
        spec.store = setup->how->store;
    own.market = &spec;
    orth_status status = orth_simulation_market(&setup->market, &own, false, error);
    if (status != ORTH_OK)
        return status;
    setup->values_move = setup->values_move || orth_market_moves(setup->market);
    setup->random = setup->random || orth_market_is_random(setup->market);
    return check_length(setup, error);
}

void orth_launch_values_free(orth_launch_values *values)
{
    if (values != NULL)
        orth_market_walk_free(values->walk);
    free(values);
}

orth_status orth_launch_values_create(orth_launch_values **out, const orth_launch_setup *setup,
                                      orth_error *error)
{
    orth_launch_values *made = *out = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, sizeof *made);
    made->setup = setup;
    orth_status status = ORTH_OK;
    if (setup->market != NULL)
        status = orth_market_walk_create(&made->walk, setup->market, 1, error);
    if (status != ORTH_OK) {
        orth_launch_values_free(made);
        *out = NULL;
    }
    return status;
}

void orth_launch_values_start(orth_launch_values *values, uint64_t price_path)
{
    values->block = 0;
    values->at = 0;
    if (values->walk != NULL)
        orth_market_walk_start(values->walk, price_path);
}

/* The market's prices at these blocks as V and Q. */
static orth_status take_prices(orth_launch_values *values, size_t count, const double *prices,
                               orth_error *error)
{
    const orth_scenario_launch *launch = values->setup->scenario->launch;
    const double *project = prices + launch->project, *reserve = prices + launch->reserve;
    const orth_reserve_prices *file = values->setup->reserve_prices;
    if (values->block == 0) {
        values->first_project = project[0];
        values->first_reserve = reserve[0];
    }
    for (size_t k = 0; k < count; k++) {
        values->value[k] = launch->has_value
                               ? launch->value * (project[2 * k] / values->first_project)
                               : project[2 * k];
        values->reserve[k] = file != NULL ? orth_reserve_price(file, values->block + k, &values->at)
                                          : reserve[2 * k];
        if (file != NULL && reserve[2 * k] != values->first_reserve)
            return orth_fail(
                error, ORTH_BAD_INPUT,
                "%s: /launch/reserve_prices: the market's own price of %s moves, from "
                "%.12g to %.12g at block %llu; permitted: prices of it in one place",
                values->setup->scenario->file, values->setup->scenario->tokens[launch->reserve],
                values->first_reserve, reserve[2 * k], (unsigned long long)(values->block + k));
    }
    return ORTH_OK;
}

static void take_no_prices(orth_launch_values *values, size_t count)
{
    const orth_scenario_launch *launch = values->setup->scenario->launch;
    const orth_reserve_prices *file = values->setup->reserve_prices;
    for (size_t k = 0; k < count; k++) {
        values->value[k] = launch->has_value ? launch->value : NAN;
        values->reserve[k] =
            file != NULL ? orth_reserve_price(file, values->block + k, &values->at) : 1;
    }
}

orth_status orth_launch_values_next(orth_launch_values *values, uint64_t wanted, size_t *count,
                                    orth_error *error)
{
    const double *prices;
    orth_status status = ORTH_OK;
    *count = wanted < ORTH_LAUNCH_CHUNK ? (size_t)wanted : ORTH_LAUNCH_CHUNK;
    if (values->walk != NULL) {
        status = orth_market_walk_next(values->walk, *count, count, &prices, NULL, error);
        if (status == ORTH_OK)
            status = take_prices(values, *count, prices, error);
    } else if (values->block <= 1 || values->setup->values_move) {
        take_no_prices(values, values->setup->values_move ? *count : ORTH_LAUNCH_CHUNK);
    }
    if (status != ORTH_OK)
        return status;
    for (size_t k = 0; k < *count; k++)
        values->ratio[k] = values->value[k] / values->reserve[k];
    values->block += *count;
    return ORTH_OK;
}
