#include "simulate/price_noise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/time_text.h"
#include "cost/terms.h"
#include "orthant/market.h"

void orth_price_noise_note(orth_price_noise *noise, const char *text)
{
    snprintf(noise->notes[noise->note_count++], ORTH_PRICE_NOISE_NOTE_MAX, "%s", text);
}

static double block_of(orth_price_noise *noise, const orth_scenario *scenario)
{
    if (scenario->market != NULL && scenario->market->block_seconds > 0)
        return scenario->market->block_seconds;
    double chain = orth_scenario_chain_block(scenario);
    char text[ORTH_PRICE_NOISE_NOTE_MAX], length[ORTH_DURATION_TEXT_MAX];
    snprintf(text, sizeof text,
             "a block lasts %s, since the scenario has no chain.block_time: the volatility of a "
             "year was cut into such blocks",
             orth_duration_text(length, chain));
    if (!scenario->has_block_time)
        orth_price_noise_note(noise, text);
    return chain;
}

/* Whether the market is one of this volatility and nothing else, as
 * orth_scenario_simulate_volatility makes it. */
static bool is_that_market(const orth_scenario *scenario)
{
    const orth_market_spec *market = scenario->market;
    const orth_market_parameter *first = &market->parameters[0];
    return market->model != NULL && strcmp(market->model, "gbm") == 0 && first->name != NULL &&
           strcmp(first->name, "volatility") == 0 && market->parameters[1].name == NULL &&
           memcmp(first->values, scenario->price_volatility, scenario->n * sizeof(double)) == 0;
}

static void by_volatility(orth_price_noise *noise, const orth_scenario *scenario)
{
    size_t n = scenario->n;
    if (scenario->market != NULL && !is_that_market(scenario))
        orth_price_noise_note(noise, "prices are random walks of the volatility asked for, each on "
                                     "its own, in place of the scenario's market");
    noise->block_seconds = block_of(noise, scenario);
    double years = noise->block_seconds / ORTH_YEAR_SECONDS;
    for (size_t i = 0; i < n; i++) {
        double volatility = scenario->price_volatility[i];
        noise->covariance[i * n + i] = volatility * volatility * years;
    }
}

static orth_status by_market(orth_price_noise *noise, const orth_scenario *scenario,
                             orth_error *error)
{
    orth_market_spec spec = *scenario->market;
    orth_market *market;
    bool jumps;
    spec.seed = scenario->seed;
    orth_status status = orth_market_create(&market, &spec, error);
    if (status != ORTH_OK)
        return status;
    noise->block_seconds = orth_market_block_seconds(market);
    status = orth_market_covariance_of_diffusion(market, scenario->market_blocks, noise->covariance,
                                                 &jumps, error);
    if (status == ORTH_OK && jumps && !orth_cost_is_noisy(scenario->n, noise->covariance))
        orth_price_noise_note(
            noise, "the market's relative prices move by jumps alone, which are left out of the "
                   "noise, so that no cost with a fee and noisy prices is computed");
    else if (status == ORTH_OK && jumps)
        orth_price_noise_note(
            noise, "the jumps of the market's prices are left out of the noise: what a move costs "
                   "with it is a lower bound");
    orth_market_free(market);
    return status;
}

orth_status orth_price_noise_of(orth_price_noise *noise, const orth_scenario *scenario,
                                orth_error *error)
{
    size_t n = scenario->n;
    *noise = (orth_price_noise){0};
    if (scenario->market == NULL && scenario->price_volatility == NULL)
        return ORTH_OK;
    if (n > ORTH_COST_TOKENS_MAX) {
        orth_price_noise_note(
            noise, "the cost with a fee and noisy prices is computed for at most " ORTH_LIMIT_TEXT(
                       ORTH_COST_TOKENS_MAX) " tokens");
        return ORTH_OK;
    }
    noise->covariance = calloc(n * n, sizeof *noise->covariance);
    if (noise->covariance == NULL)
        return orth_fail_memory(error, (double)(n * n * sizeof *noise->covariance));
    orth_status status = ORTH_OK;
    if (scenario->price_volatility != NULL)
        by_volatility(noise, scenario);
    else
        status = by_market(noise, scenario, error);
    if (status != ORTH_OK || !orth_cost_is_noisy(n, noise->covariance)) {
        orth_price_noise_clear(noise);
        if (scenario->price_volatility != NULL) /* 0, and so nothing was cut into blocks */
            noise->note_count = 0;
    }
    return status;
}

void orth_price_noise_clear(orth_price_noise *noise)
{
    free(noise->covariance);
    noise->covariance = NULL;
}
