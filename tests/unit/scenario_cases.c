/* tests/cases/scenario: each folder holds an input.json that must be refused, and in `error` the
 * exact message. */
#include "harness.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/file_in.h"
#include "orthant/scenario.h"

#define CASES "tests/cases/scenario"

static char *read_text(const char *folder, const char *name, size_t *length)
{
    char path[512], *text;
    snprintf(path, sizeof path, CASES "/%s/%s", folder, name);
    orth_error error;
    ck_assert_msg(orth_file_read(&text, length, path, 1 << 24, &error) == ORTH_OK, "%s",
                  error.text);
    return text;
}

static int holds(const char *folder)
{
    size_t length, expected_length;
    char *input = read_text(folder, "input.json", &length);
    char *expected = read_text(folder, "error", &expected_length);
    expected[strcspn(expected, "\n")] = '\0';
    orth_scenario *scenario;
    orth_error error = {.text = "accepted"};
    orth_status status = orth_scenario_parse(&scenario, input, length, "input.json", &error);
    int good = status == ORTH_BAD_INPUT && error.status == status && scenario == NULL &&
               strcmp(error.text, expected) == 0;
    if (!good)
        printf("%s:\n  expected %s\n  got      %s\n", folder, expected, error.text);
    orth_scenario_free(scenario);
    free(input);
    free(expected);
    return good;
}

START_TEST(bad_input_is_refused_with_these_words)
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
    printf("%d of %d scenario cases hold\n", good, seen);
    fflush(stdout); /* a failing test's process ends without */
    ck_assert_int_eq(good, seen);
    ck_assert_int_ge(seen, 100);
}
END_TEST

ORTH_TEST_MAIN("scenario_cases", bad_input_is_refused_with_these_words)
