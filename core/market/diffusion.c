/* Correlated geometric Brownian motion, and what it shares with the other models. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market/market.h"

/* Far beyond any market, and small enough that nothing overflows: 1000 is 100,000 % a year. */
#define RATE_MAX 1000.0

static orth_status take_block(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    if (!(spec->block_seconds > 0 && spec->block_seconds <= ORTH_YEAR_SECONDS))
        return orth_market_fail(error, "the number of seconds of a block", NULL,
                                spec->block_seconds, "above 0, to 31557600");
    market->block_years = spec->block_seconds / ORTH_YEAR_SECONDS;
    return ORTH_OK;
}

static orth_status take_correlation(orth_market *market, const orth_market_spec *spec,
                                    orth_error *error)
{
    size_t n = market->n;
    market->matrix = malloc(n * n * sizeof *market->matrix);
    if (market->matrix == NULL)
        return orth_fail_memory(error, (double)(n * n) * sizeof *market->matrix);
    return orth_correlation_factor(market->matrix, market, spec->correlation, error);
}

orth_status orth_market_prepare_diffusion(orth_market *market, const orth_market_spec *spec,
                                          bool scaled, double **volatility, orth_error *error)
{
    size_t n = market->n;
    *volatility = NULL;
    orth_status status = take_block(market, spec, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&market->shift, market, spec->drift, 0, "the drift a year",
                                     -RATE_MAX, RATE_MAX, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(volatility, market, spec->volatility, 0,
                                     "the volatility a year", 0, RATE_MAX, error);
    if (status == ORTH_OK)
        status = take_correlation(market, spec, error);
    if (status != ORTH_OK)
        return status;
    double root = sqrt(market->block_years);
    for (size_t i = 0; i < n; i++) {
        double *sigma = &(*volatility)[i];
        if (spec->numeraire != NULL && strcmp(market->tokens[i], spec->numeraire) == 0 &&
            (*sigma != 0 || market->shift[i] != 0))
            return orth_market_fail(error, "the drift or volatility of the numeraire",
                                    market->tokens[i], *sigma != 0 ? *sigma : market->shift[i],
                                    "0");
        market->shift[i] *= market->block_years;
        *sigma *= root;
        for (size_t j = 0; scaled && j < n; j++)
            market->matrix[i * n + j] *= *sigma;
        if (scaled)
            market->shift[i] -= *sigma * *sigma / 2;
    }
    return ORTH_OK;
}

orth_draws orth_market_draws(const orth_market_walk *walk, orth_draw_use use, size_t token)
{
    orth_draws draws = {
        .seed = walk->market->seed,
        .path = walk->first_path,
        .index = walk->chunk_end, /* block b + 1 has the draw b */
        .stream = orth_draw_stream(use, token),
        .lanes = walk->lanes,
    };
    return draws;
}

void orth_market_normals(orth_market_walk *walk, size_t token, double *out)
{
    size_t lanes = walk->lanes, pairs = ORTH_MARKET_CHUNK / 2;
    orth_draws draws = orth_market_draws(walk, ORTH_USE_NORMAL, token);
    draws.index /= 2;
    double *even = walk->scratch, *odd = even + pairs * lanes;
    orth_kernels_in_use()->normals(pairs * lanes, even, odd, &draws);
    if (lanes == 1) {
        for (size_t k = 0; k < pairs; k++) {
            out[2 * k] = even[k];
            out[2 * k + 1] = odd[k];
        }
        return;
    }
    for (size_t k = 0; k < pairs; k++) {
        memcpy(out + 2 * k * lanes, even + k * lanes, lanes * sizeof *out);
        memcpy(out + (2 * k + 1) * lanes, odd + k * lanes, lanes * sizeof *out);
    }
}

static orth_status prepare_gbm(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    double *volatility;
    orth_status status = orth_market_prepare_diffusion(market, spec, true, &volatility, error);
    free(volatility);
    return status;
}

/* Whether any token depends on this factor; the innovations of the others stay zero. */
static bool is_used(const orth_market *market, size_t factor)
{
    for (size_t i = 0; i < market->n; i++)
        if (market->matrix[i * market->n + factor] != 0)
            return true;
    return false;
}

void orth_market_gbm_returns(orth_market_walk *walk)
{
    const orth_market *market = walk->market;
    size_t m = ORTH_MARKET_CHUNK * walk->lanes;
    for (size_t j = 0; j < market->n; j++)
        if (is_used(market, j))
            orth_market_normals(walk, j, walk->innovations + j * m);
    orth_kernels_in_use()->mix(m, market->n, walk->returns, market->matrix, walk->innovations,
                               market->shift);
}

const orth_model orth_model_gbm = {
    .public = {"gbm", "correlated geometric Brownian motion"},
    .prepare = prepare_gbm,
    .returns = orth_market_gbm_returns,
};
