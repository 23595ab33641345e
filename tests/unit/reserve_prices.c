/* A reserve's own prices, laid on the blocks of a sale. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "launch/reserve_prices.h"

#define START UINT64_C(1767225600) /* 2026-01-01T00:00:00Z */
#define NAME "/tmp/orthant-reserve-XXXXXX"
static char file[sizeof NAME];
static char scenario_name[] = "eth.json";

static void write_prices(const char *text)
{
    memcpy(file, NAME, sizeof file);
    FILE *out = fdopen(mkstemp(file), "w");
    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    fclose(out);
}

static orth_scenario of_blocks(uint64_t seconds, uint64_t per)
{
    return (orth_scenario){.file = scenario_name,
                           .start_time = START,
                           .has_start_time = true,
                           .block_seconds = seconds,
                           .block_per = per};
}

static orth_status load(orth_reserve_prices **prices, const orth_scenario *scenario,
                        uint64_t blocks, orth_price_store *store, orth_error *error)
{
    orth_price_file named = {.file = file};
    return orth_reserve_prices_load(prices, scenario, "WETH", &named, blocks, store, error);
}

/* Rows at 59 minutes before the start, at the start, and a minute, two of them 3 s apart, later. */
static const char rows[] = "time,price\n"
                           "2025-12-31T23:01:00Z,2900\n"
                           "2026-01-01T00:00:00Z,3000\n"
                           "2026-01-01T00:01:01Z,3010\n"
                           "2026-01-01T00:01:04Z,3020\n"
                           "2026-01-01T00:02:00Z,3030\n"
                           "2026-01-01T00:03:00Z,3040\n";

START_TEST(the_last_known_price_counts)
{
    write_prices(rows);
    orth_scenario scenario = of_blocks(12, 1);
    orth_reserve_prices *prices;
    orth_error error = {.text = ""};
    ck_assert_msg(load(&prices, &scenario, 10, NULL, &error) == ORTH_OK, "%s", error.text);
    /* block 6 is at 72 s, when the row of 64 s hides that of 61 s; the sale ends at 120 s */
    ck_assert_uint_eq(prices->count, 3);
    ck_assert_uint_ge(prices->note_count, 1);
    static const double want[] = {3000, 3000, 3000, 3000, 3000, 3000, 3020, 3020, 3020, 3020, 3030};
    size_t at = 0;
    for (uint64_t k = 0; k <= 10; k++)
        ck_assert_double_eq(orth_reserve_price(prices, k, &at), want[k]);
    ck_assert_double_eq(orth_reserve_price(prices, 1, &at), 3000);
    ck_assert_double_eq(orth_reserve_price(prices, 7, &at), 3020);
    orth_reserve_prices_free(prices);
    unlink(file);
}
END_TEST

/* By the definition, for block times that are no whole seconds: the last row whose time is not
 * after start + floor(k s / per). */
START_TEST(fractions_of_seconds)
{
    static const uint64_t clocks[][2] = {{1, 4}, {7, 3}, {12, 1}, {1, 1}, {1000, 999}};
    static const int seconds[] = {0, 61, 64, 120, 180};
    write_prices(rows);
    for (size_t c = 0; c < sizeof clocks / sizeof clocks[0]; c++) {
        uint64_t s = clocks[c][0], per = clocks[c][1], blocks = 180 * per / s;
        orth_scenario scenario = of_blocks(s, per);
        orth_reserve_prices *prices;
        ck_assert_int_eq(load(&prices, &scenario, blocks, NULL, NULL), ORTH_OK);
        size_t at = 0;
        for (uint64_t k = 0; k <= blocks; k++) {
            size_t row = 0;
            while (row + 1 < 5 && (uint64_t)seconds[row + 1] <= k * s / per)
                row++;
            double want = 3000 + 10 * (double)row;
            ck_assert_msg(orth_reserve_price(prices, k, &at) == want, "%llu/%llu s, block %llu",
                          (unsigned long long)s, (unsigned long long)per, (unsigned long long)k);
        }
        orth_reserve_prices_free(prices);
    }
    unlink(file);
}
END_TEST

static void check_refused(const orth_scenario *scenario, uint64_t blocks, const char *part,
                          orth_status status)
{
    orth_reserve_prices *prices;
    orth_error error = {.text = ""};
    ck_assert_int_eq(load(&prices, scenario, blocks, NULL, &error), status);
    ck_assert_ptr_null(prices);
    ck_assert_msg(strstr(error.text, part) != NULL, "%s", error.text);
    ck_assert_msg(strncmp(error.text, "eth.json: /", 11) == 0, "%s", error.text);
}

START_TEST(what_is_refused)
{
    write_prices(rows);
    orth_scenario scenario = of_blocks(12, 1);
    check_refused(&scenario, 16,
                  "has prices from 2025-12-31T23:01:00Z to 2026-01-01T00:03:00Z, and the sale goes "
                  "from 2026-01-01T00:00:00Z to 2026-01-01T00:03:12Z",
                  ORTH_BAD_INPUT);
    check_refused(&scenario, UINT64_MAX, "a time that no file reaches", ORTH_BAD_INPUT);
    scenario.start_time = START - 3600;
    check_refused(&scenario, 10, "the sale goes from 2025-12-31T23:00:00Z", ORTH_BAD_INPUT);
    scenario.has_start_time = false;
    check_refused(&scenario, 10, "/chain/start_time: missing", ORTH_BAD_INPUT);
    unlink(file);
    scenario = of_blocks(12, 1);
    check_refused(&scenario, 10, "/launch/reserve_prices: ", ORTH_IO);
    write_prices("time,price\n0,3000\n1,3001\n2,3002\n");
    check_refused(&scenario, 1, "counts its rows", ORTH_BAD_INPUT);
    unlink(file);
}
END_TEST

START_TEST(a_store_reads_once)
{
    write_prices(rows);
    orth_scenario scenario = of_blocks(12, 1);
    orth_price_store *store;
    ck_assert_int_eq(orth_price_store_create(&store, ORTH_PRICE_STORE_BYTES, NULL), ORTH_OK);
    for (int round = 0; round < 2; round++) {
        orth_reserve_prices *prices;
        ck_assert_int_eq(load(&prices, &scenario, 15, store, NULL), ORTH_OK);
        ck_assert_uint_eq(prices->count, 4);
        orth_reserve_prices_free(prices);
    }
    ck_assert_uint_eq(orth_price_store_used(store).read, 1);
    orth_price_store_free(store);
    unlink(file);
}
END_TEST

ORTH_TEST_MAIN("reserve prices", the_last_known_price_counts, fractions_of_seconds, what_is_refused,
               a_store_reads_once)
