/* A study's result for people. */
#include <math.h>
#include <string.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "base/text.h"
#include "tune/study.h"
#include "tune/words.h"

static void write_head(const orth_tune_result *result, FILE *stream)
{
    const orth_study *study = result->study;
    char objective[ORTH_TUNE_OBJECTIVE_MAX];
    if (study->usual->name[0] != '\0')
        fprintf(stream, "%s\n", study->usual->name);
    fprintf(stream, "Objective: %s, %s is better. %s, %ju trials%s, seed %ju.\n",
            orth_tune_objective_text(study, objective), study->maximise ? "more" : "less",
            orth_search_method_name(study->method), (uintmax_t)study->budget,
            result->window_count > 1 ? " a window" : "", (uintmax_t)study->seed);
    switch (result->validation) {
    case ORTH_TUNE_WALK_FORWARD:
        fprintf(stream,
                "Walk-forward: %zu windows, each tuned on %.6g days and tested on the %.6g days "
                "that follow.\n",
                result->window_count, orth_tune_days(study->train.micros),
                orth_tune_days(study->test.micros));
        break;
    case ORTH_TUNE_FRESH_PATHS:
        fprintf(stream,
                "Tuned on %ju price path%s of seed %ju, tested on %ju fresh ones of seed %ju.\n",
                (uintmax_t)(study->usual->price_paths > 0 ? study->usual->price_paths : 1),
                orth_plural(study->usual->price_paths > 0 ? study->usual->price_paths : 1, "", "s"),
                (uintmax_t)study->usual->seed, (uintmax_t)study->fresh_paths,
                (uintmax_t)result->test_seed);
        break;
    case ORTH_TUNE_EXACT:
        fputs("The objective is no matter of chance: nothing is to be validated.\n", stream);
        break;
    }
    fputs("\n", stream);
    for (size_t i = 0; i < study->axis_count; i++) {
        const orth_study_axis *axis = &study->axes[i];
        fprintf(stream, "%c = %s, %.6g to %.6g%s, default ", (char)('a' + (int)(i % 26)),
                axis->pointer, axis->range.from, axis->range.to,
                axis->range.logarithmic ? " (log)" : "");
        if (axis->known)
            fprintf(stream, "%.6g\n", axis->usual);
        else
            fputs("not a number of the scenario\n", stream);
    }
}

static void put_number(FILE *stream, double value)
{
    if (isfinite(value))
        fprintf(stream, "  %10.4g", value);
    else
        fprintf(stream, "  %10s", "-");
}

static void put_pair(FILE *stream, const orth_tune_pair *pair)
{
    put_number(stream, pair->tuned);
    put_number(stream, pair->usual);
    put_number(stream, pair->better);
}

/* "2024-05-01", or the number of the window. */
static void put_window(const orth_tune_result *result, size_t w, FILE *stream)
{
    char text[ORTH_PRICE_TIME_TEXT_MAX];
    if (result->validation == ORTH_TUNE_WALK_FORWARD)
        fprintf(stream, "%-10.10s", orth_price_time_text(text, result->windows[w].test_first));
    else
        fprintf(stream, "%-10s", "");
}

static void write_titles(const orth_tune_result *result, FILE *stream)
{
    const orth_study *study = result->study;
    bool tested = result->validation != ORTH_TUNE_EXACT;
    fprintf(stream, "\n%-10s", "");
    for (size_t i = 0; i < study->axis_count; i++)
        fprintf(stream, "  %10s", "");
    fprintf(stream, "  %-34s%s\n", "in training", tested ? "  out of sample" : "");
    fprintf(stream, "%-10s", result->validation == ORTH_TUNE_WALK_FORWARD ? "test from" : "");
    for (size_t i = 0; i < study->axis_count; i++)
        fprintf(stream, "  %10c", (char)('a' + (int)(i % 26)));
    for (size_t p = 0; p < (tested ? 2 : 1); p++)
        fprintf(stream, "  %10s  %10s  %10s", "tuned", "default", "better by");
    fprintf(stream, "%s\n", tested ? "  luck expected" : "");
}

static void write_windows(const orth_tune_result *result, FILE *stream)
{
    const orth_study *study = result->study;
    bool tested = result->validation != ORTH_TUNE_EXACT;
    write_titles(result, stream);
    for (size_t w = 0; w < result->window_count; w++) {
        const orth_tune_window *window = &result->windows[w];
        put_window(result, w, stream);
        for (size_t i = 0; i < study->axis_count; i++)
            fprintf(stream, "  %10.10s", window->stayed ? "default" : window->values[i]);
        put_pair(stream, &window->train);
        if (tested) {
            put_pair(stream, &window->test);
            put_number(stream, window->luck.penalty);
        }
        fputc('\n', stream);
    }
    if (result->window_count == 1)
        return;
    fprintf(stream, "%-10s", "mean");
    for (size_t i = 0; i < study->axis_count; i++)
        fprintf(stream, "  %10s", "");
    put_pair(stream, &result->train);
    put_pair(stream, &result->test);
    fputc('\n', stream);
}

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
        fprintf(stream,
                "Luck: tuned values are expected to look %.4g better in training than they are "
                "(tr(H^-1 C)/n%s).\n",
                luck, result->window_count > 1 ? ", mean of the windows that have it" : "");
    else
        fprintf(stream, "Luck: what it adds in training is not known: %s.\n",
                result->windows[0].luck.why);
    double sharpe = mean_luck(result, true, &count);
    if (count > 0)
        fprintf(stream,
                "Deflated Sharpe ratio in training: the probability that it is above what the best "
                "of as many trials without skill would show is %.3g%s.\n",
                sharpe, result->window_count > 1 ? " in the mean" : "");
    if (isfinite(result->pbo))
        fprintf(stream,
                "Overfitting: the best of %zu trials on half of the data is no better than the "
                "median on the other half with probability %.3g (%zu segments).\n",
                result->pbo_trials, result->pbo, result->pbo_segments);
}

void orth_tune_write_table(const orth_tune_result *result, FILE *stream)
{
    char text[ORTH_TUNE_VERDICT_MAX];
    orth_locale outer = orth_locale_enter();
    write_head(result, stream);
    write_windows(result, stream);
    fputc('\n', stream);
    if (isfinite(result->low))
        fprintf(
            stream,
            "Out of sample the tuned values are better than the default by %.4g, 95 %% interval "
            "%.4g to %.4g (Student, %zu %s).\n",
            result->test.better, result->low, result->high, result->interval_of,
            result->validation == ORTH_TUNE_WALK_FORWARD ? "windows" : "groups of price paths");
    if (result->validation != ORTH_TUNE_EXACT)
        write_luck(result, stream);
    fprintf(stream, "\nVerdict: %s.\n", orth_tune_verdict_text(result, text));
    for (size_t i = 0; i < result->note_count; i++)
        fprintf(stream, "Note: %s.\n", result->notes[i]);
    orth_locale_leave(outer);
}
