/* How often a model is inside the joint band of its own: in 95 % of cases, exactly. Here 200 seeds;
 * ORTH_TEST_SEEDS=1000, in 7 s: 952 of seeds 1 .. 1000, and 958 of 70001 .. 71000. 2 s. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>

#include "orthant/market_score.h"

#define ROWS 401
static const char *const tokens[] = {"ONE", "TWO"};
static const double volatility[] = {0.001, 0.002}, correlation[] = {1, 0.5, 0.5, 1};
static const double rate[] = {0.02, 0.01}, deviation[] = {0.004, 0.004};
static const double alpha[] = {0.1, 0.1}, beta[] = {0.8, 0.8};

/* Models one after the other, blocks of a year. */
static orth_market *market_of(size_t kind, uint64_t seed)
{
    static const char *const models[] = {"gbm", "merton", "garch"};
    orth_market_spec spec = {
        .model = models[kind],
        .n = 2,
        .tokens = tokens,
        .seed = seed,
        .block_seconds = ORTH_YEAR_SECONDS,
        .parameters = {{"volatility", volatility}, {"correlation", correlation}}};
    if (kind == 1) {
        spec.parameters[2] = (orth_market_parameter){"jump_rate", rate};
        spec.parameters[3] = (orth_market_parameter){"jump_deviation", deviation};
    } else if (kind == 2) {
        spec.parameters[2] = (orth_market_parameter){"garch_alpha", alpha};
        spec.parameters[3] = (orth_market_parameter){"garch_beta", beta};
    }
    orth_market *market;
    orth_error error;
    ck_assert_msg(orth_market_create(&market, &spec, &error) == ORTH_OK, "%s", error.text);
    return market;
}

/* Path 0 of the very model, which no score draws. */
static bool is_inside(size_t kind, uint64_t seed)
{
    static const uint64_t horizons[] = {1, 2};
    double prices[2 * ROWS];
    orth_market *market = market_of(kind, seed);
    orth_market_walk *walk;
    orth_error error;
    ck_assert(orth_market_walk_create(&walk, market, 1, &error) == ORTH_OK);
    orth_market_walk_start(walk, 0);
    ck_assert(orth_market_walk_fill(walk, ROWS, prices, NULL, &error) == ORTH_OK);
    orth_score_data data = {2, tokens, ROWS, prices, NULL};
    orth_score_terms terms = {.horizon_count = 2,
                              .horizons = horizons,
                              .paths = 39,
                              .reference = 8,
                              .seed = seed,
                              .threads = 1};
    orth_score *score;
    ck_assert_msg(orth_score_make(&score, &data, market, &terms, &error) == ORTH_OK, "%s",
                  error.text);
    bool inside = orth_score_inside(score);
    orth_score_free(score);
    orth_market_walk_free(walk);
    orth_market_free(market);
    return inside;
}

START_TEST(own_paths_are_inside)
{
    uint64_t seeds = test_setting("ORTH_TEST_SEEDS", 200), inside = 0, first = test_seed(1);
    for (uint64_t seed = first; seed < first + seeds; seed++)
        inside += is_inside(seed % 3, seed);
    /* within 4 standard errors of 95 % */
    double expected = 0.95 * (double)seeds, error = sqrt(0.95 * 0.05 * (double)seeds);
    test_worst("inside, per cent", 100 * (double)inside / (double)seeds);
    ck_assert_double_le(fabs((double)inside - expected), 4 * error);
}
END_TEST

ORTH_TEST_MAIN("market_score_level", own_paths_are_inside)
