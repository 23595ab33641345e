#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "simulate/price_noise.h"

/* Of a fee that changes on the way the greater: what is said then is rather too much than too
 * little. */
static double fee_of(const orth_scenario *scenario)
{
    const orth_fee_schedule *schedule = &scenario->fee_schedule;
    return scenario->has_fee_schedule ? fmax(schedule->from, schedule->to) : scenario->rules.fee;
}

/* How many blocks the noise of one stands for; 1 where each has its own. */
static uint64_t lump_of(const orth_scenario *scenario)
{
    const orth_market_spec *market = scenario->market;
    if (scenario->price_volatility != NULL || market == NULL || market->blocks_per_row == 0)
        return 1;
    return market->blocks_per_row;
}

/* The first of the reasons; one is enough. */
static void find_unfit(orth_scenario_cost *cost, const orth_scenario *scenario)
{
    const orth_fee_schedule *schedule = &scenario->fee_schedule;
    char *text = cost->unfit;
    if (scenario->has_fee_schedule && schedule->from != schedule->to)
        snprintf(text, ORTH_SCENARIO_COST_UNFIT_MAX,
                 "the fee changes on the way, and the greater of its ends, %.6g, was counted",
                 cost->fee);
    else if (scenario->blocks_per_step > 1)
        snprintf(text, ORTH_SCENARIO_COST_UNFIT_MAX,
                 "a step lasts %" PRIu64 " blocks, and one arbitrage a step was counted instead of "
                 "one a block, which was 1.1 to 16 times too dear where it was simulated, and "
                 "never too cheap",
                 scenario->blocks_per_step);
    else if (scenario->rules.order != ORTH_ORDER_TOGETHER)
        snprintf(text, ORTH_SCENARIO_COST_UNFIT_MAX,
                 "one arbitrage a block that sees new prices and new weights at once was counted "
                 "(the order 'together'), and this scenario has another order, '%s'",
                 orth_order_name(scenario->rules.order));
    else if (lump_of(scenario) > 1)
        snprintf(text, ORTH_SCENARIO_COST_UNFIT_MAX,
                 "prices move once in %" PRIu64 " blocks (market.blocks_per_row), and were counted "
                 "as if they moved as much by a little in each block",
                 lump_of(scenario));
    else if (scenario->rules.protocol_share > 0)
        snprintf(text, ORTH_SCENARIO_COST_UNFIT_MAX,
                 "the protocol takes %.6g of each fee, and the whole fee was counted for the pool",
                 scenario->rules.protocol_share);
    else if (scenario->rules.gate.cost > 0)
        snprintf(text, ORTH_SCENARIO_COST_UNFIT_MAX,
                 "the arbitrageur has a cost of his own, %.6g of a trade, which was not counted",
                 scenario->rules.gate.cost);
    else if (!orth_scenario_factors(scenario).valid)
        snprintf(text, ORTH_SCENARIO_COST_UNFIT_MAX, "%s, and perfect arbitrage was counted",
                 orth_scenario_factors(scenario).why);
}

/* The noise of a step's blocks together. */
static orth_status make_terms(orth_scenario_cost *cost, const orth_scenario *scenario,
                              orth_error *error)
{
    size_t n = scenario->n;
    double blocks = (double)scenario->blocks_per_step;
    double *step = malloc(n * n * sizeof *step);
    if (step == NULL)
        return orth_fail_memory(error, (double)(n * n * sizeof *step));
    for (size_t e = 0; e < n * n; e++)
        step[e] = blocks * cost->noise.covariance[e];
    orth_status status = orth_cost_terms_create(&cost->terms, n, cost->fee, step, error);
    free(step);
    return status;
}

orth_status orth_scenario_cost_create(orth_scenario_cost **out, const orth_scenario *scenario,
                                      orth_error *error)
{
    *out = NULL;
    orth_scenario_cost *cost = calloc(1, sizeof *cost);
    if (cost == NULL)
        return orth_fail_memory(error, sizeof *cost);
    cost->fee = fee_of(scenario);
    find_unfit(cost, scenario);
    orth_status status = ORTH_OK;
    if (cost->fee > 0)
        status = orth_price_noise_of(&cost->noise, scenario, error);
    else if (scenario->price_volatility != NULL)
        orth_price_noise_note(&cost->noise, "the pool has no swap fee, so that the volatility of "
                                            "prices plays no part in what the move costs");
    if (status == ORTH_OK && cost->noise.covariance != NULL)
        status = make_terms(cost, scenario, error);
    if (status != ORTH_OK) {
        orth_scenario_cost_free(cost);
        return status;
    }
    *out = cost;
    return ORTH_OK;
}

void orth_scenario_cost_free(orth_scenario_cost *cost)
{
    if (cost == NULL)
        return;
    orth_price_noise_clear(&cost->noise);
    orth_cost_terms_free(cost->terms);
    free(cost);
}

orth_status orth_scenario_cost_of_path(orth_cost *cost, orth_path *path,
                                       const orth_scenario_cost *of,
                                       const orth_cost_options *options, orth_error *error)
{
    orth_status status = orth_cost_of_path(cost, path, of->terms, options, error);
    if (status == ORTH_OK && of->unfit[0] != '\0') {
        cost->valid = false;
        cost->why = of->unfit;
    }
    return status;
}
