/* triple_threat_mean_reversion_channel: the channel with a slope of its own in each of its three
 * places, all over one average. */
#include <math.h>
#include <stdlib.h>

#include "strategy/channel.h"
#include "strategy/gradient.h"

#define SLOPES 3

typedef struct triple {
    orth_slope *slopes[SLOPES]; /* n each: in y, in the power, in G */
    orth_channel *channels;     /* n */
    double *speeds, *memory;    /* n, of the average */
} triple;

static const orth_strategy_key keys[] = {
    ORTH_SPEED_KEYS,
    ORTH_POWER_KEYS,
    ORTH_CHANNEL_KEYS,
    ORTH_DECAY_KEYS("lambda_1", "memory_days_1", "of the slope in y"),
    ORTH_DECAY_KEYS("lambda_2", "memory_days_2", "of the slope in the power"),
    ORTH_DECAY_KEYS("lambda_3", "memory_days_3", "of the slope in G"),
    ORTH_DECAY_KEYS("lambda_average", "memory_days_average", "of the average that divides"),
    {.name = NULL},
};
static const char *const decay_keys[SLOPES][2] = {
    {"lambda_1", "memory_days_1"}, {"lambda_2", "memory_days_2"}, {"lambda_3", "memory_days_3"}};

static orth_status prepare_slopes(orth_piece *piece, triple *own, orth_decay *average,
                                  orth_decay *decays, orth_error *error)
{
    size_t n = piece->strategy->n;
    orth_status status = orth_piece_decays(piece, "lambda_average", "memory_days_average", NAN,
                                           average, own->memory, error);
    for (size_t s = 0; s < SLOPES && status == ORTH_OK; s++) {
        status =
            orth_piece_decays(piece, decay_keys[s][0], decay_keys[s][1], NAN, decays, NULL, error);
        for (size_t i = 0; i < n && status == ORTH_OK; i++)
            own->slopes[s][i] = orth_slope_of(decays[i], &average[i], piece->strategy->as_peer);
    }
    return status;
}

static orth_status prepare(orth_piece *piece, orth_error *error)
{
    size_t n = piece->strategy->n;
    size_t each = SLOPES * sizeof(orth_slope) + sizeof(orth_channel) + 2 * sizeof(double) +
                  2 * sizeof(orth_decay);
    triple *own = piece->own = malloc(sizeof *own + n * each);
    if (own == NULL)
        return orth_fail_memory(error, (double)(sizeof *own + n * each));
    own->slopes[0] = (orth_slope *)(own + 1);
    own->slopes[1] = own->slopes[0] + n;
    own->slopes[2] = own->slopes[1] + n;
    own->channels = (orth_channel *)(own->slopes[2] + n);
    own->speeds = (double *)(own->channels + n);
    own->memory = own->speeds + n;
    piece->memory = own->memory;
    orth_decay *decays = (orth_decay *)(own->memory + n);
    orth_status status = prepare_slopes(piece, own, decays, decays + n, error);
    for (size_t i = 0; i < n && status == ORTH_OK; i++)
        status = orth_channel_of(piece, own->memory, i, &own->channels[i], error);
    return status != ORTH_OK ? status : orth_speeds(piece, own->memory, own->speeds, error);
}

/* Kept: the three slopes as they are now, and what they are made from. */
static void see(const orth_piece *piece, const orth_sight *sight)
{
    const triple *own = piece->own;
    size_t n = piece->strategy->n, width = n * sight->lanes;
    double *rest = sight->kept + SLOPES * width;
    for (size_t s = 0; s < SLOPES; s++)
        orth_slopes_see(own->slopes[s], n, sight->lanes, sight->index == 0, sight->prices,
                        rest + s * ORTH_SLOPE_SLOTS * width, sight->kept + s * width);
}

static bool give(const orth_piece *piece, const orth_sight *sight, double *out)
{
    const triple *own = piece->own;
    size_t n = piece->strategy->n, lanes = sight->lanes, width = n * lanes;
    const double *middle = sight->kept, *outer = middle + width, *inside = outer + width;
    for (size_t e = 0; e < width; e++)
        out[e] = orth_channel_score(&own->channels[e / lanes], middle[e], outer[e], inside[e]);
    orth_zero_sum(n, lanes, own->speeds, out);
    return true;
}

const orth_rule orth_rule_triple_threat_mean_reversion_channel = {
    .piece = {.listed = {"triple_threat_mean_reversion_channel",
                         "the channel with three slopes of different memory", keys},
              .peer_note = "a sum of slopes below 1e-10 counts as 0, so that a token of tiny price "
                           "has no slope; natively there is no threshold",
              .slots = SLOPES * (1 + ORTH_SLOPE_SLOTS),
              .prepare = prepare},
    .role = ORTH_RULE_SCORES,
    .see = see,
    .give = give,
};
