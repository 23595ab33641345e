/* Every allocation of a score's making failing in turn, alone and with all that follow: an error
 * that says so, nothing half-made, nothing left behind. */
#include "failing_malloc.h"
#include "harness.h"

#include <string.h>

#include "orthant/market_score.h"

#define ROWS 401
static const char *const tokens[] = {"ONE", "TWO"};
static const double volatility[] = {0.001, 0.002};

/* Check allocates too: nothing is asserted while allocations are counted. */
typedef struct attempt {
    orth_status status;
    bool whole;
    long left, seen;
} attempt;

static attempt make(const orth_score_data *data, const orth_market *model, long k, bool rest,
                    orth_error *error)
{
    static const uint64_t horizons[] = {1, 2};
    orth_score_terms terms = {.horizon_count = 2,
                              .horizons = horizons,
                              .resamples = 20,
                              .paths = 19,
                              .reference = 2,
                              .threads = 1};
    orth_score *score;
    attempt result = {.left = -held};
    seen = 0;
    fail_rest = rest;
    fail_at = k;
    result.status = orth_score_make(&score, data, model, &terms, error);
    result.whole = (result.status == ORTH_OK) == (score != NULL);
    orth_score_free(score);
    fail_at = 0;
    result.seen = seen;
    result.left += held;
    return result;
}

START_TEST(every_allocation)
{
    orth_market_spec spec = {.model = "gbm",
                             .n = 2,
                             .tokens = tokens,
                             .block_seconds = ORTH_YEAR_SECONDS,
                             .parameters = {{"volatility", volatility}}};
    static double prices[2 * ROWS];
    static int64_t times[ROWS];
    orth_market *market;
    orth_market_walk *walk;
    orth_error error;
    ck_assert(orth_market_create(&market, &spec, &error) == ORTH_OK);
    ck_assert(orth_market_walk_create(&walk, market, 1, &error) == ORTH_OK);
    orth_market_walk_start(walk, 1000);
    ck_assert(orth_market_walk_fill(walk, ROWS, prices, NULL, &error) == ORTH_OK);
    for (size_t t = 0; t < ROWS; t++)
        times[t] = (int64_t)t;
    orth_score_data data = {2, tokens, ROWS, prices, times};
    attempt got = make(&data, market, 0, false, &error);
    ck_assert(got.status == ORTH_OK && got.left == 0);
    for (int rest = 0; OWN_ALLOCATOR && rest < 2; rest++)
        for (long k = 1; k < 10000; k++) {
            error.text[0] = '\0';
            got = make(&data, market, k, rest == 1, &error);
            ck_assert_msg(got.left == 0 && got.whole, "allocation %ld: %ld blocks left", k,
                          got.left);
            if (got.seen < k)
                break;
            /* qsort goes on without memory of its own */
            ck_assert_msg(got.status == ORTH_OK || (got.status == ORTH_NO_MEMORY &&
                                                    strstr(error.text, "out of memory") != NULL),
                          "allocation %ld: %s", k, error.text);
        }
    orth_market_walk_free(walk);
    orth_market_free(market);
}
END_TEST

ORTH_TEST_MAIN("market_score_memory", every_allocation)
