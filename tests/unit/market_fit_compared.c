/* Models that a fit is compared with, where the rows are too few for them. */
#include "harness.h"

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

ORTH_TEST_MAIN("market_fit_compared", too_few_rows_are_noted)
