/* A walk: rows of weights, with a pause wherever a coarse price is seen or a decision is made. */
#include "strategy/walk.h"

#include <string.h>

#include "base/check.h"
#include "strategy/move.h"

static void set_all(const orth_strategy_walk *walk, double *to, const double *weights)
{
    for (size_t i = 0; i < walk->strategy->n; i++)
        for (size_t l = 0; l < walk->lanes; l++)
            to[i * walk->lanes + l] = weights[i];
}

void orth_strategy_walk_start(orth_strategy_walk *walk)
{
    const orth_strategy *strategy = walk->strategy;
    walk->row = walk->index = walk->since = 0;
    walk->decided = false;
    walk->undecided = 0;
    memset(walk->kept, 0, walk->kept_doubles * sizeof(double));
    set_all(walk, walk->move.to, strategy->initial);
    set_all(walk, walk->now, strategy->initial);
    for (size_t l = 0; l < walk->lanes && walk->executor != NULL; l++)
        walk->executor->start(walk->executor_own, l, strategy->initial);
}

void orth_strategy_walk_execute(orth_strategy_walk *walk, const orth_executor *executor, void *own)
{
    ORTH_CHECK(walk->row == 0);
    walk->executor = executor;
    walk->executor_own = own;
    orth_strategy_walk_start(walk);
}

uint64_t orth_strategy_walk_undecided(const orth_strategy_walk *walk)
{
    return walk->undecided;
}

/* The first row from `row` on that is a multiple of `every` after `origin`. */
static uint64_t next_multiple(uint64_t row, uint64_t origin, uint64_t every)
{
    if (row <= origin)
        return origin;
    uint64_t past = (row - origin) % every;
    return past == 0 ? row : row + (every - past);
}

static bool is_coarse(const orth_strategy *strategy, uint64_t row)
{
    return row % strategy->update_every == 0;
}

/* The rows of the peer's chunks are counted from the first row of the bout. */
static bool decides_after(const orth_strategy *strategy, uint64_t row)
{
    if (strategy->role == ORTH_RULE_STILL || row < strategy->warm_up)
        return false;
    if (!strategy->as_peer)
        return is_coarse(strategy, row);
    uint64_t since = row - strategy->warm_up;
    return since % strategy->update_every == 0 && (since > 0 || strategy->role == ORTH_RULE_TARGET);
}

/* How many rows from walk->row on pass without a pause but after the last. */
static uint64_t rows_to_pause(const orth_strategy_walk *walk)
{
    const orth_strategy *strategy = walk->strategy;
    uint64_t row = walk->row, every = strategy->update_every, last;
    if (strategy->role == ORTH_RULE_STILL)
        return UINT64_MAX;
    last = next_multiple(row + strategy->ahead, 0, every) - strategy->ahead;
    if (!strategy->as_peer)
        return last - row + 1;
    uint64_t decision = next_multiple(row, strategy->warm_up, every);
    if (row < strategy->warm_up)
        decision = strategy->warm_up - 1; /* so that the first row of the bout is a row's start */
    return (decision < last ? decision : last) - row + 1;
}

static void stay(const orth_strategy_walk *walk, size_t count, double *weights)
{
    size_t width = walk->strategy->n * walk->lanes;
    for (size_t r = 0; r < count; r++)
        memcpy(weights + r * width, walk->move.to, width * sizeof(double));
}

static void execute(orth_strategy_walk *walk, uint64_t first, size_t count, double *weights)
{
    size_t n = walk->strategy->n, lanes = walk->lanes;
    for (size_t r = 0; r < count; r++)
        for (size_t l = 0; l < lanes; l++) {
            walk->executor->row(walk->executor_own, l, first + r, walk->lane);
            for (size_t i = 0; i < n; i++)
                weights[(r * n + i) * lanes + l] = walk->lane[i];
        }
}

/* Rows walk->row .. + count - 1 of the move that is under way. */
static void put_out(orth_strategy_walk *walk, size_t count, double *weights)
{
    const orth_strategy *strategy = walk->strategy;
    uint64_t j = walk->row - walk->since;
    if (walk->executor != NULL) {
        execute(walk, j, count, weights);
        return;
    }
    if (walk->decided && (strategy->mover->endless || j < strategy->over)) {
        uint64_t left = strategy->mover->endless ? count : strategy->over - j;
        size_t moving = left < count ? (size_t)left : count;
        orth_move_rows(&walk->move, strategy, j, moving, weights, walk->lane);
        weights += moving * strategy->n * walk->lanes;
        count -= moving;
    }
    stay(walk, count, weights);
}

/* `count` rows, no pause but after the last; prices from walk->row on. */
static void pass(orth_strategy_walk *walk, size_t count, const double *prices, double *weights)
{
    const orth_strategy *strategy = walk->strategy;
    size_t width = strategy->n * walk->lanes;
    uint64_t last = walk->row + count - 1;
    if (weights != NULL) {
        put_out(walk, count, weights);
        memcpy(walk->now, weights + (count - 1) * width, width * sizeof(double));
    } else {
        walk->row = last;
        put_out(walk, 1, walk->now);
    }
    walk->row = last + 1;
    if (strategy->role == ORTH_RULE_STILL)
        return;
    /* Who looks ahead has seen the price that it decides by before the row. */
    bool decides = decides_after(strategy, last),
         sees = is_coarse(strategy, last + strategy->ahead);
    if (decides && strategy->ahead > 0)
        orth_walk_decide(walk, last);
    if (sees)
        orth_walk_see(walk, prices + (count - 1 + strategy->ahead) * width);
    if (decides && strategy->ahead == 0)
        orth_walk_decide(walk, last);
}

/* Prices that are seen before the first row. */
static void look_ahead(orth_strategy_walk *walk, const double *prices)
{
    const orth_strategy *strategy = walk->strategy;
    size_t width = strategy->n * walk->lanes;
    for (uint64_t row = 0; row < strategy->ahead; row += strategy->update_every)
        orth_walk_see(walk, prices + row * width);
}

void orth_strategy_walk_next(orth_strategy_walk *walk, size_t count, const double *prices,
                             double *weights)
{
    const orth_strategy *strategy = walk->strategy;
    size_t width = strategy->n * walk->lanes;
    if (count > 0 && walk->row == 0)
        look_ahead(walk, prices);
    while (count > 0) {
        if (strategy->as_peer && strategy->role == ORTH_RULE_TARGET &&
            walk->row == strategy->warm_up)
            orth_walk_begin(walk);
        uint64_t most = rows_to_pause(walk);
        size_t rows = most < count ? (size_t)most : count;
        pass(walk, rows, prices, weights);
        prices += rows * width;
        if (weights != NULL)
            weights += rows * width;
        count -= rows;
    }
}
