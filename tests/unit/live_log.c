/* A pool's log in the forms that indexers write it in; whether its rows mean what was assumed; and
 * trades beside it. By hand, with known answers. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/live.h"

static orth_live_log *parsed_as(const char *text, const orth_live_pick *pick)
{
    orth_error error = {.text = ""};
    orth_live_log *log;
    orth_status status = orth_live_log_parse(&log, text, strlen(text), "log.csv", pick, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return log;
}

static void refused_as(const char *text, const orth_live_pick *pick, const char *says)
{
    orth_error error = {.text = ""};
    orth_live_log *log;
    ck_assert(orth_live_log_parse(&log, text, strlen(text), "log.csv", pick, &error) ==
              ORTH_BAD_INPUT);
    ck_assert_msg(log == NULL && strstr(error.text, says) != NULL, "%s", error.text);
}

/* ---------------------------------------------------------------- forms */

#define NAMES "block,weight A,weight B,price A,price B,reserve A,reserve B"

static const char *const forms[] = {
    NAMES "\n7,0.25,0.75,1.5,1,100,50\n9,0.5,0.5,2.5,1,90,60.5\n",
    "block;weight A;weight B;price A;price B;reserve A;reserve "
    "B\n7;0,25;0,75;1,5;1;100;50\n9;0,5;0,5;2,5;1;90;60,5\n",
    "block\tweight A\tweight B\tprice A\tprice B\treserve A\treserve "
    "B\n7\t0.25\t0.75\t1.5\t1\t100\t50\n9\t0.5\t0.5\t2.5\t1\t90\t60.5\n",
    "\xef\xbb\xbf\"block\",\"weight A\",\"weight B\",\"price A\",\"price B\",\"reserve A\","
    "\"reserve B\"\r\n\"7\",\"0.25\",\"0.75\",\"1.5\",\"1\",\"100\",\"50\"\r\n\r\n"
    "9, 0.5 ,0.5,\t2.5,1,90,60.5",
    "Block_Number|weight_A|weight:B|Price A|price_B|RESERVE_A|reserve B\n7|25 %|75%|1.5|1|100|50\n"
    "9|50|50|25e-1|1|9e1|60.5\n",
    "block,reserve B,reserve A,price A,price B,weight A,weight B\n"
    "7,50,100,1.5,1,250000000000000000,750000000000000000\n"
    "9,60.5,90,2.5,1,500000000000000000,500000000000000000\n",
};

START_TEST(forms_of_one_log)
{
    static const double weights[] = {0.25, 0.75, 0.5, 0.5}, prices[] = {1.5, 1, 2.5, 1},
                        reserves[] = {100, 50, 90, 60.5};
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        orth_live_log *log = parsed_as(forms[f], NULL);
        ck_assert_msg(log->n == 2 && log->rows == 2, "form %zu", f);
        ck_assert(log->blocks[0] == 7 && log->blocks[1] == 9);
        ck_assert_str_eq(log->tokens[1], "B");
        for (size_t i = 0; i < 4; i++)
            ck_assert_msg(log->weights[i] == weights[i] && log->prices[i] == prices[i] &&
                              log->reserves[i] == reserves[i],
                          "form %zu, number %zu", f, i);
        orth_live_log_free(log);
    }
}
END_TEST

/* Tokens named as the header's own words. */
START_TEST(words_as_tokens)
{
    orth_live_log *log =
        parsed_as("block,weight price,weight block,weight weight,price price,price block,price "
                  "weight,reserve price,reserve block,reserve weight\n"
                  "0,1,1,2,1,2,3,4,5,6\n1,1,1,2,1,2,3,4,5,6\n",
                  NULL);
    ck_assert(log->n == 3 && log->reserves[5] == 6 && log->prices[4] == 2);
    ck_assert_str_eq(log->tokens[1], "block");
    ck_assert(log->note_count == 1 && strstr(log->notes[0], "weights sum to 4 ") != NULL);
    orth_live_log_free(log);
    log = parsed_as(NAMES "\n0,0.5,0.5,1,1,1,1\n1,0.5,0.3,1,1,1,1\n2,0.5,0.3,1,1,1,1\n", NULL);
    ck_assert(log->note_count == 1);
    ck_assert(
        strstr(log->notes[0], "another sum than in the first row in 2 rows, first in line 3"));
    ck_assert(log->weights[2] == 0.5 / 0.8);
    orth_live_log_free(log);
}
END_TEST

#define TIMES "time,weight A,weight B,price A,price B,reserve A,reserve B\n"
#define STATE ",0.5,0.5,1,1,5,5\n"

START_TEST(times_and_blocks)
{
    const char *text = TIMES "2024-05-01T12:00:00Z" STATE "2024-05-01T12:00:12Z" STATE
                             "2024-05-01T12:00:37Z" STATE;
    const orth_live_pick counted = {.block_seconds = 12};
    orth_live_log *log = parsed_as(text, NULL);
    ck_assert(log->blocks[2] == 2 && log->note_count == 1);
    ck_assert(strstr(log->notes[0], "though rows are 12 to 25 s apart (--block-seconds"));
    ck_assert(log->times[0] == INT64_C(1714564800000000));
    orth_live_log_free(log);
    log = parsed_as(text, &counted);
    ck_assert(log->blocks[0] == 0 && log->blocks[1] == 1 && log->blocks[2] == 3);
    ck_assert_uint_eq(log->note_count, 0);
    orth_live_log_free(log);
    refused_as(TIMES "100" STATE "104" STATE, &counted,
               "line 3, column \"time\": \"104\"; permitted: a block (--block-seconds) later");
    refused_as(TIMES "100" STATE "99" STATE, NULL,
               "line 3, column \"time\": \"99\"; permitted: times that do not fall");
    refused_as(TIMES "noon" STATE "99" STATE, NULL, "column \"time\": \"noon\"; permitted: a time");
    refused_as(NAMES "\n0" STATE "1" STATE, &counted, "it has a column block, and a length");
    /* Beside blocks a time that cannot be read is no fault: nothing is read off it. */
    log = parsed_as("time," NAMES "\nnoon,0" STATE "9,1" STATE, NULL);
    ck_assert(log->times == NULL);
    orth_live_log_free(log);
}
END_TEST

static const struct {
    const char *text, *says;
} bad[] = {
    {"\n \n\t\n", "it is empty"},
    {NAMES "\n", "0 rows; 2 are needed"},
    {NAMES "\n0,1,1,1e400,1,5,5\n", "column \"price A\": \"1e400\"; permitted: a number"},
    {NAMES "\n0,1,1,inf,1,5,5\n", "column \"price A\": \"inf\"; permitted: a number"},
    {NAMES "\n0,1,1,\"1,5\",1,5,5\n", "column \"price A\": \"1,5\"; permitted: a number"},
    {NAMES "\n0,1,1,0x1p3,1,5,5\n", "column \"price A\": \"0x1p3\"; permitted: a number"},
    {NAMES "\n0,1,1,\"1,1,5,5\n", "line 2: a quote without an end"},
    {NAMES "\n0,1,1,\"1\"2,1,5,5\n", "line 2: a quote without an end, or with text behind it"},
    {NAMES ",price_A\n", "the column \"price_A\" stands twice"},
    {NAMES ",Block\n", "the column \"Block\" stands twice"},
    {NAMES "\n1" STATE "0" STATE, "line 3, column \"block\": 0 after 1; permitted: blocks that"},
    {"block;weight A;weight B;price A;price B;reserve A;reserve B\n0;1;1;1,5;1;1.234,5;5\n",
     "column \"reserve A\": \"1.234,5\"; permitted: a number"},
    {"block;weight A;weight B;price A;price B;reserve A;reserve B\n0;1;1;1,5;1;5;5\n1;1;1;1.5;1;5;"
     "5\n",
     "numbers have a comma in line 2 and a point in line 3; permitted: one decimal mark"},
};

START_TEST(bad_forms)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refused_as(bad[i].text, NULL, bad[i].says);
    refused_as(NAMES "\n0" STATE "1" STATE,
               &(orth_live_pick){.reserves = ORTH_LIVE_RESERVES_BEFORE}, "2 rows; 3 are needed");
}
END_TEST

/* ---------------------------------------------------------------- what rows mean */

#define BLOCKS 60

/* Prices that jump up and down, of which somebody takes 0.7 of the log in two blocks of three:
 * prices[k], and reserves[k] after block k. */
static void walk(double prices[BLOCKS], double reserves[BLOCKS][2])
{
    unsigned state = 7;
    double product = 1e4;
    prices[0] = 1;
    reserves[0][0] = reserves[0][1] = 100;
    for (size_t k = 1; k < BLOCKS; k++) {
        state = state * 1664525u + 1013904223u;
        prices[k] = prices[k - 1] * exp(0.02 * ((double)(state >> 16) / 32768 - 1));
        double a = reserves[k - 1][0], best = sqrt(product / prices[k]);
        reserves[k][0] = k % 3 == 0 ? a : a * pow(best / a, 0.7);
        reserves[k][1] = product / reserves[k][0];
        if (k % 3 == 0)
            reserves[k][1] = reserves[k - 1][1];
    }
}

/* Reserves of row k are those after block k + `shift`; rows of blocks that nobody traded in are
 * left out where `only`, and so is the row `lost`. */
static char *written(int shift, bool only, int lost)
{
    double prices[BLOCKS], reserves[BLOCKS][2];
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    walk(prices, reserves);
    fputs(NAMES "\n", stream);
    for (int k = 1; k < BLOCKS - 1; k++)
        if (k != lost && (!only || k % 3 != 0))
            fprintf(stream, "%d,1,1,%.17g,1,%.17g,%.17g\n", k, prices[k], reserves[k + shift][0],
                    reserves[k + shift][1]);
    fclose(stream);
    return text;
}

static orth_live *measured(orth_live_log *log, orth_error *error)
{
    const orth_live_options options = {.fee = 0};
    orth_live *live;
    orth_status status = orth_live_measure(&live, log, &options, error);
    ck_assert((live == NULL) == (status != ORTH_OK));
    return live;
}

static bool notes_say(const orth_live *live, const char *what)
{
    for (size_t i = 0; i < live->note_count; i++)
        if (strstr(live->notes[i], what) != NULL)
            return true;
    return false;
}

static void gives_sizing(const char *text, const orth_live_pick *pick, bool presence)
{
    orth_error error = {.text = ""};
    orth_live_log *log = parsed_as(text, pick);
    orth_live *live = measured(log, &error);
    ck_assert_msg(live != NULL, "%s", error.text);
    ck_assert_double_eq_tol(live->sizing.value, 0.7, 1e-9);
    ck_assert(live->unexplained == 0 && live->presence.known == presence);
    if (presence)
        ck_assert_double_eq_tol(live->presence.value, 2.0 / 3, 0.02);
    ck_assert(!notes_say(live, "of another block"));
    orth_live_free(live);
    orth_live_log_free(log);
}

START_TEST(reserves_before_and_after)
{
    char *after = written(0, false, 0), *before = written(-1, false, 0);
    char *late = written(1, false, 0), *gap = written(-1, false, 20);
    const orth_live_pick is_before = {.reserves = ORTH_LIVE_RESERVES_BEFORE};
    const orth_live_pick is_after = {.reserves = ORTH_LIVE_RESERVES_AFTER};
    orth_error error = {.text = ""};
    gives_sizing(after, NULL, true);
    gives_sizing(before, &is_before, true);
    gives_sizing(gap, &is_before, true); /* what block 19 did is not known, what 21 did is */
    orth_live_log *log = parsed_as(before, NULL);
    ck_assert(measured(log, &error) == NULL && error.status == ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "it must be said which they are (--reserves before") != NULL,
                  "%s", error.text);
    orth_live_log_free(log);
    log = parsed_as(before, &is_after); /* as it was said, and noted */
    orth_live *live = measured(log, &error);
    ck_assert(live != NULL && notes_say(live, "explain the trades of the row after it better"));
    orth_live_free(live);
    orth_live_log_free(log);
    log = parsed_as(late, NULL); /* prices of the block before */
    live = measured(log, &error);
    ck_assert(live != NULL && notes_say(live, "explain the trades of the row before it better"));
    orth_live_free(live);
    orth_live_log_free(log);
    free(after);
    free(before);
    free(late);
    free(gap);
}
END_TEST

/* Reserves in wei of 18 and of 6 decimals. */
START_TEST(units_that_differ)
{
    orth_error error = {.text = ""};
    orth_live_log *log = parsed_as(NAMES "\n0,1,1,2,1,1e18,2e6\n1,1,1,2,1,1e18,2e6\n", NULL);
    orth_live *live = measured(log, &error);
    ck_assert(live == NULL);
    ck_assert_ptr_nonnull(strstr(error.text, "in the first row A is worth 1e+12 times what its"));
    orth_live_log_free(log);
    log = parsed_as(NAMES "\n0,1,1,2,1,1,1998\n1,1,1,2,1,1,1998\n", NULL);
    live = measured(log, &error); /* 999 times: a pool far from the market */
    ck_assert(live != NULL);
    orth_live_free(live);
    orth_live_log_free(log);
}
END_TEST

START_TEST(only_blocks_with_trades)
{
    char *text = written(0, true, 0);
    const orth_live_pick only = {.only_traded = true};
    orth_error error = {.text = ""};
    orth_live_log *log = parsed_as(text, NULL);
    orth_live *live = measured(log, &error);
    ck_assert(live->gaps == 19 && notes_say(live, "--only-traded says so"));
    orth_live_free(live);
    orth_live_log_free(log);
    gives_sizing(text, &only, false);
    free(text);
}
END_TEST

/* ---------------------------------------------------------------- trades beside the log */

/* Block 1: A is worth more and is bought. 2: sold at a loss. 3: both. 4: nobody's trade. 5: bought.
 */
#define LOG                                                                                        \
    "time," NAMES "\n"                                                                             \
    "100,0,1,1,1,1,100,100\n112,1,1,1,1.4,1,90,111.2\n124,2,1,1,1.4,1,92,109\n"                    \
    "136,3,1,1,1.5,1,85,118\n148,4,1,1,1.5,1,86,119\n160,5,1,1,1.6,1,80,128\n"
#define OF_TRADES "token_in,amount_in,token_out,amount_out"
#define OF_TRADES_SEMICOLONS "token_in;amount_in;token_out;amount_out"

static void marks(const char *trades, const char *says)
{
    orth_error error = {.text = ""};
    orth_live_log *log = parsed_as(LOG, NULL);
    orth_status status = orth_live_log_parse_trades(log, trades, strlen(trades), "t.csv", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    static const bool others[] = {false, false, true, true, true, false};
    for (size_t k = 0; k < 6; k++)
        ck_assert_msg(log->others[k] == others[k], "row %zu", k);
    ck_assert_msg(strstr(log->notes[1], says) != NULL, "%s", log->notes[1]);
    ck_assert(
        strstr(log->notes[log->note_count - 1], "in 1 block reserves change without a trade"));
    orth_live_log_free(log);
}

START_TEST(trades_beside_a_log)
{
    marks("block," OF_TRADES "\n5,B,9,A,6\n1,B,11.2,A,10\n2,A,2,B,2.2\n3,A,1,B,1.2\n3,B,10.2,A,8\n",
          "of 5 trades 3 are taken as arbitrage and 2 as others', by whether they gain");
    marks("Time;" OF_TRADES_SEMICOLONS "\n160;B;9;A;6\n101;B;11,2;A;10\n113;A;2;B;2,2\n136;A;1;B;1,"
          "2\n130;B;10,2;A;8\n",
          "3 are taken as arbitrage");
    marks("kind,block," OF_TRADES "\narbitrage,5,B,9,A,6\narbitrage,1,B,11.2,A,10\n"
          "other,2,A,2,B,2.2\nother,3,A,1,B,1.2\narbitrage,3,B,10.2,A,8\narbitrage,9,A,1,B,1\n",
          "as its column kind says");
}
END_TEST

static const struct {
    const char *text, *says;
} bad_trades[] = {
    {"", "t.csv: it is empty; permitted: a line of column names, and a line a trade"},
    {OF_TRADES "\n", "line 1: the column \"block\" is missing"},
    {"block,token_in,amount_in,token_out\n", "the column \"amount out\" is missing"},
    {"block,block," OF_TRADES "\n", "the column \"block\" stands twice"},
    {"block," OF_TRADES "\n1,C,1,A,1\n", "line 2, column \"token_in\": \"C\"; permitted: a token"},
    {"block," OF_TRADES "\n1,A,1,A,1\n", "column \"token_out\": \"A\"; permitted: another token"},
    {"block," OF_TRADES "\n1,A,0,B,1\n", "column \"amount_in\": \"0\"; permitted: a number above"},
    {"block," OF_TRADES "\n1,A,nan,B,1\n", "column \"amount_in\": \"nan\"; permitted: a number"},
    {"block," OF_TRADES "\n-1,A,1,B,1\n", "column \"block\": \"-1\"; permitted: a whole number"},
    {"time," OF_TRADES "\nx,A,1,B,1\n", "column \"time\": \"x\"; permitted: a time"},
    {"block," OF_TRADES ",kind\n1,A,1,B,1,who\n", "\"who\"; permitted: arbitrage or other"},
    {"block," OF_TRADES "\n77,A,1,B,1\n", "none of its trades is in a block of log.csv"},
    {"block," OF_TRADES "\n1,B,1120,A,1000\n",
     "in 1 of 1 blocks reserves of log.csv change otherwise than by their trades"},
    {"block," OF_TRADES "\n0,B,11.2,A,10\n1,A,2,B,2.2\n2,A,1,B,1.2\n2,B,10.2,A,8\n4,B,9,A,6\n",
     "they fit as those before the trades (--reserves before)"},
};

START_TEST(trades_that_are_refused)
{
    for (size_t i = 0; i < sizeof bad_trades / sizeof *bad_trades; i++) {
        orth_error error = {.text = ""};
        orth_live_log *log = parsed_as(LOG, NULL);
        const char *text = bad_trades[i].text;
        ck_assert(orth_live_log_parse_trades(log, text, strlen(text), "t.csv", &error) ==
                  ORTH_BAD_INPUT);
        ck_assert_msg(strstr(error.text, bad_trades[i].says) != NULL, "%s", error.text);
        ck_assert(log->others == NULL);
        orth_live_log_free(log);
    }
}
END_TEST

ORTH_TEST_MAIN("live_log", forms_of_one_log, words_as_tokens, times_and_blocks, bad_forms,
               reserves_before_and_after, units_that_differ, only_blocks_with_trades,
               trades_beside_a_log, trades_that_are_refused)
