/* What moves cost a pool at rest without a fee (core/pool/rest.c): all terms of many rows in
 * one flat pass, sums row by row, and the rest across rows; nothing of it depends on the width. */
#include "kernel/isa/isa.h"
#include "kernel/isa/level.h"

/* Relative moves z, and their terms w z and w (z - log(1 + z)). */
static inline void fill_terms(size_t count, double *moves, double *means, double *excesses,
                              const double *weights, const double *from, const double *to)
{
    for (size_t e = 0; e < count; e += VD_LANES) {
        size_t left = count - e;
        bool whole = left >= VD_LANES;
        vd a = whole ? vd_load(from + e) : vd_load_part(from + e, left, 1);
        vd b = whole ? vd_load(to + e) : vd_load_part(to + e, left, 1);
        vd w = whole ? vd_load(weights + e) : vd_load_part(weights + e, left, 0);
        /* z = (b - a) / a and s = (b - a) / (a + b), by one division */
        vd sum = vd_add(a, b), by = vd_sub(b, a), inverse = vd_div(vd_set(1), vd_mul(a, sum));
        vd z = vd_mul(by, vd_mul(sum, inverse)), s = vd_mul(by, vd_mul(a, inverse));
        vd excess = excess_of(z, s, a, b);
        /* the scratch has room for whole vectors */
        vd_store(moves + e, z);
        vd_store(means + e, vd_mul(w, z));
        vd_store(excesses + e, vd_mul(w, excess));
    }
}

/* Beyond a doubling or a halving the sums cancel too much. */
#define MOVE_MOST 1.0
#define MOVE_LEAST (-0.5)

static inline void sum_rows(size_t rows, size_t n, double *mean, double *excess, double *kind,
                            const double *moves, const double *means, const double *excesses)
{
    for (size_t k = 0; k < rows; k++, moves += n, means += n, excesses += n) {
        double low = moves[0], high = low, sum = means[0], other = excesses[0];
        for (size_t i = 1; i < n; i++) {
            low = moves[i] < low ? moves[i] : low;
            high = moves[i] > high ? moves[i] : high;
            sum += means[i];
            other += excesses[i];
        }
        mean[k] = sum;
        excess[k] = other;
        bool traded = (1 + high) * (1 - ORTH_ARBITRAGE_IDLE) > 1 + low;
        bool far = high > MOVE_MOST || low < MOVE_LEAST;
        kind[k] = far ? ORTH_REST_FAR : traded ? 1 : 0;
    }
}

void orth_kernel_rest_rows(size_t rows, size_t n, double *mean, double *fall, double *kind,
                           double *scratch, const double *weights, const double *from,
                           const double *to, bool prices)
{
    size_t count = rows * n, room = (count + 7) / 8 * 8;
    double *moves = scratch, *means = scratch + room, *excesses = scratch + 2 * room;
    fill_terms(count, moves, means, excesses, weights, from, to);
    sum_rows(rows, n, mean, fall, kind, moves, means, excesses);
    for (size_t k = 0; k < rows; k += VD_LANES) {
        size_t left = rows - k;
        bool whole = left >= VD_LANES;
        vd cost = whole ? vd_load(fall + k) : vd_load_part(fall + k, left, 0);
        vd z = whole ? vd_load(mean + k) : vd_load_part(mean + k, left, 0);
        if (prices) {
            vd s = vd_div(z, vd_add(vd_set(2), z)), one = vd_set(1);
            cost = vd_sub(cost, excess_of(z, s, one, vd_add(one, z)));
        }
        vd lost = vd_sub(vd_set(0), growth_of(vd_sub(vd_set(0), vd_max(cost, vd_set(0)))));
        if (whole)
            vd_store(fall + k, lost);
        else
            vd_store_part(fall + k, lost, left);
    }
}

/* What blocks add to, of one vector of pools. */
typedef struct tally {
    vd worth, worth_low, high[ORTH_POOL_SUMS], low[ORTH_POOL_SUMS], rebalanced, rebalanced_low;
    vd trades;
} tally;

static inline void add(tally *t, orth_pool_sum sum, vd term)
{
    vd lost;
    t->high[sum] = vd_two_sum(t->high[sum], term, &lost);
    t->low[sum] = vd_add(t->low[sum], lost);
}

/* To what the other is small beside. */
static inline void add_small(vd *high, vd *low, vd term)
{
    vd more = vd_add(term, *low), sum = vd_fast_two_sum(*high, more, low);
    *high = sum;
}

static inline void add_block(tally *t, const orth_moves *m, size_t slot)
{
    vd none = vd_set(0), fall = vd_load(m->fall + slot), kind = vd_load(m->kind + slot);
    vd gain = vd_mul(t->worth, vd_load(m->held + slot)), now = vd_add(t->worth, gain);
    vmask far = vd_less(vd_set(1), kind);
    vd worth = t->worth, worth_low = t->worth_low, all = vd_mul(now, fall);
    add_small(&t->worth, &t->worth_low, vd_sub(gain, all));
    if (vmask_any(far)) { /* what is left is too little to be a difference */
        all = vd_select(
            far, vd_mul(now, vd_sub(none, vd_expm1(vd_sub(none, vd_load(m->loss + slot))))), all);
        vd left = vd_exp(fall);
        t->worth = vd_select(far, vd_mul(worth, left), t->worth);
        t->worth_low = vd_select(far, vd_mul(worth_low, left), t->worth_low);
        kind = vd_select(far, vd_sub(kind, vd_set(ORTH_REST_FAR)), kind);
    }
    vd lvr = vd_mul(vd_load(m->share + slot), all), loss = vd_sub(all, lvr);
    add(t, ORTH_POOL_SUM_PRICE_MOVE, gain);
    add(t, ORTH_POOL_SUM_LVR, lvr);
    add(t, ORTH_POOL_SUM_WEIGHT_LOSS, loss);
    add(t, ORTH_POOL_SUM_PROFIT, all);
    add(t, ORTH_POOL_SUM_KL_DRIFT, vd_load(m->loss + slot));
    vd growth = vd_mul(t->rebalanced, vd_load(m->moved + slot));
    vd more = vd_add(growth, t->rebalanced_low), sum = vd_add(t->rebalanced, more);
    t->rebalanced_low = vd_sub(more, vd_sub(sum, t->rebalanced));
    t->rebalanced = sum;
    t->trades = vd_add(t->trades, kind);
}

static const orth_pool_sum kept[] = {ORTH_POOL_SUM_PRICE_MOVE, ORTH_POOL_SUM_LVR,
                                     ORTH_POOL_SUM_WEIGHT_LOSS, ORTH_POOL_SUM_PROFIT,
                                     ORTH_POOL_SUM_KL_DRIFT};

void orth_kernel_rest_blocks(orth_pools *pools, size_t rows, double *worth, double *worth_low)
{
    size_t lanes = pools->lanes;
    for (size_t lane = 0; lane < lanes; lane += VD_LANES) {
        double *rebalanced = pools->rebalanced + lane, *trades = pools->trades + lane;
        tally t = {.worth = vd_load(worth + lane), .worth_low = vd_load(worth_low + lane)};
        for (size_t s = 0; s < sizeof kept / sizeof kept[0]; s++) {
            t.high[kept[s]] = vd_load(pools->sums + kept[s] * lanes + lane);
            t.low[kept[s]] = vd_load(pools->sums_low + kept[s] * lanes + lane);
        }
        t.rebalanced = vd_load(rebalanced);
        t.rebalanced_low = vd_load(rebalanced + lanes);
        t.trades = vd_load(trades);
        for (size_t k = 0; k < rows; k++) {
            add_block(&t, pools->moves, k * lanes + lane);
            if (pools->values != NULL)
                vd_store(pools->values + k * lanes + lane, t.worth);
        }
        vd_store(worth + lane, t.worth);
        vd_store(worth_low + lane, t.worth_low);
        for (size_t s = 0; s < sizeof kept / sizeof kept[0]; s++) {
            vd_store(pools->sums + kept[s] * lanes + lane, t.high[kept[s]]);
            vd_store(pools->sums_low + kept[s] * lanes + lane, t.low[kept[s]]);
        }
        vd_store(rebalanced, t.rebalanced);
        vd_store(rebalanced + lanes, t.rebalanced_low);
        vd_store(trades, t.trades);
    }
}
