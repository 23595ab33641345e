#include "market/diffusion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "market/draws.h"
#include "market/price_table.h"

const orth_model_key orth_key_block_seconds = {
    .name = "block_seconds",
    .kind = ORTH_MODEL_KEY_BLOCK_SECONDS,
    .required = true,
    .range = {1e-6, ORTH_YEAR_SECONDS, false, "from 1e-6 to 31557600, a year"}};
const orth_model_key orth_key_drift = {
    .name = "drift",
    .kind = ORTH_MODEL_KEY_LIST,
    .range = {-ORTH_DRIFT_MAX, ORTH_DRIFT_MAX, false,
              "from -" ORTH_LIMIT_TEXT(ORTH_DRIFT_MAX) " to " ORTH_LIMIT_TEXT(ORTH_DRIFT_MAX)}};
const orth_model_key orth_key_volatility = {
    .name = "volatility",
    .kind = ORTH_MODEL_KEY_LIST,
    .required = true,
    .range = {0, ORTH_RATE_MAX, false, "from 0 to " ORTH_LIMIT_TEXT(ORTH_RATE_MAX)}};
const orth_model_key orth_key_correlation = {.name = "correlation",
                                             .kind = ORTH_MODEL_KEY_CORRELATION,
                                             .range = {-1, 1, false, "from -1 to 1"}};

orth_status orth_diffusion_create(orth_market *market, size_t bytes, orth_error *error)
{
    market->state = calloc(1, bytes);
    return market->state != NULL ? ORTH_OK : orth_fail_memory(error, (double)bytes);
}

void orth_diffusion_clear(orth_diffusion *diffusion)
{
    free(diffusion->shift);
    free(diffusion->matrix);
    free(diffusion->volatility);
    free(diffusion->correlation);
}

static orth_status take_block(orth_diffusion *diffusion, const orth_market_spec *spec,
                              orth_error *error)
{
    if (!(spec->block_seconds > 0 && spec->block_seconds <= ORTH_YEAR_SECONDS))
        return orth_market_fail(error, "the number of seconds of a block", NULL,
                                spec->block_seconds, "above 0, to 31557600");
    diffusion->block_years = spec->block_seconds / ORTH_YEAR_SECONDS;
    return ORTH_OK;
}

static orth_status take_correlation(orth_diffusion *diffusion, const orth_market *market,
                                    const double *correlation, orth_error *error)
{
    size_t n = market->n, bytes = n * (correlation == NULL ? 1 : n) * sizeof *correlation;
    diffusion->matrix = malloc(bytes);
    if (diffusion->matrix == NULL)
        return orth_fail_memory(error, (double)bytes);
    for (size_t i = 0; correlation == NULL && i < n; i++)
        diffusion->matrix[i] = 1;
    if (correlation == NULL)
        return ORTH_OK;
    orth_status status = orth_correlation_factor(diffusion->matrix, market, correlation, error);
    if (status != ORTH_OK)
        return status;
    diffusion->correlation = malloc(bytes);
    if (diffusion->correlation == NULL)
        return orth_fail_memory(error, (double)bytes);
    memcpy(diffusion->correlation, correlation, bytes);
    return ORTH_OK;
}

/* From years to blocks. */
static orth_status scale(orth_diffusion *diffusion, const orth_market *market,
                         const orth_market_spec *spec, bool scaled, orth_error *error)
{
    size_t n = market->n, columns = diffusion->correlation == NULL ? 1 : n;
    double root = sqrt(diffusion->block_years);
    for (size_t i = 0; i < n; i++) {
        double sigma = diffusion->volatility[i], *shift = &diffusion->shift[i];
        if (orth_is_numeraire(market->tokens[i], spec->numeraire) && (sigma != 0 || *shift != 0))
            return orth_market_fail(error, "the drift or volatility of the numeraire",
                                    market->tokens[i], sigma != 0 ? sigma : *shift, "0");
        *shift *= diffusion->block_years;
        sigma *= root;
        for (size_t j = 0; scaled && j < columns; j++)
            diffusion->matrix[i * columns + j] *= sigma;
        if (scaled)
            *shift -= sigma * sigma / 2;
    }
    return ORTH_OK;
}

orth_status orth_diffusion_prepare(orth_market *market, const orth_market_spec *spec, bool scaled,
                                   orth_error *error)
{
    orth_diffusion *diffusion = market->state;
    orth_status status = take_block(diffusion, spec, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&diffusion->shift, market, orth_market_values(spec, "drift"),
                                     0, "the drift a year", -ORTH_DRIFT_MAX, ORTH_DRIFT_MAX, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&diffusion->volatility, market,
                                     orth_market_values(spec, "volatility"), 0,
                                     "the volatility a year", 0, ORTH_RATE_MAX, error);
    if (status == ORTH_OK)
        status =
            take_correlation(diffusion, market, orth_market_values(spec, "correlation"), error);
    return status == ORTH_OK ? scale(diffusion, market, spec, scaled, error) : status;
}

double orth_diffusion_covariance(const orth_diffusion *diffusion, size_t n, size_t i, size_t j)
{
    const double *table = diffusion->correlation;
    double correlation = table != NULL ? table[i * n + j] : i == j;
    return diffusion->volatility[i] * diffusion->volatility[j] * correlation;
}

orth_status orth_diffusion_block(const orth_market *market, uint64_t blocks, double *covariance,
                                 orth_error *error)
{
    (void)blocks, (void)error;
    const orth_diffusion *diffusion = market->state;
    size_t n = market->n;
    for (size_t e = 0; e < n * n; e++)
        covariance[e] =
            orth_diffusion_covariance(diffusion, n, e / n, e % n) * diffusion->block_years;
    return ORTH_OK;
}

/* Whether any token depends on this factor; the innovations of the others stay zero. */
static bool is_used(const orth_diffusion *diffusion, size_t n, size_t factor)
{
    if (diffusion->correlation == NULL)
        return diffusion->matrix[factor] != 0;
    for (size_t i = 0; i < n; i++)
        if (diffusion->matrix[i * n + factor] != 0)
            return true;
    return false;
}

void orth_diffusion_mix(orth_market_walk *walk, const orth_diffusion *diffusion,
                        const double *shift)
{
    size_t n = walk->market->n, m = ORTH_MARKET_CHUNK * walk->lanes;
    const orth_kernels *kernels = orth_kernels_in_use();
    if (diffusion->correlation != NULL)
        kernels->mix(m, n, walk->returns, diffusion->matrix, walk->innovations, shift);
    for (size_t i = 0; diffusion->correlation == NULL && i < n; i++)
        kernels->mix(m, 1, walk->returns + i * m, &diffusion->matrix[i], walk->innovations + i * m,
                     &shift[i]);
}

void orth_diffusion_returns(orth_market_walk *walk)
{
    const orth_diffusion *diffusion = walk->market->state;
    size_t n = walk->market->n, m = ORTH_MARKET_CHUNK * walk->lanes;
    for (size_t j = 0; j < n; j++)
        if (is_used(diffusion, n, j))
            orth_market_normals(walk, j, walk->innovations + j * m);
    orth_diffusion_mix(walk, diffusion, diffusion->shift);
}
