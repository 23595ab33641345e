/* tests/cases/sweep: what must be refused before anything runs. */
#include "harness.h"

#include "cases.h"
#include "orthant/sweep.h"

static orth_status read_sweep(const char *folder, const char *text, size_t length,
                              orth_error *error)
{
    (void)folder;
    orth_sweep *sweep;
    orth_status status = orth_sweep_parse(&sweep, text, length, "input.json", error);
    ck_assert((status == ORTH_OK) == (sweep != NULL));
    orth_sweep_free(sweep);
    return status;
}

START_TEST(bad_input_is_refused_with_these_words)
{
    test_cases("tests/cases/sweep", "input.json", 55, read_sweep);
}
END_TEST

ORTH_TEST_MAIN("sweep_cases", bad_input_is_refused_with_these_words)
