/* The exact arbitrage of a pool in eight virtual lanes: token i goes to lane i mod 8,
 * so that the sums have the same bits at every width. */
#include "kernel/isa/isa.h"
#include "kernel/isa/level.h"

#define GROUP ORTH_LEVEL_GROUP
#define PARTS (GROUP / VD_LANES)

/* PARTS vectors, by tokens i .. i+7 of n. */
static inline vd load(const double *values, size_t i, size_t n, double fill)
{
    if (i + VD_LANES <= n)
        return vd_load(values + i);
    return i < n ? vd_load_part(values + i, n - i, fill) : vd_set(fill);
}

static inline void store(double *values, size_t i, size_t n, vd what)
{
    if (i + VD_LANES <= n)
        vd_store(values + i, what);
    else if (i < n)
        vd_store_part(values + i, what, n - i);
}

static inline double first_lane(vd of)
{
    double lane[VD_LANES];
    vd_store(lane, of);
    return lane[0];
}

static inline double sum_lanes(const vd *parts)
{
    double lane[GROUP];
    for (size_t k = 0; k < PARTS; k++)
        vd_store(lane + k * VD_LANES, parts[k]);
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) +
           ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

static inline double least_lane(const vd *parts)
{
    double lane[GROUP];
    for (size_t k = 0; k < PARTS; k++)
        vd_store(lane + k * VD_LANES, parts[k]);
    for (size_t width = GROUP / 2; width > 0; width /= 2)
        for (size_t j = 0; j < width; j++)
            lane[j] = lane[j + width] < lane[j] ? lane[j + width] : lane[j];
    return lane[0];
}

static inline double greatest_lane(const vd *parts)
{
    double lane[GROUP];
    for (size_t k = 0; k < PARTS; k++)
        vd_store(lane + k * VD_LANES, parts[k]);
    for (size_t width = GROUP / 2; width > 0; width /= 2)
        for (size_t j = 0; j < width; j++)
            lane[j] = lane[j + width] > lane[j] ? lane[j + width] : lane[j];
    return lane[0];
}

/* A linear piece of sum w_i log(x_i / R_i) as a function of log L: from `from` to `to`, zero (of
 * its line) at `root`. */
typedef struct piece {
    double from, to, root;
} piece;

/* The piece that holds `at`: tokens whose log level `leaves` is above it leave, those with
 * `enters`, the level and the band, at or below it enter. */
static inline piece find_piece(size_t n, const double *leaves, const double *enters,
                               const double *weights, double at)
{
    vd here = vd_set(at), none = vd_set(0), least = vd_set(-INFINITY), most = vd_set(INFINITY);
    vd from[PARTS], to[PARTS], weight[PARTS], moment[PARTS];
    for (size_t k = 0; k < PARTS; k++) {
        from[k] = least;
        to[k] = most;
        weight[k] = moment[k] = none;
    }
    for (size_t i = 0; i < n; i += GROUP)
        for (size_t k = 0; k < PARTS; k++) {
            size_t j = i + k * VD_LANES;
            vd out = vd_load(leaves + j), in = vd_load(enters + j), w = load(weights, j, n, 0);
            vmask leaving = vd_less(here, out), outside = vd_less(here, in);
            to[k] = smaller(vd_select(leaving, out, most), to[k]);
            to[k] = smaller(vd_select(outside, in, most), to[k]);
            from[k] = vd_max(vd_select(leaving, least, out), from[k]);
            from[k] = vd_max(vd_select(outside, least, in), from[k]);
            weight[k] = vd_add(weight[k], vd_select(leaving, w, none));
            weight[k] = vd_add(weight[k], vd_select(outside, none, w));
            moment[k] = vd_add(moment[k], vd_select(leaving, vd_mul(w, out), none));
            moment[k] = vd_add(moment[k], vd_select(outside, none, vd_mul(w, in)));
        }
    piece found = {greatest_lane(from), least_lane(to), sum_lanes(moment) / sum_lanes(weight)};
    return found;
}

/* log L, relative to the highest level (whose log is 0). `below`, the lowest level with the band,
 * is < 0. */
static inline double solve(size_t n, const double *leaves, const double *enters,
                           const double *weights, double below)
{
    double above = 0; /* the sum is < 0 below, > 0 above */
    double at = 0.5 * below;
    for (int round = 0; round < ORTH_LEVEL_ROUNDS; round++) {
        piece here = find_piece(n, leaves, enters, weights, at);
        if (here.root < here.from)
            above = here.from < above ? here.from : above;
        else if (here.root > here.to)
            below = here.to > below ? here.to : below;
        else
            return here.root;
        if (below >= above)
            return below; /* at a breakpoint, to rounding */
        at = here.root;
        if (!(at > below && at < above) || (round >= ORTH_LEVEL_NEWTON && round % 2 == 0))
            at = 0.5 * (below + above);
    }
    return at;
}

/* Each token from its level to the one that it trades to. */
static inline orth_kernel_trade trade_to(double *after, double *change, size_t n,
                                         const double *leaves, const double *enters,
                                         const double *reserves, const double *prices,
                                         const orth_kernel_fee *fee, double level)
{
    vd to = vd_set(level), none = vd_set(0), gross = vd_set(fee->gross);
    vd taken[PARTS], paid[PARTS], tokens[PARTS];
    for (size_t k = 0; k < PARTS; k++)
        taken[k] = paid[k] = tokens[k] = none;
    for (size_t i = 0; i < n; i += GROUP)
        for (size_t k = 0; k < PARTS && i + k * VD_LANES < n; k++) {
            size_t j = i + k * VD_LANES;
            vd down = vd_sub(to, vd_load(leaves + j)), up = vd_sub(to, vd_load(enters + j));
            vmask leaves_here = vd_less(down, none), enters_here = vd_less(none, up);
            vd x = vd_select(leaves_here, down, vd_select(enters_here, up, none));
            vd reserve = load(reserves, j, n, 0), part = vd_mul(reserve, growth_of(x));
            vd left = vd_add(reserve, part);
            vmask deep = vd_less(x, vd_set(-0.5)); /* what is left keeps its last digits */
            if (vmask_any(deep))
                left = vd_select(deep, vd_mul(reserve, vd_exp(x)), left);
            vmask in = vd_less(none, x);
            vd now = vd_select(in, vd_add(reserve, vd_mul(part, gross)), left);
            vd by = vd_sub(now, reserve), money = vd_mul(load(prices, j, n, 0), by);
            paid[k] = vd_add(paid[k], vd_select(in, money, none));
            taken[k] = vd_sub(taken[k], vd_select(in, none, money));
            vmask moved = vd_less(none, vd_abs(by));
            tokens[k] = vd_add(tokens[k], vd_select(moved, vd_set(1), none));
            store(after, j, n, now);
            store(change, j, n, by);
        }
    orth_kernel_trade trade = {sum_lanes(tokens), sum_lanes(taken), sum_lanes(paid)};
    return trade;
}

/* One token of two, with x > 0 the log of its rise, or x < 0 that of its fall. */
static inline void trade_one(orth_kernel_trade *trade, double *after, double *change,
                             double reserve, double price, double x, double growth, double gross)
{
    double part = reserve * growth, now = x > 0 ? reserve + part * gross : reserve + part;
    if (x < -0.5)
        now = reserve * first_lane(vd_exp(vd_set(x)));
    double by = now - reserve, money = price * by;
    trade->tokens += by != 0;
    trade->paid += x > 0 ? money : 0;
    trade->taken -= x > 0 ? 0 : money;
    *after = now;
    *change = by;
}

typedef enum two_tokens { TWO_STAY, TWO_TRADE, TWO_UNKNOWN } two_tokens;

/* Of two tokens one leaves and one enters, if any: the root is that of the one piece in which both
 * do. The operations are those of the rest of this file, so the bits are. Unknown where rounding
 * puts the root outside the piece. */
static inline two_tokens arbitrage_of_two(orth_kernel_trade *trade, double *after, double *change,
                                          const double *reserves, const double *weights,
                                          const double *prices, const orth_kernel_fee *fee)
{
    double level[2];
    for (size_t i = 0; i < 2; i++)
        level[i] = reserves[i] * prices[i] * (1 / weights[i]);
    size_t leaves = level[0] > level[1] ? 0 : 1, enters = 1 - leaves;
    if (fee->keep * level[leaves] * (1 - ORTH_ARBITRAGE_IDLE) <= level[enters])
        return TWO_STAY;
    double below = first_lane(log_level(vd_set(level[enters]), vd_set(level[leaves]))) + fee->band;
    if (!(below < 0))
        return TWO_STAY;
    double root = weights[enters] * below / (weights[0] + weights[1]);
    if (!(root > below && root < 0))
        return TWO_UNKNOWN;
    double up = root - below;
    double fall = first_lane(growth_of(vd_set(root))), rise = first_lane(growth_of(vd_set(up)));
    double reserve = reserves[enters], price = prices[enters]; /* `after` may be `reserves` */
    *trade = (orth_kernel_trade){0};
    trade_one(trade, &after[leaves], &change[leaves], reserves[leaves], prices[leaves], root, fall,
              fee->gross);
    trade_one(trade, &after[enters], &change[enters], reserve, price, up, rise, fee->gross);
    return TWO_TRADE;
}

bool orth_kernel_arbitrage(orth_kernel_trade *trade, double *after, double *change, double *scratch,
                           size_t n, const double *reserves, const double *weights,
                           const double *prices, const orth_kernel_fee *fee)
{
    size_t padded = (n + GROUP - 1) / GROUP * GROUP;
    double *leaves = scratch, *enters = scratch + padded;
    vd low[PARTS], high[PARTS];
    two_tokens two = n != 2
                         ? TWO_UNKNOWN
                         : arbitrage_of_two(trade, after, change, reserves, weights, prices, fee);
    if (two != TWO_UNKNOWN)
        return two == TWO_TRADE;
    for (size_t k = 0; k < PARTS; k++) {
        low[k] = vd_set(INFINITY);
        high[k] = vd_set(0);
    }
    for (size_t i = 0; i < n; i += GROUP) /* beyond the last token: the first again */
        for (size_t k = 0; k < PARTS; k++) {
            size_t j = i + k * VD_LANES;
            vd money = vd_mul(load(reserves, j, n, reserves[0]), load(prices, j, n, prices[0]));
            vd level = vd_mul(money, vd_div(vd_set(1), load(weights, j, n, weights[0])));
            vd_store(leaves + j, level);
            low[k] = smaller(level, low[k]);
            high[k] = vd_max(level, high[k]);
        }
    double highest = greatest_lane(high);
    if (fee->keep * highest * (1 - ORTH_ARBITRAGE_IDLE) <= least_lane(low))
        return false;
    vd top = vd_set(highest), band = vd_set(fee->band);
    for (size_t k = 0; k < PARTS; k++)
        low[k] = vd_set(0);
    for (size_t i = 0; i < n; i += GROUP)
        for (size_t k = 0; k < PARTS; k++) {
            size_t j = i + k * VD_LANES;
            vd log = log_level(vd_load(leaves + j), top);
            vd_store(leaves + j, log);
            vd_store(enters + j, vd_add(log, band));
            low[k] = smaller(log, low[k]);
        }
    double below = least_lane(low) + fee->band;
    if (!(below < 0))
        return false;
    for (size_t i = n; i < padded; i++) { /* neither leaves nor enters */
        leaves[i] = -INFINITY;
        enters[i] = INFINITY;
    }
    double level = solve(n, leaves, enters, weights, below);
    *trade = trade_to(after, change, n, leaves, enters, reserves, prices, fee, level);
    return true;
}
