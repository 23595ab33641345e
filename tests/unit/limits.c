/* Every range of orthant/limits.h that a scenario is held to, three times: what the header says,
 * what the schema says, and where the reader begins to refuse. */
#include "harness.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/scenario.h"
#include "orthant/simplex.h"

#define MARKET "\"steps\": 1, \"market\": {\"model\": \"merton\", \"block_seconds\": 1, "
#define BOOTSTRAP                                                                                  \
    "\"steps\": 1, \"market\": {\"model\": \"bootstrap\", \"file\": \"none.csv\", \"mean_length\": @}"
#define POOL "\"steps\": 1, \"pool\": {\"unit\": \"USD\", "

_Static_assert(ORTH_PRICE_PATH_MAX == ORTH_PRICE_PATHS_MAX - 1, "price paths count from 0");

/* `text` is part of a scenario, with @ for the value; the schema's number stands at `pointer`. */
static const struct limit {
    const char *pointer, *text;
    double value;
    bool whole;
} limits[] = {
    {"$defs/steps/maximum", "\"steps\": @", ORTH_STEPS_MAX, true},
    {"properties/blocks_per_step/maximum", "\"steps\": 1, \"blocks_per_step\": @",
     ORTH_BLOCKS_PER_STEP_MAX, true},
    {"properties/monte_carlo/properties/paths/maximum",
     "\"steps\": 1, \"monte_carlo\": {\"paths\": @}", ORTH_PRICE_PATHS_MAX, true},
    {"properties/monte_carlo/properties/seed/maximum",
     "\"steps\": 1, \"monte_carlo\": {\"paths\": 1, \"seed\": @}", ORTH_SEED_MAX, true},
    {"properties/chain/properties/seed/maximum", "\"steps\": 1, \"chain\": {\"seed\": @}",
     ORTH_SEED_MAX, true},
    {"properties/chain/properties/start_time/maximum",
     "\"steps\": 1, \"chain\": {\"start_time\": @}", ORTH_START_TIME_MAX, true},
    {"properties/chain/properties/block_time/anyOf/1/maximum",
     "\"steps\": 1, \"chain\": {\"block_time\": @}", ORTH_BLOCK_TIME_MAX, true},
    {"properties/chain/properties/block_present/anyOf/1/minimum",
     "\"steps\": 1, \"chain\": {\"block_present\": @}", ORTH_PART_MIN, false},
    {"properties/guard_rails/properties/minimum_weight/anyOf/1/minimum",
     "\"steps\": 1, \"guard_rails\": {\"minimum_weight\": @}", ORTH_PART_MIN, false},
    {"properties/guard_rails/properties/largest_move/anyOf/1/minimum",
     "\"steps\": 1, \"guard_rails\": {\"largest_move\": @}", ORTH_PART_MIN, false},
    {"properties/pool/properties/value/anyOf/1/minimum", POOL "\"value\": @}", ORTH_MONEY_MIN,
     false},
    {"properties/pool/properties/value/anyOf/1/maximum", POOL "\"value\": @}", ORTH_MONEY_MAX,
     false},
    {"properties/pool/properties/noise_ratio/anyOf/1/maximum",
     POOL "\"value\": 1, \"noise_ratio\": @}", ORTH_NOISE_RATIO_MAX, false},
    {"properties/arbitrage/properties/gas/anyOf/1/maximum",
     POOL "\"value\": 1}, \"arbitrage\": {\"gas\": @}", ORTH_MONEY_MAX, false},
    {"properties/noise/properties/rate/anyOf/1/maximum",
     POOL "\"value\": 1}, \"noise\": {\"size\": 1, \"rate\": @}", ORTH_NOISE_RATE_MAX, false},
    {"properties/noise/properties/size/anyOf/1/maximum",
     POOL "\"value\": 1}, \"noise\": {\"rate\": 1, \"size\": @}", ORTH_MONEY_MAX, false},
    {"properties/noise/properties/deviation/anyOf/1/maximum",
     POOL "\"value\": 1}, \"noise\": {\"rate\": 1, \"size\": 1, \"deviation\": @}",
     ORTH_NOISE_DEVIATION_MAX, false},
    {"properties/exposure/properties/update_cost/anyOf/1/maximum",
     POOL "\"value\": 1}, \"exposure\": {\"update_cost\": @}", ORTH_EXPOSURE_MAX, false},
    {"properties/exposure/properties/tracking/anyOf/1/maximum",
     POOL "\"value\": 1}, \"exposure\": {\"tracking\": @}", ORTH_EXPOSURE_MAX, false},
    {"properties/demand/properties/flow/anyOf/1/maximum",
     "\"steps\": 1, \"demand\": {\"elasticity\": 1, \"flow\": @}", ORTH_FLOW_MAX, false},
    {"properties/demand/properties/elasticity/anyOf/1/maximum",
     "\"steps\": 1, \"demand\": {\"flow\": 1, \"elasticity\": @}", ORTH_ELASTICITY_MAX, false},
    {"$defs/prices/items/anyOf/1/minimum",
     "\"steps\": 1, \"market\": {\"model\": \"constant\", \"prices\": [@, 1]}", ORTH_PRICE_MIN,
     false},
    {"$defs/prices/items/anyOf/1/maximum",
     "\"steps\": 1, \"market\": {\"model\": \"constant\", \"prices\": [@, 1]}", ORTH_PRICE_MAX,
     false},
    {"$defs/rates/items/anyOf/1/maximum",
     MARKET "\"volatility\": [0, 0], \"jump_rate\": [0, 0], \"drift\": [@, 0]}", ORTH_DRIFT_MAX,
     false},
    {"$defs/rates/items/anyOf/1/minimum",
     MARKET "\"volatility\": [0, 0], \"jump_rate\": [0, 0], \"drift\": [@, 0]}", -ORTH_DRIFT_MAX,
     false},
    {"$defs/deviations/items/anyOf/1/maximum",
     MARKET "\"jump_rate\": [0, 0], \"volatility\": [@, 0]}", ORTH_RATE_MAX, false},
    {"$defs/many/items/anyOf/1/maximum", MARKET "\"volatility\": [0, 0], \"jump_rate\": [@, 0]}",
     ORTH_JUMP_RATE_MAX, false},
    {"properties/market/oneOf/6/properties/mean_length/anyOf/1/maximum", BOOTSTRAP,
     ORTH_MEAN_LENGTH_MAX, false},
    {"properties/market/oneOf/6/properties/mean_length/anyOf/1/minimum", BOOTSTRAP, 1, false},
    {"$defs/jumps/items/anyOf/1/maximum",
     MARKET "\"volatility\": [0, 0], \"jump_rate\": [0, 0], \"jump_mean\": [@, 0]}", ORTH_JUMP_MAX,
     false},
    {"$defs/jumps/items/anyOf/1/minimum",
     MARKET "\"volatility\": [0, 0], \"jump_rate\": [0, 0], \"jump_mean\": [@, 0]}", -ORTH_JUMP_MAX,
     false},
    {"$defs/jump_deviations/items/anyOf/1/maximum",
     MARKET "\"volatility\": [0, 0], \"jump_rate\": [0, 0], \"jump_deviation\": [@, 0]}",
     ORTH_JUMP_MAX, false},
};

static const json_t *at(const json_t *json, const char *pointer)
{
    char copy[200], *rest = copy;
    snprintf(copy, sizeof copy, "%s", pointer);
    while (rest != NULL && json != NULL) {
        const char *step = strsep(&rest, "/");
        json = json_is_array(json) ? json_array_get(json, strtoul(step, NULL, 10))
                                   : json_object_get(json, step);
    }
    return json;
}

static orth_status read_with(const struct limit *limit, double value, orth_error *error)
{
    const char *hole = strchr(limit->text, '@');
    char text[1000];
    orth_scenario *scenario;
    snprintf(text, sizeof text,
             "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", "
             "\"0.5\"]}, \"target\": {\"weights\": [\"0.9\", \"0.1\"]}, %.*s%.17g%s}",
             (int)(hole - limit->text), limit->text, value, hole + 1);
    orth_status status = orth_scenario_parse(&scenario, text, strlen(text), "limits", error);
    orth_scenario_free(scenario);
    return status;
}

static void check_limit(const struct limit *limit, const json_t *schema)
{
    ck_assert_msg(json_number_value(at(schema, limit->pointer)) == limit->value, "%s",
                  limit->pointer);
    orth_error error = {.text = "accepted"};
    ck_assert_msg(read_with(limit, limit->value, &error) == ORTH_OK, "%s", error.text);
    bool least = strstr(limit->pointer, "minimum") != NULL;
    double size = limit->whole ? 1 : fabs(limit->value) * 1e-12;
    double beyond = limit->value + (least ? -size : size);
    ck_assert_msg(read_with(limit, beyond, &error) == ORTH_BAD_INPUT &&
                      strstr(error.text, "permitted: ") != NULL,
                  "%s %.17g: %s", limit->text, beyond, error.text);
}

START_TEST(one_range_for_one_thing)
{
    json_t *schema = json_load_file("scenarios/schema/scenario.schema.json", 0, NULL);
    ck_assert_ptr_nonnull(schema);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        check_limit(&limits[i], schema);
    json_decref(schema);
}
END_TEST

ORTH_TEST_MAIN("limits", one_range_for_one_thing)
