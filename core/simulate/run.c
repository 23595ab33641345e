#include "orthant/run.h"

#include <stdlib.h>
#include <string.h>

#include "numeric/check.h"
#include "numeric/dd.h"
#include "numeric/elementary.h"
#include "orthant/simplex.h"

/* A sum of very many terms. */
typedef orth_dd total;

static inline void add(total *sum, double term)
{
    orth_dd next = orth_dd_sum(sum->high, term);
    sum->high = next.high;
    sum->low += next.low;
}

typedef struct sums_of {
    total price_move, lvr, weight_loss, arbitrage_fees, noise_fees, protocol, profit, cost;
} sums_of;

struct orth_run {
    size_t n;
    orth_rules rules;
    orth_fee fee;
    double *reserves, *weights, *prices; /* now */
    double *hold;                        /* reserves of the start */
    double *after, *change, *scratch;
    double start_value;
    double rebalanced, rebalanced_low; /* over the start's value */
    uint64_t blocks, trades;
    sums_of sums;
};

const char *orth_order_name(orth_order order)
{
    switch (order) {
    case ORTH_PRICE_THEN_WEIGHT:
        return "price-then-weight";
    case ORTH_WEIGHT_THEN_PRICE:
        return "weight-then-price";
    case ORTH_TOGETHER:
        break;
    }
    return "together";
}

static orth_status check_range(const char *what, double value, double least, bool below_one,
                               orth_error *error)
{
    double most = below_one ? 1 : 1e200;
    if (value >= least && value <= most) /* NaN fails */
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN, "%s is %.17g; permitted: from %g to %g", what, value,
                     least, most);
}

static orth_status check_rules(const orth_rules *rules, orth_error *error)
{
    if (!(rules->fee >= 0 && rules->fee < 1))
        return orth_fail(error, ORTH_DOMAIN, "the swap fee is %.17g; permitted: from 0, below 1",
                         rules->fee);
    orth_status status = check_range("the protocol's share", rules->protocol_share, 0, true, error);
    if (status == ORTH_OK)
        status = check_range("gas", rules->gate.gas, 0, false, error);
    if (status == ORTH_OK)
        status = check_range("the arbitrageur's cost", rules->gate.cost, 0, true, error);
    if (status == ORTH_OK)
        status = check_range("the noise ratio", rules->noise_ratio, 0, false, error);
    return status;
}

orth_status orth_run_create(orth_run **out, size_t n, const orth_rules *rules, orth_error *error)
{
    *out = NULL;
    orth_status status = check_rules(rules, error);
    if (status != ORTH_OK)
        return status;
    size_t doubles = 6 * n + ORTH_ARBITRAGE_SCRATCH(n);
    orth_run *run = calloc(1, sizeof *run + doubles * sizeof(double));
    if (run == NULL)
        return orth_fail_memory(error, (double)doubles * sizeof(double));
    double *data = (double *)(run + 1);
    run->n = n;
    run->rules = *rules;
    run->fee = orth_fee_of(rules->fee);
    run->reserves = data;
    run->weights = data + n;
    run->prices = data + 2 * n;
    run->hold = data + 3 * n;
    run->after = data + 4 * n;
    run->change = data + 5 * n;
    run->scratch = data + 6 * n;
    *out = run;
    return ORTH_OK;
}

void orth_run_free(orth_run *run)
{
    free(run);
}

static double money(size_t n, const double *amounts, const double *prices)
{
    total sum = {0, 0};
    for (size_t i = 0; i < n; i++) {
        orth_dd term = orth_dd_product(amounts[i], prices[i]);
        add(&sum, term.high);
        sum.low += term.low;
    }
    return orth_dd_value(sum);
}

void orth_run_start(orth_run *run, const double *weights, const double *prices, double value)
{
    size_t n = run->n;
    for (size_t i = 0; i < n; i++) {
        run->weights[i] = weights[i];
        run->prices[i] = prices[i];
        run->hold[i] = run->reserves[i] = weights[i] * value / prices[i];
    }
    run->start_value = money(n, run->reserves, prices);
    run->rebalanced = 1;
    run->rebalanced_low = 0;
    run->blocks = run->trades = 0;
    memset(&run->sums, 0, sizeof run->sums);
}

/* Others' trades: the fee on a multiple of the arbitrageur's volume, the pool's part of it spread
 * over all reserves. */
static void add_noise(orth_run *run, double volume, const double *prices, const orth_fee *fee)
{
    double paid = run->rules.noise_ratio * fee->fee * volume;
    double to_protocol = run->rules.protocol_share * paid, stays = paid - to_protocol;
    double scale = stays / money(run->n, run->reserves, prices);
    for (size_t i = 0; i < run->n; i++)
        run->reserves[i] += run->reserves[i] * scale;
    add(&run->sums.noise_fees, paid);
    add(&run->sums.protocol, to_protocol);
}

static void pay_protocol(orth_run *run, const double *prices, const orth_fee *fee)
{
    double part = run->rules.protocol_share * fee->fee, sum = 0;
    for (size_t i = 0; i < run->n; i++) {
        if (run->change[i] <= 0)
            continue;
        double left = run->reserves[i] - part * run->change[i];
        sum += prices[i] * (run->reserves[i] - left);
        run->reserves[i] = left;
    }
    add(&run->sums.protocol, sum);
}

/* One arbitrage, if it pays; `lvr` is the part of its extraction that the prices' move caused. */
static void leg(orth_run *run, const double *weights, const double *prices, const orth_fee *fee,
                double lvr)
{
    const orth_rules *rules = &run->rules;
    bool pairs = rules->pairs && (fee->fee > 0 || rules->gate.gas > 0 || rules->gate.cost > 0);
    orth_arbitrage trade = (pairs ? orth_arbitrage_pair : orth_arbitrage_exact)(
        run->after, run->change, run->scratch, run->n, run->reserves, weights, prices, fee);
    if (!orth_arbitrage_worth(&trade, &rules->gate))
        return;
    double *reserves = run->reserves;
    run->reserves = run->after;
    run->after = reserves;
    double extracted = trade.taken - trade.kept;
    if (lvr > 0)
        add(&run->sums.lvr, lvr * extracted);
    if (lvr < 1)
        add(&run->sums.weight_loss, extracted - lvr * extracted);
    add(&run->sums.arbitrage_fees, trade.fee);
    add(&run->sums.profit, orth_arbitrage_profit(&trade));
    add(&run->sums.cost, rules->gate.cost * ((trade.taken + trade.paid) / 2));
    run->trades++;
    if (rules->noise_ratio > 0 && fee->fee > 0)
        add_noise(run, trade.paid, prices, fee);
    if (rules->protocol_share > 0 && fee->fee > 0)
        pay_protocol(run, prices, fee);
}

/* What the prices' move would cost of the log of value, log sum w e^r - sum w r with sum w = 1:
 * with z = e^r / sum w e^r - 1, whose mean is 0, it is sum w (z - log(1 + z)). Relative error
 * 1e-12. */
static double price_cost(size_t n, const double *weights, const double *from, const double *to)
{
    double mean = 0, cost = 0;
    for (size_t i = 0; i < n; i++)
        mean += weights[i] * ((to[i] - from[i]) / from[i]);
    for (size_t i = 0; i < n; i++) {
        double ratio = to[i] / (from[i] * (1 + mean)), z = ratio - 1;
        double small = z * z * (0.5 - z * (1.0 / 3 - z * (0.25 - z * 0.2)));
        cost += weights[i] * (fabs(z) < 1e-3 ? small : z - orth_log(ratio));
    }
    return fmax(cost, 0);
}

/* The part of a trade after both that the prices caused. */
static double lvr_part(const orth_run *run, const double *prices, const double *weights)
{
    double by_prices = price_cost(run->n, run->weights, run->prices, prices);
    double by_weights = orth_simplex_kl(run->n, weights, run->weights);
    return by_weights == 0 ? 1 : by_prices / (by_prices + by_weights);
}

/* What the move of prices does to the holdings as they are, and to a portfolio at those weights. */
static void move_prices(orth_run *run, const double *prices, const double *weights)
{
    double gain = 0, growth = 0;
    for (size_t i = 0; i < run->n; i++) {
        double step = prices[i] - run->prices[i];
        gain += run->reserves[i] * step;
        growth += weights[i] * (step / run->prices[i]);
    }
    add(&run->sums.price_move, gain);
    double more = run->rebalanced * growth + run->rebalanced_low;
    double sum = run->rebalanced + more;
    run->rebalanced_low = more - (sum - run->rebalanced);
    run->rebalanced = sum;
}

static void block(orth_run *run, const double *prices, const double *weights, const orth_fee *fee)
{
    size_t bytes = run->n * sizeof(double);
    bool held = weights == NULL || memcmp(weights, run->weights, bytes) == 0;
    if (held)
        weights = run->weights;
    switch (run->rules.pairs ? ORTH_PRICE_THEN_WEIGHT : run->rules.order) {
    case ORTH_PRICE_THEN_WEIGHT:
        move_prices(run, prices, run->weights);
        leg(run, run->weights, prices, fee, 1);
        if (!held || run->rules.pairs)
            leg(run, weights, prices, fee, 0);
        break;
    case ORTH_WEIGHT_THEN_PRICE:
        if (!held)
            leg(run, weights, run->prices, fee, 0);
        move_prices(run, prices, weights);
        leg(run, weights, prices, fee, 1);
        break;
    case ORTH_TOGETHER: {
        double lvr = held ? 1 : lvr_part(run, prices, weights);
        move_prices(run, prices, weights);
        leg(run, weights, prices, fee, lvr);
        break;
    }
    }
    memcpy(run->prices, prices, bytes);
    if (!held)
        memcpy(run->weights, weights, bytes);
    run->blocks++;
}

void orth_run_blocks(orth_run *run, size_t count, const double *prices, const double *weights,
                     const orth_fee *fees)
{
    for (size_t k = 0; k < count; k++)
        block(run, prices + k * run->n, weights == NULL ? NULL : weights + k * run->n,
              fees == NULL ? &run->fee : &fees[k]);
}

orth_outcome orth_run_outcome(const orth_run *run)
{
    const sums_of *sums = &run->sums;
    orth_outcome outcome = {.start_value = run->start_value,
                            .final_value = money(run->n, run->reserves, run->prices),
                            .hold_value = money(run->n, run->hold, run->prices),
                            .rebalance_value = run->start_value * run->rebalanced +
                                               run->start_value * run->rebalanced_low,
                            .blocks = run->blocks,
                            .trades = run->trades,
                            .ledger = {
                                .price_move = orth_dd_value(sums->price_move),
                                .lvr = orth_dd_value(sums->lvr),
                                .weight_loss = orth_dd_value(sums->weight_loss),
                                .arbitrage_fees = orth_dd_value(sums->arbitrage_fees),
                                .noise_fees = orth_dd_value(sums->noise_fees),
                                .protocol = orth_dd_value(sums->protocol),
                                .profit = orth_dd_value(sums->profit),
                                .gas = run->rules.gate.gas * (double)run->trades,
                                .cost = orth_dd_value(sums->cost),
                            }};
    return outcome;
}

double orth_ledger_miss(const orth_outcome *outcome)
{
    const orth_ledger *ledger = &outcome->ledger;
    const double terms[] = {-outcome->start_value, -ledger->price_move,     ledger->lvr,
                            ledger->weight_loss,   -ledger->arbitrage_fees, -ledger->noise_fees,
                            ledger->protocol};
    total sum = {outcome->final_value, 0};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
        add(&sum, terms[i]);
    return orth_dd_value(sum);
}

const double *orth_run_reserves(const orth_run *run)
{
    return run->reserves;
}

const double *orth_run_weights(const orth_run *run)
{
    return run->weights;
}

const double *orth_run_prices(const orth_run *run)
{
    return run->prices;
}
