/* recentre: the weights follow the value of what the pool holds, so that there is less to take for
 * an arbitrageur. s is the log-price that the oracle shows, `lag` coarse prices old when the
 * weights get there (1: the last one seen), and T = w_i e^(-share z_i) over their sum, where
 *   without a fee   z = s(before) - s, the other way round what prices did in one step of the
 *                   oracle: arbitrage takes every gap at once, and none is left to be seen;
 *   with a fee      z = log w - log R - s, how far the pool's own prices are from the oracle's. R
 *                   is what the pool holds, which is kept here: each decision is a block in which
 *                   an arbitrageur trades prices back that are further than b = -log(1 - fee)
 *                   apart, at constant sum w log R (fees that stay in the pool are left out). */
#include <math.h>
#include <string.h>

#include "numeric/elementary.h"
#include "strategy/strategy.h"

#define LAG_MAX 16

static const orth_strategy_key keys[] = {
    {"share", 0, 1, false, "from 0 to 1", true, "how much of the gap goes a decision: theta"},
    {"lag", 1, LAG_MAX, false, "a whole number from 1 to 16", true,
     "how old the oracle's prices are when the weights get there, in decisions [1]"},
    {"fee", 0, 0.5, false, "from 0 to 0.5", true, "the pool's swap fee [0]"},
    {.name = NULL}};

static double fee_of(const orth_piece *piece)
{
    return orth_piece_value(piece, "fee", 0, 0);
}

static size_t lag_of(const orth_piece *piece)
{
    return (size_t)orth_piece_value(piece, "lag", 0, 1);
}

static orth_status prepare(orth_piece *piece, orth_error *error)
{
    double lag = orth_piece_value(piece, "lag", 0, 1);
    if (lag != floor(lag))
        return orth_piece_fail(piece, "lag", piece->strategy->n, lag, keys[1].permitted, error);
    return orth_piece_has(piece, "share")
               ? ORTH_OK
               : orth_fail(error, ORTH_BAD_INPUT, "strategy \"%.60s\": recentre: share is missing",
                           piece->strategy->name);
}

static const char *note(const orth_piece *piece)
{
    return fee_of(piece) > 0 ? NULL
                             : "without a fee, prices that are a block old or more make weights "
                               "that follow them lose 1 + share^2 times the LVR of weights that "
                               "rest: twice with share 1";
}

/* Kept: prices of ages 0 .. LAG_MAX, R, which is 0 before the pool has been made. Quotients of
 * prices alone are taken, so that their size leaves no trace. */
static double *held(const orth_piece *piece, const orth_sight *sight)
{
    return sight->kept + (LAG_MAX + 1) * piece->strategy->n * sight->lanes;
}

static void see(const orth_piece *piece, const orth_sight *sight)
{
    size_t width = piece->strategy->n * sight->lanes;
    memmove(sight->kept + width, sight->kept, LAG_MAX * width * sizeof(double));
    memcpy(sight->kept, sight->prices, width * sizeof(double));
}

/* sum w (clip(gap, low, low + b) - gap), which rises with low. */
static double imbalance(size_t n, const double *weights, const double *gap, double low, double b)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += weights[i] * (fmin(fmax(gap[i], low), low + b) - gap[i]);
    return sum;
}

/* The gaps of one lane after an arbitrageur has been. */
static void arbitrage(size_t n, const double *weights, double *gap, double b)
{
    double least = gap[0], most = gap[0];
    for (size_t i = 1; i < n; i++) {
        least = fmin(least, gap[i]);
        most = fmax(most, gap[i]);
    }
    if (most - least <= b)
        return;
    double low = least, high = most - b;
    for (int halving = 0; halving < 60; halving++) {
        double middle = low + (high - low) / 2;
        if (imbalance(n, weights, gap, middle, b) < 0)
            low = middle;
        else
            high = middle;
    }
    for (size_t i = 0; i < n; i++)
        gap[i] = fmin(fmax(gap[i], low), low + b);
}

/* z of one lane, with what the pool holds after this block. */
static void see_gap(const orth_piece *piece, const orth_sight *sight, size_t lane, double b,
                    double *weights, double *gap)
{
    size_t n = piece->strategy->n, lanes = sight->lanes, width = n * lanes;
    const double *now = sight->kept, *seen = now + (lag_of(piece) - 1) * width;
    double *reserves = held(piece, sight);
    for (size_t i = 0; i < n; i++) {
        size_t e = i * lanes + lane;
        if (reserves[e] == 0)
            reserves[e] = weights[i] / now[e];
        gap[i] = orth_log(weights[i] / (now[e] * reserves[e]));
    }
    arbitrage(n, weights, gap, b);
    for (size_t i = 0; i < n; i++) {
        size_t e = i * lanes + lane;
        reserves[e] = weights[i] / now[e] * orth_exp(-gap[i]);
        gap[i] += orth_log(now[e] / seen[e]);
    }
}

static bool give(const orth_piece *piece, const orth_sight *sight, double *out)
{
    size_t n = piece->strategy->n, lanes = sight->lanes, width = n * lanes, lag = lag_of(piece);
    double fee = fee_of(piece), b = -orth_log1p(-fee),
           share = orth_piece_value(piece, "share", 0, 0);
    double *weights = sight->scratch, *gap = weights + n;
    if (sight->index < (fee > 0 ? lag - 1 : lag))
        return false;
    const double *seen = sight->kept + (lag - 1) * width;
    for (size_t l = 0; l < lanes; l++) {
        double sum = 0;
        for (size_t i = 0; i < n; i++) {
            size_t e = i * lanes + l;
            weights[i] = sight->weights[e];
            gap[i] = orth_log(seen[width + e] / seen[e]);
        }
        if (fee > 0)
            see_gap(piece, sight, l, b, weights, gap);
        for (size_t i = 0; i < n; i++) {
            out[i * lanes + l] = weights[i] * orth_exp(-share * gap[i]);
            sum += out[i * lanes + l];
        }
        for (size_t i = 0; i < n; i++)
            out[i * lanes + l] /= sum;
    }
    return true;
}

const orth_rule orth_rule_recentre = {
    .piece = {.listed = {"recentre", "weights follow the value of what the pool holds", keys},
              .slots = LAG_MAX + 2,
              .prepare = prepare,
              .note = note},
    .role = ORTH_RULE_TARGET,
    .see = see,
    .give = give,
};
