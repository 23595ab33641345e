/* What all parts of a running study ask: trials, threads, notes. */
#include "tune/tuning.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/plain_locale.h"

const char *const *orth_tune_values_of(orth_tune_values *out, const orth_study *study,
                                       const double *x)
{
    for (size_t i = 0; i < study->axis_count; i++) {
        orth_study_value(out->texts[i], x[i]);
        out->values[i] = out->texts[i];
    }
    return out->values;
}

orth_status orth_tuning_trial(const orth_trial **trial, const orth_tuning *tuning, size_t part,
                              const char *const *values, orth_error *error)
{
    return orth_records_trial(trial, tuning->records, part, values,
                              tuning->apart ? 1 : tuning->threads, error);
}

orth_status orth_tuning_note(orth_tuning *tuning, orth_error *error, const char *format, ...)
{
    orth_tune_result *result = tuning->result;
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    char **notes = realloc(result->notes, (result->note_count + 1) * sizeof *notes);
    if (notes == NULL)
        return orth_fail_memory(error, (double)((result->note_count + 1) * sizeof *notes));
    result->notes = notes;
    notes[result->note_count] = strdup(text);
    if (notes[result->note_count] == NULL)
        return orth_fail_memory(error, (double)strlen(text));
    result->note_count++;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- threads */

typedef struct each {
    orth_tuning *tuning;
    orth_tuning_work *work;
} each;

static orth_status work_some(void *context, size_t thread, uint64_t first, uint64_t end,
                             uint64_t *failed, orth_error *error)
{
    each *all = context;
    (void)thread;
    orth_locale outer = orth_locale_enter();
    orth_status status = ORTH_OK;
    for (uint64_t i = first; status == ORTH_OK && i < end; i++) {
        status = all->work(all->tuning, (size_t)i, error);
        *failed = i;
    }
    orth_locale_leave(outer);
    return status;
}

orth_status orth_tuning_each(orth_tuning *tuning, size_t count, orth_tuning_work *work,
                             orth_error *error)
{
    each all = {tuning, work};
    orth_parallel loop = {.count = count,
                          .group = 1,
                          .round = count > 0 ? count : 1,
                          .threads = tuning->apart ? tuning->threads : 1,
                          .context = &all,
                          .work = work_some};
    return count > 0 ? orth_parallel_run(&loop, error) : ORTH_OK;
}
