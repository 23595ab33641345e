#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/stop.h"
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
    orth_scenario_cost_free(comparison->pricing);
    free(comparison);
}

static bool is_asked(const orth_scenario *scenario, const char *name, size_t *place)
{
    for (*place = 0; *place < scenario->path_count; ++*place)
        if (strcmp(scenario->paths[*place], name) == 0)
            return true;
    return false;
}

static double gas_share(const orth_scenario *scenario)
{
    double gas = scenario->rules.gate.gas;
    return gas > 0 ? gas / orth_rational_to_double(scenario->pool_value) : 0;
}

orth_status orth_comparison_measure(orth_comparison_result *result, orth_path *path,
                                    const orth_scenario *scenario,
                                    const orth_scenario_cost *pricing, orth_error *error)
{
    orth_cost_options options = {.seed = scenario->seed};
    result->has_cost = pricing->terms != NULL;
    result->has_gas = gas_share(scenario) > 0;
    orth_status status = ORTH_OK;
    if (result->has_cost)
        status = orth_scenario_cost_of_path(&result->cost, path, pricing, &options, error);
    orth_path_losses losses = {result->cost.ideal, result->cost.ideal_cv};
    if (!result->has_cost)
        losses = orth_path_losses_of(path);
    result->log_loss = losses.log_loss;
    result->step_loss_cv = losses.step_cv;
    if (status == ORTH_OK)
        status = orth_go_on(error);
    if (status == ORTH_OK && result->has_gas)
        status = orth_cost_gas_of_path(&result->gas, path, gas_share(scenario), error);
    return status;
}

/* A path that was asked for; *warned says that it has a warning. */
static orth_status take_path(orth_comparison_result *result, bool *warned,
                             orth_comparison *comparison, const orth_move *move, orth_error *error)
{
    orth_path *path;
    orth_status status = orth_path_create(&path, result->path, move, result->steps,
                                          (const char *const *)comparison->scenario->tokens, error);
    if (status != ORTH_OK)
        return status;
    const char *warning = orth_path_warning(path);
    *warned = warning != NULL;
    if (*warned)
        snprintf(comparison->warning, sizeof comparison->warning, "%s", warning);
    status =
        orth_comparison_measure(result, path, comparison->scenario, comparison->pricing, error);
    orth_path_free(path);
    return status;
}

/* The loss of one that others are held against and nobody asked for; NaN where the optimum was not
 * found to full accuracy. */
static orth_status loss_of(double *loss, const char *name, const orth_move *move, uint64_t steps,
                           orth_error *error)
{
    orth_path *path;
    orth_status status = orth_path_create(&path, name, move, steps, NULL, error);
    if (status != ORTH_OK)
        return status;
    *loss = orth_path_warning(path) == NULL ? orth_path_log_loss(path) : NAN;
    orth_path_free(path);
    return orth_go_on(error);
}
/* The losses that those of the paths are held against: at the given places where they were asked
 * for. The optimum is computed where it was asked for or costs little, else it is NaN. */
typedef struct yardsticks {
    double linear, optimum;
    bool has_linear, has_optimum;
    size_t linear_at, optimum_at;
} yardsticks;

static orth_status complete(yardsticks *y, const orth_comparison_result *results,
                            const orth_move *move, uint64_t steps, orth_error *error)
{
    orth_status status = ORTH_OK;
    double size = (double)move->n * (double)move->n * (double)steps;
    if (y->has_linear)
        y->linear = results[y->linear_at].log_loss;
    else
        status = loss_of(&y->linear, "linear", move, steps, error);
    if (status == ORTH_OK && !y->has_optimum && size <= ORTH_COMPARISON_OPTIMUM_MOST)
        status = loss_of(&y->optimum, "optimum", move, steps, error);
    return status;
}

/* The results of one step count, results[0 .. path_count-1]. */
static orth_status compare_at(orth_comparison *comparison, orth_comparison_result *results,
                              const orth_move *move, uint64_t steps, double value,
                              orth_error *error)
{
    const orth_scenario *scenario = comparison->scenario;
    yardsticks y = {.optimum = NAN};
    double best = 0;
    orth_status status = ORTH_OK;
    y.has_linear = is_asked(scenario, "linear", &y.linear_at);
    y.has_optimum = is_asked(scenario, "optimum", &y.optimum_at);
    for (size_t p = 0; status == ORTH_OK && p < scenario->path_count; p++) {
        bool warned;
        results[p].path = scenario->paths[p];
        results[p].steps = steps;
        status = take_path(&results[p], &warned, comparison, move, error);
        if (status == ORTH_OK && y.has_optimum && p == y.optimum_at && !warned)
            y.optimum = results[p].log_loss;
        if (p == 0 || results[p].log_loss < best)
            best = results[p].log_loss;
    }
    if (status == ORTH_OK)
        status = complete(&y, results, move, steps, error);
    for (size_t p = 0; status == ORTH_OK && p < scenario->path_count; p++) {
        orth_comparison_result *result = &results[p];
        double lost = -orth_expm1(-result->log_loss);
        result->loss_bp = orth_loss_bp(result->log_loss);
        result->loss_value = value * lost;
        result->saving_vs_linear = y.linear > 0 ? 1 - result->log_loss / y.linear : 0;
        result->excess_over_best = best > 0 ? result->log_loss / best - 1 : 0;
        result->excess_over_optimum = isnan(y.optimum) ? NAN
                                      : y.optimum > 0  ? result->log_loss / y.optimum - 1
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
        status = orth_scenario_cost_create(&comparison->pricing, scenario, error);
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
