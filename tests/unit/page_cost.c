/* The parts "cost" and "steps" of a page: what they say is what the library's functions say. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "orthant/compare.h"
#include "orthant/loss.h"
#include "page_parts.h"
#include "scenarios.h"

#define MOVE                                                                                       \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]}, "  \
    "\"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"paths\": [\"linear\", \"geodesic\"], "
#define DAY "\"steps\": 7200"
#define POOL(more) ", \"pool\": {\"value\": \"10000000\", \"unit\": \"USD\"" more "}"
#define FEE ", \"swap_fee\": \"0.003\""
#define MARKET(blocks)                                                                             \
    ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, " blocks                            \
    "\"volatility\": [\"0.8\", \"0\"]}"

static const json_t *row_of(const test_page *page, const char *table, size_t i)
{
    const json_t *row = json_array_get(test_page_rows(page, table), i);
    ck_assert_msg(row != NULL, "no row %zu of %s", i, table);
    return row;
}

static double at(const json_t *row, const char *key)
{
    return json_number_value(json_object_get(row, key));
}

START_TEST(the_ideal_loss_is_that_of_the_comparison)
{
    test_page page = test_page_of_text(MOVE DAY POOL("") "}", "cost");
    ck_assert_double_eq_tol(at(row_of(&page, "paths", 0), "cost_value"), 610.30, 5e-3);
    ck_assert_double_eq_tol(at(row_of(&page, "paths", 0), "cost_bp"), 0.6103, 5e-5);
    ck_assert_double_eq_tol(test_page_figure(&page, "ideal_value"), 597.10, 5e-3);
    ck_assert_double_eq_tol(test_page_figure(&page, "cost_bp"), 0.5971, 5e-5);
    ck_assert_double_eq_tol(test_page_figure(&page, "break_even"), 0.5971e-4 / 0.4, 1e-8);
    ck_assert(test_page_misses(&page, "/pool/swap_fee"));
    ck_assert(test_page_misses(&page, "/market"));
    ck_assert(test_page_misses(&page, "/benchmark"));
    ck_assert(test_page_misses(&page, "/arbitrage/gas"));
    ck_assert(test_page_decides(&page, "cost", "597 USD (0.597 bp) at least"));
    test_page_clear(&page);
}
END_TEST

START_TEST(effects_are_in_the_order_of_their_size)
{
    test_page page = test_page_of_text(MOVE DAY POOL("") "}", "cost");
    double half = at(row_of(&page, "effects", 0), "cost_bp");
    ck_assert_double_eq_tol(half, 0.5971, 2e-4); /* half as many steps, twice the loss */
    ck_assert_double_eq_tol(at(row_of(&page, "effects", 1), "cost_bp"), 0.0132, 5e-5);
    ck_assert_uint_eq(json_array_size(test_page_rows(&page, "effects")), 2);
    test_page_clear(&page);
}
END_TEST

START_TEST(fee_and_noise_cost_what_the_closed_form_says)
{
    orth_error error;
    orth_scenario *scenario = test_scenario(MOVE DAY POOL(FEE) "}");
    ck_assert_int_eq(orth_scenario_set_price_volatility(scenario, "0.811", &error), ORTH_OK);
    test_page page = test_page_of(scenario, "cost");
    ck_assert_double_eq_tol(test_page_figure(&page, "fee_bp"), 1.34, 5e-3);
    ck_assert(!test_page_misses(&page, "/market"));
    test_page_clear(&page);

    page = test_page_of_text(MOVE DAY POOL(FEE) "}", "cost");
    ck_assert(test_page_misses(&page, "/market"));
    ck_assert(test_page_says(&page, "nothing here says how much"));
    test_page_clear(&page);
}
END_TEST

START_TEST(the_best_number_of_steps_is_that_of_the_curve)
{
    orth_error error;
    orth_scenario *scenario = test_scenario(MOVE DAY POOL(FEE) "}"),
                  *other = test_scenario(MOVE DAY POOL(FEE) "}");
    ck_assert_int_eq(orth_scenario_set_price_volatility(scenario, "0.811", &error), ORTH_OK);
    ck_assert_int_eq(orth_scenario_set_price_volatility(other, "0.811", &error), ORTH_OK);
    test_page page = test_page_of(scenario, "steps");
    orth_exposure exposure;
    orth_steps_curve *curve;
    ck_assert_int_eq(orth_scenario_set_paths(other, "geodesic", &error), ORTH_OK);
    ck_assert_int_eq(orth_best_steps_prepare(other, &exposure, &curve, false, NULL, &error),
                     ORTH_OK);
    ck_assert_double_eq(test_page_figure(&page, "best"), (double)curve->best.steps);
    ck_assert_double_eq_tol(test_page_figure(&page, "best_cost_bp"), orth_loss_bp(curve->best.cost),
                            1e-12);
    orth_steps_point edge;
    uint64_t to = (uint64_t)test_page_figure(&page, "within_to");
    ck_assert_int_eq(orth_steps_curve_at(&edge, curve, to, &error), ORTH_OK);
    ck_assert_double_le(edge.cost, 1.01 * curve->best.cost);
    ck_assert_int_eq(orth_steps_curve_at(&edge, curve, to + to / 100, &error), ORTH_OK);
    ck_assert_double_gt(edge.cost, 1.01 * curve->best.cost);
    ck_assert(test_page_decides(&page, "do", "If you may take longer, about "));
    orth_steps_curve_free(curve);
    orth_scenario_free(other);
    test_page_clear(&page);
}
END_TEST

START_TEST(a_simulation_is_that_of_the_library)
{
    test_page page = test_page_of_text(
        MOVE "\"steps\": 100" POOL(FEE)
            MARKET("\"blocks\": 200, ") ", \"arbitrage\": {\"gas\": \"1\"}"
                                        ", \"monte_carlo\": {\"paths\": 8, \"seed\": 3}}",
        "cost");
    orth_error error;
    orth_simulate_options how = {.threads = 1};
    orth_simulation *at_target, *simulation = test_simulation(page.scenario, &how);
    ck_assert_int_eq(orth_simulation_at_target(&at_target, simulation, &how, &error), ORTH_OK);
    double sum = 0; /* along the geodesic */
    for (size_t i = 0; i < 8; i++)
        sum += simulation->results[1].log_shortfalls[i] - at_target->results[0].log_shortfalls[i];
    ck_assert_double_eq_tol(test_page_figure(&page, "simulated_bp"), orth_loss_bp(sum / 8), 1e-9);
    ck_assert_double_eq(test_page_figure(&page, "price_paths"), 8);
    ck_assert(test_page_says(&page, "on 8 price paths"));
    orth_simulation_free(at_target);
    orth_simulation_free(simulation);
    test_page_clear(&page);
}
END_TEST

START_TEST(selling_outside_is_beside_it)
{
    test_page page = test_page_of_text(
        MOVE DAY POOL("") ", \"benchmark\": {\"fee\": \"0.0005\", \"half_spread\": \"0.0001\"}}",
        "cost");
    ck_assert_double_eq_tol(test_page_figure(&page, "outside_bp"), 2.8, 1e-9);
    ck_assert(test_page_decides(&page, "cost", "on an exchange would cost 2,800 USD (2.80 bp)"));
    ck_assert(!test_page_misses(&page, "/benchmark"));
    test_page_clear(&page);
}
END_TEST

START_TEST(without_a_cost_of_waiting_more_steps_are_better)
{
    test_page page = test_page_of_text(MOVE DAY POOL("") "}", "steps");
    ck_assert(test_page_says(&page, "More steps are always better"));
    ck_assert(test_page_misses(&page, "/market"));
    ck_assert(test_page_misses(&page, "/exposure"));
    test_page_clear(&page);

    /* cost(f) = D^2 / (2 f) + l f, l = 0.001 bp: least at D sqrt(1 / (2 l)) */
    page =
        test_page_of_text(MOVE DAY POOL("") ", \"exposure\": {\"tracking\": \"0.001\"}}", "steps");
    double least = test_page_figure(&page, "best");
    ck_assert_double_eq(least, round(0.9272952180016122 / sqrt(2e-7)));
    ck_assert_double_eq_tol(test_page_figure(&page, "within_to") / least, 1.01 + sqrt(0.0201),
                            1e-3);
    ck_assert(!test_page_misses(&page, "/exposure"));
    test_page_clear(&page);
}
END_TEST

START_TEST(a_market_that_is_too_short_is_said)
{
    test_page page =
        test_page_of_text(MOVE "\"steps\": 500" POOL("") MARKET("\"blocks\": 100, ") "}", "cost");
    ck_assert(test_page_says(&page, "could not be simulated"));
    ck_assert_double_gt(test_page_figure(&page, "ideal_bp"), 0);
    test_page_clear(&page);
}
END_TEST

START_TEST(one_step_and_no_move)
{
    test_page page = test_page_of_text(MOVE "\"steps\": 1" POOL("") "}", "cost");
    ck_assert_double_gt(test_page_figure(&page, "ideal_bp"), 1000);
    test_page_clear(&page);
    page =
        test_page_of_text("{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": "
                          "[\"0.5\", \"0.5\"]}, \"target\": {\"weights\": [\"0.5\", \"0.5\"]}, "
                          "\"steps\": 3}",
                          "steps");
    ck_assert(test_page_says(&page, "Nothing moves"));
    test_page_clear(&page);
}
END_TEST

/* Three tokens, a fee of some hundred sigma: one walk takes as long as a page may. */
START_TEST(walks_that_are_long_are_not_taken_for_other_steps)
{
    test_page page = test_page_of_text(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"start\": {\"weights\": [\"0.4\", "
        "\"0.3\", \"0.3\"]}, \"target\": {\"weights\": [\"0.45\", \"0.25\", \"0.3\"]}, \"paths\": "
        "[\"geodesic\"], \"steps\": 100, \"pool\": {\"value\": \"1e7\", \"unit\": \"USD\", "
        "\"swap_fee\": \"0.005\"}, \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, "
        "\"volatility\": [\"0.1\", \"0.1\", \"0\"]}, \"monte_carlo\": {\"paths\": 4}}",
        "steps");
    const json_t *notes = json_object_get(page.part, "notes");
    ck_assert_uint_eq(json_array_size(notes), 1);
    ck_assert(strstr(json_string_value(json_array_get(notes, 0)), "takes too long for a page"));
    /* The numbers of steps that are as good are around the least, or are not known. */
    const json_t *to = json_object_get(json_object_get(page.part, "figures"), "within_to");
    if (to != NULL)
        ck_assert_double_ge(json_number_value(to), test_page_figure(&page, "best"));
    test_page_clear(&page);
}
END_TEST

ORTH_TEST_MAIN("page_cost", the_ideal_loss_is_that_of_the_comparison,
               effects_are_in_the_order_of_their_size, fee_and_noise_cost_what_the_closed_form_says,
               the_best_number_of_steps_is_that_of_the_curve, a_simulation_is_that_of_the_library,
               selling_outside_is_beside_it, without_a_cost_of_waiting_more_steps_are_better,
               a_market_that_is_too_short_is_said, one_step_and_no_move,
               walks_that_are_long_are_not_taken_for_other_steps)
