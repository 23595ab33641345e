/* The part of risks: what it would cost more is what the library says of the other scenario. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "orthant/compare.h"
#include "orthant/launch.h"
#include "orthant/page.h"
#include "page/page.h"

static orth_scenario *load(const char *file)
{
    orth_scenario *scenario;
    orth_error error;
    ck_assert_int_eq(orth_scenario_load(&scenario, file, &error), ORTH_OK);
    return scenario;
}

static orth_page *page_of(const orth_scenario *scenario)
{
    orth_page *page;
    orth_error error;
    ck_assert_int_eq(orth_page_create(&page, scenario, NULL, &error), ORTH_OK);
    return page;
}

static const json_t *find(const json_t *list, const char *key, const char *value)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        if (strcmp(json_string_value(json_object_get(one, key)), value) == 0)
            return one;
    }
    return NULL;
}

static const json_t *risks_of(const orth_page *page)
{
    const json_t *part = find(json_object_get(page->facts.root, "parts"), "id", "risks");
    ck_assert_ptr_nonnull(part);
    ck_assert_ptr_null(json_object_get(json_object_get(part, "figures"), "failed"));
    return part;
}

static const json_t *row_of(const orth_page *page, const char *risk)
{
    const json_t *table = find(json_object_get(risks_of(page), "tables"), "id", "risks");
    const json_t *row = find(json_object_get(table, "rows"), "risk", risk);
    ck_assert_msg(row != NULL, "%s", risk);
    return row;
}

static double number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

/* What the first path of the scenario costs with the fee, bp. */
static double cost_of(const orth_scenario *scenario)
{
    orth_comparison *comparison;
    orth_error error;
    ck_assert_int_eq(orth_comparison_run(&comparison, scenario, &error), ORTH_OK);
    ck_assert(comparison->results[0].cost.valid);
    double cost = comparison->results[0].cost.cost_bp;
    orth_comparison_free(comparison);
    return cost;
}

START_TEST(another_fee_and_other_noise_are_those_of_another_scenario)
{
    orth_scenario *scenario = load("scenarios/btc-usdc-with-fee.json");
    orth_error error;
    ck_assert_int_eq(orth_scenario_set_paths(scenario, "geodesic", &error), ORTH_OK);
    ck_assert_int_eq(orth_scenario_set_price_volatility(scenario, "0.8", &error), ORTH_OK);
    orth_page *page = page_of(scenario);
    double own = cost_of(scenario), fee = scenario->rules.fee;
    ck_assert_double_eq_tol(number(json_object_get(risks_of(page), "figures"), "base_bp"), own,
                            1e-12);
    scenario->rules.fee = 2 * fee;
    ck_assert_double_eq_tol(number(row_of(page, "the swap fee is twice as high"), "total"),
                            1000 * cost_of(scenario), 1e-3);
    ck_assert_double_eq_tol(number(row_of(page, "the swap fee is twice as high"), "bp"),
                            cost_of(scenario) - own, 1e-9);
    scenario->rules.fee = fee;
    ck_assert_int_eq(orth_scenario_set_price_volatility(scenario, "1.2", &error), ORTH_OK);
    ck_assert_double_eq_tol(number(row_of(page, "prices move half as much again"), "bp"),
                            cost_of(scenario) - own, 1e-9);
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(without_a_fee_absent_arbitrage_costs_thrice)
{
    orth_scenario *scenario = load("scenarios/btc-usdc-50-90.json");
    orth_error error;
    orth_comparison *comparison;
    ck_assert_int_eq(orth_scenario_set_paths(scenario, "geodesic", &error), ORTH_OK);
    ck_assert_int_eq(orth_comparison_run(&comparison, scenario, &error), ORTH_OK);
    orth_page *page = page_of(scenario);
    ck_assert_double_eq_tol(
        number(row_of(page, "nobody trades with the pool in half of the blocks"), "bp"),
        2 * comparison->results[0].loss_bp, 1e-12);
    ck_assert_ptr_nonnull(
        find(json_object_get(risks_of(page), "missing"), "key", "/pool/swap_fee"));
    orth_comparison_free(comparison);
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(the_plan_says_what_its_calls_risk)
{
    orth_scenario *scenario = load("scenarios/btc-usdc-50-90.json");
    orth_error error;
    orth_page *page;
    orth_page_options options = orth_page_options_usual();
    options.gas = 12;
    ck_assert_int_eq(orth_scenario_set_paths(scenario, "geodesic", &error), ORTH_OK);
    ck_assert_int_eq(orth_scenario_set_steps(scenario, "100", &error), ORTH_OK);
    ck_assert_int_eq(orth_page_create(&page, scenario, &options, &error), ORTH_OK);
    double missed = number(row_of(page, "5 % of blocks are missed, at random"), "bp");
    ck_assert(missed > 0 && missed < 10);
    double calls = number(row_of(page, "gas is twice as dear"), "money") / 12;
    ck_assert(calls >= 1 && calls == round(calls));
    ck_assert_double_eq(number(row_of(page, "the contract's limit of one swap binds"), "bp"), 0);
    row_of(page, "a call comes late, never, or twice");
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

static double raised_of(const orth_scenario *scenario)
{
    orth_launch *launch;
    orth_launch_estimate of;
    orth_error error;
    ck_assert_int_eq(
        orth_launch_run(&launch, scenario, NULL, &(orth_launch_options){.threads = 0}, &error),
        ORTH_OK);
    ck_assert_int_eq(orth_launch_estimate_of(&of, launch, 0, ORTH_LAUNCH_RAISED, &error), ORTH_OK);
    orth_launch_free(launch);
    return of.estimate.mean;
}

START_TEST(half_the_buyers_raise_what_they_raise_in_a_scenario_of_their_own)
{
    orth_scenario *scenario = load("scenarios/launch/eth-reserve.json");
    scenario->price_paths = 16;
    orth_page *page = page_of(scenario);
    double own = raised_of(scenario);
    scenario->launch->buyers.arrivals.rate /= 2;
    ck_assert_double_eq_tol(number(row_of(page, "half as many buyers come"), "money"),
                            own - raised_of(scenario), 1e-6);
    ck_assert_double_eq_tol(number(row_of(page, "half as many buyers come"), "total"),
                            raised_of(scenario), 1e-6);
    ck_assert_double_eq_tol(number(row_of(page, "nobody buys"), "money"), own, 1e-6);
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(strategies_say_how_deep_they_fall)
{
    orth_scenario *scenario = load("scenarios/strategies/momentum.json");
    scenario->price_paths = 16;
    orth_page *page = page_of(scenario);
    double part = number(row_of(page, "one price path of twenty"), "part");
    ck_assert(part > 0 && part < 1);
    row_of(page, "the rails bind");
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("page_risks", another_fee_and_other_noise_are_those_of_another_scenario,
               the_plan_says_what_its_calls_risk, without_a_fee_absent_arbitrage_costs_thrice,
               half_the_buyers_raise_what_they_raise_in_a_scenario_of_their_own,
               strategies_say_how_deep_they_fall)
