/* A pool of two or more tokens whose fee stays in it, and an arbitrageur who comes once a block,
 * sees its prices and its weights, and takes the most there is. It shares no code with the library.
 */
#ifndef TESTS_TRADED_POOL_H
#define TESTS_TRADED_POOL_H

#include "harness.h"

#define TRADED_TOKENS 8

typedef struct traded_pool {
    size_t n;
    double fee, band;               /* band = -log(1 - fee) */
    double reserves[TRADED_TOKENS]; /* their logs */
} traded_pool;

/* In balance at these weights (in logs) and at prices of 1. */
traded_pool traded_pool_start(size_t n, double band, const double *log_weights);

/* One block at prices (in logs) and weights; what the arbitrage takes, net of the fee that it pays,
 * of the pool's value. */
double traded_pool_block(traded_pool *pool, const double *log_prices, const double *weights,
                         const double *log_weights);

/* Two normal numbers. */
void test_random_normals(test_random *random, double *two);

/* A mean over price paths, and its standard error. */
typedef struct test_mean {
    double count, sum, squares;
} test_mean;
void test_mean_add(test_mean *mean, double value);
void test_mean_shift(test_mean *mean, double by); /* of every value */
double test_mean_value(const test_mean *mean);
double test_mean_error(const test_mean *mean);

/* The mean square of the overshoot over that of the noise, E[y^2] / sigma^2 = Y(x): two tokens,
 * band = b / sigma, log(w_1 / w_2) growing by speed sigma each block and w_1 as said after a
 * warm-up of 5 band^2 blocks. The noise is so small that fees are. */
test_mean traded_overshoot(test_random *random, double band, double speed, double weight,
                           int paths);

#endif
