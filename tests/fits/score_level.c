/* How often a model is inside the joint band of its own: a path of the very model is scored against
 * it, and no line may be beyond the band in 95 % of cases, exactly. Few seeds within four standard
 * errors; ORTH_FITS_SEEDS=1000 within 93 to 97 %. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "orthant/market_score.h"

#define TOKENS 2
#define ROWS 401
#define USUAL 120
static const char *const tokens[] = {"ONE", "TWO"};
static const double volatility[] = {0.001, 0.002}, correlation[] = {1, 0.5, 0.5, 1};
static const double rate[] = {0.02, 0.01}, deviation[] = {0.004, 0.004};
static const double alpha[] = {0.1, 0.1}, beta[] = {0.8, 0.8};

static orth_market *market_of(const orth_market_spec *spec)
{
    orth_market *market;
    orth_error error;
    ck_assert_msg(orth_market_create(&market, spec, &error) == ORTH_OK, "%s", error.text);
    return market;
}

/* Blocks of a year, so that parameters are those of a block. */
static orth_market_spec spec_of(const char *model, uint64_t seed)
{
    return (orth_market_spec){
        .model = model,
        .n = TOKENS,
        .tokens = tokens,
        .seed = seed,
        .block_seconds = ORTH_YEAR_SECONDS,
        .parameters = {{"volatility", volatility}, {"correlation", correlation}}};
}

/* Path 0, which no score draws. */
static void walk(const orth_market *market, double *prices)
{
    orth_market_walk *path;
    orth_error error;
    ck_assert_int_eq(orth_market_walk_create(&path, market, 1, &error), ORTH_OK);
    orth_market_walk_start(path, 0);
    ck_assert_int_eq(orth_market_walk_fill(path, ROWS, prices, NULL, &error), ORTH_OK);
    orth_market_walk_free(path);
}

/* Gaps in the times of some rows: what is left out, is so of the paths too. */
static bool is_inside(const orth_market *market, uint64_t seed, bool gaps)
{
    static const uint64_t horizons[] = {1, 2};
    double prices[TOKENS * ROWS];
    int64_t times[ROWS];
    for (size_t t = 0; t < ROWS; t++)
        times[t] = (int64_t)(t + t / 50 * 7) * 1000000;
    walk(market, prices);
    orth_score_data data = {TOKENS, tokens, ROWS, prices, gaps ? times : NULL};
    orth_score_terms terms = {.horizon_count = gaps ? 1 : 2,
                              .horizons = horizons,
                              .paths = 39,
                              .reference = 8,
                              .seed = seed,
                              .threads = 1};
    orth_score *score;
    orth_error error;
    ck_assert_msg(orth_score_make(&score, &data, market, &terms, &error) == ORTH_OK, "%s",
                  error.text);
    bool inside = orth_score_inside(score);
    orth_score_free(score);
    return inside;
}

static void check_level(const char *name, orth_market *(*make)(uint64_t seed), bool gaps)
{
    const char *asked = getenv("ORTH_FITS_SEEDS");
    size_t seeds = asked != NULL ? (size_t)strtoul(asked, NULL, 10) : USUAL, inside = 0;
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        orth_market *market = make(seed);
        inside += is_inside(market, seed, gaps);
        orth_market_free(market);
    }
    double share = (double)inside / (double)seeds, luck = 4 * sqrt(0.95 * 0.05 / (double)seeds);
    printf("%s: inside its own band in %zu of %zu, %.2f %%\n", name, inside, seeds, 100 * share);
    fflush(stdout);
    ck_assert_msg(fabs(share - 0.95) <= (seeds >= 1000 ? 0.02 : luck), "%s: %zu of %zu", name,
                  inside, seeds);
}

static orth_market *make_gbm(uint64_t seed)
{
    orth_market_spec spec = spec_of("gbm", seed);
    return market_of(&spec);
}

static orth_market *make_merton(uint64_t seed)
{
    orth_market_spec spec = spec_of("merton", seed);
    spec.parameters[2] = (orth_market_parameter){"jump_rate", rate};
    spec.parameters[3] = (orth_market_parameter){"jump_deviation", deviation};
    return market_of(&spec);
}

static orth_market *make_garch(uint64_t seed)
{
    orth_market_spec spec = spec_of("garch", seed);
    spec.parameters[2] = (orth_market_parameter){"garch_alpha", alpha};
    spec.parameters[3] = (orth_market_parameter){"garch_beta", beta};
    return market_of(&spec);
}

/* A file of a path of that garch, its own for each seed, drawn again. */
static orth_market *make_bootstrap(uint64_t seed)
{
    static const double length = 20;
    double prices[TOKENS * ROWS];
    orth_market *garch = make_garch(seed);
    walk(garch, prices);
    orth_market_free(garch);
    char name[] = "/tmp/orthant-score-level-XXXXXX";
    int descriptor = mkstemp(name);
    ck_assert(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    ck_assert(file != NULL);
    fprintf(file, "time,ONE,TWO\n");
    for (size_t t = 0; t < ROWS; t++)
        fprintf(file, "%zu,%.17g,%.17g\n", t, prices[2 * t], prices[2 * t + 1]);
    ck_assert_int_eq(fclose(file), 0);
    orth_market_spec spec = {.model = "bootstrap",
                             .n = TOKENS,
                             .tokens = tokens,
                             .seed = seed,
                             .file = name,
                             .parameters = {{"mean_length", &length}}};
    orth_market *market = market_of(&spec);
    remove(name);
    return market;
}

START_TEST(gbm)
{
    check_level("gbm", make_gbm, false);
}
END_TEST

START_TEST(merton)
{
    check_level("merton", make_merton, false);
}
END_TEST

START_TEST(garch)
{
    check_level("garch", make_garch, false);
}
END_TEST

START_TEST(garch_with_gaps)
{
    check_level("garch with gaps", make_garch, true);
}
END_TEST

START_TEST(bootstrap)
{
    check_level("bootstrap", make_bootstrap, false);
}
END_TEST

ORTH_TEST_MAIN("fits/score_level", gbm, merton, garch, garch_with_gaps, bootstrap)
