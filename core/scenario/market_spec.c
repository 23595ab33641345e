/* A scenario's orth_market_spec: all that it points to, but for tokens and parameters' names, is
 * its own. */
#include <stdlib.h>

#include "scenario/read.h"

orth_status orth_scenario_market_create(orth_market_spec **market, const orth_scenario *scenario,
                                        orth_error *error)
{
    *market = calloc(1, sizeof **market);
    if (*market == NULL)
        return orth_fail_memory(error, sizeof **market);
    (*market)->n = scenario->n;
    (*market)->tokens = (const char *const *)scenario->tokens;
    return ORTH_OK;
}

orth_status orth_scenario_market_room(orth_market_spec *market, size_t files, orth_error *error)
{
    market->files = calloc(files + 1, sizeof *market->files);
    if (market->files == NULL)
        return orth_fail_memory(error, (double)(files + 1) * sizeof *market->files);
    return ORTH_OK;
}

/* The specification promises its makers not to change what they own; here the maker owns it. */
static void free_own(const void *owned)
{
    free((void *)owned);
}

void orth_scenario_price_file_free(const orth_price_file *file)
{
    free_own(file->token);
    free_own(file->file);
    free_own(file->time_column);
    free_own(file->price_column);
    for (size_t i = 0; i < file->where_count; i++) {
        free_own(file->where_columns[i]);
        free_own(file->where_values[i]);
    }
    free_own(file->where_columns);
    free_own(file->where_values);
}

void orth_scenario_market_free(orth_market_spec *market)
{
    if (market == NULL)
        return;
    for (size_t i = 0; i < market->file_count; i++)
        orth_scenario_price_file_free(&market->files[i]);
    orth_scenario_price_file_free(&market->panel);
    for (size_t i = 0; i < ORTH_MARKET_PARAMETERS_MAX; i++)
        free_own(market->parameters[i].values);
    free_own(market->files);
    free_own(market->model);
    free_own(market->prices);
    free_own(market->numeraire);
    free_own(market->file);
    free(market);
}
