/* No rule sees a price before it exists: prices after a row are changed, and the weights up to that
 * row keep their bits, alone and in lanes. And a lane has the bits of a walk alone, on every
 * instruction set, however the rows are cut into calls. */
#include <math.h>
#include <string.h>

#include "kernel/kernel.h"
#include "orthant/kernel.h"
#include "strategies.h"

#define N 3
#define ROWS 200
#define LANES ORTH_STRATEGY_LANES

static double prices[ROWS * N * LANES], other[ROWS * N * LANES], weights[ROWS * N * LANES],
    again[ROWS * N * LANES];

/* Everything from row `from` on is another market. */
static void change_after(test_random *random, size_t width, size_t from)
{
    memcpy(other, prices, sizeof prices);
    for (size_t e = from * width; e < ROWS * width; e++)
        other[e] *= exp(test_random_unit(random) - 0.5);
}

static void check_blind(const test_strategy *made)
{
    test_random random = test_seeded(7);
    orth_strategy *strategy = test_strategy_of(&made->spec);
    bool moved = strcmp(made->spec.rule.kind, "hold") == 0 ||
                 strcmp(made->spec.rule.kind, "fixed") == 0 ||
                 strcmp(made->spec.rule.kind, "file") == 0;
    ck_assert(orth_strategy_ahead(strategy) == 0);
    for (size_t lanes = 1; lanes <= LANES; lanes += LANES - 1) {
        size_t width = N * lanes;
        test_strategy_prices(&random, ROWS, N, lanes, prices);
        test_strategy_weights(strategy, lanes, ROWS, ROWS, prices, weights);
        for (size_t k = 0; k < 7; k++) {
            size_t from =
                16 + 7 * test_random_below(&random, 20) + k; /* after a decision, and not */
            change_after(&random, width, from);
            test_strategy_weights(strategy, lanes, ROWS, ROWS, other, again);
            ck_assert_msg(memcmp(weights, again, (from + 1) * width * sizeof(double)) == 0,
                          "%s, %s: row %zu", made->spec.rule.kind, made->spec.path, from);
            moved |= memcmp(weights, again, ROWS * width * sizeof(double)) != 0;
        }
    }
    ck_assert_msg(moved, "%s sees no price at all", made->spec.rule.kind);
    orth_strategy_free(strategy);
}

START_TEST(no_rule_sees_a_price_before_it_exists)
{
    test_all_strategies(N, 7, check_blind);
    test_all_strategies(N, 16, check_blind);
}
END_TEST

/* As the peer has it: the first row whose weights a change of prices from `from` on reaches. */
static size_t first_touched(const orth_strategy *strategy, size_t from)
{
    static const double even[N] = {1.0 / 3, 1e-4, 1e-7}; /* market caps of one size */
    test_random random = test_seeded(7);
    size_t rows = ROWS - orth_strategy_ahead(strategy);
    double first[N];
    test_strategy_prices(&random, ROWS, N, 1, prices);
    memcpy(first, prices, sizeof first);
    for (size_t e = 0; e < ROWS * N; e++)
        prices[e] *= even[e % N] / first[e % N];
    change_after(&random, N, from);
    test_strategy_weights(strategy, 1, rows, rows, prices, weights);
    test_strategy_weights(strategy, 1, rows, rows, other, again);
    for (size_t e = 0; e < rows * N; e++)
        if (weights[e] != again[e])
            return e / N;
    return rows;
}

/* Rules are reached in the row after a coarse price, `sooner` rows before that
 * by those that look ahead. */
static void check_peer(const char *rule, uint64_t every, bool chunk_sooner)
{
    test_strategy made;
    test_strategy_fill(&made, rule, NULL, "linear", N, every);
    made.spec.as_peer.on = true;
    made.spec.update_every = every;
    orth_strategy *strategy = test_strategy_of(&made.spec);
    size_t sooner = chunk_sooner ? (size_t)every : 0;
    for (size_t from = 70; from < 105; from++) {
        size_t coarse = (from + every - 1) / every * every, have = first_touched(strategy, from);
        ck_assert_msg(have == coarse + 1 - sooner, "%s every %d, prices from %zu: row %zu", rule,
                      (int)every, from, have);
    }
    orth_strategy_free(strategy);
}

START_TEST(what_the_peer_sees)
{
    for (uint64_t every = 1; every <= 7; every += 6) {
        check_peer("momentum", every, false);
        check_peer("difference_momentum", every, false);
        check_peer("index_market_cap", every, false);
        check_peer("min_variance", every, true);
    }
}
END_TEST

START_TEST(what_the_peer_sees_at_the_start)
{
    test_strategy made;
    test_strategy_fill(&made, "index_market_cap", NULL, "linear", N, 7);
    made.spec.as_peer.on = true;
    orth_strategy *strategy = test_strategy_of(&made.spec);
    ck_assert(orth_strategy_ahead(strategy) == 1 && first_touched(strategy, 14) == 14);
    orth_strategy_free(strategy);
    made.spec.warm_up = 15;
    strategy = test_strategy_of(&made.spec);
    ck_assert(orth_strategy_ahead(strategy) == 0 && first_touched(strategy, 14) == 15);
    orth_strategy_free(strategy);
}
END_TEST

static void take_lane(size_t lane, const double *from, double *to)
{
    for (size_t e = 0; e < ROWS * N; e++)
        to[e] = from[e * LANES + lane];
}

static void check_lanes(const test_strategy *made)
{
    static double alone[ROWS * N], of_lane[ROWS * N], alone_prices[ROWS * N];
    test_random random = test_seeded(11);
    orth_strategy *strategy = test_strategy_of(&made->spec);
    size_t rows = ROWS - orth_strategy_ahead(strategy);
    test_strategy_prices(&random, ROWS, N, LANES, prices);
    test_strategy_weights(strategy, LANES, rows, 1 + test_random_below(&random, 40), prices,
                          weights);
    for (size_t l = 0; l < LANES; l++) {
        take_lane(l, prices, alone_prices);
        take_lane(l, weights, of_lane);
        test_strategy_weights(strategy, 1, rows, rows, alone_prices, alone);
        ck_assert_msg(memcmp(alone, of_lane, rows * N * sizeof(double)) == 0, "%s, %s: lane %zu",
                      made->spec.rule.kind, made->spec.path, l);
    }
    memcpy(again, weights, sizeof weights);
    static const char *const sets[] = {"scalar", "avx2", "avx512"};
    const char *usual = orth_kernel_name();
    for (size_t s = 0; s < 3; s++) {
        if (!orth_kernel_select(sets[s]))
            continue;
        test_strategy_weights(strategy, LANES, rows, rows, prices, weights);
        ck_assert_msg(memcmp(again, weights, rows * N * LANES * sizeof(double)) == 0, "%s, %s: %s",
                      made->spec.rule.kind, made->spec.path, sets[s]);
    }
    orth_kernel_select(usual);
    orth_strategy_free(strategy);
}

static void check_lanes_limited(const test_strategy *made)
{
    test_strategy limited = *made;
    limited.spec.largest_change_a_block = 1e-3;
    check_lanes(&limited);
}

static void check_lanes_of_peer(const test_strategy *made)
{
    test_strategy peer = *made;
    peer.spec.as_peer.on = true;
    if (strcmp(peer.spec.path, "amgm") == 0)
        peer.spec.path = "approx_optimal";
    check_lanes(&peer);
}

START_TEST(a_lane_is_a_walk_alone)
{
    test_all_strategies(N, 7, check_lanes);
    test_all_strategies(N, 16, check_lanes_limited);
    test_all_strategies(N, 5, check_lanes_of_peer);
}
END_TEST

ORTH_TEST_MAIN("strategy_sight", no_rule_sees_a_price_before_it_exists, what_the_peer_sees,
               what_the_peer_sees_at_the_start, a_lane_is_a_walk_alone)
