#include "pool/benchmark.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "kernel/kernel.h"
#include "pool/run.h"

struct orth_benchmark {
    orth_portfolios all;
    double value[ORTH_RUN_LANES]; /* at the start */
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

orth_status orth_benchmark_create_lanes(orth_benchmark **out, size_t n, size_t lanes, bool by_lane,
                                        orth_order order, const orth_benchmark_terms *terms,
                                        orth_error *error)
{
    *out = NULL;
    ORTH_CHECK(lanes == 1 || lanes == ORTH_RUN_LANES);
    orth_status status = check_terms(terms, error);
    if (status != ORTH_OK)
        return status;
    size_t doubles = (3 * n + 5) * lanes;
    size_t bytes = sizeof(orth_benchmark) + doubles * sizeof(double);
    orth_benchmark *made = calloc(1, bytes);
    if (made == NULL)
        return orth_fail_memory(error, (double)bytes);
    orth_portfolios *all = &made->all;
    *all = (orth_portfolios){.n = n,
                             .lanes = lanes,
                             .by_lane = by_lane && lanes > 1,
                             .prices_first = order == ORTH_ORDER_PRICE_THEN_WEIGHT,
                             .rate = orth_benchmark_rate(terms),
                             .least = terms->min_trade};
    all->shares = made->data;
    all->prices = all->shares + n * lanes;
    all->high = all->prices + n * lanes;
    all->low = all->high + lanes;
    all->cost = all->low + lanes;
    all->turnover = all->cost + lanes;
    all->trades = all->turnover + lanes;
    all->weights = all->trades + lanes;
    *out = made;
    return ORTH_OK;
}

orth_status orth_benchmark_create(orth_benchmark **benchmark, size_t n, orth_order order,
                                  const orth_benchmark_terms *terms, orth_error *error)
{
    return orth_benchmark_create_lanes(benchmark, n, 1, false, order, terms, error);
}

void orth_benchmark_free(orth_benchmark *benchmark)
{
    free(benchmark);
}

void orth_benchmark_start(orth_benchmark *b, const double *weights, const double *prices,
                          double value)
{
    orth_portfolios *all = &b->all;
    size_t of_each = all->by_lane ? all->lanes : 1;
    memcpy(all->weights, weights, all->n * of_each * sizeof *weights);
    memcpy(all->prices, prices, all->n * all->lanes * sizeof *prices);
    for (size_t e = 0; e < all->n * all->lanes; e++)
        all->shares[e] = weights[all->by_lane ? e : e / all->lanes];
    for (size_t l = 0; l < all->lanes; l++) {
        b->value[l] = value;
        all->high[l] = 1;
        all->low[l] = all->cost[l] = all->turnover[l] = all->trades[l] = 0;
    }
}

void orth_benchmark_blocks(orth_benchmark *b, size_t count, const double *prices,
                           const double *weights)
{
    const orth_kernels *kernels = b->all.lanes == 1 ? &orth_kernels_scalar : orth_kernels_in_use();
    kernels->portfolios(&b->all, count, prices, weights);
}

orth_benchmark_outcome orth_benchmark_lane(const orth_benchmark *b, size_t lane)
{
    const orth_portfolios *all = &b->all;
    double value = b->value[lane];
    return (orth_benchmark_outcome){.value = value * all->high[lane] + value * all->low[lane],
                                    .cost = value * all->cost[lane],
                                    .turnover = all->turnover[lane],
                                    .trades = (uint64_t)all->trades[lane]};
}

orth_benchmark_outcome orth_benchmark_now(const orth_benchmark *benchmark)
{
    return orth_benchmark_lane(benchmark, 0);
}
