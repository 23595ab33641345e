/* The key "noise": others' trades against the pool. */
#include <string.h>

#include "base/text.h"
#include "scenario/read.h"

#define NOISE(reader) ((reader)->scenario->noise)
#define HAWKES_KEYS 5 /* at the end of the table */

static const orth_range rate_range = {0, ORTH_NOISE_RATE_MAX, false,
                                      "from 0 to " ORTH_LIMIT_TEXT(ORTH_NOISE_RATE_MAX)};
static const orth_range size_range = {
    ORTH_MONEY_MIN, ORTH_MONEY_MAX, false,
    "above 0, from " ORTH_LIMIT_TEXT(ORTH_MONEY_MIN) " to " ORTH_LIMIT_TEXT(ORTH_MONEY_MAX)};
static const orth_range deviation_range = {0, ORTH_NOISE_DEVIATION_MAX, false,
                                           "from 0 to " ORTH_LIMIT_TEXT(ORTH_NOISE_DEVIATION_MAX)};
static const orth_range branching_range = {0, ORTH_BRANCHING_MAX, false,
                                           "from 0 to " ORTH_LIMIT_TEXT(ORTH_BRANCHING_MAX)};
static const orth_range decay_range = {
    ORTH_FORGETTING_MIN, ORTH_DECAY_MAX, false,
    "from " ORTH_LIMIT_TEXT(ORTH_FORGETTING_MIN) " to " ORTH_LIMIT_TEXT(ORTH_DECAY_MAX)};
static const orth_range share_range = {0, 1, false, "from 0 to 1"};
static const orth_range factor_range = {0, ORTH_FLOW_FACTOR_MAX, false,
                                        "from 0 to " ORTH_LIMIT_TEXT(ORTH_FLOW_FACTOR_MAX)};

static orth_status read_model(orth_reader *reader, const json_t *value)
{
    static const char *const names[] = {"poisson", "hawkes"};
    size_t choice = 0;
    orth_status status = orth_read_choice(reader, value, 2, names, &choice);
    NOISE(reader).hawkes = choice == 1;
    return status;
}

static orth_status read_rate(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &rate_range, &NOISE(reader).rate);
}

static orth_status read_size(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &size_range, &NOISE(reader).size);
}

static orth_status read_deviation(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &deviation_range, &NOISE(reader).deviation);
}

static orth_status read_branching(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &branching_range, &NOISE(reader).branching);
}

static orth_status read_decay(orth_reader *reader, const json_t *value)
{
    orth_status status = orth_read_double(reader, value, &decay_range, &NOISE(reader).decay);
    double forgetting = (1 - NOISE(reader).branching) * NOISE(reader).decay;
    if (status == ORTH_OK && forgetting < ORTH_FORGETTING_MIN * (1 - 0x1p-50))
        return orth_read_fail(
            reader,
            "with this branching the flow forgets a part (1 - branching) decay = %.6g of its "
            "crowds a block; permitted: from " ORTH_LIMIT_TEXT(ORTH_FORGETTING_MIN),
            forgetting);
    return status;
}

static orth_status read_persistence(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &share_range, &NOISE(reader).persistence);
}

static orth_status read_coupling(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &share_range, &NOISE(reader).coupling);
}

static orth_status read_factor(orth_reader *reader, const json_t *value)
{
    orth_status status = orth_read_double(reader, value, &factor_range, &NOISE(reader).flow_factor);
    double rate = NOISE(reader).rate * NOISE(reader).flow_factor;
    if (status == ORTH_OK && rate > ORTH_NOISE_RATE_MAX)
        return orth_read_fail(
            reader,
            "with this factor %.6g trades come a block in the mean; permitted: up "
            "to " ORTH_LIMIT_TEXT(ORTH_NOISE_RATE_MAX),
            rate);
    return status;
}

static orth_status read_from_block(orth_reader *reader, const json_t *value)
{
    return orth_read_whole(reader, value, 0, ORTH_STEPS_MAX,
                           "whole numbers from 0 to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX),
                           &NOISE(reader).flow_from_block);
}

static orth_status read_flow_factor(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"factor", true, read_factor},
        {"from_block", true, read_from_block},
        {NULL, false, NULL},
    };
    return orth_read_object(reader, value, keys);
}

/* Keys that mean nothing to a flow without memory. */
static orth_status check_poisson(orth_reader *reader, const json_t *value, const orth_key *keys)
{
    for (size_t k = 0; k < HAWKES_KEYS; k++) {
        if (json_object_get(value, keys[k].name) == NULL)
            continue;
        orth_read_enter(reader, keys[k].name);
        return orth_read_fail(reader, "this key is of the model \"hawkes\" (noise.model), and the "
                                      "model here is \"poisson\"");
    }
    return ORTH_OK;
}

/* The model stands before the rest, and what another key's check needs before that. */
orth_status orth_read_noise(orth_reader *reader, const json_t *value)
{
    orth_key keys[] = {
        {"model", false, read_model},
        {"rate", true, read_rate},
        {"size", true, read_size},
        {"deviation", false, read_deviation},
        {"branching", false, read_branching},
        {"decay", false, read_decay},
        {"persistence", false, read_persistence},
        {"coupling", false, read_coupling},
        {"flow_factor", false, read_flow_factor},
        {NULL, false, NULL},
    };
    const json_t *model = json_object_get(value, "model");
    orth_scenario_noise *noise = &NOISE(reader);
    noise->persistence = 0.5;
    noise->flow_factor = 1;
    if (json_is_string(model) && strcmp(json_string_value(model), "hawkes") == 0)
        keys[4].required = keys[5].required = true;
    orth_status status = orth_read_object(reader, value, keys);
    if (status != ORTH_OK || noise->hawkes)
        return status;
    return check_poisson(reader, value, keys + 4);
}
