/* The part of assumptions: files with their digests, terms, notes once, and the command again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "harness.h"
#include "orthant/page.h"
#include "page/page.h"

static orth_page *page_of(const orth_scenario *scenario)
{
    orth_page *page;
    orth_error error;
    orth_page_options options = orth_page_options_usual();
    options.gas = 12;
    ck_assert_int_eq(orth_page_create(&page, scenario, &options, &error), ORTH_OK);
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

static const json_t *assumed(const orth_page *page)
{
    const json_t *part = find(json_object_get(page->facts.root, "parts"), "id", "assumed");
    ck_assert_ptr_nonnull(part);
    ck_assert_ptr_null(json_object_get(json_object_get(part, "figures"), "failed"));
    return part;
}

static const json_t *rows_of(const json_t *part, const char *table)
{
    return json_object_get(find(json_object_get(part, "tables"), "id", table), "rows");
}

static const char *text(const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    return value != NULL ? value : "";
}

START_TEST(files_have_their_digests)
{
    static const struct {
        const char *scenario, *what, *file;
    } cases[] = {
        {"scenarios/market/panel.json", "prices", "scenarios/market/panel.csv"},
        {"scenarios/launch/eth-reserve.json", "prices of ETH",
         "scenarios/launch/eth-usd-made-up.csv"},
        {"scenarios/strategies/quantammsim.json", "prices", "scenarios/strategies/minutes.csv"},
        {"scenarios/strategies/from-a-file.json", "weights", "scenarios/strategies/weights.csv"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orth_scenario *scenario;
        orth_error error;
        char sha256[65];
        ck_assert_int_eq(orth_scenario_load(&scenario, cases[i].scenario, &error), ORTH_OK);
        if (scenario->price_paths > 8)
            scenario->price_paths = 8;
        orth_page *page = page_of(scenario);
        const json_t *files = rows_of(assumed(page), "files");
        const json_t *row = find(files, "what", cases[i].what);
        ck_assert_ptr_nonnull(row);
        ck_assert_str_eq(text(row, "file"), cases[i].file);
        ck_assert_int_eq(orth_digest_file(sha256, cases[i].file, &error), ORTH_OK);
        ck_assert_str_eq(text(row, "sha256"), sha256);
        ck_assert_str_eq(text(json_array_get(files, 0), "sha256"), scenario->sha256);
        orth_page_free(page);
        orth_scenario_free(scenario);
    }
}
END_TEST

START_TEST(what_was_not_given_is_said)
{
    static const char move[] =
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]}, "
        "\"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": 10}";
    orth_scenario *scenario;
    orth_error error;
    ck_assert_int_eq(orth_scenario_parse(&scenario, move, strlen(move), "it's <b>.json", &error),
                     ORTH_OK);
    orth_page *page = page_of(scenario);
    const json_t *part = assumed(page), *terms = rows_of(part, "terms");
    const json_t *block = find(terms, "key", "/chain/block_time");
    ck_assert_str_eq(text(block, "value"), "12 s");
    ck_assert_str_eq(text(block, "status"), "default");
    ck_assert_str_eq(text(find(terms, "key", "--gas"), "status"), "given");
    ck_assert_str_eq(text(json_object_get(part, "figures"), "command"),
                     "orthant report 'it'\\''s <b>.json' --gas 12 -o report.html");
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

/* Prices in memory have a digest, and a page of what is no file says how it is made again. */
START_TEST(prices_in_memory_have_a_digest)
{
    static const char move[] =
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]}, "
        "\"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": 2, "
        "\"pool\": {\"value\": 1000, \"unit\": \"USD\", \"swap_fee\": 0.003}}";
    static const double values[] = {2, 1, 3, 1, 2, 1};
    static const int64_t times[] = {0, 12000000, 24000000};
    static const char *const tokens[] = {"A", "B"};
    orth_scenario *scenario;
    orth_prices *table;
    orth_page *page;
    orth_error error;
    char sha256[65];
    ck_assert_int_eq(orth_scenario_parse(&scenario, move, strlen(move), "scenario", &error),
                     ORTH_OK);
    ck_assert_int_eq(orth_prices_borrow(&table, "prices", 2, tokens, 3, values, times, &error),
                     ORTH_OK);
    ck_assert_int_eq(orth_scenario_set_price_table(scenario, table, &error), ORTH_OK);
    orth_page_options options = orth_page_options_usual();
    options.again = "report(scenario, prices)";
    ck_assert_int_eq(orth_page_create(&page, scenario, &options, &error), ORTH_OK);
    const json_t *part = assumed(page), *row = find(rows_of(part, "files"), "what", "prices");
    orth_prices_sha256(sha256, table);
    ck_assert_str_eq(text(row, "sha256"), sha256);
    ck_assert_str_eq(text(row, "file"), "in memory");
    row = find(rows_of(part, "prices"), "what", "prices");
    ck_assert(json_number_value(json_object_get(row, "last")) == 24);
    ck_assert_str_eq(text(json_object_get(part, "figures"), "command"), options.again);
    ck_assert_str_eq(text(find(rows_of(part, "again"), "what", "call"), "value"), options.again);
    orth_page_free(page);
    orth_scenario_free(scenario);
    orth_prices_free(table);
}
END_TEST

START_TEST(a_note_is_there_once)
{
    orth_scenario *scenario;
    orth_error error;
    ck_assert_int_eq(orth_scenario_load(&scenario, "scenarios/market/panel.json", &error), ORTH_OK);
    orth_page *page = page_of(scenario);
    size_t count = orth_page_note_count(page);
    ck_assert_uint_gt(count, 0);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(orth_page_note(page, i), orth_page_note(page, j));
    orth_page_free(page);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("page_assumed", files_have_their_digests, what_was_not_given_is_said,
               prices_in_memory_have_a_digest, a_note_is_there_once)
