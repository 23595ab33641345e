/* Price tables that are shared: each request is read once, whoever asks, and held as long as the
 * bound says. */
#include "harness.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "market/price_request.h"
#include "orthant/simulate.h"

#define THREADS 8
#define ROUNDS 50
#define ROWS 4
#define TABLE_BYTES (ROWS * 3 * 8)

static const char *const tokens[] = {"A", "B"};
#define NAME "/tmp/orthant-price-store-XXXXXX"
static char file[] = NAME;

static void write_prices(void)
{
    memcpy(file, NAME, sizeof file); /* where tests share a process it has been filled in */
    FILE *out = fdopen(mkstemp(file), "w");
    ck_assert_ptr_nonnull(out);
    fputs("time,A,B\n", out);
    for (int k = 0; k < ROWS; k++)
        fprintf(out, "%d,%d,1\n", 1700000000 + 60 * k, 100 + k);
    fclose(out);
}

static orth_price_store *store_of(uint64_t bytes)
{
    orth_price_store *store;
    ck_assert_int_eq(orth_price_store_create(&store, bytes, NULL), ORTH_OK);
    return store;
}

static const orth_prices *take(orth_price_store *store, int64_t from)
{
    orth_price_file panel = {.file = file};
    orth_price_request request = {
        .n = 2, .tokens = tokens, .count = 1, .files = &panel, .from = from};
    const orth_prices *prices;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_price_store_load(&prices, store, &request, &error) == ORTH_OK, "%s",
                  error.text);
    return prices;
}

static void expect_use(orth_price_store *store, uint64_t read, uint64_t shared, size_t held)
{
    orth_price_store_use use = orth_price_store_used(store);
    ck_assert_uint_eq(use.read, read);
    ck_assert_uint_eq(use.shared, shared);
    ck_assert_uint_eq(use.held, held);
    ck_assert_uint_eq(use.bytes, held * TABLE_BYTES);
}

START_TEST(test_a_table_is_read_once)
{
    write_prices();
    orth_price_store *store = store_of(ORTH_PRICE_STORE_BYTES);
    const orth_prices *first = take(store, 0);
    unlink(file);
    const orth_prices *second = take(store, 0);
    ck_assert_ptr_eq(first, second);
    ck_assert_uint_eq(first->rows, ROWS);
    ck_assert(first->prices[2] == 101);
    expect_use(store, 1, 1, 1);
    orth_price_store_give_back(store, first);
    orth_price_store_give_back(store, second);
    ck_assert_ptr_eq(take(store, 0), first);
    orth_price_store_give_back(store, first);
    orth_price_store_give_back(store, NULL);
    expect_use(store, 1, 2, 1);
    orth_price_store_free(store);
    orth_price_store_free(NULL);
}
END_TEST

/* `from` before the first row makes another request of the same rows. */
START_TEST(test_the_longest_unused_go)
{
    write_prices();
    orth_price_store *store = store_of(2 * TABLE_BYTES);
    const orth_prices *a = take(store, 1), *b = take(store, 2), *c = take(store, 3);
    expect_use(store, 3, 0, 3); /* all in use, whatever the bound says */
    orth_price_store_give_back(store, b);
    expect_use(store, 3, 0, 2);
    orth_price_store_give_back(store, a);
    orth_price_store_give_back(store, c);
    expect_use(store, 3, 0, 2);
    orth_price_store_give_back(store, take(store, 1)); /* now the last that was given back */
    orth_price_store_give_back(store, take(store, 2)); /* c goes */
    expect_use(store, 4, 1, 2);
    orth_price_store_give_back(store, take(store, 1));
    expect_use(store, 4, 2, 2);
    orth_price_store_free(store);

    store = store_of(0);
    orth_price_store_give_back(store, take(store, 1));
    expect_use(store, 1, 0, 0);
    orth_price_store_free(store);
    unlink(file);
}
END_TEST

START_TEST(test_what_cannot_be_read_is_tried_again)
{
    orth_price_store *store = store_of(ORTH_PRICE_STORE_BYTES);
    orth_price_file panel = {.file = "/tmp/orthant-no-such-file.csv"};
    orth_price_request request = {.n = 2, .tokens = tokens, .count = 1, .files = &panel};
    for (int i = 0; i < 2; i++) {
        const orth_prices *prices = (const orth_prices *)&panel;
        orth_error error = {.text = ""};
        ck_assert_int_eq(orth_price_store_load(&prices, store, &request, &error), ORTH_IO);
        ck_assert_ptr_null(prices);
        ck_assert_ptr_nonnull(strstr(error.text, "no-such-file"));
    }
    write_prices();
    panel.file = file;
    const orth_prices *prices;
    ck_assert_int_eq(orth_price_store_load(&prices, store, &request, NULL), ORTH_OK);
    orth_price_store_give_back(store, prices);
    expect_use(store, 1, 0, 1);
    orth_price_store_free(store);
    unlink(file);
}
END_TEST

static pthread_barrier_t together;

static void *ask(void *context)
{
    orth_price_store *store = context;
    pthread_barrier_wait(&together);
    for (int i = 0; i < ROUNDS; i++) {
        const orth_prices *prices = take(store, 1 + i % 3);
        ck_assert(prices->prices[2 * (ROWS - 1)] == 100 + ROWS - 1);
        orth_price_store_give_back(store, prices);
    }
    return NULL;
}

static orth_price_store_use ask_by_threads(uint64_t bytes)
{
    orth_price_store *store = store_of(bytes);
    pthread_t threads[THREADS];
    pthread_barrier_init(&together, NULL, THREADS);
    for (int t = 0; t < THREADS; t++)
        ck_assert_int_eq(pthread_create(&threads[t], NULL, ask, store), 0);
    for (int t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    pthread_barrier_destroy(&together);
    orth_price_store_use use = orth_price_store_used(store);
    orth_price_store_free(store);
    return use;
}

START_TEST(test_threads_read_once)
{
    write_prices();
    orth_price_store_use use = ask_by_threads(ORTH_PRICE_STORE_BYTES);
    ck_assert_uint_eq(use.read, 3);
    ck_assert_uint_eq(use.shared, THREADS * ROUNDS - 3);
    use = ask_by_threads(TABLE_BYTES); /* tables come and go */
    ck_assert_uint_eq(use.read + use.shared, THREADS * ROUNDS);
    ck_assert_uint_eq(use.held, 1);
    unlink(file);
}
END_TEST

/* Markets of one store differ in nothing from those that read for themselves. */
START_TEST(test_markets_share)
{
    write_prices();
    orth_price_store *store = store_of(ORTH_PRICE_STORE_BYTES);
    orth_market_spec spec = {
        .model = "panel", .n = 2, .tokens = tokens, .file = file, .numeraire = "B"};
    orth_market *alone, *first, *second;
    ck_assert_int_eq(orth_market_create(&alone, &spec, NULL), ORTH_OK);
    spec.store = store;
    ck_assert_int_eq(orth_market_create(&first, &spec, NULL), ORTH_OK);
    ck_assert_int_eq(orth_market_create(&second, &spec, NULL), ORTH_OK);
    ck_assert_ptr_ne(orth_market_times(alone), orth_market_times(first));
    ck_assert_ptr_eq(orth_market_times(first), orth_market_times(second));
    ck_assert_uint_eq(orth_market_blocks(second), ROWS - 1);
    ck_assert_uint_eq(orth_market_note_count(first), orth_market_note_count(alone));
    for (size_t i = 0; i < orth_market_note_count(alone); i++) {
        ck_assert_str_eq(orth_market_note(first, i), orth_market_note(alone, i));
        ck_assert_str_eq(orth_market_note(second, i), orth_market_note(alone, i));
    }
    orth_market_free(first);
    orth_market_free(second);
    orth_market_free(alone);
    expect_use(store, 1, 1, 1);
    orth_price_store_free(store);
    unlink(file);
}
END_TEST

static double value_of(orth_price_store *store)
{
    orth_scenario *scenario;
    orth_simulation *simulation;
    orth_error error = {.text = ""};
    orth_simulate_options options = {.threads = 1, .one_path = true};
    ck_assert_msg(orth_scenario_load(&scenario, "scenarios/strategies/from-a-file.json", &error) ==
                      ORTH_OK,
                  "%s", error.text);
    scenario->market->store = store;
    ck_assert_msg(orth_simulation_run(&simulation, scenario, &options, &error) == ORTH_OK, "%s",
                  error.text);
    double value = simulation->results[0].figures[ORTH_FIGURE_FINAL_VALUE].mean;
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
    return value;
}

/* Weights in a file are read once too. */
START_TEST(test_strategies_share)
{
    orth_price_store *store = store_of(ORTH_PRICE_STORE_BYTES);
    double alone = value_of(NULL);
    for (int i = 0; i < 2; i++)
        ck_assert(value_of(store) == alone);
    orth_price_store_use use = orth_price_store_used(store);
    ck_assert_uint_eq(use.read, 1);
    ck_assert_uint_eq(use.shared, 1);
    orth_price_store_free(store);
}
END_TEST

/* Whatever is changed in a request changes its key. */
static void expect_own_key(orth_request_key *seen, size_t *count, const orth_price_request *request)
{
    orth_request_key *key = &seen[*count];
    ck_assert_int_eq(orth_request_key_make(key, request, NULL), ORTH_OK);
    for (size_t i = 0; i < *count; i++)
        ck_assert_msg(seen[i].length != key->length ||
                          memcmp(seen[i].bytes, key->bytes, key->length) != 0,
                      "requests %zu and %zu", i, *count);
    ++*count;
}

START_TEST(test_keys_tell_requests_apart)
{
    static const char *const others[] = {"A", "C"}, *const turned[] = {"B", "A"};
    static const char *const joined[] = {"AB", ""}, *const column[] = {"market"};
    static const char *const values[] = {"x"};
    orth_price_file files[2] = {{.file = "f"}, {.file = "g"}};
    const orth_price_request plain = {.n = 2, .tokens = tokens, .count = 1, .files = files};
    orth_request_key seen[32];
    size_t count = 0;
    orth_price_request r[] = {plain, plain, plain, plain, plain, plain,
                              plain, plain, plain, plain, plain};
    r[1].tokens = others, r[2].tokens = turned, r[3].tokens = joined, r[4].numeraire = "A";
    r[5].count = 2, r[6].from = 1, r[7].to = 1, r[8].every.micros = 1, r[9].blocks_per_row = 1;
    r[10].digest = true;
    for (size_t i = 0; i < sizeof r / sizeof r[0]; i++)
        expect_own_key(seen, &count, &r[i]);
    const orth_price_file f[] = {
        {.file = "g"},
        {.file = "f", .token = "A"},
        {.file = "f", .time_column = ""},
        {.file = "f", .time_column = "A"},
        {.file = "f", .price_column = "A"},
        {.file = "f", .stamp = ORTH_STAMP_END},
        {.file = "f", .bar.micros = 1},
        {.file = "f", .bar.months = 1},
        {.file = "f", .dates = ORTH_DATES_DMY},
        {"A", "f", "t", "p", ORTH_STAMP_END, {1, 0}, ORTH_DATES_MDY, 1, column, values},
        {"A", "f", "t", "p", ORTH_STAMP_END, {1, 0}, ORTH_DATES_MDY, 1, values, column}};
    for (size_t i = 0; i < sizeof f / sizeof f[0]; i++) {
        orth_price_request one = plain;
        one.files = &f[i];
        expect_own_key(seen, &count, &one);
    }
    for (size_t i = 0; i < count; i++)
        free(seen[i].bytes);
}
END_TEST

ORTH_TEST_MAIN("price store", test_a_table_is_read_once, test_the_longest_unused_go,
               test_what_cannot_be_read_is_tried_again, test_threads_read_once, test_markets_share,
               test_strategies_share, test_keys_tell_requests_apart)
