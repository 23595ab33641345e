/* The key "launch": a sale's tokens, balances and limits, and whoever waits for its first block. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "numeric/decimal.h"
#include "scenario/read.h"

#define LAUNCH(reader) ((reader)->scenario->launch)

#define ABOVE_0                                                                                    \
    "above 0, from " ORTH_LIMIT_TEXT(ORTH_PRICE_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX)
#define MONEY_ABOVE_0                                                                              \
    "above 0, from " ORTH_LIMIT_TEXT(ORTH_MONEY_MIN) " to " ORTH_LIMIT_TEXT(ORTH_MONEY_MAX)

static const orth_range capital_range = {ORTH_MONEY_MIN, ORTH_MONEY_MAX, false, MONEY_ABOVE_0};

/* ---------------------------------------------------------------- tokens */

static orth_status read_token(orth_reader *reader, const json_t *value, size_t *token)
{
    const orth_scenario *scenario = reader->scenario;
    return orth_read_choice(reader, value, scenario->n, (const char *const *)scenario->tokens,
                            token);
}

static orth_status read_project(orth_reader *reader, const json_t *value)
{
    return read_token(reader, value, &LAUNCH(reader)->project);
}

static orth_status read_reserve(orth_reader *reader, const json_t *value)
{
    orth_scenario_launch *launch = LAUNCH(reader);
    orth_status status = read_token(reader, value, &launch->reserve);
    if (status == ORTH_OK && launch->reserve == launch->project)
        return orth_read_fail(reader, "this token is the project's; permitted: the other one");
    return status;
}

/* ---------------------------------------------------------------- amounts */

/* Exact; tokens that a pool can hold, or a price, or 0. */
static orth_status read_amount(orth_reader *reader, const json_t *value, bool may_be_0,
                               mpq_t amount)
{
    orth_status status = orth_read_number(reader, value, amount);
    if (status != ORTH_OK || (may_be_0 && mpq_sgn(amount) == 0))
        return status;
    double nearest = orth_rational_to_double(amount);
    return nearest >= ORTH_PRICE_MIN && nearest <= ORTH_PRICE_MAX
               ? ORTH_OK
               : orth_read_fail_range(reader, value, may_be_0 ? "0, or " ABOVE_0 : ABOVE_0);
}

static orth_status read_project_balance(orth_reader *reader, const json_t *value)
{
    return read_amount(reader, value, false, LAUNCH(reader)->project_balance);
}

static orth_status read_reserve_balance(orth_reader *reader, const json_t *value)
{
    return read_amount(reader, value, true, LAUNCH(reader)->reserve_balance);
}

static orth_status read_balances(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"project", true, read_project_balance},
        {"reserve", true, read_reserve_balance},
        {NULL, false, NULL},
    };
    return orth_read_object(reader, value, keys);
}

static orth_status read_virtual_reserve(orth_reader *reader, const json_t *value)
{
    return read_amount(reader, value, true, LAUNCH(reader)->virtual_reserve);
}

static orth_status read_sales_blocked(orth_reader *reader, const json_t *value)
{
    if (!json_is_boolean(value))
        return orth_read_fail_type(reader, value, "true or false");
    LAUNCH(reader)->sales_blocked = json_is_true(value);
    return ORTH_OK;
}

static orth_status read_decimals_of(orth_reader *reader, const json_t *value, unsigned *decimals)
{
    uint64_t count = 0;
    orth_status status =
        orth_read_whole(reader, value, 0, 18, "whole numbers from 0 to 18", &count);
    *decimals = (unsigned)count;
    return status;
}

static orth_status read_project_decimals(orth_reader *reader, const json_t *value)
{
    return read_decimals_of(reader, value, &LAUNCH(reader)->project_decimals);
}

static orth_status read_reserve_decimals(orth_reader *reader, const json_t *value)
{
    return read_decimals_of(reader, value, &LAUNCH(reader)->reserve_decimals);
}

static orth_status read_decimals(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"project", true, read_project_decimals},
        {"reserve", true, read_reserve_decimals},
        {NULL, false, NULL},
    };
    LAUNCH(reader)->has_decimals = true;
    return orth_read_object(reader, value, keys);
}

static orth_status read_fixed_price(orth_reader *reader, const json_t *value)
{
    return read_amount(reader, value, false, LAUNCH(reader)->fixed_price);
}

/* ---------------------------------------------------------------- sniper */

static orth_status read_capital(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &capital_range, &LAUNCH(reader)->sniper.capital);
}

/* How long the sale of so many steps lasts, in seconds. */
static double seconds_of(const orth_scenario *scenario, uint64_t steps)
{
    return (double)steps * (double)scenario->blocks_per_step * orth_scenario_chain_block(scenario);
}

static orth_status read_exit(orth_reader *reader, const json_t *value)
{
    const orth_scenario *scenario = reader->scenario;
    orth_launch_sniper *sniper = &LAUNCH(reader)->sniper;
    orth_span span;
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value, "\"end\" or a length of time such as \"6h\"");
    if (LAUNCH(reader)->sales_blocked)
        return orth_read_fail(reader, "nobody can sell where /launch/sales_blocked is true, which "
                                      "it is too where it is absent; permitted: without this key, "
                                      "or with sales");
    sniper->sells = true;
    sniper->exit_seconds = INFINITY;
    if (strcmp(json_string_value(value), "end") == 0)
        return ORTH_OK;
    if (!orth_span_parse(&span, json_string_value(value)) || span.months != 0)
        return orth_read_fail_range(reader, value, "\"end\", or 1 to 1000 of s, m, h, d or w");
    sniper->exit_seconds = (double)span.micros / 1e6;
    for (size_t i = 0; i < scenario->step_count; i++)
        if (sniper->exit_seconds > seconds_of(scenario, scenario->steps[i]))
            return orth_read_fail(
                reader,
                "%.12g s after the start, but %" PRIu64 " steps last %.12g s; permitted: "
                "within the sale, or \"end\"",
                sniper->exit_seconds, scenario->steps[i], seconds_of(scenario, scenario->steps[i]));
    return ORTH_OK;
}

static orth_status read_sniper(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"capital", true, read_capital},
        {"exit", false, read_exit},
        {NULL, false, NULL},
    };
    LAUNCH(reader)->has_sniper = true;
    return orth_read_object(reader, value, keys);
}

/* ---------------------------------------------------------------- all of it */

/* What other keys must say before a sale means anything. */
static orth_status check_scenario(orth_reader *reader)
{
    const orth_scenario *scenario = reader->scenario;
    if (scenario->n != 2)
        return orth_read_fail(reader, "%zu tokens; permitted: a project's and a reserve's, two",
                              scenario->n);
    if (scenario->pool_unit == NULL)
        return orth_read_fail(reader, "amounts of money need /pool/unit, which is missing");
    double market = scenario->market != NULL ? scenario->market->block_seconds : 0;
    double chain = orth_scenario_chain_block(scenario);
    if (market != 0 && fabs(market - chain) > 1e-9 * fmax(market, chain))
        return orth_read_fail(reader,
                              "a block lasts %.12g s by /market/block_seconds and %.12g s by "
                              "/chain/block_time (12 s where it is absent); permitted: the same",
                              market, chain);
    return ORTH_OK;
}

/* A chain's clock ends, and so does a schedule. */
static orth_status check_length(orth_reader *reader)
{
    const orth_scenario *scenario = reader->scenario;
    for (size_t i = 0; i < scenario->step_count; i++) {
        double seconds = seconds_of(scenario, scenario->steps[i]);
        if ((double)scenario->steps[i] * (double)scenario->blocks_per_step > ORTH_STEPS_MAX)
            return orth_read_fail(reader,
                                  "%" PRIu64 " steps of %" PRIu64 " blocks; permitted: sales of "
                                  "at most " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX) " blocks",
                                  scenario->steps[i], scenario->blocks_per_step);
        if ((double)scenario->start_time + seconds > (double)ORTH_START_TIME_MAX)
            return orth_read_fail(reader,
                                  "%" PRIu64 " steps last %.12g s from %" PRIu64 " on; permitted: "
                                  "sales that end by " ORTH_LIMIT_TEXT(ORTH_START_TIME_MAX) " s",
                                  scenario->steps[i], seconds, scenario->start_time);
    }
    return ORTH_OK;
}

static orth_status check_reserve(orth_reader *reader)
{
    const orth_scenario_launch *launch = LAUNCH(reader);
    if (mpq_sgn(launch->reserve_balance) > 0 || mpq_sgn(launch->virtual_reserve) > 0)
        return ORTH_OK;
    orth_read_enter(reader, "balances");
    orth_read_enter(reader, "reserve");
    return orth_read_fail(reader, "0 without a virtual reserve, so that there is no price; "
                                  "permitted: above 0, or /launch/virtual_reserve above 0");
}

orth_status orth_read_launch(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"project", true, read_project},
        {"reserve", true, read_reserve},
        {"balances", true, read_balances},
        {"virtual_reserve", false, read_virtual_reserve},
        {"sales_blocked", false, read_sales_blocked},
        {"decimals", false, read_decimals},
        {"fixed_price", false, read_fixed_price},
        {"demand", true, orth_read_launch_demand},
        {"sniper", false, read_sniper},
        {"reserve_prices", false, orth_read_reserve_prices},
        {NULL, false, NULL},
    };
    orth_status status = check_scenario(reader);
    if (status == ORTH_OK)
        status = check_length(reader);
    if (status == ORTH_OK)
        status = orth_scenario_launch_create(&LAUNCH(reader), reader->error);
    if (status == ORTH_OK)
        status = orth_read_object(reader, value, keys);
    if (status == ORTH_OK)
        status = check_reserve(reader);
    if (status == ORTH_OK && json_object_get(value, "sales_blocked") == NULL)
        status = orth_read_note(reader,
                                "without \"sales_blocked\" nobody sells %s to the pool, as "
                                "in most sales",
                                reader->scenario->tokens[LAUNCH(reader)->project]);
    return status == ORTH_OK ? orth_scenario_launch_value(reader) : status;
}
