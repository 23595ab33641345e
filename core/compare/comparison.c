#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare/outside.h"
#include "numeric/decimal.h"
#include "numeric/elementary.h"
#include "orthant/compare.h"
#include "orthant/loss.h"

void orth_comparison_free(orth_comparison *comparison)
{
    if (comparison == NULL)
        return;
    free(comparison->leading_loss);
    free(comparison->results);
    free(comparison);
}

static orth_status loss_of(double *loss, const orth_scenario *scenario, const char *name,
                           const orth_move *move, uint64_t steps, orth_error *error)
{
    orth_path *path;
    orth_status status =
        orth_path_create(&path, name, move, steps, (const char *const *)scenario->tokens, error);
    if (status != ORTH_OK)
        return status;
    *loss = orth_path_log_loss(path);
    orth_path_free(path);
    return ORTH_OK;
}

/* The least loss possible, where it was asked for or costs little; *reached says that it was found
 * to full accuracy. */
static orth_status optimum_of(double *optimum, bool *reached, orth_comparison *comparison,
                              const orth_move *move, uint64_t steps, orth_error *error)
{
    const orth_scenario *scenario = comparison->scenario;
    bool asked = false;
    for (size_t p = 0; p < scenario->path_count; p++)
        asked = asked || strcmp(scenario->paths[p], "optimum") == 0;
    double size = (double)move->n * (double)move->n * (double)steps;
    *optimum = NAN;
    *reached = false;
    if (!asked && size > ORTH_COMPARISON_OPTIMUM_MOST)
        return ORTH_OK;
    orth_path *path;
    orth_status status = orth_path_create(&path, "optimum", move, steps, NULL, error);
    if (status != ORTH_OK)
        return status;
    *optimum = orth_path_log_loss(path);
    const char *warning = orth_path_warning(path);
    *reached = warning == NULL;
    if (asked && warning != NULL)
        snprintf(comparison->warning, sizeof comparison->warning, "%s", warning);
    orth_path_free(path);
    return ORTH_OK;
}

/* The results of one step count, results[0 .. path_count-1]. Linear and the optimum are computed
 * once, whether asked for or not. */
static orth_status compare_at(orth_comparison *comparison, orth_comparison_result *results,
                              const orth_move *move, uint64_t steps, double value,
                              orth_error *error)
{
    const orth_scenario *scenario = comparison->scenario;
    double linear, optimum, best = 0;
    bool reached;
    orth_status status = loss_of(&linear, scenario, "linear", move, steps, error);
    if (status == ORTH_OK)
        status = optimum_of(&optimum, &reached, comparison, move, steps, error);
    for (size_t p = 0; status == ORTH_OK && p < scenario->path_count; p++) {
        orth_comparison_result *result = &results[p];
        result->path = scenario->paths[p];
        result->steps = steps;
        if (strcmp(result->path, "linear") == 0)
            result->log_loss = linear;
        else if (strcmp(result->path, "optimum") == 0)
            result->log_loss = optimum;
        else
            status = loss_of(&result->log_loss, scenario, result->path, move, steps, error);
        if (p == 0 || result->log_loss < best)
            best = result->log_loss;
    }
    for (size_t p = 0; status == ORTH_OK && p < scenario->path_count; p++) {
        orth_comparison_result *result = &results[p];
        double lost = -orth_expm1(-result->log_loss);
        result->loss_bp = orth_loss_bp(result->log_loss);
        result->loss_value = value * lost;
        result->saving_vs_linear = linear > 0 ? 1 - result->log_loss / linear : 0;
        result->excess_over_best = best > 0 ? result->log_loss / best - 1 : 0;
        result->excess_over_optimum = !reached      ? NAN
                                      : optimum > 0 ? result->log_loss / optimum - 1
                                                    : 0;
    }
    return status;
}

static orth_status fill_in(orth_comparison *comparison, const orth_move *move, orth_error *error)
{
    const orth_scenario *scenario = comparison->scenario;
    comparison->distance = orth_move_distance(move);
    double value = 0, low;
    if (scenario->has_pool)
        orth_rational_to_dd(&value, &low, scenario->pool_value);
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < scenario->step_count; s++) {
        comparison->leading_loss[s] = orth_move_leading_loss(move, scenario->steps[s]);
        status = compare_at(comparison, comparison->results + s * scenario->path_count, move,
                            scenario->steps[s], value, error);
    }
    return status;
}

orth_status orth_comparison_run(orth_comparison **out, const orth_scenario *scenario,
                                orth_error *error)
{
    *out = NULL;
    size_t count = scenario->step_count * scenario->path_count;
    orth_comparison *comparison = calloc(1, sizeof *comparison);
    if (comparison == NULL)
        return orth_fail_memory(error, sizeof *comparison);
    comparison->scenario = scenario;
    comparison->count = count;
    comparison->leading_loss = calloc(scenario->step_count, sizeof(double));
    comparison->results = calloc(count, sizeof *comparison->results);
    orth_move *move = NULL;
    orth_status status;
    if (comparison->leading_loss == NULL || comparison->results == NULL)
        status = orth_fail_memory(error, (double)(count * sizeof *comparison->results));
    else
        status = orth_scenario_move(&move, scenario, error);
    if (status == ORTH_OK)
        status = fill_in(comparison, move, error);
    if (status == ORTH_OK)
        status = orth_comparison_fill_outside(comparison, move, error);
    orth_move_free(move);
    if (status != ORTH_OK)
        orth_comparison_free(comparison);
    else
        *out = comparison;
    return status;
}
