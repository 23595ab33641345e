/* A study's result as JSON and as CSV. */
#include <math.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "tune/study.h"
#include "tune/words.h"

static const char *const verdicts[] = {"found", "nothing", "worse", "unsaid", "certain"};

static void known(orth_json_out *json, const char *key, double value)
{
    orth_json_known(json, key, isfinite(value), value);
}

static void write_time(orth_json_out *json, const char *key, int64_t time)
{
    char text[ORTH_PRICE_TIME_TEXT_MAX];
    orth_json_string(json, key, orth_price_time_text(text, time));
}

static void write_pair(orth_json_out *json, const char *key, const orth_tune_pair *pair)
{
    orth_json_open_inline_object(json, key);
    known(json, "tuned", pair->tuned);
    known(json, "default", pair->usual);
    known(json, "better", pair->better);
    orth_json_close_object(json);
}

static void write_all(orth_json_out *json, const char *key, size_t n, const double *values)
{
    orth_json_open_inline_array(json, key);
    for (size_t i = 0; i < n; i++)
        known(json, NULL, values[i]);
    orth_json_close_array(json);
}

/* ---------------------------------------------------------------- what was asked */

static void write_study(orth_json_out *json, const orth_tune_result *result)
{
    const orth_study *study = result->study;
    orth_json_string(json, "study_sha256", study->sha256);
    orth_json_string(json, "scenario", study->usual->name);
    orth_json_string(json, "command", study->command);
    orth_json_string(json, "objective", study->pointer);
    orth_json_bool(json, "maximise", study->maximise);
    orth_json_string(json, "method", orth_search_method_name(study->method));
    orth_json_integer(json, "budget", (int64_t)study->budget);
    orth_json_integer(json, "seed", (int64_t)study->seed);
    orth_json_open_array(json, "parameters");
    for (size_t i = 0; i < study->axis_count; i++) {
        const orth_study_axis *axis = &study->axes[i];
        orth_json_open_inline_object(json, NULL);
        orth_json_string(json, "pointer", axis->pointer);
        orth_json_double(json, "from", axis->range.from);
        orth_json_double(json, "to", axis->range.to);
        orth_json_string(json, "scale", axis->range.logarithmic ? "log" : "linear");
        orth_json_bool(json, "whole", axis->range.whole);
        orth_json_known(json, "default", axis->known, axis->usual);
        orth_json_close_object(json);
    }
    orth_json_close_array(json);
    orth_json_open_inline_object(json, "validation");
    orth_json_string(json, "kind", orth_tune_validation_name(result->validation));
    if (result->validation == ORTH_TUNE_FRESH_PATHS) {
        orth_json_integer(json, "fresh_paths", (int64_t)study->fresh_paths);
        orth_json_integer(json, "seed", (int64_t)result->test_seed);
    } else if (result->validation == ORTH_TUNE_WALK_FORWARD) {
        orth_json_double(json, "train_days", orth_tune_days(study->train.micros));
        orth_json_double(json, "test_days", orth_tune_days(study->test.micros));
        orth_json_double(json, "step_days", orth_tune_days(study->step.micros));
    }
    orth_json_close_object(json);
}

/* ---------------------------------------------------------------- windows */

static void write_luck(orth_json_out *json, const orth_tune_luck *luck, size_t parameters)
{
    orth_json_open_object(json, "luck");
    orth_json_integer(json, "observations", (int64_t)luck->observations);
    known(json, "expected", luck->penalty);
    known(json, "expected_stderr", luck->penalty_error);
    write_all(json, "gradient_eigenvalues", parameters, luck->gradients_eigenvalues);
    write_all(json, "curvature_eigenvalues", parameters, luck->curvature_eigenvalues);
    known(json, "slope", luck->slope);
    known(json, "slope_stderr", luck->slope_error);
    known(json, "deflated_sharpe", luck->deflated_sharpe);
    known(json, "effective_trials", luck->effective_trials);
    orth_json_string(json, "why", luck->why);
    orth_json_close_object(json);
}

static void write_window(orth_json_out *json, const orth_tune_result *result,
                         const orth_tune_window *window)
{
    size_t parameters = result->study->axis_count;
    orth_json_open_object(json, NULL);
    if (result->validation == ORTH_TUNE_WALK_FORWARD) {
        write_time(json, "train_from", window->train_first);
        write_time(json, "train_to", window->train_last);
        write_time(json, "test_from", window->test_first);
        write_time(json, "test_to", window->test_last);
    }
    orth_json_bool(json, "stayed", window->stayed);
    if (window->stayed) {
        orth_json_null(json, "values");
    } else {
        orth_json_open_inline_array(json, "values");
        for (size_t i = 0; i < parameters; i++)
            orth_json_raw(json, NULL, window->values[i]);
        orth_json_close_array(json);
    }
    orth_json_integer(json, "trials", (int64_t)window->trials);
    orth_json_integer(json, "undefined", (int64_t)window->failed);
    write_pair(json, "train", &window->train);
    write_pair(json, "test", &window->test);
    write_luck(json, &window->luck, parameters);
    orth_json_close_object(json);
}

void orth_tune_write_json(const orth_tune_result *result, FILE *stream)
{
    char text[ORTH_TUNE_VERDICT_MAX];
    orth_json_out json;
    orth_json_begin_result(&json, stream, "tuning");
    orth_json_string(&json, "version", ORTH_VERSION);
    write_study(&json, result);
    orth_json_string(&json, "verdict", verdicts[result->verdict]);
    orth_json_string(&json, "verdict_text", orth_tune_verdict_text(result, text));
    write_pair(&json, "train", &result->train);
    write_pair(&json, "test", &result->test);
    if (isfinite(result->low))
        orth_json_doubles(&json, "better_ci95", 2, (double[]){result->low, result->high});
    else
        orth_json_null(&json, "better_ci95");
    orth_json_integer(&json, "ci95_of", (int64_t)result->interval_of);
    orth_json_open_inline_object(&json, "overfitting");
    known(&json, "probability", result->pbo);
    orth_json_integer(&json, "trials", (int64_t)result->pbo_trials);
    orth_json_integer(&json, "segments", (int64_t)result->pbo_segments);
    orth_json_integer(&json, "rows", (int64_t)result->pbo_rows);
    orth_json_close_object(&json);
    orth_json_integer(&json, "evaluations", (int64_t)result->evaluations);
    orth_json_open_array(&json, "windows");
    for (size_t w = 0; w < result->window_count; w++)
        write_window(&json, result, &result->windows[w]);
    orth_json_close_array(&json);
    orth_json_open_array(&json, "notes");
    for (size_t i = 0; i < result->note_count; i++)
        orth_json_string(&json, NULL, result->notes[i]);
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}

/* ---------------------------------------------------------------- CSV */

static void cell(FILE *stream, double value)
{
    fputc(',', stream);
    if (isfinite(value))
        orth_csv_double(stream, value);
}

static void time_cell(FILE *stream, bool dated, int64_t time)
{
    char text[ORTH_PRICE_TIME_TEXT_MAX];
    fputc(',', stream);
    if (dated)
        fputs(orth_price_time_text(text, time), stream);
}

void orth_tune_write_csv(const orth_tune_result *result, FILE *stream)
{
    const orth_study *study = result->study;
    bool dated = result->validation == ORTH_TUNE_WALK_FORWARD;
    fputs("window,train_from,train_to,test_from,test_to,stayed", stream);
    for (size_t i = 0; i < study->axis_count; i++) {
        fputc(',', stream);
        orth_csv_text(stream, study->axes[i].pointer);
    }
    fputs(",trials,undefined,train_tuned,train_default,train_better,test_tuned,test_default,"
          "test_better,luck_expected,deflated_sharpe\n",
          stream);
    for (size_t w = 0; w < result->window_count; w++) {
        const orth_tune_window *window = &result->windows[w];
        fprintf(stream, "%zu", w + 1);
        time_cell(stream, dated, window->train_first);
        time_cell(stream, dated, window->train_last);
        time_cell(stream, dated, window->test_first);
        time_cell(stream, dated, window->test_last);
        fprintf(stream, ",%s", window->stayed ? "true" : "false");
        for (size_t i = 0; i < study->axis_count; i++) {
            if (!window->stayed)
                fprintf(stream, ",%s", window->values[i]);
            else
                cell(stream, study->axes[i].known ? study->axes[i].usual : NAN);
        }
        fprintf(stream, ",%ju,%ju", (uintmax_t)window->trials, (uintmax_t)window->failed);
        const orth_tune_pair *pairs[] = {&window->train, &window->test};
        for (size_t p = 0; p < 2; p++) {
            cell(stream, pairs[p]->tuned);
            cell(stream, pairs[p]->usual);
            cell(stream, pairs[p]->better);
        }
        cell(stream, window->luck.penalty);
        cell(stream, window->luck.deflated_sharpe);
        fputc('\n', stream);
    }
}
