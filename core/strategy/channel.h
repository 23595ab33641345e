/* Channels: a power of the slope, and a return to the middle where the slope is small. */
#ifndef ORTH_STRATEGY_CHANNEL_H
#define ORTH_STRATEGY_CHANNEL_H

#include "strategy/zero_sum.h"

#define ORTH_POWER_KEYS                                                                            \
    {"exponent", 1e-6, 100, false, "from 1e-6 to 100", false, "of the slope [1]"},                 \
    {                                                                                              \
        "scale", 1e-12, 1e12, false, "from 1e-12 to 1e12", false,                                  \
            "of the slope, half its unit [0.5]"                                                    \
    }
#define ORTH_CHANNEL_KEYS                                                                          \
    {"width", 1e-12, 1e12, false, "from 1e-12 to 1e12", false, "of the channel, in slopes [1]"},   \
        {"amplitude",                                                                              \
         0,                                                                                        \
         1e6,                                                                                      \
         false,                                                                                    \
         "from 0 to 1e6",                                                                          \
         false,                                                                                    \
         "of the return, divided by the memory in days"},                                          \
    {                                                                                              \
        "height", 0, 1e9, false, "from 0 to 1e9", false, "of the return itself"                    \
    }

typedef struct orth_channel {
    double exponent, scale, width, height;
} orth_channel;

/* From the keys above; `memory` as of orth_speeds. */
orth_status orth_channel_of(const orth_piece *piece, const double *memory, size_t token,
                            orth_channel *channel, orth_error *error);

/* sign(g) |g / (2 scale)|^exponent */
double orth_signed_power(double g, double scale, double exponent);

/* With y by the slope `middle`, the power by `outer` and G by `inside`; all three are one in the
 * plain channel. */
double orth_channel_score(const orth_channel *channel, double middle, double outer, double inside);

#endif
