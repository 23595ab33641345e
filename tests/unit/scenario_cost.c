/* The fee and the noise that a scenario's cost is counted with. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/scenario_cost.h"

static const double block_years = 12 / ORTH_YEAR_SECONDS;

/* A move of two tokens, 50/50 to 90/10, with what else it has. */
static orth_scenario *two(const char *more)
{
    char text[2000];
    orth_scenario *scenario;
    orth_error error;
    int length = snprintf(text, sizeof text,
                          "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], "
                          "\"start\": {\"weights\": [0.5, 0.5]}, "
                          "\"target\": {\"weights\": [0.9, 0.1]}, \"steps\": 7200%s}",
                          more);
    ck_assert_int_lt(length, (int)sizeof text);
    orth_status status = orth_scenario_parse(&scenario, text, (size_t)length, "two.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return scenario;
}

static orth_scenario *three(const char *more)
{
    char text[2000];
    orth_scenario *scenario;
    orth_error error;
    int length = snprintf(text, sizeof text,
                          "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], "
                          "\"start\": {\"weights\": [0.05, 0.55, 0.4]}, "
                          "\"target\": {\"weights\": [0.4, 0.5, 0.1]}, \"steps\": 7200%s}",
                          more);
    orth_status status = orth_scenario_parse(&scenario, text, (size_t)length, "three.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return scenario;
}

static orth_scenario_cost *made(const orth_scenario *scenario)
{
    orth_scenario_cost *cost;
    orth_error error;
    orth_status status = orth_scenario_cost_create(&cost, scenario, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return cost;
}

static void set_volatility(orth_scenario *scenario, const char *list)
{
    orth_error error;
    orth_status status = orth_scenario_set_price_volatility(scenario, list, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
}

static orth_cost cost_of(const orth_scenario *scenario, const orth_scenario_cost *of,
                         const char *name)
{
    orth_move *move;
    orth_path *path;
    orth_cost cost;
    orth_error error;
    ck_assert_int_eq(orth_scenario_move(&move, scenario, &error), ORTH_OK);
    ck_assert_int_eq(orth_path_create(&path, name, move, scenario->steps[0], NULL, &error),
                     ORTH_OK);
    ck_assert_int_eq(orth_scenario_cost_of_path(&cost, path, of, NULL, &error), ORTH_OK);
    orth_path_free(path);
    orth_move_free(move);
    return cost;
}

#define FEE ", \"pool\": {\"value\": 1e7, \"unit\": \"USD\", \"swap_fee\": 0.003}"
#define GBM(volatility)                                                                            \
    ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, \"volatility\": [" volatility "]}"

/* Whether there is anything to compute, of a scenario with these keys and this option. */
static bool has_cost(const char *more, const char *volatility)
{
    orth_scenario *scenario = two(more);
    if (volatility != NULL)
        set_volatility(scenario, volatility);
    orth_scenario_cost *cost = made(scenario);
    bool has = cost->terms != NULL;
    ck_assert_int_eq(cost->unfit[0], '\0');
    orth_scenario_cost_free(cost);
    orth_scenario_free(scenario);
    return has;
}

START_TEST(without_fee_or_noise_there_is_nothing_to_count)
{
    ck_assert(has_cost(FEE GBM("0.8, 0"), NULL));
    ck_assert(has_cost(FEE, "0.8"));
    ck_assert(!has_cost(FEE, NULL));
    ck_assert(!has_cost(FEE, "0"));
    ck_assert(!has_cost(FEE, "0,0"));
    ck_assert(!has_cost(FEE GBM("0, 0"), NULL));
    ck_assert(!has_cost(FEE GBM("0.8, 0"), "0")); /* the option counts, not the market */
    ck_assert(!has_cost(GBM("0.8, 0"), NULL));
    ck_assert(!has_cost(GBM("0.8, 0"), "0.8"));
    ck_assert(!has_cost(FEE ", \"market\": {\"model\": \"constant\"}", NULL));
    /* both tokens' prices are one */
    ck_assert(!has_cost(FEE ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, "
                            "\"volatility\": [0.5, 0.5], \"correlation\": [[1, 1], [1, 1]]}",
                        NULL));
    /* the market is not even looked for where there is no fee */
    ck_assert(!has_cost(", \"market\": {\"model\": \"panel\", \"file\": \"not-there.csv\"}", NULL));
}
END_TEST

/* The table of a 30 bp fee and 5 bp of noise a block. */
START_TEST(the_known_costs)
{
    orth_scenario *scenario = two(FEE);
    char volatility[40];
    snprintf(volatility, sizeof volatility, "%.17g", 5e-4 / sqrt(block_years));
    set_volatility(scenario, volatility);
    orth_scenario_cost *of = made(scenario);
    ck_assert_double_eq(of->fee, 0.003);
    ck_assert_double_eq(of->noise.block_seconds, 12);
    ck_assert_double_eq_tol(of->noise.covariance[0], 25e-8, 1e-21);
    orth_cost linear = cost_of(scenario, of, "linear");
    orth_cost geodesic = cost_of(scenario, of, "geodesic");
    ck_assert_double_eq_tol(linear.cost_bp, 1.348, 6e-4);
    ck_assert_double_eq_tol(geodesic.cost_bp, 1.343, 6e-4);
    ck_assert(linear.valid && geodesic.valid);
    ck_assert_int_eq(linear.regime, ORTH_COST_MIDDLE);
    orth_scenario_cost_free(of);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(the_markets_covariance_counts)
{
    orth_scenario *scenario =
        two(FEE ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 2, "
                "\"volatility\": [0.6, 0.5], \"correlation\": [[1, 0.25], [0.25, 1]]}");
    orth_scenario_cost *of = made(scenario);
    double years = 2 / ORTH_YEAR_SECONDS;
    ck_assert_double_eq_tol(of->noise.covariance[0] / years, 0.36, 1e-15);
    ck_assert_double_eq_tol(of->noise.covariance[2] / years, 0.075, 1e-15);
    ck_assert_double_eq_tol(of->noise.covariance[3] / years, 0.25, 1e-15);
    ck_assert_double_eq(of->noise.block_seconds, 2);
    ck_assert_uint_eq(of->noise.note_count, 0);
    orth_scenario_cost_free(of);
    /* the option replaces its noise, not the length of its blocks */
    set_volatility(scenario, "0.8,0.1");
    of = made(scenario);
    ck_assert_double_eq_tol(of->noise.covariance[0] / years, 0.64, 1e-15);
    ck_assert_double_eq(of->noise.covariance[2], 0);
    ck_assert_double_eq_tol(of->noise.covariance[3] / years, 0.01, 1e-16);
    ck_assert_uint_eq(of->noise.note_count, 1);
    ck_assert_ptr_nonnull(strstr(of->noise.notes[0], "in place of the scenario's market"));
    orth_scenario_cost_free(of);
    /* the market that the simulation has instead is none that was replaced */
    char note[ORTH_VOLATILITY_NOTE_MAX];
    ck_assert_int_eq(orth_scenario_simulate_volatility(scenario, note, NULL), ORTH_OK);
    of = made(scenario);
    ck_assert_uint_eq(of->noise.note_count, 0);
    orth_scenario_cost_free(of);
    orth_scenario_free(scenario);
}
END_TEST

#define MERTON(volatility, rate)                                                                   \
    ", \"market\": {\"model\": \"merton\", \"block_seconds\": 12, \"volatility\": [" volatility    \
    ", 0], \"jump_rate\": [" rate ", 0], \"jump_mean\": [0.1, 0], \"jump_deviation\": [0.2, 0]}"

START_TEST(jumps_are_no_noise)
{
    orth_scenario *scenario = two(FEE MERTON("0.6", "1000"));
    orth_scenario_cost *of = made(scenario);
    ck_assert_double_eq_tol(of->noise.covariance[0] / block_years, 0.36, 1e-15);
    ck_assert_uint_eq(of->noise.note_count, 1);
    ck_assert_ptr_nonnull(strstr(of->noise.notes[0], "lower bound"));
    orth_scenario_cost_free(of);
    orth_scenario_free(scenario);

    scenario = two(FEE MERTON("0.6", "0"));
    of = made(scenario);
    ck_assert_double_eq_tol(of->noise.covariance[0] / block_years, 0.36, 1e-15);
    ck_assert_uint_eq(of->noise.note_count, 0);
    orth_scenario_cost_free(of);
    orth_scenario_free(scenario);
    ck_assert(!has_cost(FEE MERTON("0", "1000"), NULL));
    scenario = two(FEE MERTON("0", "1000"));
    of = made(scenario);
    ck_assert_uint_eq(of->noise.note_count, 1);
    ck_assert_ptr_nonnull(strstr(of->noise.notes[0], "by jumps alone"));
    orth_scenario_cost_free(of);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(a_block_is_as_long_as_the_chain_says)
{
    orth_scenario *scenario = two(FEE);
    set_volatility(scenario, "0.8");
    orth_scenario_cost *of = made(scenario);
    ck_assert_double_eq_tol(of->noise.covariance[0], 0.64 * block_years, 1e-22);
    ck_assert_uint_eq(of->noise.note_count, 1);
    ck_assert_ptr_nonnull(strstr(of->noise.notes[0], "12 s"));
    orth_scenario_cost_free(of);
    orth_scenario_free(scenario);

    scenario = two(FEE ", \"chain\": {\"block_time\": 2}");
    set_volatility(scenario, "0.8");
    of = made(scenario);
    ck_assert_double_eq_tol(of->noise.covariance[0], 0.64 * 2 / ORTH_YEAR_SECONDS, 1e-22);
    ck_assert_uint_eq(of->noise.note_count, 0);
    orth_scenario_cost_free(of);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(a_list_is_one_a_token_or_one_less)
{
    orth_scenario *scenario = three(FEE);
    orth_error error;
    set_volatility(scenario, ".5,1e-1");
    ck_assert_double_eq(scenario->price_volatility[0], 0.5);
    ck_assert_double_eq(scenario->price_volatility[1], 0.1);
    ck_assert_double_eq(scenario->price_volatility[2], 0);
    set_volatility(scenario, "0.5,0.25,100");
    ck_assert_double_eq(scenario->price_volatility[2], 100);
    static const char *const wrong[][2] = {
        {"0.5", "1 number for 3 tokens; permitted: 3,"},
        {"1,2,3,4", "4 numbers for 3 tokens"},
        {"0.5,", "\"\"; permitted: numbers from 0 to 100"},
        {"0.5,-1", "\"-1\"; permitted: numbers"},
        {"0.5,101", "\"101\"; permitted: numbers"},
        {"0.5,80%", "\"80%\"; permitted: numbers"},
        {"0.5,nan", "\"nan\"; permitted: numbers"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        ck_assert_int_eq(orth_scenario_set_price_volatility(scenario, wrong[i][0], &error),
                         ORTH_BAD_INPUT);
        ck_assert_msg(strstr(error.text, wrong[i][1]) != NULL, "%s", error.text);
        ck_assert_double_eq(scenario->price_volatility[2], 100); /* as it was */
    }
    orth_scenario_free(scenario);
}
END_TEST

/* Independent prices of which one is 1 are the market that says so. */
START_TEST(three_tokens_walk)
{
    orth_scenario *asked = three(FEE), *model = three(FEE GBM("0.5, 0.25, 0"));
    set_volatility(asked, "0.5,0.25");
    orth_scenario_cost *a = made(asked), *b = made(model);
    orth_cost one = cost_of(asked, a, "geodesic"), other = cost_of(model, b, "geodesic");
    ck_assert_double_eq(one.cost, other.cost);
    ck_assert_double_gt(one.cost_stderr, 0);
    ck_assert_uint_eq(one.steps_best, 0);
    orth_scenario_cost_free(a);
    orth_scenario_cost_free(b);
    orth_scenario_free(asked);
    orth_scenario_free(model);
}
END_TEST

START_TEST(what_the_cost_does_not_know_is_said)
{
    static const char *const cases[][2] = {
        {", \"pool\": {\"value\": 1, \"unit\": \"USD\", "
         "\"swap_fee\": {\"from\": 0.001, \"to\": 0.003, \"blocks\": 100}}",
         "the greater of its ends, 0.003"},
        {FEE ", \"blocks_per_step\": 4", "a step lasts 4 blocks"},
        {FEE ", \"blocks_per_step\": 2", "1.1 to 16 times too dear where it was simulated"},
        {", \"pool\": {\"value\": 1, \"unit\": \"USD\", \"swap_fee\": 0.003, "
         "\"protocol_share\": 0.5}",
         "the protocol takes 0.5 of each fee"},
        {FEE ", \"arbitrage\": {\"cost\": 0.001}", "a cost of his own, 0.001"},
        {FEE ", \"order\": \"price-then-weight\"", "another order, 'price-then-weight'"},
        {FEE ", \"order\": \"weight-then-price\"", "another order, 'weight-then-price'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orth_scenario *scenario = two(cases[i][0]);
        set_volatility(scenario, "0.8");
        orth_scenario_cost *of = made(scenario);
        ck_assert_double_eq(of->fee, 0.003);
        ck_assert_msg(strstr(of->unfit, cases[i][1]) != NULL, "%s", of->unfit);
        orth_cost cost = cost_of(scenario, of, "linear");
        ck_assert(!cost.valid);
        ck_assert_str_eq(cost.why, of->unfit);
        ck_assert_double_gt(cost.cost, cost.ideal);
        orth_scenario_cost_free(of);
        orth_scenario_free(scenario);
    }
    /* a schedule that stays where it is is a fee */
    ck_assert(has_cost(", \"pool\": {\"value\": 1, \"unit\": \"USD\", "
                       "\"swap_fee\": {\"from\": 0.003, \"to\": 0.003, \"blocks\": 100}}",
                       "0.8"));
}
END_TEST

/* Rows of one token alone that go up and down by known steps, into a file by this template. */
static void write_four_rows(char *file)
{
    int descriptor = mkstemp(file);
    ck_assert_int_ge(descriptor, 0);
    FILE *stream = fdopen(descriptor, "w");
    ck_assert_ptr_nonnull(stream);
    fputs("time,A,B\n0,100,1\n12,101,1\n24,99,1\n36,100,1\n", stream);
    ck_assert_int_eq(fclose(stream), 0);
}

/* The mean square of their steps: a trend counts. */
START_TEST(the_data_has_a_covariance_of_its_own)
{
    char file[] = "/tmp/orthant-cost-XXXXXX", more[400];
    write_four_rows(file);
    snprintf(more, sizeof more, FEE ", \"market\": {\"model\": \"panel\", \"file\": \"%s\"}", file);
    orth_scenario *scenario = two(more);
    orth_scenario_cost *of = made(scenario);
    double steps[] = {log(1.01), log(99.0 / 101), log(100.0 / 99)}, square = 0;
    for (size_t k = 0; k < 3; k++)
        square += steps[k] * steps[k] / 3;
    ck_assert_double_eq_tol(of->noise.covariance[0] / square, 1, 1e-13);
    ck_assert_double_eq(of->noise.covariance[3], 0);
    ck_assert_double_eq(of->noise.block_seconds, 0); /* without dates a row is no time */
    orth_scenario_cost_free(of);
    orth_scenario_free(scenario);
    remove(file);
}
END_TEST

/* Prices that jump once in several blocks are no noise of each block, unless another is asked for.
 * */
START_TEST(noise_in_lumps_is_said)
{
    char file[] = "/tmp/orthant-cost-XXXXXX", more[400];
    write_four_rows(file);
    for (int lump = 1; lump <= 300; lump += 299) {
        snprintf(more, sizeof more,
                 FEE ", \"market\": {\"model\": \"panel\", \"file\": \"%s\", "
                     "\"blocks_per_row\": %d}",
                 file, lump);
        orth_scenario *scenario = two(more);
        orth_scenario_cost *of = made(scenario);
        ck_assert_int_eq(of->unfit[0] != '\0', lump > 1);
        ck_assert(lump == 1 || strstr(of->unfit, "once in 300 blocks") != NULL);
        orth_scenario_cost_free(of);
        set_volatility(scenario, "0.8");
        of = made(scenario);
        ck_assert_int_eq(of->unfit[0], '\0');
        orth_scenario_cost_free(of);
        orth_scenario_free(scenario);
    }
    remove(file);
}
END_TEST

/* More tokens than the walk takes: no cost, and a note. */
START_TEST(too_many_tokens_are_said)
{
    enum { N = ORTH_COST_TOKENS_MAX + 1 };
    char text[8000] = "{\"orthant\": 1, \"steps\": 10" FEE, list[N * 2 + 1] = "";
    char tokens[1000] = "", weights[1000] = "";
    for (int i = 0; i < N; i++) {
        snprintf(tokens + strlen(tokens), 12, "%s\"T%d\"", i > 0 ? "," : "", i);
        strcat(weights, i > 0 ? ",\"1/65\"" : "\"1/65\"");
        strcat(list, i > 0 ? ",1" : "1");
    }
    snprintf(text + strlen(text), 4000,
             ", \"tokens\": [%s], \"start\": {\"weights\": [%s]}, \"target\": {\"weights\": [%s]}}",
             tokens, weights, weights);
    orth_scenario *scenario;
    orth_error error;
    orth_status status = orth_scenario_parse(&scenario, text, strlen(text), "many.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    set_volatility(scenario, list);
    orth_scenario_cost *of = made(scenario);
    ck_assert_ptr_null(of->terms);
    ck_assert_uint_eq(of->noise.note_count, 1);
    ck_assert_ptr_nonnull(strstr(of->noise.notes[0], "at most 64 tokens"));
    orth_scenario_cost_free(of);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(a_market_that_cannot_be_read_is_an_error)
{
    orth_scenario *scenario =
        two(FEE ", \"market\": {\"model\": \"panel\", \"file\": \"not-there.csv\"}");
    orth_scenario_cost *of;
    orth_error error;
    ck_assert_int_eq(orth_scenario_cost_create(&of, scenario, &error), ORTH_IO);
    ck_assert_ptr_null(of);
    ck_assert_ptr_nonnull(strstr(error.text, "not-there.csv"));
    set_volatility(scenario, "0.8"); /* needs no market */
    of = made(scenario);
    ck_assert_ptr_nonnull(of->terms);
    orth_scenario_cost_free(of);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("scenario_cost", without_fee_or_noise_there_is_nothing_to_count, the_known_costs,
               the_markets_covariance_counts, jumps_are_no_noise,
               a_block_is_as_long_as_the_chain_says, a_list_is_one_a_token_or_one_less,
               three_tokens_walk, what_the_cost_does_not_know_is_said,
               the_data_has_a_covariance_of_its_own, noise_in_lumps_is_said,
               too_many_tokens_are_said, a_market_that_cannot_be_read_is_an_error)
