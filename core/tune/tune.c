/* A study from its searches to its result. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "tune/tuning.h"

/* ---------------------------------------------------------------- a window */

static orth_status run_default(orth_tuning *tuning, size_t part, orth_error *error)
{
    const orth_trial *trial;
    size_t each_of = tuning->windows.tested ? 1 : 2;
    orth_status status = orth_tuning_trial(&trial, tuning, part * each_of, NULL, error);
    if (status != ORTH_OK)
        return status;
    orth_tune_window *window = &tuning->result->windows[part * each_of / 2];
    if (part * each_of % 2 == 0)
        window->train.usual = trial->value;
    else
        window->test.usual = trial->value;
    return ORTH_OK;
}

typedef struct searched {
    orth_tuning *tuning;
    size_t window;
} searched;

static orth_status evaluate(void *user, size_t first, size_t count, const double *x, double *values,
                            orth_error *error)
{
    searched *of = user;
    const orth_study *study = of->tuning->study;
    (void)first;
    for (size_t i = 0; i < count; i++) {
        orth_tune_values texts;
        const orth_trial *trial;
        orth_status status =
            orth_tuning_trial(&trial, of->tuning, 2 * of->window,
                              orth_tune_values_of(&texts, study, x + i * study->axis_count), error);
        if (status != ORTH_OK)
            return status;
        values[i] = trial->value;
    }
    return ORTH_OK;
}

/* The scenario's own values, where a search can begin there. */
static bool take_start(double *start, orth_search_range *ranges, const orth_study *study)
{
    bool inside = true;
    for (size_t i = 0; i < study->axis_count; i++) {
        const orth_study_axis *axis = &study->axes[i];
        ranges[i] = axis->range;
        start[i] = axis->usual;
        inside = inside && axis->known && axis->usual >= axis->range.from &&
                 axis->usual <= axis->range.to &&
                 (!axis->range.whole || axis->usual == nearbyint(axis->usual));
    }
    return inside;
}

static double better_by(const orth_study *study, double tuned, double usual)
{
    return study->maximise ? tuned - usual : usual - tuned;
}

static orth_status take_values(orth_tune_window *window, const orth_study *study, const double *x,
                               orth_error *error)
{
    orth_tune_values texts;
    orth_tune_values_of(&texts, study, x);
    for (size_t i = 0; i < study->axis_count; i++) {
        window->values[i] = strdup(texts.values[i]);
        if (window->values[i] == NULL)
            return orth_fail_memory(error, ORTH_STUDY_VALUE_MAX);
    }
    return ORTH_OK;
}

/* Searches the window's training. The default is a trial too: where no other is better it stays. */
static orth_status search(orth_tuning *tuning, size_t w, orth_error *error)
{
    const orth_study *study = tuning->study;
    orth_tune_window *window = &tuning->result->windows[w];
    double start[ORTH_SEARCH_DIMENSIONS_MAX];
    orth_search_range ranges[ORTH_SEARCH_DIMENSIONS_MAX];
    searched of = {tuning, w};
    orth_search_task task = {.method = study->method,
                             .dimensions = study->axis_count,
                             .ranges = ranges,
                             .maximise = study->maximise,
                             .budget = study->budget,
                             .seed = study->seed,
                             .evaluate = evaluate,
                             .user = &of};
    if (take_start(start, ranges, study))
        task.start = start;
    orth_status status = orth_search_run(&tuning->searches[w], &task, error);
    if (status != ORTH_OK)
        return status;
    const orth_search_result *found = tuning->searches[w];
    window->trials = found->evaluations;
    window->failed = found->undefined;
    if (found->best == found->evaluations)
        return orth_fail(error, ORTH_DOMAIN,
                         "%s: /objective: it is not defined on any of %zu trials of window %zu",
                         study->file, found->evaluations, w + 1);
    double value = found->values[found->best];
    window->stayed =
        !(better_by(study, value, window->train.usual) > 0) && isfinite(window->train.usual);
    window->train.tuned = window->stayed ? window->train.usual : value;
    return window->stayed
               ? ORTH_OK
               : take_values(window, study, found->x + found->best * study->axis_count, error);
}

static orth_status test(orth_tuning *tuning, size_t w, orth_error *error)
{
    orth_tune_window *window = &tuning->result->windows[w];
    const orth_trial *trial;
    orth_status status =
        orth_tuning_trial(&trial, tuning, 2 * w + 1,
                          window->stayed ? NULL : (const char *const *)window->values, error);
    if (status == ORTH_OK)
        window->test.tuned = trial->value;
    return status;
}

/* ---------------------------------------------------------------- all of it */

static orth_status make_windows(orth_tuning *tuning, orth_error *error)
{
    const orth_study *study = tuning->study;
    orth_tune_result *result = tuning->result;
    size_t count = tuning->windows.count;
    result->windows = calloc(count, sizeof *result->windows);
    tuning->searches = calloc(count, sizeof(orth_search_result *));
    if (result->windows == NULL || tuning->searches == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *result->windows));
    result->window_count = count;
    for (size_t w = 0; w < count; w++) {
        orth_tune_window *window = &result->windows[w];
        const orth_tune_part *parts = &tuning->windows.parts[2 * w];
        window->train_first = parts[0].first;
        window->train_last = parts[0].last;
        window->test_first = parts[1].first;
        window->test_last = parts[1].last;
        window->train = window->test = (orth_tune_pair){NAN, NAN, NAN};
        window->values = calloc(study->axis_count, sizeof *window->values);
        double *eigenvalues = calloc(2 * study->axis_count, sizeof *eigenvalues);
        window->luck.gradients_eigenvalues = eigenvalues;
        if (window->values == NULL || eigenvalues == NULL)
            return orth_fail_memory(error, (double)(2 * study->axis_count * sizeof *eigenvalues));
        window->luck.curvature_eigenvalues = eigenvalues + study->axis_count;
    }
    return ORTH_OK;
}

static orth_status run(orth_tuning *tuning, const orth_tune_options *options, orth_error *error)
{
    const orth_study *study = tuning->study;
    orth_tune_result *result = tuning->result;
    orth_status status = orth_tune_windows_create(&tuning->windows, study, error);
    if (status == ORTH_OK)
        status = make_windows(tuning, error);
    if (status == ORTH_OK)
        status = orth_records_open(&tuning->records, &tuning->windows, options, error);
    if (status != ORTH_OK)
        return status;
    size_t count = tuning->windows.count, parts = tuning->windows.tested ? 2 * count : count;
    size_t d = study->axis_count;
    orth_records_expect(tuning->records, count * (study->budget + d + d * d) + 2 * parts +
                                             orth_tuning_overfitting_trials(tuning));
    status = orth_tuning_each(tuning, parts, run_default, error);
    if (status == ORTH_OK)
        status = orth_tuning_each(tuning, count, search, error);
    if (status == ORTH_OK && tuning->windows.tested)
        status = orth_tuning_each(tuning, count, test, error);
    if (status == ORTH_OK)
        status = orth_tuning_each(tuning, count, orth_tuning_luck, error);
    if (status == ORTH_OK)
        status = orth_tuning_overfitting(tuning, error);
    if (status == ORTH_OK)
        status = orth_tuning_judge(tuning, error);
    if (study->validation == ORTH_TUNE_FRESH_PATHS)
        result->test_seed = tuning->windows.parts[1].seed;
    result->evaluations = orth_records_count(tuning->records, &result->found, &result->dropped);
    return status;
}

orth_status orth_tune_run(orth_tune_result **result, const orth_study *study,
                          const orth_tune_options *options, orth_error *error)
{
    orth_error unread;
    *result = NULL;
    if (error == NULL) /* what a trial says is looked at in here */
        error = &unread;
    orth_tune_result *made = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    made->study = study;
    made->validation = study->validation;
    orth_tuning tuning = {.study = study,
                          .threads = options->threads,
                          .apart = study->validation == ORTH_TUNE_WALK_FORWARD,
                          .result = made};
    orth_locale outer = orth_locale_enter();
    orth_status status = run(&tuning, options, error);
    orth_error at_close;
    orth_status closed = orth_records_close(tuning.records, &at_close);
    if (status == ORTH_OK && closed != ORTH_OK) {
        status = closed;
        *error = at_close;
    }
    for (size_t w = 0; tuning.searches != NULL && w < tuning.windows.count; w++)
        orth_search_free(tuning.searches[w]);
    free(tuning.searches);
    orth_tune_windows_free(&tuning.windows);
    orth_locale_leave(outer);
    if (status != ORTH_OK) {
        orth_tune_free(made);
        return status;
    }
    *result = made;
    return ORTH_OK;
}

void orth_tune_free(orth_tune_result *result)
{
    if (result == NULL)
        return;
    for (size_t w = 0; w < result->window_count; w++) {
        orth_tune_window *window = &result->windows[w];
        for (size_t i = 0; window->values != NULL && i < result->study->axis_count; i++)
            free(window->values[i]);
        free(window->values);
        free(window->luck.gradients_eigenvalues);
    }
    free(result->windows);
    for (size_t i = 0; i < result->note_count; i++)
        free(result->notes[i]);
    free(result->notes);
    free(result);
}
