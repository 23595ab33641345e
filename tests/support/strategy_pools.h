/* Scenarios with strategies that a test makes itself, and three plain strategies of a pool. */
#ifndef TESTS_STRATEGY_POOLS_H
#define TESTS_STRATEGY_POOLS_H

#include "scenarios.h"

/* Three tokens in a market without data, 700 blocks of an hour along 19 price paths, and a pool
 * that takes this fee; `more` keys at the end. */
#define STRATEGY_POOL(fee, more)                                                                   \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"],"                                          \
    "\"start\": {\"weights\": [\"0.5\", \"0.3\", \"0.2\"]},"                                       \
    "\"target\": {\"weights\": [\"0.5\", \"0.3\", \"0.2\"]}, \"steps\": [1],"                      \
    "\"paths\": [\"linear\"], \"monte_carlo\": {\"paths\": 19, \"seed\": 9},"                      \
    "\"benchmark\": {\"fee\": 0.001, \"min_trade\": 0.01},"                                        \
    "\"market\": {\"model\": \"gbm\", \"blocks\": 700, \"block_seconds\": 3600,"                   \
    "\"volatility\": [\"0.9\", \"0.7\", \"0.2\"]}, \"pool\": {\"value\": \"1000\","                \
    "\"unit\": \"USD\", \"protocol_share\": \"0.2\", \"swap_fee\": " fee "}" more "}"

/* A pool with a fee, without one, in another order with gas, with others' trades, and with an
 * arbitrageur who is often absent. */
#define STRATEGY_POOLS                                                                             \
    STRATEGY_POOL("\"0.003\"", ""), STRATEGY_POOL("\"0\"", ""),                                    \
        STRATEGY_POOL("\"0.001\"",                                                                 \
                      ", \"order\": \"price-then-weight\", \"arbitrage\": {\"gas\": 0.01}"),       \
        STRATEGY_POOL("\"0.002\"",                                                                 \
                      ", \"noise\": {\"rate\": 0.1, \"size\": 20, \"deviation\": 0.5}"),           \
        STRATEGY_POOL("\"0.002\"", ", \"arbitrage\": {\"presence\": 0.3}")

/* The first `count` of momentum, hold and fixed, for a STRATEGY_POOL: a decision every 24 blocks
 * after the first 101. */
void test_plain_strategies(size_t count, orth_scenario_strategy *strategies);

/* The scenario of this text with these strategies, which stay the test's own and must outlive it:
 * only test_scenario_free_but_strategies frees it. */
orth_scenario *test_scenario_with(const char *text, size_t count,
                                  orth_scenario_strategy *strategies);
void test_scenario_free_but_strategies(orth_scenario *scenario);

#endif
