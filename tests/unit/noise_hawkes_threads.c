/* Others' trades that bring others: counts, sides, prices that bring flow, stress, the same trades
 * always. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "orthant/hawkes.h"
#include "orthant/simulate.h"
#include "simulate/flow.h"

#define HAWKES                                                                                     \
    "{\"model\": \"hawkes\", \"rate\": 0.5, \"size\": 5000, \"deviation\": 0.5, \"branching\": "   \
    "0.6, \"decay\": 1%s}"

static orth_scenario *scenario_of(const char *more)
{
    char noise[400], text[1000];
    snprintf(noise, sizeof noise, HAWKES, more);
    snprintf(
        text, sizeof text,
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"start\": {\"weights\": "
        "[\"0.3\", \"0.6\", \"0.1\"]}, \"target\": {\"weights\": [\"0.5\", \"0.3\", \"0.2\"]}, "
        "\"steps\": 4, \"pool\": {\"value\": 100000, \"unit\": \"USD\", \"swap_fee\": 0.003}, "
        "\"market\": {\"model\": \"gbm\", \"volatility\": [0.8, 0.5, 0], \"block_seconds\": "
        "12, \"blocks\": 400}, \"noise\": %s, \"monte_carlo\": {\"paths\": 40, \"seed\": 9}}",
        noise);
    return test_scenario(text);
}

static orth_flow *flow_of(const orth_scenario *scenario, double move)
{
    orth_flow *flow;
    ck_assert(orth_flow_create(&flow, scenario, move, NULL) == ORTH_OK && flow != NULL);
    return flow;
}

/* Counts of windows of 10 blocks, and sides of trades beside one another, by their closed forms. */
START_TEST(counts_and_sides)
{
    orth_scenario *scenario = scenario_of(", \"persistence\": 0.8");
    orth_flow *flow = flow_of(scenario, 0);
    enum { PATHS = 400, ROUNDS = 2, WINDOW = 10, BLOCKS = 250 };
    double square = 0, sum = 0, pairs[3][3] = {{0}}, apart[4] = {0}, steps[4] = {0};
    for (uint64_t path = 0; path < PATHS; path++) {
        double sides[4] = {0};
        uint64_t seen = 0;
        orth_flow_begin(flow, path, NULL);
        for (uint64_t round = 0; round < ROUNDS; round++) {
            ck_assert(orth_flow_fill(flow, 1 + round * BLOCKS, BLOCKS, NULL, NULL) == ORTH_OK);
            for (size_t k = 0; k < BLOCKS; k += WINDOW) {
                double count = -5;
                for (size_t b = k; b < k + WINDOW; b++) {
                    const orth_noise_trade *trades;
                    size_t there = orth_flow_trades(flow, b, &trades);
                    count += (double)there;
                    for (size_t j = 0; j < there; j++, seen++) {
                        double side = trades[j].in < trades[j].out ? 1 : -1;
                        pairs[trades[j].in][trades[j].out]++;
                        for (size_t lag = 1; lag < 4 && lag <= seen; lag++) {
                            apart[lag] += side * sides[(seen - lag) % 4];
                            steps[lag]++;
                        }
                        sides[seen % 4] = side;
                    }
                }
                sum += count;
                square += count * count;
            }
        }
    }
    orth_hawkes process = {0.5, 0.6, 1};
    double windows = PATHS * ROUNDS * BLOCKS / WINDOW, trades = sum + 5 * windows;
    double of_path = orth_hawkes_variance(&process, ROUNDS * BLOCKS);
    ck_assert_double_le(fabs(sum), 5 * sqrt(of_path * PATHS));
    ck_assert_double_le(fabs(square / windows / orth_hawkes_variance(&process, WINDOW) - 1),
                        5 * sqrt(8.0 / windows));
    for (int lag = 1; lag < 4; lag++)
        ck_assert_double_le(fabs(apart[lag] / steps[lag] - pow(0.6, lag)),
                            5 * sqrt(3 / steps[lag]));
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            ck_assert_double_le(fabs(pairs[i][j] - (i == j ? 0 : trades / 6)),
                                i == j ? 0 : 5 * sqrt(trades / 6 * 4));
    orth_flow_free(flow);
    orth_scenario_free(scenario);
}
END_TEST

/* With coupling 1 nothing comes from outside while prices rest; a move of twice the mean brings
 * twice as much. From a block on the factor does so too. */
START_TEST(prices_and_stress)
{
    orth_scenario *scenario = scenario_of(", \"coupling\": 1, \"flow_factor\": {\"factor\": 10, "
                                          "\"from_block\": 101}");
    scenario->noise.branching = 0;
    orth_flow *flow = flow_of(scenario, 0.01);
    enum { PATHS = 400 };
    double prices[201][3], count[4] = {0};
    for (size_t k = 0; k <= 200; k++) /* moves in blocks 51 .. 100 and 151 .. 200 */
        for (size_t i = 0; i < 3; i++)
            prices[k][i] =
                (k > 50 && k <= 100 && k % 2 == 0) || (k > 150 && k % 2 == 0) ? exp(0.02) : 1;
    for (uint64_t path = 0; path < PATHS; path++) {
        orth_flow_begin(flow, path, prices[0]);
        ck_assert(orth_flow_fill(flow, 1, 200, prices[1], NULL) == ORTH_OK);
        for (size_t b = 1; b <= 200; b++) {
            const orth_noise_trade *trades;
            count[(b - 1) / 50] += (double)orth_flow_trades(flow, b - 1, &trades);
        }
    }
    ck_assert_double_eq(count[0], 0);
    /* block 51 stays at 1; that after block 100 comes back from e^0.02, at ten times the flow */
    double fast = 49 * PATHS * 0.5 * 2, back = PATHS * 0.5 * 2 * 10, last = 10 * fast;
    ck_assert_double_le(fabs(count[1] - fast), 5 * sqrt(fast));
    ck_assert_double_le(fabs(count[2] - back), 5 * sqrt(back));
    ck_assert_double_le(fabs(count[3] - last), 5 * sqrt(last));
    orth_flow_free(flow);
    orth_scenario_free(scenario);
}
END_TEST

/* In other pieces, and after another path, the same trades. */
START_TEST(the_same_trades)
{
    orth_scenario *scenario = scenario_of(", \"persistence\": 0.9");
    orth_flow *whole = flow_of(scenario, 0), *pieces = flow_of(scenario, 0);
    orth_flow_begin(pieces, 4, NULL);
    ck_assert(orth_flow_fill(pieces, 1, 256, NULL, NULL) == ORTH_OK);
    orth_flow_begin(whole, 3, NULL);
    orth_flow_begin(pieces, 3, NULL);
    ck_assert(orth_flow_fill(whole, 1, 256, NULL, NULL) == ORTH_OK);
    size_t seen = 0;
    for (size_t block = 1; block <= 256; block += 7) {
        size_t count = block + 7 <= 257 ? 7 : 257 - block;
        ck_assert(orth_flow_fill(pieces, block, count, NULL, NULL) == ORTH_OK);
        for (size_t k = 0; k < count; k++) {
            const orth_noise_trade *one, *other;
            size_t there = orth_flow_trades(whole, block - 1 + k, &one);
            ck_assert_uint_eq(orth_flow_trades(pieces, k, &other), there);
            for (size_t j = 0; j < there; j++, seen++)
                ck_assert(one[j].in == other[j].in && one[j].out == other[j].out &&
                          one[j].money == other[j].money);
        }
    }
    ck_assert(seen > 60);
    orth_flow_free(whole);
    orth_flow_free(pieces);
    orth_scenario_free(scenario);
}
END_TEST

/* A whole simulation has the same bits on one thread and on three, and the note of the move that
 * the flow is measured by; where no price moves it is refused. */
START_TEST(simulations_of_threads)
{
    orth_scenario *scenario = scenario_of(", \"persistence\": 0.9, \"coupling\": 0.5");
    orth_simulation *one, *three;
    orth_simulate_options options = {.threads = 1};
    ck_assert(orth_simulation_run(&one, scenario, &options, NULL) == ORTH_OK);
    options.threads = 3;
    ck_assert(orth_simulation_run(&three, scenario, &options, NULL) == ORTH_OK);
    for (size_t s = 0; s < one->count; s++)
        ck_assert(memcmp(one->results[s].figures, three->results[s].figures,
                         ORTH_FIGURES * sizeof(orth_estimate)) == 0);
    double mean = one->results[0].figures[ORTH_FIGURE_NOISE_TRADES].mean;
    ck_assert_double_le(fabs(mean - 200), 5 * sqrt(2 * 6.25 * 200 / 40));
    ck_assert(one->note_count >= 1 && strstr(one->notes[0], "noise.coupling") != NULL);
    orth_simulation_free(one);
    orth_simulation_free(three);
    orth_scenario_free(scenario);
    scenario = test_scenario(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]}, "
        "\"target\": {\"weights\": [\"0.5\", \"0.5\"]}, \"steps\": 4, \"pool\": {\"value\": 1000, "
        "\"unit\": \"USD\"}, \"market\": {\"model\": \"constant\"}, \"noise\": {\"model\": "
        "\"hawkes\", \"rate\": 1, \"size\": 1, \"branching\": 0, \"decay\": 1, \"coupling\": 1}}");
    orth_error error;
    ck_assert(orth_simulation_run(&one, scenario, &options, &error) == ORTH_BAD_INPUT);
    ck_assert(strstr(error.text, "/noise/coupling") != NULL);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("noise_hawkes_threads", counts_and_sides, prices_and_stress, the_same_trades,
               simulations_of_threads)
