/* Launches whose answer is known. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/kernel.h"
#include "orthant/launch.h"

#define SALE                                                                                       \
    "{\"orthant\": 1, \"tokens\": [\"PRJ\", \"USDC\"], \"start\": {\"weights\": [\"0.96\", "       \
    "\"0.04\"]}, \"target\": {\"weights\": [\"0.5\", \"0.5\"]}, \"paths\": [\"linear\"], "
#define BALANCES                                                                                   \
    "\"launch\": {\"project\": \"PRJ\", \"reserve\": \"USDC\", \"balances\": {\"project\": "       \
    "\"9000000\", \"reserve\": \"100000\"}, "
#define VALUE "\"demand\": {\"model\": \"value\", \"value\": \"0.05\"}"

static orth_launch *launch_of(const orth_scenario *scenario, const orth_launch_settings *settings,
                              const orth_launch_options *how)
{
    orth_launch *launch;
    orth_error error;
    orth_status status = orth_launch_run(&launch, scenario, settings, how, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return launch;
}

/* Of the first price path. */
static double figure(const orth_launch *launch, size_t result, orth_launch_figure which)
{
    return launch->results[result].values[which][0];
}

static bool near(double a, double b, double within)
{
    return fabs(a - b) <= within * fabs(b);
}

/* 9,000,000 tokens and 100,000 of the reserve, 96/4 to 50/50, a value of 0.05. */
START_TEST(table)
{
    static const struct {
        const char *steps, *fee;
        double first, raised, sold, average;
    } rows[] = {
        {"10", "0", 4, 165662.1644870699, 3686756.7102586003, .04493439017174797},
        {"100", "0", 31, 174051.75477315046, 3518964.904536994, .04946106582328965},
        {"1000", "0", 309, 174904.91144558135, 3501901.7710883785, .04994569319150878},
        {"21600", "0", 6660, 174995.59579231963, 3500088.0841536336, .04999748337323225},
        {"21600", "0.01", 6730, 173613.84079730944, 3472450.026767648, .049997505927801354},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[1000];
        snprintf(
            text, sizeof text,
            SALE
            "\"steps\": %s, \"pool\": {\"unit\": \"USDC\", \"swap_fee\": \"%s\"}, " BALANCES VALUE
            "}}",
            rows[i].steps, rows[i].fee);
        orth_scenario *scenario = test_scenario(text);
        orth_launch_options how = {.threads = 1};
        orth_launch *launch = launch_of(scenario, NULL, &how);
        ck_assert(launch->count == 1 && launch->price_paths == 1 && !launch->random);
        ck_assert(figure(launch, 0, ORTH_LAUNCH_FIRST_BLOCK) == rows[i].first);
        ck_assert(near(figure(launch, 0, ORTH_LAUNCH_RAISED), rows[i].raised, 1e-12));
        ck_assert(near(figure(launch, 0, ORTH_LAUNCH_SOLD), rows[i].sold, 1e-12));
        ck_assert(near(figure(launch, 0, ORTH_LAUNCH_AVERAGE_PRICE), rows[i].average, 1e-12));
        double blocks = atof(rows[i].steps);
        ck_assert(figure(launch, 0, ORTH_LAUNCH_BUYERS) == blocks - rows[i].first + 1);
        bool fee = atof(rows[i].fee) > 0; /* the limit is one without */
        ck_assert(isnan(launch->results[0].limit_raised) == fee);
        ck_assert(fee || near(launch->results[0].limit_raised, 175000, 1e-14));
        ck_assert(fee || near(launch->results[0].limit_sold, 3500000, 1e-14));
        ck_assert(near(launch->results[0].days, blocks * 12 / 86400, 1e-15));
        orth_launch_free(launch);
        orth_scenario_free(scenario);
    }
}
END_TEST

/* Moving prices of the token, by a model. */
#define MOVING                                                                                     \
    "\"market\": {\"model\": \"gbm\", \"block_seconds\": 12, \"prices\": [\"0.05\", \"1\"], "      \
    "\"volatility\": [\"3\", \"0\"]}, \"monte_carlo\": {\"paths\": 40, \"seed\": 7}, "
#define BUYERS                                                                                     \
    "\"demand\": {\"model\": \"buyers\", \"value\": \"0.05\", \"rate\": \"5000\", \"budget\": "    \
    "{\"mean\": \"500\", \"deviation\": \"1.2\"}, \"reservation\": {\"deviation\": \"0.4\"}, "     \
    "\"patient\": \"0.3\"}"
#define POOL(fee) "\"pool\": {\"unit\": \"USDC\", \"swap_fee\": \"" fee "\"}, "

static orth_scenario *random_scenario(const char *demand)
{
    char text[2000];
    snprintf(text, sizeof text,
             SALE "\"steps\": [900, 300], " POOL("0.01") MOVING BALANCES
             "%s, \"sniper\": "
             "{\"capital\": \"1000\"}}}",
             demand);
    return test_scenario(text);
}

/* To the bit; without numbers there may be no arrays. */
static void same_numbers(const double *a, const double *b, size_t count)
{
    ck_assert(count == 0 || memcmp(a, b, count * sizeof *a) == 0);
}

/* Price path by price path. */
static void same_launch(const orth_launch *a, const orth_launch *b)
{
    ck_assert(a->count == b->count && a->price_paths == b->price_paths);
    for (size_t s = 0; s < a->count; s++) {
        for (size_t f = 0; f < ORTH_LAUNCH_FIGURES; f++)
            same_numbers(a->results[s].values[f], b->results[s].values[f], (size_t)a->price_paths);
        for (size_t c = 0; c < 3; c++)
            same_numbers(a->results[s].raised[c], b->results[s].raised[c], a->results[s].recorded);
    }
}

START_TEST(threads_change_nothing)
{
    static const char *const demands[] = {VALUE, BUYERS};
    for (size_t d = 0; d < 2; d++) {
        orth_scenario *scenario = random_scenario(demands[d]);
        orth_launch_options one = {.threads = 1, .recorded = 11},
                            many = {.threads = 3, .recorded = 11};
        orth_launch *a = launch_of(scenario, NULL, &one), *b = launch_of(scenario, NULL, &many);
        ck_assert(a->random && a->price_paths == 40 && a->count == 2);
        same_launch(a, b);
        orth_launch_free(a);
        orth_launch_free(b);
        orth_scenario_free(scenario);
    }
}
END_TEST

START_TEST(instruction_sets_change_nothing)
{
    static const char *const demands[] = {VALUE, BUYERS}, *const sets[] = {"avx2", "scalar"};
    for (size_t d = 0; d < 2; d++) {
        orth_scenario *scenario = random_scenario(demands[d]);
        orth_launch_options how = {.threads = 1, .recorded = 11};
        orth_launch *a = launch_of(scenario, NULL, &how);
        for (size_t k = 0; k < 2; k++) {
            if (!orth_kernel_select(sets[k]))
                continue;
            orth_launch *b = launch_of(scenario, NULL, &how);
            same_launch(a, b);
            orth_launch_free(b);
        }
        orth_launch_free(a);
        orth_scenario_free(scenario);
    }
}
END_TEST

/* What the pool received is what buyers paid; the supply is sold or left. */
START_TEST(closes)
{
    static const char *const demands[] = {VALUE, BUYERS};
    for (size_t d = 0; d < 2; d++) {
        orth_scenario *scenario = random_scenario(demands[d]);
        orth_launch_options how = {.threads = 2, .recorded = 4};
        orth_launch *launch = launch_of(scenario, NULL, &how);
        for (size_t s = 0; s < launch->count; s++) {
            const orth_launch_result *of = &launch->results[s];
            for (uint64_t i = 0; i < launch->price_paths; i++) {
                double sold = of->values[ORTH_LAUNCH_SOLD][i];
                ck_assert(near(sold + 9e6 * of->values[ORTH_LAUNCH_SHARE_LEFT][i], 9e6, 1e-12));
                ck_assert(near(of->values[ORTH_LAUNCH_RAISED][i],
                               sold * of->values[ORTH_LAUNCH_AVERAGE_PRICE][i], 1e-12));
                ck_assert(near(of->values[ORTH_LAUNCH_FEES][i],
                               .01 * of->values[ORTH_LAUNCH_RAISED][i], 1e-12));
                double left = 9e6 * of->values[ORTH_LAUNCH_SHARE_LEFT][i];
                double reserve = 1e5 + of->values[ORTH_LAUNCH_RAISED][i];
                ck_assert(near(of->values[ORTH_LAUNCH_LAST_PRICE][i], reserve / left, 1e-12));
                ck_assert(of->values[ORTH_LAUNCH_SNIPER_SPENT][i] == 1000);
                ck_assert(of->values[ORTH_LAUNCH_FIRST_BLOCK][i] == 1);
                ck_assert(of->values[ORTH_LAUNCH_GINI][i] >= 0 &&
                          of->values[ORTH_LAUNCH_GINI][i] < 1);
            }
            ck_assert(of->recorded == 4 && of->blocks[0] == 0 && of->blocks[3] == of->steps);
            ck_assert(of->raised[0][0] == 0 && of->raised[0][3] > 0);
            ck_assert(near(of->no_buyer[0], 1e5 / 9e6 * 24, 1e-14));
            ck_assert(near(of->no_buyer[3], 1e5 / 9e6, 1e-14));
            orth_launch_estimate raised;
            orth_error error;
            ck_assert(orth_launch_estimate_of(&raised, launch, s, ORTH_LAUNCH_RAISED, &error) ==
                      ORTH_OK);
            ck_assert(near(of->raised[0][3], raised.estimate.mean, 1e-14) && raised.none == 0);
            for (size_t k = 1; k < ORTH_LAUNCH_SHARES; k++)
                ck_assert(of->paid[k] >= of->paid[k - 1]);
        }
        orth_launch_free(launch);
        orth_scenario_free(scenario);
    }
}
END_TEST

/* 100 steps of the table's sale. */
static orth_scenario *plain_scenario(const char *more, const char *launch)
{
    char text[2000];
    snprintf(text, sizeof text, SALE "\"steps\": 100, %s" BALANCES "%s}}", more, launch);
    return test_scenario(text);
}

START_TEST(settings_turn_the_last_fastest)
{
    static const char *const starts[] = {"0.9", "0.99"}, *const ends[] = {"2/5"};
    static const char *const days[] = {"1", "1/2"}, *const fees[] = {"0", "0.02"};
    orth_launch_settings settings = {.start_weight_count = 2,
                                     .end_weight_count = 1,
                                     .day_count = 2,
                                     .fee_count = 2,
                                     .start_weights = starts,
                                     .end_weights = ends,
                                     .days = days,
                                     .fees = fees};
    orth_scenario *scenario = plain_scenario(POOL("0.01"), VALUE);
    orth_launch_options how = {.threads = 1};
    orth_launch *launch = launch_of(scenario, &settings, &how);
    ck_assert(launch->count == 8);
    for (size_t r = 0; r < 8; r++) {
        const orth_launch_result *of = &launch->results[r];
        ck_assert(of->start_weight == (r < 4 ? 0.9 : 0.99) && of->end_weight == 0.4);
        ck_assert(of->steps == (r % 4 < 2 ? 7200 : 3600) && of->swap_fee == (r % 2 ? 0.02 : 0));
        ck_assert(near(of->days, r % 4 < 2 ? 1 : 0.5, 1e-15));
        ck_assert(r % 2 == 1 ? isnan(of->limit_raised)
                             : near(of->limit_raised, 0.6 * (1e5 + 0.05 * 9e6) - 1e5, 1e-14));
    }
    /* Without a fee nothing but the blocks is between a sale and the limit. */
    ck_assert(near(figure(launch, 0, ORTH_LAUNCH_RAISED), launch->results[0].limit_raised, 1e-3));
    ck_assert(figure(launch, 0, ORTH_LAUNCH_RAISED) < launch->results[0].limit_raised);
    /* One note for all of them, in plain numbers. */
    ck_assert(launch->note_count == 1);
    ck_assert(strstr(launch->notes[0], "230000.00 USDC raised for 4600000.00 tokens") != NULL);
    ck_assert(strstr(launch->notes[0], "e+") == NULL);
    orth_launch_estimate difference;
    orth_error error;
    ck_assert(orth_launch_difference(&difference, launch, 1, 0, ORTH_LAUNCH_RAISED, &error) ==
              ORTH_OK);
    ck_assert(difference.estimate.mean ==
              figure(launch, 1, ORTH_LAUNCH_RAISED) - figure(launch, 0, ORTH_LAUNCH_RAISED));
    orth_launch_free(launch);
    orth_scenario_free(scenario);
}
END_TEST

/* In a unit in which R is worth 2,000: the same sale, all money times that. */
START_TEST(money_is_in_the_unit)
{
    orth_scenario *scenario = plain_scenario(
        "\"pool\": {\"unit\": \"USD\", \"swap_fee\": \"0.01\"}, \"market\": {\"model\": "
        "\"constant\", \"prices\": [\"100\", \"2000\"]}, ",
        "\"demand\": {\"model\": \"value\"}, \"sniper\": {\"capital\": \"2000000\"}");
    orth_scenario *same =
        plain_scenario(POOL("0.01"), VALUE ", \"sniper\": {\"capital\": \"1000\"}");
    static const orth_launch_figure money[] = {ORTH_LAUNCH_RAISED,        ORTH_LAUNCH_AVERAGE_PRICE,
                                               ORTH_LAUNCH_LAST_PRICE,    ORTH_LAUNCH_FEES,
                                               ORTH_LAUNCH_HIGHEST_PRICE, ORTH_LAUNCH_SNIPER_SPENT,
                                               ORTH_LAUNCH_SNIPER_PROFIT};
    orth_launch_options how = {.threads = 1, .recorded = 5};
    orth_launch *a = launch_of(scenario, NULL, &how), *b = launch_of(same, NULL, &how);
    for (size_t i = 0; i < sizeof money / sizeof money[0]; i++)
        ck_assert(near(figure(a, 0, money[i]), 2000 * figure(b, 0, money[i]), 1e-13));
    ck_assert(near(figure(a, 0, ORTH_LAUNCH_SOLD), figure(b, 0, ORTH_LAUNCH_SOLD), 1e-13));
    ck_assert(near(figure(a, 0, ORTH_LAUNCH_GINI), figure(b, 0, ORTH_LAUNCH_GINI), 1e-10));
    for (size_t k = 0; k < 5; k++)
        ck_assert(near(a->results[0].price[0][k], 2000 * b->results[0].price[0][k], 1e-13));
    /* The sniper buys at the weights of block 1, from a pool that nobody has touched. */
    double w = 0.96 - 0.46 / 100;
    double tokens = 9e6 * (1 - pow(1e5 / (1e5 + 990), (1 - w) / w));
    ck_assert(near(figure(b, 0, ORTH_LAUNCH_SNIPER_TOKENS), tokens, 1e-10));
    ck_assert(near(figure(b, 0, ORTH_LAUNCH_SNIPER_PROFIT),
                   tokens * figure(b, 0, ORTH_LAUNCH_LAST_PRICE) - 1000, 1e-10));
    orth_launch_free(a);
    orth_launch_free(b);
    orth_scenario_free(scenario);
    orth_scenario_free(same);
}
END_TEST

/* How stable the price is, from the curve of all blocks. */
START_TEST(price_deviation)
{
    static const char *const demands[] = {VALUE, BUYERS};
    for (size_t d = 0; d < 2; d++) {
        orth_scenario *scenario = random_scenario(demands[d]);
        orth_launch_options how = {.threads = 1, .recorded = 901};
        scenario->price_paths = 1; /* the curve is its */
        orth_launch *launch = launch_of(scenario, NULL, &how);
        for (size_t s = 0; s < launch->count; s++) {
            const orth_launch_result *of = &launch->results[s];
            double squares = 0, average = figure(launch, s, ORTH_LAUNCH_AVERAGE_PRICE);
            ck_assert(of->recorded == of->steps + 1);
            for (uint64_t k = 1; k <= of->steps; k++) {
                double x = log(of->price[0][k] / average);
                ck_assert(of->blocks[k] == k);
                squares += x * x;
            }
            ck_assert(near(figure(launch, s, ORTH_LAUNCH_PRICE_DEVIATION),
                           sqrt(squares / (double)of->steps), 1e-12));
            ck_assert(of->price[0][of->steps] == figure(launch, s, ORTH_LAUNCH_LAST_PRICE));
        }
        orth_launch_free(launch);
        orth_scenario_free(scenario);
    }
}
END_TEST

/* What is recorded changes no bit of any figure. */
START_TEST(figures_whatever_is_recorded)
{
    static const char *const demands[] = {VALUE, BUYERS};
    for (size_t d = 0; d < 2; d++) {
        orth_scenario *scenario = random_scenario(demands[d]);
        orth_launch_options how = {.threads = 1};
        orth_launch *plain = launch_of(scenario, NULL, &how);
        for (size_t k = 0; k < 3; k++) {
            how.recorded = (const size_t[]){2, 61, 901}[k];
            orth_launch *launch = launch_of(scenario, NULL, &how);
            for (size_t s = 0; s < launch->count; s++)
                for (size_t f = 0; f < ORTH_LAUNCH_FIGURES; f++)
                    same_numbers(launch->results[s].values[f], plain->results[s].values[f],
                                 (size_t)plain->price_paths);
            orth_launch_free(launch);
        }
        orth_launch_free(plain);
        orth_scenario_free(scenario);
    }
}
END_TEST

/* Two buys at the weights of their blocks, one of them by what comes out, which is what the first
 * one got. */
START_TEST(recorded_trades)
{
    const char *file = "build/tests/launch-trades.csv";
    FILE *stream = fopen(file, "w");
    ck_assert(stream != NULL);
    fprintf(stream, "time,side,amount_in,amount_out\n1767225720,buy,1000,\n"
                    "1767226200,buy,,20000\n");
    ck_assert(fclose(stream) == 0);
    char demand[300];
    snprintf(demand, sizeof demand, "\"demand\": {\"model\": \"trades\", \"file\": \"%s\"}", file);
    orth_scenario *scenario =
        plain_scenario(POOL("0.01") "\"chain\": {\"start_time\": 1767225600}, ", demand);
    orth_launch_options how = {.threads = 1};
    orth_launch *launch = launch_of(scenario, NULL, &how);
    double w = 0.96 - 0.46 * 10 / 100, reserve = 1e5;
    double got = 9e6 * (1 - pow(reserve / (reserve + 990), (1 - w) / w)), left = 9e6 - got;
    reserve += 1000;
    w = 0.96 - 0.46 * 50 / 100;
    double paid = reserve * (pow(left / (left - 20000), w / (1 - w)) - 1) / 0.99;
    ck_assert(near(figure(launch, 0, ORTH_LAUNCH_RAISED), 1000 + paid, 1e-10));
    ck_assert(near(figure(launch, 0, ORTH_LAUNCH_SOLD), got + 20000, 1e-10));
    ck_assert(figure(launch, 0, ORTH_LAUNCH_FIRST_BLOCK) == 10);
    ck_assert(figure(launch, 0, ORTH_LAUNCH_BUYERS) == 2);
    ck_assert(isnan(figure(launch, 0, ORTH_LAUNCH_LAST_TO_VALUE)));
    ck_assert(!launch->random && launch->price_paths == 1);
    orth_launch_free(launch);
    orth_scenario_free(scenario);
    remove(file);
}
END_TEST

/* In a contract's integers the same sale within their rounding; in V2's its powers' margin too. */
START_TEST(on_a_contract)
{
    static const struct {
        const char *name;
        double within;
    } contracts[] = {{"v2", 1e-3}, {"v3", 1e-9}, {"v4", 1e-9}};
    static const char *const demands[] = {VALUE, BUYERS};
    for (size_t d = 0; d < 2; d++) {
        orth_scenario *scenario = plain_scenario(POOL("0.01"), demands[d]);
        orth_launch_options how = {.threads = 1, .recorded = 5};
        orth_launch *doubles = launch_of(scenario, NULL, &how);
        for (size_t c = 0; c < sizeof contracts / sizeof contracts[0]; c++) {
            how.contract = contracts[c].name;
            orth_launch *launch = launch_of(scenario, NULL, &how);
            orth_launch_estimate off;
            orth_error error;
            ck_assert(orth_launch_between(&off, launch, 0, doubles, 0, ORTH_LAUNCH_RAISED,
                                          &error) == ORTH_OK);
            double raised = figure(doubles, 0, ORTH_LAUNCH_RAISED);
            test_worst(contracts[c].name, fabs(off.estimate.mean) / raised);
            ck_assert((d == 1 || off.estimate.mean != 0) && /* budgets may be spent whole */
                      fabs(off.estimate.mean) <= contracts[c].within * raised);
            ck_assert(near(figure(launch, 0, ORTH_LAUNCH_LAST_PRICE),
                           figure(doubles, 0, ORTH_LAUNCH_LAST_PRICE), contracts[c].within));
            ck_assert(figure(launch, 0, ORTH_LAUNCH_FIRST_BLOCK) ==
                      figure(doubles, 0, ORTH_LAUNCH_FIRST_BLOCK));
            ck_assert(near(launch->results[0].raised[0][4], figure(launch, 0, ORTH_LAUNCH_RAISED),
                           1e-14));
            orth_launch_free(launch);
        }
        orth_launch_free(doubles);
        orth_scenario_free(scenario);
    }
}
END_TEST

/* At a fixed price all pay it, and its fee. */
START_TEST(at_a_fixed_price)
{
    orth_scenario *scenario = plain_scenario(POOL("0.01"), BUYERS ", \"fixed_price\": \"0.04\"");
    orth_launch_options how = {.threads = 1, .contract = "fixed-price"};
    orth_launch *launch = launch_of(scenario, NULL, &how);
    ck_assert(launch->note_count > 0 && strcmp(launch->notes[launch->note_count - 1],
                                               "contract fixed-price: the price does not move, "
                                               "and the weights play no part") == 0);
    ck_assert(figure(launch, 0, ORTH_LAUNCH_BUYERS) > 0);
    ck_assert(near(figure(launch, 0, ORTH_LAUNCH_AVERAGE_PRICE), 0.04 / 0.99, 1e-6));
    ck_assert(figure(launch, 0, ORTH_LAUNCH_GINI) < 1e-6);
    ck_assert(near(figure(launch, 0, ORTH_LAUNCH_PRICE_DEVIATION), -log(0.99), 1e-4));
    orth_launch_free(launch);
    orth_scenario_free(scenario);
}
END_TEST

static volatile sig_atomic_t stop;

static void stop_after_a_round(uint64_t done, uint64_t all, void *context)
{
    *(uint64_t *)context = done;
    stop = done < all;
}

START_TEST(interrupted)
{
    orth_scenario *scenario = random_scenario(VALUE);
    scenario->price_paths = 3000;
    uint64_t done = 0;
    orth_launch_options how = {.threads = 2, .stop = &stop};
    orth_launch *launch;
    orth_error error;
    stop = 1;
    ck_assert(orth_launch_run(&launch, scenario, NULL, &how, &error) == ORTH_INTERRUPTED);
    ck_assert(launch == NULL);
    stop = 0;
    how.progress = stop_after_a_round;
    how.context = &done;
    launch = launch_of(scenario, NULL, &how);
    ck_assert(launch->partial && launch->price_paths == done && done > 0 && done < 3000);
    /* What is done is what a run of so many price paths has. */
    stop = 0;
    scenario->price_paths = done;
    how.progress = NULL;
    orth_launch *whole = launch_of(scenario, NULL, &how);
    same_launch(launch, whole);
    orth_launch_free(launch);
    orth_launch_free(whole);
    orth_scenario_free(scenario);
}
END_TEST

static void assert_refused(const orth_scenario *scenario, const orth_launch_settings *settings,
                           const char *reason)
{
    orth_launch *launch;
    orth_error error;
    orth_launch_options how = {.threads = 1};
    ck_assert(orth_launch_run(&launch, scenario, settings, &how, &error) == ORTH_BAD_INPUT);
    ck_assert(launch == NULL);
    ck_assert_str_eq(error.text, reason);
}

START_TEST(refusals)
{
    static const char *const wrong[] = {"1.5"}, *const zero[] = {"0.00001"};
    orth_launch_settings start = {.start_weight_count = 1, .start_weights = wrong};
    orth_launch_settings fee = {.fee_count = 1, .fees = wrong};
    orth_launch_settings days = {.day_count = 1, .days = zero};
    orth_scenario *scenario = plain_scenario(POOL("0"), VALUE);
    assert_refused(scenario, &start,
                   "--start-weights: \"1.5\"; permitted: numbers from 1e-150 to below 1");
    assert_refused(scenario, &fee, "--fees: \"1.5\"; permitted: numbers from 0 to below 1");
    assert_refused(scenario, &days,
                   "--days: \"0.00001\" is 0 steps of 12 s; permitted: 1 to 1000000000 steps");
    orth_scenario_free(scenario);
    scenario = test_scenario(SALE "\"steps\": 10, \"pool\": {\"value\": \"1\", \"unit\": "
                                  "\"USDC\"}}");
    assert_refused(scenario, NULL,
                   "s.json: /launch: this key is missing, and a launch needs it: what the sale "
                   "begins with, and who buys");
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("launch", table, threads_change_nothing, instruction_sets_change_nothing, closes,
               settings_turn_the_last_fastest, money_is_in_the_unit, price_deviation,
               figures_whatever_is_recorded, recorded_trades, on_a_contract, at_a_fixed_price,
               interrupted, refusals)
