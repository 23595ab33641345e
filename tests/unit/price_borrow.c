/* Prices that a caller has in memory: the same market, and the same simulation, as by a file. */
#include "markets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/report.h"
#include "orthant/scenario.h"
#include "orthant/simulate.h"

static const char *const tokens[] = {"A", "B", "C"};

#define SCENARIO                                                                                   \
    "{\"orthant\":1,\"tokens\":[\"A\",\"B\",\"C\"],\"start\":{\"weights\":[\"0.2\",\"0.3\","       \
    "\"0.5\"]},\"target\":{\"weights\":[\"0.5\",\"0.3\",\"0.2\"]},\"steps\":90,"                   \
    "\"paths\":[\"linear\",\"geodesic\"],\"pool\":{\"value\":1000000,\"unit\":\"USD\","            \
    "\"swap_fee\":\"0.003\"},\"market\":%s}"

/* The panel of the tests' support, read by the library. */
static orth_prices *read_panel(void)
{
    char *path;
    test_write_panel(&path);
    orth_prices *prices;
    ck_assert(orth_prices_load_panel(&prices, path, 3, tokens, NULL, NULL) == ORTH_OK);
    unlink(path);
    free(path);
    return prices;
}

static orth_prices *borrow(size_t rows, const double *values, const int64_t *times)
{
    orth_prices *table;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_prices_borrow(&table, "prices", 3, tokens, rows, values, times, &error) ==
                      ORTH_OK,
                  "%s", error.text);
    return table;
}

static orth_scenario *scenario_of(const char *market)
{
    char text[2000];
    snprintf(text, sizeof text, SCENARIO, market);
    orth_scenario *scenario;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_scenario_parse(&scenario, text, strlen(text), "s.json", &error) == ORTH_OK,
                  "%s", error.text);
    return scenario;
}

/* The final values of both schedules, of prices from so many files. */
static void simulate(const orth_scenario *scenario, size_t files, double *values)
{
    orth_simulation *simulation;
    orth_error error = {.text = ""};
    orth_simulate_options how = {.threads = 1};
    ck_assert_msg(orth_simulation_run(&simulation, scenario, &how, &error) == ORTH_OK, "%s",
                  error.text);
    ck_assert_uint_eq(simulation->blocks, 199);
    ck_assert_uint_eq(simulation->source_count, files);
    for (size_t s = 0; s < 2; s++)
        values[s] = simulation->results[s].figures[ORTH_FIGURE_FINAL_VALUE].mean;
    orth_simulation_free(simulation);
}

START_TEST(the_same_simulation_as_by_a_file)
{
    char *path, market[300];
    test_write_panel(&path);
    snprintf(market, sizeof market, "{\"model\":\"panel\",\"file\":\"%s\"}", path);
    orth_scenario *by_file = scenario_of(market);
    orth_scenario *by_table = scenario_of("{\"model\":\"gbm\",\"volatility\":[1,1,1],"
                                          "\"block_seconds\":1}");
    orth_prices *read = read_panel();
    orth_prices *table = borrow(read->rows, read->prices, NULL);
    ck_assert_ptr_eq(table->prices, read->prices); /* not a copy */
    ck_assert(!table->dated && memcmp(table->times, read->times, 200 * sizeof(int64_t)) == 0);
    ck_assert(orth_scenario_set_price_table(by_table, table, NULL) == ORTH_OK);
    double expected[2], got[2];
    simulate(by_file, 1, expected);
    simulate(by_table, 0, got);
    ck_assert(got[0] == expected[0] && got[1] == expected[1] && got[0] != got[1]);
    orth_scenario_free(by_table);
    orth_scenario_free(by_file);
    orth_prices_free(table);
    orth_prices_free(read);
    unlink(path);
    free(path);
}
END_TEST

START_TEST(times_are_dates)
{
    orth_prices *read = read_panel();
    int64_t *times = malloc(read->rows * sizeof *times);
    for (size_t k = 0; k < read->rows; k++)
        times[k] = INT64_C(1714521600000000) + 60000000 * (int64_t)k;
    orth_prices *table = borrow(read->rows, read->prices, times);
    times[7] = 0; /* they were copied */
    orth_market_spec spec = test_market_spec("panel", NULL);
    spec.prices = NULL;
    spec.table = table;
    orth_market *market = test_market(&spec);
    ck_assert(orth_market_dated(market));
    ck_assert(orth_market_block_seconds(market) == 60);
    ck_assert_uint_eq(orth_market_source_count(market) + orth_market_note_count(market), 0);
    orth_market_walk *walk = test_walk(market, 1);
    const double *rows;
    size_t count;
    ck_assert(orth_market_walk_next(walk, 1, &count, &rows, NULL, NULL) == ORTH_OK);
    ck_assert(orth_market_walk_next(walk, 500, &count, &rows, NULL, NULL) == ORTH_OK);
    ck_assert_uint_eq(count, 199);
    ck_assert_ptr_eq(rows, read->prices + 3); /* nor is a walk's row a copy */
    orth_market_walk_free(walk);
    orth_market_free(market);
    spec.model = "bootstrap";
    double mean_length = 5;
    test_set(&spec, "mean_length", &mean_length);
    market = test_market(&spec);
    ck_assert(orth_market_is_random(market));
    orth_market_free(market);
    orth_prices_free(table);
    orth_prices_free(read);
    free(times);
}
END_TEST

static void refuse(size_t rows, const double *values, const int64_t *times, const char *text)
{
    orth_prices *table;
    orth_error error = {.text = ""};
    ck_assert(orth_prices_borrow(&table, "prices", 3, tokens, rows, values, times, &error) ==
              ORTH_BAD_INPUT);
    ck_assert_ptr_null(table);
    ck_assert_str_eq(error.text, text);
}

START_TEST(refused)
{
    double values[6] = {1, 2, 3, 4, 5, 6};
    int64_t times[2] = {5000000, 5000000};
    refuse(0, values, NULL, "prices: no rows; permitted: one or more");
    refuse(2, values, times,
           "prices: row 1: the time 1970-01-01T00:00:05Z is not after 1970-01-01T00:00:05Z, that "
           "of the row before");
    times[0] = -1;
    refuse(2, values, times, "prices: row 0: the time is -1 microseconds; permitted: from 1970 on");
    static const double bad[] = {NAN, INFINITY, 0, -1, 1e61, 1e-61};
    for (size_t i = 0; i < 6; i++) {
        char text[200];
        values[4] = bad[i];
        snprintf(text, sizeof text,
                 "prices: row 1: the price of \"B\" is %.12g; permitted: from 1e-60 to 1e60",
                 bad[i]);
        refuse(2, values, NULL, text);
    }
}
END_TEST

static void refuse_table(const char *market, size_t n, const char *text)
{
    static const double values[] = {1, 2, 3, 4, 5, 6};
    orth_prices *table;
    orth_error error = {.text = ""};
    ck_assert(orth_prices_borrow(&table, "prices", n, tokens, 2, values, NULL, NULL) == ORTH_OK);
    orth_scenario *scenario = scenario_of(market);
    ck_assert(orth_scenario_set_price_table(scenario, table, &error) == ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text, text);
    ck_assert(scenario->market != NULL); /* as it was */
    orth_scenario_free(scenario);
    orth_prices_free(table);
}

START_TEST(tables_that_a_scenario_refuses)
{
    refuse_table("{\"model\":\"constant\"}", 2,
                 "s.json: the prices are of 2 tokens, and the scenario has 3");
    static const char *const keys[] = {"from", "to", "every", "blocks_per_row"};
    static const char *const given[] = {"\"2024-05-01\"", "\"2024-05-01\"", "\"1h\"", "5"};
    for (size_t i = 0; i < 4; i++) {
        char market[200], text[300];
        snprintf(market, sizeof market, "{\"model\":\"panel\",\"file\":\"x.csv\",\"%s\":%s}",
                 keys[i], given[i]);
        snprintf(text, sizeof text,
                 "s.json: /market/%s: beside prices in memory, whose rows are the blocks; "
                 "permitted: none, or price files",
                 keys[i]);
        refuse_table(market, 3, text);
    }
}
END_TEST

START_TEST(specifications_that_are_refused)
{
    static const double values[] = {1, 2, 3, 4, 5, 6};
    orth_prices *table = borrow(2, values, NULL);
    orth_market_spec spec = test_market_spec("panel", "x.csv");
    spec.prices = NULL;
    spec.table = table;
    orth_market *market;
    ck_assert(orth_market_create(&market, &spec, NULL) == ORTH_DOMAIN); /* a file too */
    spec.file = NULL;
    spec.blocks_per_row = 2;
    ck_assert(orth_market_create(&market, &spec, NULL) == ORTH_DOMAIN);
    spec.blocks_per_row = 1;
    spec.n = 2;
    ck_assert(orth_market_create(&market, &spec, NULL) == ORTH_DOMAIN);
    spec.n = 3;
    ck_assert(orth_market_create(&market, &spec, NULL) == ORTH_OK);
    orth_market_free(market);
    orth_prices_free(table);
}
END_TEST

ORTH_TEST_MAIN("price_borrow", the_same_simulation_as_by_a_file, times_are_dates, refused,
               tables_that_a_scenario_refuses, specifications_that_are_refused)
