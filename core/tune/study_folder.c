/* What stands in a study's folder before anything is written there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_in.h"
#include "orthant/limits.h"
#include "tune/study.h"

#define REMEDY "permitted: another folder (-o), or another name for it"

/* The study and its scenario are somebody's own files. */
static orth_status check_own(const orth_study *study, const char *name, orth_error *error)
{
    bool own = orth_file_same(name, study->file) || orth_file_same(name, study->scenario_file);
    for (size_t i = 0; i < study->input_count; i++)
        own = own || orth_file_same(name, study->inputs[i]);
    return own ? orth_fail(error, ORTH_BAD_INPUT,
                           "%s: the study's own file would stand in place of this one, which is "
                           "read; " REMEDY,
                           name)
               : ORTH_OK;
}

/* Without trials beside it, whose first line tells whose they are, a study.json is to be this
 * one. */
static orth_status check_text(const orth_study *study, const char *name, orth_error *error)
{
    char *text;
    size_t length, most = strlen(study->text);
    if (access(name, F_OK) != 0)
        return ORTH_OK;
    orth_status status = orth_file_read_kept(&text, &length, name, 2 * ORTH_FILE_BYTES_MAX, error);
    if (status == ORTH_OK && (length != most + 1 || memcmp(text, study->text, most) != 0))
        status = orth_fail(error, ORTH_BAD_INPUT,
                           "%s: not of this study, and no trials are beside it; " REMEDY
                           "; --fresh writes over it",
                           name);
    free(text);
    return status;
}

orth_status orth_study_folder_check(const orth_study *study, const char *folder, bool fresh,
                                    orth_error *error)
{
    static const char *const names[] = {"study.json", "trials.jsonl", "result.json"};
    size_t size = strlen(folder) + 16;
    char *name = malloc(size);
    orth_status status = name == NULL ? orth_fail_memory(error, (double)size) : ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < sizeof names / sizeof names[0]; i++) {
        snprintf(name, size, "%s/%s", folder, names[i]);
        status = check_own(study, name, error);
    }
    if (status == ORTH_OK && !fresh) {
        snprintf(name, size, "%s/trials.jsonl", folder);
        bool begun = access(name, F_OK) == 0;
        snprintf(name, size, "%s/study.json", folder);
        status = begun ? ORTH_OK : check_text(study, name, error);
    }
    free(name);
    return status;
}
