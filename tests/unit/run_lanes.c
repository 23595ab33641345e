/* Pools side by side give each the bits that it has alone, leg by leg, on every instruction set. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/kernel.h"
#include "pool/run.h"

#define LANES ORTH_RUN_LANES
#define BLOCKS 160

typedef struct market {
    size_t n;
    double *prices;  /* [block][token][lane] */
    double *alone;   /* one lane's */
    double *weights; /* [block][token] */
    orth_fee fees[BLOCKS];
} market;

static market draw(test_random *random, size_t n, double volatility)
{
    market m = {.n = n};
    m.prices = malloc((BLOCKS + 1) * n * LANES * sizeof(double));
    m.alone = malloc((BLOCKS + 1) * n * sizeof(double));
    m.weights = malloc((BLOCKS + 1) * n * sizeof(double));
    double *target = malloc(n * sizeof(double));
    ck_assert(m.prices != NULL && m.alone != NULL && m.weights != NULL && target != NULL);
    test_random_weights(random, n, m.weights);
    test_random_weights(random, n, target);
    for (size_t k = 0; k <= BLOCKS; k++) {
        double t = fmin(1, (double)(k / 3) / 40); /* some blocks hold the weights */
        for (size_t i = 0; i < n; i++) {
            m.weights[k * n + i] = (1 - t) * m.weights[i] + t * target[i];
            for (size_t l = 0; l < LANES; l++) {
                /* lanes that never move, that jump, that move as usual */
                double size = l == 3 ? 0 : l == 5 && k % 40 == 7 ? 2 : volatility;
                m.prices[(k * n + i) * LANES + l] =
                    k == 0 ? pow(10, 8 * test_random_unit(random) - 4)
                           : m.prices[((k - 1) * n + i) * LANES + l] *
                                 exp(size * (2 * test_random_unit(random) - 1));
            }
        }
        if (k < BLOCKS)
            m.fees[k] = orth_fee_of(k % 50 < 10 ? 0 : 0.01 * test_random_unit(random));
    }
    free(target);
    return m;
}

static void pick(market *m, size_t lane)
{
    for (size_t e = 0; e < (BLOCKS + 1) * m->n; e++)
        m->alone[e] = m->prices[e * LANES + lane];
}

static orth_run *create(size_t n, size_t lanes, const orth_pool_rules *rules)
{
    orth_run *run;
    ck_assert(orth_run_create_lanes(&run, n, lanes, false, rules, NULL) == ORTH_OK);
    return run;
}

static void same_outcome(const orth_pool_outcome *a, const orth_pool_outcome *b)
{
    ck_assert_mem_eq(&a->ledger, &b->ledger, sizeof a->ledger);
    ck_assert(a->final_value == b->final_value && a->hold_value == b->hold_value);
    ck_assert(a->rebalance_value == b->rebalance_value && a->start_value == b->start_value);
    ck_assert(a->trades == b->trades && a->kl_drift == b->kl_drift && a->kl_drift > 0);
}

/* The closed form of a pool that rests: every entry to 1e-13 of the value, and the trades. */
static void near_outcome(const orth_pool_outcome *a, const orth_pool_outcome *b)
{
    double scale = 1e-13 * fmax(b->final_value, b->start_value), worst = 0;
    const double *x = &a->ledger.price_move, *y = &b->ledger.price_move;
    for (size_t i = 0; i < sizeof a->ledger / sizeof(double); i++)
        worst = fmax(worst, fabs(x[i] - y[i]) / scale);
    worst = fmax(worst, fabs(a->final_value - b->final_value) / scale);
    worst = fmax(worst, fabs(a->rebalance_value - b->rebalance_value) / scale);
    ck_assert(a->kl_drift == b->kl_drift);
    test_worst("closed form, of 1e-13", worst);
    ck_assert(worst <= 1);
    /* leg by leg, a move across many orders of magnitude may leave enough rounding for one more */
    ck_assert(a->trades <= b->trades && b->trades <= a->trades + 2);
}

static uint64_t compare(market *m, const orth_pool_rules *rules, const orth_fee *fees,
                        orth_pool_outcome *last)
{
    size_t n = m->n;
    orth_run *many = create(n, LANES, rules), *alone = create(n, 1, rules);
    orth_run *plain = create(n, 1, rules);
    uint64_t trades = 0;
    orth_run_start(many, m->weights, m->prices, 1e6);
    for (size_t k = 0; k < BLOCKS; k += 40) /* in pieces */
        orth_run_blocks(many, 40, m->prices + (k + 1) * n * LANES, m->weights + (k + 1) * n,
                        fees == NULL ? NULL : fees + k);
    for (size_t lane = 0; lane < LANES; lane++) {
        pick(m, lane);
        orth_run_start(alone, m->weights, m->alone, 1e6);
        orth_run_blocks(alone, BLOCKS, m->alone + n, m->weights + n, fees);
        orth_run_start(plain, m->weights, m->alone, 1e6);
        orth_run_plain_blocks(plain, BLOCKS, m->alone + n, m->weights + n,
                              fees == NULL ? &plain->fee : fees, fees != NULL);
        orth_pool_outcome one = orth_run_outcome(alone), leg_by_leg = orth_run_outcome(plain);
        orth_pool_outcome beside = orth_run_lane_outcome(many, lane);
        bool rests = fees == NULL && orth_pool_rules_rest(rules);
        bool beside_too = rests && rules->order == ORTH_ORDER_TOGETHER;
        same_outcome(&beside, beside_too ? &one : &leg_by_leg);
        if (rests)
            near_outcome(&one, &leg_by_leg);
        else
            same_outcome(&one, &leg_by_leg);
        for (size_t i = 0; i < n; i++)
            ck_assert(many->pools.reserves[i * LANES + lane] ==
                      (beside_too ? alone : plain)->pools.reserves[i]);
        trades += one.trades;
        *last = one;
    }
    orth_run_free(many);
    orth_run_free(alone);
    orth_run_free(plain);
    return trades;
}

/* Weights held, and many tokens: the same bits in pieces as at once, and near leg by leg. */
START_TEST(many_tokens_and_held_weights)
{
    static const size_t counts[] = {2, 3, 9, 64, 300, 511, 512, 513, 1000};
    test_random random = test_seeded(8);
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        size_t n = counts[c];
        market m = draw(&random, n, 2e-3);
        for (int k = 0; k < 4 * ORTH_ORDERS; k++) {
            orth_pool_rules rules = {.order = (orth_order)(k / 4), .fee = k % 2 == 0 ? 0 : 0.003};
            const double *weights = k % 4 < 2 ? m.weights + n : NULL;
            orth_run *whole = create(n, 1, &rules), *pieces = create(n, 1, &rules);
            orth_run *plain = create(n, 1, &rules), *many = create(n, LANES, &rules);
            pick(&m, 1);
            orth_run_start(whole, m.weights, m.alone, 1e6);
            orth_run_start(pieces, m.weights, m.alone, 1e6);
            orth_run_start(plain, m.weights, m.alone, 1e6);
            orth_run_start(many, m.weights, m.prices, 1e6);
            orth_run_blocks(whole, BLOCKS, m.alone + n, weights, NULL);
            orth_run_blocks(many, BLOCKS, m.prices + n * LANES, weights, NULL);
            orth_run_plain_blocks(plain, BLOCKS, m.alone + n, weights, &plain->fee, 0);
            for (size_t b = 0; b < BLOCKS; b += 16)
                orth_run_blocks(pieces, 16, m.alone + (b + 1) * n,
                                weights == NULL ? NULL : weights + b * n, NULL);
            orth_pool_outcome one = orth_run_outcome(whole), cut = orth_run_outcome(pieces);
            orth_pool_outcome legs = orth_run_outcome(plain), lane = orth_run_lane_outcome(many, 1);
            same_outcome(&one, &cut);
            same_outcome(rules.fee == 0 && rules.order == ORTH_ORDER_TOGETHER ? &one : &legs,
                         &lane);
            if (orth_pool_rules_rest(&rules))
                near_outcome(&one, &legs);
            else
                same_outcome(&one, &legs);
            orth_run_free(whole);
            orth_run_free(pieces);
            orth_run_free(plain);
            orth_run_free(many);
        }
        free(m.prices);
        free(m.alone);
        free(m.weights);
    }
}
END_TEST

/* One block that takes a price, or all of them, or a weight very far: as leg by leg. */
START_TEST(far_moves)
{
    static const double factors[] = {0.3, 0.49, 0.51, 1.9, 2.1, 1e3, 1e6, 1e20, 1e-10, 1e-17, 1e25};
    static const double smallest[] = {1e-3, 1e-12, 1e-100};
    for (int order = 0; order < ORTH_ORDERS; order++)
        for (size_t f = 0; f < sizeof factors / sizeof factors[0]; f++)
            for (int both = 0; both < 2; both++)
                for (size_t s = 0; s < 3; s++) {
                    double a = factors[f], w[] = {smallest[s], 1 - smallest[s]};
                    double p[] = {1, 1, a, both ? a : 1, a, both ? a : 1, 1, 1};
                    double to[] = {w[0], w[1], 0.5, 0.5, w[0], w[1], w[0], w[1]};
                    orth_pool_rules rules = {.order = (orth_order)order};
                    orth_run *run = create(2, 1, &rules), *plain = create(2, 1, &rules);
                    orth_run_start(run, w, p, 1);
                    orth_run_start(plain, w, p, 1);
                    orth_run_blocks(run, 3, p + 2, to + 2, NULL);
                    orth_run_plain_blocks(plain, 3, p + 2, to + 2, &plain->fee, 0);
                    orth_pool_outcome one = orth_run_outcome(run), legs = orth_run_outcome(plain);
                    ck_assert(fabs(one.final_value / legs.final_value - 1) <= 1e-13);
                    ck_assert(fabs(one.ledger.lvr - legs.ledger.lvr) <=
                              1e-13 * (legs.ledger.lvr + fmax(one.final_value, 1)));
                    ck_assert(fabs(orth_ledger_miss(&one)) <=
                              1e-13 * fmax(fmax(one.final_value, 1), fabs(one.ledger.price_move)));
                    orth_run_free(run);
                    orth_run_free(plain);
                }
}
END_TEST

#define CASES 240

/* `first` has the outcomes that another instruction set gave, and gets them where that is the
 * first.
 */
static void compare_all(const char *kernel, orth_pool_outcome *first, bool is_first)
{
    static const size_t counts[] = {2, 3, 4, 5, 7, 8, 9, 16, 17, 33};
    if (!orth_kernel_select(kernel))
        return; /* this processor has none */
    test_random random = test_seeded(77);
    for (int k = 0; k < CASES; k++) {
        market m = draw(&random, counts[k % 10], k % 7 == 0 ? 0.2 : 2e-3);
        orth_pool_rules rules = {.order = (orth_order)(k % ORTH_ORDERS),
                                 .fee = k % 4 == 0 ? 0 : 0.003,
                                 .protocol_share = k % 5 == 1 ? 0.25 : 0,
                                 .noise_ratio = k % 6 == 2 ? 0.7 : 0,
                                 .gate = {k % 8 == 3 ? 1 : 0, k % 9 == 4 ? 3e-4 : 0}};
        orth_pool_outcome last;
        ck_assert(compare(&m, &rules, k % 11 == 5 ? m.fees : NULL, &last) > 0);
        if (is_first)
            first[k] = last;
        else
            same_outcome(&first[k], &last);
        free(m.prices);
        free(m.alone);
        free(m.weights);
    }
}

START_TEST(each_as_alone)
{
    static orth_pool_outcome first[CASES];
    compare_all("scalar", first, true); /* every processor has that */
    compare_all("avx2", first, false);
    compare_all("avx512", first, false);
}
END_TEST

/* A million blocks at rest do not drift from the sum of their logarithms. */
static void million_blocks(orth_order order)
{
    enum { N = 3, PIECE = 1000 };
    static double prices[(PIECE + 1) * N], weights[(PIECE + 1) * N];
    orth_pool_rules rules = {.order = order};
    orth_run *run = create(N, 1, &rules);
    test_random random = test_seeded(3);
    long double log_value = 0;
    for (size_t i = 0; i < N; i++) {
        prices[i] = 1;
        weights[i] = i == 0 ? 0.5 : 0.25;
    }
    orth_run_start(run, weights, prices, 1);
    for (int piece = 0; piece < 1000; piece++) {
        for (size_t k = 1; k <= PIECE; k++) {
            double *w = weights + k * N, *p = prices + k * N;
            w[0] = 0.5 + 0.3 * sin(1e-3 * (double)k);
            w[1] = (1 - w[0]) * 0.4;
            w[2] = 1 - w[0] - w[1];
            for (size_t i = 0; i < N; i++) {
                p[i] = (p - N)[i] * exp(4e-4 * (2 * test_random_unit(&random) - 1));
                long double held = order == ORTH_ORDER_PRICE_THEN_WEIGHT ? (w - N)[i] : w[i];
                log_value += held * logl((long double)p[i] / (p - N)[i]) -
                             w[i] * logl((long double)w[i] / (w - N)[i]);
            }
        }
        orth_run_blocks(run, PIECE, prices + N, weights + N, NULL);
        memcpy(prices, prices + PIECE * N, N * sizeof(double));
        memcpy(weights, weights + PIECE * N, N * sizeof(double));
    }
    orth_pool_outcome outcome = orth_run_outcome(run);
    double off = (double)fabsl(outcome.final_value / expl(log_value) - 1);
    test_worst("a million blocks at rest", off);
    ck_assert(off <= 1e-12);
    ck_assert(fabs(orth_ledger_miss(&outcome)) <= 1e-13 * fmax(1, outcome.final_value));
    orth_run_free(run);
}

START_TEST(a_million_blocks)
{
    million_blocks(ORTH_ORDER_PRICE_THEN_WEIGHT);
    million_blocks(ORTH_ORDER_TOGETHER);
}
END_TEST

ORTH_TEST_MAIN("run_lanes", each_as_alone, many_tokens_and_held_weights, far_moves,
               a_million_blocks)
