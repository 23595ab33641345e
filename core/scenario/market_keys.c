/* The key "market": where prices come from. Which keys a model has is the model's to say
 * (core/market/model.h); here they are read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/plural.h"
#include "base/text.h"
#include "market/model.h"
#include "scenario/read.h"

#define MARKET(reader) ((reader)->scenario->market)
#define KEYS_MAX 31 /* of a model, with "model" and "blocks" */

/* ---------------------------------------------------------------- numbers */

static orth_status read_row(orth_reader *reader, const json_t *value, const orth_range *range,
                            double *row)
{
    size_t n = reader->scenario->n;
    if (!json_is_array(value))
        return orth_read_fail_type(reader, value, "a list of numbers, one a token");
    if (json_array_size(value) != n)
        return orth_read_fail(reader, "%zu number%s for %zu tokens; permitted: one a token",
                              json_array_size(value), orth_plural(json_array_size(value), "", "s"),
                              n);
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < n; i++) {
        size_t outer = orth_read_enter_index(reader, i);
        status = orth_read_double(reader, json_array_get(value, i), range, &row[i]);
        orth_read_leave(reader, outer);
    }
    return status;
}

/* Whether it is positive semi-definite is for the market to say. */
static orth_status read_table(orth_reader *reader, const json_t *value, const orth_range *range,
                              double *table)
{
    size_t n = reader->scenario->n;
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < n; i++) {
        size_t outer = orth_read_enter_index(reader, i);
        status = read_row(reader, json_array_get(value, i), range, table + i * n);
        for (size_t j = 0; status == ORTH_OK && j <= i; j++)
            if (table[i * n + j] != (i == j ? 1 : table[j * n + i]))
                status = orth_read_fail(reader, "entry %zu is %.15g, not %s %.15g", j,
                                        table[i * n + j], i == j ? "the diagonal's" : "its mirror",
                                        i == j ? 1 : table[j * n + i]);
        orth_read_leave(reader, outer);
    }
    return status;
}

/* `count` numbers to *list, which the market owns. */
static orth_status read_numbers(orth_reader *reader, const json_t *value, const orth_model_key *key,
                                size_t count, const double **list)
{
    double *numbers = calloc(count, sizeof *numbers);
    if (numbers == NULL)
        return orth_fail_memory(reader->error, (double)count * sizeof *numbers);
    *list = numbers;
    if (key->kind == ORTH_MODEL_KEY_NUMBER)
        return orth_read_double(reader, value, &key->range, numbers);
    if (key->kind == ORTH_MODEL_KEY_CORRELATION)
        return read_table(reader, value, &key->range, numbers);
    return read_row(reader, value, &key->range, numbers);
}

static orth_status read_parameter(orth_reader *reader, const json_t *value,
                                  const orth_model_key *key)
{
    size_t n = reader->scenario->n, i = 0;
    size_t count = key->kind == ORTH_MODEL_KEY_NUMBER        ? 1
                   : key->kind == ORTH_MODEL_KEY_CORRELATION ? n * n
                                                             : n;
    if (key->kind == ORTH_MODEL_KEY_CORRELATION &&
        (!json_is_array(value) || json_array_size(value) != n))
        return orth_read_fail_type(reader, value, "a square table, one row a token");
    while (MARKET(reader)->parameters[i].name != NULL)
        i++;
    ORTH_CHECK(i < ORTH_MARKET_PARAMETERS_MAX);
    MARKET(reader)->parameters[i].name = key->name;
    return read_numbers(reader, value, key, count, &MARKET(reader)->parameters[i].values);
}

/* ---------------------------------------------------------------- keys */

static orth_status read_model(orth_reader *reader, const json_t *value)
{
    return orth_read_text(reader, value, &MARKET(reader)->model);
}

static orth_status read_blocks(orth_reader *reader, const json_t *value)
{
    return orth_read_whole(reader, value, 1, ORTH_STEPS_MAX,
                           "whole numbers from 1 to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX),
                           &reader->scenario->market_blocks);
}

/* The key of the model that has this name. "model" is read before. */
static orth_status read_model_key(orth_reader *reader, const json_t *value)
{
    const orth_model_key *key =
        orth_model_key_named(orth_model_named(MARKET(reader)->model), reader->key);
    switch (key->kind) {
    case ORTH_MODEL_KEY_NUMERAIRE:
        return orth_read_numeraire(reader, value);
    case ORTH_MODEL_KEY_FILE:
        return orth_read_price_file(reader, value);
    case ORTH_MODEL_KEY_FILES:
        return orth_read_price_files(reader, value);
    case ORTH_MODEL_KEY_BLOCK_SECONDS:
        return orth_read_double(reader, value, &key->range, &MARKET(reader)->block_seconds);
    case ORTH_MODEL_KEY_FROM:
        return orth_read_price_time(reader, value, &MARKET(reader)->from);
    case ORTH_MODEL_KEY_TO:
        return orth_read_price_time(reader, value, &MARKET(reader)->to);
    case ORTH_MODEL_KEY_EVERY:
        return orth_read_span(reader, value, &MARKET(reader)->every);
    case ORTH_MODEL_KEY_BLOCKS_PER_ROW:
        return orth_read_whole(reader, value, 1, ORTH_BLOCKS_PER_STEP_MAX,
                               "whole numbers from 1 to 1000000", &MARKET(reader)->blocks_per_row);
    case ORTH_MODEL_KEY_PRICES:
        return read_numbers(reader, value, key, reader->scenario->n, &MARKET(reader)->prices);
    case ORTH_MODEL_KEY_NUMBER:
    case ORTH_MODEL_KEY_LIST:
    case ORTH_MODEL_KEY_CORRELATION:
        break;
    }
    return read_parameter(reader, value, key);
}

/* The model's keys after those that every model has. */
static orth_status read_keys(orth_reader *reader, const json_t *value, const orth_model *model)
{
    orth_key keys[KEYS_MAX + 1] = {{"model", true, read_model}, {"blocks", false, read_blocks}};
    size_t count = 2;
    for (const orth_model_key *const *key = model->keys; *key != NULL; key++) {
        ORTH_CHECK(count < KEYS_MAX);
        keys[count++] = (orth_key){(*key)->name, (*key)->required, read_model_key};
    }
    return orth_read_object(reader, value, keys);
}

/* A key that belongs to other models only; the model's own and unknown ones are left alone. */
static orth_status check_keys(orth_reader *reader, const json_t *value, const orth_model *model)
{
    const char *name, *names[ORTH_MODELS_MAX];
    size_t count = orth_model_names(names);
    json_t *member;
    json_object_foreach((json_t *)value, name, member)
    {
        char others[256] = "";
        for (size_t i = 0; i < count && orth_model_key_named(model, name) == NULL; i++)
            if (orth_model_key_named(orth_model_named(names[i]), name) != NULL)
                snprintf(others + strlen(others), sizeof others - strlen(others), "%s%s",
                         others[0] == '\0' ? "" : ", ", names[i]);
        if (others[0] == '\0')
            continue;
        orth_read_enter(reader, name);
        return orth_read_fail(reader, "this key belongs to %s, not to %s", others,
                              model->public.name);
    }
    return ORTH_OK;
}

orth_status orth_read_market(orth_reader *reader, const json_t *value)
{
    orth_status status =
        orth_scenario_market_create(&MARKET(reader), reader->scenario, reader->error);
    if (status != ORTH_OK)
        return status;
    if (!json_is_object(value))
        return orth_read_fail_type(reader, value, "an object");
    const json_t *name = json_object_get(value, "model");
    size_t outer = orth_read_enter(reader, "model");
    if (name == NULL)
        return orth_read_fail(reader, "this key is missing");
    if (!json_is_string(name))
        return orth_read_fail_type(reader, name, "a string");
    const orth_model *model = orth_model_named(json_string_value(name));
    if (model == NULL) {
        const char *names[ORTH_MODELS_MAX];
        return orth_read_fail_name(reader, name, orth_model_names(names), names);
    }
    orth_read_leave(reader, outer);
    status = check_keys(reader, value, model);
    return status == ORTH_OK ? read_keys(reader, value, model) : status;
}
