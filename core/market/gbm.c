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

static const orth_model_key *const keys[] = {ORTH_DIFFUSION_KEYS, NULL};

const orth_model orth_model_gbm = {
    ORTH_MODEL("gbm", "correlated geometric Brownian motion", keys, prepare, orth_diffusion_block),
    .destroy = destroy,
    .returns = orth_diffusion_returns,
};
