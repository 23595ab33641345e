/* tests/cases/scenario: what must be refused. */
#include "harness.h"

#include "cases.h"
#include "orthant/scenario.h"

static orth_status read_scenario(const char *folder, const char *text, size_t length,
                                 orth_error *error)
{
    (void)folder;
    orth_scenario *scenario;
    orth_status status = orth_scenario_parse(&scenario, text, length, "input.json", error);
    ck_assert((status == ORTH_OK) == (scenario != NULL));
    orth_scenario_free(scenario);
    return status;
}

START_TEST(bad_input_is_refused_with_these_words)
{
    test_cases("tests/cases/scenario", "input.json", 200, read_scenario);
}
END_TEST

ORTH_TEST_MAIN("scenario_cases", bad_input_is_refused_with_these_words)
