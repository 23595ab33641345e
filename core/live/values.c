/* What a log says of values: perfect arbitrage, drift, losses against other portfolios. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "live/measure.h"
#include "numeric/dd.h"
#include "numeric/elementary.h"

static void add(orth_dd *to, double x)
{
    *to = orth_dd_add(*to, orth_dd_from(x));
}

static double money(const orth_live_log *log, size_t reserves, size_t prices)
{
    double sum = 0;
    for (size_t i = 0; i < log->n; i++)
        sum += log->reserves[reserves * log->n + i] * log->prices[prices * log->n + i];
    return sum;
}

/* KL(w || R p / V) = log sum w e^(g - m) with g the logs of levels R p / w and m their mean. */
static double drift(double *gaps, const orth_live_log *log, size_t row)
{
    size_t n = log->n;
    const double *weights = log->weights + row * n, *prices = log->prices + row * n;
    const double *reserves = log->reserves + row * n;
    double mean = 0, weight = 0, excess = 0, first = reserves[0] * prices[0] / weights[0];
    for (size_t i = 0; i < n; i++) {
        gaps[i] = orth_log(reserves[i] * prices[i] / weights[i] / first);
        mean += weights[i] * gaps[i];
        weight += weights[i];
    }
    mean /= weight;
    for (size_t i = 0; i < n; i++)
        excess += weights[i] * (orth_expm1(gaps[i] - mean) - (gaps[i] - mean));
    return excess > 0 ? orth_log1p(excess) : 0;
}

static void find_drift(orth_live *live, double *gaps, const orth_live_log *log)
{
    double sum = 0;
    live->drift_most = -1;
    for (size_t k = 0; k < log->rows; k++) {
        double now = drift(gaps, log, k);
        sum += now;
        if (now > live->drift_most) {
            live->drift_most = now;
            live->drift_block = log->blocks[k];
        }
    }
    live->drift_mean = sum / (double)log->rows;
}

/* A pool that begins with the first row's reserves and that somebody always trades in. */
static void find_perfect(orth_live *live, double *room, const orth_live_log *log,
                         const orth_live_options *options)
{
    size_t n = log->n;
    double *reserves = room, *after = room + n, *change = room + 2 * n, *scratch = room + 3 * n;
    orth_dd extracted = {0}, profit = {0};
    memcpy(reserves, log->reserves, n * sizeof *reserves);
    for (size_t k = 1; k < log->rows; k++) {
        orth_fee fee = orth_live_fee_of(live, log, k);
        orth_arbitrage best = orth_arbitrage_exact(after, change, scratch, n, reserves,
                                                   log->weights + k * n, log->prices + k * n, &fee);
        if (!orth_arbitrage_worth(&best, &options->gate))
            continue;
        add(&extracted, best.taken - best.kept);
        add(&profit, orth_arbitrage_profit(&best));
        memcpy(reserves, after, n * sizeof *reserves);
    }
    live->perfect = orth_dd_value(extracted);
    live->perfect_profit = orth_dd_value(profit);
}

static void find_lvr(orth_live *live, const orth_live_log *log)
{
    size_t n = log->n, last = log->rows - 1;
    orth_dd held = {0};
    for (size_t k = 1; k < log->rows; k++)
        for (size_t i = 0; i < n; i++) {
            double by = log->prices[k * n + i] - log->prices[(k - 1) * n + i];
            add(&held, log->reserves[(k - 1) * n + i] * by);
        }
    live->start_value = money(log, 0, 0);
    live->final_value = money(log, last, last);
    live->hold_value = money(log, 0, last);
    add(&held, -live->final_value);
    add(&held, live->start_value);
    live->lvr = orth_dd_value(held);
}

static orth_status find_rvr(orth_live *live, const orth_live_log *log,
                            const orth_live_options *options, orth_error *error)
{
    orth_benchmark *benchmark;
    orth_status status =
        orth_benchmark_create(&benchmark, log->n, ORTH_ORDER_TOGETHER, &options->benchmark, error);
    if (status != ORTH_OK)
        return status;
    orth_benchmark_start(benchmark, log->weights, log->prices, live->start_value);
    orth_benchmark_blocks(benchmark, log->rows - 1, log->prices + log->n, log->weights + log->n);
    live->rebalance_value = orth_benchmark_now(benchmark).value;
    live->rvr = live->rebalance_value - live->final_value;
    orth_benchmark_free(benchmark);
    return ORTH_OK;
}

orth_status orth_live_find_values(orth_live *live, const orth_live_log *log,
                                  const orth_live_options *options, orth_error *error)
{
    size_t doubles = 3 * log->n + ORTH_ARBITRAGE_SCRATCH(log->n);
    double *room = malloc(doubles * sizeof *room);
    if (room == NULL)
        return orth_fail_memory(error, (double)doubles * sizeof *room);
    find_drift(live, room, log);
    find_perfect(live, room, log, options);
    free(room);
    find_lvr(live, log);
    orth_status status = find_rvr(live, log, options, error);
    double all = live->perfect + live->perfect_profit + live->lvr + live->hold_value + live->rvr;
    if (status == ORTH_OK && !isfinite(all))
        status = orth_fail(error, ORTH_DOMAIN,
                           "%s: prices move so far that values are beyond 1e308", log->file);
    return status;
}
