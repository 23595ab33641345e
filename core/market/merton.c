/* Merton's jump diffusion: geometric Brownian motion, and in each token Poisson many normal jumps.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market/market.h"
#include "numeric/elementary.h"
#include "numeric/poisson.h"

#define JUMP_MAX 10.0 /* of the logarithm of a price */

static orth_status prepare_jump(orth_market *market, size_t token, double rate, double mean,
                                double deviation, orth_error *error)
{
    orth_jumps *jumps = &market->jumps[token];
    double expected = rate * market->block_years;
    if (expected > ORTH_POISSON_EXPECTED)
        return orth_market_fail(error, "the number of jumps a block", market->tokens[token],
                                expected, "at most 50");
    jumps->mean = mean;
    jumps->deviation = deviation;
    if (expected == 0)
        return ORTH_OK;
    market->shift[token] -= expected * orth_expm1(mean + deviation * deviation / 2);
    jumps->cumulative = malloc(ORTH_POISSON_MAX * sizeof *jumps->cumulative);
    if (jumps->cumulative == NULL)
        return orth_fail_memory(error, ORTH_POISSON_MAX * sizeof *jumps->cumulative);
    jumps->count = orth_poisson_fill(jumps->cumulative, expected);
    return ORTH_OK;
}

static orth_status prepare_jumps(orth_market *market, const orth_market_spec *spec,
                                 const double *rate, const double *mean, const double *deviation,
                                 orth_error *error)
{
    market->jumps = calloc(market->n, sizeof *market->jumps);
    if (market->jumps == NULL)
        return orth_fail_memory(error, (double)market->n * sizeof *market->jumps);
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < market->n; i++) {
        if (rate[i] != 0 && spec->numeraire != NULL &&
            strcmp(market->tokens[i], spec->numeraire) == 0)
            return orth_market_fail(error, "the jump rate of the numeraire", market->tokens[i],
                                    rate[i], "0");
        status = prepare_jump(market, i, rate[i], mean[i], deviation[i], error);
    }
    return status;
}

static orth_status prepare_merton(orth_market *market, const orth_market_spec *spec,
                                  orth_error *error)
{
    double *volatility, *rate = NULL, *mean = NULL, *deviation = NULL;
    orth_status status = orth_market_prepare_diffusion(market, spec, true, &volatility, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&rate, market, spec->jump_rate, 0, "the jump rate a year", 0,
                                     1e9, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&mean, market, spec->jump_mean, 0, "the mean jump", -JUMP_MAX,
                                     JUMP_MAX, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&deviation, market, spec->jump_deviation, 0,
                                     "the deviation of a jump", 0, JUMP_MAX, error);
    if (status == ORTH_OK)
        status = prepare_jumps(market, spec, rate, mean, deviation, error);
    free(volatility);
    free(rate);
    free(mean);
    free(deviation);
    return status;
}

/* The sum of the jumps of one block: `count` normals are one of `count` times the variance. */
static double jump(const orth_jumps *jumps, double u, orth_draws draws)
{
    size_t count = orth_poisson_count(jumps->count, jumps->cumulative, u);
    double normal, unused;
    orth_kernels_in_use()->normals(1, &normal, &unused, &draws);
    return (double)count * jumps->mean + sqrt((double)count) * jumps->deviation * normal;
}

static void add_jumps(orth_market_walk *walk, size_t token, double *returns)
{
    const orth_jumps *jumps = &walk->market->jumps[token];
    size_t lanes = walk->lanes, pairs = ORTH_MARKET_CHUNK / 2;
    orth_draws draws = orth_market_draws(walk, ORTH_USE_JUMP_COUNT, token);
    draws.index /= 2;
    double *even = walk->scratch, *odd = even + pairs * lanes, none = jumps->cumulative[0];
    orth_kernels_in_use()->uniforms(pairs * lanes, even, odd, &draws);
    for (size_t row = 0; row < ORTH_MARKET_CHUNK; row++) {
        const double *u = (row % 2 == 0 ? even : odd) + row / 2 * lanes;
        for (size_t lane = 0; lane < lanes; lane++) {
            if (u[lane] <= none)
                continue;
            orth_draws size = orth_market_draws(walk, ORTH_USE_JUMP_SIZE, token);
            size.index += row;
            size.path += lane;
            size.lanes = 1;
            returns[row * lanes + lane] += jump(jumps, u[lane], size);
        }
    }
}

static void merton_returns(orth_market_walk *walk)
{
    orth_market_gbm_returns(walk);
    for (size_t i = 0; i < walk->market->n; i++)
        if (walk->market->jumps[i].count > 0)
            add_jumps(walk, i, walk->returns + i * ORTH_MARKET_CHUNK * walk->lanes);
}

const orth_model orth_model_merton = {
    .public = {"merton", "geometric Brownian motion and, in each token, jumps"},
    .prepare = prepare_merton,
    .returns = merton_returns,
};
