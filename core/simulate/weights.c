/* Strategies along one price path. */
#include "orthant/weights.h"

#include <stdlib.h>
#include <string.h>

#include "base/progress.h"
#include "base/stop.h"
#include "simulate/strategies.h"

#define ROWS 256 /* at a time; more where a strategy looks further ahead */

struct orth_weights {
    const orth_scenario *scenario;
    uint64_t price_path, blocks;
    double block_seconds;
    char clock_note[ORTH_SCENARIO_CLOCK_NOTE_MAX];
    orth_market *market;
    size_t count;
    orth_strategy **strategies;
    orth_execution **executions; /* NULL where it is ideal */
    orth_market_walk *prices;
    orth_strategy_walk **walks;
    size_t batch, room;     /* rows that `seen` has room for */
    double *seen, *rows;    /* [row][token] */
    size_t current, filled; /* the strategy; rows of `seen` that are not gone by */
    uint64_t at;            /* the next row, from the first price on */
};

void orth_weights_free(orth_weights *weights)
{
    if (weights == NULL)
        return;
    for (size_t s = 0; s < weights->count; s++) {
        if (weights->walks != NULL)
            orth_strategy_walk_free(weights->walks[s]);
        if (weights->executions != NULL)
            orth_execution_free(weights->executions[s]);
        if (weights->strategies != NULL)
            orth_strategy_free(weights->strategies[s]);
    }
    orth_market_walk_free(weights->prices);
    orth_market_free(weights->market);
    free(weights->strategies);
    free(weights->executions);
    free(weights->walks);
    free(weights->seen);
    free(weights->rows);
    free(weights);
}

/* ---------------------------------------------------------------- which strategies */

static orth_status make_walk(orth_weights *weights, size_t s, size_t index, orth_error *error)
{
    orth_status status =
        orth_simulation_execution(&weights->executions[s], weights->scenario, index,
                                  weights->strategies[s], weights->market, error);
    if (status != ORTH_OK)
        return status;
    return weights->executions[s] == NULL
               ? orth_strategy_walk_create(&weights->walks[s], weights->strategies[s], 1, error)
               : orth_execution_walk_create(&weights->walks[s], weights->executions[s], 1, error);
}

static orth_status make_strategies(orth_weights *weights, const char *name, orth_error *error)
{
    const orth_scenario *scenario = weights->scenario;
    size_t first = 0, count = scenario->strategy_count;
    orth_status status =
        name != NULL ? orth_simulation_find_strategy(&first, scenario, name, error) : ORTH_OK;
    if (status != ORTH_OK)
        return status;
    count = name != NULL ? 1 : count;
    weights->strategies = calloc(count, sizeof *weights->strategies);
    weights->executions = calloc(count, sizeof *weights->executions);
    weights->walks = calloc(count, sizeof *weights->walks);
    if (weights->strategies == NULL || weights->executions == NULL || weights->walks == NULL)
        return orth_fail_memory(error, (double)count * 3 * sizeof(void *));
    for (; status == ORTH_OK && weights->count < count; weights->count++)
        status = orth_scenario_strategy_create(&weights->strategies[weights->count], scenario,
                                               first + weights->count, weights->market, error);
    for (size_t s = 0; status == ORTH_OK && s < count; s++)
        status = make_walk(weights, s, first + s, error);
    return status;
}

static orth_status make_room(orth_weights *weights, orth_error *error)
{
    size_t n = weights->scenario->n;
    uint64_t ahead = 0;
    for (size_t s = 0; s < weights->count; s++)
        if (orth_strategy_ahead(weights->strategies[s]) > ahead)
            ahead = orth_strategy_ahead(weights->strategies[s]);
    weights->batch = ahead > ROWS ? (size_t)ahead : ROWS;
    weights->room = weights->batch + (size_t)ahead;
    double bytes = (double)(weights->room + weights->batch) * (double)n * sizeof(double);
    weights->seen = malloc(weights->room * n * sizeof(double));
    weights->rows = malloc(weights->batch * n * sizeof(double));
    return weights->seen != NULL && weights->rows != NULL ? ORTH_OK
                                                          : orth_fail_memory(error, bytes);
}

static orth_status check(const orth_scenario *scenario, orth_error *error)
{
    if (scenario->strategy_count == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /strategy: this key is missing, and weights over prices need it",
                         scenario->file);
    if (scenario->market == NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /market: this key is missing, and a strategy needs prices",
                         scenario->file);
    return ORTH_OK;
}

static orth_status fill_in(orth_weights *weights, const orth_weights_options *options,
                           orth_error *error)
{
    const orth_scenario *scenario = weights->scenario;
    orth_market_spec spec = *scenario->market;
    spec.seed = scenario->seed;
    orth_status status = orth_market_create(&weights->market, &spec, error);
    if (status != ORTH_OK)
        return status;
    weights->block_seconds =
        orth_scenario_block_seconds(scenario, weights->market, weights->clock_note);
    weights->price_path = orth_market_is_random(weights->market) ? options->price_path : 0;
    status = make_strategies(weights, options->strategy, error);
    if (status == ORTH_OK)
        status = orth_scenario_strategy_blocks(&weights->blocks, scenario, weights->market,
                                               weights->count, weights->strategies, error);
    if (status == ORTH_OK)
        status = make_room(weights, error);
    return status == ORTH_OK ? orth_market_walk_create(&weights->prices, weights->market, 1, error)
                             : status;
}

orth_status orth_weights_create(orth_weights **out, const orth_scenario *scenario,
                                const orth_weights_options *options, orth_error *error)
{
    *out = NULL;
    orth_status status = check(scenario, error);
    if (status != ORTH_OK)
        return status;
    orth_weights *weights = calloc(1, sizeof *weights);
    if (weights == NULL)
        return orth_fail_memory(error, sizeof *weights);
    weights->scenario = scenario;
    status = fill_in(weights, options, error);
    if (status != ORTH_OK) {
        orth_weights_free(weights);
        return status;
    }
    orth_weights_start(weights, 0);
    *out = weights;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- what it is */

const orth_scenario *orth_weights_scenario(const orth_weights *weights)
{
    return weights->scenario;
}

size_t orth_weights_count(const orth_weights *weights)
{
    return weights->count;
}

const orth_strategy *orth_weights_strategy(const orth_weights *weights, size_t index)
{
    return weights->strategies[index];
}

uint64_t orth_weights_blocks(const orth_weights *weights)
{
    return weights->blocks;
}

uint64_t orth_weights_price_path(const orth_weights *weights)
{
    return weights->price_path;
}

double orth_weights_block_seconds(const orth_weights *weights)
{
    return weights->block_seconds;
}

bool orth_weights_time(const orth_weights *weights, uint64_t block, int64_t *time)
{
    bool dated = orth_market_dated(weights->market);
    if (dated)
        *time = orth_market_times(
            weights->market)[orth_strategy_warm_up(weights->strategies[0]) + block];
    return dated;
}

static size_t notes_of(const orth_weights *weights, size_t s)
{
    const orth_execution *execution = weights->executions[s];
    return orth_strategy_note_count(weights->strategies[s]) +
           (execution == NULL ? 0 : orth_execution_note_count(execution));
}

size_t orth_weights_note_count(const orth_weights *weights)
{
    size_t count = orth_market_note_count(weights->market) + (weights->clock_note[0] != '\0');
    for (size_t s = 0; s < weights->count; s++)
        count += notes_of(weights, s);
    return count;
}

const char *orth_weights_note(const orth_weights *weights, size_t index)
{
    size_t of_market = orth_market_note_count(weights->market);
    if (index < of_market)
        return orth_market_note(weights->market, index);
    index -= of_market;
    if (weights->clock_note[0] != '\0' && index-- == 0)
        return weights->clock_note;
    size_t s = 0;
    for (; index >= notes_of(weights, s); s++)
        index -= notes_of(weights, s);
    size_t own = orth_strategy_note_count(weights->strategies[s]);
    return index < own ? orth_strategy_note(weights->strategies[s], index)
                       : orth_execution_note(weights->executions[s], index - own);
}

/* ---------------------------------------------------------------- rows */

void orth_weights_start(orth_weights *weights, size_t index)
{
    weights->current = index;
    weights->filled = 0;
    weights->at = 0;
    orth_strategy_walk_start(weights->walks[index]);
    orth_market_walk_start(weights->prices, weights->price_path);
}

uint64_t orth_weights_undecided(const orth_weights *weights)
{
    return orth_strategy_walk_undecided(weights->walks[weights->current]);
}

/* The next `count` rows through the strategy, and the prices behind them moved up. */
static orth_status go(orth_weights *weights, size_t count, double *out, orth_error *error)
{
    const orth_strategy *strategy = weights->strategies[weights->current];
    size_t n = weights->scenario->n, ahead = (size_t)orth_strategy_ahead(strategy);
    size_t wanted = count + ahead - weights->filled;
    orth_status status = orth_go_on(error);
    if (status == ORTH_OK)
        status = orth_market_walk_fill(weights->prices, wanted, weights->seen + weights->filled * n,
                                       NULL, error);
    if (status != ORTH_OK)
        return status;
    orth_strategy_walk_next(weights->walks[weights->current], count, weights->seen, out);
    memmove(weights->seen, weights->seen + count * n, ahead * n * sizeof *weights->seen);
    weights->filled = ahead;
    weights->at += count;
    return ORTH_OK;
}

static size_t least(uint64_t a, size_t b)
{
    return a < b ? (size_t)a : b;
}

orth_status orth_weights_next(orth_weights *weights, size_t *count, const double **rows,
                              orth_error *error)
{
    uint64_t before = orth_strategy_warm_up(weights->strategies[weights->current]);
    uint64_t end = before + weights->blocks + 1;
    *count = 0;
    *rows = weights->rows;
    orth_status status = ORTH_OK;
    while (status == ORTH_OK && weights->at < before)
        status = go(weights, least(before - weights->at, weights->batch), NULL, error);
    size_t some = least(end - weights->at, weights->batch);
    if (status != ORTH_OK || some == 0)
        return status;
    status = go(weights, some, weights->rows, error);
    orth_progress("blocks", weights->at, end);
    *count = status == ORTH_OK ? some : 0;
    return status;
}
