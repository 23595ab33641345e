/* What a scenario may hold: one line of a table and one function a key. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "numeric/decimal.h"
#include "orthant/simplex.h"
#include "scenario/read.h"

static orth_status read_version(orth_reader *reader, const json_t *value)
{
    if (!json_is_number(value))
        return orth_read_fail_type(reader, value, "the number 1");
    if (json_number_value(value) != 1)
        return orth_read_fail_range(reader, value, "1, the format's version");
    return ORTH_OK;
}

static orth_status read_name(orth_reader *reader, const json_t *value)
{
    return orth_read_line(reader, value, false, &reader->scenario->name);
}

static orth_status read_description(orth_reader *reader, const json_t *value)
{
    return orth_read_line(reader, value, false, &reader->scenario->description);
}

/* A list of strings, copied; *count elements of *texts are always either NULL or allocated. */
static orth_status read_lines(orth_reader *reader, const json_t *value, char ***texts,
                              size_t *count)
{
    size_t n = json_array_size(value);
    *texts = calloc(n, sizeof **texts);
    if (*texts == NULL)
        return orth_fail_memory(reader->error, (double)(n * sizeof **texts));
    *count = n;
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < n; i++) {
        size_t outer = orth_read_enter_index(reader, i);
        status = orth_read_line(reader, json_array_get(value, i), true, &(*texts)[i]);
        orth_read_leave(reader, outer);
    }
    return status;
}

typedef struct named {
    const char *name;
    size_t index;
} named;

static int by_name(const void *a, const void *b)
{
    const named *left = a, *right = b;
    int order = strcmp(left->name, right->name);
    return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

static orth_status check_distinct(orth_reader *reader, size_t n, char *const *names)
{
    named *sorted = malloc(n * sizeof *sorted);
    if (sorted == NULL)
        return orth_fail_memory(reader->error, (double)(n * sizeof *sorted));
    for (size_t i = 0; i < n; i++)
        sorted[i] = (named){names[i], i};
    qsort(sorted, n, sizeof *sorted, by_name);
    size_t second = n, first = n;
    for (size_t i = 1; i < n; i++) {
        if (strcmp(sorted[i - 1].name, sorted[i].name) == 0 && sorted[i].index < second) {
            first = sorted[i - 1].index;
            second = sorted[i].index;
        }
    }
    free(sorted);
    if (second == n)
        return ORTH_OK;
    char quoted[ORTH_QUOTE_MAX];
    orth_quote(quoted, sizeof quoted, names[second]);
    orth_read_enter_index(reader, second);
    return orth_read_fail(reader,
                          "%s is already the name of /tokens/%zu; permitted: names that "
                          "differ",
                          quoted, first);
}

static orth_status read_tokens(orth_reader *reader, const json_t *value)
{
    orth_scenario *scenario = reader->scenario;
    if (!json_is_array(value))
        return orth_read_fail_type(reader, value, "a list of names");
    size_t n = json_array_size(value);
    if (n < ORTH_TOKENS_MIN || n > reader->tokens_most)
        return orth_read_fail(reader, "%zu token%s; permitted: from %d to %zu", n,
                              orth_plural(n, "", "s"), ORTH_TOKENS_MIN, reader->tokens_most);
    orth_status status = read_lines(reader, value, &scenario->tokens, &scenario->n);
    return status != ORTH_OK ? status : check_distinct(reader, n, scenario->tokens);
}

static orth_status read_start_weights(orth_reader *reader, const json_t *value)
{
    return orth_read_weights(reader, value, &reader->scenario->start);
}

static orth_status read_start(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {{"weights", true, read_start_weights}, {NULL, false, NULL}};
    return orth_read_object(reader, value, keys);
}

static orth_status read_target_weights(orth_reader *reader, const json_t *value)
{
    return orth_read_weights(reader, value, &reader->scenario->target);
}

static orth_status read_target(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {{"weights", true, read_target_weights}, {NULL, false, NULL}};
    return orth_read_object(reader, value, keys);
}

/* 1000 and 1e3 are the same number, here as in JSON Schema. */
static orth_status read_step_count(orth_reader *reader, const json_t *value, uint64_t *steps)
{
    if (!json_is_number(value))
        return orth_read_fail_type(reader, value, "a number of steps");
    double count = json_number_value(value);
    if (!(count >= 1 && count <= ORTH_STEPS_MAX && count == floor(count)))
        return orth_read_fail_range(reader, value,
                                    "whole numbers from 1 to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX));
    *steps = (uint64_t)count;
    return ORTH_OK;
}

static orth_status read_steps(orth_reader *reader, const json_t *value)
{
    orth_scenario *scenario = reader->scenario;
    bool list = json_is_array(value);
    if (!list && !json_is_number(value))
        return orth_read_fail_type(reader, value, "a number of steps or a list of them");
    size_t n = list ? json_array_size(value) : 1;
    if (n == 0)
        return orth_read_fail(reader, "an empty list; permitted: one number of steps or more");
    scenario->steps = malloc(n * sizeof *scenario->steps);
    if (scenario->steps == NULL)
        return orth_fail_memory(reader->error, (double)(n * sizeof *scenario->steps));
    scenario->step_count = n;
    if (!list)
        return read_step_count(reader, value, scenario->steps);
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < n; i++) {
        size_t outer = orth_read_enter_index(reader, i);
        status = read_step_count(reader, json_array_get(value, i), &scenario->steps[i]);
        orth_read_leave(reader, outer);
    }
    return status;
}

static orth_status read_paths(orth_reader *reader, const json_t *value)
{
    orth_scenario *scenario = reader->scenario;
    if (!json_is_array(value))
        return orth_read_fail_type(reader, value, "a list of path names");
    if (json_array_size(value) == 0)
        return orth_read_fail(reader, "an empty list; permitted: one path or more");
    orth_status status = read_lines(reader, value, &scenario->paths, &scenario->path_count);
    for (size_t i = 0; status == ORTH_OK && i < scenario->path_count; i++) {
        orth_error reason;
        size_t outer = orth_read_enter_index(reader, i);
        status = orth_path_check_name(scenario->paths[i], &reason);
        if (status == ORTH_BAD_INPUT)
            status = orth_read_fail(reader, "%s", reason.text);
        else if (status != ORTH_OK)
            status = orth_fail(reader->error, status, "%s", reason.text);
        orth_read_leave(reader, outer);
    }
    return status;
}

static orth_status read_pool_value(orth_reader *reader, const json_t *value)
{
    if (json_object_get(reader->tree, "launch") != NULL)
        return orth_read_fail(reader, "the balances and the demand of /launch say it; permitted: "
                                      "one of the two keys");
    orth_status status = orth_read_number(reader, value, reader->scenario->pool_value);
    if (status != ORTH_OK)
        return status;
    double money = orth_rational_to_double(reader->scenario->pool_value);
    if (!(money >= ORTH_MONEY_MIN && money <= ORTH_MONEY_MAX))
        return orth_read_fail_range(reader, value,
                                    "values above 0, from " ORTH_LIMIT_TEXT(
                                        ORTH_MONEY_MIN) " to " ORTH_LIMIT_TEXT(ORTH_MONEY_MAX));
    return ORTH_OK;
}

static orth_status read_pool_unit(orth_reader *reader, const json_t *value)
{
    return orth_read_line(reader, value, true, &reader->scenario->pool_unit);
}

/* A run of quantammsim says what its pool is worth, and its unit. */
static orth_status read_pool(orth_reader *reader, const json_t *value)
{
    const bool needed = !orth_peer_among(json_object_get(reader->tree, "strategy"));
    const bool sale = json_object_get(reader->tree, "launch") != NULL;
    const orth_key keys[] = {
        {"value", needed && !sale, read_pool_value},
        {"unit", needed, read_pool_unit},
        {"swap_fee", false, orth_read_swap_fee},
        {"protocol_share", false, orth_read_protocol_share},
        {"noise_ratio", false, orth_read_noise_ratio},
        {"active_share", false, orth_read_active_share},
        {NULL, false, NULL},
    };
    reader->scenario->has_pool = needed || json_object_get(value, "value") != NULL;
    return orth_read_object(reader, value, keys);
}

/* Tokens stand before the weights, whose number they fix; the pool and what trades with it before
 * the strategy, where quantammsim's say it too. */
const orth_key orth_scenario_keys[] = {
    {"orthant", true, read_version},
    {"name", false, read_name},
    {"description", false, read_description},
    {"tokens", true, read_tokens},
    {"start", true, read_start},
    {"target", true, read_target},
    {"chain", false, orth_read_chain},
    {"guard_rails", false, orth_read_guard_rails},
    {"steps", true, read_steps},
    {"paths", false, read_paths},
    {"pool", false, read_pool},
    {"market", false, orth_read_market},
    {"arbitrage", false, orth_read_arbitrage},
    {"noise", false, orth_read_noise},
    {"benchmark", false, orth_read_benchmark},
    {"demand", false, orth_read_demand},
    {"exposure", false, orth_read_exposure},
    {"order", false, orth_read_order},
    {"blocks_per_step", false, orth_read_blocks_per_step},
    {"monte_carlo", false, orth_read_monte_carlo},
    {"launch", false, orth_read_launch},
    {"strategy", false, orth_read_strategies},
    {NULL, false, NULL},
};
