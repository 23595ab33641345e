#include "cases.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "harness.h"

static char *read_text(const char *folder, const char *name, size_t *length)
{
    char path[512], *text;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    orth_error error;
    ck_assert_msg(orth_file_read(&text, length, path, 1 << 24, &error) == ORTH_OK, "%s",
                  error.text);
    return text;
}

static void update(const char *folder, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/error", folder);
    FILE *file = fopen(path, "w");
    ck_assert(file != NULL && fprintf(file, "%s\n", text) > 0 && fclose(file) == 0);
}

static int holds(const char *folder, const char *input, test_case_reader *reader)
{
    size_t length, expected_length;
    char *text = read_text(folder, input, &length);
    orth_error error = {.text = "accepted"};
    orth_status status = reader(folder, text, length, &error);
    if (getenv("ORTH_TEST_UPDATE") != NULL)
        update(folder, error.text);
    char *expected = read_text(folder, "error", &expected_length);
    expected[strcspn(expected, "\n")] = '\0';
    int good =
        status == ORTH_BAD_INPUT && error.status == status && strcmp(error.text, expected) == 0;
    if (!good)
        printf("%s:\n  expected %s\n  got      %s\n", folder, expected, error.text);
    free(text);
    free(expected);
    return good;
}

void test_cases(const char *cases, const char *input, int least, test_case_reader *reader)
{
    DIR *folders = opendir(cases);
    ck_assert_msg(folders != NULL, "run from the folder that holds tests/");
    int seen = 0, good = 0;
    for (struct dirent *entry; (entry = readdir(folders)) != NULL;) {
        char folder[400];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(folder, sizeof folder, "%s/%s", cases, entry->d_name);
        seen++;
        good += holds(folder, input, reader);
    }
    closedir(folders);
    printf("%d of %d cases hold\n", good, seen);
    fflush(stdout); /* a failing test's process ends without */
    ck_assert_int_eq(good, seen);
    ck_assert_int_ge(seen, least);
}
