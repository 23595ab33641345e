/* power_channel and mean_reversion_channel: u = Z(x), x from the slope of each token. */
#include <math.h>
#include <stdlib.h>

#include "strategy/channel.h"

typedef struct channels {
    orth_channel *channels; /* n */
    double *speeds;         /* n */
} channels;

static channels *channels_alloc(orth_piece *piece, orth_error *error)
{
    size_t n = piece->strategy->n;
    size_t bytes = sizeof(channels) + n * (sizeof(orth_channel) + sizeof(double));
    channels *own = piece->own = malloc(bytes);
    if (own == NULL) {
        orth_fail_memory(error, (double)bytes);
        return NULL;
    }
    own->channels = (orth_channel *)(own + 1);
    own->speeds = (double *)(own->channels + n);
    return own;
}

static orth_status prepare_power(orth_piece *piece, orth_error *error)
{
    channels *own = channels_alloc(piece, error);
    if (own == NULL)
        return ORTH_NO_MEMORY;
    for (size_t i = 0; i < piece->strategy->n; i++)
        own->channels[i] = (orth_channel){
            .exponent = fmax(1, orth_piece_value(piece, "exponent", i, 1)),
            .scale = orth_piece_value(piece, "scale", i, 0.5),
        };
    return orth_speeds(piece, piece->estimator->memory, own->speeds, error);
}

static orth_status prepare_channel(orth_piece *piece, orth_error *error)
{
    channels *own = channels_alloc(piece, error);
    if (own == NULL)
        return ORTH_NO_MEMORY;
    const double *memory = piece->estimator->memory;
    for (size_t i = 0; i < piece->strategy->n; i++) {
        orth_status status = orth_channel_of(piece, memory, i, &own->channels[i], error);
        if (status != ORTH_OK)
            return status;
    }
    return orth_speeds(piece, memory, own->speeds, error);
}

static bool give_power(const orth_piece *piece, const orth_sight *sight, double *out)
{
    const channels *own = piece->own;
    size_t n = piece->strategy->n, lanes = sight->lanes;
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < lanes; l++)
            out[i * lanes + l] = orth_signed_power(
                sight->estimate[i * lanes + l], own->channels[i].scale, own->channels[i].exponent);
    orth_zero_sum(n, lanes, own->speeds, out);
    return true;
}

static bool give_channel(const orth_piece *piece, const orth_sight *sight, double *out)
{
    const channels *own = piece->own;
    size_t n = piece->strategy->n, lanes = sight->lanes;
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < lanes; l++) {
            double g = sight->estimate[i * lanes + l];
            out[i * lanes + l] = orth_channel_score(&own->channels[i], g, g, g);
        }
    orth_zero_sum(n, lanes, own->speeds, out);
    return true;
}

static const orth_strategy_key power_keys[] = {ORTH_SPEED_KEYS, ORTH_POWER_KEYS, {.name = NULL}};
static const orth_strategy_key channel_keys[] = {
    ORTH_SPEED_KEYS, ORTH_POWER_KEYS, ORTH_CHANNEL_KEYS, {.name = NULL}};

const orth_rule orth_rule_power_channel = {
    .piece = {.listed = {"power_channel", "weight by a power of the slope", power_keys},
              .prepare = prepare_power},
    .role = ORTH_RULE_SCORES,
    .estimates = true,
    .give = give_power,
};

const orth_rule orth_rule_mean_reversion_channel = {
    .piece = {.listed = {"mean_reversion_channel",
                         "against small slopes, with a power of large ones", channel_keys},
              .prepare = prepare_channel},
    .role = ORTH_RULE_SCORES,
    .estimates = true,
    .give = give_channel,
};
