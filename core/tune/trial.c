#include "tune/trial.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text_out.h"
#include "numeric/elementary.h"
#include "orthant/fee_study.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "orthant/simulate.h"
#include "orthant/sweep_point.h"
#include "sweep/pick.h"

void orth_trial_free(orth_trial *trial)
{
    free(trial->observations);
    *trial = (orth_trial){.value = NAN};
}

static double *room(orth_trial *trial, size_t count, orth_error *error)
{
    trial->observations = calloc(count + 1, sizeof *trial->observations);
    trial->count = trial->observations != NULL ? count : 0;
    if (trial->observations == NULL)
        orth_fail_memory(error, (double)((count + 1) * sizeof *trial->observations));
    return trial->observations;
}

/* ---------------------------------------------------------------- by the command's own result */

static orth_status run_pointer(orth_trial *trial, const char *command, const char *pointer,
                               orth_scenario *scenario, const orth_trial_how *how,
                               orth_error *error)
{
    orth_point_options options = {.threads = how->threads, .stop = how->stop};
    orth_point_result *result;
    orth_status status = orth_point_run(&result, command, scenario, 1, &pointer, &options, error);
    if (status != ORTH_OK)
        return status;
    const orth_point_figure *figure = &result->figures[0];
    char *end = NULL;
    double value = figure->text != NULL ? strtod(figure->text, &end) : NAN;
    trial->value = end != NULL && end != figure->text && *end == '\0' ? value : NAN;
    if (figure->groups > 1) {
        double *groups = room(trial, figure->groups, error);
        if (groups == NULL)
            status = ORTH_NO_MEMORY;
        else
            memcpy(groups, figure->group_means, figure->groups * sizeof *groups);
    }
    orth_point_result_free(result);
    return status;
}

/* The best fee's closed form, which is no command of sweeps: its net income at the scenario's own
 * fee is an objective with a known best value. */
static orth_status run_fee(orth_trial *trial, const char *pointer, const orth_scenario *scenario,
                           orth_error *error)
{
    orth_fee_study *fees;
    orth_status status = orth_fee_study_create(&fees, scenario, error);
    if (status != ORTH_OK)
        return status;
    char *text = NULL;
    size_t length;
    orth_text_out out;
    status = orth_text_open(&out, error);
    if (status == ORTH_OK) {
        orth_fee_study_write_json(fees, out.stream);
        status = orth_text_close(&out, &text, &length, error);
    }
    orth_fee_study_free(fees);
    if (status != ORTH_OK)
        return status;
    orth_picked picked = {0};
    status = orth_pick(&picked, 1, &pointer, text, (const char *const[]){NULL}, error);
    if (status == ORTH_OK && picked.value.text != NULL) {
        char *end;
        double value = strtod(picked.value.text, &end);
        trial->value = end == picked.value.text + picked.value.length ? value : NAN;
    }
    free(text);
    return status;
}

/* ---------------------------------------------------------------- by the simulation itself */

/* Values of the pool, and of what it is measured against, after every so many blocks of the first
 * price path. */
typedef struct stream {
    double *values, *rebalanced;
    size_t count, room;
    bool failed;
} stream;

static void record(void *user, size_t result, uint64_t block, const orth_run *run)
{
    stream *of = user;
    (void)block;
    if (result != 0 || of->failed)
        return;
    if (of->count == of->room) {
        size_t wanted = of->room == 0 ? 128 : 2 * of->room;
        double *values = realloc(of->values, wanted * sizeof *values);
        if (values != NULL)
            of->values = values;
        double *rebalanced = realloc(of->rebalanced, wanted * sizeof *rebalanced);
        if (rebalanced != NULL)
            of->rebalanced = rebalanced;
        of->failed = values == NULL || rebalanced == NULL;
        if (of->failed)
            return;
        of->room = wanted;
    }
    orth_pool_outcome outcome = orth_run_outcome(run);
    of->values[of->count] = outcome.final_value;
    of->rebalanced[of->count++] = outcome.rebalance_value;
}

/* Whole periods alone: the last entry may be of a part of one. */
static orth_status take_periods(orth_trial *trial, const stream *of, uint64_t periods,
                                orth_tune_objective objective, orth_error *error)
{
    if (periods + 1 > of->count || periods < 2)
        return ORTH_OK;
    double *out = room(trial, (size_t)periods, error);
    if (out == NULL)
        return ORTH_NO_MEMORY;
    for (size_t k = 0; k < periods; k++) {
        double ratio = of->values[k + 1] / of->values[k];
        out[k] = objective == ORTH_TUNE_SHORTFALL
                     ? orth_part_bp(orth_log(of->rebalanced[k + 1] / of->rebalanced[k]) -
                                    orth_log(ratio))
                     : ratio - 1;
    }
    return ORTH_OK;
}

/* The mean of what each price path gives, and that of each group of them. */
static orth_status take_paths(orth_trial *trial, const orth_simulation *simulation,
                              orth_tune_objective objective, double years, orth_error *error)
{
    const orth_simulation_result *result = &simulation->results[0];
    size_t paths = (size_t)simulation->price_paths;
    size_t groups = paths < ORTH_TRIAL_GROUPS ? paths : ORTH_TRIAL_GROUPS;
    double *means = room(trial, groups, error), sum = 0;
    if (means == NULL)
        return ORTH_NO_MEMORY;
    for (size_t p = 0; p < paths; p++)
        means[p % groups] +=
            objective == ORTH_TUNE_GROWTH
                ? orth_log(result->final_values[p] / simulation->start_value) / years
                : orth_part_bp(result->log_shortfalls[p]);
    for (size_t g = 0; g < groups; g++) {
        sum += means[g];
        means[g] /= (double)((paths - g + groups - 1) / groups);
    }
    trial->value = sum / (double)paths;
    return ORTH_OK;
}

static orth_status take(orth_trial *trial, const orth_simulation *simulation, const stream *of,
                        orth_tune_objective objective, orth_error *error)
{
    const orth_simulation_result *result = &simulation->results[0];
    const orth_simulation_performance *performance = result->performance;
    double years = (double)simulation->blocks * simulation->block_seconds / ORTH_YEAR_SECONDS;
    if (objective == ORTH_TUNE_SHARPE) {
        trial->value =
            performance != NULL ? performance->figures[ORTH_PERFORMANCE_SHARPE].estimate.mean : NAN;
    } else if (objective == ORTH_TUNE_GROWTH && !(years > 0)) {
        return ORTH_OK;
    } else {
        orth_status status = take_paths(trial, simulation, objective, years, error);
        if (status != ORTH_OK)
            return status;
    }
    if (of->failed)
        return orth_fail_memory(error, (double)(2 * of->room * sizeof *of->values));
    if (of->count == 0)
        return ORTH_OK;
    free(trial->observations);
    trial->observations = NULL;
    trial->count = 0;
    uint64_t periods = of->count - 1;
    if (performance != NULL && performance->periods < periods)
        periods = performance->periods;
    return take_periods(trial, of, periods, objective, error);
}

static orth_status run_simulation(orth_trial *trial, const orth_tune_windows *windows, size_t part,
                                  const orth_scenario *scenario, const orth_trial_how *how,
                                  orth_error *error)
{
    orth_simulate_performance performance = orth_simulate_performance_usual();
    performance.resamples = 0;
    bool walks = windows->study->validation == ORTH_TUNE_WALK_FORWARD;
    stream of = {0};
    orth_simulate_options options = {
        .threads = how->threads,
        .stop = how->stop,
        .performance = scenario->strategy_count > 0 ? &performance : NULL,
    };
    if (walks) {
        double blocks = nearbyint(ORTH_TRIAL_PERIOD_SECONDS / windows->seconds);
        options.record = record;
        options.record_every = blocks >= 1 ? (uint64_t)blocks : 1;
        options.user = &of;
    }
    orth_simulation *simulation = NULL;
    orth_status status = orth_simulation_run(&simulation, scenario, &options, error);
    if (status == ORTH_OK && simulation->partial)
        status = orth_fail(error, ORTH_INTERRUPTED, "interrupted");
    if (status == ORTH_OK && walks && simulation->times[0] != windows->parts[part].first) {
        char is[ORTH_PRICE_TIME_TEXT_MAX], wanted[ORTH_PRICE_TIME_TEXT_MAX];
        status =
            orth_fail(error, ORTH_BAD_INPUT, "%s: block 0 lies at %s, and the window begins at %s",
                      scenario->file, orth_price_time_text(is, simulation->times[0]),
                      orth_price_time_text(wanted, windows->parts[part].first));
    }
    if (status == ORTH_OK)
        status = take(trial, simulation, &of, windows->study->objective, error);
    orth_simulation_free(simulation);
    free(of.values);
    free(of.rebalanced);
    return status;
}

orth_status orth_trial_run(orth_trial *trial, const orth_tune_windows *windows, size_t part,
                           const char *const *values, const orth_trial_how *how, orth_error *why,
                           orth_error *error)
{
    const orth_study *study = windows->study;
    *trial = (orth_trial){.value = NAN};
    why->status = ORTH_OK;
    orth_scenario *scenario = NULL;
    orth_status status = orth_study_scenario(&scenario, study, values, error);
    if (status == ORTH_OK)
        status = orth_tune_windows_set(scenario, windows, part, error);
    bool paths = scenario != NULL && study->validation == ORTH_TUNE_FRESH_PATHS;
    if (status != ORTH_OK)
        ;
    else if (strcmp(study->command, "fee") == 0)
        status = run_fee(trial, study->pointer, scenario, error);
    else if (study->objective == ORTH_TUNE_POINTER)
        status = run_pointer(trial, study->command, study->pointer, scenario, how, error);
    else if (study->objective == ORTH_TUNE_SHARPE && paths)
        status =
            run_pointer(trial, "simulate", "/results/0/performance/sharpe", scenario, how, error);
    else
        status = run_simulation(trial, windows, part, scenario, how, error);
    orth_scenario_free(scenario);
    if (status != ORTH_BAD_INPUT && status != ORTH_DOMAIN)
        return status;
    *why = *error;
    orth_trial_free(trial);
    return ORTH_OK;
}
