/* The keys of a simulation beside its market: fees, gas, order, price paths. */
#include <string.h>

#include "base/near_name.h"
#include "base/text.h"
#include "scenario/read.h"

static const orth_range fee_range = {0, 1, true, "from 0, below 1"};
static const orth_range share_range = {0, 1, false, "from 0 to 1"};
static const orth_range part_range = {ORTH_PART_MIN, 1, false,
                                      "above 0, from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) " to 1"};
static const orth_range ratio_range = {0, ORTH_NOISE_RATIO_MAX, false,
                                       "from 0 to " ORTH_LIMIT_TEXT(ORTH_NOISE_RATIO_MAX)};
static const orth_range money_range = {0, ORTH_MONEY_MAX, false,
                                       "from 0 to " ORTH_LIMIT_TEXT(ORTH_MONEY_MAX)};

static orth_status read_fee_from(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &fee_range, &reader->scenario->fee_schedule.from);
}

static orth_status read_fee_to(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &fee_range, &reader->scenario->fee_schedule.to);
}

static orth_status read_fee_blocks(orth_reader *reader, const json_t *value)
{
    return orth_read_whole(reader, value, 1, ORTH_STEPS_MAX,
                           "whole numbers from 1 to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX),
                           &reader->scenario->fee_schedule.blocks);
}

orth_status orth_read_choice(orth_reader *reader, const json_t *value, size_t count,
                             const char *const *names, size_t *choice)
{
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value, "a string");
    for (size_t i = 0; i < count; i++) {
        if (strcmp(json_string_value(value), names[i]) == 0) {
            *choice = i;
            return ORTH_OK;
        }
    }
    return orth_read_fail_name(reader, value, count, names);
}

static orth_status read_fee_shape(orth_reader *reader, const json_t *value)
{
    static const char *const names[] = {"linear", "geometric"};
    orth_fee_schedule *schedule = &reader->scenario->fee_schedule;
    size_t choice = 0;
    orth_status status = orth_read_choice(reader, value, 2, names, &choice);
    schedule->geometric = choice == 1;
    if (status == ORTH_OK && schedule->geometric && !(schedule->from > 0 && schedule->to > 0))
        return orth_read_fail(reader, "\"geometric\" needs \"from\" and \"to\" above 0");
    return status;
}

orth_status orth_read_swap_fee(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"from", true, read_fee_from},
        {"to", true, read_fee_to},
        {"blocks", true, read_fee_blocks},
        {"shape", false, read_fee_shape},
        {NULL, false, NULL},
    };
    orth_scenario *scenario = reader->scenario;
    if (!json_is_object(value))
        return orth_read_double(reader, value, &fee_range, &scenario->rules.fee);
    orth_status status = orth_read_object(reader, value, keys);
    scenario->has_fee_schedule = status == ORTH_OK;
    scenario->rules.fee = scenario->fee_schedule.from;
    return status;
}

orth_status orth_read_protocol_share(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &share_range, &reader->scenario->rules.protocol_share);
}

orth_status orth_read_noise_ratio(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &ratio_range, &reader->scenario->rules.noise_ratio);
}

orth_status orth_read_active_share(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &part_range, &reader->scenario->rules.active_share);
}

static orth_status read_presence(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &part_range, &reader->scenario->presence);
}

static orth_status read_sizing(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &part_range, &reader->scenario->rules.sizing);
}

static orth_status read_gas(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &money_range, &reader->scenario->rules.gate.gas);
}

static orth_status read_cost(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &share_range, &reader->scenario->rules.gate.cost);
}

orth_status orth_read_arbitrage(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"gas", false, read_gas},
        {"cost", false, read_cost},
        {"presence", false, read_presence},
        {"sizing", false, read_sizing},
        {NULL, false, NULL},
    };
    return orth_read_object(reader, value, keys);
}

static const orth_range exposure_range = {0, ORTH_EXPOSURE_MAX, false,
                                          "from 0 to " ORTH_LIMIT_TEXT(ORTH_EXPOSURE_MAX)};

static orth_status read_update_cost(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &exposure_range, &reader->scenario->update_cost);
}

static orth_status read_tracking(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &exposure_range, &reader->scenario->tracking_bp);
}

orth_status orth_read_exposure(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"update_cost", false, read_update_cost},
        {"tracking", false, read_tracking},
        {NULL, false, NULL},
    };
    return orth_read_object(reader, value, keys);
}

orth_status orth_read_order(orth_reader *reader, const json_t *value)
{
    const char *names[ORTH_ORDERS];
    for (int order = 0; order < ORTH_ORDERS; order++)
        names[order] = orth_order_name((orth_order)order);
    size_t choice = 0;
    orth_status status = orth_read_choice(reader, value, ORTH_ORDERS, names, &choice);
    reader->scenario->rules.order = (orth_order)choice;
    return status;
}

orth_status orth_read_blocks_per_step(orth_reader *reader, const json_t *value)
{
    return orth_read_whole(reader, value, 1, ORTH_BLOCKS_PER_STEP_MAX,
                           "whole numbers from 1 to " ORTH_LIMIT_TEXT(ORTH_BLOCKS_PER_STEP_MAX),
                           &reader->scenario->blocks_per_step);
}

static orth_status read_price_paths(orth_reader *reader, const json_t *value)
{
    return orth_read_whole(reader, value, 1, ORTH_PRICE_PATHS_MAX,
                           "whole numbers from 1 to " ORTH_LIMIT_TEXT(ORTH_PRICE_PATHS_MAX),
                           &reader->scenario->price_paths);
}

static orth_status read_seed(orth_reader *reader, const json_t *value)
{
    return orth_read_whole(reader, value, 0, ORTH_SEED_MAX,
                           "whole numbers from 0 to " ORTH_LIMIT_TEXT(ORTH_SEED_MAX),
                           &reader->scenario->seed);
}

orth_status orth_read_monte_carlo(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"paths", true, read_price_paths},
        {"seed", false, read_seed},
        {NULL, false, NULL},
    };
    return orth_read_object(reader, value, keys);
}
