/* A pool's log read back: what was put into a simulation comes out of its recording; and logs made
 * by hand, with known answers. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/live.h"
#include "orthant/report.h"

static const orth_live_options plain = {.fee = -1};

static orth_live_log *parsed(const char *text)
{
    orth_error error = {.text = ""};
    orth_live_log *log;
    orth_status status = orth_live_log_parse(&log, text, strlen(text), "log.csv", NULL, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return log;
}

static orth_live *measured(const orth_live_log *log, const orth_live_options *options)
{
    orth_error error = {.text = ""};
    orth_live *live;
    orth_status status = orth_live_measure(&live, log, options, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return live;
}

/* ---------------------------------------------------------------- replays of simulations */

#define SCENARIO                                                                                   \
    "{\"orthant\": 1, \"tokens\": [%s], \"start\": {\"weights\": [%s]}, "                          \
    "\"target\": {\"weights\": [%s]}, \"steps\": 100, \"paths\": [\"geodesic\"], "                 \
    "\"pool\": {\"value\": \"1e7\", \"unit\": \"USD\", \"swap_fee\": \"%s\"}, "                    \
    "\"arbitrage\": {\"presence\": \"%.17g\", \"sizing\": \"%.17g\", \"gas\": \"%s\"}, %s "        \
    "\"monte_carlo\": {\"paths\": 1, \"seed\": %d}, \"market\": {\"model\": \"gbm\", "             \
    "\"blocks\": %d, \"block_seconds\": 12, \"volatility\": [%s]}}"

typedef struct trial {
    int tokens, blocks;
    const char *fee, *gas, *noise;
    double presence, sizing;
} trial;

/* What `simulate --record every=1` writes. */
static char *recorded(const trial *of, int seed, bool fee_hidden)
{
    static const char *const names[] = {"\"A\", \"B\"", "\"A\", \"B, c\", \"D\""},
                             *const starts[] = {"\"0.5\", \"0.5\"", "\"0.05\", \"0.55\", \"0.4\""},
                             *const targets[] = {"\"0.7\", \"0.3\"", "\"0.4\", \"0.5\", \"0.1\""},
                             *const moves[] = {"\"0.8\", \"0\"", "\"0.8\", \"0.6\", \"0\""};
    char text[2000], *csv;
    size_t which = (size_t)of->tokens - 2, length;
    snprintf(text, sizeof text, SCENARIO, names[which], starts[which], targets[which], of->fee,
             of->presence, of->sizing, of->gas, of->noise, seed, of->blocks, moves[which]);
    orth_error error = {.text = ""};
    orth_scenario *scenario;
    orth_recording *series;
    orth_simulation *simulation;
    orth_status status = orth_scenario_parse(&scenario, text, strlen(text), "s.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    ck_assert(orth_recording_create(&series, scenario, NULL) == ORTH_OK);
    orth_simulate_options options = {
        .threads = 1, .record_every = 1, .record = orth_recording_record, .user = series};
    status = orth_simulation_run(&simulation, scenario, &options, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    FILE *stream = open_memstream(&csv, &length);
    orth_recording_write_csv(series, stream);
    fclose(stream);
    if (fee_hidden) { /* under the name of a column that says nothing */
        char *fee = strstr(csv, ",fee,");
        ck_assert(fee != NULL && fee < strchr(csv, '\n'));
        memcpy(fee, ",lvr", 4);
    }
    orth_recording_free(series);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
    return csv;
}

static bool covers(const orth_live_figure *figure, double truth)
{
    ck_assert(figure->known && figure->low <= figure->value && figure->value <= figure->high);
    return figure->low <= truth && truth <= figure->high;
}

/* How many of `seeds` logs have both what was put in within their intervals; the sizing, of a log
 * without rounding to speak of, always. */
static int covered(const trial *of, int seeds, bool fee_found)
{
    int count = 0;
    orth_live_options options = plain;
    options.gate.gas = atof(of->gas);
    for (int seed = 1; seed <= seeds; seed++) {
        char *csv = recorded(of, seed, fee_found);
        orth_live_log *log = parsed(csv);
        orth_live *live = measured(log, &options);
        ck_assert(log->n == (size_t)of->tokens && log->rows == (size_t)of->blocks + 1);
        ck_assert_uint_eq(log->note_count, 0);
        ck_assert(live->fee == atof(of->fee));
        ck_assert(live->fee_known == (fee_found ? ORTH_LIVE_FEE_FOUND : ORTH_LIVE_FEE_LOG));
        ck_assert(live->unexplained == 0 && live->gaps == 0);
        ck_assert(fabs(live->sizing.value - of->sizing) < 1e-8);
        /* Two routes to what the pool lost: each trade's profit, and values alone. */
        if (of->noise[0] == '\0')
            ck_assert(fabs(live->made_profit - live->lvr) < 1e-7 + 1e-9 * live->lvr);
        ck_assert(live->sizing.high - live->sizing.low < 1e-7);
        ck_assert_msg(covers(&live->sizing, of->sizing), "seed %d: sizing %.17g to %.17g", seed,
                      live->sizing.low, live->sizing.high);
        count += covers(&live->presence, of->presence);
        orth_live_free(live);
        orth_live_log_free(log);
        free(csv);
    }
    return count;
}

START_TEST(replays_give_back_what_was_put_in)
{
    const trial with_fee = {2, 300, "0.0005", "0", "", 0.7, 0.6};
    int count = covered(&with_fee, 200, true);
    ck_assert_msg(count >= 182 && count <= 198, "%d of 200", count);
}
END_TEST

/* To so many digits, as a log that somebody has printed. */
static void round_all(double *values, size_t count, int digits)
{
    char text[40];
    for (size_t i = 0; i < count; i++) {
        snprintf(text, sizeof text, "%.*g", digits, values[i]);
        values[i] = atof(text);
    }
}

/* Rounding is the one error that sizing has here; its interval is by the scatter of trades. */
START_TEST(replays_of_rounded_logs)
{
    const trial of = {2, 300, "0.0005", "0", "", 0.7, 0.6};
    int sizing = 0, presence = 0;
    for (int seed = 1; seed <= 200; seed++) {
        char *csv = recorded(&of, seed, false);
        orth_live_log *log = parsed(csv);
        round_all(log->weights, 2 * log->rows, 6);
        round_all(log->prices, 2 * log->rows, 6);
        round_all(log->reserves, 2 * log->rows, 6);
        orth_live *live = measured(log, &plain);
        sizing += covers(&live->sizing, of.sizing);
        presence += covers(&live->presence, of.presence);
        orth_live_free(live);
        orth_live_log_free(log);
        free(csv);
    }
    ck_assert_msg(sizing >= 182 && sizing <= 198, "sizing: %d of 200", sizing);
    ck_assert_msg(presence >= 182 && presence <= 198, "presence: %d of 200", presence);
}
END_TEST

START_TEST(replays_of_other_pools)
{
    const trial trials[] = {
        {2, 150, "0", "0", "", 0.3, 0.2},
        {3, 150, "0.0001", "0", "", 0.9, 0.8},
        {3, 150, "0", "0", "", 1, 1},
        {2, 150, "0.0005", "1", "", 0.6, 0.5},
        {2, 300, "0.0005", "0", "\"noise\": {\"rate\": \"0.3\", \"size\": \"10000\"},", 0.7, 0.6}};
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        int count = covered(&trials[i], 40, trials[i].gas[0] == '0' && i != 2);
        ck_assert_msg(count >= 34, "trial %zu: %d of 40", i, count);
    }
}
END_TEST

/* ---------------------------------------------------------------- by hand */

#define HEADER "block,weight A,weight B,price A,price B,reserve A,reserve B\n"

/* The price of A goes to 1.21: the best trade takes A down by the factor 1 / 1.1 and B up by 1.1.
 * He takes half of the log. Then nobody comes; then he takes all. */
/* The error of a fee that is found, and is no whole number of millionths, is in the interval. */
START_TEST(fees_of_no_millionths)
{
    const trial of = {3, 400, "0.00075123", "0", "", 0.7, 0.6};
    int sizing = 0, fee = 0;
    for (int seed = 1; seed <= 40; seed++) {
        char *csv = recorded(&of, seed, true);
        orth_live_log *log = parsed(csv);
        round_all(log->reserves, 3 * log->rows, 10);
        orth_live *live = measured(log, &plain);
        ck_assert(live->fee_known == ORTH_LIVE_FEE_FOUND && live->fee_error < 1e-7);
        fee += fabs(live->fee - 0.00075123) <= live->fee_error;
        sizing += covers(&live->sizing, of.sizing);
        orth_live_free(live);
        orth_live_log_free(log);
        free(csv);
    }
    ck_assert_msg(fee >= 34, "fee: %d of 40", fee);
    ck_assert_msg(sizing >= 34, "sizing: %d of 40", sizing);
}
END_TEST

START_TEST(known_by_hand)
{
    char text[1000];
    double root = sqrt(1.1);
    snprintf(text, sizeof text,
             HEADER "7,1,1,1,1,100,100\n8,1,1,1.21,1,%.17g,%.17g\n9,1,1,1.21,1,%.17g,%.17g\n"
                    "10,1,1,1.21,1,%.17g,%.17g\n",
             100 / root, 100 * root, 100 / root, 100 * root, 100 / 1.1, 110.0);
    orth_live_log *log = parsed(text);
    orth_live_options options = {.fee = 0};
    orth_live *live = measured(log, &options);
    ck_assert(log->weights[0] == 0.5 && live->fee_known == ORTH_LIVE_FEE_GIVEN);
    ck_assert(live->blocks == 3 && live->opportunities == 3 && live->traded == 2);
    ck_assert(live->first_block == 7 && live->last_block == 10);
    /* sum w x^2 of both trades: l^2 and l^2 / 4 with l = log 1.1 */
    ck_assert_double_eq_tol(live->sizing.value, (0.5 + 0.25) / 1.25, 1e-14);
    ck_assert_double_eq_tol(live->presence.value, 2.0 / 3, 1e-15);
    /* Wilson for 2 of 3 */
    ck_assert_double_eq_tol(live->presence.low, 0.20765, 1e-5);
    ck_assert_double_eq_tol(live->presence.high, 0.93850, 1e-5);
    double first = 121 * (1 - 1 / root) - 100 * (root - 1);
    double second = 121 * (1 / root - 1 / 1.1) - 100 * (1.1 - root);
    ck_assert_double_eq_tol(live->made, first + second, 1e-12);
    ck_assert_double_eq_tol(live->best, 1 + second, 1e-12);
    ck_assert_double_eq_tol(live->perfect, 1, 1e-12);
    ck_assert_double_eq_tol(live->efficiency.value, (first + second) / (1 + second), 1e-12);
    ck_assert(live->drift_block == 8);
    double high = 121 / root, low = 100 * root, mean = (high + low) / 2;
    ck_assert_double_eq_tol(live->drift_most, log1p(mean / sqrt(high * low) - 1), 1e-12);
    ck_assert_double_eq_tol(live->hold_value, 221, 1e-12);
    ck_assert_double_eq_tol(live->final_value, 220, 1e-12);
    ck_assert_double_eq_tol(live->lvr, 1, 1e-12);
    ck_assert_double_eq_tol(live->rvr, 1, 1e-12); /* one jump: the portfolio holds through it */
    orth_live_free(live);
    orth_live_log_free(log);
}
END_TEST

/* A fee stays in the pool; the found fee is that of the trade; gaps and joins are told. */
START_TEST(fee_gaps_and_joins)
{
    char text[1000];
    double in = 100 * 0.1 / 0.997;
    snprintf(text, sizeof text,
             HEADER "0,1,1,1,1,100,100\n1,1,1,1.3,1,%.17g,%.17g\n3,1,1,1.3,1,%.17g,%.17g\n"
                    "4,1,1,1.3,1,%.17g,%.17g\n",
             100 / 1.1, 100 + in, 100 / 1.1, 100 + in, 200 / 1.1, 200 + 2 * in);
    orth_live_log *log = parsed(text);
    orth_live *live = measured(log, &plain);
    ck_assert(live->fee_known == ORTH_LIVE_FEE_FOUND && live->fee == 0.003);
    ck_assert(live->gaps == 1 && live->others == 1 && live->blocks == 2);
    ck_assert(live->traded == 1 && live->presence.known && !live->sizing.known);
    ck_assert_str_eq(live->sizing.reason, "fewer than two trades were made");
    ck_assert_uint_eq(live->note_count, 3);
    orth_error error;
    ck_assert(orth_live_write_arbitrage(live, &plain, "no/such", &error) == ORTH_BAD_INPUT);
    ck_assert(orth_live_write_arbitrage_to(live, &plain, NULL, &error) == ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text, "arbitrage is not written: fewer than two trades were made");
    orth_live_free(live);
    orth_live_log_free(log);
}
END_TEST

START_TEST(constant_logs_have_reasons)
{
    orth_live_log *log = parsed(HEADER "0,1,1,1,1,5,5\n1,1,1,1,1,5,5\n2,1,1,1,1,5,5\n");
    orth_error error;
    orth_live *live;
    ck_assert(orth_live_measure(&live, log, &plain, &error) == ORTH_BAD_INPUT);
    ck_assert(strstr(error.text, "no trade tells the swap fee") != NULL && live == NULL);
    orth_live_options options = {.fee = 0.003};
    live = measured(log, &options);
    ck_assert(!live->sizing.known && !live->presence.known && !live->efficiency.known);
    ck_assert_str_eq(live->presence.reason, "in no block was there anything to gain");
    ck_assert(live->lvr == 0 && live->drift_most == 0 && live->rvr == 0);
    orth_live_free(live);
    options.fee = 1;
    ck_assert(orth_live_measure(&live, log, &options, &error) == ORTH_DOMAIN);
    orth_live_log_free(log);
}
END_TEST

static const struct {
    const char *text, *says;
} bad[] = {
    {"", "it is empty"},
    {"block,weight A,price A,reserve A\n0,1,1,1\n", "weights of 1 token; two or more"},
    {"weight A,weight B,price A,price B,reserve A\n", "\"reserve B\" is missing"},
    {"weight A,weight A,price A\n", "\"weight A\" stands twice"},
    {"weight A,weight B,price C\n", "\"price C\" is of a token without a weight"},
    {"block,block,weight A,weight B\n", "\"block\" stands twice"},
    {HEADER "0,1,1,1,1,5\n", "line 2: 6 cells; permitted: 7"},
    {HEADER "0,1,1,1,1,5,5\n", "1 row; 2 are needed"},
    {HEADER "0,1,1,1,1,5,5\n0,1,1,1,1,5,5\n", "line 3, column \"block\": 0 after 0"},
    {HEADER "0.5,1,1,1,1,5,5\n", "column \"block\": \"0.5\"; permitted: a whole number"},
    {HEADER "0,1,1,nan,1,5,5\n", "column \"price A\": \"nan\"; permitted: a number"},
    {HEADER "0,1,1,1,1,,5\n", "column \"reserve A\": \"\"; permitted: a number"},
    {HEADER "0,0,1,1,1,5,5\n", "column \"weight A\": \"0\"; permitted: 1e-30 to 1e30"},
    {HEADER "0,1,1,-1,1,5,5\n", "column \"price A\": \"-1\"; permitted: 1e-60 to 1e60"},
    {HEADER "0,1,1,1,1,5,0\n", "column \"reserve B\": \"0\"; permitted"},
    {HEADER "0,1,1e-20,1,1,5,5\n", "the weight of B is 1e-20 of all; permitted: from 1e-18"},
    {HEADER "0,1,1,1e60,1,1e50,5\n", "the reserve of A is worth 1e+110; permitted: 1e-100 to"},
    {"path,weight A,weight B,price A,price B,reserve A,reserve B\n\"x,y\",1,1,1,1,1,1\nz,1,1,1,1,"
     "1,1\n",
     "line 3: several logs, of path \"x,y\" and \"z\""},
    {"fee,weight A,weight B,price A,price B,reserve A,reserve B\n1,1,1,1,1,1,1\n",
     "column \"fee\": \"1\"; permitted: from 0 to below 1"},
};

START_TEST(bad_logs)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        orth_error error;
        orth_live_log *log;
        const char *text = bad[i].text;
        ck_assert(orth_live_log_parse(&log, text, strlen(text), "log.csv", NULL, &error) ==
                  ORTH_BAD_INPUT);
        ck_assert(log == NULL);
        ck_assert_msg(strstr(error.text, bad[i].says) != NULL, "%s", error.text);
    }
}
END_TEST

ORTH_TEST_MAIN("live", replays_give_back_what_was_put_in, replays_of_rounded_logs,
               replays_of_other_pools, fees_of_no_millionths, known_by_hand, fee_gaps_and_joins,
               constant_logs_have_reasons, bad_logs)
