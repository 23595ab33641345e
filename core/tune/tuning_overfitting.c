/* The probability of backtest overfitting: over the tests of walk-forward, or over groups of the
 * price paths of training. The trials are the default and the first points of the Sobol sequence in
 * the ranges, whatever the method: other methods look at other points in each window, so that there
 * is nothing to compare. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "orthant/luck.h"
#include "tune/tuning.h"

#define TRIALS_MOST 128
#define SEGMENTS_MOST 16
#define SEGMENTS_LEAST 4

static size_t trials_of(const orth_study *study)
{
    return study->budget < TRIALS_MOST ? (size_t)study->budget : TRIALS_MOST;
}

uint64_t orth_tuning_overfitting_trials(const orth_tuning *tuning)
{
    bool more = tuning->apart || tuning->study->method != ORTH_SEARCH_SOBOL;
    return tuning->windows.tested && more ? trials_of(tuning->study) * tuning->windows.count : 0;
}

/* A search that looks at nothing but the points. */
static orth_status no_value(void *user, size_t first, size_t count, const double *x, double *values,
                            orth_error *error)
{
    (void)user, (void)first, (void)x, (void)error;
    for (size_t i = 0; i < count; i++)
        values[i] = 0;
    return ORTH_OK;
}

typedef struct orth_tuning_table {
    size_t trials, rows;
    const orth_trial **of; /* [part][trial], NULL where one is not defined */
    orth_search_result *points;
} table;

static orth_status run_one(orth_tuning *tuning, size_t i, orth_error *error)
{
    table *all = tuning->table;
    const orth_study *study = tuning->study;
    size_t trial = i % all->trials, part = tuning->apart ? 2 * (i / all->trials) + 1 : 0;
    orth_tune_values texts;
    const char *const *values =
        trial == 0
            ? NULL
            : orth_tune_values_of(&texts, study, all->points->x + (trial - 1) * study->axis_count);
    return orth_tuning_trial(&all->of[i], tuning, part, values, error);
}

/* Keeps the trials that are defined on every part, with as many observations as the default. */
static void drop_undefined(table *all, size_t parts, bool by_value)
{
    size_t kept = 0;
    for (size_t t = 0; t < all->trials; t++) {
        bool good = true;
        for (size_t p = 0; p < parts; p++) {
            const orth_trial *trial = all->of[p * all->trials + t];
            good = good && isfinite(trial->value) &&
                   (by_value || trial->count == all->of[p * all->trials]->count);
        }
        for (size_t p = 0; good && p < parts; p++)
            all->of[p * all->trials + kept] = all->of[p * all->trials + t];
        kept += good;
    }
    for (size_t p = 1; p < parts; p++)
        memmove(all->of + p * kept, all->of + p * all->trials, kept * sizeof(orth_trial *));
    all->trials = kept;
}

/* values[row][trial], more being better. */
static void fill(double *values, const table *all, size_t parts, const orth_study *study,
                 bool by_value)
{
    double sign = study->maximise ? 1 : -1;
    bool logs = study->validation == ORTH_TUNE_WALK_FORWARD && study->objective == ORTH_TUNE_GROWTH;
    size_t row = 0;
    for (size_t p = 0; p < parts; p++) {
        const orth_trial *const *of = all->of + p * all->trials;
        size_t count = by_value ? 1 : of[0]->count;
        for (size_t k = 0; k < count; k++, row++)
            for (size_t t = 0; t < all->trials; t++)
                values[row * all->trials + t] = by_value ? sign * of[t]->value
                                                : logs   ? orth_log1p(of[t]->observations[k])
                                                         : sign * of[t]->observations[k];
    }
}

static orth_status judge(orth_tuning *tuning, const table *all, size_t parts, bool by_value,
                         orth_error *error)
{
    orth_tune_result *result = tuning->result;
    const orth_study *study = tuning->study;
    orth_luck_measure measure =
        study->objective == ORTH_TUNE_SHARPE && tuning->apart ? ORTH_LUCK_SHARPE : ORTH_LUCK_MEAN;
    size_t most = measure == ORTH_LUCK_SHARPE ? all->rows / 4 : all->rows;
    size_t segments = most < SEGMENTS_MOST ? most & ~(size_t)1 : SEGMENTS_MOST;
    if (segments < SEGMENTS_LEAST || all->trials < 2)
        return orth_tuning_note(tuning, error,
                                "the probability of overfitting needs 2 trials and %d %s; there "
                                "are %zu and %zu",
                                SEGMENTS_LEAST,
                                by_value        ? "windows"
                                : tuning->apart ? "days"
                                                : "groups of paths",
                                all->trials, all->rows);
    double *values = malloc(all->rows * all->trials * sizeof *values);
    if (values == NULL)
        return orth_fail_memory(error, (double)(all->rows * all->trials * sizeof *values));
    fill(values, all, parts, study, by_value);
    orth_luck_overfitting found;
    orth_status status = orth_luck_overfitting_of(&found, all->trials, all->rows, values, segments,
                                                  measure, NULL, error);
    free(values);
    if (status != ORTH_OK)
        return status;
    result->pbo = found.probability;
    result->pbo_trials = all->trials;
    result->pbo_segments = segments;
    result->pbo_rows = all->rows;
    return ORTH_OK;
}

orth_status orth_tuning_overfitting(orth_tuning *tuning, orth_error *error)
{
    const orth_study *study = tuning->study;
    tuning->result->pbo = NAN;
    if (!tuning->windows.tested)
        return ORTH_OK;
    orth_search_range ranges[ORTH_SEARCH_DIMENSIONS_MAX];
    for (size_t i = 0; i < study->axis_count; i++)
        ranges[i] = study->axes[i].range;
    table all = {0};
    orth_search_task task = {.method = ORTH_SEARCH_SOBOL,
                             .dimensions = study->axis_count,
                             .ranges = ranges,
                             .budget = trials_of(study),
                             .seed = study->seed,
                             .evaluate = no_value};
    size_t parts = tuning->apart ? tuning->windows.count : 1;
    bool by_value = tuning->apart && study->objective == ORTH_TUNE_POINTER;
    orth_status status = orth_search_run(&all.points, &task, error);
    if (status == ORTH_OK) {
        all.trials = all.points->evaluations + 1;
        all.of = calloc(parts * all.trials, sizeof *all.of);
        if (all.of == NULL)
            status = orth_fail_memory(error, (double)(parts * all.trials * sizeof *all.of));
    }
    tuning->table = &all;
    if (status == ORTH_OK)
        status = orth_tuning_each(tuning, parts * all.trials, run_one, error);
    if (status == ORTH_OK) {
        drop_undefined(&all, parts, by_value);
        for (size_t p = 0; all.trials > 0 && p < parts; p++)
            all.rows += by_value ? 1 : all.of[p * all.trials]->count;
        status = judge(tuning, &all, parts, by_value, error);
    }
    tuning->table = NULL;
    free(all.of);
    orth_search_free(all.points);
    return status;
}
