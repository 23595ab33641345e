/* The numbers of a specification, and how one outside its range is told. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "market/market.h"

orth_status orth_market_fail(orth_error *error, const char *name, const char *token, double value,
                             const char *range)
{
    return orth_fail(error, ORTH_DOMAIN, "market: %s%s%.100s is %.12g; permitted: %s", name,
                     token == NULL ? "" : " of ", token == NULL ? "" : token, value, range);
}

const double *orth_market_values(const orth_market_spec *spec, const char *parameter)
{
    for (size_t i = 0; i < ORTH_MARKET_PARAMETERS_MAX && spec->parameters[i].name != NULL; i++)
        if (strcmp(spec->parameters[i].name, parameter) == 0)
            return spec->parameters[i].values;
    return NULL;
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
