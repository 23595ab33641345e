/* The closed form of the best number of steps. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/decimal.h"
#include "numeric/elementary.h"
#include "orthant/loss.h"
#include "orthant/scenario_cost.h"
#include "simulate/worker.h"

/* The path is sampled in so many steps. */
#define SAMPLES 256
#define CANDIDATE_MOST 131072      /* around a least that is known, */
#define CANDIDATE_MOST_BLIND 16384 /* and without one */
#define CANDIDATES 16

/* *covariance (n x n, the caller's; NULL where prices stand still) over a block, and the market's
 * blocks. */
static orth_status know_market(double **covariance, uint64_t *blocks, const orth_scenario *scenario,
                               orth_error *error)
{
    size_t n = scenario->n;
    orth_market *market = NULL;
    *blocks = ORTH_MARKET_ENDLESS;
    *covariance = NULL;
    if (scenario->market == NULL)
        return ORTH_OK;
    orth_status status = orth_simulation_market(&market, scenario, false, error);
    if (status == ORTH_OK && orth_market_moves(market)) {
        *covariance = malloc(n * n * sizeof **covariance);
        status = *covariance == NULL
                     ? orth_fail_memory(error, (double)(n * n) * sizeof **covariance)
                     : orth_market_covariance(market, scenario->market_blocks, *covariance, error);
    }
    if (status == ORTH_OK)
        *blocks =
            scenario->market_blocks != 0 ? scenario->market_blocks : orth_market_blocks(market);
    orth_market_free(market);
    return status;
}

static double lvr_rate(const double *covariance, size_t n, const double *weights)
{
    double own = 0, joint = 0;
    for (size_t i = 0; i < n; i++) {
        own += weights[i] * covariance[i * n + i];
        for (size_t j = 0; j < n; j++)
            joint += weights[i] * weights[j] * covariance[i * n + j];
    }
    return (own - joint) / 2;
}

/* A block's mean over the path less one at the target. */
static orth_status excess_lvr(double *excess, const double *covariance,
                              const orth_scenario *scenario, const orth_move *move,
                              const char *name, orth_error *error)
{
    size_t n = scenario->n;
    /* a path from a file has its own steps only */
    uint64_t samples = strncmp(name, "file:", 5) == 0 ? scenario->steps[0] : SAMPLES;
    orth_path *path = NULL;
    double *row = malloc(n * sizeof *row);
    if (row == NULL)
        return orth_fail_memory(error, (double)n * sizeof *row);
    orth_status status =
        orth_path_create(&path, name, move, samples, (const char *const *)scenario->tokens, error);
    double sum = 0;
    for (uint64_t k = 0; status == ORTH_OK && k <= samples; k++) {
        orth_path_fill(path, k, 1, row, NULL);
        double part = k == 0 || k == samples ? 0.5 : 1; /* the trapezoidal rule */
        sum += part * lvr_rate(covariance, n, row);
    }
    if (status == ORTH_OK)
        *excess = sum / (double)samples - lvr_rate(covariance, n, move->target);
    orth_path_free(path);
    free(row);
    return status;
}

double orth_exposure_cost(const orth_exposure *exposure, double steps)
{
    double d = exposure->distance;
    return exposure->factors.move * (d * d / (2 * steps)) + fmax(exposure->total, 0) * steps;
}

/* From the LVR of perfect arbitrage and the rest. */
static void find_best(orth_exposure *exposure)
{
    const orth_cost_factors *factors = &exposure->factors;
    double move = factors->valid ? factors->move : 1;
    exposure->lvr *= factors->valid ? factors->lvr : 1;
    exposure->total = exposure->lvr + exposure->update + exposure->tracking;
    if (!(exposure->total > 0 && exposure->distance > 0))
        return;
    exposure->near_steps = fmax(sqrt(move) * (exposure->distance / sqrt(2 * exposure->total)), 1);
    if (!factors->valid)
        return;
    exposure->best_steps = exposure->near_steps;
    exposure->best_cost = orth_exposure_cost(exposure, exposure->best_steps);
}

orth_status orth_exposure_of(orth_exposure *exposure, const orth_scenario *scenario,
                             const char *path, double update_cost, double tracking,
                             orth_error *error)
{
    *exposure = (orth_exposure){.tracking = tracking, .factors = orth_scenario_factors(scenario)};
    orth_move *move;
    orth_status status = orth_scenario_move(&move, scenario, error);
    if (status != ORTH_OK)
        return status;
    double *covariance = NULL;
    uint64_t blocks;
    exposure->distance = orth_move_distance(move);
    double value = scenario->has_pool ? orth_rational_to_double(scenario->pool_value) : 1;
    exposure->update = update_cost / value;
    status = know_market(&covariance, &blocks, scenario, error);
    if (status == ORTH_OK && covariance != NULL && exposure->distance > 0)
        status = excess_lvr(&exposure->lvr, covariance, scenario, move, path, error);
    free(covariance);
    orth_move_free(move);
    if (status != ORTH_OK)
        return status;
    double each = (double)scenario->blocks_per_step;
    exposure->most =
        blocks == ORTH_MARKET_ENDLESS ? UINT64_MAX : blocks / scenario->blocks_per_step;
    exposure->lvr *= each;
    find_best(exposure);
    return ORTH_OK;
}

/* Fills `steps`; they rise. */
static size_t fill_candidates(uint64_t steps[CANDIDATES], const orth_exposure *exposure)
{
    /* Coarse further off, fine where the range within 1 % is (15 % each source). */
    static const double doublings[] = {-3,    -2,   -1,    -0.5, -0.375, -0.25, -0.125, 0,
                                       0.125, 0.25, 0.375, 0.5,  1,      2,     3};
    bool around = exposure->near_steps > 0, endless = exposure->most == UINT64_MAX;
    double most =
        fmin(fmax((double)exposure->most, 1), around ? CANDIDATE_MOST : CANDIDATE_MOST_BLIND);
    size_t tried = around ? sizeof doublings / sizeof doublings[0] : endless ? 11 : CANDIDATES;
    size_t count = 0;
    if (exposure->distance == 0)
        tried = 1;
    for (size_t i = 0; i < tried; i++) {
        double here = around ? exposure->near_steps * orth_pow(2, doublings[i]) : ldexp(1, (int)i);
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
                                     orth_error *error)
{
    uint64_t steps[CANDIDATES];
    size_t count = fill_candidates(steps, exposure);
    uint64_t *copy = malloc(count * sizeof *copy);
    if (copy == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *copy));
    memcpy(copy, steps, count * sizeof *copy);
    free(scenario->steps);
    scenario->steps = copy;
    scenario->step_count = count;
    return ORTH_OK;
}

orth_status orth_exposure_prepare(orth_scenario *scenario, orth_exposure *exposure, bool keep_steps,
                                  orth_error *error)
{
    double bp = scenario->tracking_bp;
    if (bp >= orth_part_bp(1))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /exposure/tracking: %g basis points of the pool's value a step; "
                         "permitted: below %g, which is all of it",
                         scenario->file, bp, orth_part_bp(1));
    char *first = strdup(scenario->paths[0]);
    if (first == NULL)
        return orth_fail_memory(error, (double)strlen(scenario->paths[0]));
    orth_status status = orth_scenario_set_paths(scenario, first, error);
    free(first);
    if (status == ORTH_OK)
        status = orth_exposure_of(exposure, scenario, scenario->paths[0], scenario->update_cost,
                                  orth_loss_of_bp(bp), error);
    if (status == ORTH_OK && !keep_steps && strncmp(scenario->paths[0], "file:", 5) != 0)
        status = orth_exposure_candidates(scenario, exposure, error);
    if (scenario->price_paths == 0)
        scenario->price_paths = ORTH_EXPOSURE_PRICE_PATHS;
    return status;
}
