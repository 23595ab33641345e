/* Portfolios that follow weights on an exchange (core/pool/benchmark.c), a portfolio a lane. */
#include "kernel/isa/isa.h"

#define ALWAYS static inline __attribute__((always_inline))

/* One vector of portfolios: the arrays from its first lane on. */
typedef struct view {
    size_t n, lanes;
    bool by_lane;
    double *shares, *prices;
    const double *weights;
    vd rate, least;
    vd high, low, cost, turnover, trades;
} view;

ALWAYS vd weight(const view *v, size_t i)
{
    return v->by_lane ? vd_load(v->weights + i * v->lanes) : vd_set(v->weights[i]);
}

/* The prices move: the value and the composition with them. */
ALWAYS void move(view *v, const double *prices)
{
    vd growth = vd_set(0);
    for (size_t i = 0; i < v->n; i++) {
        vd before = vd_load(v->prices + i * v->lanes), now = vd_load(prices + i * v->lanes);
        vd shares = vd_load(v->shares + i * v->lanes);
        vd more = vd_mul(shares, vd_div(vd_sub(now, before), before));
        growth = vd_add(growth, more);
        vd_store(v->shares + i * v->lanes, vd_add(shares, more));
        vd_store(v->prices + i * v->lanes, now);
    }
    v->high = vd_two_sum(v->high, vd_add(vd_mul(v->high, growth), v->low), &v->low);
    vd inverse = vd_div(vd_set(1), vd_add(vd_set(1), growth));
    for (size_t i = 0; i < v->n; i++) {
        double *share = v->shares + i * v->lanes;
        vd_store(share, vd_mul(vd_load(share), inverse));
    }
}

/* Trades to the weights, where as much is to be sold as the least that is traded. */
ALWAYS void trade(view *v)
{
    vd none = vd_set(0), sold = none;
    for (size_t i = 0; i < v->n; i++) {
        vd apart = vd_sub(weight(v, i), vd_load(v->shares + i * v->lanes));
        sold = vd_add(sold, vd_abs(apart));
    }
    sold = vd_mul(vd_set(0.5), sold);
    vmask waits = vd_less(sold, v->least);
    sold = vd_select(waits, none, sold);
    vd lost = vd_mul(v->high, vd_mul(v->rate, sold));
    v->high = vd_two_sum(v->high, vd_sub(v->low, lost), &v->low);
    v->cost = vd_add(v->cost, lost);
    v->turnover = vd_add(v->turnover, sold);
    v->trades = vd_add(v->trades, vd_select(vd_less(none, sold), vd_set(1), none));
    for (size_t i = 0; i < v->n; i++) {
        double *share = v->shares + i * v->lanes;
        vd_store(share, vd_select(waits, vd_load(share), weight(v, i)));
    }
}

ALWAYS void run(orth_portfolios *all, size_t n, bool by_lane, size_t count, const double *prices,
                const double *weights)
{
    size_t each = by_lane ? n * all->lanes : n;
    for (size_t lane = 0; lane < all->lanes; lane += VD_LANES) {
        view v = {.n = n,
                  .lanes = all->lanes,
                  .by_lane = by_lane,
                  .shares = all->shares + lane,
                  .prices = all->prices + lane,
                  .weights = all->weights + (by_lane ? lane : 0),
                  .rate = vd_set(all->rate),
                  .least = vd_set(all->least),
                  .high = vd_load(all->high + lane),
                  .low = vd_load(all->low + lane),
                  .cost = vd_load(all->cost + lane),
                  .turnover = vd_load(all->turnover + lane),
                  .trades = vd_load(all->trades + lane)};
        for (size_t k = 0; k < count; k++) {
            if (weights != NULL)
                v.weights = weights + k * each + (by_lane ? lane : 0);
            if (!all->prices_first)
                trade(&v);
            move(&v, prices + k * n * all->lanes + lane);
            if (all->prices_first)
                trade(&v);
        }
        vd_store(all->high + lane, v.high);
        vd_store(all->low + lane, v.low);
        vd_store(all->cost + lane, v.cost);
        vd_store(all->turnover + lane, v.turnover);
        vd_store(all->trades + lane, v.trades);
    }
}

ALWAYS void run_any(orth_portfolios *all, bool by_lane, size_t count, const double *prices,
                    const double *weights)
{
    if (all->n == 2)
        run(all, 2, by_lane, count, prices, weights);
    else if (all->n == 3)
        run(all, 3, by_lane, count, prices, weights);
    else
        run(all, all->n, by_lane, count, prices, weights);
}

void orth_kernel_portfolios(orth_portfolios *all, size_t count, const double *prices,
                            const double *weights)
{
    size_t each = all->by_lane ? all->n * all->lanes : all->n;
    if (all->by_lane)
        run_any(all, true, count, prices, weights);
    else
        run_any(all, false, count, prices, weights);
    if (weights != NULL && count > 0)
        memcpy(all->weights, weights + (count - 1) * each, each * sizeof *weights);
}
