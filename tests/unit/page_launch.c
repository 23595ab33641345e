/* The part of a sale: its facts are what the library's functions say. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "orthant/launch.h"
#include "orthant/page.h"
#include "page/page.h"
#include "page/sale.h"

static orth_scenario *load(const char *file)
{
    orth_scenario *scenario;
    orth_error error;
    ck_assert_int_eq(orth_scenario_load(&scenario, file, &error), ORTH_OK);
    return scenario;
}

static const json_t *find(const json_t *list, const char *id)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(json_string_value(json_object_get(json_array_get(list, i), "id")), id) == 0)
            return json_array_get(list, i);
    return NULL;
}

static const json_t *rows_of(const json_t *part, const char *table)
{
    return json_object_get(find(json_object_get(part, "tables"), table), "rows");
}

static double number(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

static orth_page *page_of(const orth_scenario *scenario, const char *target)
{
    orth_page *page;
    orth_error error;
    orth_page_options options = orth_page_options_usual();
    options.target = target;
    ck_assert_int_eq(orth_page_create(&page, scenario, &options, &error), ORTH_OK);
    return page;
}

static const json_t *part_of(const orth_page *page)
{
    const json_t *part = find(json_object_get(page->facts.root, "parts"), "launch");
    ck_assert_ptr_nonnull(part);
    ck_assert_ptr_null(json_object_get(json_object_get(part, "figures"), "failed"));
    return part;
}

static void is_mean(const json_t *row, const char *key, const orth_launch *launch, size_t r,
                    orth_launch_figure figure)
{
    orth_launch_estimate of;
    orth_error error;
    ck_assert_int_eq(orth_launch_estimate_of(&of, launch, r, figure, &error), ORTH_OK);
    ck_assert_double_eq(number(row, key), of.estimate.mean);
}

START_TEST(facts_are_those_of_the_sale)
{
    static const char *const files[] = {"scenarios/launch/eth-reserve.json",
                                        "scenarios/launch/seedless.json"};
    for (size_t f = 0; f < 2; f++) {
        orth_scenario *scenario = load(files[f]);
        scenario->price_paths = scenario->price_paths > 0 ? 16 : 0;
        orth_page *page = page_of(scenario, NULL);
        const json_t *part = part_of(page);
        orth_launch *launch;
        orth_launch_estimate of;
        orth_error error;
        orth_launch_options how = {.recorded = ORTH_PAGE_SALE_CURVE};
        ck_assert_int_eq(orth_launch_run(&launch, scenario, NULL, &how, &error), ORTH_OK);
        for (size_t r = 0; r < launch->count; r++) {
            const json_t *row = json_array_get(rows_of(part, "sales"), r);
            is_mean(row, "raised", launch, r, ORTH_LAUNCH_RAISED);
            row = json_array_get(rows_of(part, "prices"), r);
            is_mean(row, "sold", launch, r, ORTH_LAUNCH_SOLD);
            is_mean(row, "average_price", launch, r, ORTH_LAUNCH_AVERAGE_PRICE);
            is_mean(json_array_get(rows_of(part, "buyers"), r), "gini", launch, r,
                    ORTH_LAUNCH_GINI);
        }
        ck_assert_int_eq(orth_launch_difference(&of, launch, 1, 0, ORTH_LAUNCH_RAISED, &error),
                         ORTH_OK);
        ck_assert_double_eq(number(json_array_get(rows_of(part, "paired"), 0), "raised"),
                            of.estimate.mean);
        const json_t *price = find(json_object_get(part, "pictures"), "price");
        const json_t *first = json_array_get(json_object_get(price, "series"), 0);
        ck_assert_uint_eq(json_array_size(json_object_get(first, "y")),
                          launch->results[0].recorded);
        ck_assert_double_eq(json_number_value(json_array_get(json_object_get(first, "y"), 7)),
                            launch->results[0].price[0][7]);
        orth_launch_free(launch);
        orth_page_free(page);
        orth_scenario_free(scenario);
    }
}
END_TEST

START_TEST(a_contract_is_beside_it_where_it_is_asked_for)
{
    orth_scenario *scenario = load("scenarios/launch/seedless.json");
    orth_page *page = page_of(scenario, "balancer-v3-lbp-v4");
    ck_assert_uint_eq(json_array_size(rows_of(part_of(page), "contract")), 1);
    orth_page_free(page);
    page = page_of(scenario, "generic");
    ck_assert_ptr_null(find(json_object_get(part_of(page), "tables"), "contract"));
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(a_scenario_that_asks_for_much_gets_the_first_price_paths)
{
    orth_scenario *scenario = load("scenarios/launch/fair-launch.json");
    orth_page_sale *sale;
    orth_error error;
    ck_assert_int_eq(orth_page_sale_create(&sale, scenario, NULL, 0, &error), ORTH_OK);
    ck_assert_uint_eq(sale->asked, 1000);
    ck_assert_uint_eq(sale->launch->price_paths, 112);
    ck_assert_ptr_null(sale->in_contract);
    orth_page_sale_free(sale);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("page_launch", facts_are_those_of_the_sale,
               a_contract_is_beside_it_where_it_is_asked_for,
               a_scenario_that_asks_for_much_gets_the_first_price_paths)
