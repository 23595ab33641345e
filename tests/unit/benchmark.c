/* The portfolio that follows a pool's weights on an exchange. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/run.h"
#include "orthant/simplex.h"
#include "pool/benchmark.h"
#include "pool/run.h"

#define N 3
#define BLOCKS 600

static orth_benchmark *created(size_t n, size_t lanes, orth_order order,
                               const orth_benchmark_terms *terms)
{
    orth_benchmark *benchmark;
    ck_assert(orth_benchmark_create_lanes(&benchmark, n, lanes, false, order, terms, NULL) ==
              ORTH_OK);
    return benchmark;
}

/* Prices of blocks 0 .. BLOCKS, and weights that move for two thirds of them. */
static void draw(test_random *random, double *prices, double *weights, double noise)
{
    for (size_t i = 0; i < N; i++)
        prices[i] = 1 + 1000 * (double)i;
    for (size_t k = 0; k <= BLOCKS; k++) {
        double t = fmin((double)k / (BLOCKS * 2 / 3), 1);
        double *row = weights + k * N;
        row[0] = 0.05 + 0.35 * t;
        row[1] = 0.55 - 0.05 * t;
        row[2] = 1 - row[0] - row[1];
        for (size_t i = 0; k > 0 && i < N; i++)
            prices[k * N + i] =
                prices[(k - 1) * N + i] * exp(noise * (2 * test_random_unit(random) - 1));
    }
}

/* One block of two tokens at w and 1 - w, over normal log-returns of the first whose price is a
 * martingale (mean -sigma^2 / 2): the mean of what is sold, of what is paid for it and of the
 * pool's loss KL(w || d), by Simpson's rule on either side of the kink at 0. */
static void mean_block(double *sold, double *loss, double *paid, double w, double sigma,
                       const orth_benchmark_terms *terms)
{
    enum { HALF = 3000 };
    double weights[] = {w, 1 - w}, before[] = {1, 1}, step = 9.0 / HALF;
    orth_benchmark *benchmark = created(2, 1, ORTH_ORDER_PRICE_THEN_WEIGHT, terms);
    *sold = *loss = *paid = 0;
    for (int k = -HALF; k <= HALF; k++) {
        double z = k * step, after[] = {exp(sigma * z), 1};
        double part = k == 0 ? 2 : k == HALF || k == -HALF ? 1 : k % 2 == 0 ? 2 : 4;
        double density = part * step / 3 * exp(-(z + sigma / 2) * (z + sigma / 2) / 2);
        density /= sqrt(2 * acos(-1));
        orth_benchmark_start(benchmark, weights, before, 1);
        orth_benchmark_blocks(benchmark, 1, after, NULL);
        orth_benchmark_outcome now = orth_benchmark_now(benchmark);
        double share = w * after[0] / (w * after[0] + 1 - w), drifted[] = {share, 1 - share};
        *sold += density * now.turnover;
        *paid += density * now.cost;
        *loss += density * orth_simplex_kl(2, weights, drifted);
    }
    orth_benchmark_free(benchmark);
}

START_TEST(what_a_block_sells)
{
    double sold, loss, paid, sigma = 5e-4;
    orth_benchmark_terms terms = {.fee = 0.0005, .half_spread = 0.0002};
    mean_block(&sold, &loss, &paid, 0.5, sigma, &terms);
    double leading = 0.25 * sigma * sqrt(2 / acos(-1));
    test_worst("what a block sells, against quadrature", fabs(sold / 9.9735569061446e-5 - 1));
    ck_assert(fabs(leading / 9.97355701003582e-5 - 1) <= 1e-13);
    ck_assert(fabs(sold / 9.9735569061446e-5 - 1) <= 1e-11);
    ck_assert(fabs(loss / 3.12500009765625e-8 - 1) <= 1e-9);
    ck_assert(fabs(loss / 3.125e-8 - 1) <= 4e-8); /* LVR's leading order */
    /* half_spread is paid on both sides */
    ck_assert(fabs(orth_benchmark_rate(&terms) - 0.0009) <= 1e-18);
    ck_assert(fabs(paid / (0.0009 * sold) - 1) <= 1e-3); /* of a value that moved by e^r */
    double ratio = 2 * 0.0009 * sqrt(2 / acos(-1)) / sigma;
    ck_assert(fabs(paid / loss / ratio - 1) <= 1e-6);
    mean_block(&sold, &loss, &paid, 0.2, sigma, &terms);
    ck_assert(fabs(sold / (0.16 * sigma * sqrt(2 / acos(-1))) - 1) <= 1e-6);
}
END_TEST

/* The same from amounts of tokens, in long doubles. */
static orth_benchmark_outcome plainly(const double *prices, const double *weights, orth_order order,
                                      const orth_benchmark_terms *terms)
{
    long double held[N], value = 1e6L, cost = 0, turnover = 0;
    orth_benchmark_outcome end = {0};
    for (size_t i = 0; i < N; i++)
        held[i] = weights[i] * value / prices[i];
    for (size_t k = 1; k <= BLOCKS; k++) {
        const double *at = prices + (order == ORTH_ORDER_PRICE_THEN_WEIGHT ? k : k - 1) * N;
        long double moved = 0;
        value = 0;
        for (size_t i = 0; i < N; i++)
            value += held[i] * at[i];
        for (size_t i = 0; i < N; i++)
            moved += fabsl(weights[k * N + i] * value - held[i] * at[i]);
        long double sold = moved / 2, bought = moved / 2;
        if (sold / value < terms->min_trade)
            continue;
        long double paid = terms->fee * sold + terms->half_spread * (sold + bought);
        for (size_t i = 0; i < N; i++)
            held[i] = weights[k * N + i] * (value - paid) / at[i];
        cost += paid;
        turnover += sold / value;
        end.trades++;
    }
    value = 0;
    for (size_t i = 0; i < N; i++)
        value += held[i] * prices[BLOCKS * N + i];
    end.value = (double)value;
    end.cost = (double)cost;
    end.turnover = (double)turnover;
    return end;
}

static void check_same(const orth_benchmark_outcome *a, const orth_benchmark_outcome *b)
{
    test_worst("benchmark against amounts of tokens", fabs(a->value / b->value - 1));
    /* the weights of a row sum to 1 to 1e-16 */
    ck_assert(fabs(a->value / b->value - 1) <= 1e-16 * BLOCKS);
    ck_assert(fabs(a->cost - b->cost) <= 1e-12 * b->cost);
    ck_assert(fabs(a->turnover - b->turnover) <= 1e-12 * b->turnover);
    ck_assert(a->trades == b->trades);
}

START_TEST(against_amounts_of_tokens)
{
    static double prices[(BLOCKS + 1) * N], weights[(BLOCKS + 1) * N];
    static const orth_benchmark_terms all[] = {
        {0.001, 0.0005, 0}, {0.003, 0, 0.002}, {0, 0.0002, 0.0101}, {0.01, 0.01, 1}};
    test_random random = test_seeded(7);
    draw(&random, prices, weights, 3e-3);
    for (int order = 0; order < ORTH_ORDERS; order++)
        for (size_t t = 0; t < sizeof all / sizeof all[0]; t++) {
            orth_benchmark *benchmark = created(N, 1, (orth_order)order, &all[t]);
            orth_benchmark_start(benchmark, weights, prices, 1e6);
            orth_benchmark_blocks(benchmark, 7, prices + N, weights + N);
            orth_benchmark_blocks(benchmark, BLOCKS - 7 - 9, prices + 8 * N, weights + 8 * N);
            orth_benchmark_blocks(benchmark, 9, prices + (BLOCKS - 8) * N, NULL); /* held */
            orth_benchmark_outcome now = orth_benchmark_now(benchmark);
            orth_benchmark_outcome plain = plainly(prices, weights, (orth_order)order, &all[t]);
            check_same(&now, &plain);
            ck_assert(t == 3 ? now.trades == 0 && now.cost == 0 : now.trades > 5);
            ck_assert(t != 1 || now.trades < BLOCKS);
            orth_benchmark_free(benchmark);
        }
}
END_TEST

/* Without cost it is the pool's rebalance_value. */
START_TEST(without_cost)
{
    static double prices[(BLOCKS + 1) * N], weights[(BLOCKS + 1) * N];
    test_random random = test_seeded(7);
    draw(&random, prices, weights, 0.02);
    for (int order = 0; order < ORTH_ORDERS; order++) {
        orth_pool_rules rules = {.order = (orth_order)order, .fee = 0.003};
        orth_run *run;
        ck_assert(orth_run_create(&run, N, &rules, NULL) == ORTH_OK);
        orth_benchmark *benchmark = created(N, 1, rules.order, &(orth_benchmark_terms){0});
        orth_run_start(run, weights, prices, 1e6);
        orth_benchmark_start(benchmark, weights, prices, 1e6);
        orth_run_blocks(run, BLOCKS, prices + N, weights + N, NULL);
        orth_benchmark_blocks(benchmark, BLOCKS, prices + N, weights + N);
        double value = orth_run_outcome(run).rebalance_value;
        double miss = fabs(orth_benchmark_now(benchmark).value / value - 1);
        test_worst("benchmark without cost", miss);
        ck_assert(miss <= 1e-14);
        ck_assert(orth_benchmark_now(benchmark).cost == 0);
        orth_benchmark_free(benchmark);
        orth_run_free(run);
    }
}
END_TEST

/* Prices that stand still, and weights that do: nothing is sold, not even rounding. */
START_TEST(at_rest)
{
    double prices[] = {60000, 3000, 0.37}, weights[] = {0.05, 0.55, 0.4};
    orth_benchmark_terms terms = {.fee = 0.001};
    for (int order = 0; order < ORTH_ORDERS; order++) {
        orth_benchmark *benchmark = created(N, 1, (orth_order)order, &terms);
        orth_benchmark_start(benchmark, weights, prices, 1e6);
        for (int k = 0; k < 100; k++)
            orth_benchmark_blocks(benchmark, 1, prices, NULL);
        orth_benchmark_outcome now = orth_benchmark_now(benchmark);
        ck_assert(now.value == 1e6 && now.trades == 0 && now.turnover == 0);
        orth_benchmark_free(benchmark);
    }
}
END_TEST

START_TEST(side_by_side)
{
    enum { L = ORTH_RUN_LANES };
    static double prices[L][(BLOCKS + 1) * N], all[(BLOCKS + 1) * N * L];
    static double weights[(BLOCKS + 1) * N];
    orth_benchmark_terms terms = {.fee = 0.0005, .half_spread = 0.0001, .min_trade = 0.002};
    test_random random = test_seeded(7);
    for (size_t l = 0; l < L; l++) {
        draw(&random, prices[l], weights, 1e-3 * (double)l); /* the first stands still */
        for (size_t e = 0; e < (BLOCKS + 1) * N; e++)
            all[e * L + l] = prices[l][e];
    }
    for (int order = 0; order < ORTH_ORDERS; order++) {
        orth_benchmark *together = created(N, L, (orth_order)order, &terms);
        orth_benchmark_start(together, weights, all, 1e6);
        orth_benchmark_blocks(together, BLOCKS, all + N * L, weights + N);
        for (size_t l = 0; l < L; l++) {
            orth_benchmark *alone = created(N, 1, (orth_order)order, &terms);
            orth_benchmark_start(alone, weights, prices[l], 1e6);
            orth_benchmark_blocks(alone, BLOCKS, prices[l] + N, weights + N);
            orth_benchmark_outcome a = orth_benchmark_now(alone);
            orth_benchmark_outcome b = orth_benchmark_lane(together, l);
            ck_assert(a.value == b.value && a.cost == b.cost && a.turnover == b.turnover &&
                      a.trades == b.trades && a.trades > 0);
            orth_benchmark_free(alone);
        }
        orth_benchmark_free(together);
    }
}
END_TEST

START_TEST(terms_out_of_range)
{
    static const orth_benchmark_terms bad[] = {{-0.1, 0, 0},   {NAN, 0, 0}, {0, -1e-9, 0},
                                               {0.5, 0.25, 0}, {0, 0, -1},  {0, 0, 1.5},
                                               {0, 0, NAN}};
    for (size_t t = 0; t < sizeof bad / sizeof bad[0]; t++) {
        orth_error error;
        orth_benchmark *benchmark;
        ck_assert(orth_benchmark_create(&benchmark, 2, ORTH_ORDER_TOGETHER, &bad[t], &error) ==
                  ORTH_DOMAIN);
        ck_assert(benchmark == NULL && strstr(error.text, "permitted") != NULL);
    }
}
END_TEST

ORTH_TEST_MAIN("benchmark", what_a_block_sells, against_amounts_of_tokens, without_cost, at_rest,
               side_by_side, terms_out_of_range)
