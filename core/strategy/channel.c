#include "strategy/channel.h"

#include <math.h>

#include "numeric/elementary.h"

#define PI 0x1.921fb54442d18p+1
#define CUBIC_TOP 0.5415 /* about where y - y^3 / 6 is, at the channel's edge */

orth_status orth_channel_of(const orth_piece *piece, const double *memory, size_t token,
                            orth_channel *channel, orth_error *error)
{
    bool by_memory = orth_piece_has(piece, "amplitude"),
         by_height = orth_piece_has(piece, "height");
    const char *strategy = piece->strategy->name, *kind = piece->kind->listed.name;
    if (by_memory && by_height)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": %s: both amplitude and height are given; permitted: "
                         "one of them",
                         strategy, kind);
    bool known = memory != NULL && !isnan(memory[token]);
    if (!by_height && !known)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": %s: amplitude needs a memory in days, which the "
                         "estimate has not; permitted: height",
                         strategy, kind);
    *channel = (orth_channel){
        .exponent = orth_piece_value(piece, "exponent", token, 1),
        .scale = orth_piece_value(piece, "scale", token, 0.5),
        .width = orth_piece_value(piece, "width", token, 1),
        .height = by_height ? orth_piece_value(piece, "height", token, 0)
                            : orth_piece_value(piece, "amplitude", token, 1) * memory[token],
    };
    return ORTH_OK;
}

double orth_signed_power(double g, double scale, double exponent)
{
    double size = fabs(g / (2 * scale));
    if (size == 0)
        return 0;
    return copysign(exponent == 1 ? size : orth_pow(size, exponent), g);
}

double orth_channel_score(const orth_channel *channel, double middle, double outer, double inside)
{
    double ratio = inside / channel->width, share = orth_exp(-(ratio * ratio) / 2);
    double y = PI * middle / (3 * channel->width);
    double back = y - y * y * y / 6;
    return -channel->height * share * back / CUBIC_TOP +
           (1 - share) * orth_signed_power(outer, channel->scale, channel->exponent);
}
