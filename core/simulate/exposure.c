/* The closed form of the best number of steps. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market/market.h"
#include "numeric/decimal.h"
#include "numeric/elementary.h"
#include "simulate/worker.h"

/* The path is sampled in so many steps. */
#define SAMPLES 256
#define CANDIDATE_MOST 16384
#define CANDIDATES 16

/* Covariance of the log-prices of tokens i and j over a block, by the model. */
static double modelled(const orth_scenario_market *market, size_t n, size_t i, size_t j)
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

/* Mean products of log-returns. A trend counts: what arbitrage takes knows nothing of means. */
static orth_status measure(double *covariance, size_t n, size_t blocks, const double *prices,
                           orth_error *error)
{
    double *logs = malloc(2 * n * sizeof *logs);
    if (logs == NULL)
        return orth_fail_memory(error, 2 * (double)n * sizeof *logs);
    const orth_kernels *kernels = orth_kernels_in_use();
    kernels->log(n, logs, prices);
    for (size_t k = 1; k <= blocks; k++) {
        double *now = logs + k % 2 * n, *returns = logs + (k + 1) % 2 * n;
        kernels->log(n, now, prices + k * n);
        for (size_t i = 0; i < n; i++)
            returns[i] = now[i] - returns[i];
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j <= i; j++)
                covariance[i * n + j] += returns[i] * returns[j];
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            covariance[i * n + j] /= (double)blocks;
            covariance[j * n + i] = covariance[i * n + j];
        }
    free(logs);
    return ORTH_OK;
}

/* Of the market's data; *blocks is how many they have, where their rows are the market. */
static orth_status read_data(double *covariance, uint64_t *blocks, const orth_scenario *scenario,
                             orth_error *error)
{
    orth_market *market;
    orth_status status = orth_simulation_market(&market, scenario, error);
    if (status != ORTH_OK)
        return status;
    uint64_t rows = market->data->rows - 1, asked = scenario->market->blocks;
    if (orth_market_blocks(market) != ORTH_MARKET_ENDLESS) {
        *blocks = orth_market_blocks(market);
        rows = asked > 0 && asked < rows ? asked : rows;
    }
    if (rows > 0)
        status = measure(covariance, scenario->n, (size_t)rows, market->data->prices, error);
    orth_market_free(market);
    return status;
}

/* *covariance (n x n, the caller's; NULL where prices stand still) over a block, and the market's
 * blocks. */
static orth_status know_market(double **covariance, uint64_t *blocks, const orth_scenario *scenario,
                               orth_error *error)
{
    const orth_scenario_market *market = scenario->market;
    size_t n = scenario->n;
    bool data = market != NULL && (market->file != NULL || market->file_count > 0);
    *blocks = UINT64_MAX;
    *covariance = NULL;
    if (market != NULL && (data || market->volatility != NULL)) {
        *covariance = calloc(n * n, sizeof **covariance);
        if (*covariance == NULL)
            return orth_fail_memory(error, (double)(n * n) * sizeof **covariance);
    }
    orth_status status = ORTH_OK;
    if (data)
        status = read_data(*covariance, blocks, scenario, error);
    for (size_t e = 0; *covariance != NULL && !data && e < n * n; e++)
        (*covariance)[e] = modelled(market, n, e / n, e % n);
    if (market != NULL && market->blocks != 0)
        *blocks = market->blocks;
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

orth_status orth_exposure_of(orth_exposure *exposure, const orth_scenario *scenario,
                             const char *path, double update_cost, double tracking,
                             orth_error *error)
{
    *exposure = (orth_exposure){.tracking = tracking};
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
    exposure->most = blocks == UINT64_MAX ? blocks : blocks / scenario->blocks_per_step;
    exposure->lvr *= each;
    exposure->total = exposure->lvr + exposure->update + exposure->tracking;
    if (exposure->total > 0 && exposure->distance > 0) {
        double d = exposure->distance, best = fmax(d / sqrt(2 * exposure->total), 1);
        exposure->best_steps = best;
        exposure->best_cost = d * d / (2 * best) + exposure->total * best;
    }
    return ORTH_OK;
}

/* Fills `steps`; they rise. */
static size_t fill_candidates(uint64_t steps[CANDIDATES], const orth_exposure *exposure)
{
    /* Coarse further off, fine where the range within 1 % is (15 % each source). */
    static const double doublings[] = {-3,    -2,   -1,    -0.5, -0.375, -0.25, -0.125, 0,
                                       0.125, 0.25, 0.375, 0.5,  1,      2,     3};
    double most = fmin(fmax((double)exposure->most, 1), CANDIDATE_MOST);
    bool around = exposure->best_steps > 0, endless = exposure->most == UINT64_MAX;
    size_t tried = around ? sizeof doublings / sizeof doublings[0] : endless ? 11 : CANDIDATES;
    size_t count = 0;
    if (exposure->distance == 0)
        tried = 1;
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
