/* A study's result for people, in lines of at most 100 columns. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/paragraph.h"
#include "base/plain_locale.h"
#include "base/plural.h"
#include "base/text.h"
#include "tune/study.h"
#include "tune/tune_windows.h"
#include "tune/words.h"

/* A paragraph, broken between words. */
__attribute__((format(printf, 2, 3))) static void say(FILE *stream, const char *format, ...)
{
    char text[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    orth_paragraph(stream, text, ORTH_TUNE_LINE);
}

static void write_head(const orth_tune_result *result, FILE *stream)
{
    const orth_study *study = result->study;
    char objective[ORTH_TUNE_OBJECTIVE_MAX];
    if (study->usual->name[0] != '\0')
        fprintf(stream, "%s\n", study->usual->name);
    say(stream, "Objective: %s, %s is better. %s, %ju trials%s, seed %ju.",
        orth_tune_objective_text(study, objective), study->maximise ? "more" : "less",
        orth_search_method_name(study->method), (uintmax_t)study->budget,
        result->window_count > 1 ? " a window" : "", (uintmax_t)study->seed);
    uint64_t paths = study->usual->price_paths > 0 ? study->usual->price_paths : 1;
    switch (result->validation) {
    case ORTH_TUNE_WALK_FORWARD:
        say(stream,
            "Walk-forward: %zu windows, each tuned on %.6g days and tested on the %.6g days "
            "that follow.",
            result->window_count, orth_tune_days(study->train.micros),
            orth_tune_days(study->test.micros));
        break;
    case ORTH_TUNE_FRESH_PATHS:
        say(stream, "Tuned on %ju price path%s of seed %ju, tested on %ju fresh ones of seed %ju.",
            (uintmax_t)paths, orth_plural(paths, "", "s"), (uintmax_t)study->usual->seed,
            (uintmax_t)study->fresh_paths, (uintmax_t)result->test_seed);
        break;
    case ORTH_TUNE_EXACT:
        fputs("The objective is no matter of chance: nothing is to be validated.\n", stream);
        break;
    }
    fputs("\n", stream);
    for (size_t i = 0; i < study->axis_count; i++) {
        const orth_study_axis *axis = &study->axes[i];
        fprintf(stream, "%c = %s, %.6g to %.6g%s, default ", orth_tune_axis_letter(i),
                axis->pointer, axis->range.from, axis->range.to,
                axis->range.logarithmic ? " (log)" : "");
        if (axis->known)
            fprintf(stream, "%.6g\n", axis->usual);
        else
            fputs("not a number of the scenario\n", stream);
    }
}

/* ---------------------------------------------------------------- what it means */

/* The mean over windows that have it, and how many these are. */
static double mean_luck(const orth_tune_result *result, bool sharpe, size_t *count)
{
    double sum = 0;
    *count = 0;
    for (size_t w = 0; w < result->window_count; w++) {
        const orth_tune_luck *luck = &result->windows[w].luck;
        double value = sharpe ? luck->deflated_sharpe : luck->penalty;
        if (!isfinite(value))
            continue;
        sum += value;
        ++*count;
    }
    return sum / (double)*count;
}

static void write_luck(const orth_tune_result *result, FILE *stream)
{
    size_t count;
    double luck = mean_luck(result, false, &count);
    if (count > 0)
        say(stream,
            "Luck: tuned values are expected to look %.4g better in training than they are "
            "(tr(H^-1 C)/n%s).",
            luck, result->window_count > 1 ? ", mean of the windows that have it" : "");
    else
        say(stream, "Luck: what it adds in training is not known: %s.",
            result->windows[0].luck.why);
    double sharpe = mean_luck(result, true, &count);
    if (count > 0)
        say(stream,
            "Deflated Sharpe ratio in training: the probability that it is above what the best "
            "of as many trials without skill would show is %.3g%s.",
            sharpe, result->window_count > 1 ? " in the mean" : "");
    if (isfinite(result->pbo))
        say(stream,
            "Overfitting: the best of %zu trials on half of the data is no better than the "
            "median on the other half with probability %.3g (%zu segments).",
            result->pbo_trials, result->pbo, result->pbo_segments);
}

void orth_tune_write_table(const orth_tune_result *result, FILE *stream)
{
    char text[ORTH_TUNE_VERDICT_MAX];
    orth_locale outer = orth_locale_enter();
    write_head(result, stream);
    orth_tune_write_windows(result, stream);
    fputc('\n', stream);
    if (isfinite(result->low))
        say(stream,
            "Out of sample the tuned values are better than the default by %.4g, 95 %% interval "
            "%.4g to %.4g (Student, %zu %s).",
            result->test.better, result->low, result->high, result->interval_of,
            result->validation == ORTH_TUNE_WALK_FORWARD ? "windows" : "groups of price paths");
    if (result->validation != ORTH_TUNE_EXACT)
        write_luck(result, stream);
    fputc('\n', stream);
    say(stream, "Verdict: %s.", orth_tune_verdict_text(result, text));
    for (size_t i = 0; i < result->note_count; i++)
        say(stream, "Note: %s.", result->notes[i]);
    orth_locale_leave(outer);
}
