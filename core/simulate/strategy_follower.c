#include "simulate/strategy_follower.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "simulate/strategies.h"
#include "strategy/strategy.h"

/* A weight so near to a rail is on it: rows between two that are there are sums that round. */
#define RAIL_SLACK 1e-9

/* Rails as the sums know them; where there is none, no weight is beyond it. A contract's weights
 * stay short of them, and so does their sum of 1. */
static void fill_rails(double *low, double *high, const orth_strategy_follower *of)
{
    const orth_strategy *strategy = of->strategy;
    double guard = strategy->as_peer ? strategy->guard : 0;
    double missed = of->execution == NULL ? 0 : orth_execution_short(of->execution);
    double slack = RAIL_SLACK + (double)strategy->n * missed;
    for (size_t i = 0; i < strategy->n; i++) {
        double least = fmax(strategy->low[i] > ORTH_PART_MIN ? strategy->low[i] : 0, guard);
        double most = fmin(strategy->high[i], 1 - (double)(strategy->n - 1) * guard);
        low[i] = least > 0 ? least * (1 + slack) + missed : 0;
        high[i] = most < 1 ? most * (1 - slack) - missed : INFINITY;
    }
}

/* Doubles of the sums of all lanes, those of one and those of ORTH_RUN_LANES. */
#define SUM_DOUBLES ((2 * ORTH_WEIGHT_SUMS + 2) * (1 + ORTH_RUN_LANES))

static orth_status make_numbers(orth_strategy_follower *made, bool side_by_side, orth_error *error)
{
    size_t n = made->n, turned = n * (ORTH_WEIGHT_SUMS_ROWS + 9);
    size_t doubles = 2 * n + turned + SUM_DOUBLES;
    double *at = made->numbers = calloc(doubles, sizeof(double));
    if (at == NULL)
        return orth_fail_memory(error, (double)doubles * sizeof(double));
    double *low = at, *high = low + n, *scratch = high + n;
    for (size_t e = 0; e < turned; e++)
        scratch[e] = 1;
    fill_rails(low, high, made);
    at = scratch + turned;
    for (size_t w = 0; w < 1 + (size_t)side_by_side; w++) {
        size_t lanes = w == 0 ? 1 : ORTH_RUN_LANES;
        made->sums[w] = (orth_weight_sums){.n = n, .lanes = lanes, .low = low, .high = high};
        made->sums[w].scratch = scratch;
        made->sums[w].sums = at;
        made->sums[w].sums_low = made->sums[w].sums + ORTH_WEIGHT_SUMS * lanes;
        made->sums[w].effective = made->sums[w].sums_low + ORTH_WEIGHT_SUMS * lanes;
        made->sums[w].least = made->sums[w].effective + lanes;
        at = made->sums[w].least + lanes;
    }
    return ORTH_OK;
}

static orth_status make_rooms(orth_strategy_follower *made, size_t lanes, size_t chunk,
                              orth_error *error)
{
    size_t doubles = (chunk + 1) * made->n * lanes;
    made->weights = malloc(doubles * sizeof(double));
    if (made->weights == NULL)
        return orth_fail_memory(error, (double)doubles * sizeof(double));
    if (!made->never_trades && !made->pauses)
        return ORTH_OK;
    made->present = calloc(chunk, sizeof *made->present);
    return made->present == NULL ? orth_fail_memory(error, (double)chunk) : ORTH_OK;
}

static orth_status make_walk(orth_strategy_follower *made, size_t w, size_t lanes,
                             orth_error *error)
{
    return made->execution == NULL
               ? orth_strategy_walk_create(&made->walks[w], made->strategy, lanes, error)
               : orth_execution_walk_create(&made->walks[w], made->execution, lanes, error);
}

orth_status orth_strategy_follower_create(orth_strategy_follower **out,
                                          const orth_simulation_setup *setup, size_t s, bool ideal,
                                          size_t chunk, orth_error *error)
{
    orth_strategy_follower *made = *out = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    made->strategy = setup->strategies[s];
    made->execution = ideal ? NULL : setup->executions[s];
    made->n = setup->n;
    made->warm_up = setup->warm_up;
    made->never_trades = orth_simulation_never_trades(made->strategy);
    made->pauses = orth_simulation_pauses(made->strategy);
    if (orth_simulation_peer(setup, s) == ORTH_RUN_RATIOS)
        made->late = setup->scenario->arbitrage_every > 1 ? setup->scenario->arbitrage_every : 1;
    orth_status status = make_numbers(made, setup->side_by_side, error);
    if (status == ORTH_OK)
        status = make_rooms(made, setup->side_by_side ? ORTH_RUN_LANES : 1, chunk, error);
    if (status == ORTH_OK)
        status = make_walk(made, 0, 1, error);
    if (status == ORTH_OK && setup->side_by_side)
        status = make_walk(made, 1, ORTH_RUN_LANES, error);
    return status;
}

void orth_strategy_follower_free(orth_strategy_follower *follower)
{
    if (follower == NULL)
        return;
    for (size_t w = 0; w < 2; w++)
        orth_strategy_walk_free(follower->walks[w]);
    free(follower->weights);
    free(follower->present);
    free(follower->numbers);
    free(follower);
}

void orth_strategy_follower_begin(orth_strategy_follower *follower, size_t w)
{
    const orth_weight_sums *sums = &follower->sums[w];
    orth_strategy_walk_start(follower->walks[w]);
    memset(sums->sums, 0, 2 * ORTH_WEIGHT_SUMS * sums->lanes * sizeof(double));
    for (size_t lane = 0; lane < sums->lanes; lane++)
        sums->least[lane] = INFINITY;
}

void orth_strategy_follower_learn(orth_strategy_follower *follower, size_t w, size_t count,
                                  const double *prices)
{
    orth_strategy_walk_next(follower->walks[w], count, prices, NULL);
}

/* The next rows as shares, which is what pools hold by. */
static void next_rows(orth_strategy_follower *follower, size_t w, size_t count,
                      const double *prices, double *weights)
{
    orth_strategy_walk_next(follower->walks[w], count, prices, weights);
    if (follower->execution != NULL)
        orth_execution_shares(follower->n, follower->sums[w].lanes, count, weights);
}

const double *orth_strategy_follower_start(orth_strategy_follower *follower, size_t w,
                                           const double *prices)
{
    next_rows(follower, w, 1, prices, follower->weights);
    follower->last = 0;
    return follower->weights;
}

const double *orth_strategy_follower_next(orth_strategy_follower *follower, size_t w, size_t count,
                                          const double *prices)
{
    size_t row = follower->n * follower->sums[w].lanes;
    double *weights = follower->weights;
    if (follower->last > 0)
        memcpy(weights, weights + follower->last * row, row * sizeof *weights);
    next_rows(follower, w, count, prices, weights + row);
    follower->last = count;
    orth_kernels_in_use()->weight_sums(&follower->sums[w], count, weights);
    return weights + row;
}

const bool *orth_strategy_follower_present(orth_strategy_follower *follower, uint64_t first,
                                           size_t count, const bool *present)
{
    if (follower->present == NULL)
        return present;
    for (size_t k = 0; k < count; k++) {
        uint64_t block = first + k, late = follower->late;
        uint64_t row = follower->warm_up + (block > late ? block - late : 0);
        follower->present[k] =
            !orth_strategy_frozen(follower->strategy, row) && (present == NULL || present[k]);
    }
    return follower->present;
}

static double sum_of(const orth_weight_sums *sums, orth_weight_sum sum, size_t lane)
{
    size_t at = sum * sums->lanes + lane;
    return sums->sums[at] + sums->sums_low[at];
}

void orth_strategy_follower_take(double *figures, const orth_strategy_follower *follower, size_t w,
                                 size_t lane, uint64_t blocks)
{
    if (follower == NULL) {
        for (int f = ORTH_FIGURE_RETURN; f <= ORTH_FIGURE_ON_RAILS; f++)
            figures[f] = 0;
        return;
    }
    const orth_weight_sums *sums = &follower->sums[w];
    figures[ORTH_FIGURE_TURNOVER] = sum_of(sums, ORTH_WEIGHT_SUM_MOVED, lane);
    figures[ORTH_FIGURE_MOVING_KL] = sum_of(sums, ORTH_WEIGHT_SUM_LOSS, lane);
    figures[ORTH_FIGURE_EFFECTIVE_TOKENS] =
        sum_of(sums, ORTH_WEIGHT_SUM_EFFECTIVE, lane) / (double)blocks;
    figures[ORTH_FIGURE_EFFECTIVE_TOKENS_END] = sums->effective[lane];
    figures[ORTH_FIGURE_ON_RAILS] = sum_of(sums, ORTH_WEIGHT_SUM_ON_RAILS, lane) / (double)blocks;
}

uint64_t orth_strategy_follower_undecided(const orth_strategy_follower *follower, size_t w)
{
    return follower == NULL ? 0 : orth_strategy_walk_undecided(follower->walks[w]);
}

orth_status orth_strategy_follower_check(const orth_strategy_follower *follower, size_t w,
                                         size_t lane, uint64_t price_path, orth_error *error)
{
    double least = follower == NULL ? 1 : follower->sums[w].least[lane];
    if (least >= ORTH_WEIGHT_MIN)
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN,
                     "simulation: path %ju, %.100s: a weight is %.6g; permitted: from %g, which a "
                     "rail (minimum_weight) keeps",
                     (uintmax_t)price_path, orth_strategy_name(follower->strategy), least,
                     ORTH_WEIGHT_MIN);
}
