/* A block of pools side by side, a pool a lane. What arbitrage.c does along the tokens is done here
 * across the pools, with the same roundings in the same order. Included twice: by pools.c, where
 * all lanes have the same weights [token] (BY_LANE is 0), and by pools_by_lane.c, where each lane
 * has its own, [token][lane] (1). */
#include "kernel/isa/isa.h"
#include "kernel/isa/level.h"

#define ALWAYS static inline __attribute__((always_inline))
#define GROUP ORTH_LEVEL_GROUP

/* What the extraction of a leg is counted as. */
typedef enum cause { BY_PRICES, BY_WEIGHTS, BY_BOTH } cause;

/* One vector of the pools. */
typedef struct view {
    orth_pools *pools;
    size_t n, lane, slot;                 /* slot: of the block's moves */
    const double *inverse, *next_inverse; /* 1 / weights, now and next; not by lane */
    vd *leaves, *after, *change;          /* n each */
} view;

/* At the prices and weights of one leg. */
typedef struct terms {
    const double *weights, *inverse, *prices; /* inverse: 1 / weights; not by lane */
    const orth_kernel_fee *fee;
    cause why;
    vd lvr; /* the prices' part, for BY_BOTH */
} terms;

ALWAYS vd get(const view *v, const double *of, size_t i)
{
    return vd_load(of + i * v->pools->lanes + v->lane);
}

ALWAYS void put(const view *v, double *of, size_t i, vd value)
{
    vd_store(of + i * v->pools->lanes + v->lane, value);
}

ALWAYS vd weight_of(const view *v, const double *of, size_t i)
{
    return BY_LANE ? get(v, of, i) : vd_set(of[i]);
}

ALWAYS vd inverse_weight(const view *v, const terms *at, size_t i)
{
    return BY_LANE ? vd_div(vd_set(1), weight_of(v, at->weights, i)) : vd_set(at->inverse[i]);
}

/* Where these weights are others than the pools have: a lane that holds its weights while another
 * one moves them has no leg for that. */
ALWAYS vmask moved_lanes(const view *v, const double *weights)
{
    vd none = vd_set(0);
    vmask moved = vd_less(none, none);
    for (size_t i = 0; i < v->n; i++) {
        vd by = vd_sub(weight_of(v, weights, i), weight_of(v, v->pools->weights, i));
        moved = vmask_or(moved, vd_less(none, vd_abs(by)));
    }
    return moved;
}

/* Adds where `where` holds. */
ALWAYS void add(const view *v, orth_pool_sum sum, vmask where, vd term)
{
    vd lost, high = get(v, v->pools->sums, sum), low = get(v, v->pools->sums_low, sum);
    high = vd_two_sum(high, vd_select(where, term, vd_set(0)), &lost);
    put(v, v->pools->sums, sum, high);
    put(v, v->pools->sums_low, sum, vd_add(low, lost));
}

/* The sum over tokens: part[i] is that of the tokens i mod 8. */
ALWAYS vd sum_parts(const vd *part, size_t n)
{
    vd even = vd_add(part[0], n > 2 ? part[2] : vd_set(0)), odd = part[1];
    if (n > 3)
        odd = vd_add(odd, part[3]);
    if (n <= 4)
        return vd_add(even, odd);
    even = vd_add(vd_add(part[0], part[4]), vd_add(part[2], part[6]));
    odd = vd_add(vd_add(part[1], part[5]), vd_add(part[3], part[7]));
    return vd_add(even, odd);
}

ALWAYS void clear_parts(vd *part, size_t n)
{
    for (size_t i = 0; i < (n <= 4 ? n : GROUP); i++)
        part[i] = vd_set(0);
}

typedef struct piece {
    vd from, to, root;
} piece;

/* As in arbitrage.c. */
ALWAYS piece find_piece(const view *v, const double *weights, vd band, vd at)
{
    size_t n = v->n;
    vd none = vd_set(0), least = vd_set(-INFINITY), most = vd_set(INFINITY);
    vd from = least, to = most, weight[GROUP], moment[GROUP];
    clear_parts(weight, n);
    clear_parts(moment, n);
    for (size_t i = 0; i < n; i++) {
        vd out = v->leaves[i], in = vd_add(out, band), w = weight_of(v, weights, i);
        vmask leaving = vd_less(at, out), outside = vd_less(at, in);
        to = smaller(vd_select(leaving, out, most), to);
        to = smaller(vd_select(outside, in, most), to);
        from = vd_max(vd_select(leaving, least, out), from);
        from = vd_max(vd_select(outside, least, in), from);
        vd *sum = &weight[i % GROUP], *product = &moment[i % GROUP];
        *sum = vd_add(*sum, vd_select(leaving, w, none));
        *sum = vd_add(*sum, vd_select(outside, none, w));
        *product = vd_add(*product, vd_select(leaving, vd_mul(w, out), none));
        *product = vd_add(*product, vd_select(outside, none, vd_mul(w, in)));
    }
    piece found = {from, to, vd_div(sum_parts(moment, n), sum_parts(weight, n))};
    return found;
}

/* log L of the lanes that are `open`, each by its own rounds. */
ALWAYS vd solve(const view *v, const double *weights, vd band, vd below, vmask open)
{
    vd half = vd_set(0.5), above = vd_set(0), at = vd_mul(half, below), result = at;
    for (int round = 0; round < ORTH_LEVEL_ROUNDS; round++) {
        piece here = find_piece(v, weights, band, at);
        vmask under = vd_less(here.root, here.from);
        vmask over = vmask_but(vd_less(here.to, here.root), under);
        above = vd_select(under, smaller(here.from, above), above);
        below = vd_select(over, vd_max(here.to, below), below);
        vmask away = vmask_or(under, over), room = vd_less(below, above);
        result = vd_select(vmask_but(open, away), here.root, result);
        result = vd_select(vmask_but(vmask_and(open, away), room), below, result);
        open = vmask_and(vmask_and(open, away), room);
        if (!vmask_any(open))
            return result;
        vmask within = vmask_and(vd_less(below, here.root), vd_less(here.root, above));
        vd middle = vd_mul(half, vd_add(below, above));
        bool bisect = round >= ORTH_LEVEL_NEWTON && round % 2 == 0;
        at = bisect ? middle : vd_select(within, here.root, middle);
        result = vd_select(open, at, result);
    }
    return result;
}

typedef struct trade {
    vmask made;
    vd taken, paid;
} trade;

/* Each token from its level to the one that it trades to: into v->after and v->change. */
ALWAYS trade trade_to(const view *v, const double *prices, const orth_kernel_fee *fee, vd to,
                      vmask active)
{
    vd none = vd_set(0), gross = vd_set(fee->gross), band = vd_set(fee->band);
    vd in_parts[GROUP], out_parts[GROUP];
    vmask moved = vd_less(none, none);
    clear_parts(in_parts, v->n);
    clear_parts(out_parts, v->n);
    for (size_t i = 0; i < v->n; i++) {
        vd log = v->leaves[i], down = vd_sub(to, log), up = vd_sub(to, vd_add(log, band));
        vd x = vd_select(vd_less(down, none), down, vd_select(vd_less(none, up), up, none));
        vd reserve = get(v, v->pools->reserves, i), part = vd_mul(reserve, growth_of(x));
        vd left = vd_add(reserve, part);
        vmask deep = vd_less(x, vd_set(-0.5)), in = vd_less(none, x);
        if (vmask_any(deep))
            left = vd_select(deep, vd_mul(reserve, vd_exp(x)), left);
        vd now = vd_select(in, vd_add(reserve, vd_mul(part, gross)), left);
        vd by = vd_sub(now, reserve), money = vd_mul(get(v, prices, i), by);
        vd *paid = &in_parts[i % GROUP], *taken = &out_parts[i % GROUP];
        *paid = vd_add(*paid, vd_select(in, money, none));
        *taken = vd_sub(*taken, vd_select(in, none, money));
        moved = vmask_or(moved, vd_less(none, vd_abs(by)));
        v->after[i] = now;
        v->change[i] = by;
    }
    trade made = {vmask_and(active, moved), sum_parts(out_parts, v->n), sum_parts(in_parts, v->n)};
    return made;
}

/* The value of the reserves, as orth_run_money has it. */
ALWAYS vd value_of(const view *v, const double *prices)
{
    vd high = vd_set(0), low = vd_set(0);
    for (size_t i = 0; i < v->n; i++) {
        vd lost, error,
            product = vd_two_product(get(v, v->pools->reserves, i), get(v, prices, i), &error);
        high = vd_two_sum(high, product, &lost);
        low = vd_add(low, lost);
        low = vd_add(low, error);
    }
    return vd_add(high, low);
}

ALWAYS void add_noise(const view *v, const double *prices, const orth_kernel_fee *fee, vmask made,
                      vd volume)
{
    const orth_pools_rules *rules = v->pools->rules;
    vd paid = vd_mul(vd_set(rules->noise_ratio * fee->fee), volume);
    vd to_protocol = vd_mul(vd_set(rules->protocol_share), paid), stays = vd_sub(paid, to_protocol);
    vd scale = vd_select(made, vd_div(stays, value_of(v, prices)), vd_set(0));
    for (size_t i = 0; i < v->n; i++) {
        vd reserve = get(v, v->pools->reserves, i);
        put(v, v->pools->reserves, i, vd_add(reserve, vd_mul(reserve, scale)));
    }
    add(v, ORTH_POOL_SUM_NOISE_FEES, made, paid);
    add(v, ORTH_POOL_SUM_PROTOCOL, made, to_protocol);
}

ALWAYS void pay_protocol(const view *v, const double *prices, const orth_kernel_fee *fee,
                         vmask made)
{
    vd none = vd_set(0), part = vd_set(v->pools->rules->protocol_share * fee->fee), sum = none;
    for (size_t i = 0; i < v->n; i++) {
        vmask here = vmask_and(made, vd_less(none, v->change[i]));
        vd reserve = get(v, v->pools->reserves, i);
        vd left = vd_sub(reserve, vd_mul(part, v->change[i]));
        left = vd_select(here, left, reserve);
        sum = vd_add(sum, vd_mul(get(v, prices, i), vd_sub(reserve, left)));
        put(v, v->pools->reserves, i, left);
    }
    add(v, ORTH_POOL_SUM_PROTOCOL, made, sum);
}

/* Takes a trade over where it pays. */
ALWAYS void settle(const view *v, const terms *at, trade found)
{
    const orth_pools_rules *rules = v->pools->rules;
    const orth_kernel_fee *fee = at->fee;
    double gas = rules->gas, cost = rules->cost;
    vd profit = vd_sub(found.taken, found.paid);
    vd elsewhere = vd_mul(vd_set(cost), vd_mul(vd_add(found.taken, found.paid), vd_set(0.5)));
    vmask made = found.made;
    if (gas != 0 || cost != 0)
        made = vmask_and(made, vd_less(vd_add(vd_set(gas), elsewhere), profit));
    if (!vmask_any(made))
        return;
    for (size_t i = 0; i < v->n; i++)
        put(v, v->pools->reserves, i, vd_select(made, v->after[i], get(v, v->pools->reserves, i)));
    vd extracted = vd_sub(found.taken, vd_mul(vd_set(fee->keep), found.paid));
    if (at->why == BY_BOTH) {
        vd part = vd_mul(at->lvr, extracted);
        add(v, ORTH_POOL_SUM_LVR, made, part);
        add(v, ORTH_POOL_SUM_WEIGHT_LOSS, made, vd_sub(extracted, part));
    } else
        add(v, at->why == BY_PRICES ? ORTH_POOL_SUM_LVR : ORTH_POOL_SUM_WEIGHT_LOSS, made,
            extracted);
    add(v, ORTH_POOL_SUM_PROFIT, made, profit);
    if (cost != 0)
        add(v, ORTH_POOL_SUM_COST, made, elsewhere);
    vd one = vd_select(made, vd_set(1), vd_set(0));
    put(v, v->pools->trades, 0, vd_add(get(v, v->pools->trades, 0), one));
    if (fee->fee > 0) {
        add(v, ORTH_POOL_SUM_ARBITRAGE_FEES, made, vd_mul(vd_set(fee->fee), found.paid));
        if (rules->noise_ratio > 0)
            add_noise(v, at->prices, fee, made, found.paid);
        if (rules->protocol_share > 0)
            pay_protocol(v, at->prices, fee, made);
    }
}

/* One arbitrage, where it pays. */
ALWAYS void arbitrage(const view *v, const terms *at)
{
    const orth_kernel_fee *fee = at->fee;
    vd low = vd_set(INFINITY), high = vd_set(0), least = vd_set(0), band = vd_set(fee->band);
    for (size_t i = 0; i < v->n; i++) {
        vd money = vd_mul(get(v, v->pools->reserves, i), get(v, at->prices, i));
        vd level = vd_mul(money, inverse_weight(v, at, i));
        v->leaves[i] = level;
        low = smaller(level, low);
        high = vd_max(level, high);
    }
    vd limit = vd_mul(vd_mul(vd_set(fee->keep), high), vd_set(1 - ORTH_ARBITRAGE_IDLE));
    vmask active = vd_less(low, limit);
    if (BY_LANE && at->why == BY_WEIGHTS)
        active = vmask_and(active, moved_lanes(v, at->weights));
    if (!vmask_any(active))
        return;
    for (size_t i = 0; i < v->n; i++) {
        vd log = log_level(v->leaves[i], high);
        v->leaves[i] = log;
        least = smaller(log, least);
    }
    vd below = vd_add(least, band);
    active = vmask_and(active, vd_less(below, vd_set(0)));
    if (!vmask_any(active))
        return;
    vd to = solve(v, at->weights, band, below, active);
    settle(v, at, trade_to(v, at->prices, fee, to, active));
}

/* The counts that are met most, in registers. */
static __attribute__((noinline)) void arbitrage_2(orth_pools *pools, size_t lane, const terms *at)
{
    vd work[3][2];
    arbitrage(&(view){pools, 2, lane, 0, NULL, NULL, work[0], work[1], work[2]}, at);
}

static __attribute__((noinline)) void arbitrage_3(orth_pools *pools, size_t lane, const terms *at)
{
    vd work[3][3];
    arbitrage(&(view){pools, 3, lane, 0, NULL, NULL, work[0], work[1], work[2]}, at);
}

static __attribute__((noinline)) void arbitrage_any(orth_pools *pools, size_t lane, const terms *at)
{
    vd *work = (vd *)(void *)pools->scratch;
    size_t n = pools->n;
    arbitrage(&(view){pools, n, lane, 0, NULL, NULL, work, work + n, work + 2 * n}, at);
}

ALWAYS void leg(const view *v, const double *weights, const double *prices,
                const orth_kernel_fee *fee, cause why, vd lvr)
{
    bool now = weights == v->pools->weights;
    terms at = {weights, now ? v->inverse : v->next_inverse, prices, fee, why, lvr};
    if (v->n == 2)
        arbitrage_2(v->pools, v->lane, &at);
    else if (v->n == 3)
        arbitrage_3(v->pools, v->lane, &at);
    else
        arbitrage_any(v->pools, v->lane, &at);
}

ALWAYS void move_prices(const view *v, const double *prices, const double *growths)
{
    orth_pools *pools = v->pools;
    vd gain = vd_set(0), always = vd_set(1);
    for (size_t i = 0; i < v->n; i++) {
        vd step = vd_sub(get(v, prices, i), get(v, pools->prices, i));
        gain = vd_add(gain, vd_mul(get(v, pools->reserves, i), step));
    }
    vmask all = vd_less(vd_set(0), always);
    add(v, ORTH_POOL_SUM_PRICE_MOVE, all, gain);
    add(v, ORTH_POOL_SUM_KL_DRIFT, all, vd_load(pools->moves->loss + v->slot));
    vd high = get(v, pools->rebalanced, 0), growth = vd_load(growths + v->slot);
    vd more = vd_add(vd_mul(high, growth), get(v, pools->rebalanced, 1));
    vd sum = vd_add(high, more);
    put(v, pools->rebalanced, 0, sum);
    put(v, pools->rebalanced, 1, vd_sub(more, vd_sub(sum, high)));
}

/* Out of the way of those that want no values. */
static __attribute__((noinline)) void keep_value(orth_pools *pools, size_t lane, size_t slot)
{
    view v = {.pools = pools, .n = pools->n, .lane = lane};
    vd value = vd_set(0);
    for (size_t i = 0; i < v.n; i++)
        value = vd_add(value, vd_mul(get(&v, pools->reserves, i), get(&v, pools->prices, i)));
    vd_store(pools->values + slot, value);
}

ALWAYS void block(const view *v, const double *prices, const double *weights, bool held,
                  const orth_kernel_fee *fee)
{
    orth_pools *pools = v->pools;
    const orth_moves *moves = pools->moves;
    vd unused = vd_set(0);
    if (pools->rules->first == ORTH_POOLS_PRICES_FIRST) {
        move_prices(v, prices, moves->held);
        leg(v, pools->weights, prices, fee, BY_PRICES, unused);
        if (!held)
            leg(v, weights, prices, fee, BY_WEIGHTS, unused);
    } else if (pools->rules->first == ORTH_POOLS_WEIGHTS_FIRST) {
        if (!held)
            leg(v, weights, pools->prices, fee, BY_WEIGHTS, unused);
        move_prices(v, prices, moves->moved);
        leg(v, weights, prices, fee, BY_PRICES, unused);
    } else {
        move_prices(v, prices, moves->moved);
        leg(v, weights, prices, fee, BY_BOTH, vd_load(moves->share + v->slot));
    }
    for (size_t i = 0; i < v->n; i++)
        put(v, pools->prices, i, get(v, prices, i));
    if (pools->values != NULL)
        keep_value(pools, v->lane, v->slot);
}
