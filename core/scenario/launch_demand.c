/* Who buys in a sale: the key "demand" of "launch". */
#include <stdlib.h>

#include "base/text.h"
#include "scenario/read.h"

#define LAUNCH(reader) ((reader)->scenario->launch)
#define BUYERS(reader) (&LAUNCH(reader)->buyers)
#define ARRIVALS(reader) (&BUYERS(reader)->arrivals)

static const orth_range value_range = {
    ORTH_PRICE_MIN, ORTH_PRICE_MAX, false,
    "from " ORTH_LIMIT_TEXT(ORTH_PRICE_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX)};
static const orth_range rate_range = {0, ORTH_ARRIVALS_MAX, false,
                                      "from 0 to " ORTH_LIMIT_TEXT(ORTH_ARRIVALS_MAX) " a day"};
static const orth_range first_rate_range = {
    ORTH_PART_MIN, ORTH_ARRIVALS_MAX, false,
    "above 0, from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) " to " ORTH_LIMIT_TEXT(
        ORTH_ARRIVALS_MAX) " a day"};
static const orth_range days_range = {
    ORTH_PART_MIN, ORTH_STEPS_MAX, false,
    "above 0, from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) " to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX)};
static const orth_range since_range = {0, ORTH_STEPS_MAX, false,
                                       "from 0 to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX)};
static const orth_range budget_range = {
    ORTH_MONEY_MIN, ORTH_MONEY_MAX, false,
    "above 0, from " ORTH_LIMIT_TEXT(ORTH_MONEY_MIN) " to " ORTH_LIMIT_TEXT(ORTH_MONEY_MAX)};
static const orth_range deviation_range = {0, ORTH_NOISE_DEVIATION_MAX, false,
                                           "from 0 to " ORTH_LIMIT_TEXT(ORTH_NOISE_DEVIATION_MAX)};
/* 2 itself has no variance. */
static const orth_range nu_range = {2 + 0x1p-51, 1e9, false, "above 2, to 1e9"};
static const orth_range share_range = {0, 1, false, "from 0 to 1"};
static const orth_range gain_range = {
    ORTH_PART_MIN, ORTH_PRICE_MAX, false,
    "above 0, from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX)};

static orth_status read_model(orth_reader *reader, const json_t *value)
{
    const char *names[ORTH_DEMAND_MODELS];
    for (int model = 0; model < ORTH_DEMAND_MODELS; model++)
        names[model] = orth_demand_model_name((orth_demand_model)model);
    size_t choice = 0;
    orth_status status = orth_read_choice(reader, value, ORTH_DEMAND_MODELS, names, &choice);
    LAUNCH(reader)->demand = (orth_demand_model)choice;
    return status;
}

static orth_status read_value(orth_reader *reader, const json_t *value)
{
    LAUNCH(reader)->has_value = true;
    return orth_read_double(reader, value, &value_range, &LAUNCH(reader)->value);
}

static orth_status read_file(orth_reader *reader, const json_t *value)
{
    return orth_read_file_name(reader, value, &LAUNCH(reader)->trades_file);
}

/* ---------------------------------------------------------------- arrivals */

static orth_status read_at_start(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &first_rate_range, &ARRIVALS(reader)->rate);
}

static orth_status read_decay(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &days_range, &ARRIVALS(reader)->decay_days);
}

/* One "from this day on, so many a day"; the days rise from 0. */
static orth_status read_rate_step(orth_reader *reader, const json_t *value, size_t i)
{
    orth_arrival_rate *arrivals = ARRIVALS(reader);
    if (!json_is_array(value) || json_array_size(value) != 2)
        return orth_read_fail_type(reader, value, "a list of two, days and arrivals a day");
    size_t outer = orth_read_enter_index(reader, 0);
    const json_t *days = json_array_get(value, 0);
    orth_status status = orth_read_double(reader, days, &since_range, &arrivals->days[i]);
    if (status == ORTH_OK && i == 0 && arrivals->days[0] != 0)
        return orth_read_fail_range(reader, days, "0, the start, as the first");
    if (status == ORTH_OK && i > 0 && !(arrivals->days[i] > arrivals->days[i - 1]))
        return orth_read_fail_range(reader, days, "days that rise");
    if (status != ORTH_OK)
        return status;
    orth_read_leave(reader, outer);
    orth_read_enter_index(reader, 1);
    status = orth_read_double(reader, json_array_get(value, 1), &rate_range, &arrivals->rates[i]);
    orth_read_leave(reader, outer);
    return status;
}

static orth_status read_rate_steps(orth_reader *reader, const json_t *value)
{
    orth_arrival_rate *arrivals = ARRIVALS(reader);
    size_t count = json_array_size(value);
    bool anybody = false;
    arrivals->days = calloc(count + 1, sizeof *arrivals->days);
    arrivals->rates = calloc(count + 1, sizeof *arrivals->rates);
    if (arrivals->days == NULL || arrivals->rates == NULL)
        return orth_fail_memory(reader->error, 2.0 * (double)(count + 1) * sizeof(double));
    arrivals->count = count;
    for (size_t i = 0; i < count; i++) {
        size_t outer = orth_read_enter_index(reader, i);
        orth_status status = read_rate_step(reader, json_array_get(value, i), i);
        if (status != ORTH_OK)
            return status;
        orth_read_leave(reader, outer);
        anybody = anybody || arrivals->rates[i] > 0;
    }
    return anybody ? ORTH_OK
                   : orth_read_fail(reader, "nobody arrives; permitted: a rate above 0 at least");
}

static orth_status read_rate(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"at_start", true, read_at_start},
        {"decay_days", true, read_decay},
        {NULL, false, NULL},
    };
    if (json_is_array(value))
        return read_rate_steps(reader, value);
    return json_is_object(value) ? orth_read_object(reader, value, keys)
                                 : read_at_start(reader, value);
}

/* ---------------------------------------------------------------- each buyer */

static orth_status read_mean(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &budget_range, &BUYERS(reader)->budget);
}

static orth_status read_budget_deviation(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &deviation_range, &BUYERS(reader)->budget_deviation);
}

static orth_status read_budget(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"mean", true, read_mean},
        {"deviation", false, read_budget_deviation},
        {NULL, false, NULL},
    };
    return orth_read_object(reader, value, keys);
}

static orth_status read_deviation(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &deviation_range, &BUYERS(reader)->deviation);
}

static orth_status read_nu(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &nu_range, &BUYERS(reader)->nu);
}

static orth_status read_reservation(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"deviation", true, read_deviation},
        {"nu", false, read_nu},
        {NULL, false, NULL},
    };
    return orth_read_object(reader, value, keys);
}

static orth_status read_patient(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &share_range, &BUYERS(reader)->patient);
}

static orth_status read_flipping(orth_reader *reader, const json_t *value)
{
    orth_status status = orth_read_double(reader, value, &share_range, &BUYERS(reader)->flippers);
    if (status == ORTH_OK && BUYERS(reader)->flippers > 0 && LAUNCH(reader)->sales_blocked)
        return orth_read_fail(reader, "nobody can sell where /launch/sales_blocked is true, which "
                                      "it is too where it is absent; permitted: 0, or with sales");
    return status;
}

static orth_status read_gain(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &gain_range, &BUYERS(reader)->gain);
}

static orth_status read_flippers(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"share", true, read_flipping},
        {"gain", true, read_gain},
        {NULL, false, NULL},
    };
    return orth_read_object(reader, value, keys);
}

/* ---------------------------------------------------------------- the model */

/* A market that says no prices prices everything 1, which is nobody's value of a new token. */
static orth_status check_value(orth_reader *reader)
{
    const orth_scenario *scenario = reader->scenario;
    const orth_market_spec *market = scenario->market;
    bool priced = market != NULL &&
                  (market->prices != NULL || market->file != NULL || market->file_count > 0);
    if (priced || scenario->launch->has_value || scenario->launch->demand == ORTH_DEMAND_TRADES)
        return ORTH_OK;
    orth_read_enter(reader, "value");
    return orth_read_fail(reader,
                          "this key is missing, and no /market prices %s; permitted: one "
                          "of the two",
                          scenario->tokens[scenario->launch->project]);
}

orth_status orth_read_launch_demand(orth_reader *reader, const json_t *value)
{
    static const orth_key value_keys[] = {
        {"model", true, read_model}, {"value", false, read_value}, {NULL, false, NULL}};
    static const orth_key buyers_keys[] = {{"model", true, read_model},
                                           {"value", false, read_value},
                                           {"rate", true, read_rate},
                                           {"budget", true, read_budget},
                                           {"reservation", false, read_reservation},
                                           {"patient", false, read_patient},
                                           {"flippers", false, read_flippers},
                                           {NULL, false, NULL}};
    static const orth_key trades_keys[] = {{"model", true, read_model},
                                           {"file", true, read_file},
                                           {"value", false, read_value},
                                           {NULL, false, NULL}};
    static const orth_key *const keys[ORTH_DEMAND_MODELS] = {value_keys, buyers_keys, trades_keys};
    if (!json_is_object(value))
        return orth_read_fail_type(reader, value, "an object");
    const json_t *model = json_object_get(value, "model");
    size_t outer = orth_read_enter(reader, "model");
    if (model == NULL)
        return orth_read_fail(reader, "this key is missing");
    orth_status status = read_model(reader, model);
    if (status != ORTH_OK)
        return status;
    orth_read_leave(reader, outer);
    status = orth_read_object(reader, value, keys[LAUNCH(reader)->demand]);
    return status == ORTH_OK ? check_value(reader) : status;
}
