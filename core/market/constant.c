/* Prices that stand still. */
#include "market/model.h"

static orth_status prepare(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    (void)market, (void)spec, (void)error;
    return ORTH_OK;
}

static orth_status covariance(const orth_market *market, uint64_t blocks, double *zeros,
                              orth_error *error)
{
    (void)market, (void)blocks, (void)zeros, (void)error;
    return ORTH_OK;
}

static const orth_model_key *const keys[] = {&orth_key_prices, NULL};

const orth_model orth_model_constant = {
    ORTH_MODEL("constant", "the start prices for ever", keys, prepare, covariance),
};
