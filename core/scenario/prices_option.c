/* --prices TOKEN=FILE: a market of files in place of the scenario's. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/read.h"

static size_t find_token(const orth_scenario *scenario, const char *text, size_t length)
{
    size_t i = 0;
    for (; i < scenario->n; i++)
        if (strlen(scenario->tokens[i]) == length &&
            strncmp(scenario->tokens[i], text, length) == 0)
            break;
    return i;
}

static orth_status add_file(orth_scenario_market *market, const orth_scenario *scenario,
                            bool *priced, const char *given, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    const char *equals = strchr(given, '=');
    if (equals == NULL || equals[1] == '\0')
        return orth_fail(error, ORTH_BAD_INPUT, "--prices: %s; permitted: TOKEN=FILE",
                         orth_quote(quoted, sizeof quoted, given));
    size_t token = find_token(scenario, given, (size_t)(equals - given));
    if (token == scenario->n || priced[token])
        return orth_fail(error, ORTH_BAD_INPUT, "--prices: %s: %s",
                         orth_quote(quoted, sizeof quoted, given),
                         token < scenario->n ? "this token has a file already"
                                             : "no such token in the scenario");
    priced[token] = true;
    size_t i = market->file_count;
    market->file_tokens[i] = strdup(scenario->tokens[token]);
    market->files[i] = strdup(equals + 1);
    market->file_count++;
    if (market->file_tokens[i] == NULL || market->files[i] == NULL)
        return orth_fail_memory(error, (double)strlen(given));
    return ORTH_OK;
}

/* The one token without a file. */
static orth_status name_numeraire(orth_scenario_market *market, const orth_scenario *scenario,
                                  const bool *priced, orth_error *error)
{
    for (size_t i = 0; i < scenario->n; i++) {
        if (priced[i])
            continue;
        if (market->numeraire != NULL) {
            char first[ORTH_QUOTE_MAX], second[ORTH_QUOTE_MAX];
            return orth_fail(error, ORTH_BAD_INPUT,
                             "--prices: neither %s nor %s has a file; permitted: one token without",
                             orth_quote(first, sizeof first, market->numeraire),
                             orth_quote(second, sizeof second, scenario->tokens[i]));
        }
        market->numeraire = strdup(scenario->tokens[i]);
        if (market->numeraire == NULL)
            return orth_fail_memory(error, (double)strlen(scenario->tokens[i]));
    }
    return ORTH_OK;
}

orth_status orth_scenario_set_prices(orth_scenario *scenario, size_t count,
                                     const char *const *files, orth_error *error)
{
    orth_scenario_market *market = calloc(1, sizeof *market);
    bool *priced = calloc(scenario->n, sizeof *priced);
    orth_status status = ORTH_OK;
    if (market != NULL)
        market->model = strdup("files");
    if (market == NULL || priced == NULL || market->model == NULL)
        status = orth_fail_memory(error, (double)sizeof *market);
    if (status == ORTH_OK)
        status = orth_price_files_allocate(market, count, error);
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = add_file(market, scenario, priced, files[i], error);
    if (status == ORTH_OK)
        status = name_numeraire(market, scenario, priced, error);
    free(priced);
    if (status != ORTH_OK) {
        orth_scenario_market_free(market);
        return status;
    }
    orth_scenario_market_free(scenario->market);
    scenario->market = market;
    return ORTH_OK;
}
