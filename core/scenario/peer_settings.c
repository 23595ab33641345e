/* The settings of a run of quantammsim, as far as they are the strategy's. */
#include <string.h>

#include "base/text.h"
#include "scenario/peer.h"

#define USUAL_CHUNK 1440

static orth_status read_minutes(orth_peer *peer, const json_t *value, void *out)
{
    return orth_read_whole(peer->reader, value, 1, ORTH_STEPS_MAX,
                           "whole numbers of minutes from 1 to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX),
                           out);
}

static orth_status read_start(orth_peer *peer, const json_t *value, void *out)
{
    return orth_read_whole(peer->reader, value, 0, ORTH_STEPS_MAX,
                           "whole numbers of minutes from 0 to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX),
                           out);
}

static orth_status read_members(orth_peer *peer, const json_t *value, void *out)
{
    uint64_t members = 1;
    orth_status status = orth_read_whole(
        peer->reader, value, 1, ORTH_STRATEGY_MEMBERS_MAX,
        "whole numbers from 1 to " ORTH_LIMIT_TEXT(ORTH_STRATEGY_MEMBERS_MAX), &members);
    *(size_t *)out = (size_t)members;
    return status;
}

static orth_status read_flag(orth_peer *peer, const json_t *value, void *out)
{
    if (!json_is_boolean(value))
        return orth_read_fail_type(peer->reader, value, "true or false");
    *(bool *)out = json_is_true(value);
    return ORTH_OK;
}

static orth_status read_days(orth_peer *peer, const json_t *value, void *out)
{
    static const orth_range range = {1e-6, 1e6, false, "above 0, from 1e-6 to 1e6"};
    return orth_read_double(peer->reader, value, &range, out);
}

static orth_status read_part(orth_peer *peer, const json_t *value, void *out)
{
    static const orth_range range = {ORTH_PART_MIN, 1, false,
                                     "above 0, from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) " to 1"};
    return orth_read_double(peer->reader, value, &range, out);
}

/* A number, or null or false where there is none. */
static orth_status read_cap(orth_peer *peer, const json_t *value, void *out)
{
    return json_is_null(value) || json_is_false(value) ? ORTH_OK : read_part(peer, value, out);
}

static orth_status read_method(orth_peer *peer, const json_t *value, void *out)
{
    static const char *const methods[] = {"linear", "approx_optimal"};
    const char **method = out;
    if (!json_is_string(value))
        return orth_read_fail_type(peer->reader, value, "\"linear\" or \"approx_optimal\"");
    for (size_t i = 0; i < 2; i++)
        if (strcmp(json_string_value(value), methods[i]) == 0) {
            *method = methods[i];
            return ORTH_OK;
        }
    return orth_read_fail_name(peer->reader, value, 2, methods);
}

static orth_status read_supply(orth_peer *peer, const json_t *value, void *out)
{
    (void)out;
    return orth_read_supply(peer->reader, value);
}

typedef struct setting {
    const char *name;
    orth_peer_reader *read;
    void *out;
} setting;

orth_status orth_peer_read_settings(orth_peer *peer, const char **method)
{
    orth_scenario_strategy *strategy = orth_strategy_being_read(peer->reader);
    orth_strategy_spec *spec = &strategy->spec;
    const setting settings[] = {
        {"chunk_period", read_minutes, &peer->chunk},
        {"weight_interpolation_period", read_minutes, &strategy->over.blocks},
        {"weight_interpolation_method", read_method, method},
        {"maximum_change", read_part, &spec->largest_change_a_block},
        {"minimum_weight", read_part, &spec->as_peer.minimum_weight},
        {"use_alt_lamb", read_flag, &peer->alt_lamb},
        {"use_pre_exp_scaling", read_flag, &peer->pre_exp_scaling},
        {"max_memory_days", read_days, &peer->max_memory_days},
        {"cap_weights", read_cap, &peer->cap},
        {"start_minute", read_start, &strategy->warm_up.blocks},
        {"n_ensemble_members", read_members, &peer->members},
        {"supply", read_supply, NULL},
    };
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < sizeof settings / sizeof settings[0]; i++)
        status = orth_peer_read(peer, settings[i].name, settings[i].read, settings[i].out);
    if (status == ORTH_OK && strategy->over.blocks > peer->chunk) {
        orth_read_enter(peer->reader, "settings");
        orth_read_enter(peer->reader, "weight_interpolation_period");
        return orth_read_fail(peer->reader,
                              "%ju minutes, and chunk_period is %ju; permitted: from 1 to that",
                              (uintmax_t)strategy->over.blocks, (uintmax_t)peer->chunk);
    }
    strategy->update_every.blocks = peer->chunk;
    if (strategy->over.blocks == 0)
        strategy->over.blocks = peer->chunk < USUAL_CHUNK ? peer->chunk : USUAL_CHUNK;
    spec->max_memory_days = peer->max_memory_days;
    return status;
}
