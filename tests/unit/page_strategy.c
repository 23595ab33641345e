/* The part of strategies: its facts are what the library's functions say; what is missing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "orthant/page.h"
#include "orthant/simulate.h"
#include "page/amounts.h"
#include "page/page.h"
#include "page/run.h"

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

static const json_t *find(const json_t *list, const char *id)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(json_string_value(json_object_get(json_array_get(list, i), "id")), id) == 0)
            return json_array_get(list, i);
    return NULL;
}

static const json_t *part_of(const orth_page *page, const char *id)
{
    return find(json_object_get(page->facts.root, "parts"), id);
}

/* The row of a figure of a strategy. */
static const json_t *row_of(const json_t *part, const char *table, const char *figure,
                            const char *strategy)
{
    const json_t *rows = json_object_get(find(json_object_get(part, "tables"), table), "rows");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (strcmp(json_string_value(json_object_get(row, "figure")), figure) == 0 &&
            strcmp(json_string_value(json_object_get(row, "strategy")), strategy) == 0)
            return row;
    }
    return NULL;
}

static double number(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

static void is_estimate(const json_t *row, const orth_estimate *estimate)
{
    ck_assert_ptr_nonnull(row);
    ck_assert_double_eq(number(row, "mean"), estimate->mean);
    ck_assert_double_eq(number(row, "low"), estimate->low);
    ck_assert_double_eq(number(row, "high"), estimate->high);
}

static orth_simulation *simulation_of(const orth_scenario *scenario)
{
    orth_simulation *simulation;
    orth_error error;
    orth_simulate_performance performance = orth_simulate_performance_usual();
    orth_simulate_options how = {.performance = &performance};
    ck_assert_int_eq(orth_simulation_run(&simulation, scenario, &how, &error), ORTH_OK);
    return simulation;
}

START_TEST(facts_are_those_of_the_simulation)
{
    orth_scenario *scenario = load("scenarios/strategies/four.json");
    scenario->price_paths = 16;
    orth_page *page = page_of(scenario);
    orth_simulation *simulation = simulation_of(scenario);
    const json_t *part = part_of(page, "strategy");
    ck_assert_ptr_null(json_object_get(json_object_get(part, "figures"), "failed"));
    ck_assert_double_eq(number(json_object_get(part, "figures"), "price_paths"), 16);
    for (size_t s = 0; s < simulation->count; s++) {
        const orth_simulation_result *result = &simulation->results[s];
        is_estimate(row_of(part, "returns", "volatility a year", result->path),
                    &result->performance->figures[ORTH_PERFORMANCE_VOLATILITY].estimate);
        is_estimate(row_of(part, "ratios", "Sharpe ratio", result->path),
                    &result->performance->figures[ORTH_PERFORMANCE_SHARPE].estimate);
        is_estimate(
            row_of(part, "returns", "against holding the start's tokens", result->path),
            &result->performance->figures[ORTH_PERFORMANCE_FIGURES + ORTH_AGAINST_RELATIVE_RETURN]
                 .estimate);
        is_estimate(row_of(part, "money", "value at the end", result->path),
                    &result->figures[ORTH_FIGURE_FINAL_VALUE]);
        if (s > 0)
            is_estimate(
                row_of(part, "paired", "deepest fall below the highest value so far", result->path),
                &result->performance->paired[ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN].estimate);
    }
    orth_simulation_free(simulation);
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

/* Pictures are of the first price path, whose figures one path alone has. */
START_TEST(pictures_are_those_of_the_first_price_path)
{
    orth_scenario *scenario = load("scenarios/strategies/momentum.json");
    orth_page_run *run;
    orth_error error;
    scenario->price_paths = 1;
    orth_simulation *simulation = simulation_of(scenario);
    scenario->price_paths = 16;
    ck_assert_int_eq(orth_page_run_create(&run, scenario, 0, &error), ORTH_OK);
    const orth_simulation_result *result = &simulation->results[0];
    const double deepest =
        result->performance->figures[ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN].estimate.mean;
    double most = 0;
    ck_assert_uint_le(run->rows, ORTH_PAGE_RUN_ROWS);
    ck_assert_double_eq_tol(run->values[0], 1e7, 1e-8);
    ck_assert_double_eq(run->blocks[run->rows - 1], 8760);
    ck_assert_double_eq(run->values[run->rows - 1], result->final_values[0]);
    ck_assert_double_eq(run->holds[run->rows - 1], result->figures[ORTH_FIGURE_HOLD_VALUE].mean);
    for (size_t k = 0; k < run->rows; k++)
        most = fmax(most, run->drawdowns[k]);
    ck_assert_double_eq_tol(most, deepest, 1e-14);
    ck_assert_uint_eq(run->periods, 366);
    ck_assert_double_gt(run->period_values[365], 0);
    orth_page_run_free(run);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(without_a_market_the_rule_is_said)
{
    static const char text[] =
        "{\"orthant\": 1, \"tokens\": [\"A\", \"<B>\"], \"strategy\": {\"name\": \"<b>\", \"rule\": "
        "{\"kind\": \"momentum\", \"k_per_day\": 1}, \"update_every\": \"1d\"}}";
    orth_scenario *scenario;
    orth_error error;
    ck_assert_int_eq(orth_scenario_parse(&scenario, text, strlen(text), "x.json", &error), ORTH_OK);
    orth_page *page = page_of(scenario);
    const json_t *part = part_of(page, "strategy");
    const json_t *missing = json_array_get(json_object_get(part, "missing"), 0);
    ck_assert_str_eq(json_string_value(json_object_get(missing, "key")), "/market");
    ck_assert_uint_eq(json_array_size(json_object_get(part, "pictures")), 0);
    ck_assert_ptr_nonnull(
        strstr(json_string_value(json_array_get(json_object_get(part, "says"), 0)), "momentum"));
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(fewer_price_paths_are_run_by_a_fixed_rule)
{
    ck_assert_uint_eq(orth_page_price_paths(100, 1, 1e6), 100);
    ck_assert_uint_eq(orth_page_price_paths(1000, 1e4, 1e6), 96);
    ck_assert_uint_eq(orth_page_price_paths(1000, 1e9, 1e6), ORTH_PAGE_RUN_PATHS_LEAST);
    ck_assert_uint_eq(orth_page_price_paths(3, 1e9, 1e6), 3);
}
END_TEST

START_TEST(numbers_in_words)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},        {1, "1"},          {-0.5, "−0.500"},         {12.345, "12.3"},
                 {999.4, "999"},  {1234.5, "1,230"}, {-1234567, "−1,230,000"}, {0.01234, "0.0123"},
                 {1e-9, "1e-09"}, {NAN, "unknown"},  {1e20, "1e+20"}};
    char text[ORTH_PAGE_WORD_MAX];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_str_eq(orth_page_signed(text, cases[i].value), cases[i].text);
    ck_assert_str_eq(orth_page_percents(text, -0.031, 0.25), "−3.10 to 25\u00a0%");
}
END_TEST

static const char *decision(const orth_page *page, const char *key, size_t i)
{
    const json_t *all = json_object_get(json_object_get(page->facts.root, "decision"), key);
    ck_assert_uint_gt(json_array_size(all), i);
    return json_string_value(json_array_get(all, i));
}

/* What differs from the best is of the same price paths. */
START_TEST(all_are_held_against_the_best)
{
    orth_scenario *scenario = load("scenarios/strategies/four.json");
    scenario->price_paths = 16;
    orth_page *page = page_of(scenario);
    orth_simulation *simulation = simulation_of(scenario);
    const json_t *rows = json_object_get(
        find(json_object_get(part_of(page, "strategy"), "tables"), "summary"), "rows");
    size_t best = 0;
    ck_assert_uint_eq(json_array_size(rows), simulation->count);
    for (size_t s = 1; s < simulation->count; s++)
        if (number(json_array_get(rows, s), "hold") > number(json_array_get(rows, best), "hold"))
            best = s;
    for (size_t s = 0; s < simulation->count; s++) {
        const json_t *row = json_array_get(rows, s);
        const orth_estimate *figures = simulation->results[s].figures;
        ck_assert_double_eq(number(row, "worst"), figures[ORTH_FIGURE_FINAL_VALUE].quantiles[0]);
        ck_assert_double_eq(number(row, "cost"), figures[ORTH_FIGURE_SHORTFALL].mean);
        if (s == best)
            continue;
        double more = figures[ORTH_FIGURE_FINAL_VALUE].mean -
                      simulation->results[best].figures[ORTH_FIGURE_FINAL_VALUE].mean;
        ck_assert_double_eq_tol(number(row, "best"), more / simulation->start_value, 1e-12);
    }
    orth_simulation_free(simulation);
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

/* Prices of a model have no trends to find; those of files may have. */
START_TEST(a_model_without_trends_judges_no_rule)
{
    orth_scenario *scenario = load("scenarios/strategies/momentum.json");
    scenario->price_paths = 16;
    orth_page *page = page_of(scenario);
    ck_assert_ptr_nonnull(strstr(decision(page, "do", 0), "cannot say whether the rule"));
    orth_page_free(page);
    orth_scenario_free(scenario);
    scenario = load("scenarios/strategies/quantammsim.json");
    page = page_of(scenario);
    ck_assert_ptr_nonnull(strstr(decision(page, "do", 0), "than holding the tokens of the start"));
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("page_strategy", all_are_held_against_the_best,
               a_model_without_trends_judges_no_rule, facts_are_those_of_the_simulation,
               pictures_are_those_of_the_first_price_path, without_a_market_the_rule_is_said,
               fewer_price_paths_are_run_by_a_fixed_rule, numbers_in_words)
