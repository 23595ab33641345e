/* Making a market from its specification. */
#include "market/market.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/near_name.h"
#include "base/text.h"
#include "orthant/simplex.h"

static orth_status find_model(const orth_model **model, const char *name, orth_error *error)
{
    const char *names[16];
    size_t count = 0;
    for (; orth_market_models_table[count] != NULL; count++) {
        names[count] = orth_market_models_table[count]->public.name;
        if (strcmp(name, names[count]) == 0) {
            *model = orth_market_models_table[count];
            return ORTH_OK;
        }
    }
    char quoted[ORTH_QUOTE_MAX], known[256] = "";
    for (size_t i = 0; i < count; i++)
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", i == 0 ? "" : ", ",
                 names[i]);
    return orth_fail(error, ORTH_BAD_INPUT, "market: no model %s; the nearest is %s; permitted: %s",
                     orth_quote(quoted, sizeof quoted, name), orth_nearest(name, count, names),
                     known);
}

static orth_status copy_tokens(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    market->tokens = calloc(spec->n, sizeof *market->tokens);
    if (market->tokens == NULL)
        return orth_fail_memory(error, (double)spec->n * sizeof *market->tokens);
    for (size_t i = 0; i < spec->n; i++) {
        market->tokens[i] = strdup(spec->tokens[i]);
        if (market->tokens[i] == NULL)
            return orth_fail_memory(error, (double)strlen(spec->tokens[i]) + 1);
    }
    return ORTH_OK;
}

static orth_status check_numeraire(const orth_market *market, const orth_market_spec *spec,
                                   orth_error *error)
{
    if (spec->numeraire == NULL)
        return ORTH_OK;
    for (size_t i = 0; i < market->n; i++)
        if (strcmp(market->tokens[i], spec->numeraire) == 0) {
            if (spec->prices != NULL && spec->prices[i] != 1)
                return orth_market_fail(error, "the price of the numeraire", market->tokens[i],
                                        spec->prices[i], "1");
            return ORTH_OK;
        }
    char quoted[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_DOMAIN, "market: the numeraire %s is none of the tokens",
                     orth_quote(quoted, sizeof quoted, spec->numeraire));
}

/* Start prices, from the specification or the data's first row. */
static orth_status set_start(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    if (market->data != NULL && market->model->returns == NULL && spec->prices != NULL)
        return orth_fail(error, ORTH_DOMAIN,
                         "market: prices are given beside a file; permitted: the first row of the "
                         "file is the start");
    const double *prices = spec->prices;
    if (prices == NULL && market->data != NULL)
        prices = market->data->prices;
    return orth_market_numbers(&market->start, market, prices, 1, "the start price", ORTH_PRICE_MIN,
                               ORTH_PRICE_MAX, error);
}

static orth_status fill_market(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    orth_status status = copy_tokens(market, spec, error);
    if (status == ORTH_OK)
        status = check_numeraire(market, spec, error);
    if (status == ORTH_OK)
        status = market->model->prepare(market, spec, error);
    if (status == ORTH_OK)
        status = set_start(market, spec, error);
    return status;
}

orth_status orth_market_create(orth_market **market, const orth_market_spec *spec,
                               orth_error *error)
{
    *market = NULL;
    ORTH_CHECK(spec->model != NULL && spec->n >= 1 && spec->n <= ORTH_TOKENS_MAX);
    const orth_model *model;
    orth_status status = find_model(&model, spec->model, error);
    if (status != ORTH_OK)
        return status;
    orth_market *made = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, sizeof *made);
    made->model = model;
    made->n = spec->n;
    made->seed = spec->seed;
    status = fill_market(made, spec, error);
    if (status != ORTH_OK) {
        orth_market_free(made);
        return status;
    }
    *market = made;
    return ORTH_OK;
}

void orth_market_free(orth_market *market)
{
    if (market == NULL)
        return;
    for (size_t i = 0; market->tokens != NULL && i < market->n; i++)
        free(market->tokens[i]);
    free(market->tokens);
    for (size_t i = 0; market->jumps != NULL && i < market->n; i++)
        free(market->jumps[i].cumulative);
    free(market->jumps);
    free(market->garch);
    free(market->start);
    free(market->shift);
    free(market->matrix);
    free(market->log_rows);
    orth_prices_free(market->data);
    free(market);
}

size_t orth_market_tokens(const orth_market *market)
{
    return market->n;
}

bool orth_market_is_random(const orth_market *market)
{
    return market->model->returns != NULL;
}

static bool is_data(const orth_market *market)
{
    return market->data != NULL && market->model->returns == NULL;
}

uint64_t orth_market_blocks(const orth_market *market)
{
    return is_data(market) ? market->data->rows - 1 : ORTH_MARKET_ENDLESS;
}

const int64_t *orth_market_times(const orth_market *market)
{
    return is_data(market) ? market->data->times : NULL;
}

size_t orth_market_note_count(const orth_market *market)
{
    return market->data == NULL ? 0 : market->data->note_count;
}

const char *orth_market_note(const orth_market *market, size_t i)
{
    ORTH_CHECK(i < orth_market_note_count(market));
    return market->data->notes[i];
}
