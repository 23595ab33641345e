/* Correlated geometric Brownian motion. */
#include <stdlib.h>

#include "market/diffusion.h"

static orth_status prepare(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    orth_status status = orth_diffusion_create(market, sizeof(orth_diffusion), error);
    return status == ORTH_OK ? orth_diffusion_prepare(market, spec, true, error) : status;
}

static void destroy(orth_market *market)
{
    orth_diffusion_clear(market->state);
    free(market->state);
}

static orth_status covariance(const orth_market *market, uint64_t blocks, double *out,
                              orth_error *error)
{
    (void)blocks, (void)error;
    const orth_diffusion *diffusion = market->state;
    size_t n = market->n;
    for (size_t e = 0; e < n * n; e++)
        out[e] = orth_diffusion_covariance(diffusion, n, e / n, e % n) * diffusion->block_years;
    return ORTH_OK;
}

static const orth_model_key *const keys[] = {ORTH_DIFFUSION_KEYS, NULL};

const orth_model orth_model_gbm = {
    ORTH_MODEL("gbm", "correlated geometric Brownian motion", keys, prepare, covariance),
    .destroy = destroy,
    .returns = orth_diffusion_returns,
};
