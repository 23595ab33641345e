/* JSON pointers into texts made by hand. */
#include "harness.h"

#include <string.h>

#include "sweep/pick.h"

/* Names that no result has today: those that a pointer or JSON escapes, none at all, and values
 * that hold what would end them. */
START_TEST(names_of_all_kinds)
{
    static const char text[] =
        "{\"a/b\": 1, \"m~n\": {\"mean\": -2.50, \"ci95\": [-3e0, -2]}, \"q\\\"\\\\\": \"x\\\"]},\","
        " \"\": 7, \"e\": {}, \"l\": [], \"u\\u001b\": true, \"l2\": [[1, 2], [], [3, [4]]],"
        " \"t\": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], \"a\": null, \"ab\": \"{\"}\n";
    static const struct {
        const char *pointer, *value, *low;
    } cases[] = {{"/a~1b", "1", NULL},
                 {"/m~0n", "-2.50", "-3e0"},
                 {"/m~0n/ci95/1", "-2", NULL},
                 {"/q\"\\", "\"x\\\"]},\"", NULL},
                 {"/", "7", NULL},
                 {"/e/x", NULL, NULL},
                 {"/l/0", NULL, NULL},
                 {"/u\033", "true", NULL},
                 {"/l2/2/1/0", "4", NULL},
                 {"/l2/0/1", "2", NULL},
                 {"/l2/1/0", NULL, NULL},
                 {"/t/11", "11", NULL},
                 {"/t/9", "9", NULL},
                 {"/t/10", "10", NULL},
                 {"/t/12", NULL, NULL},
                 {"/t/1", "1", NULL},
                 {"/a", "null", NULL},
                 {"/a/b", NULL, NULL},
                 {"/ab", "\"{\"", NULL},
                 {"/a~1", NULL, NULL},
                 {"/t/-", NULL, NULL},
                 {"/t/", NULL, NULL},
                 {"/ab", "\"{\"", NULL}};
    enum { CASES = sizeof cases / sizeof cases[0] };
    static const char *const beside[] = {"mean", NULL};
    const char *pointers[CASES];
    orth_picked picked[CASES];
    orth_error error;
    for (size_t i = 0; i < CASES; i++)
        pointers[i] = cases[i].pointer;
    ck_assert(orth_pick(picked, CASES, pointers, text, beside, &error) == ORTH_OK);
    for (size_t i = 0; i < CASES; i++) {
        const orth_picked_text *const found[] = {&picked[i].value, &picked[i].low};
        const char *const expected[] = {cases[i].value, cases[i].low};
        for (size_t k = 0; k < 2; k++) {
            ck_assert_msg((found[k]->text == NULL) == (expected[k] == NULL), "%s",
                          cases[i].pointer);
            ck_assert_msg(expected[k] == NULL ||
                              (found[k]->length == strlen(expected[k]) &&
                               memcmp(found[k]->text, expected[k], found[k]->length) == 0),
                          "%s", cases[i].pointer);
        }
    }
}
END_TEST

ORTH_TEST_MAIN("sweep_pick", names_of_all_kinds)
