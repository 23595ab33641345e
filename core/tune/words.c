#include "tune/words.h"

#include <stdio.h>

#include "tune/study.h"

const char *orth_tune_validation_name(orth_tune_validation validation)
{
    static const char *const names[] = {"walk_forward", "fresh_paths", "none"};
    return names[validation];
}

double orth_tune_days(int64_t micros)
{
    return (double)micros / 86400e6;
}

const char *orth_tune_objective_text(const orth_study *study, char text[ORTH_TUNE_OBJECTIVE_MAX])
{
    static const char *const units[] = {" (log of value, a year)", " ratio (a year)", " (bp)", ""};
    snprintf(text, ORTH_TUNE_OBJECTIVE_MAX, "%s%s", study->pointer, units[study->objective]);
    return text;
}

char orth_tune_axis_letter(size_t axis)
{
    return (char)('a' + (int)(axis % 26));
}
