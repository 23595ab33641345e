/* A pool by hand: known trades, and what is refused. */
#include "harness.h"

#include <math.h>

#include "orthant/pool.h"

START_TEST(a_known_trade)
{
    /* 50/50 at prices 1 and 4, value 200: reserves 100 and 25. Weights 80/20: c = V exp(-KL). */
    double weights[] = {0.5, 0.5}, prices[] = {1, 4}, trade[2];
    orth_pool *pool;
    ck_assert(orth_pool_create(&pool, 2, weights, prices, 200, NULL) == ORTH_OK);
    ck_assert(pool->reserves[0] == 100 && pool->reserves[1] == 25);
    ck_assert(orth_pool_value(pool) == 200);
    ck_assert(orth_pool_set_weights(pool, (double[]){0.8, 0.2}, NULL) == ORTH_OK);
    ck_assert(orth_pool_value(pool) == 200);
    double change = orth_pool_arbitrage(pool, trade);
    double kl = 0.8 * log(0.8 / 0.5) + 0.2 * log(0.2 / 0.5), after = 200 * exp(-kl);
    ck_assert(fabs(change + kl) <= 1e-15);
    ck_assert(fabs(orth_pool_value(pool) / after - 1) <= 1e-15);
    ck_assert(fabs(pool->reserves[0] / (0.8 * after) - 1) <= 1e-15);
    ck_assert(fabs(pool->reserves[1] / (0.2 * after / 4) - 1) <= 1e-15);
    ck_assert(fabs(trade[0] - (0.8 * after - 100)) <= 1e-12);
    ck_assert(fabs(trade[1] - (0.05 * after - 25)) <= 1e-12);
    /* nothing left to trade */
    ck_assert(fabs(orth_pool_arbitrage(pool, trade)) <= 1e-16);
    ck_assert(fabs(trade[0]) <= 1e-13);
    orth_pool_free(pool);
}
END_TEST

/* x y = k at a price that quadruples: the pool's value doubles. */
START_TEST(a_price_move)
{
    double weights[] = {0.5, 0.5};
    orth_pool *pool;
    ck_assert(orth_pool_create(&pool, 2, weights, (double[]){1, 1}, 2, NULL) == ORTH_OK);
    ck_assert(orth_pool_set_prices(pool, (double[]){4, 1}, NULL) == ORTH_OK);
    ck_assert(orth_pool_value(pool) == 5);
    double change = orth_pool_arbitrage(pool, NULL);
    ck_assert(fabs(change - log(4.0 / 5)) <= 1e-16);
    ck_assert(fabs(pool->reserves[0] - 0.5) <= 1e-16 && fabs(pool->reserves[1] - 2) <= 1e-15);
    ck_assert(fabs(orth_pool_log_value(pool, 2) - M_LN2) <= 1e-16);
    orth_pool_free(pool);
}
END_TEST

START_TEST(refusals)
{
    double weights[] = {0.5, 0.5}, prices[] = {1, 1};
    orth_pool *pool;
    orth_error error;
    ck_assert(orth_pool_create(&pool, 2, (double[]){0.5, 0.6}, prices, 1, &error) == ORTH_DOMAIN);
    ck_assert(pool == NULL);
    ck_assert(orth_pool_create(&pool, 2, weights, (double[]){1, 0}, 1, &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "price 1 is 0; permitted: from 1e-60 to 1e+60");
    ck_assert(orth_pool_create(&pool, 2, weights, (double[]){NAN, 1}, 1, &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "price 0 is nan; permitted: from 1e-60 to 1e+60");
    ck_assert(orth_pool_create(&pool, 2, weights, prices, -1, &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "the value is -1; permitted: from 1e-60 to 1e+60");
    ck_assert(pool == NULL);
    ck_assert(orth_pool_create(&pool, 2, weights, prices, 1, &error) == ORTH_OK);
    ck_assert(orth_pool_set_prices(pool, (double[]){1, INFINITY}, &error) == ORTH_DOMAIN);
    ck_assert(orth_pool_set_weights(pool, (double[]){1, 0}, &error) == ORTH_DOMAIN);
    ck_assert(pool->prices[1] == 1 && pool->weights[0] == 0.5 && orth_pool_value(pool) == 1);
    orth_pool_free(pool);
    orth_pool_free(NULL);
}
END_TEST

ORTH_TEST_MAIN("pool", a_known_trade, a_price_move, refusals)
