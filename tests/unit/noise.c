/* Others' trades: by formula, in the ledger, and as drawn. */
#include "harness.h"
#include "ledger.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/run.h"
#include "simulate/flow.h"

#define VALUE 1e6

static orth_run *start(const orth_pool_rules *rules, size_t n, const double *w, const double *p)
{
    orth_run *run;
    ck_assert(orth_run_create(&run, n, rules, NULL) == ORTH_OK);
    orth_run_start(run, w, p, VALUE);
    return run;
}

/* One trade of 100,000 of token 0 into token 1, and no arbitrage (gas too dear). */
START_TEST(one_trade_by_formula)
{
    orth_pool_rules rules = {.fee = 0.01, .protocol_share = 0.25, .gate = {1e9, 0}};
    double w[] = {0.6, 0.3, 0.1}, p[] = {2, 5, 7};
    orth_run *run = start(&rules, 3, w, p);
    orth_noise_trade trade = {.in = 0, .out = 1, .money = 1e5};
    orth_run_noise(run, 1, &trade, NULL);
    long double in = 0.6L * VALUE / 2, out = 0.3L * VALUE / 5, amount = 1e5L / 2;
    long double left = out * powl(in / (in + 0.99L * amount), 0.6L / 0.3L);
    long double after = in + amount - 0.25L * 0.01L * amount;
    const double *reserves = orth_run_reserves(run);
    ck_assert(fabsl(reserves[0] / after - 1) <= 4e-16L);
    ck_assert(fabsl(reserves[1] / left - 1) <= 1e-15L);
    ck_assert(reserves[2] == 0.1 * VALUE / 7);
    orth_pool_outcome outcome = orth_run_outcome(run);
    const orth_ledger *ledger = &outcome.ledger;
    ck_assert(fabsl(ledger->noise_fees - 1000) <= 1e-9L);
    ck_assert(fabsl(ledger->protocol - 250) <= 1e-9L);
    ck_assert(fabsl(ledger->noise_impact - (99000 - 5 * (out - left))) <= 1e-9L);
    ck_assert(ledger->noise_reversal == 0 && outcome.trades == 0 && outcome.noise_trades == 1);
    ck_assert(fabs(orth_ledger_miss(&outcome)) <= 1e-15 * VALUE);
    orth_run_free(run);
}
END_TEST

/* Without fee the arbitrage takes back just what the trade lost by its impact. */
START_TEST(the_reversal)
{
    orth_pool_rules rules = {.fee = 0};
    double w[] = {0.2, 0.8}, p[] = {1, 1};
    orth_run *run = start(&rules, 2, w, p);
    orth_noise_trade trades[] = {{0, 1, 3e4}, {1, 0, 1e4}};
    orth_run_noise(run, 2, trades, NULL);
    orth_pool_outcome outcome = orth_run_outcome(run);
    const orth_ledger *ledger = &outcome.ledger;
    ck_assert(ledger->noise_impact > 100 && outcome.trades == 1 && outcome.noise_trades == 2);
    ck_assert(fabs(ledger->noise_reversal - ledger->noise_impact) <= 1e-9);
    ck_assert(fabs(outcome.final_value - VALUE) <= 1e-9 && ledger->lvr == 0);
    /* and the pool goes on from there */
    double moved[] = {1.1, 1};
    orth_run_blocks(run, 1, moved, NULL, NULL);
    outcome = orth_run_outcome(run);
    ck_assert(fabs(outcome.final_value - VALUE * pow(1.1, 0.2)) <= 1e-8);
    orth_run_free(run);
}
END_TEST

/* Beyond 30 % of either reserve the contract refuses. */
START_TEST(the_limits)
{
    orth_pool_rules rules = {.fee = 0, .gate = {1e9, 0}};
    double w[] = {0.5, 0.5}, p[] = {1, 1}, uneven[] = {0.9, 0.1};
    orth_run *run = start(&rules, 2, w, p);
    orth_noise_trade over = {0, 1, 0.3 * VALUE / 2 + 1}, just = {0, 1, 0.3 * VALUE / 2 - 1};
    orth_run_noise(run, 1, &over, NULL);
    ck_assert(orth_run_outcome(run).noise_trades == 0);
    ck_assert(orth_run_outcome(run).noise_refused == 1);
    ck_assert(orth_run_reserves(run)[0] == VALUE / 2);
    orth_run_noise(run, 1, &just, NULL);
    ck_assert(orth_run_outcome(run).noise_trades == 1);
    orth_run_free(run);
    run = start(&rules, 2, uneven, p); /* 5 % in is 36 % out */
    orth_noise_trade deep = {0, 1, 0.05 * 0.9 * VALUE};
    orth_run_noise(run, 1, &deep, NULL);
    ck_assert(orth_run_outcome(run).noise_trades == 0);
    orth_run_free(run);
}
END_TEST

/* Everything at once, long. */
START_TEST(the_ledger_closes)
{
    test_random random = test_seeded(5);
    double worst = 0;
    for (int k = 0; k < 40; k++) {
        size_t n = 2 + (size_t)k % 5;
        double w[6], p[6], next[6];
        orth_noise_trade trades[3];
        orth_pool_rules rules = {.order = (orth_order)(k % ORTH_ORDERS),
                                 .fee = k % 4 == 0 ? 0 : 0.003,
                                 .protocol_share = 0.1 * (k % 5),
                                 .gate = {k % 2, k % 2 * 1e-4},
                                 .noise_ratio = 0.3 * (k % 3),
                                 .pairs = k % 7 == 6};
        test_random_weights(&random, n, w);
        for (size_t i = 0; i < n; i++) {
            w[i] = 0.9 * w[i] + 0.1 / (double)n;
            p[i] = pow(10, 4 * test_random_unit(&random) - 2);
        }
        orth_run *run = start(&rules, n, w, p);
        for (int block = 0; block < 3000; block++) {
            for (size_t i = 0; i < n; i++) {
                p[i] *= exp(2e-3 * (2 * test_random_unit(&random) - 1));
                /* to and fro between the weights and equal ones */
                double t = fabs((double)(block % 400) / 200 - 1);
                next[i] = t * w[i] + (1 - t) / (double)n;
            }
            orth_run_blocks(run, 1, p, next, NULL);
            size_t count = test_random_below(&random, 4);
            for (size_t j = 0; j < count; j++) {
                trades[j].in = test_random_below(&random, n);
                trades[j].out = (trades[j].in + 1 + test_random_below(&random, n - 1)) % n;
                trades[j].money = VALUE * pow(10, -6 * test_random_unit(&random));
            }
            orth_fee fee = orth_fee_of(0.002);
            orth_run_noise(run, count, trades, block % 5 == 0 ? &fee : NULL);
        }
        orth_pool_outcome outcome = orth_run_outcome(run);
        worst = fmax(worst, test_ledger_miss(&outcome));
        ck_assert(outcome.noise_trades > 1000 && outcome.ledger.noise_fees >= 0);
        ck_assert(outcome.ledger.noise_impact > 0 && outcome.ledger.noise_reversal > 0);
        ck_assert(outcome.ledger.weight_loss > 0 && outcome.ledger.lvr > 0);
        orth_run_free(run);
    }
    test_worst("ledger", worst);
    ck_assert(worst <= ORTH_LEDGER_CLOSES);
}
END_TEST

/* A fee of one block leaves its part in a pool that has none else, which is then not at rest as by
 * the closed form. */
START_TEST(a_fee_in_passing)
{
    orth_pool_rules rules = {.fee = 0};
    double w[] = {0.5, 0.5}, p[] = {1, 1};
    orth_run *run = start(&rules, 2, w, p);
    orth_noise_trade trade = {0, 1, 1e4};
    orth_fee fee = orth_fee_of(0.01);
    orth_run_noise(run, 1, &trade, &fee);
    orth_run_blocks(run, 1, p, NULL, NULL);
    orth_pool_outcome outcome = orth_run_outcome(run);
    ck_assert(outcome.ledger.noise_fees == 100);
    ck_assert(fabs(orth_ledger_miss(&outcome)) <= 1e-15 * VALUE);
    ck_assert(outcome.final_value >= VALUE + 100 && outcome.pending <= 1e-9);
    orth_run_free(run);
}
END_TEST

/* What is left at the end is what an arbitrageur without gas would get. */
START_TEST(what_is_left)
{
    orth_pool_rules rules = {.fee = 0.003, .gate = {1e9, 0}}, free_of_gas = {.fee = 0.003};
    double w[] = {0.5, 0.5}, p[] = {1, 1}, moved[] = {1.1, 1};
    orth_run *run = start(&rules, 2, w, p), *other = start(&free_of_gas, 2, w, p);
    orth_run_blocks(run, 1, moved, NULL, NULL);
    orth_run_blocks(other, 1, moved, NULL, NULL);
    orth_pool_outcome left = orth_run_outcome(run), taken = orth_run_outcome(other);
    ck_assert(left.trades == 0 && left.pending == taken.ledger.profit && left.pending > 100);
    ck_assert(taken.pending == 0);
    orth_run_free(run);
    orth_run_free(other);
}
END_TEST

static orth_scenario *scenario_of(const char *noise)
{
    char text[512];
    snprintf(
        text, sizeof text,
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"start\": {\"weights\": [\"0.3\", "
        "\"0.6\", \"0.1\"]}, \"target\": {\"weights\": [\"0.5\", \"0.3\", \"0.2\"]}, "
        "\"steps\": 4, \"pool\": {\"value\": 1000, \"unit\": \"USD\"}, \"monte_carlo\": "
        "{\"paths\": 4, \"seed\": 9}%s}",
        noise);
    return test_scenario(text);
}

/* Mean and variance of the counts are the rate; sizes have the mean and the deviation asked for;
 * every ordered pair comes as often. */
START_TEST(the_draws)
{
    orth_scenario *scenario =
        scenario_of(", \"noise\": {\"rate\": 0.7, \"size\": \"5000\", \"deviation\": 0.5}");
    orth_flow *flow;
    ck_assert(orth_flow_create(&flow, scenario, 0, NULL) == ORTH_OK && flow != NULL);
    enum { PATHS = 200, ROUNDS = 8 };
    double blocks = (double)PATHS * ROUNDS * ORTH_FLOW_BLOCKS, sum = 0, squares = 0;
    double money = 0, logs = 0, log_squares = 0, pairs[3][3] = {{0}};
    for (uint64_t path = 0; path < PATHS; path++)
        for (uint64_t round = 0; round < ROUNDS; round++) {
            orth_flow_begin(flow, path, NULL);
            ck_assert(orth_flow_fill(flow, 1 + round * ORTH_FLOW_BLOCKS, ORTH_FLOW_BLOCKS, NULL,
                                     NULL) == ORTH_OK);
            for (size_t k = 0; k < ORTH_FLOW_BLOCKS; k++) {
                const orth_noise_trade *trades;
                size_t count = orth_flow_trades(flow, k, &trades);
                sum += (double)count;
                squares += (double)(count * count);
                for (size_t j = 0; j < count; j++) {
                    double log_money = log(trades[j].money);
                    money += trades[j].money;
                    logs += log_money;
                    log_squares += log_money * log_money;
                    pairs[trades[j].in][trades[j].out]++;
                }
            }
        }
    double mean = sum / blocks;
    ck_assert(fabs(mean - 0.7) <= 5 * sqrt(0.7 / blocks));
    ck_assert(fabs(squares / blocks - mean * mean - 0.7) <= 0.01);
    ck_assert(fabs(money / sum - 5000) <= 5 * 5000 * sqrt((exp(0.25) - 1) / sum));
    ck_assert(fabs(sqrt(log_squares / sum - (logs / sum) * (logs / sum)) - 0.5) <= 5e-3);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            ck_assert(fabs(pairs[i][j] - (i == j ? 0 : sum / 6)) <=
                      (i == j ? 0 : 5 * sqrt(sum / 6)));
    /* the same blocks in other pieces are the same trades */
    const orth_noise_trade *trades;
    orth_flow_begin(flow, 3, NULL);
    ck_assert(orth_flow_fill(flow, 100, 50, NULL, NULL) == ORTH_OK);
    size_t count = orth_flow_trades(flow, 17, &trades);
    for (uint64_t first = 60; count == 0; first++)
        count = orth_flow_trades(flow, first % 50, &trades);
    orth_noise_trade kept = trades[0];
    uint64_t block = 100;
    for (size_t k = 0; k < 50; k++) {
        size_t there = orth_flow_trades(flow, k, &trades);
        if (there > 0 && trades[0].money == kept.money)
            block = 100 + k;
    }
    ck_assert(orth_flow_fill(flow, block, 1, NULL, NULL) == ORTH_OK);
    ck_assert(orth_flow_trades(flow, 0, &trades) == count);
    ck_assert(trades[0].money == kept.money && trades[0].in == kept.in &&
              trades[0].out == kept.out);
    orth_flow_free(flow);
    orth_scenario_free(scenario);
    scenario = scenario_of("");
    ck_assert(orth_flow_create(&flow, scenario, 0, NULL) == ORTH_OK && flow == NULL);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("noise", one_trade_by_formula, the_reversal, the_limits, the_ledger_closes,
               a_fee_in_passing, what_is_left, the_draws)
