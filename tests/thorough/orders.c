/* What the order within a block does to the cost of a move: the library's own pool, run through the
 * same price paths in two orders. Takes 9 s of one core. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>

#include "orthant/cost.h"
#include "orthant/run.h"
#include "traded_pool.h"

#define FEE 0.003         /* 30 bp */
#define NOISE 5e-4        /* of a block */
#define BLOCKS 14400000.0 /* of a move, over all price paths */
#define ERRORS 3.8        /* standard errors */

/* Prices of a path: exp of normal steps, no drift in the mean. The second token is money. */
static void draw_prices(test_random *random, double *prices, size_t blocks)
{
    double draws[2] = {0}, log_price = 0;
    prices[0] = prices[1] = 1;
    for (size_t k = 1; k <= blocks; k++) {
        if (k % 2 == 1)
            test_random_normals(random, draws);
        log_price += NOISE * draws[(k + 1) % 2] - NOISE * NOISE / 2;
        prices[2 * k] = exp(log_price);
        prices[2 * k + 1] = 1;
    }
}

/* What arbitrage takes, net of the fee that it pays, in 1e-4 of the pool's value. */
static double run_path(orth_order order, size_t blocks, const double *prices, const double *weights)
{
    orth_pool_rules rules = {.order = order, .fee = FEE};
    orth_run *run;
    ck_assert(orth_run_create(&run, 2, &rules, NULL) == ORTH_OK);
    orth_run_start(run, weights, prices, 1);
    orth_run_blocks(run, blocks, prices + 2, weights + 2, NULL);
    orth_ledger ledger = orth_run_outcome(run).ledger;
    orth_run_free(run);
    return 1e4 * (ledger.lvr + ledger.weight_loss - ledger.arbitrage_fees);
}

/* Closed form: of the move, and of the pool at rest at its target for as long. */
static void closed(double *move, double *target, size_t blocks, const double *weights)
{
    orth_cost_law law = orth_cost_law_of(-log1p(-FEE) / NOISE);
    double unit = 1e4 * NOISE * NOISE / 2;
    *move = 0;
    for (size_t k = 1; k <= blocks; k++) {
        double w = weights[2 * k], before = weights[2 * k - 2];
        double speed = log(w / (1 - w)) - log(before / (1 - before));
        *move += unit * w * (1 - w) * (law.rest + orth_cost_law_excess(&law, speed / NOISE));
    }
    *target = unit * 0.09 * (double)blocks * law.rest;
}

/* From .5 to .9 in a straight line; less the pool at its target. `known`: measured before, with the
 * simulator, on fewer price paths. */
static void check(size_t blocks, double known_apart, double known_together, double known_error)
{
    test_random random = test_seeded(blocks);
    test_mean together = {0}, apart = {0};
    double *prices = malloc(4 * (blocks + 1) * sizeof *prices), move, target;
    double *weights = prices + 2 * (blocks + 1);
    ck_assert_ptr_nonnull(prices);
    for (size_t k = 0; k <= blocks; k++) {
        weights[2 * k] = 0.5 + 0.4 * (double)k / (double)blocks;
        weights[2 * k + 1] = 1 - weights[2 * k];
    }
    closed(&move, &target, blocks, weights);
    for (int p = 0; p < (int)(BLOCKS / (double)blocks); p++) {
        draw_prices(&random, prices, blocks);
        test_mean_add(&together, run_path(ORTH_ORDER_TOGETHER, blocks, prices, weights));
        test_mean_add(&apart, run_path(ORTH_ORDER_PRICE_THEN_WEIGHT, blocks, prices, weights));
    }
    free(prices);
    double value = test_mean_value(&together), error = test_mean_error(&together);
    test_worst("together, less the target", value - target);
    test_worst("standard error", error);
    test_worst("closed form, less the target", move - target);
    test_worst("price-then-weight, less the target", test_mean_value(&apart) - target);
    test_worst("standard error", test_mean_error(&apart));
    ck_assert_double_eq_tol(value, move, 0.003 * move + ERRORS * error);
    ck_assert_double_eq_tol(value - target, known_together, 4 * hypot(error, known_error));
    ck_assert_double_eq_tol(test_mean_value(&apart) - target, known_apart,
                            4 * hypot(test_mean_error(&apart), known_error));
}

START_TEST(brief)
{
    check(720, 5.467, 6.257, 0.02);
}
END_TEST

START_TEST(a_day)
{
    check(7200, 0.814, 1.415, 0.03);
}
END_TEST

START_TEST(ten_days)
{
    check(72000, 1.067, 1.179, 0.05);
}
END_TEST

ORTH_TEST_MAIN("orders", brief, a_day, ten_days)
