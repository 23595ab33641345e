/* Strategies for tests: every rule, estimator, link and path of the tables. */
#ifndef TESTS_STRATEGIES_H
#define TESTS_STRATEGIES_H

#include "harness.h"
#include "orthant/strategy.h"
#include "orthant/strategy_rules.h"

#define STRATEGY_TOKENS_MAX 8
#define STRATEGY_ROWS_MAX 700

/* A specification with parameters for all keys that its kinds need, and what it points to. */
typedef struct test_strategy {
    orth_strategy_spec spec;
    char path[24];
    double values[2 * ORTH_STRATEGY_PARAMETERS_MAX][STRATEGY_TOKENS_MAX];
    size_t used;
    orth_strategy_member members[2];
} test_strategy;

/* Of n tokens, a decision every 7 rows and moves over `over`; NULL estimator: the usual one. */
void test_strategy_fill(test_strategy *made, const char *rule, const char *estimator,
                        const char *path, size_t n, uint64_t over);
/* The same by a link. */
void test_strategy_link(test_strategy *made, const char *link);
orth_strategy *test_strategy_of(const orth_strategy_spec *spec);
orth_strategy_walk *test_strategy_walk(const orth_strategy *strategy, size_t lanes);
/* Weights of `rows` rows, walked in pieces of at most `piece` rows. */
void test_strategy_weights(const orth_strategy *strategy, size_t lanes, size_t rows, size_t piece,
                           const double *prices, double *weights);

/* Random prices [row][token][lane], of sizes from 1e-8 to 1e5. */
void test_strategy_prices(test_random *random, size_t rows, size_t n, size_t lanes, double *prices);

/* Calls `check` for every rule with every estimator that it reads and every path, and for every
 * link. */
void test_all_strategies(size_t n, uint64_t over, void (*check)(const test_strategy *made));

#endif
