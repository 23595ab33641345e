/* Pools away from their market, and how far a trade is from the best one. */
#ifndef TESTS_TRADES_H
#define TESTS_TRADES_H

#include "harness.h"

#include "orthant/arbitrage.h"

#define TEST_TOKENS_MOST 64

typedef struct test_pool {
    size_t n;
    double reserves[TEST_TOKENS_MOST], weights[TEST_TOKENS_MOST], prices[TEST_TOKENS_MOST], fee;
} test_pool;

typedef struct test_trade {
    orth_arbitrage trade;
    double after[TEST_TOKENS_MOST], change[TEST_TOKENS_MOST];
} test_trade;

/* The product's trade. */
test_trade test_solve(const test_pool *p);

double test_pool_value(const test_pool *p);

/* How far the invariant is from kept, relative. */
double test_invariant_miss(const test_pool *p, const test_trade *o);
/* How far the levels R p / w after the trade are from the conditions of optimality, relative: those
 * left at L, those entered at keep L, others between. */
double test_kkt_miss(const test_pool *p, const test_trade *o);
/* The profit of the best trade, by bisection on the multiplier in long double. */
long double test_dual_profit(const test_pool *p);

/* ck_assert, with the pool printed. */
#define TEST_HOLDS(p, condition)                                                                   \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            test_pool_print(p);                                                                    \
            ck_abort_msg("%s", #condition);                                                        \
        }                                                                                          \
    } while (0)
void test_pool_print(const test_pool *p);

#endif
