/* Every allocation of a fit's making failing in turn, alone and with all that follow: an error that
 * says so, nothing half-made, nothing left behind. */
#include "failing_malloc.h"
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/market_fit.h"

#define ROWS 361
static const char *const tokens[] = {"ONE", "TWO"};

/* Check allocates too: nothing is asserted while allocations are counted. */
typedef struct attempt {
    orth_status status;
    bool whole;
    long left, seen;
} attempt;

static attempt make(const orth_market_fit_data *data, orth_market_fit_model model, long k,
                    bool rest, orth_error *error)
{
    orth_market_fit_terms terms = {.model = model, .no_drift = true};
    orth_market_fit *fit;
    attempt result = {.left = -held};
    seen = 0;
    fail_rest = rest;
    fail_at = k;
    result.status = orth_market_fit_make(&fit, data, &terms, error);
    result.whole = (result.status == ORTH_OK) == (fit != NULL);
    orth_market_fit_free(fit);
    fail_at = 0;
    result.seen = seen;
    result.left += held;
    return result;
}

START_TEST(every_allocation)
{
    static double prices[2 * ROWS];
    static int64_t times[ROWS];
    orth_error error;
    for (size_t r = 0; r < ROWS; r++) {
        double jump = r % 40 == 7 ? 0.05 : 0;
        prices[2 * r] = exp(1e-3 * sin(37.0 * (double)(r * r)) + jump);
        prices[2 * r + 1] = exp(2e-3 * cos(91.0 * (double)(r * r)));
        times[r] = (int64_t)(r + r / 100) * 60000000; /* three gaps */
    }
    orth_market_fit_data data = {2, tokens, ROWS, prices, times};
    for (size_t m = 0; m < ORTH_MARKET_FIT_MODELS; m++) {
        orth_market_fit_model model = (orth_market_fit_model)m;
        attempt got = make(&data, model, 0, false, &error);
        ck_assert(got.status == ORTH_OK && got.left == 0);
        for (int rest = 0; OWN_ALLOCATOR && rest < 2; rest++)
            for (long k = 1; k < 10000; k += k < 40 ? 1 : 7) {
                error.text[0] = '\0';
                got = make(&data, model, k, rest == 1, &error);
                ck_assert_msg(got.left == 0 && got.whole, "allocation %ld: %ld blocks left", k,
                              got.left);
                if (got.seen < k)
                    break;
                /* qsort, and NLopt's search, go on without memory of their own. */
                ck_assert_msg(
                    got.status == ORTH_OK || (got.status == ORTH_NO_MEMORY &&
                                              strstr(error.text, "out of memory") != NULL),
                    "%s, allocation %ld: %s", orth_market_fit_model_name(model), k, error.text);
            }
    }
}
END_TEST

ORTH_TEST_MAIN("market_fit_memory", every_allocation)
