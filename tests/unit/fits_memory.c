/* Every allocation failing in turn, alone and with all that follow, while records and logs are
 * read, fitted, measured and written: an error that says so, nothing half-made, nothing left. */
#include "failing_malloc.h"
#include "harness.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/estimator_fit.h"
#include "orthant/estimator_tokens.h"
#include "orthant/hawkes_fit.h"
#include "orthant/live.h"
#include "orthant/pool_events.h"

/* Check allocates too: nothing is asserted while allocations are counted. */
typedef struct attempt {
    orth_status status;
    bool whole;
    long left, seen;
} attempt;

typedef orth_status job(bool *whole, orth_error *error);

static attempt run(job *of, long k, bool rest, orth_error *error)
{
    attempt result = {.whole = true, .left = -held};
    seen = 0;
    fail_rest = rest;
    fail_at = k;
    result.status = of(&result.whole, error);
    fail_at = 0;
    result.seen = seen;
    result.left += held;
    return result;
}

/* A stream of the C library's fails as the system puts it. Where nothing is said, qsort goes on
 * without memory of its own. */
static bool says_so(const attempt *got, const char *text)
{
    return (got->status == ORTH_NO_MEMORY && strstr(text, "out of memory") != NULL) ||
           (got->status == ORTH_IO && strstr(text, strerror(ENOMEM)) != NULL);
}

static void check(job *of)
{
    orth_error error = {.text = ""};
    attempt got = run(of, 0, false, &error);
    ck_assert_msg(got.status == ORTH_OK && got.whole, "%s", error.text);
    got = run(of, 0, false, &error); /* what a library keeps for good is there by now */
    ck_assert(got.left == 0);
    for (int rest = 0; OWN_ALLOCATOR && rest < 2; rest++)
        for (long k = 1; k < 10000; k++) {
            error.text[0] = '\0';
            got = run(of, k, rest == 1, &error);
            ck_assert_msg(got.left == 0 && got.whole, "allocation %ld: %ld blocks left; %s", k,
                          got.left, error.text);
            if (got.seen < k)
                break;
            ck_assert_msg(got.status == ORTH_OK || says_so(&got, error.text),
                          "allocation %ld: status %d, %s", k, (int)got.status, error.text);
        }
}

static char folder[] = "/tmp/orthant-fits-XXXXXX", input[64], output[64];

static void begin(const char *text)
{
    ck_assert(mkdtemp(folder) != NULL);
    snprintf(input, sizeof input, "%s/input", folder);
    snprintf(output, sizeof output, "%s/output", folder);
    FILE *stream = fopen(input, "w");
    ck_assert(stream != NULL && fputs(text, stream) >= 0 && fclose(stream) == 0);
}

static void end(void)
{
    unlink(input);
    unlink(output);
    ck_assert_msg(rmdir(folder) == 0, "something is left in %s", folder);
}

/* The new output is whole and alone in its folder, or the old one is there still. */
static bool is_whole(orth_status status)
{
    char begins[2] = "";
    int file = open(output, O_RDONLY);
    bool read_one = file >= 0 && read(file, begins, 1) == 1;
    close(file);
    unlink(output);
    file = open(output, O_WRONLY | O_CREAT, 0600);
    bool old = file >= 0 && write(file, "old", 3) == 3;
    close(file);
    return read_one && old && (begins[0] == '{') == (status == ORTH_OK);
}

/* ---------------------------------------------------------------- order flow */

#define TRADES 1100 /* more than there is room for at first */
static char trades[TRADES * 40];
static orth_flow_record *trades_read;
static orth_hawkes_fit trades_fit;

static orth_status parse_record(bool *whole, orth_error *error)
{
    orth_flow_record *record;
    orth_status status = orth_flow_record_parse(&record, trades, "trades.csv", error);
    *whole = (status == ORTH_OK) == (record != NULL);
    orth_flow_record_free(record);
    return status;
}

static orth_status read_record(bool *whole, orth_error *error)
{
    orth_flow_record *record;
    orth_status status = orth_flow_record_read(&record, input, error);
    *whole = (status == ORTH_OK) == (record != NULL);
    orth_flow_record_free(record);
    return status;
}

static orth_status fit_record(bool *whole, orth_error *error)
{
    (void)whole;
    return orth_hawkes_fit_record(&trades_fit, trades_read, 12, error);
}

static orth_status write_flow(bool *whole, orth_error *error)
{
    orth_status status = orth_hawkes_fit_write(&trades_fit, 12, output, error);
    *whole = is_whole(status);
    return status;
}

START_TEST(order_flow)
{
    test_random random = test_seeded(5);
    orth_error error;
    double time = 0;
    int length = snprintf(trades, sizeof trades, "time,size,side,pool\n");
    for (int k = 0; k < TRADES; k++) {
        bool crowd = test_random_unit(&random) < 0.6;
        time -= log(1 - test_random_unit(&random)) * (crowd ? 1 : 40);
        length += snprintf(trades + length, sizeof trades - (size_t)length, "%.3f,%d,%s,x\n", time,
                           1 + k % 7, k % 5 < 2 ? "buy" : "sell");
    }
    begin(trades);
    check(parse_record);
    check(read_record);
    ck_assert(orth_flow_record_parse(&trades_read, trades, "trades.csv", &error) == ORTH_OK);
    ck_assert(trades_read->note != NULL && trades_read->count == TRADES);
    check(fit_record);
    ck_assert(trades_fit.values[ORTH_HAWKES_BRANCHING].bounded);
    (void)is_whole(ORTH_OK); /* makes the old one */
    check(write_flow);
    orth_flow_record_free(trades_read);
    end();
}
END_TEST

/* ---------------------------------------------------------------- estimators */

#define PRICES 120
static double prices[PRICES];
static orth_estimator_fit prices_fit;

static orth_status fit_prices(bool *whole, orth_error *error)
{
    (void)whole;
    return orth_estimator_fit_prices(&prices_fit, PRICES, prices, 1, 0.01, NULL, error);
}

static orth_status fit_tokens(bool *whole, orth_error *error)
{
    static const char *const tokens[] = {"A"};
    orth_market_fit_data data = {.n = 1, .tokens = tokens, .rows = PRICES, .prices = prices};
    orth_estimator_terms terms = {.chunk_seconds = 864, .lambda = 0.9};
    orth_estimator_tokens *made;
    orth_status status = orth_estimator_tokens_fit(&made, &data, &terms, error);
    *whole = (status == ORTH_OK) == (made != NULL);
    orth_estimator_tokens_free(made);
    return status;
}

START_TEST(estimators)
{
    test_random random = test_seeded(6);
    double level = 0;
    for (size_t i = 0; i < PRICES; i++) {
        level += 0.001 * (test_random_unit(&random) - 0.5);
        prices[i] = exp(level + 0.002 * (test_random_unit(&random) - 0.5));
    }
    check(fit_prices);
    ck_assert(prices_fit.why == ORTH_ESTIMATOR_FITTED);
    check(fit_tokens);
}
END_TEST

/* ---------------------------------------------------------------- a pool's log */

#define ROWS 70 /* more than there is room for at first */
static char rows[ROWS * 120];
static orth_live_log *log_read;
static orth_live *log_live;
static orth_live_options options = {.fee = -1, .gate = {.gas = 1e-6}};

static orth_status parse_log(bool *whole, orth_error *error)
{
    orth_live_log *log;
    orth_status status = orth_live_log_parse(&log, rows, strlen(rows), "log.csv", NULL, error);
    *whole = (status == ORTH_OK) == (log != NULL);
    orth_live_log_free(log);
    return status;
}

static orth_status read_log(bool *whole, orth_error *error)
{
    orth_live_log *log;
    orth_status status = orth_live_log_read(&log, input, NULL, error);
    *whole = (status == ORTH_OK) == (log != NULL);
    orth_live_log_free(log);
    return status;
}

static orth_status measure(bool *whole, orth_error *error)
{
    orth_live *live;
    orth_status status = orth_live_measure(&live, log_read, &options, error);
    *whole = (status == ORTH_OK) == (live != NULL);
    orth_live_free(live);
    return status;
}

static orth_status make_events(bool *whole, orth_error *error)
{
    orth_pool_events *events;
    double divergence, distance;
    orth_status status = orth_pool_events_create(&events, log_read, log_live, error);
    *whole = (status == ORTH_OK) == (events != NULL);
    if (status == ORTH_OK)
        status = orth_pool_events_distance(&divergence, &distance, events, events, error);
    orth_pool_events_free(events);
    return status;
}

static orth_status write_arbitrage(bool *whole, orth_error *error)
{
    orth_status status = orth_live_write_arbitrage(log_live, &options, output, error);
    *whole = is_whole(status);
    return status;
}

/* A pool of halves and a fee of 0.003, in which somebody trades half the gap in most blocks. */
static void make_log(void)
{
    test_random random = test_seeded(7);
    double price = 1, a = 1000, b = 1000, keep = 0.997;
    int length = snprintf(rows, sizeof rows,
                          "block,fee of it,flow,path,steps,weight A,weight B,price A,price B,"
                          "reserve A,reserve B\n");
    for (int k = 0; k < ROWS; k++) {
        length += snprintf(rows + length, sizeof rows - (size_t)length,
                           "%d,x,%d,linear,9,1,1,%.17g,1,%.17g,%.17g\n", k + (k > 50), k > 40,
                           price, a, b);
        price *= 1 + 0.04 * (test_random_unit(&random) - 0.5);
        double level = price * a / b;
        if (k % 4 == 3 || (level < 1 / keep && level > keep))
            continue;
        double *in = level > 1 ? &b : &a, *out = level > 1 ? &a : &b;
        double step = exp((log(level > 1 ? level : 1 / level) + log(keep)) / 4);
        *in += *in * (step - 1) / keep;
        *out /= step;
    }
}

START_TEST(logs)
{
    orth_error error = {.text = ""};
    make_log();
    begin(rows);
    check(parse_log);
    check(read_log);
    orth_status status = orth_live_log_parse(&log_read, rows, strlen(rows), "log", NULL, &error);
    ck_assert_msg(status == ORTH_OK && log_read->note_count > 0, "%s", error.text);
    check(measure);
    status = orth_live_measure(&log_live, log_read, &options, &error);
    ck_assert_msg(status == ORTH_OK && log_live->note_count >= 2, "%s", error.text);
    check(make_events);
    (void)is_whole(ORTH_OK); /* makes the old one */
    check(write_arbitrage);
    orth_live_free(log_live);
    orth_live_log_free(log_read);
    end();
}
END_TEST

ORTH_TEST_MAIN("fits_memory", order_flow, estimators, logs)
