/* min_variance: T = 1 / v over their sum, v the variance of the returns between coarse prices,
 *   d = r - mu,  mu <- mu + (1 - lambda) d,  Q <- lambda Q + lambda d^2,  v = (1 - lambda) Q. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "strategy/smoothing.h"

static const orth_strategy_key keys[] = {
    ORTH_DECAY_KEYS("lambda", "memory_days", "of the variance"),
    ORTH_SMOOTHING_KEYS,
    {.name = NULL},
};

static orth_status prepare(orth_piece *piece, orth_error *error)
{
    size_t n = piece->strategy->n, bytes = 2 * n * sizeof(orth_decay) + n * sizeof(double);
    orth_decay *own = piece->own = malloc(bytes);
    if (own == NULL)
        return orth_fail_memory(error, (double)bytes);
    double *memory = (double *)(own + 2 * n);
    piece->memory = memory;
    orth_status status = orth_piece_decays(piece, "lambda", "memory_days", NAN, own, memory, error);
    return status != ORTH_OK ? status : orth_smoothing_of(piece, own + n, error);
}

/* Kept: the last price, mu, Q and v. */
static void see(const orth_piece *piece, const orth_sight *sight)
{
    const orth_decay *decays = piece->own;
    size_t lanes = sight->lanes, width = piece->strategy->n * lanes;
    double *last = sight->kept, *mean = last + width, *sum = mean + width, *v = sum + width;
    for (size_t e = 0; e < width && sight->index > 0; e++) {
        orth_decay decay = decays[e / lanes];
        double r = sight->prices[e] / last[e] - 1;
        if (sight->index == 1) {
            mean[e] = r;
            sum[e] = 0;
            v[e] = 1;
            continue;
        }
        double d = r - mean[e];
        mean[e] += decay.rest * d;
        sum[e] = decay.lambda * sum[e] + decay.lambda * (d * d);
        v[e] = decay.rest * sum[e];
    }
    memcpy(last, sight->prices, width * sizeof(double));
}

/* Least variance over variance, by lane: where the least is 0, those that have it share all. */
static void invert(size_t n, size_t lanes, const double *v, double *out)
{
    for (size_t l = 0; l < lanes; l++) {
        double least = INFINITY, sum = 0;
        for (size_t i = 0; i < n; i++)
            least = fmin(least, v[i * lanes + l]);
        for (size_t i = 0; i < n; i++) {
            double own = v[i * lanes + l];
            out[i * lanes + l] = own == least ? 1 : least / own;
            sum += out[i * lanes + l];
        }
        for (size_t i = 0; i < n; i++)
            out[i * lanes + l] /= sum;
    }
}

/* One return has no variance: the peer takes 1 for all, the native rule waits. */
static bool give(const orth_piece *piece, const orth_sight *sight, double *out)
{
    size_t n = piece->strategy->n;
    if (sight->index < (piece->strategy->as_peer ? 1 : 2))
        return false;
    invert(n, sight->lanes, sight->kept + 3 * n * sight->lanes, out);
    return true;
}

const orth_rule orth_rule_min_variance = {
    .piece = {.listed = {"min_variance", "weights by the inverse variance of returns", keys},
              .peer_note = "each decision uses a price that is one chunk later than its own row; "
                           "natively none is seen before it exists",
              .slots = 4,
              .prepare = prepare},
    .role = ORTH_RULE_TARGET,
    .ahead = ORTH_AHEAD_CHUNK,
    .see = see,
    .give = give,
};
