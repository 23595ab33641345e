/* Making a market from its specification. */
#include "market/market.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/near_name.h"
#include "base/text.h"
#include "orthant/simplex.h"

/* "is none of NAMES", with the nearest of them. */
static orth_status fail_name(orth_error *error, const char *what, const char *name, size_t count,
                             const char *const *names)
{
    char quoted[ORTH_QUOTE_MAX], nearest[ORTH_NEAREST_MAX], known[512] = "";
    for (size_t i = 0; i < count; i++)
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", i == 0 ? "" : ", ",
                 names[i]);
    return orth_fail(error, ORTH_BAD_INPUT, "market: %s %s%s; permitted: %s", what,
                     orth_quote(quoted, sizeof quoted, name),
                     orth_nearest_text(nearest, name, count, names), known);
}

static orth_status find_model(const orth_model **model, const char *name, orth_error *error)
{
    *model = orth_model_named(name);
    if (*model != NULL)
        return ORTH_OK;
    const char *names[ORTH_MODELS_MAX];
    size_t count = orth_model_names(names);
    return fail_name(error, "no model", name, count, names);
}

static orth_status fail_parameter(const orth_model *model, const char *name, orth_error *error)
{
    const char *names[ORTH_MARKET_PARAMETERS_MAX];
    size_t count = 0;
    for (const orth_model_key *const *key = model->keys; *key != NULL; key++)
        if (orth_model_key_is_parameter(*key))
            names[count++] = (*key)->name;
    char what[64], quoted[ORTH_QUOTE_MAX];
    snprintf(what, sizeof what, "%.40s has no parameter", model->public.name);
    if (count > 0)
        return fail_name(error, what, name, count, names);
    return orth_fail(error, ORTH_BAD_INPUT, "market: %s %s; permitted: none", what,
                     orth_quote(quoted, sizeof quoted, name));
}

/* Each of the model's, and none twice. */
static orth_status check_parameters(const orth_model *model, const orth_market_spec *spec,
                                    orth_error *error)
{
    const orth_market_parameter *given = spec->parameters;
    for (size_t i = 0; i < ORTH_MARKET_PARAMETERS_MAX && given[i].name != NULL; i++) {
        const orth_model_key *key = orth_model_key_named(model, given[i].name);
        if (key == NULL || !orth_model_key_is_parameter(key))
            return fail_parameter(model, given[i].name, error);
        for (size_t j = 0; j < i; j++)
            if (strcmp(given[i].name, given[j].name) == 0)
                return orth_fail(error, ORTH_BAD_INPUT,
                                 "market: the parameter %s is given twice; permitted: once",
                                 given[i].name);
    }
    return ORTH_OK;
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
    if (status == ORTH_OK)
        status = check_parameters(model, spec, error);
    if (status != ORTH_OK)
        return status;
    orth_market *made = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, sizeof *made);
    made->model = model;
    made->n = spec->n;
    made->seed = spec->seed;
    made->block_seconds = spec->block_seconds;
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
    if (market->state != NULL && market->model->destroy != NULL)
        market->model->destroy(market);
    free(market->start);
    if (market->store != NULL)
        orth_price_store_give_back(market->store, market->data);
    orth_prices_free(market->own_data);
    free(market->numeraire_note);
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

bool orth_market_moves(const orth_market *market)
{
    return market->model->returns != NULL || market->data != NULL;
}

static bool is_data(const orth_market *market)
{
    return market->data != NULL && market->model->returns == NULL;
}

uint64_t orth_market_blocks(const orth_market *market)
{
    return is_data(market) ? market->data->rows - 1 : ORTH_MARKET_ENDLESS;
}

orth_status orth_market_covariance(const orth_market *market, uint64_t blocks, double *covariance,
                                   orth_error *error)
{
    memset(covariance, 0, market->n * market->n * sizeof *covariance);
    return market->model->covariance(market, blocks, covariance, error);
}

orth_status orth_market_covariance_of_diffusion(const orth_market *market, uint64_t blocks,
                                                double *covariance, bool *jumps, orth_error *error)
{
    *jumps = market->model->diffusion != NULL && market->model->diffusion(market, covariance);
    return *jumps ? ORTH_OK : orth_market_covariance(market, blocks, covariance, error);
}

const int64_t *orth_market_times(const orth_market *market)
{
    return is_data(market) ? market->data->times : NULL;
}

double orth_market_block_seconds(const orth_market *market)
{
    const orth_prices *data = market->data;
    if (data == NULL)
        return market->block_seconds;
    if (!data->dated || data->rows < 2)
        return 0;
    return (double)(data->times[data->rows - 1] - data->times[0]) * 1e-6 / (double)(data->rows - 1);
}

/* Steps are one within a microsecond, by which blocks_per_row may round. */
static bool is_step(int64_t a, int64_t b)
{
    return a - b <= 1 && b - a <= 1;
}

double orth_market_common_seconds(const orth_market *market, uint64_t blocks, bool *most, bool *all)
{
    const orth_prices *data = market->data;
    *most = *all = false;
    if (data == NULL || !data->dated || data->rows < 2)
        return orth_market_block_seconds(market);
    bool walked = is_data(market) && blocks > 0 && blocks < data->rows;
    size_t rows = walked ? (size_t)blocks : data->rows - 1, votes = 0, count = 0;
    int64_t step = 0;
    for (size_t k = 1; k <= rows; k++) {
        int64_t now = data->times[k] - data->times[k - 1];
        step = votes == 0 ? now : step;
        votes = is_step(now, step) ? votes + 1 : votes - 1;
    }
    for (size_t k = 1; k <= rows; k++)
        count += is_step(data->times[k] - data->times[k - 1], step);
    *all = count == rows;
    *most = 2 * count > rows;
    return *most && !*all ? (double)step * 1e-6
                          : (double)(data->times[rows] - data->times[0]) * 1e-6 / (double)rows;
}

bool orth_market_dated(const orth_market *market)
{
    return is_data(market) && market->data->dated;
}

size_t orth_market_source_count(const orth_market *market)
{
    return market->data == NULL ? 0 : market->data->source_count;
}

const orth_price_source *orth_market_source(const orth_market *market, size_t i)
{
    ORTH_CHECK(i < orth_market_source_count(market));
    return &market->data->sources[i];
}

size_t orth_market_note_count(const orth_market *market)
{
    if (market->data == NULL)
        return 0;
    return market->data->note_count + (market->numeraire_note != NULL);
}

const char *orth_market_note(const orth_market *market, size_t i)
{
    ORTH_CHECK(i < orth_market_note_count(market));
    return i < market->data->note_count ? market->data->notes[i] : market->numeraire_note;
}
