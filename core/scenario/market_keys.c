/* The key "market": where prices come from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/pool.h"
#include "scenario/read.h"

#define MARKET(reader) ((reader)->scenario->market)

void orth_scenario_market_free(orth_scenario_market *market)
{
    if (market == NULL)
        return;
    orth_price_files_free(market);
    free(market->model);
    free(market->numeraire);
    free(market->file);
    double *const lists[] = {market->prices,         market->drift,       market->volatility,
                             market->correlation,    market->jump_rate,   market->jump_mean,
                             market->jump_deviation, market->garch_alpha, market->garch_beta,
                             market->garch_nu};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        free(lists[i]);
    free(market);
}

/* ---------------------------------------------------------------- numbers, one a token */

static const orth_range price_range = {ORTH_PRICE_MIN, ORTH_PRICE_MAX, false, "from 1e-60 to 1e60"};
static const orth_range rate_range = {-100, 100, false, "from -100 to 100"};
static const orth_range deviation_range = {0, 100, false, "from 0 to 100"};
static const orth_range often_range = {0, 1e9, false, "from 0 to 1e9"};
static const orth_range part_range = {0, 1, true, "from 0, below 1"};
static const orth_range freedom_range = {2.01, 1e6, false, "from 2.01 to 1e6"};
static const orth_range correlation_range = {-1, 1, false, "from -1 to 1"};
static const orth_range seconds_range = {1e-6, 31557600, false, "from 1e-6 to 31557600, a year"};
static const orth_range length_range = {1, 1e9, false, "from 1 to 1e9"};

static orth_status read_row(orth_reader *reader, const json_t *value, const orth_range *range,
                            double *row)
{
    size_t n = reader->scenario->n;
    if (!json_is_array(value))
        return orth_read_fail_type(reader, value, "a list of numbers, one a token");
    if (json_array_size(value) != n)
        return orth_read_fail(reader, "%zu number%s for %zu tokens; permitted: one a token",
                              json_array_size(value), json_array_size(value) == 1 ? "" : "s", n);
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < n; i++) {
        size_t outer = orth_read_enter_index(reader, i);
        status = orth_read_double(reader, json_array_get(value, i), range, &row[i]);
        orth_read_leave(reader, outer);
    }
    return status;
}

static orth_status read_list(orth_reader *reader, const json_t *value, const orth_range *range,
                             double **list)
{
    size_t n = reader->scenario->n;
    *list = calloc(n, sizeof **list);
    if (*list == NULL)
        return orth_fail_memory(reader->error, (double)n * sizeof **list);
    return read_row(reader, value, range, *list);
}

#define LIST_KEY(name, range)                                                                      \
    static orth_status read_##name(orth_reader *reader, const json_t *value)                       \
    {                                                                                              \
        return read_list(reader, value, &(range), &MARKET(reader)->name);                          \
    }
LIST_KEY(prices, price_range)
LIST_KEY(drift, rate_range)
LIST_KEY(volatility, deviation_range)
LIST_KEY(jump_rate, often_range)
LIST_KEY(jump_mean, rate_range)
LIST_KEY(jump_deviation, deviation_range)
LIST_KEY(garch_alpha, part_range)
LIST_KEY(garch_beta, part_range)
LIST_KEY(garch_nu, freedom_range)

/* Whether it is positive semi-definite is for the market to say. */
static orth_status read_correlation(orth_reader *reader, const json_t *value)
{
    size_t n = reader->scenario->n;
    if (!json_is_array(value) || json_array_size(value) != n)
        return orth_read_fail_type(reader, value, "a square table, one row a token");
    double *table = MARKET(reader)->correlation = calloc(n * n, sizeof *table);
    if (table == NULL)
        return orth_fail_memory(reader->error, (double)(n * n) * sizeof *table);
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < n; i++) {
        size_t outer = orth_read_enter_index(reader, i);
        status = read_row(reader, json_array_get(value, i), &correlation_range, table + i * n);
        for (size_t j = 0; status == ORTH_OK && j <= i; j++)
            if (table[i * n + j] != (i == j ? 1 : table[j * n + i]))
                status = orth_read_fail(reader, "entry %zu is %.15g, not %s %.15g", j,
                                        table[i * n + j], i == j ? "the diagonal's" : "its mirror",
                                        i == j ? 1 : table[j * n + i]);
        orth_read_leave(reader, outer);
    }
    return status;
}

static orth_status read_block_seconds(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &seconds_range, &MARKET(reader)->block_seconds);
}

static orth_status read_mean_length(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &length_range, &MARKET(reader)->mean_length);
}

static orth_status read_blocks(orth_reader *reader, const json_t *value)
{
    return orth_read_whole(reader, value, 1, ORTH_STEPS_MAX, "whole numbers from 1 to 1000000000",
                           &MARKET(reader)->blocks);
}

/* ---------------------------------------------------------------- models */

static orth_status read_model(orth_reader *reader, const json_t *value)
{
    return orth_read_line(reader, value, true, &MARKET(reader)->model);
}

/* Keys of each model, and of all. Required ones are marked in the tables. */
#define COMMON                                                                                     \
    {"model", true, read_model},                                                                   \
    {                                                                                              \
        "blocks", false, read_blocks                                                               \
    }
#define GENERATED                                                                                  \
    COMMON, {"prices", false, read_prices}, {"block_seconds", true, read_block_seconds},           \
        {"drift", false, read_drift}, {"volatility", true, read_volatility},                       \
    {                                                                                              \
        "correlation", false, read_correlation                                                     \
    }
#define END                                                                                        \
    {                                                                                              \
        NULL, false, NULL                                                                          \
    }

static const orth_key constant_keys[] = {COMMON, {"prices", false, read_prices}, END};
static const orth_key panel_keys[] = {
    COMMON, {"file", true, orth_read_price_file}, {"numeraire", false, orth_read_numeraire}, END};
static const orth_key files_keys[] = {
    COMMON, {"files", true, orth_read_price_files}, {"numeraire", false, orth_read_numeraire}, END};
static const orth_key gbm_keys[] = {GENERATED, END};
static const orth_key merton_keys[] = {GENERATED,
                                       {"jump_rate", true, read_jump_rate},
                                       {"jump_mean", false, read_jump_mean},
                                       {"jump_deviation", false, read_jump_deviation},
                                       END};
static const orth_key garch_keys[] = {GENERATED,
                                      {"garch_alpha", true, read_garch_alpha},
                                      {"garch_beta", true, read_garch_beta},
                                      {"garch_nu", false, read_garch_nu},
                                      END};
static const orth_key bootstrap_keys[] = {COMMON,
                                          {"prices", false, read_prices},
                                          {"file", true, orth_read_price_file},
                                          {"numeraire", false, orth_read_numeraire},
                                          {"mean_length", true, read_mean_length},
                                          END};

static const struct {
    const char *name;
    const orth_key *keys;
} models[] = {
    {"constant", constant_keys},   {"panel", panel_keys},
    {"files", files_keys},         {"gbm", gbm_keys},
    {"merton", merton_keys},       {"garch", garch_keys},
    {"bootstrap", bootstrap_keys},
};
#define MODELS (sizeof models / sizeof models[0])

/* A key that belongs to other models only; the model's own and unknown ones are left alone. */
static orth_status check_keys(orth_reader *reader, const json_t *value, size_t model)
{
    const char *name;
    json_t *member;
    json_object_foreach((json_t *)value, name, member)
    {
        char others[128] = "";
        for (size_t i = 0; i < MODELS && !orth_read_knows(models[model].keys, name); i++)
            if (orth_read_knows(models[i].keys, name))
                snprintf(others + strlen(others), sizeof others - strlen(others), "%s%s",
                         others[0] == '\0' ? "" : ", ", models[i].name);
        if (others[0] == '\0')
            continue;
        orth_read_enter(reader, name);
        return orth_read_fail(reader, "this key belongs to %s, not to %s", others,
                              models[model].name);
    }
    return ORTH_OK;
}

orth_status orth_read_market(orth_reader *reader, const json_t *value)
{
    MARKET(reader) = calloc(1, sizeof *MARKET(reader));
    if (MARKET(reader) == NULL)
        return orth_fail_memory(reader->error, sizeof *MARKET(reader));
    if (!json_is_object(value))
        return orth_read_fail_type(reader, value, "an object");
    const json_t *model = json_object_get(value, "model");
    size_t outer = orth_read_enter(reader, "model");
    if (model == NULL)
        return orth_read_fail(reader, "this key is missing");
    if (!json_is_string(model))
        return orth_read_fail_type(reader, model, "a string");
    const char *names[MODELS];
    for (size_t i = 0; i < MODELS; i++) {
        names[i] = models[i].name;
        if (strcmp(json_string_value(model), names[i]) != 0)
            continue;
        orth_read_leave(reader, outer);
        orth_status status = check_keys(reader, value, i);
        return status == ORTH_OK ? orth_read_object(reader, value, models[i].keys) : status;
    }
    return orth_read_fail_name(reader, model, MODELS, names);
}
