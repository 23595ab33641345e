/* The closed form of the best number of steps. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/decimal.h"
#include "numeric/elementary.h"
#include "orthant/market.h"
#include "orthant/simulate.h"

/* The path is sampled in so many steps. */
#define SAMPLES 256
#define CANDIDATE_MOST 16384
#define CANDIDATES 16

/* Covariance of the log-prices of tokens i and j over a block. */
static double covariance(const orth_scenario_market *market, size_t n, size_t i, size_t j)
{
    double years = market->block_seconds / ORTH_YEAR_SECONDS;
    double correlation = market->correlation != NULL ? market->correlation[i * n + j] : i == j;
    double sum = market->volatility[i] * market->volatility[j] * correlation;
    if (i == j && market->jump_rate != NULL) {
        double mean = market->jump_mean != NULL ? market->jump_mean[i] : 0;
        double deviation = market->jump_deviation != NULL ? market->jump_deviation[i] : 0;
        sum += market->jump_rate[i] * (mean * mean + deviation * deviation);
    }
    return sum * years;
}

static double lvr_rate(const orth_scenario_market *market, size_t n, const double *weights)
{
    double own = 0, joint = 0;
    for (size_t i = 0; i < n; i++) {
        own += weights[i] * covariance(market, n, i, i);
        for (size_t j = 0; j < n; j++)
            joint += weights[i] * weights[j] * covariance(market, n, i, j);
    }
    return (own - joint) / 2;
}

/* A block's mean over the path less one at the target. */
static orth_status excess_lvr(double *excess, const orth_scenario *scenario, const orth_move *move,
                              const char *name, orth_error *error)
{
    size_t n = scenario->n;
    orth_path *path = NULL;
    double *row = malloc(n * sizeof *row);
    if (row == NULL)
        return orth_fail_memory(error, (double)n * sizeof *row);
    orth_status status =
        orth_path_create(&path, name, move, SAMPLES, (const char *const *)scenario->tokens, error);
    double sum = 0;
    for (uint64_t k = 0; status == ORTH_OK && k <= SAMPLES; k++) {
        orth_path_fill(path, k, 1, row, NULL);
        double part = k == 0 || k == SAMPLES ? 0.5 : 1; /* the trapezoidal rule */
        sum += part * lvr_rate(scenario->market, n, row);
    }
    if (status == ORTH_OK)
        *excess = sum / SAMPLES - lvr_rate(scenario->market, n, move->target);
    orth_path_free(path);
    free(row);
    return status;
}

orth_status orth_exposure_of(orth_exposure *exposure, const orth_scenario *scenario,
                             const char *path, double update_cost, double tracking,
                             orth_error *error)
{
    *exposure = (orth_exposure){.tracking = tracking};
    orth_move *move;
    orth_status status = orth_scenario_move(&move, scenario, error);
    if (status != ORTH_OK)
        return status;
    exposure->distance = orth_move_distance(move);
    double value = scenario->has_pool ? orth_rational_to_double(scenario->pool_value) : 1;
    exposure->update = update_cost / value;
    if (scenario->market != NULL && scenario->market->volatility != NULL)
        status = excess_lvr(&exposure->lvr, scenario, move, path, error);
    exposure->lvr *= (double)scenario->blocks_per_step;
    orth_move_free(move);
    exposure->total = exposure->lvr + exposure->update + exposure->tracking;
    if (exposure->total > 0) {
        exposure->best_steps = exposure->distance / sqrt(2 * exposure->total);
        exposure->best_cost = exposure->distance * sqrt(2 * exposure->total);
    }
    return status;
}

/* Fills `steps`; they rise. */
static size_t fill_candidates(uint64_t steps[CANDIDATES], const orth_exposure *exposure,
                              double most)
{
    /* Coarse further off, fine where the range within 1 % is (15 % each way). */
    static const double doublings[] = {-3,    -2,   -1,    -0.5, -0.375, -0.25, -0.125, 0,
                                       0.125, 0.25, 0.375, 0.5,  1,      2,     3};
    bool around = exposure->best_steps > 0;
    size_t tried = around ? sizeof doublings / sizeof doublings[0] : 11, count = 0;
    for (size_t i = 0; i < tried; i++) {
        double here = around ? exposure->best_steps * orth_pow(2, doublings[i]) : ldexp(1, (int)i);
        bool last = here > most;
        here = fmin(fmax(round(here), 1), most);
        /* the end is left out where it is next to another */
        double least = count == 0 ? 1 : (double)steps[count - 1] * (last ? 1.05 : 1);
        if (count == 0 || here > least)
            steps[count++] = (uint64_t)here;
        if (last)
            break;
    }
    return count;
}

orth_status orth_exposure_candidates(orth_scenario *scenario, const orth_exposure *exposure,
                                     uint64_t most, orth_error *error)
{
    uint64_t steps[CANDIDATES];
    size_t count =
        fill_candidates(steps, exposure, most < CANDIDATE_MOST ? (double)most : CANDIDATE_MOST);
    uint64_t *copy = malloc(count * sizeof *copy);
    if (copy == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *copy));
    memcpy(copy, steps, count * sizeof *copy);
    free(scenario->steps);
    scenario->steps = copy;
    scenario->step_count = count;
    return ORTH_OK;
}
