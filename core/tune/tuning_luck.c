/* What luck is expected to do in one window: how much better the tuned values look in training than
 * they are, and what the number of trials makes of their Sharpe ratio. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "orthant/luck.h"
#include "orthant/market.h"
#include "tune/tuning.h"

/* Of each range: fine enough for a third derivative not to matter, and coarse enough to look over
 * what fees and rails make of single trades. */
#define STEP 0.05
/* Trials whose Sharpe ratios are compared, at most; their number counts in full. */
#define TRIALS_MOST 2048

static void say(orth_tune_luck *luck, const char *what)
{
    if (luck->why[0] == '\0')
        snprintf(luck->why, sizeof luck->why, "%s", what);
}

/* ---------------------------------------------------------------- how it looks in training */

/* A trial's observations as those of which the objective is the mean, greater being better. */
static void take_observations(double *out, const orth_tuning *tuning, const orth_trial *trial)
{
    const orth_study *study = tuning->study;
    double sign = study->maximise ? 1 : -1;
    bool walks = study->validation == ORTH_TUNE_WALK_FORWARD;
    double blocks = walks ? nearbyint(ORTH_TRIAL_PERIOD_SECONDS / tuning->windows.seconds) : 1;
    double period = (blocks >= 1 ? blocks : 1) * tuning->windows.seconds;
    for (size_t k = 0; k < trial->count; k++) {
        out[k] = sign * trial->observations[k];
        if (walks && study->objective == ORTH_TUNE_GROWTH)
            out[k] = orth_log1p(trial->observations[k]) * ORTH_YEAR_SECONDS / period;
        if (walks && study->objective == ORTH_TUNE_SHORTFALL)
            out[k] *= (double)trial->count;
    }
}

/* Where the stencil is, in shares of the ranges; false where it would leave them. */
static bool place_stencil(double *points, double *steps, const orth_study *study,
                          const orth_tune_window *window, orth_tune_luck *luck)
{
    double at[ORTH_SEARCH_DIMENSIONS_MAX];
    for (size_t i = 0; i < study->axis_count; i++) {
        const orth_search_range *range = &study->axes[i].range;
        double value = window->stayed ? study->axes[i].usual : strtod(window->values[i], NULL);
        if (window->stayed && !study->axes[i].known)
            return say(luck, "the default's value is not in the scenario"), false;
        if (range->whole)
            return say(luck, "a parameter of whole numbers has no derivative"), false;
        at[i] = value >= range->from && value <= range->to ? orth_search_unit(range, value) : -1;
        steps[i] = STEP;
        if (!(at[i] >= STEP && at[i] <= 1 - STEP))
            return say(luck,
                       "a tuned value lies within 5 % of an end of its range, so that no maximum "
                       "inside is seen"),
                   false;
    }
    orth_luck_stencil(points, study->axis_count, at, steps);
    return true;
}

/* values[point][observation]; *count is 0 where there are none. */
static orth_status run_stencil(double **values, size_t *count, orth_tuning *tuning, size_t w,
                               const double *points, orth_error *error)
{
    const orth_study *study = tuning->study;
    size_t d = study->axis_count, trials = orth_luck_stencil_points(d);
    for (size_t i = 0; i < trials; i++) {
        double x[ORTH_SEARCH_DIMENSIONS_MAX];
        orth_tune_values texts;
        const orth_trial *trial;
        for (size_t a = 0; a < d; a++)
            x[a] = orth_search_at(&study->axes[a].range, points[i * d + a]);
        orth_status status =
            orth_tuning_trial(&trial, tuning, 2 * w, orth_tune_values_of(&texts, study, x), error);
        if (status != ORTH_OK)
            return status;
        if (i == 0) {
            *count = trial->count;
            if (*count == 0)
                return ORTH_OK;
            *values = malloc(trials * *count * sizeof **values);
            if (*values == NULL)
                return orth_fail_memory(error, (double)(trials * *count * sizeof **values));
        }
        for (size_t k = 0; k < *count; k++)
            (*values)[i * *count + k] = NAN;
        if (trial->count == *count && isfinite(trial->value))
            take_observations(*values + i * *count, tuning, trial);
    }
    return ORTH_OK;
}

static void take_optimism(orth_tune_luck *luck, const orth_luck_optimism *found, size_t price_paths)
{
    luck->observations = price_paths > 0 ? price_paths : found->observations;
    luck->penalty = found->optimism;
    luck->penalty_error = found->optimism_error;
    luck->slope = found->slope.slope;
    luck->slope_error = found->slope.stderr_;
    memcpy(luck->gradients_eigenvalues, found->c_eigen, found->dimensions * sizeof(double));
    memcpy(luck->curvature_eigenvalues, found->h_eigen, found->dimensions * sizeof(double));
    if (found->why != ORTH_LUCK_DEFINED)
        say(luck, orth_luck_why_text(found->why));
}

static orth_status find_optimism(orth_tuning *tuning, size_t w, orth_error *error)
{
    const orth_study *study = tuning->study;
    orth_tune_window *window = &tuning->result->windows[w];
    size_t d = study->axis_count, count = 0;
    double steps[ORTH_SEARCH_DIMENSIONS_MAX], *values = NULL;
    if (study->objective == ORTH_TUNE_SHARPE && tuning->apart)
        return say(&window->luck, "a Sharpe ratio is no mean over periods"), ORTH_OK;
    double *points = malloc(orth_luck_stencil_points(d) * d * sizeof *points);
    if (points == NULL)
        return orth_fail_memory(error, (double)(orth_luck_stencil_points(d) * d * sizeof *points));
    orth_status status = ORTH_OK;
    orth_luck_optimism *found = NULL;
    bool placed = place_stencil(points, steps, study, window, &window->luck);
    if (placed)
        status = run_stencil(&values, &count, tuning, w, points, error);
    if (placed && status == ORTH_OK && count == 0)
        say(&window->luck, "the objective is no mean over price paths or periods that are known");
    if (placed && status == ORTH_OK && count > 0)
        status = orth_luck_optimism_of(&found, d, steps, count, values, error);
    if (found != NULL)
        take_optimism(&window->luck, found,
                      tuning->apart ? 0 : (size_t)tuning->windows.parts[0].price_paths);
    orth_luck_optimism_free(found);
    free(points);
    free(values);
    return status;
}

/* ---------------------------------------------------------------- the Sharpe ratio, deflated */

/* returns[period][trial] of the search's trials that have them, up to TRIALS_MOST. */
static orth_status gather(double **returns, size_t *trials, size_t periods, orth_tuning *tuning,
                          size_t w, orth_error *error)
{
    const orth_study *study = tuning->study;
    const orth_search_result *search = tuning->searches[w];
    size_t most = search->evaluations < TRIALS_MOST ? search->evaluations : TRIALS_MOST;
    *trials = 0;
    const orth_trial **of = malloc(most * sizeof *of);
    *returns = malloc(periods * most * sizeof **returns);
    orth_status status = of != NULL && *returns != NULL
                             ? ORTH_OK
                             : orth_fail_memory(error, (double)(periods * most * sizeof(double)));
    for (size_t i = 0; status == ORTH_OK && i < most; i++) {
        orth_tune_values texts;
        status = orth_tuning_trial(
            &of[*trials], tuning, 2 * w,
            orth_tune_values_of(&texts, study, search->x + i * study->axis_count), error);
        if (status == ORTH_OK && of[*trials]->count == periods)
            ++*trials;
    }
    for (size_t k = 0; status == ORTH_OK && k < periods; k++)
        for (size_t i = 0; i < *trials; i++)
            (*returns)[k * *trials + i] = of[i]->observations[k];
    free(of);
    return status;
}

static orth_status find_deflated(orth_tuning *tuning, size_t w, orth_error *error)
{
    const orth_study *study = tuning->study;
    orth_tune_window *window = &tuning->result->windows[w];
    orth_tune_luck *luck = &window->luck;
    if (!tuning->apart || study->objective == ORTH_TUNE_SHORTFALL ||
        study->objective == ORTH_TUNE_POINTER)
        return ORTH_OK;
    const orth_trial *tuned;
    orth_status status = orth_tuning_trial(
        &tuned, tuning, 2 * w, window->stayed ? NULL : (const char *const *)window->values, error);
    if (status != ORTH_OK || tuned->count < 3)
        return status;
    double *returns = NULL;
    size_t trials;
    orth_luck_deflated found;
    status = gather(&returns, &trials, tuned->count, tuning, w, error);
    if (status == ORTH_OK && trials >= 2)
        status = orth_luck_deflated_of(&found, trials, tuned->count, returns, error);
    if (status == ORTH_OK && trials >= 2) {
        orth_luck_sharpe own = orth_luck_sharpe_of(tuned->count, tuned->observations, 1);
        double threshold =
            sqrt(found.variance) * orth_luck_expected_maximum((double)window->trials);
        luck->effective_trials = found.effective;
        luck->deflated_sharpe = orth_luck_sharpe_probability(own.sharpe, threshold, tuned->count,
                                                             own.skewness, own.kurtosis);
    }
    free(returns);
    return status;
}

orth_status orth_tuning_luck(orth_tuning *tuning, size_t w, orth_error *error)
{
    orth_tune_luck *luck = &tuning->result->windows[w].luck;
    luck->penalty = luck->penalty_error = luck->slope = luck->slope_error = NAN;
    luck->deflated_sharpe = luck->effective_trials = NAN;
    for (size_t i = 0; i < 2 * tuning->study->axis_count; i++)
        luck->gradients_eigenvalues[i] = NAN;
    if (!tuning->windows.tested)
        return say(luck, "the objective is no matter of chance"), ORTH_OK;
    orth_status status = find_optimism(tuning, w, error);
    return status == ORTH_OK ? find_deflated(tuning, w, error) : status;
}
