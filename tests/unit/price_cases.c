/* tests/cases/prices: what must be refused; in `tokens`, where it is there, the tokens that are
 * looked for ("BTC" otherwise). */
#include "harness.h"

#include <stdio.h>
#include <string.h>

#include "cases.h"
#include "orthant/market.h"

static size_t read_tokens(const char *folder, char *text, size_t size, const char **tokens)
{
    char path[512];
    snprintf(path, sizeof path, "%s/tokens", folder);
    FILE *file = fopen(path, "r");
    strcpy(text, "BTC");
    if (file != NULL) {
        ck_assert_ptr_nonnull(fgets(text, (int)size, file));
        fclose(file);
    }
    size_t n = 0;
    for (char *token = strtok(text, ",\n"); token != NULL; token = strtok(NULL, ",\n"))
        tokens[n++] = token;
    return n;
}

static orth_status read_prices(const char *folder, const char *text, size_t length,
                               orth_error *error)
{
    char names[256];
    const char *tokens[8];
    size_t n = read_tokens(folder, names, sizeof names, tokens);
    orth_prices *prices;
    orth_status status = orth_prices_parse(&prices, text, length, "input", n, tokens, error);
    ck_assert((status == ORTH_OK) == (prices != NULL));
    orth_prices_free(prices);
    return status;
}

START_TEST(bad_files_are_refused_with_these_words)
{
    test_cases("tests/cases/prices", "input", 75, read_prices);
}
END_TEST

ORTH_TEST_MAIN("price_cases", bad_files_are_refused_with_these_words)
