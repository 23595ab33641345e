/* Prices that a caller has in memory: the same market, and the same simulation, as by a file. */
#include "markets.h"

#include <inttypes.h>
#include <jansson.h>
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
    "\"0.5\"]},\"target\":{\"weights\":[\"0.5\",\"0.3\",\"0.2\"]},\"steps\":3,"                    \
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
    times[0] = 0;
    times[1] = INT64_C(253402300800000000);
    refuse(2, values, times,
           "prices: row 1: the time is 253402300800000000 microseconds; permitted: before the year "
           "10000");
    times[1]--;
    orth_prices_free(borrow(2, values, times));
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

START_TEST(a_table_of_other_tokens)
{
    refuse_table("{\"model\":\"constant\"}", 2,
                 "s.json: the prices are of 2 tokens, and the scenario has 3");
}
END_TEST

/* The simulation's JSON, less what it says of files and of the scenario's own bytes. */
static json_t *result_of(const orth_scenario *scenario)
{
    orth_simulation *simulation;
    orth_error error = {.text = ""};
    orth_simulate_options how = {.threads = 1};
    ck_assert_msg(orth_simulation_run(&simulation, scenario, &how, &error) == ORTH_OK, "%s",
                  error.text);
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    ck_assert_ptr_nonnull(out);
    orth_simulation_write_json(simulation, 1, NULL, out);
    ck_assert(fclose(out) == 0);
    json_t *result = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(result);
    json_object_del(result, "price_files");
    json_object_del(result, "scenario_sha256");
    free(text);
    orth_simulation_free(simulation);
    return result;
}

/* Rows minutes apart but for a gap, and a file of them. */
static orth_prices *dated_rows(char **path, double *values, int64_t *times, size_t rows)
{
    *path = strdup("/tmp/orthant-borrow-XXXXXX");
    int descriptor = mkstemp(*path);
    ck_assert(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    ck_assert_ptr_nonnull(file);
    fputs("time,A,B,C\n", file);
    for (size_t k = 0; k < rows; k++) {
        int64_t seconds = INT64_C(1714521600) + 60 * (int64_t)k + (k >= 70 ? 7200 : 0);
        times[k] = 1000000 * seconds;
        for (size_t i = 0; i < 3; i++)
            values[3 * k + i] = 1 + 0.001 * (double)((k * (7 + 2 * i)) % 23);
        fprintf(file, "%jd,%.17g,%.17g,%.17g\n", (intmax_t)seconds, values[3 * k],
                values[3 * k + 1], values[3 * k + 2]);
    }
    ck_assert(fclose(file) == 0);
    return borrow(rows, values, times);
}

static const char *const row_keys[] = {
    "\"from\":\"2024-05-01T00:05:30Z\"",
    "\"to\":\"2024-05-01T03:40:00Z\"",
    "\"from\":\"2024-05-01T00:05:00Z\",\"to\":\"2024-05-01T01:45:00Z\"",
    "\"every\":\"5m\"",
    "\"every\":\"1h\",\"from\":\"2024-05-01T00:10:00Z\"",
    "\"blocks_per_row\":5",
    "\"from\":\"2024-05-01T00:05:00Z\",\"every\":\"10m\",\"blocks_per_row\":50",
};

static void compare_keys(const char *keys)
{
    static double values[3 * 200];
    static int64_t times[200];
    char *path, market[400];
    orth_prices *table = dated_rows(&path, values, times, 200);
    snprintf(market, sizeof market, "{\"model\":\"panel\",\"file\":\"%s\",%s}", path, keys);
    orth_scenario *by_file = scenario_of(market), *by_table = scenario_of(market);
    ck_assert(orth_scenario_set_price_table(by_table, table, NULL) == ORTH_OK);
    json_t *expected = result_of(by_file), *got = result_of(by_table);
    ck_assert(json_equal(expected, got));
    orth_market_spec spec = *by_table->market;
    orth_market *made = test_market(&spec);
    orth_market_walk *walk = test_walk(made, 1);
    const double *rows;
    size_t count;
    ck_assert(orth_market_walk_next(walk, 1, &count, &rows, NULL, NULL) == ORTH_OK);
    ck_assert(orth_market_walk_next(walk, 1, &count, &rows, NULL, NULL) == ORTH_OK);
    bool own = rows >= values && rows < values + 600;
    ck_assert(own == (strstr(keys, "every") == NULL && strstr(keys, "blocks_per") == NULL));
    bool chosen = strncmp(keys, "\"blocks_per_row", 15) != 0;
    ck_assert_uint_eq(orth_market_note_count(made), chosen);
    orth_market_walk_free(walk);
    orth_market_free(made);
    json_decref(expected);
    json_decref(got);
    orth_scenario_free(by_file);
    orth_scenario_free(by_table);
    orth_prices_free(table);
    unlink(path);
    free(path);
}

START_TEST(keys_of_rows_mean_what_they_mean_for_a_file)
{
    for (size_t i = 0; i < sizeof row_keys / sizeof row_keys[0]; i++)
        compare_keys(row_keys[i]);
}
END_TEST

static void refuse_keys(const orth_prices *table, const char *keys, const char *text)
{
    char market[300];
    snprintf(market, sizeof market, "{\"model\":\"panel\",\"file\":\"x.csv\",%s}", keys);
    orth_scenario *scenario = scenario_of(market);
    ck_assert(orth_scenario_set_price_table(scenario, table, NULL) == ORTH_OK);
    orth_market *made;
    orth_error error = {.text = ""};
    ck_assert(orth_market_create(&made, scenario->market, &error) == ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text, text);
    orth_scenario_free(scenario);
}

START_TEST(keys_that_a_table_cannot_serve)
{
    static double values[600];
    static int64_t times[200];
    char *path;
    orth_prices *dated = dated_rows(&path, values, times, 200);
    orth_prices *counted = borrow(200, values, NULL);
    static const char *const of_times[] = {"\"from\":\"2024-05-01\"", "\"to\":\"2024-05-01\"",
                                           "\"every\":\"1h\""};
    for (size_t i = 0; i < 3; i++)
        refuse_keys(counted, of_times[i],
                    "prices: rows without times; market.from, market.to and market.every need "
                    "them");
    refuse_keys(dated, "\"from\":\"2024-06-01\"",
                "prices: no row is left by market.from, market.to and market.every; the rows are "
                "from 2024-05-01T00:00:00Z to 2024-05-01T05:19:00Z");
    refuse_keys(dated, "\"from\":\"2024-06-01\",\"to\":\"2024-05-01\"",
                "market.from: 2024-06-01T00:00:00Z is after market.to, 2024-05-01T00:00:00Z; "
                "permitted: at or before it");
    orth_prices_free(counted);
    orth_prices_free(dated);
    unlink(path);
    free(path);
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
    spec.n = 2;
    ck_assert(orth_market_create(&market, &spec, NULL) == ORTH_DOMAIN);
    spec.n = 3;
    ck_assert(orth_market_create(&market, &spec, NULL) == ORTH_OK);
    orth_market_free(market);
    orth_prices_free(table);
}
END_TEST

/* As any other program makes it of the same bytes. */
START_TEST(digest)
{
    static const double values[] = {2, 1, 3, 1};
    static const int64_t times[] = {0, 1000000};
    static const char *const names[] = {"A", "B"};
    char plain[65], timed[65];
    orth_prices *table;
    ck_assert(orth_prices_borrow(&table, "prices", 2, names, 2, values, NULL, NULL) == ORTH_OK);
    orth_prices_sha256(plain, table);
    orth_prices_free(table);
    ck_assert_str_eq(plain, "7818aab500c1cfdb64aeaa927f056f8b976b2682e46a71af268f21c8617a043a");
    ck_assert(orth_prices_borrow(&table, "prices", 2, names, 2, values, times, NULL) == ORTH_OK);
    orth_prices_sha256(timed, table);
    orth_prices_free(table);
    ck_assert_str_eq(timed, plain);
}
END_TEST

ORTH_TEST_MAIN("price_borrow", digest, the_same_simulation_as_by_a_file, times_are_dates, refused,
               a_table_of_other_tokens, keys_of_rows_mean_what_they_mean_for_a_file,
               keys_that_a_table_cannot_serve, specifications_that_are_refused)
