/* The arbitrage against known trades and its own optimality conditions; against general solvers in
 * tests/property/arbitrage.c. */
#include "trades.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "orthant/arbitrage.h"
#include "orthant/kernel.h"

#define MOST TEST_TOKENS_MOST

static double pick(test_random *random, const double *list, size_t n)
{
    return list[test_random_below(random, n)];
}

/* A pool near or far from the market; prices and reserves over many scales. */
static test_pool draw(test_random *random, size_t most)
{
    static const double fees[] = {0, 1e-12, 1e-6, 1e-4, 0.0005, 0.003, 0.01, 0.05};
    static const double shocks[] = {1e-6, 1e-4, 1e-2, 0.1, 1};
    test_pool p = {.n = 2 + test_random_below(random, most - 1)};
    p.fee = pick(random, fees, 8);
    double shock = pick(random, shocks, 5), value = pow(10, 12 * test_random_unit(random) - 3);
    bool ties = test_random_below(random, 8) == 0;
    test_random_weights(random, p.n, p.weights);
    for (size_t i = 0; i < p.n; i++)
        p.weights[i] = ties ? 1.0 / (double)p.n : fmax(p.weights[i], 1e-6);
    for (size_t i = 0; i < p.n; i++) {
        double price = pow(10, 8 * test_random_unit(random) - 4);
        double move = ties ? shock * (double)test_random_below(random, 3)
                           : shock * (2 * test_random_unit(random) - 1);
        p.reserves[i] = p.weights[i] * value / price;
        p.prices[i] = price * exp(move);
    }
    return p;
}

/* Two tokens by the textbook: x y = k at 1:1, the price of the first goes to 4; fee 20 %. */
START_TEST(a_known_trade)
{
    test_pool p = {2, {100, 100}, {0.5, 0.5}, {4, 1}, 0.2};
    test_trade o = test_solve(&p);
    /* (100 - out) / (100 + 0.8 in) is to be 1 / (0.8 x 4): x = 100 / sqrt 3.2. */
    double out = 100 - 100 / sqrt(3.2), in = (100 * sqrt(3.2) - 100) / 0.8;
    ck_assert(o.trade.tokens == 2);
    ck_assert(fabs(o.change[0] + out) <= 1e-12 && fabs(o.change[1] - in) <= 1e-12);
    ck_assert(fabs(o.trade.taken - 4 * out) <= 1e-12 && fabs(o.trade.paid - in) <= 1e-12);
    ck_assert(fabs(o.trade.fee - 0.2 * in) <= 1e-12 && fabs(o.trade.kept - 0.8 * in) <= 1e-12);
}
END_TEST

START_TEST(inside_the_band_nothing_happens)
{
    test_pool p = {3, {100, 50, 25}, {0.5, 0.25, 0.25}, {1, 1.001, 2.004}, 0.003};
    test_trade o = test_solve(&p); /* levels 200, 200.2, 200.4: within 30 bp */
    ck_assert(o.trade.tokens == 0 && o.trade.taken == 0 && o.trade.paid == 0);
    ck_assert(memcmp(o.after, p.reserves, 3 * sizeof(double)) == 0);
    ck_assert(o.change[0] == 0 && o.change[1] == 0 && o.change[2] == 0);
    p.fee = 0.001; /* now the outer two are traded, or the middle one as well */
    o = test_solve(&p);
    ck_assert(o.change[0] > 0 && o.change[2] < 0);
    test_trade again;
    memcpy(p.reserves, o.after, 3 * sizeof(double));
    again = test_solve(&p);
    ck_assert(again.trade.tokens == 0); /* and then no more */
}
END_TEST

/* Equal tokens trade alike, whatever their order. */
START_TEST(ties)
{
    for (size_t n = 2; n <= 16; n++) {
        test_pool p = {.n = n, .fee = 0.003};
        for (size_t i = 0; i < n; i++) {
            p.weights[i] = 1 / (double)n;
            p.reserves[i] = 100;
            p.prices[i] = i % 2 == 0 ? 1 : 1.05;
        }
        test_trade o = test_solve(&p);
        for (size_t i = 2; i < n; i++)
            TEST_HOLDS(&p, o.after[i] == o.after[i - 2]);
        TEST_HOLDS(&p, o.trade.tokens == n && test_invariant_miss(&p, &o) <= 1e-15);
        TEST_HOLDS(&p, test_kkt_miss(&p, &o) <= 1e-14);
    }
}
END_TEST

START_TEST(fee_zero_is_the_limit)
{
    test_random random = test_seeded(7);
    for (int k = 0; k < 1000; k++) {
        test_pool p = draw(&random, 12);
        double value = test_pool_value(&p), closed[MOST], change[MOST],
               scratch[ORTH_ARBITRAGE_SCRATCH(MOST)];
        orth_arbitrage_feeless(closed, change, scratch, p.n, p.reserves, p.weights, p.prices);
        static const double fees[] = {0, 0x1p-60, 0x1p-53, 1e-15, 1e-13};
        for (size_t f = 0; f < 5; f++) {
            p.fee = fees[f];
            test_trade o = test_solve(&p);
            for (size_t i = 0; i < p.n; i++)
                TEST_HOLDS(&p, fabs(o.after[i] - closed[i]) * p.prices[i] <=
                                   (3e-15 + 2 * p.fee) * value);
        }
        for (size_t i = 0; i < p.n; i++) { /* R' p / w the same for all */
            double level = closed[i] * p.prices[i] / p.weights[i];
            TEST_HOLDS(&p, fabs(level / (closed[0] * p.prices[0] / p.weights[0]) - 1) <= 1e-14);
        }
    }
}
END_TEST

/* The same pool in other units of money and of tokens makes the same trade. */
START_TEST(scale)
{
    test_random random = test_seeded(8);
    for (int k = 0; k < 500; k++) {
        test_pool p = draw(&random, 10), q = p;
        for (size_t i = 0; i < p.n; i++) {
            int shift = (int)test_random_below(&random, 300) - 150;
            q.prices[i] = ldexp(p.prices[i], 100 - shift);
            q.reserves[i] = ldexp(p.reserves[i], shift);
            q.weights[i] = ldexp(p.weights[i], -200);
        }
        test_trade a = test_solve(&p), b = test_solve(&q);
        ck_assert(a.trade.tokens == b.trade.tokens);
        ck_assert(ldexp(a.trade.taken, 100) == b.trade.taken);
        for (size_t i = 0; i < p.n; i++)
            TEST_HOLDS(&p, a.after[i] / p.reserves[i] == b.after[i] / q.reserves[i]);
    }
}
END_TEST

/* A large pool by the same conditions. */
START_TEST(many_tokens)
{
    test_random random = test_seeded(9);
    for (int k = 0; k < 300; k++) {
        test_pool p = draw(&random, MOST);
        test_trade o = test_solve(&p);
        TEST_HOLDS(&p, test_invariant_miss(&p, &o) <= ORTH_ARBITRAGE_INVARIANT);
        TEST_HOLDS(&p, test_kkt_miss(&p, &o) <= ORTH_ARBITRAGE_KKT);
        TEST_HOLDS(&p, fabsl(test_dual_profit(&p) - orth_arbitrage_profit(&o.trade)) <=
                           1e-14 * test_pool_value(&p));
    }
}
END_TEST

/* A million trades of a fee-less pool at random prices: the invariant does not drift. */
START_TEST(no_drift)
{
    test_random random = test_seeded(10);
    double w[3] = {0.2, 0.5, 0.3}, p[3] = {1, 20, 300}, r[3], change[3],
           scratch[ORTH_ARBITRAGE_SCRATCH(3)];
    static const double fees[] = {0, 1e-5};
    for (int f = 0; f < 2; f++) {
        long double start = 0, end = 0, gained = 0;
        orth_fee fee = orth_fee_of(fees[f]);
        for (int i = 0; i < 3; i++) {
            r[i] = w[i] * 1e6 / p[i];
            start += w[i] * logl(r[i]);
        }
        for (int k = 0; k < 1000000; k++) {
            for (int i = 0; i < 3; i++)
                p[i] *= 1 + 1e-3 * (test_random_unit(&random) - 0.5);
            double before[3] = {r[0], r[1], r[2]};
            orth_arbitrage_exact(r, change, scratch, 3, r, w, p, &fee);
            for (int i = 0; fees[f] > 0 && i < 3; i++) /* the fee itself raises it */
                if (change[i] > 0)
                    gained += w[i] * log1pl(fee.fee * (long double)change[i] /
                                            (before[i] + fee.keep * (long double)change[i]));
        }
        for (int i = 0; i < 3; i++)
            end += w[i] * logl(r[i]);
        double drift = (double)fabsl(end - start - gained);
        test_worst("drift over 1e6 blocks", drift);
        ck_assert(drift <= 1e-12);
    }
}
END_TEST

/* Every instruction set that this machine has makes the same trade, bit by bit. */
START_TEST(the_same_bits_on_every_set)
{
    static const char *const names[] = {"scalar", "avx2", "avx512"};
    test_random random = test_seeded(15);
    int sets = 0;
    for (int k = 0; k < 2000; k++) {
        test_pool p = draw(&random, k % 4 == 0 ? MOST : 9);
        if (k % 7 == 0) /* nearly all of a token is taken, or its reserve grows many times */
            p.prices[0] *= pow(10, 20 * test_random_unit(&random) - 10);
        ck_assert(orth_kernel_select("scalar"));
        test_trade first = test_solve(&p);
        TEST_HOLDS(&p, test_invariant_miss(&p, &first) <= ORTH_ARBITRAGE_INVARIANT);
        for (int s = 1; s < 3; s++) {
            if (!orth_kernel_select(names[s]))
                continue;
            test_trade o = test_solve(&p);
            sets++;
            TEST_HOLDS(&p, memcmp(&o.trade, &first.trade, sizeof o.trade) == 0);
            TEST_HOLDS(&p, memcmp(o.after, first.after, p.n * sizeof(double)) == 0);
            TEST_HOLDS(&p, memcmp(o.change, first.change, p.n * sizeof(double)) == 0);
        }
    }
    test_worst("comparisons of sets", sets);
}
END_TEST

START_TEST(gates)
{
    orth_arbitrage trade = {2, 105, 100, 99, 1}, none = {0};
    ck_assert(!orth_arbitrage_worth(&none, &(orth_arbitrage_gate){0, 0}));
    ck_assert(orth_arbitrage_worth(&trade, &(orth_arbitrage_gate){0, 0}));
    ck_assert(orth_arbitrage_worth(&trade, &(orth_arbitrage_gate){4.9, 0}));
    ck_assert(!orth_arbitrage_worth(&trade, &(orth_arbitrage_gate){5, 0})); /* it must beat it */
    ck_assert(orth_arbitrage_worth(&trade, &(orth_arbitrage_gate){0, 0.048}));
    ck_assert(!orth_arbitrage_worth(&trade, &(orth_arbitrage_gate){0, 0.049}));
    ck_assert(!orth_arbitrage_worth(&trade, &(orth_arbitrage_gate){3, 0.02}));
}
END_TEST

ORTH_TEST_MAIN("arbitrage", a_known_trade, inside_the_band_nothing_happens, ties,
               fee_zero_is_the_limit, scale, many_tokens, no_drift, the_same_bits_on_every_set,
               gates)
