/* A pool that really trades against the closed forms: its log value falls by the KL sum, whatever
 * the path, the steps and the prices; and the identities of price moves beside weight moves. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "moves.h"
#include "oracle.h"
#include "orthant/pool.h"
#include "orthant/simplex.h"

#define TOKENS_MAX 16

static void random_prices(test_random *random, size_t n, double *prices)
{
    double scale = 40 * test_random_unit(random) - 20;
    for (size_t i = 0; i < n; i++)
        prices[i] = pow(10, scale + 18 * test_random_unit(random) - 9);
}

static void check_replay(test_random *random, const char *name, size_t n, uint64_t steps,
                         double size, double worst[2])
{
    test_move move = test_move_random(random, n, size);
    double *prices = malloc(n * sizeof *prices), log_value;
    random_prices(random, n, prices);
    orth_path *path = test_path(name, move.move, steps);
    ck_assert(orth_pool_replay(&log_value, path, prices, NULL) == ORTH_OK);
    double stored = orth_path_stored_log_loss(path), ideal = orth_path_log_loss(path);
    double miss = fmax(fabs(exp(log_value) - exp(-stored)), fabs(exp(log_value) - exp(-ideal)));
    worst[0] = fmax(worst[0], miss);
    ck_assert_msg(miss <= 1e-12, "%s, %zu tokens, %llu steps, size %g: %.17g, not %.17g: %.3g off",
                  name, n, (unsigned long long)steps, size, log_value, -stored, miss);
    /* and of the stored schedule far beyond that, in proportion to what moved */
    double log_miss = fabs(log_value + stored);
    worst[1] = fmax(worst[1], log_miss);
    ck_assert_msg(log_miss <= 4e-15 + 1e-15 * stored, "%s: %.17g, not %.17g", name, log_value,
                  -stored);
    orth_path_free(path);
    free(prices);
    test_move_free(&move);
}

START_TEST(value_falls_by_the_divergence)
{
    test_paths paths = TEST_FORMULAS("0.5 3 -2");
    static const double sizes[] = {0, 0, 0, 1e-3, 1e-9};
    test_random random = test_seeded(1);
    for (size_t p = 0; p < paths.count; p++) {
        double worst[2] = {0, 0};
        for (int round = 0; round < 60; round++)
            check_replay(&random, paths.names[p], 2 + test_random_below(&random, TOKENS_MAX - 1),
                         1 + test_random_below(&random, round % 10 == 0 ? 3000 : 60),
                         sizes[round % 5], worst);
        test_worst(paths.names[p], worst[0]);
        test_worst("its log", worst[1]);
    }
}
END_TEST

START_TEST(many_tokens)
{
    test_paths paths = TEST_FORMULAS("0.5 3 -2");
    test_random random = test_seeded(2);
    double worst[2] = {0, 0};
    for (size_t p = 0; p < paths.count; p++)
        check_replay(&random, paths.names[p], 1000, 1 + test_random_below(&random, 20), 0, worst);
    test_worst("1000 tokens, log", worst[1]);
}
END_TEST

START_TEST(a_day_of_blocks)
{
    test_paths paths = TEST_FORMULAS("0.5 3 -2");
    test_random random = test_seeded(3);
    double worst[2] = {0, 0};
    for (size_t p = 0; p < paths.count; p++)
        check_replay(&random, paths.names[p], 2 + p, 7200, 0, worst);
    check_replay(&random, "geodesic", 3, 100000, 0, worst);
    test_worst("long schedules, log", worst[1]);
}
END_TEST

/* In MPFR, from the reserves before and after: prod R_i^{w_i} is kept, and R_i p_i / w_i is the
 * same for all tokens. */
START_TEST(the_trade_keeps_the_invariant)
{
    test_random random = test_seeded(4);
    mpfr_t sum, term, share, first;
    mpfr_inits2(ORACLE_BITS, sum, term, share, first, (mpfr_ptr)0);
    double worst = 0, worst_share = 0;
    for (int round = 0; round < 200; round++) {
        double weights[TOKENS_MAX], prices[TOKENS_MAX], before[2][TOKENS_MAX], trade[TOKENS_MAX];
        size_t n = 2 + test_random_below(&random, TOKENS_MAX - 1);
        test_random_weights(&random, n, weights);
        random_prices(&random, n, prices);
        orth_pool *pool;
        ck_assert(orth_pool_create(&pool, n, weights, prices, 1e7, NULL) == ORTH_OK);
        memcpy(before[0], pool->reserves, n * sizeof(double));
        memcpy(before[1], pool->reserves_low, n * sizeof(double));
        test_random_weights(&random, n, weights);
        for (size_t i = 0; i < n; i++)
            prices[i] *= exp(test_random_unit(&random) - 0.5);
        ck_assert(orth_pool_set_weights(pool, weights, NULL) == ORTH_OK);
        ck_assert(orth_pool_set_prices(pool, prices, NULL) == ORTH_OK);
        ck_assert(orth_pool_arbitrage(pool, trade) <= 1e-16);
        mpfr_t *from = oracle_new(n), *to = oracle_new(n);
        oracle_set(n, from, before[0], before[1]);
        oracle_set(n, to, pool->reserves, pool->reserves_low);
        mpfr_set_ui(sum, 0, MPFR_RNDN);
        for (size_t i = 0; i < n; i++) {
            mpfr_div(term, to[i], from[i], MPFR_RNDN);
            mpfr_log(term, term, MPFR_RNDN);
            mpfr_mul_d(term, term, weights[i], MPFR_RNDN);
            mpfr_add(sum, sum, term, MPFR_RNDN);
            mpfr_mul_d(share, to[i], prices[i], MPFR_RNDN);
            mpfr_div_d(share, share, weights[i], MPFR_RNDN);
            if (i == 0)
                mpfr_set(first, share, MPFR_RNDN);
            mpfr_div(share, share, first, MPFR_RNDN);
            worst_share = fmax(worst_share, fabs(mpfr_get_d(share, MPFR_RNDN) - 1));
            mpfr_sub(term, to[i], from[i], MPFR_RNDN);
            ck_assert(oracle_relative(trade[i], term) <= 1e-15);
        }
        worst = fmax(worst, fabs(mpfr_get_d(sum, MPFR_RNDN)));
        oracle_free(n, from);
        oracle_free(n, to);
        orth_pool_free(pool);
    }
    mpfr_clears(sum, term, share, first, (mpfr_ptr)0);
    test_worst("log of the invariant", worst);
    test_worst("R p / w between tokens", worst_share);
    ck_assert_msg(worst <= 1e-14 && worst_share <= 1e-14, "%g %g", worst, worst_share);
}
END_TEST

/* A run of a schedule under moving prices. */
typedef enum order { PRICE_THEN_WEIGHT, WEIGHT_THEN_PRICE, BOTH_AT_ONCE } order;

static double traded(order which, size_t n, size_t steps, const double *rows, const double *returns)
{
    double prices[TOKENS_MAX];
    for (size_t i = 0; i < n; i++)
        prices[i] = pow(10, (double)i - 4);
    orth_pool *pool;
    ck_assert(orth_pool_create(&pool, n, rows, prices, 1, NULL) == ORTH_OK);
    for (size_t k = 1; k <= steps; k++) {
        for (size_t i = 0; i < n; i++)
            prices[i] *= exp(returns[k * n + i]);
        if (which == WEIGHT_THEN_PRICE) {
            ck_assert(orth_pool_set_weights(pool, rows + k * n, NULL) == ORTH_OK);
            orth_pool_arbitrage(pool, NULL);
            ck_assert(orth_pool_set_prices(pool, prices, NULL) == ORTH_OK);
        } else {
            ck_assert(orth_pool_set_prices(pool, prices, NULL) == ORTH_OK);
            if (which == PRICE_THEN_WEIGHT)
                orth_pool_arbitrage(pool, NULL);
            ck_assert(orth_pool_set_weights(pool, rows + k * n, NULL) == ORTH_OK);
        }
        orth_pool_arbitrage(pool, NULL);
    }
    double log_value = orth_pool_log_value(pool, 1);
    orth_pool_free(pool);
    return log_value;
}

START_TEST(prices_and_weights_together)
{
    test_paths paths = TEST_FORMULAS("0.5 3 -2");
    test_random random = test_seeded(5);
    double worst = 0;
    for (size_t round = 0; round < 100; round++) {
        size_t n = 2 + test_random_below(&random, TOKENS_MAX - 1), steps = 40;
        double volatility = pow(10, -4 * test_random_unit(&random));
        test_move move = test_move_random(&random, n, 0);
        orth_path *path = test_path(paths.names[round % paths.count], move.move, steps);
        double *rows = malloc(2 * (steps + 1) * n * sizeof *rows),
               *returns = rows + (steps + 1) * n;
        orth_path_fill(path, 0, steps + 1, rows, NULL);
        /* log V_T / V_0 = sum w r - sum KL, with the weights before or after */
        double before = 0, after = 0;
        for (size_t k = 1; k <= steps; k++)
            for (size_t i = 0; i < n; i++) {
                double r = volatility * (2 * test_random_unit(&random) - 1);
                returns[k * n + i] = r;
                before += rows[(k - 1) * n + i] * r;
                after += rows[k * n + i] * r;
            }
        double loss = orth_simplex_kl_sum(steps, n, rows);
        const double want[] = {before - loss, after - loss, after - loss};
        for (order which = PRICE_THEN_WEIGHT; which <= BOTH_AT_ONCE; which++) {
            double miss = fabs(traded(which, n, steps, rows, returns) - want[which]);
            worst = fmax(worst, miss);
            /* exp(r) and its product with a price are rounded: 40 steps of 2 u */
            ck_assert_msg(miss <= 5e-14, "order %d, %zu tokens, volatility %g: %.3g", (int)which, n,
                          volatility, miss);
        }
        ck_assert(volatility < 1e-2 || fabs(before - after) > 1e-12); /* they do differ */
        free(rows);
        orth_path_free(path);
        test_move_free(&move);
    }
    test_worst("with price moves", worst);
}
END_TEST

ORTH_TEST_MAIN("pool", value_falls_by_the_divergence, many_tokens, a_day_of_blocks,
               the_trade_keeps_the_invariant, prices_and_weights_together)
