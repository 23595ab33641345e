/* Launches on paper: what the table, JSON, CSV and pictures say of results made by hand, above all
 * where there is no number. */
#include "harness.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/report.h"

#define RESULTS 2
#define PATHS 4

static const char text[] =
    "{\"orthant\": 1, \"name\": \"By hand\", \"tokens\": [\"USDC\", \"PRJ\"],"
    " \"start\": {\"weights\": [\"0.04\", \"0.96\"]}, \"target\": {\"weights\": [\"0.5\", \"0.5\"]},"
    " \"steps\": [4], \"paths\": [\"linear\"]}";

/* A launch whose members the test owns. */
typedef struct by_hand {
    orth_scenario *scenario;
    orth_scenario_launch sale;
    orth_launch launch;
    const orth_launch_in_contract *contract;
    orth_launch_result results[RESULTS];
    double values[RESULTS][ORTH_LAUNCH_FIGURES][PATHS];
    uint64_t blocks[3];
    double curve[3], nothing[3], paid[ORTH_LAUNCH_SHARES];
} by_hand;

/* Result 1 differs in the fee; its figure f on price path i is 100 f + i, that of result 0 ten
 * times as much; on price path 1 of result 1 nobody buys. */
static by_hand *make(uint64_t price_paths)
{
    by_hand *h = calloc(1, sizeof *h);
    ck_assert(h != NULL);
    ck_assert(orth_scenario_parse(&h->scenario, text, strlen(text), "hand.json", NULL) == ORTH_OK);
    h->scenario->pool_unit = strdup("USD");
    h->sale = (orth_scenario_launch){
        .project = 1, .sales_blocked = true, .has_value = true, .value = 0.05};
    mpq_inits(h->sale.project_balance, h->sale.reserve_balance, h->sale.virtual_reserve,
              h->sale.fixed_price, NULL);
    mpq_set_ui(h->sale.project_balance, 9000000, 1);
    mpq_set_ui(h->sale.virtual_reserve, 50, 1);
    h->scenario->launch = &h->sale;
    h->launch = (orth_launch){.scenario = h->scenario,
                              .price_paths = price_paths,
                              .random = price_paths > 1,
                              .count = RESULTS,
                              .results = h->results};
    for (size_t k = 0; k < 3; k++) {
        h->blocks[k] = 2 * k;
        h->curve[k] = 0.25 / (double)(k + 1);
    }
    for (size_t k = 0; k < ORTH_LAUNCH_SHARES; k++)
        h->paid[k] = NAN;
    for (size_t r = 0; r < RESULTS; r++) {
        orth_launch_result *result = &h->results[r];
        *result = (orth_launch_result){.path = "linear",
                                       .steps = 4,
                                       .days = 0.5,
                                       .start_weight = 0.96,
                                       .end_weight = 0.5,
                                       .swap_fee = r == 0 ? 0 : 0.01,
                                       .limit_raised = r == 0 ? 175000 : NAN,
                                       .limit_sold = NAN,
                                       .recorded = 3,
                                       .blocks = h->blocks,
                                       .no_buyer = h->curve,
                                       .paid = h->paid};
        for (size_t c = 0; c < 3; c++) {
            result->price[c] = h->curve;
            result->raised[c] = h->nothing;
        }
        for (size_t f = 0; f < ORTH_LAUNCH_FIGURES; f++) {
            for (size_t i = 0; i < PATHS; i++)
                h->values[r][f][i] = (r == 0 ? 10 : 1) * (100 * (double)f + (double)i);
            result->values[f] = h->values[r][f];
        }
    }
    h->values[1][ORTH_LAUNCH_FIRST_BLOCK][1] = NAN;
    return h;
}

static void drop(by_hand *h)
{
    mpq_clears(h->sale.project_balance, h->sale.reserve_balance, h->sale.virtual_reserve,
               h->sale.fixed_price, NULL);
    h->scenario->launch = NULL;
    orth_scenario_free(h->scenario);
    free(h);
}

typedef enum form { TABLE, JSON, CSV } form;

/* What is written, to be freed. */
static char *written(const by_hand *h, form of)
{
    char *out = NULL;
    size_t length;
    FILE *stream = open_memstream(&out, &length);
    ck_assert(stream != NULL);
    orth_status status =
        of == TABLE  ? orth_launch_write_table(&h->launch, h->contract, stream, NULL)
        : of == JSON ? orth_launch_write_json(&h->launch, 2, h->contract, stream, NULL)
                     : orth_launch_write_csv(&h->launch, h->contract, stream, NULL);
    ck_assert(status == ORTH_OK);
    ck_assert(fclose(stream) == 0);
    return out;
}

static void has(const char *out, const char *part)
{
    ck_assert_msg(strstr(out, part) != NULL, "no \"%s\" in:\n%s", part, out);
}

static json_t *read_json(const by_hand *h)
{
    char *out = written(h, JSON);
    json_t *root = json_loads(out, JSON_REJECT_DUPLICATES, NULL);
    ck_assert_msg(root != NULL, "%s", out);
    free(out);
    return root;
}

static double number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    ck_assert_msg(json_is_number(value), "%s", key);
    return json_number_value(value);
}

START_TEST(one_price_path)
{
    by_hand *h = make(1);
    json_t *root = read_json(h), *first = json_array_get(json_object_get(root, "results"), 0);
    ck_assert(number(first, "raised") == 0 && number(first, "sold") == 1000);
    ck_assert(json_integer_value(json_object_get(first, "first_block")) == 7000);
    ck_assert(json_is_integer(json_object_get(first, "first_block")));
    ck_assert(number(first, "limit_raised") == 175000);
    ck_assert(json_is_null(json_object_get(first, "limit_sold")));
    ck_assert_str_eq(json_string_value(json_object_get(root, "project")), "PRJ");
    ck_assert(number(root, "virtual_reserve") == 50 && number(root, "threads") == 2);
    const json_t *difference = json_array_get(json_object_get(root, "differences"), 0);
    ck_assert(number(difference, "sold") == 100 - 1000);
    ck_assert(number(json_object_get(difference, "against"), "swap_fee") == 0);
    const json_t *curve = json_array_get(json_object_get(root, "curves"), 1);
    ck_assert(json_array_size(json_object_get(curve, "paid")) == ORTH_LAUNCH_SHARES);
    ck_assert(json_is_null(json_array_get(json_object_get(curve, "paid"), 0)));
    ck_assert(json_number_value(json_array_get(json_object_get(curve, "no_buyer"), 1)) == 0.125);
    json_decref(root);
    drop(h);
}
END_TEST

START_TEST(several_price_paths)
{
    by_hand *h = make(PATHS);
    json_t *root = read_json(h), *second = json_array_get(json_object_get(root, "results"), 1);
    const json_t *sold = json_object_get(second, "sold"),
                 *block = json_object_get(second, "first_block");
    ck_assert(number(sold, "mean") == 101.5 && json_object_get(sold, "none") == NULL);
    ck_assert(number(block, "none") == 1);
    ck_assert(fabs(number(block, "mean") - (700 + 702 + 703) / 3.0) < 1e-12);
    const json_t *difference = json_array_get(json_object_get(root, "differences"), 0);
    ck_assert(number(json_object_get(difference, "sold"), "mean") == 101.5 - 1015);
    ck_assert(number(json_object_get(difference, "first_block"), "none") == 1);
    json_decref(root);

    for (size_t i = 0; i < PATHS; i++)
        h->values[1][ORTH_LAUNCH_GINI][i] = NAN;
    root = read_json(h);
    second = json_array_get(json_object_get(root, "results"), 1);
    ck_assert(json_is_null(json_object_get(second, "gini")));
    json_decref(root);
    drop(h);
}
END_TEST

START_TEST(rows_and_columns)
{
    by_hand *h = make(1);
    h->values[1][ORTH_LAUNCH_AVERAGE_PRICE][0] = NAN;
    char *out = written(h, CSV);
    has(out,
        "path,steps,days,start_weight,end_weight,swap_fee,raised,sold,share_left,average_price");
    has(out, "linear,4,0.5,0.95999999999999996,0.5,0.01,0.0,100.0,200.0,,400.0");
    has(out, ",700,");
    free(out);
    out = written(h, TABLE);
    has(out, "9000000 PRJ and 0 USDC (and 50 that are virtual); PRJ cannot be sold back");
    has(out, "from 96 % to 50 % in 0.5 d: 4 blocks of 12 s\n");
    has(out, "1 %");
    ck_assert(strstr(out, "swap fee") == NULL); /* it has a column */
    has(out, "Less the first one's:");
    ck_assert(strstr(out, "nan") == NULL);
    free(out);
    drop(h);

    h = make(PATHS);
    h->launch.partial = true;
    out = written(h, CSV);
    has(out, ",figure,mean,stderr,ci95_low,ci95_high,p05,p25,p50,p75,p95,none\n");
    has(out, ",first_block,");
    has(out, ",paired raised,");
    free(out);
    out = written(h, TABLE);
    has(out, "4 price paths of seed 0 (interrupted: partial)");
    has(out, "Over the price paths:");
    free(out);
    h->launch.count = 1;
    out = written(h, TABLE);
    ck_assert(strstr(out, "Less the first") == NULL);
    has(out, "\nlinear  "); /* a result has a name where nothing differs */
    free(out);
    drop(h);
}
END_TEST

/* A contract whose results are the other way around: result 0 has the figures of 1. */
START_TEST(beside_a_contract)
{
    by_hand *h = make(1), *other = make(1);
    other->launch.results[0] = other->results[1];
    const orth_launch_in_contract contract = {"v3", &other->launch};
    h->contract = &contract;
    json_t *root = read_json(h), *first = json_array_get(json_object_get(root, "results"), 0);
    ck_assert_str_eq(json_string_value(json_object_get(root, "contract")), "v3");
    const json_t *of = json_object_get(first, "contract");
    ck_assert(number(of, "sold") == 100);
    ck_assert(number(json_object_get(of, "more"), "sold") == 100 - 1000);
    json_decref(root);
    char *out = written(h, TABLE);
    has(out, "In the integers of the contract v3, and what that is more than above:");
    has(out, "fee 0 %: raised 0 (+0), sold 100 (-900), average price 300 (-2.7e+03)");
    free(out);
    out = written(h, CSV);
    has(out, ",sniper_profit,contract_raised,contract_sold,");
    free(out);
    h->launch.price_paths = other->launch.price_paths = PATHS;
    out = written(h, CSV);
    has(out, ",contract sold,101.5,");
    free(out);
    drop(h);
    drop(other);
}
END_TEST

START_TEST(no_curves_no_picture)
{
    by_hand *h = make(1);
    orth_error error;
    h->results[0].recorded = 0;
    ck_assert(orth_launch_plot(&h->launch, "launch.svg", false, &error) == ORTH_BAD_INPUT);
    has(error.text, "needs curves");
    json_t *root = read_json(h);
    ck_assert(json_array_size(json_object_get(root, "curves")) == 0);
    json_decref(root);
    drop(h);
}
END_TEST

ORTH_TEST_MAIN("launch_report", one_price_path, several_price_paths, rows_and_columns,
               beside_a_contract, no_curves_no_picture)
