/* A run's life: rules, start, outcome. */
#include "pool/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"

const char *orth_order_name(orth_order order)
{
    switch (order) {
    case ORTH_ORDER_TOGETHER:
        break;
    case ORTH_ORDER_PRICE_THEN_WEIGHT:
        return "price-then-weight";
    case ORTH_ORDER_WEIGHT_THEN_PRICE:
        return "weight-then-price";
    }
    return "together";
}

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

/* Doubles of `count`, on a boundary of 64 bytes. */
static double *take(double **from, size_t count)
{
    double *taken = *from;
    *from += (count + 7) / 8 * 8;
    return taken;
}

orth_status orth_run_create_lanes(orth_run **out, size_t n, size_t lanes, bool by_lane,
                                  const orth_pool_rules *rules, orth_error *error)
{
    *out = NULL;
    orth_status status = check_rules(rules, error);
    if (status != ORTH_OK)
        return status;
    ORTH_CHECK(lanes == 1 || !orth_pool_rules_imperfect(rules));
    size_t doubles = (4 * n + 2 * ORTH_POOL_SUMS + 6) * lanes + 35 * n + ORTH_ARBITRAGE_SCRATCH(n);
    size_t rows = orth_run_rows(n), terms = rows * n + 8, stride = rows + 8;
    doubles += 6 * ORTH_RUN_ROWS + 4 * terms;
    doubles += 6 * rows * lanes + (3 * n + 1) * stride + 8 * n;
    size_t bytes = sizeof(orth_run) + (doubles + 40 * 8) * sizeof(double);
    orth_run *run = calloc(1, bytes);
    if (run == NULL)
        return orth_fail_memory(error, (double)bytes);
    double *data = (double *)(((uintptr_t)(run + 1) + 63) / 64 * 64);
    run->rules = *rules;
    run->sizing = orth_run_or_one(rules->sizing);
    run->active_share = orth_run_or_one(rules->active_share);
    run->fee = orth_fee_of(rules->fee);
    run->kernel_rules = (orth_pools_rules){.first = leg_of(rules->order),
                                           .protocol_share = rules->protocol_share,
                                           .gas = rules->gate.gas,
                                           .cost = rules->gate.cost,
                                           .noise_ratio = rules->noise_ratio};
    by_lane = by_lane && lanes > 1;
    run->pools =
        (orth_pools){.n = n, .lanes = lanes, .rules = &run->kernel_rules, .by_lane = by_lane};
    run->pools.reserves = take(&data, n * lanes);
    run->pools.prices = take(&data, n * lanes);
    run->hold = take(&data, n * lanes);
    run->pools.weights = take(&data, orth_run_weights_row(&run->pools));
    run->pools.sums = take(&data, ORTH_POOL_SUMS * lanes);
    run->pools.sums_low = take(&data, ORTH_POOL_SUMS * lanes);
    run->pools.rebalanced = take(&data, 2 * lanes);
    run->pools.trades = take(&data, lanes);
    run->start_value = take(&data, lanes);
    run->worth = take(&data, lanes);
    run->worth_low = take(&data, lanes);
    run->pools.scratch = take(&data, 26 * n);
    run->after = take(&data, n);
    run->change = take(&data, n);
    run->at = take(&data, n);
    run->under = take(&data, n);
    run->by = take(&data, n);
    run->active = take(&data, n);
    run->gap = take(&data, 2 * n);
    run->scratch = take(&data, ORTH_ARBITRAGE_SCRATCH(n));
    run->rows = take(&data, 6 * ORTH_RUN_ROWS);
    run->terms = take(&data, 3 * terms);
    run->held = take(&data, terms);
    run->moves = (orth_moves){.stride = stride, .by_lane = by_lane};
    run->moves.held = take(&data, rows * lanes);
    run->moves.moved = take(&data, rows * lanes);
    run->moves.loss = take(&data, rows * lanes);
    if (rules->order == ORTH_ORDER_TOGETHER && !rules->pairs)
        run->moves.share = take(&data, rows * lanes);
    if (run->moves.share != NULL && orth_pool_rules_rest(rules)) {
        run->moves.fall = take(&data, rows * lanes);
        run->moves.kind = take(&data, rows * lanes);
    }
    run->moves.prices = take(&data, stride * n);
    run->moves.weights = take(&data, stride * n);
    run->moves.inverse = take(&data, stride * n);
    run->moves.by_weights = take(&data, stride);
    run->moves.scratch = take(&data, 8 * n);
    run->pools.moves = &run->moves;
    *out = run;
    return ORTH_OK;
}

orth_status orth_run_create(orth_run **run, size_t n, const orth_pool_rules *rules,
                            orth_error *error)
{
    return orth_run_create_lanes(run, n, 1, false, rules, error);
}

void orth_run_free(orth_run *run)
{
    free(run);
}

void orth_run_keep_values(orth_run *run, double *values)
{
    run->values = values;
}

double orth_run_money(size_t n, size_t stride, const double *amounts, const double *prices)
{
    double high = 0, low = 0;
    for (size_t i = 0; i < n; i++) {
        orth_dd term = orth_dd_product(amounts[i * stride], prices[i * stride]);
        orth_dd sum = orth_dd_sum(high, term.high);
        high = sum.high;
        low += sum.low;
        low += term.low;
    }
    return high + low;
}

void orth_run_start(orth_run *run, const double *weights, const double *prices, double value)
{
    orth_pools *pools = &run->pools;
    size_t n = pools->n, lanes = pools->lanes;
    memcpy(pools->weights, weights, orth_run_weights_row(pools) * sizeof *weights);
    for (size_t i = 0; i < n; i++)
        for (size_t lane = 0, e = i * lanes; lane < lanes; lane++, e++) {
            double weight = weights[orth_run_weight_at(pools, i, lane)];
            pools->prices[e] = prices[e];
            run->hold[e] = pools->reserves[e] = weight * value / prices[e];
        }
    memset(pools->sums, 0, ORTH_POOL_SUMS * lanes * sizeof(double));
    memset(pools->sums_low, 0, ORTH_POOL_SUMS * lanes * sizeof(double));
    for (size_t l = 0; l < lanes; l++) {
        run->start_value[l] = orth_run_money(n, lanes, pools->reserves + l, prices + l);
        run->worth[l] = run->start_value[l];
        run->worth_low[l] = 0;
        pools->rebalanced[l] = 1;
        pools->rebalanced[lanes + l] = 0;
        pools->trades[l] = 0;
    }
    run->blocks = run->noise_trades = run->noise_refused = 0;
    run->last_fee = run->fee;
    run->at_rest = true;
    orth_run_perfect(run);
}

/* A trade that is not made: only scratch of the run changes. */
static double pending(const orth_run *run, size_t lane)
{
    const orth_pools *pools = &run->pools;
    size_t n = pools->n;
    if (run->at_rest && orth_pool_rules_rest(&run->rules))
        return 0;
    for (size_t i = 0; i < n; i++) {
        run->at[i] = pools->reserves[i * pools->lanes + lane];
        run->under[i] = pools->prices[i * pools->lanes + lane];
        run->by[i] = pools->weights[orth_run_weight_at(pools, i, lane)];
    }
    orth_arbitrage trade = orth_arbitrage_exact(run->after, run->change, run->scratch, n, run->at,
                                                run->by, run->under, &run->last_fee);
    return run->active_share * orth_arbitrage_profit(&trade);
}

orth_pool_outcome orth_run_lane_outcome(const orth_run *run, size_t lane)
{
    const orth_pools *pools = &run->pools;
    size_t n = pools->n, lanes = pools->lanes;
    double sums[ORTH_POOL_SUMS];
    for (size_t s = 0; s < ORTH_POOL_SUMS; s++)
        sums[s] = pools->sums[s * lanes + lane] + pools->sums_low[s * lanes + lane];
    const double *prices = pools->prices + lane;
    double start = run->start_value[lane];
    orth_pool_outcome outcome = {.start_value = start,
                                 .final_value =
                                     orth_run_money(n, lanes, pools->reserves + lane, prices),
                                 .hold_value = orth_run_money(n, lanes, run->hold + lane, prices),
                                 .rebalance_value = start * pools->rebalanced[lane] +
                                                    start * pools->rebalanced[lanes + lane],
                                 .blocks = run->blocks,
                                 .trades = (uint64_t)pools->trades[lane],
                                 .noise_trades = run->noise_trades,
                                 .noise_refused = run->noise_refused,
                                 .pending = pending(run, lane),
                                 .kl_drift = sums[ORTH_POOL_SUM_KL_DRIFT],
                                 .ledger = {
                                     .price_move = sums[ORTH_POOL_SUM_PRICE_MOVE],
                                     .lvr = sums[ORTH_POOL_SUM_LVR],
                                     .weight_loss = sums[ORTH_POOL_SUM_WEIGHT_LOSS],
                                     .arbitrage_fees = sums[ORTH_POOL_SUM_ARBITRAGE_FEES],
                                     .noise_fees = sums[ORTH_POOL_SUM_NOISE_FEES],
                                     .noise_impact = sums[ORTH_POOL_SUM_NOISE_IMPACT],
                                     .noise_reversal = sums[ORTH_POOL_SUM_NOISE_REVERSAL],
                                     .protocol = sums[ORTH_POOL_SUM_PROTOCOL],
                                     .profit = sums[ORTH_POOL_SUM_PROFIT],
                                     .gas = run->rules.gate.gas * pools->trades[lane],
                                     .cost = sums[ORTH_POOL_SUM_COST],
                                 }};
    return outcome;
}

orth_pool_outcome orth_run_outcome(const orth_run *run)
{
    return orth_run_lane_outcome(run, 0);
}

double orth_ledger_miss(const orth_pool_outcome *outcome)
{
    const orth_ledger *ledger = &outcome->ledger;
    const double terms[] = {-outcome->start_value, -ledger->price_move,     ledger->lvr,
                            ledger->weight_loss,   -ledger->arbitrage_fees, -ledger->noise_fees,
                            ledger->protocol,      -ledger->noise_impact,   ledger->noise_reversal};
    double high = outcome->final_value, low = 0;
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        orth_dd sum = orth_dd_sum(high, terms[i]);
        high = sum.high;
        low += sum.low;
    }
    return high + low;
}

const double *orth_run_reserves(const orth_run *run)
{
    return run->pools.reserves;
}

const double *orth_run_weights(const orth_run *run)
{
    return run->pools.weights;
}

const double *orth_run_prices(const orth_run *run)
{
    return run->pools.prices;
}
