#include "orthant/scenario.h"

#include <sha256.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/file_in.h"
#include "base/json_in.h"
#include "base/plain_locale.h"
#include "numeric/decimal.h"
#include "scenario/read.h"

static const char *const default_paths[] = {"linear", "amgm", "geodesic"};
#define DEFAULT_PATH_COUNT (sizeof default_paths / sizeof default_paths[0])

#define SCENARIO_KEYS_MAX 31

static void free_texts(char **texts, size_t n)
{
    for (size_t i = 0; texts != NULL && i < n; i++)
        free(texts[i]);
    free(texts);
}

void orth_scenario_free(orth_scenario *scenario)
{
    if (scenario == NULL)
        return;
    free(scenario->file);
    free(scenario->name);
    free(scenario->description);
    free_texts(scenario->tokens, scenario->n);
    orth_scenario_strategies_free(scenario);
    orth_rationals_free(scenario->start, scenario->n);
    orth_rationals_free(scenario->target, scenario->n);
    free(scenario->steps);
    free_texts(scenario->paths, scenario->path_count);
    mpq_clear(scenario->pool_value);
    free(scenario->pool_unit);
    orth_scenario_market_free(scenario->market);
    orth_scenario_launch_free(scenario->launch);
    free(scenario->price_volatility);
    free_texts(scenario->notes, scenario->note_count);
    free(scenario);
}

static orth_status set_default_paths(orth_scenario *scenario, orth_error *error)
{
    scenario->paths = calloc(DEFAULT_PATH_COUNT, sizeof *scenario->paths);
    if (scenario->paths == NULL)
        return orth_fail_memory(error, (double)(DEFAULT_PATH_COUNT * sizeof *scenario->paths));
    scenario->path_count = DEFAULT_PATH_COUNT;
    for (size_t i = 0; i < DEFAULT_PATH_COUNT; i++) {
        scenario->paths[i] = strdup(default_paths[i]);
        if (scenario->paths[i] == NULL)
            return orth_fail_memory(error, (double)strlen(default_paths[i]));
    }
    return ORTH_OK;
}

/* What the file leaves out. */
static orth_status fill_defaults(orth_scenario *scenario, const char *file, orth_error *error)
{
    scenario->file = strdup(orth_file_label(file));
    if (scenario->name == NULL)
        scenario->name = strdup("");
    if (scenario->description == NULL)
        scenario->description = strdup("");
    if (scenario->file == NULL || scenario->name == NULL || scenario->description == NULL)
        return orth_fail_memory(error, (double)strlen(file) + 1);
    return scenario->paths != NULL || scenario->strategy_count > 0
               ? ORTH_OK
               : set_default_paths(scenario, error);
}

/* Amounts of money mean nothing beside a pool whose value nobody gave. */
static orth_status check_money(orth_reader *reader)
{
    const orth_scenario *scenario = reader->scenario;
    const struct {
        const char *outer, *key;
        double amount;
    } amounts[] = {
        {"arbitrage", "gas", scenario->rules.gate.gas},
        {"noise", "size", scenario->noise.size},
        {"exposure", "update_cost", scenario->update_cost},
    };
    for (size_t i = 0; !scenario->has_pool && i < sizeof amounts / sizeof amounts[0]; i++) {
        if (amounts[i].amount == 0)
            continue;
        orth_read_enter(reader, amounts[i].outer);
        orth_read_enter(reader, amounts[i].key);
        return orth_read_fail(reader, scenario->launch == NULL
                                          ? "an amount of money needs /pool/value, which is missing"
                                          : "an amount of money needs what the pool is worth, and "
                                            "the price of its reserve stands in a file");
    }
    return ORTH_OK;
}

/* A strategy stands in place of a move and of what belongs to one; without it the move's keys are
 * required. */
static orth_status choose_keys(orth_key *keys, orth_reader *reader, const json_t *tree)
{
    static const char *const moves[] = {"start",    "target",          "steps",
                                        "paths",    "demand",          "guard_rails",
                                        "exposure", "blocks_per_step", "launch"};
    size_t count = 0;
    for (; orth_scenario_keys[count].name != NULL; count++) {
        ORTH_CHECK(count < SCENARIO_KEYS_MAX);
        keys[count] = orth_scenario_keys[count];
    }
    keys[count] = orth_scenario_keys[count];
    if (json_object_get(tree, "strategy") == NULL)
        return ORTH_OK;
    for (size_t m = 0; m < sizeof moves / sizeof moves[0]; m++) {
        for (size_t k = 0; k < count; k++)
            keys[k].required = keys[k].required && strcmp(keys[k].name, moves[m]) != 0;
        if (json_object_get(tree, moves[m]) == NULL)
            continue;
        orth_read_enter(reader, moves[m]);
        return orth_read_fail(reader, "belongs to a move, and /strategy stands in place of one; "
                                      "permitted: one of the two");
    }
    return ORTH_OK;
}

/* The version first: a later format's keys are not unknown keys, but a format that we do not read.
 */
static orth_status read_tree(orth_reader *reader, const json_t *tree)
{
    const json_t *version = json_object_get(tree, orth_scenario_keys[0].name);
    if (version != NULL) {
        size_t outer = orth_read_enter(reader, orth_scenario_keys[0].name);
        orth_status status = orth_scenario_keys[0].read(reader, version);
        orth_read_leave(reader, outer);
        if (status != ORTH_OK)
            return status;
    }
    orth_key keys[SCENARIO_KEYS_MAX + 1];
    orth_status status = choose_keys(keys, reader, tree);
    if (status == ORTH_OK)
        status = orth_read_object(reader, tree, keys);
    if (status == ORTH_OK)
        status = check_money(reader);
    return status == ORTH_OK ? orth_scenario_check_clock(reader) : status;
}

static orth_status parse(orth_scenario **scenario, const char *text, size_t length,
                         const char *file, size_t tokens_most, bool normalise, orth_error *error)
{
    *scenario = NULL;
    orth_scenario *made = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    mpq_init(made->pool_value);
    made->blocks_per_step = 1;
    made->block_seconds = 12;
    made->block_per = 1;
    made->start_time = 1767225600;
    made->block_present = 1;
    made->presence = made->rules.sizing = made->rules.active_share = 1;
    made->normalise = normalise;
    orth_reader reader = {
        .file = file, .error = error, .scenario = made, .tokens_most = tokens_most};
    orth_locale outer = orth_locale_enter(); /* for the numbers in messages and notes too */
    json_t *tree;
    orth_status status = orth_json_parse(&tree, text, length, file, error);
    reader.tree = tree;
    if (status == ORTH_OK)
        status = read_tree(&reader, tree);
    json_decref(tree);
    if (status == ORTH_OK)
        status = fill_defaults(made, file, error);
    orth_locale_leave(outer);
    if (status != ORTH_OK) {
        orth_scenario_free(made);
        return status;
    }
    SHA256Data((const uint8_t *)text, length, made->sha256);
    *scenario = made;
    return ORTH_OK;
}

orth_status orth_scenario_parse(orth_scenario **scenario, const char *text, size_t length,
                                const char *file, orth_error *error)
{
    return parse(scenario, text, length, file, ORTH_TOKENS_MAX, false, error);
}

orth_status orth_scenario_parse_normalised(orth_scenario **scenario, const char *text,
                                           size_t length, const char *file, orth_error *error)
{
    return parse(scenario, text, length, file, ORTH_TOKENS_MAX, true, error);
}

static orth_status load(orth_scenario **scenario, const char *file, size_t tokens_most,
                        bool normalise, orth_error *error)
{
    *scenario = NULL;
    char *text;
    size_t length;
    orth_status status = orth_file_read(&text, &length, file, ORTH_FILE_BYTES_MAX, error);
    if (status == ORTH_OK)
        status = parse(scenario, text, length, file, tokens_most, normalise, error);
    free(text);
    return status;
}

orth_status orth_scenario_load(orth_scenario **scenario, const char *file, orth_error *error)
{
    return load(scenario, file, ORTH_TOKENS_MAX, false, error);
}

orth_status orth_scenario_load_small(orth_scenario **scenario, const char *file, size_t tokens_most,
                                     orth_error *error)
{
    return load(scenario, file, tokens_most, false, error);
}

orth_status orth_scenario_load_normalised(orth_scenario **scenario, const char *file,
                                          size_t tokens_most, orth_error *error)
{
    return load(scenario, file, tokens_most, true, error);
}

orth_status orth_scenario_require_move(const orth_scenario *scenario, orth_error *error)
{
    return scenario->strategy_count == 0
               ? ORTH_OK
               : orth_fail(error, ORTH_BAD_INPUT,
                           "%s: /strategy: strategies move these weights; permitted here: a "
                           "scenario with a move, /start, /target and /steps",
                           scenario->file);
}

orth_status orth_scenario_move(orth_move **move, const orth_scenario *scenario, orth_error *error)
{
    size_t n = scenario->n;
    *move = NULL;
    orth_status status = orth_scenario_require_move(scenario, error);
    if (status != ORTH_OK)
        return status;
    double *ends = malloc(4 * n * sizeof *ends);
    if (ends == NULL)
        return orth_fail_memory(error, (double)(4 * n * sizeof *ends));
    double *start = ends, *start_low = ends + n, *target = ends + 2 * n, *target_low = ends + 3 * n;
    for (size_t i = 0; i < n; i++) {
        orth_rational_to_dd(&start[i], &start_low[i], scenario->start[i]);
        orth_rational_to_dd(&target[i], &target_low[i], scenario->target[i]);
    }
    status = orth_move_create(move, n, start, start_low, target, target_low, error);
    if (status == ORTH_OK)
        (*move)->normalise = scenario->normalise;
    free(ends);
    return status;
}
