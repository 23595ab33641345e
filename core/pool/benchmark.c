#include "pool/benchmark.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "numeric/dd.h"
#include "pool/run.h"

struct orth_benchmark {
    size_t n, lanes;
    bool prices_first;
    double rate, min_trade;
    double value[ORTH_RUN_LANES];                     /* at the start */
    double high[ORTH_RUN_LANES], low[ORTH_RUN_LANES]; /* the value now over that at the start */
    double cost[ORTH_RUN_LANES], turnover[ORTH_RUN_LANES]; /* the cost over the start's value too */
    double trades[ORTH_RUN_LANES];
    double *shares, *prices; /* [token][lane], now */
    double *weights;         /* [token], now */
    double data[];
};

double orth_benchmark_rate(const orth_benchmark_terms *terms)
{
    return terms->fee + 2 * terms->half_spread;
}

static orth_status check_terms(const orth_benchmark_terms *terms, orth_error *error)
{
    if (!(terms->fee >= 0 && terms->half_spread >= 0 && orth_benchmark_rate(terms) < 1))
        return orth_fail(error, ORTH_DOMAIN,
                         "the benchmark's fee is %.17g and its half-spread %.17g; permitted: from "
                         "0, and the fee and twice the half-spread below 1 together",
                         terms->fee, terms->half_spread);
    if (!(terms->min_trade >= 0 && terms->min_trade <= 1))
        return orth_fail(error, ORTH_DOMAIN,
                         "the benchmark's least trade is %.17g; permitted: from 0 to 1",
                         terms->min_trade);
    return ORTH_OK;
}

orth_status orth_benchmark_create_lanes(orth_benchmark **out, size_t n, size_t lanes,
                                        orth_order order, const orth_benchmark_terms *terms,
                                        orth_error *error)
{
    *out = NULL;
    ORTH_CHECK(lanes == 1 || lanes == ORTH_RUN_LANES);
    orth_status status = check_terms(terms, error);
    if (status != ORTH_OK)
        return status;
    size_t bytes = sizeof(orth_benchmark) + (2 * n * lanes + n) * sizeof(double);
    orth_benchmark *made = calloc(1, bytes);
    if (made == NULL)
        return orth_fail_memory(error, (double)bytes);
    made->n = n;
    made->lanes = lanes;
    made->prices_first = order == ORTH_ORDER_PRICE_THEN_WEIGHT;
    made->rate = orth_benchmark_rate(terms);
    made->min_trade = terms->min_trade;
    made->shares = made->data;
    made->prices = made->shares + n * lanes;
    made->weights = made->prices + n * lanes;
    *out = made;
    return ORTH_OK;
}

orth_status orth_benchmark_create(orth_benchmark **benchmark, size_t n, orth_order order,
                                  const orth_benchmark_terms *terms, orth_error *error)
{
    return orth_benchmark_create_lanes(benchmark, n, 1, order, terms, error);
}

void orth_benchmark_free(orth_benchmark *benchmark)
{
    free(benchmark);
}

void orth_benchmark_start(orth_benchmark *b, const double *weights, const double *prices,
                          double value)
{
    for (size_t i = 0; i < b->n; i++) {
        b->weights[i] = weights[i];
        for (size_t e = i * b->lanes; e < (i + 1) * b->lanes; e++) {
            b->shares[e] = weights[i];
            b->prices[e] = prices[e];
        }
    }
    for (size_t l = 0; l < b->lanes; l++) {
        b->value[l] = value;
        b->high[l] = 1;
        b->low[l] = b->cost[l] = b->turnover[l] = b->trades[l] = 0;
    }
}

/* The two halves of a block are written for any number of lanes and compiled for each: with the
 * number known, the compiler puts the lanes side by side into vectors. No sum goes across lanes, so
 * that a lane has the bits of a benchmark alone. */

/* The prices move: the value and the composition with them. */
static inline void move_prices(orth_benchmark *b, size_t lanes, const double *restrict prices)
{
    double growth[ORTH_RUN_LANES] = {0}, inverse[ORTH_RUN_LANES];
    double *restrict shares = b->shares, *restrict before = b->prices;
    for (size_t i = 0; i < b->n; i++)
        for (size_t l = 0; l < lanes; l++) {
            size_t e = i * lanes + l;
            double more = shares[e] * ((prices[e] - before[e]) / before[e]);
            growth[l] += more;
            shares[e] += more;
            before[e] = prices[e];
        }
    for (size_t l = 0; l < lanes; l++) {
        orth_dd sum = orth_dd_sum(b->high[l], b->high[l] * growth[l] + b->low[l]);
        b->high[l] = sum.high;
        b->low[l] = sum.low;
        inverse[l] = 1 / (1 + growth[l]);
    }
    for (size_t i = 0; i < b->n; i++)
        for (size_t l = 0; l < lanes; l++)
            shares[i * lanes + l] *= inverse[l];
}

/* Trades to the weights, where that is worth it. */
static inline void trade(orth_benchmark *b, size_t lanes)
{
    double sold[ORTH_RUN_LANES] = {0}, made[ORTH_RUN_LANES];
    double *restrict shares = b->shares;
    const double *restrict weights = b->weights;
    for (size_t i = 0; i < b->n; i++)
        for (size_t l = 0; l < lanes; l++)
            sold[l] += fabs(weights[i] - shares[i * lanes + l]);
    for (size_t l = 0; l < lanes; l++) {
        sold[l] /= 2;
        made[l] = sold[l] >= b->min_trade ? 1 : 0;
        sold[l] *= made[l];
        double lost = b->high[l] * (b->rate * sold[l]);
        orth_dd sum = orth_dd_sum(b->high[l], b->low[l] - lost);
        b->high[l] = sum.high;
        b->low[l] = sum.low;
        b->cost[l] += lost;
        b->turnover[l] += sold[l];
        b->trades[l] += sold[l] > 0 ? 1 : 0;
    }
    for (size_t i = 0; i < b->n; i++)
        for (size_t l = 0; l < lanes; l++) {
            size_t e = i * lanes + l;
            shares[e] = made[l] > 0 ? weights[i] : shares[e];
        }
}

static inline void blocks(orth_benchmark *b, size_t lanes, size_t count, const double *prices,
                          const double *weights)
{
    for (size_t k = 0; k < count; k++) {
        if (weights != NULL)
            memcpy(b->weights, weights + k * b->n, b->n * sizeof *weights);
        if (!b->prices_first)
            trade(b, lanes);
        move_prices(b, lanes, prices + k * b->n * lanes);
        if (b->prices_first)
            trade(b, lanes);
    }
}

void orth_benchmark_blocks(orth_benchmark *b, size_t count, const double *prices,
                           const double *weights)
{
    if (b->lanes == 1)
        blocks(b, 1, count, prices, weights);
    else
        blocks(b, ORTH_RUN_LANES, count, prices, weights);
}

orth_benchmark_outcome orth_benchmark_lane(const orth_benchmark *b, size_t lane)
{
    double value = b->value[lane];
    return (orth_benchmark_outcome){.value = value * b->high[lane] + value * b->low[lane],
                                    .cost = value * b->cost[lane],
                                    .turnover = b->turnover[lane],
                                    .trades = (uint64_t)b->trades[lane]};
}

orth_benchmark_outcome orth_benchmark_now(const orth_benchmark *benchmark)
{
    return orth_benchmark_lane(benchmark, 0);
}
