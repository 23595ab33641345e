/* A scorecard has the same bits with any number of threads and on every instruction set. */
#include "scores.h"

#include <stdlib.h>

#include "orthant/kernel.h"

static void hold_same(const orth_score *a, const orth_score *b)
{
    for (size_t l = 0; l < orth_score_line_count(a); l++) {
        const orth_score_line *x = orth_score_line_at(a, l), *y = orth_score_line_at(b, l);
        ck_assert(x->distance == y->distance && x->gbm_distance == y->gbm_distance);
        ck_assert(x->band == y->band && x->distance_low == y->distance_low);
        ck_assert(x->distance_high == y->distance_high && x->verdict == y->verdict);
        for (size_t v = 0; v < x->count; v++) {
            ck_assert(x->data[v] == y->data[v] && x->model[v] == y->model[v]);
            ck_assert(x->data_low[v] == y->data_low[v] && x->model_high[v] == y->model_high[v]);
        }
    }
}

START_TEST(the_same_bits_on_threads_and_kernels)
{
    static const char *const kernels[] = {"scalar", "avx2", "avx512"};
    static const uint64_t horizons[] = {1, 3};
    orth_market *market = score_garch(SCORE_TOKENS, 3);
    double *prices = score_prices(market, 1000, 1101);
    orth_score_data data = {SCORE_TOKENS, score_tokens, 1101, prices, NULL};
    orth_score *first = NULL;
    for (size_t k = 0; k < 3; k++) {
        if (!orth_kernel_select(kernels[k]))
            continue;
        orth_score_terms terms = {.horizon_count = 2,
                                  .horizons = horizons,
                                  .resamples = 20,
                                  .paths = 19,
                                  .reference = 3,
                                  .threads = (unsigned)k + 1};
        orth_score *score = score_make(&data, market, &terms);
        if (first != NULL)
            hold_same(first, score);
        else
            first = score;
        if (score != first)
            orth_score_free(score);
    }
    orth_score_free(first);
    orth_market_free(market);
    free(prices);
}
END_TEST

ORTH_TEST_MAIN("market_score_threads", the_same_bits_on_threads_and_kernels)
