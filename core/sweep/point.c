/* One point: its command's result into memory, and figures out of that. */
#include "sweep/point.h"

#include <stdlib.h>
#include <string.h>

#include "base/stop.h"
#include "base/text_out.h"
#include "sweep/pick.h"

static orth_status run_command(const orth_command *command, orth_point_job *job, orth_error *error)
{
    if (orth_stopped_by(job->how->stop))
        return orth_fail(error, ORTH_INTERRUPTED, "interrupted");
    if (job->scenario->market != NULL && job->how->store != NULL)
        job->scenario->market->store = job->how->store;
    orth_status status =
        orth_point_notes(job, job->scenario->note_count, job->scenario->notes, error);
    return status == ORTH_OK ? command->run(job, error) : status;
}

orth_status orth_point_write_json(const char *command, orth_scenario *scenario,
                                  const orth_point_options *how, FILE *stream, orth_error *error)
{
    const orth_command *of = orth_command_named(command, error);
    orth_point_job job = {.scenario = scenario, .how = how, .stream = stream};
    return of == NULL ? ORTH_BAD_INPUT : run_command(of, &job, error);
}

/* ---------------------------------------------------------------- figures */

static char *copy_of(orth_picked_text text, orth_error *error)
{
    char *copy = strndup(text.text, text.length);
    if (copy == NULL)
        orth_fail_memory(error, (double)text.length + 1);
    return copy;
}

static orth_status take_figure(orth_point_figure *figure, const orth_picked *picked,
                               orth_error *error)
{
    if (picked->value.text == NULL)
        return ORTH_OK;
    figure->text = copy_of(picked->value, error);
    if (figure->text == NULL)
        return ORTH_NO_MEMORY;
    if (picked->low.text == NULL)
        return ORTH_OK;
    figure->low = copy_of(picked->low, error);
    figure->high = copy_of(picked->high, error);
    figure->interval = figure->low != NULL && figure->high != NULL;
    return figure->interval ? ORTH_OK : ORTH_NO_MEMORY;
}

static orth_status take_figures(orth_point_job *job, const char *text, const orth_command *command,
                                orth_error *error)
{
    size_t count = job->result->count;
    if (count == 0)
        return ORTH_OK;
    orth_picked *picked = malloc(count * sizeof *picked);
    if (picked == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *picked));
    orth_status status = orth_pick(picked, count, job->pointers, text, command->beside, error);
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = take_figure(&job->result->figures[i], &picked[i], error);
    free(picked);
    for (size_t i = 0; i < count; i++) { /* room that turned out to be for nothing */
        orth_point_figure *figure = &job->result->figures[i];
        if (figure->groups > 0)
            continue;
        free(figure->group_means);
        figure->group_means = NULL;
    }
    return status;
}

static orth_status run_into_memory(orth_point_job *job, const orth_command *command, char **text,
                                   orth_error *error)
{
    size_t length;
    orth_text_out out;
    orth_error none;
    orth_status status = orth_text_open(&out, error);
    if (status != ORTH_OK)
        return status;
    job->stream = out.stream;
    status = run_command(command, job, error);
    orth_status closed = orth_text_close(&out, text, &length, status == ORTH_OK ? error : &none);
    return status != ORTH_OK ? status : closed;
}

orth_status orth_point_run(orth_point_result **out, const char *command, orth_scenario *scenario,
                           size_t count, const char *const *pointers, const orth_point_options *how,
                           orth_error *error)
{
    *out = NULL;
    const orth_command *of = orth_command_named(command, error);
    if (of == NULL)
        return ORTH_BAD_INPUT;
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = orth_pick_check(pointers[i], error);
    if (status != ORTH_OK)
        return status;
    orth_point_result *result = calloc(1, sizeof *result);
    if (result == NULL)
        return orth_fail_memory(error, (double)sizeof *result);
    result->figures = calloc(count > 0 ? count : 1, sizeof *result->figures);
    if (result->figures == NULL) {
        free(result);
        return orth_fail_memory(error, (double)(count * sizeof *result->figures));
    }
    result->count = count;
    orth_point_job job = {.scenario = scenario, .how = how, .result = result, .pointers = pointers};
    char *text = NULL;
    status = run_into_memory(&job, of, &text, error);
    if (status == ORTH_OK)
        status = take_figures(&job, text, of, error);
    free(text);
    if (status != ORTH_OK) {
        orth_point_result_free(result);
        return status;
    }
    *out = result;
    return ORTH_OK;
}

void orth_point_result_free(orth_point_result *result)
{
    if (result == NULL)
        return;
    for (size_t i = 0; i < result->count; i++) {
        free(result->figures[i].text);
        free(result->figures[i].low);
        free(result->figures[i].high);
        free(result->figures[i].group_means);
    }
    for (size_t i = 0; i < result->note_count; i++)
        free(result->notes[i]);
    free(result->notes);
    free(result->figures);
    free(result);
}

orth_status orth_point_usual(char ***pointers, size_t *count, const char *command,
                             const orth_scenario *scenario, orth_error *error)
{
    *pointers = NULL;
    *count = 0;
    const orth_command *of = orth_command_named(command, error);
    if (of == NULL)
        return ORTH_BAD_INPUT;
    orth_pointer_list list = {NULL, 0};
    orth_status status = of->usual(&list, scenario, error);
    if (status != ORTH_OK) {
        for (size_t i = 0; i < list.count; i++)
            free(list.pointers[i]);
        free(list.pointers);
        return status;
    }
    *pointers = list.pointers;
    *count = list.count;
    return ORTH_OK;
}
