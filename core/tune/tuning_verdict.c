/* What a study found: means, the interval of the difference to the default on prices that the
 * search has not seen, and the words for it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "orthant/statistics.h"
#include "sweep/direction.h"
#include "tune/tuning.h"

static void finish_pair(orth_tune_pair *pair, const orth_study *study)
{
    pair->better = study->maximise ? pair->tuned - pair->usual : pair->usual - pair->tuned;
}

static orth_tune_pair mean_of(const orth_tune_result *result, bool test)
{
    orth_tune_pair sum = {0, 0, 0};
    for (size_t w = 0; w < result->window_count; w++) {
        const orth_tune_pair *pair = test ? &result->windows[w].test : &result->windows[w].train;
        sum.tuned += pair->tuned;
        sum.usual += pair->usual;
        sum.better += pair->better;
    }
    double count = (double)result->window_count;
    return (orth_tune_pair){sum.tuned / count, sum.usual / count, sum.better / count};
}

/* The 95 % interval around `centre` by the spread of `count` values, independent of each other. */
static void take_interval(orth_tune_result *result, double centre, size_t count,
                          const double *values)
{
    double mean = 0, squares = 0;
    for (size_t i = 0; i < count; i++)
        mean += values[i] / (double)count;
    for (size_t i = 0; i < count; i++)
        squares += (values[i] - mean) * (values[i] - mean);
    double half =
        orth_student(count - 1, 0.05) * sqrt(squares / (double)(count - 1) / (double)count);
    result->low = centre - half;
    result->high = centre + half;
    result->interval_of = count;
}

static orth_status take_groups(orth_tuning *tuning, orth_error *error)
{
    orth_tune_result *result = tuning->result;
    orth_tune_window *window = &result->windows[0];
    const orth_trial *tuned, *usual;
    double values[ORTH_TRIAL_GROUPS];
    orth_status status = orth_tuning_trial(
        &tuned, tuning, 1, window->stayed ? NULL : (const char *const *)window->values, error);
    if (status == ORTH_OK)
        status = orth_tuning_trial(&usual, tuning, 1, NULL, error);
    if (status != ORTH_OK)
        return status;
    if (tuned->count != usual->count || tuned->count < 2 || tuned->count > ORTH_TRIAL_GROUPS)
        return orth_tuning_note(tuning, error,
                                "the objective is not defined on each of the fresh price paths: "
                                "the difference to the default has no interval");
    for (size_t g = 0; g < tuned->count; g++)
        values[g] =
            (tuning->study->maximise ? 1 : -1) * (tuned->observations[g] - usual->observations[g]);
    take_interval(result, result->test.better, tuned->count, values);
    return ORTH_OK;
}

static orth_status take_windows(orth_tuning *tuning)
{
    orth_tune_result *result = tuning->result;
    double values[ORTH_TUNE_WINDOWS_MAX];
    for (size_t w = 0; w < result->window_count; w++)
        values[w] = result->windows[w].test.better;
    take_interval(result, result->test.better, result->window_count, values);
    return ORTH_OK;
}

/* A best value at an end says where the range should have gone on. */
#define AT_END 0.01
static orth_status note_ends(orth_tuning *tuning, size_t axis, orth_error *error)
{
    const orth_tune_result *result = tuning->result;
    const orth_search_range *range = &tuning->study->axes[axis].range;
    size_t low = 0, high = 0;
    for (size_t w = 0; w < result->window_count; w++) {
        if (result->windows[w].stayed)
            continue;
        double at = orth_search_unit(range, strtod(result->windows[w].values[axis], NULL));
        low += at < AT_END;
        high += at > 1 - AT_END;
    }
    if (low + high == 0)
        return ORTH_OK;
    return orth_tuning_note(tuning, error,
                            "%s: the tuned value lies at an end of its range in %zu of %zu "
                            "window%s; there may be better ones beyond",
                            tuning->study->axes[axis].pointer, low + high, result->window_count,
                            orth_plural(result->window_count, "", "s"));
}

/* A window that hardly has prices counts as much as the others. */
static orth_status note_gaps(orth_tuning *tuning, orth_error *error)
{
    size_t part = 0, count;
    double missing, wanted = 0;
    count = orth_tune_windows_gaps(&tuning->windows, &part, &missing, &wanted);
    return count == 0
               ? ORTH_OK
               : orth_tuning_note(tuning, error,
                                  "the prices have gaps: in the %s of window %zu they leave "
                                  "out %.1f of %.1f days; %zu of %zu such parts lack a tenth "
                                  "or more",
                                  part % 2 == 0 ? "training" : "test", part / 2 + 1,
                                  missing / 86400, wanted / 86400, count,
                                  2 * tuning->windows.count);
}

/* Who seeks the most of a loss may have meant the least. */
static orth_status note_direction(orth_tuning *tuning, orth_error *error)
{
    const orth_study *study = tuning->study;
    orth_sweep_direction usual = orth_usual_direction(study->pointer);
    if (usual == ORTH_SWEEP_USUAL || (usual == ORTH_SWEEP_MAXIMISE) == study->maximise)
        return ORTH_OK;
    return orth_tuning_note(tuning, error, "by its name %s of %s is better; the study seeks the %s",
                            study->maximise ? "less" : "more", study->pointer,
                            study->maximise ? "most" : "least");
}

static orth_status add_notes(orth_tuning *tuning, orth_error *error)
{
    const orth_study *study = tuning->study;
    const orth_scenario *usual = study->usual;
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < study->axis_count; i++)
        if (!study->axes[i].known)
            status = orth_tuning_note(tuning, error,
                                      "%s: the scenario has no number there; its default is what "
                                      "the program takes without the key",
                                      study->axes[i].pointer);
    for (size_t i = 0; status == ORTH_OK && i < study->axis_count; i++)
        status = note_ends(tuning, i, error);
    if (status == ORTH_OK && study->objective != ORTH_TUNE_POINTER && usual->strategy_count > 1)
        status = orth_tuning_note(tuning, error,
                                  "the scenario has %zu strategies; the objective is the first's",
                                  usual->strategy_count);
    if (status == ORTH_OK && study->objective != ORTH_TUNE_POINTER && usual->strategy_count == 0 &&
        usual->path_count * usual->step_count > 1)
        status = orth_tuning_note(tuning, error,
                                  "the scenario has several schedules; the objective is that of "
                                  "the first path in the first number of steps");
    if (status == ORTH_OK && study->objective == ORTH_TUNE_POINTER)
        status = note_direction(tuning, error);
    if (status != ORTH_OK || study->validation != ORTH_TUNE_WALK_FORWARD)
        return status;
    const orth_tune_windows *windows = &tuning->windows;
    double rest = 1e-6 * (double)(windows->times[windows->rows - 1] -
                                  windows->parts[2 * windows->count - 1].last);
    if (rest > 0)
        status = orth_tuning_note(
            tuning, error, "the last %.2f days of the prices are in no window", rest / 86400);
    if (status == ORTH_OK)
        status = note_gaps(tuning, error);
    if (status == ORTH_OK)
        status = orth_tuning_note(tuning, error,
                                  "the interval takes the differences of the %zu windows as "
                                  "independent of each other",
                                  windows->count);
    return status;
}

orth_status orth_tuning_judge(orth_tuning *tuning, orth_error *error)
{
    orth_tune_result *result = tuning->result;
    for (size_t w = 0; w < result->window_count; w++) {
        finish_pair(&result->windows[w].train, tuning->study);
        finish_pair(&result->windows[w].test, tuning->study);
    }
    result->train = mean_of(result, false);
    result->test = mean_of(result, true);
    result->low = result->high = NAN;
    orth_status status = ORTH_OK;
    if (result->validation == ORTH_TUNE_WALK_FORWARD)
        status = take_windows(tuning);
    else if (result->validation == ORTH_TUNE_FRESH_PATHS)
        status = take_groups(tuning, error);
    result->verdict = result->validation == ORTH_TUNE_EXACT                ? ORTH_TUNE_CERTAIN
                      : !(isfinite(result->low) && isfinite(result->high)) ? ORTH_TUNE_UNSAID
                      : result->low > 0                                    ? ORTH_TUNE_FOUND
                      : result->high < 0                                   ? ORTH_TUNE_WORSE
                                                                           : ORTH_TUNE_NOTHING;
    return status == ORTH_OK ? add_notes(tuning, error) : status;
}

/* ---------------------------------------------------------------- words */

static bool all_stayed(const orth_tune_result *result)
{
    bool all = true;
    for (size_t w = 0; w < result->window_count; w++)
        all = all && result->windows[w].stayed;
    return all;
}

const char *orth_tune_verdict_text(const orth_tune_result *result, char text[ORTH_TUNE_VERDICT_MAX])
{
    const char *unseen = result->validation == ORTH_TUNE_WALK_FORWARD ? "in the windows that follow"
                                                                      : "on fresh price paths";
    switch (result->verdict) {
    case ORTH_TUNE_CERTAIN:
        snprintf(text, ORTH_TUNE_VERDICT_MAX, "%s",
                 all_stayed(result) ? "nothing was found: no trial is better than the default"
                                    : "found: better than the default, and no matter of chance");
        break;
    case ORTH_TUNE_UNSAID:
        snprintf(text, ORTH_TUNE_VERDICT_MAX,
                 "it cannot be said: %s the objective, or its spread, is not defined everywhere",
                 unseen);
        break;
    case ORTH_TUNE_FOUND:
        snprintf(text, ORTH_TUNE_VERDICT_MAX,
                 "found: %s the tuned values are better than the default, by more than luck "
                 "explains (95 %%)",
                 unseen);
        break;
    case ORTH_TUNE_WORSE:
        snprintf(text, ORTH_TUNE_VERDICT_MAX,
                 "worse: %s the tuned values are worse than the default, by more than luck "
                 "explains (95 %%); keep the default",
                 unseen);
        break;
    case ORTH_TUNE_NOTHING:
        snprintf(text, ORTH_TUNE_VERDICT_MAX, "nothing was found: %s%s",
                 all_stayed(result) ? "no trial is better than the default in training" : unseen,
                 all_stayed(result) ? ""
                                    : " the difference to the default is not told from 0 (95 %)");
        break;
    }
    return text;
}
