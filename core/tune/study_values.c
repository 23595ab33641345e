/* Values of a study's parameters: as text, in a scenario, and what a scenario has. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "sweep/json_pointer.h"
#include "sweep/json_text.h"
#include "tune/study.h"

void orth_study_value(char text[ORTH_STUDY_VALUE_MAX], double value)
{
    orth_locale outer = orth_locale_enter();
    char digits[ORTH_DOUBLE_TEXT_MAX];
    snprintf(digits, sizeof digits, "%.9g", value);
    orth_json_text_number(text, strtod(digits, NULL));
    orth_locale_leave(outer);
}

orth_status orth_study_use_table(orth_scenario *scenario, const orth_study *study,
                                 orth_error *error)
{
    return study->table != NULL ? orth_scenario_set_price_table(scenario, study->table, error)
                                : ORTH_OK;
}

orth_status orth_study_scenario(orth_scenario **scenario, const orth_study *study,
                                const char *const *values, orth_error *error)
{
    orth_status status =
        values != NULL ? orth_splice_scenario(scenario, study->splice, values, error)
                       : orth_scenario_parse(scenario, study->usual_text, strlen(study->usual_text),
                                             study->scenario_file, error);
    if (status == ORTH_OK)
        status = orth_study_use_table(*scenario, study, error);
    return status;
}

/* What a JSON pointer, known to be one, leads to; NULL where there is nothing. */
const json_t *orth_study_at(const json_t *tree, const char *pointer)
{
    while (tree != NULL && *pointer == '/') {
        char name[ORTH_SWEEP_POINTER_MAX + 1];
        pointer += 1 + orth_json_pointer_name(name, pointer);
        char *end;
        size_t index = strtoul(name, &end, 10);
        tree = json_is_array(tree) ? (*end == '\0' ? json_array_get(tree, index) : NULL)
                                   : json_object_get(tree, name);
    }
    return tree;
}
