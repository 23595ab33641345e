/* Names of models and parameters, and a fit as what a market is made from. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/market_fit.h"

static const char *const models[] = {"gbm", "merton", "garch"};
static const struct {
    const char *name;
    bool has[ORTH_MARKET_FIT_MODELS];
} values[] = {
    [ORTH_MARKET_FIT_DRIFT] = {"drift", {true, true, true}},
    [ORTH_MARKET_FIT_VOLATILITY] = {"volatility", {true, true, true}},
    [ORTH_MARKET_FIT_JUMP_RATE] = {"jump_rate", {[ORTH_MARKET_FIT_MERTON] = true}},
    [ORTH_MARKET_FIT_JUMP_MEAN] = {"jump_mean", {[ORTH_MARKET_FIT_MERTON] = true}},
    [ORTH_MARKET_FIT_JUMP_DEVIATION] = {"jump_deviation", {[ORTH_MARKET_FIT_MERTON] = true}},
    [ORTH_MARKET_FIT_ALPHA] = {"garch_alpha", {[ORTH_MARKET_FIT_GARCH] = true}},
    [ORTH_MARKET_FIT_BETA] = {"garch_beta", {[ORTH_MARKET_FIT_GARCH] = true}},
    [ORTH_MARKET_FIT_NU] = {"garch_nu", {[ORTH_MARKET_FIT_GARCH] = true}},
};

const char *orth_market_fit_model_name(orth_market_fit_model model)
{
    return models[model];
}

bool orth_market_fit_model_find(orth_market_fit_model *model, const char *name)
{
    for (orth_market_fit_model m = 0; m < ORTH_MARKET_FIT_MODELS; m++)
        if (strcmp(models[m], name) == 0) {
            *model = m;
            return true;
        }
    return false;
}

const char *orth_market_fit_value_name(orth_market_fit_value value)
{
    return values[value].name;
}

bool orth_market_fit_has(orth_market_fit_model model, orth_market_fit_value value)
{
    return values[value].has[model];
}

void orth_market_fit_spec(orth_market_spec *spec, const orth_market_fit *fit,
                          double numbers[ORTH_MARKET_FIT_NUMBERS])
{
    size_t n = fit->n, count = 0;
    *spec = (orth_market_spec){.model = models[fit->model],
                               .n = n,
                               .tokens = (const char *const *)fit->tokens,
                               .prices = fit->prices,
                               .block_seconds = fit->block_seconds};
    for (orth_market_fit_value v = 0; v < ORTH_MARKET_FIT_VALUES; v++) {
        if (!orth_market_fit_has(fit->model, v))
            continue;
        for (size_t i = 0; i < n; i++)
            numbers[i] = fit->values[v][i].value;
        spec->parameters[count++] = (orth_market_parameter){values[v].name, numbers};
        numbers += n;
    }
    for (size_t e = 0; e < n * n; e++)
        numbers[e] = fit->correlations[e].value;
    spec->parameters[count] = (orth_market_parameter){"correlation", numbers};
}

void orth_market_fit_free(orth_market_fit *fit)
{
    if (fit == NULL)
        return;
    for (size_t i = 0; fit->tokens != NULL && i < fit->n; i++)
        free(fit->tokens[i]);
    for (size_t v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
        free(fit->values[v]);
    free(fit->tokens);
    free(fit->prices);
    free(fit->correlations);
    free(fit);
}
