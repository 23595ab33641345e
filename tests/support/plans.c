#include "harness.h"

#include "plans.h"

#include <stdio.h>
#include <string.h>

const char test_plan_scenario[] =
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"start\": {\"weights\": [0.2, 0.3, 0.5]},"
    " \"target\": {\"weights\": [0.5, 0.3, 0.2]}, \"steps\": 40,"
    " \"pool\": {\"value\": 1000000, \"unit\": \"USD\"},"
    " \"guard_rails\": {\"minimum_weight\": \"0.05\", \"largest_move\": \"0.2\"},"
    " \"chain\": {\"block_present\": 0.9, \"seed\": 3}}";

static orth_plan_study_options options_of(const orth_scenario *scenario, const char *target)
{
    orth_plan_study_options options = orth_plan_study_options_of(scenario);
    options.target = target;
    options.gas = 3;
    options.missing.runs = options.missing.runs > 0 ? 5 : 0;
    ck_assert(orth_address_parse(&options.address, "0x52908400098527886E0F7030069857D2E4169EE7",
                                 NULL) == ORTH_OK);
    return options;
}

test_plan test_plan_make(const char *text, const char *target, size_t calls, bool legal)
{
    test_plan m;
    orth_error error;
    ck_assert_msg(orth_scenario_parse(&m.scenario, text, strlen(text), "test", &error) == ORTH_OK,
                  "%s", error.text);
    ck_assert(orth_scenario_move(&m.move, m.scenario, NULL) == ORTH_OK);
    m.options = options_of(m.scenario, target);
    m.options.calls = calls;
    m.options.legal = legal;
    ck_assert_msg(orth_plan_study_create(&m.study, m.move, &m.options, &error) == ORTH_OK, "%s",
                  error.text);
    return m;
}

void test_plan_unmake(test_plan *m)
{
    orth_plan_study_free(m->study);
    orth_move_free(m->move);
    orth_scenario_free(m->scenario);
}

char *test_plan_written(const orth_plan_study *study)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    ck_assert(orth_plan_study_write_json(study, stream, NULL) == ORTH_OK);
    ck_assert(fclose(stream) == 0);
    return text;
}
