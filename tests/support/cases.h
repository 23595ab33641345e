/* Folders of bad input: each holds a file that must be refused, and in `error` the exact message.
 */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include <stddef.h>

#include "orthant/status.h"

/* Reads `text`, of the case in `folder`, under the input's own name; what it made, which should be
 * nothing, is freed. */
typedef orth_status test_case_reader(const char *folder, const char *text, size_t length,
                                     orth_error *error);

/* Every folder in `cases`, at least `least` of them, refuses its file `input` with its words. With
 * ORTH_TEST_UPDATE set, the messages are written as well. */
void test_cases(const char *cases, const char *input, int least, test_case_reader *reader);

#endif
