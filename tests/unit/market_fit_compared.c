/* Models that a fit is compared with, where the rows are too few for them; and that no note is lost
 * however many there are. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "orthant/market_fit.h"

START_TEST(too_few_rows_are_noted)
{
    enum { ROWS = 190 };
    static const char *const tokens[] = {"A", "B", "C"};
    static double prices[3 * ROWS];
    test_random random = test_seeded(1);
    for (size_t e = 0; e < 3 * ROWS; e++)
        prices[e] = 100 + test_random_unit(&random);
    orth_market_fit_data data = {.n = 3, .tokens = tokens, .rows = ROWS, .prices = prices};
    orth_market_fit_terms terms = {
        .model = ORTH_MARKET_FIT_GBM, .block_seconds = 60, .compare = true};
    orth_error error = {.status = ORTH_OK, .text = ""};
    for (int asked = 0; asked < 2; asked++) {
        orth_market_fit *fit;
        ck_assert(orth_market_fit_make(&fit, &data, &terms, asked ? &error : NULL) == ORTH_OK);
        size_t noted = 0;
        for (size_t i = 0; i < fit->note_count; i++)
            noted += strstr(fit->notes[i], "is not compared: ") != NULL;
        ck_assert_uint_eq(noted, 2);
        ck_assert_str_eq(error.text, "");
        orth_market_fit_free(fit);
    }
}
END_TEST

/* Every token has a note of its own, rows with a gap have three, and models come after them. */
START_TEST(no_note_is_lost)
{
    enum { N = ORTH_MARKET_FIT_TOKENS_MAX, ROWS = 3500 };
    static char names[N][8];
    static const char *tokens[N];
    static double prices[N * ROWS];
    static int64_t times[ROWS];
    test_random random = test_seeded(2);
    for (size_t i = 0; i < N; i++) {
        snprintf(names[i], sizeof names[i], "T%zu", i);
        tokens[i] = names[i];
    }
    for (size_t e = 0; e < N * ROWS; e++)
        prices[e] = 100 + floor(3 * test_random_unit(&random));
    for (size_t k = 0; k < ROWS; k++)
        times[k] = (int64_t)(60000000 * (k < ROWS / 2 ? k : k + 5));
    orth_market_fit_data data = {
        .n = N, .tokens = tokens, .rows = ROWS, .prices = prices, .times = times};
    orth_market_fit_terms terms = {
        .model = ORTH_MARKET_FIT_GBM, .block_seconds = 30, .compare = true};
    orth_market_fit *fit;
    ck_assert(orth_market_fit_make(&fit, &data, &terms, NULL) == ORTH_OK);
    size_t coarse = 0, compared = 0;
    for (size_t i = 0; i < fit->note_count; i++) {
        coarse += strstr(fit->notes[i], "coarse prices") != NULL;
        compared += strstr(fit->notes[i], "is not compared: ") != NULL;
    }
    ck_assert_uint_eq(coarse, N);
    ck_assert_uint_eq(compared, 2);
    orth_market_fit_free(fit);
}
END_TEST

ORTH_TEST_MAIN("market_fit_compared", too_few_rows_are_noted, no_note_is_lost)
