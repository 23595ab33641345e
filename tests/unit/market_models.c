/* Every model of the table: its keys, its entry of the schema, and that the closed form of the best
 * number of steps (orth_exposure_of) knows how its prices move. A new model needs a line of
 * `markets` below. */
#include "markets.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "market/model.h"
#include "orthant/simulate.h"

static bool is_list(const orth_model_key *key)
{
    return key->kind != ORTH_MODEL_KEY_NUMERAIRE && key->kind != ORTH_MODEL_KEY_FILE &&
           key->kind != ORTH_MODEL_KEY_FILES && key->kind != ORTH_MODEL_KEY_FROM &&
           key->kind != ORTH_MODEL_KEY_TO && key->kind != ORTH_MODEL_KEY_EVERY &&
           key->kind != ORTH_MODEL_KEY_BLOCKS_PER_ROW;
}

START_TEST(keys_are_whole)
{
    const char *names[ORTH_MODELS_MAX];
    size_t count = orth_model_names(names);
    ck_assert_uint_ge(count, 7);
    for (size_t m = 0; m < count; m++) {
        const orth_model *model = orth_model_named(names[m]);
        size_t keys = 0, parameters = 0;
        ck_assert_msg(model->prepare != NULL && model->covariance != NULL && model->keys != NULL,
                      "%s", names[m]);
        ck_assert(model->returns != NULL || (model->start == NULL && model->walk_state == 0));
        for (; model->keys[keys] != NULL; keys++) {
            const orth_model_key *key = model->keys[keys];
            ck_assert_msg(orth_model_key_named(model, key->name) == key, "%s: %s twice", names[m],
                          key->name);
            ck_assert(strcmp(key->name, "model") != 0 && strcmp(key->name, "blocks") != 0);
            ck_assert_msg(!is_list(key) ||
                              (key->range.least < key->range.most && key->range.what != NULL),
                          "%s: %s has no range", names[m], key->name);
            parameters += orth_model_key_is_parameter(key);
            /* one name means one thing */
            for (size_t o = 0; o < m; o++) {
                const orth_model_key *other =
                    orth_model_key_named(orth_model_named(names[o]), key->name);
                ck_assert_msg(other == NULL || other == key, "%s of %s and of %s differ", key->name,
                              names[m], names[o]);
            }
        }
        ck_assert_uint_le(keys, 29);
        ck_assert_uint_le(parameters, ORTH_MARKET_PARAMETERS_MAX);
    }
}
END_TEST

/* ---------------------------------------------------------------- the schema */

static bool holds(const json_t *list, const char *text)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(json_string_value(json_array_get(list, i)), text) == 0)
            return true;
    return false;
}

static void check_entry(const orth_model *model, const json_t *entry)
{
    const char *name = model->public.name;
    const json_t *properties = json_object_get(entry, "properties"),
                 *required = json_object_get(entry, "required");
    size_t keys = 0, needed = 0;
    ck_assert(json_is_false(json_object_get(entry, "additionalProperties")));
    ck_assert(json_object_get(properties, "blocks") != NULL);
    for (; model->keys[keys] != NULL; keys++) {
        const orth_model_key *key = model->keys[keys];
        ck_assert_msg(json_object_get(properties, key->name) != NULL,
                      "the schema's %s does not have %s", name, key->name);
        ck_assert_msg(holds(required, key->name) == key->required,
                      "%s of %s is not required in both", key->name, name);
        needed += key->required;
    }
    ck_assert_msg(json_object_size(properties) == keys + 2, "the schema's %s has more keys", name);
    ck_assert_msg(json_array_size(required) == needed, "the schema's %s requires more", name);
}

START_TEST(the_schema_has_every_model)
{
    json_error_t error;
    json_t *schema = json_load_file("scenarios/schema/scenario.schema.json", 0, &error);
    ck_assert_msg(schema != NULL, "%s", error.text);
    const json_t *market = json_object_get(json_object_get(schema, "properties"), "market");
    const json_t *entries = json_object_get(market, "oneOf");
    const char *names[ORTH_MODELS_MAX];
    size_t count = orth_model_names(names);
    ck_assert_uint_eq(json_array_size(entries), count);
    for (size_t m = 0; m < count; m++) {
        const json_t *entry = json_array_get(entries, m);
        const json_t *model = json_object_get(json_object_get(entry, "properties"), "model");
        ck_assert_str_eq(json_string_value(json_object_get(model, "const")), names[m]);
        check_entry(orth_model_named(names[m]), entry);
    }
    json_decref(schema);
}
END_TEST

/* ---------------------------------------------------------------- exposure */

#define BATCHES 64
#define LANES 32
#define BLOCKS 199 /* those of the panel */
#define HOUR                                                                                       \
    "\"block_seconds\": 3600, \"volatility\": [0.6, 0.9, 0.3], \"correlation\": [[1, 0.8, "        \
    "-0.3], [0.8, 1, 0.1], [-0.3, 0.1, 1]]"

/* A market a model; %s is the panel. A garch whose variance goes up and down a little only: its
 * closed form goes by the mean variances. */
static const struct {
    const char *model, *keys;
} markets[] = {
    {"constant", "\"prices\": [60000, 3000, 1]"},
    {"panel", "\"file\": \"%s\""},
    {"files", "\"files\": {\"A\": {\"file\": \"%s\", \"price_column\": \"A\"}, \"B\": {\"file\": "
              "\"%s\", \"price_column\": \"B\"}}, \"numeraire\": \"C\""},
    {"gbm", HOUR ", \"drift\": [0.3, -0.2, 0]"},
    {"merton", HOUR ", \"jump_rate\": [300, 20, 0], \"jump_mean\": [-0.04, 0.02, 0], "
                    "\"jump_deviation\": [0.05, 0.1, 0]"},
    {"garch", HOUR ", \"garch_alpha\": [0.02, 0.01, 0.03], \"garch_beta\": [0.5, 0.7, 0.4], "
                   "\"garch_nu\": [14, 30, 100]"},
    {"bootstrap", "\"file\": \"%s\", \"mean_length\": 3"},
};

static orth_scenario *scenario_of(const char *model, const char *panel)
{
    char keys[1024] = "", text[2048];
    for (size_t i = 0; i < sizeof markets / sizeof markets[0]; i++)
        if (strcmp(markets[i].model, model) == 0)
            snprintf(keys, sizeof keys, markets[i].keys, panel, panel);
    ck_assert_msg(keys[0] != '\0', "no market of the model %s in this test", model);
    snprintf(
        text, sizeof text,
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"start\": {\"weights\": "
        "[\"0.5\", \"0.3\", \"0.2\"]}, \"target\": {\"weights\": [\"0.05\", \"0.05\", \"0.9\"]},"
        " \"steps\": 8, \"market\": {\"model\": \"%s\", %s}, \"monte_carlo\": {\"paths\": 1, "
        "\"seed\": 4}}",
        model, keys);
    orth_scenario *scenario;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_scenario_parse(&scenario, text, strlen(text), "model", &error) == ORTH_OK,
                  "%s", error.text);
    return scenario;
}

/* What a row of log-returns costs at weights w: the variance that the tokens have about the pool's
 * mean, halved. It is linear in their covariance, so that its mean is the LVR of a block. */
static double cost_at(const double *w, const double *r)
{
    double own = 0, joint = 0;
    for (size_t i = 0; i < 3; i++) {
        own += w[i] * r[i] * r[i];
        joint += w[i] * r[i];
    }
    return (own - joint * joint) / 2;
}

/* Its mean along the line from start to target less that at the target; Simpson's rule has no error
 * with squares. */
static double excess(const double *r)
{
    static const double start[] = {0.5, 0.3, 0.2}, middle[] = {0.275, 0.175, 0.55},
                        target[] = {0.05, 0.05, 0.9};
    return (cost_at(start, r) + 4 * cost_at(middle, r) + cost_at(target, r)) / 6 -
           cost_at(target, r);
}

/* The mean excess of one batch of price paths. */
static double batch(orth_market_walk *walk, size_t lanes, size_t number)
{
    static double returns[(BLOCKS + 1) * 3 * LANES];
    orth_error error = {.text = ""};
    double sum = 0;
    orth_market_walk_start(walk, number * lanes);
    ck_assert_msg(orth_market_walk_fill(walk, BLOCKS + 1, NULL, returns, &error) == ORTH_OK, "%s",
                  error.text);
    for (size_t k = 1; k <= BLOCKS; k++)
        for (size_t l = 0; l < lanes; l++) {
            const double *at = returns + k * 3 * lanes + l;
            sum += excess((const double[]){at[0], at[lanes], at[2 * lanes]});
        }
    return sum / (double)(BLOCKS * lanes);
}

START_TEST(exposure_is_what_prices_do)
{
    char *panel;
    test_write_panel(&panel);
    const orth_market_model *const *model = orth_market_models();
    for (; *model != NULL; model++) {
        orth_scenario *scenario = scenario_of((*model)->name, panel);
        orth_exposure exposure;
        orth_error error = {.text = ""};
        ck_assert_msg(orth_exposure_of(&exposure, scenario, "linear", 0, 0, &error) == ORTH_OK,
                      "%s", error.text);
        orth_market *market = test_market(scenario->market);
        bool random = orth_market_is_random(market);
        orth_market_walk *walk = test_walk(market, random ? LANES : 1);
        double sum = 0, squares = 0, count = random ? BATCHES : 1;
        for (size_t b = 0; b < (size_t)count; b++) {
            double value = batch(walk, random ? LANES : 1, b);
            sum += value;
            squares += value * value;
        }
        double mean = sum / count;
        double deviation = random ? sqrt((squares / count - mean * mean) / (count - 1)) : 0;
        ck_assert((mean != 0) == orth_market_moves(market));
        ck_assert_msg(deviation <= 0.01 * fabs(mean),
                      "%s: the test sees nothing: %g, standard error %g", (*model)->name, mean,
                      deviation);
        /* the path is sampled in 256 steps */
        ck_assert_msg(fabs(exposure.lvr - mean) <= 4 * deviation + 2e-5 * fabs(mean),
                      "%s: exposure %.10g, prices %.10g, standard error %.2g", (*model)->name,
                      exposure.lvr, mean, deviation);
        test_worst((*model)->name, mean == 0 ? 0 : fabs(exposure.lvr / mean - 1));
        orth_market_walk_free(walk);
        orth_market_free(market);
        orth_scenario_free(scenario);
    }
    unlink(panel);
    free(panel);
}
END_TEST

ORTH_TEST_MAIN("market_models", keys_are_whole, the_schema_has_every_model,
               exposure_is_what_prices_do)
