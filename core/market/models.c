/* The table of models, and the checks that they share. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "market/market.h"

const orth_model *const orth_market_models_table[] = {
    &orth_model_constant, &orth_model_panel, &orth_model_files,     &orth_model_gbm,
    &orth_model_merton,   &orth_model_garch, &orth_model_bootstrap, NULL,
};

static const orth_market_model *const public_models[] = {
    &orth_model_constant.public,  &orth_model_panel.public,
    &orth_model_files.public,     &orth_model_gbm.public,
    &orth_model_merton.public,    &orth_model_garch.public,
    &orth_model_bootstrap.public, NULL,
};

const orth_market_model *const *orth_market_models(void)
{
    return public_models;
}

static orth_status prepare_constant(orth_market *market, const orth_market_spec *spec,
                                    orth_error *error)
{
    (void)market, (void)spec, (void)error;
    return ORTH_OK;
}

const orth_model orth_model_constant = {
    .public = {"constant", "the start prices for ever"},
    .prepare = prepare_constant,
};

orth_status orth_market_fail(orth_error *error, const char *name, const char *token, double value,
                             const char *range)
{
    return orth_fail(error, ORTH_DOMAIN, "market: %s%s%.100s is %.12g; permitted: %s", name,
                     token == NULL ? "" : " of ", token == NULL ? "" : token, value, range);
}

orth_status orth_market_numbers(double **out, const orth_market *market, const double *values,
                                double otherwise, const char *name, double least, double most,
                                orth_error *error)
{
    *out = NULL;
    for (size_t i = 0; values != NULL && i < market->n; i++)
        if (!(values[i] >= least && values[i] <= most)) {
            char range[64];
            snprintf(range, sizeof range, "from %.12g to %.12g", least, most);
            return orth_market_fail(error, name, market->tokens[i], values[i], range);
        }
    double *copy = malloc(market->n * sizeof *copy);
    if (copy == NULL)
        return orth_fail_memory(error, (double)market->n * sizeof *copy);
    for (size_t i = 0; i < market->n; i++)
        copy[i] = values != NULL ? values[i] : otherwise;
    *out = copy;
    return ORTH_OK;
}
