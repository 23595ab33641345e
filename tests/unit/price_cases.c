/* tests/cases/prices: each folder holds an `input` that must be refused, in `error` the exact
 * message, and in `tokens`, where it is there, the tokens that are looked for ("BTC" otherwise).
 * With ORTH_TEST_UPDATE set, the messages are written instead of compared. */
#include "harness.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "numeric/file_in.h"
#include "orthant/market.h"

#define CASES "tests/cases/prices"

static char *read_text(const char *folder, const char *name, size_t *length)
{
    char path[512], *text;
    snprintf(path, sizeof path, CASES "/%s/%s", folder, name);
    orth_error error;
    ck_assert_msg(orth_file_read(&text, length, path, 1 << 24, &error) == ORTH_OK, "%s",
                  error.text);
    return text;
}

static size_t read_tokens(const char *folder, char *text, size_t size, const char **tokens)
{
    char path[512];
    snprintf(path, sizeof path, CASES "/%s/tokens", folder);
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

static void update(const char *folder, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, CASES "/%s/error", folder);
    FILE *file = fopen(path, "w");
    ck_assert(file != NULL && fprintf(file, "%s\n", text) > 0 && fclose(file) == 0);
}

static int holds(const char *folder)
{
    size_t length, expected_length;
    char names[256];
    const char *tokens[8];
    size_t n = read_tokens(folder, names, sizeof names, tokens);
    char *input = read_text(folder, "input", &length);
    char *expected = read_text(folder, "error", &expected_length);
    expected[strcspn(expected, "\n")] = '\0';
    orth_prices *prices;
    orth_error error = {.text = "accepted"};
    orth_status status = orth_prices_parse(&prices, input, length, "input", n, tokens, &error);
    if (getenv("ORTH_TEST_UPDATE") != NULL)
        update(folder, error.text);
    int good = status == ORTH_BAD_INPUT && error.status == status && prices == NULL &&
               strcmp(error.text, expected) == 0;
    if (!good)
        printf("%s:\n  expected %s\n  got      %s\n", folder, expected, error.text);
    orth_prices_free(prices);
    free(input);
    free(expected);
    return good;
}

START_TEST(bad_files_are_refused_with_these_words)
{
    DIR *cases = opendir(CASES);
    ck_assert_msg(cases != NULL, "run from the folder that holds tests/");
    int seen = 0, good = 0;
    for (struct dirent *entry; (entry = readdir(cases)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        seen++;
        good += holds(entry->d_name);
    }
    closedir(cases);
    printf("%d of %d price cases hold\n", good, seen);
    fflush(stdout);
    ck_assert_int_eq(good, seen);
    ck_assert_int_ge(seen, 75);
}
END_TEST

ORTH_TEST_MAIN("price_cases", bad_files_are_refused_with_these_words)
