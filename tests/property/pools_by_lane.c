/* Pools side by side of which each lane has weights of its own, and the portfolios beside them: the
 * bits of each lane are those of its pool alone, leg by leg, on every instruction set. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/kernel.h"
#include "pool/benchmark.h"
#include "pool/run.h"

#define LANES ORTH_RUN_LANES
#define BLOCKS 96
#define TOKENS 17 /* at most */
#define CASES 150

typedef struct market {
    size_t n;
    bool held;              /* nobody moves weights */
    double *prices;         /* [block][token][lane] */
    double *weights;        /* likewise */
    double *price, *weight; /* of one lane */
    orth_fee fees[BLOCKS];
    const orth_fee *with_fees; /* NULL: those of the rules */
} market;

/* How often a lane's weights move: each block, never, now and then, and not from block 41 on. */
static bool moves(size_t lane, size_t block)
{
    switch (lane) {
    case 1:
        return false;
    case 2:
        return block % 7 == 3;
    case 3:
        return block <= 40;
    default:
        return true;
    }
}

/* The weights of one lane and block, from those before: a step towards a corner, all the way to
 * one, or what the prices made of them. */
static void step_weights(test_random *random, const market *m, size_t lane, size_t k)
{
    double now[TOKENS], to[TOKENS], sum = 0, t = lane == 4 && k % 16 == 5 ? 1 : 0.01;
    size_t n = m->n, at = k * n * LANES + lane, before = at - n * LANES;
    test_random_weights(random, n, to);
    for (size_t i = 0; i < n; i++) {
        double old = m->weights[before + i * LANES];
        now[i] = old + t * (to[i] - old);
        if (lane == 6) /* follows the drift: the arbitrageur finds next to nothing */
            now[i] = old * (m->prices[at + i * LANES] / m->prices[before + i * LANES]);
        sum += now[i];
    }
    for (size_t i = 0; i < n; i++)
        m->weights[at + i * LANES] =
            m->held || !moves(lane, k) ? m->weights[before + i * LANES] : now[i] / sum;
}

static void draw(test_random *random, market *m, double volatility)
{
    size_t n = m->n;
    double start[TOKENS];
    for (size_t k = 0; k <= BLOCKS; k++)
        for (size_t lane = 0; lane < LANES; lane++) {
            size_t at = k * n * LANES + lane;
            double size = lane == 3 ? 0 : lane == 5 && k % 40 == 7 ? 3 : volatility;
            for (size_t i = 0; i < n; i++)
                m->prices[at + i * LANES] =
                    k == 0 ? pow(10, 8 * test_random_unit(random) - 4)
                           : m->prices[at + i * LANES - n * LANES] *
                                 exp(size * (2 * test_random_unit(random) - 1));
            if (k > 0) {
                step_weights(random, m, lane, k);
                continue;
            }
            test_random_weights(random, n, start);
            for (size_t i = 0; i < n; i++)
                m->weights[at + i * LANES] = start[i];
        }
    for (size_t k = 0; k < BLOCKS; k++)
        m->fees[k] = orth_fee_of(k % 50 < 10 ? 0 : 0.01 * test_random_unit(random));
}

static void pick(const market *m, size_t lane)
{
    for (size_t e = 0; e < (BLOCKS + 1) * m->n; e++) {
        m->price[e] = m->prices[e * LANES + lane];
        m->weight[e] = m->weights[e * LANES + lane];
    }
}

static void same_outcome(const orth_pool_outcome *a, const orth_pool_outcome *b)
{
    ck_assert_mem_eq(&a->ledger, &b->ledger, sizeof a->ledger);
    ck_assert(a->final_value == b->final_value && a->hold_value == b->hold_value);
    ck_assert(a->rebalance_value == b->rebalance_value && a->start_value == b->start_value);
    ck_assert(a->trades == b->trades && a->kl_drift == b->kl_drift && a->pending == b->pending);
}

/* Pools that rest have a closed form together; in the other orders lanes go leg by leg. */
static orth_run *lane_alone(const market *m, const orth_pool_rules *rules, double *values)
{
    orth_run *run;
    const double *weights = m->held ? NULL : m->weight + m->n;
    ck_assert(orth_run_create(&run, m->n, rules, NULL) == ORTH_OK);
    orth_run_start(run, m->weight, m->price, 1e6);
    orth_run_keep_values(run, values);
    if (m->with_fees == NULL && orth_pool_rules_rest(rules) && rules->order == ORTH_ORDER_TOGETHER)
        orth_run_blocks(run, BLOCKS, m->price + m->n, weights, NULL);
    else {
        run->at_rest = false;
        orth_run_plain_blocks(run, BLOCKS, m->price + m->n, weights,
                              m->with_fees == NULL ? &run->fee : m->with_fees,
                              m->with_fees != NULL);
        run->last_fee = m->with_fees == NULL ? run->fee : m->with_fees[BLOCKS - 1];
    }
    return run;
}

static void compare_pools(const market *m, const orth_pool_rules *rules, orth_pool_outcome *first,
                          bool is_first)
{
    static double values[BLOCKS * LANES], one_values[BLOCKS];
    size_t row = m->n * LANES;
    orth_run *many;
    ck_assert(orth_run_create_lanes(&many, m->n, LANES, true, rules, NULL) == ORTH_OK);
    orth_run_start(many, m->weights, m->prices, 1e6);
    for (size_t k = 0; k < BLOCKS; k += 24) { /* in pieces */
        orth_run_keep_values(many, values + k * LANES);
        orth_run_blocks(many, 24, m->prices + (k + 1) * row,
                        m->held ? NULL : m->weights + (k + 1) * row,
                        m->with_fees == NULL ? NULL : m->with_fees + k);
    }
    for (size_t lane = 0; lane < LANES; lane++) {
        pick(m, lane);
        orth_run *alone = lane_alone(m, rules, one_values);
        orth_pool_outcome one = orth_run_outcome(alone);
        orth_pool_outcome beside = orth_run_lane_outcome(many, lane);
        same_outcome(&one, &beside);
        for (size_t k = 0; k < BLOCKS; k++)
            ck_assert(one_values[k] == values[k * LANES + lane]);
        ck_assert(fabs(one_values[BLOCKS - 1] / one.final_value - 1) <= 1e-14);
        for (size_t i = 0; i < m->n; i++) {
            ck_assert(many->pools.reserves[i * LANES + lane] == alone->pools.reserves[i]);
            ck_assert(many->pools.weights[i * LANES + lane] == alone->pools.weights[i]);
        }
        if (is_first)
            first[lane] = one;
        else
            same_outcome(&first[lane], &one);
        orth_run_free(alone);
    }
    orth_run_free(many);
}

static void compare_benchmarks(const market *m, orth_order order)
{
    orth_benchmark_terms terms = {.fee = 0.001, .half_spread = 2e-4, .min_trade = 1e-3};
    size_t row = m->n * LANES;
    const double *weights = m->held ? NULL : m->weights + row;
    orth_benchmark *many, *alone;
    ck_assert(orth_benchmark_create_lanes(&many, m->n, LANES, true, order, &terms, NULL) ==
              ORTH_OK);
    ck_assert(orth_benchmark_create(&alone, m->n, order, &terms, NULL) == ORTH_OK);
    orth_benchmark_start(many, m->weights, m->prices, 1e6);
    orth_benchmark_blocks(many, 40, m->prices + row, weights);
    orth_benchmark_blocks(many, BLOCKS - 40, m->prices + 41 * row,
                          weights == NULL ? NULL : weights + 40 * row);
    for (size_t lane = 0; lane < LANES; lane++) {
        pick(m, lane);
        orth_benchmark_start(alone, m->weight, m->price, 1e6);
        orth_benchmark_blocks(alone, BLOCKS, m->price + m->n,
                              weights == NULL ? NULL : m->weight + m->n);
        orth_benchmark_outcome one = orth_benchmark_now(alone);
        orth_benchmark_outcome beside = orth_benchmark_lane(many, lane);
        ck_assert(one.value == beside.value && one.cost == beside.cost);
        ck_assert(one.turnover == beside.turnover && one.trades == beside.trades);
    }
    orth_benchmark_free(many);
    orth_benchmark_free(alone);
}

/* `first` has what another instruction set gave, or gets it. */
static void compare_all(const char *kernel, orth_pool_outcome (*first)[LANES], bool is_first)
{
    static const size_t counts[] = {2, 3, 4, 5, 8, 9, TOKENS};
    static double room[2][(BLOCKS + 1) * TOKENS * LANES], one[2][(BLOCKS + 1) * TOKENS];
    if (!orth_kernel_select(kernel))
        return; /* this processor has none */
    test_random random = test_seeded(1313);
    for (int k = 0; k < CASES; k++) {
        market m = {.n = counts[k % 7],
                    .held = k % 13 == 6,
                    .prices = room[0],
                    .weights = room[1],
                    .price = one[0],
                    .weight = one[1]};
        orth_pool_rules rules = {.order = (orth_order)(k % ORTH_ORDERS),
                                 .fee = k % 4 == 0 ? 0 : 0.003,
                                 .protocol_share = k % 5 == 1 ? 0.25 : 0,
                                 .noise_ratio = k % 6 == 2 ? 0.7 : 0,
                                 .gate = {k % 8 == 3 ? 1 : 0, k % 9 == 4 ? 3e-4 : 0}};
        draw(&random, &m, k % 7 == 0 ? 0.2 : 2e-3);
        m.with_fees = k % 11 == 5 ? m.fees : NULL;
        compare_pools(&m, &rules, first[k], is_first);
        compare_benchmarks(&m, rules.order);
    }
}

START_TEST(each_lane_as_alone)
{
    static orth_pool_outcome first[CASES][LANES];
    compare_all("scalar", first, true); /* every processor has that */
    compare_all("avx2", first, false);
    compare_all("avx512", first, false);
}
END_TEST

ORTH_TEST_MAIN("pools_by_lane", each_lane_as_alone)
