/* How a run is made: its rules, judged, and its memory. */
#include <stdlib.h>

#include "base/check.h"
#include "pool/run.h"

static orth_status check_range(const char *what, double value, double least, double most,
                               orth_error *error)
{
    if (value >= least && value <= most) /* NaN fails */
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN, "%s is %.17g; permitted: from %g to %g", what, value,
                     least, most);
}

static orth_status check_parts(const orth_pool_rules *rules, orth_error *error)
{
    orth_status status = check_range("the arbitrageur's sizing", rules->sizing, 0, 1, error);
    if (status == ORTH_OK)
        status = check_range("the pool's active share", rules->active_share, 0, 1, error);
    if (status == ORTH_OK && rules->pairs && orth_pool_rules_imperfect(rules))
        return orth_fail(error, ORTH_DOMAIN,
                         "the best single pair is for an arbitrageur who trades it whole: the "
                         "sizing is %.17g, the active share %.17g; permitted: 1",
                         orth_run_or_one(rules->sizing), orth_run_or_one(rules->active_share));
    return status;
}

static orth_status check_rules(const orth_pool_rules *rules, orth_error *error)
{
    if (!(rules->fee >= 0 && rules->fee < 1))
        return orth_fail(error, ORTH_DOMAIN, "the swap fee is %.17g; permitted: from 0, below 1",
                         rules->fee);
    orth_status status = check_range("the protocol's share", rules->protocol_share, 0, 1, error);
    if (status == ORTH_OK)
        status = check_range("gas", rules->gate.gas, 0, ORTH_MONEY_MAX, error);
    if (status == ORTH_OK)
        status = check_range("the arbitrageur's cost", rules->gate.cost, 0, 1, error);
    if (status == ORTH_OK)
        status = check_range("the noise ratio", rules->noise_ratio, 0, ORTH_NOISE_RATIO_MAX, error);
    return status == ORTH_OK ? check_parts(rules, error) : status;
}

static orth_pools_leg leg_of(orth_order order)
{
    switch (order) {
    case ORTH_ORDER_PRICE_THEN_WEIGHT:
        return ORTH_POOLS_PRICES_FIRST;
    case ORTH_ORDER_WEIGHT_THEN_PRICE:
        return ORTH_POOLS_WEIGHTS_FIRST;
    case ORTH_ORDER_TOGETHER:
        break;
    }
    return ORTH_POOLS_BOTH;
}

bool orth_pool_rules_rest(const orth_pool_rules *rules)
{
    return rules->fee == 0 && rules->gate.gas == 0 && rules->gate.cost == 0 && !rules->pairs &&
           !orth_pool_rules_imperfect(rules);
}

/* Where the doubles of a run go; without `base` they are only counted. */
typedef struct room {
    double *base;
    size_t taken;
} room;

/* Doubles of `count`, on a boundary of 64 bytes. */
static double *take(room *from, size_t count)
{
    double *taken = from->base == NULL ? NULL : from->base + from->taken;
    from->taken += (count + 7) / 8 * 8;
    return taken;
}

static void take_moves(orth_run *run, room *from)
{
    const orth_pool_rules *rules = &run->rules;
    size_t n = run->pools.n, rows = orth_run_rows(n), stride = rows + 8;
    size_t lanes = run->pools.lanes;
    bool shares = rules->order == ORTH_ORDER_TOGETHER && !rules->pairs;
    orth_moves *moves = &run->moves;
    *moves = (orth_moves){.stride = stride, .by_lane = run->pools.by_lane};
    moves->held = take(from, rows * lanes);
    moves->moved = take(from, rows * lanes);
    moves->loss = take(from, rows * lanes);
    if (shares)
        moves->share = take(from, rows * lanes);
    if (shares && orth_pool_rules_rest(rules)) {
        moves->fall = take(from, rows * lanes);
        moves->kind = take(from, rows * lanes);
    }
    moves->prices = take(from, stride * n);
    moves->weights = take(from, stride * n);
    moves->inverse = take(from, stride * n);
    moves->by_weights = take(from, stride);
    moves->scratch = take(from, 8 * n);
}

static void take_all(orth_run *run, room *from)
{
    size_t n = run->pools.n, lanes = run->pools.lanes, terms = orth_run_rows(n) * n + 8;
    run->pools.reserves = take(from, n * lanes);
    run->pools.prices = take(from, n * lanes);
    run->hold = take(from, n * lanes);
    run->pools.weights = take(from, orth_run_weights_row(&run->pools));
    run->pools.sums = take(from, ORTH_POOL_SUMS * lanes);
    run->pools.sums_low = take(from, ORTH_POOL_SUMS * lanes);
    run->pools.rebalanced = take(from, 2 * lanes);
    run->pools.trades = take(from, lanes);
    run->start_value = take(from, lanes);
    run->worth = take(from, lanes);
    run->worth_low = take(from, lanes);
    run->pools.scratch = take(from, 26 * n);
    run->after = take(from, n);
    run->change = take(from, n);
    run->at = take(from, n);
    run->under = take(from, n);
    run->by = take(from, n);
    run->active = take(from, n);
    run->gap = take(from, 2 * n);
    run->scratch = take(from, ORTH_ARBITRAGE_SCRATCH(n));
    run->rows = take(from, 6 * ORTH_RUN_ROWS);
    run->terms = take(from, 3 * terms);
    run->held = take(from, terms);
    take_moves(run, from);
}

orth_status orth_run_create_lanes(orth_run **out, size_t n, size_t lanes, bool by_lane,
                                  const orth_pool_rules *rules, orth_error *error)
{
    *out = NULL;
    orth_status status = check_rules(rules, error);
    if (status != ORTH_OK)
        return status;
    ORTH_CHECK(lanes == 1 || !orth_pool_rules_imperfect(rules));
    by_lane = by_lane && lanes > 1;
    orth_run made = {.pools = {.n = n, .lanes = lanes, .by_lane = by_lane},
                     .rules = *rules,
                     .kernel_rules = {.first = leg_of(rules->order),
                                      .protocol_share = rules->protocol_share,
                                      .gas = rules->gate.gas,
                                      .cost = rules->gate.cost,
                                      .noise_ratio = rules->noise_ratio},
                     .fee = orth_fee_of(rules->fee),
                     .sizing = orth_run_or_one(rules->sizing),
                     .active_share = orth_run_or_one(rules->active_share)};
    room counted = {NULL, 0}, from = {NULL, 0};
    take_all(&made, &counted);
    size_t bytes = sizeof made + (counted.taken + 8) * sizeof(double);
    orth_run *run = calloc(1, bytes);
    if (run == NULL)
        return orth_fail_memory(error, (double)bytes);
    *run = made;
    from.base = (double *)(((uintptr_t)(run + 1) + 63) / 64 * 64);
    take_all(run, &from);
    ORTH_CHECK(from.taken == counted.taken);
    run->pools.rules = &run->kernel_rules;
    run->pools.moves = &run->moves;
    *out = run;
    return ORTH_OK;
}

orth_status orth_run_create(orth_run **run, size_t n, const orth_pool_rules *rules,
                            orth_error *error)
{
    return orth_run_create_lanes(run, n, 1, false, rules, error);
}
