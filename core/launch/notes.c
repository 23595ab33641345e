#include "launch/notes.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/money_text.h"
#include "base/plural.h"
#include "launch/crowd.h"

orth_status orth_launch_note(orth_launch *launch, orth_error *error, const char *format, ...)
{
    char text[ORTH_ERROR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t bytes = (launch->note_count + 1) * sizeof *launch->notes;
    char **notes = realloc(launch->notes, bytes);
    if (notes == NULL)
        return orth_fail_memory(error, (double)bytes);
    launch->notes = notes;
    notes[launch->note_count] = strdup(text);
    if (notes[launch->note_count] == NULL)
        return orth_fail_memory(error, sizeof text);
    launch->note_count++;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- before */

/* A row of a file is a block here, whatever time lies between two of them. */
static orth_status tell_spacing(orth_launch *launch, const orth_launch_setup *setup,
                                orth_error *error)
{
    double apart = orth_market_block_seconds(setup->market);
    double block = orth_scenario_chain_block(setup->scenario);
    if (apart == 0 || !orth_market_moves(setup->market) || fabs(apart - block) <= 1e-3 * block)
        return ORTH_OK;
    return orth_launch_note(launch, error,
                            "each row of the market's prices is a block of the sale, which lasts "
                            "%.6g s (chain.block_time), but the rows lie %.6g s apart: the value "
                            "moves %.3g times as fast as in the file",
                            block, apart, apart / block);
}

static orth_status tell_exit(orth_launch *launch, const orth_launch_setup *setup, orth_error *error)
{
    const orth_launch_sniper *sniper = &setup->scenario->launch->sniper;
    double block = orth_scenario_chain_block(setup->scenario);
    uint64_t shortest = UINT64_MAX;
    for (size_t s = 0; s < setup->count; s++)
        if (setup->schedules[s].blocks < shortest)
            shortest = setup->schedules[s].blocks;
    if (!setup->scenario->launch->has_sniper || !sniper->sells)
        return ORTH_OK;
    if (shortest == 1)
        return orth_launch_note(launch, error,
                                "a sale of one block leaves the sniper none to sell in: there he "
                                "keeps his tokens");
    if (isinf(sniper->exit_seconds) || sniper->exit_seconds <= (double)shortest * block)
        return ORTH_OK;
    return orth_launch_note(launch, error,
                            "the sniper's exit, %.6g s after the start, is behind the end of a "
                            "sale of %.6g s: there he sells in the last block",
                            sniper->exit_seconds, (double)shortest * block);
}

/* Arbitrage sells what it has from elsewhere: of a token that is sold here first nobody has any. */
static orth_status tell_sellers(orth_launch *launch, const orth_launch_setup *setup,
                                orth_error *error)
{
    const orth_scenario_launch *sale = setup->scenario->launch;
    const orth_sale_terms terms = orth_launch_terms(setup->scenario);
    double first = 0;
    if (sale->demand != ORTH_DEMAND_VALUE || sale->sales_blocked || !sale->has_value ||
        setup->market != NULL || setup->reserve_prices != NULL)
        return ORTH_OK;
    for (size_t s = 0; s < setup->setting_count; s++) {
        double weight = setup->settings[s].start_weight;
        first = fmax(first, orth_launch_no_buyer_price(&terms, weight, 1 - weight));
    }
    if (first <= sale->value)
        return ORTH_OK;
    return orth_launch_note(launch, error,
                            "the price at the start, %.6g, is above the value, and sales are not "
                            "blocked: whatever the pool's reserve can pay for is sold to it, by "
                            "holders who have %s from elsewhere; where nobody has any, "
                            "say \"sales_blocked\": true",
                            first, setup->scenario->tokens[sale->project]);
}

/* Others' trades and the arbitrageur of a simulation: a sale has its demand in their place. */
static orth_status tell_left_out(orth_launch *launch, const orth_launch_setup *setup,
                                 orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    const orth_pool_rules *rules = &scenario->rules;
    char text[300] = "";
    const struct {
        bool there;
        const char *what;
    } things[] = {
        {scenario->noise.rate > 0, "noise"},
        {rules->gate.gas > 0, "arbitrage.gas"},
        {rules->gate.cost > 0, "arbitrage.cost"},
        {scenario->presence < 1, "arbitrage.presence"},
        {rules->sizing > 0 && rules->sizing < 1, "arbitrage.sizing"},
        {rules->active_share > 0 && rules->active_share < 1, "pool.active_share"},
        {rules->noise_ratio > 0, "pool.noise_ratio"},
        {scenario->has_benchmark, "benchmark"},
        {scenario->demand.has_flow || scenario->demand.has_elasticity, "demand"},
    };
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++)
        if (things[i].there)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s",
                     text[0] == '\0' ? "" : ", ", things[i].what);
    if (text[0] == '\0')
        return ORTH_OK;
    return orth_launch_note(launch, error,
                            "left out, though the scenario has it: %s; who trades in a sale is "
                            "told by launch.demand alone",
                            text);
}

orth_status orth_launch_notes_before(orth_launch *launch, const orth_launch_setup *setup,
                                     orth_error *error)
{
    orth_status status = ORTH_OK;
    size_t count = setup->market == NULL ? 0 : orth_market_note_count(setup->market);
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = orth_launch_note(launch, error, "%s", orth_market_note(setup->market, i));
    count = setup->reserve_prices == NULL ? 0 : setup->reserve_prices->note_count;
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = orth_launch_note(launch, error, "%s", setup->reserve_prices->notes[i]);
    if (status == ORTH_OK && setup->market != NULL)
        status = tell_spacing(launch, setup, error);
    if (status == ORTH_OK)
        status = tell_left_out(launch, setup, error);
    if (status == ORTH_OK)
        status = tell_sellers(launch, setup, error);
    return status == ORTH_OK ? tell_exit(launch, setup, error) : status;
}

/* ---------------------------------------------------------------- after */

#define RESULT_NAME_MAX 200

/* "linear in 100 steps", with what its setting is where there are several. */
static const char *name_of(char text[RESULT_NAME_MAX], const orth_launch_setup *setup,
                           const orth_launch_result *result)
{
    int used = snprintf(text, RESULT_NAME_MAX, "%.80s in %llu step%s", result->path,
                        (unsigned long long)result->steps, orth_plural(result->steps, "", "s"));
    if (setup->setting_count > 1)
        snprintf(text + used, RESULT_NAME_MAX - (size_t)used,
                 " from %.6g to %.6g with a fee of %.6g", result->start_weight, result->end_weight,
                 result->swap_fee);
    return text;
}

static double itself(const void *figure, size_t i)
{
    (void)i;
    return *(const double *)figure;
}

/* A figure with two decimals, or more where it is small. */
static const char *plain(char out[ORTH_MONEY_TEXT_MAX], double figure)
{
    const orth_money_format format = orth_money_format_of(1, itself, &figure);
    return orth_money_text(out, &format, figure);
}

/* What a result is short of its limit. */
static double short_of(const orth_launch_result *result)
{
    return result->limit_raised - result->values[ORTH_LAUNCH_RAISED][0];
}

/* "9338.12 USDC less (5.34 %, linear in 10 steps)". */
static const char *shortfall(char text[RESULT_NAME_MAX * 2], const orth_launch_setup *setup,
                             const orth_launch_result *result)
{
    char name[RESULT_NAME_MAX], less[ORTH_MONEY_TEXT_MAX];
    snprintf(text, RESULT_NAME_MAX * 2, "%s %s less (%.3g %%, %s)", plain(less, short_of(result)),
             setup->scenario->pool_unit, 100 * short_of(result) / result->limit_raised,
             name_of(name, setup, result));
    return text;
}

/* The results that have a limit, which are those of one fee and one demand. */
typedef struct limited {
    size_t count;
    const orth_launch_result *least, *most;     /* by what they are short of it, as a share */
    const orth_launch_result *lowest, *highest; /* by the limit */
} limited;

static limited limited_of(const orth_launch *launch)
{
    limited of = {0};
    for (size_t s = 0; s < launch->count; s++) {
        const orth_launch_result *result = &launch->results[s];
        if (!(result->limit_raised > 0))
            continue;
        double share = short_of(result) / result->limit_raised;
        if (of.count == 0 || share < short_of(of.least) / of.least->limit_raised)
            of.least = result;
        if (of.count == 0 || share > short_of(of.most) / of.most->limit_raised)
            of.most = result;
        if (of.count == 0 || result->limit_raised < of.lowest->limit_raised)
            of.lowest = result;
        if (of.count == 0 || result->limit_raised > of.highest->limit_raised)
            of.highest = result;
        of.count++;
    }
    return of;
}

/* "175000.00 USDC raised for 3500000.00 tokens". */
static const char *limit_text(char text[RESULT_NAME_MAX], const orth_launch_setup *setup,
                              const orth_launch_result *result)
{
    char raised[ORTH_MONEY_TEXT_MAX], sold[ORTH_MONEY_TEXT_MAX];
    snprintf(text, RESULT_NAME_MAX, "%s %s raised for %s tokens",
             plain(raised, result->limit_raised), setup->scenario->pool_unit,
             plain(sold, result->limit_sold));
    return text;
}

/* Once for all results: that what they raise is the same but for their blocks. */
static orth_status tell_limit(orth_launch *launch, const orth_launch_setup *setup,
                              orth_error *error)
{
    const limited of = limited_of(launch);
    if (of.count == 0)
        return ORTH_OK;
    char limit[RESULT_NAME_MAX], highest[RESULT_NAME_MAX + 50] = "", least[RESULT_NAME_MAX * 2],
                                                           most[RESULT_NAME_MAX * 2 + 20] = "";
    bool one_limit = of.lowest->limit_raised == of.highest->limit_raised;
    limit_text(limit, setup, of.lowest);
    if (!one_limit) {
        char text[RESULT_NAME_MAX];
        snprintf(highest, sizeof highest, " with an end at %.6g, %s at %.6g", of.lowest->end_weight,
                 limit_text(text, setup, of.highest), of.highest->end_weight);
    }
    shortfall(least, setup, of.least);
    if (of.count > 1) {
        char text[RESULT_NAME_MAX * 2];
        snprintf(most, sizeof most, " to %s", shortfall(text, setup, of.most));
    }
    return orth_launch_note(launch, error,
                            "at a constant value and without a fee every path and length%s comes "
                            "to the same with ever shorter blocks: %s%s; with these blocks %s%s",
                            one_limit ? "" : " to one end weight", limit, highest, least, most);
}

/* Whether the price paths tell them apart by what they raise, all comparisons with the first being
 * judged together (Bonferroni). */
static orth_status is_told(bool *told, const orth_launch *launch, size_t result, orth_error *error)
{
    orth_launch_estimate difference;
    orth_status status =
        orth_launch_difference(&difference, launch, result, 0, ORTH_LAUNCH_RAISED, error);
    if (status != ORTH_OK)
        return status;
    double t = orth_student((size_t)launch->price_paths - 1, 0.05 / (double)(launch->count - 1));
    *told = fabs(difference.estimate.mean) > t * difference.estimate.stderr_;
    return ORTH_OK;
}

static orth_status tell_alike(orth_launch *launch, const orth_launch_setup *setup,
                              orth_error *error)
{
    size_t alike = 0, last = 0;
    for (size_t s = 1; s < launch->count; s++) {
        bool told;
        orth_status status = is_told(&told, launch, s, error);
        if (status != ORTH_OK)
            return status;
        alike += !told;
        last = told ? last : s;
    }
    if (alike == 0)
        return ORTH_OK;
    char name[RESULT_NAME_MAX], first[RESULT_NAME_MAX];
    name_of(first, setup, &launch->results[0]);
    name_of(name, setup, &launch->results[last]);
    if (alike == 1)
        return orth_launch_note(launch, error,
                                "%llu price paths do not tell %s from %s by what they raise",
                                (unsigned long long)launch->price_paths, name, first);
    return orth_launch_note(launch, error,
                            "by what they raise %llu price paths do not tell %zu of the %zu others "
                            "from %s, %s among them",
                            (unsigned long long)launch->price_paths, alike, launch->count - 1,
                            first, name);
}

orth_status orth_launch_notes_after(orth_launch *launch, const orth_launch_setup *setup,
                                    orth_error *error)
{
    orth_status status = tell_limit(launch, setup, error);
    if (status == ORTH_OK && launch->price_paths > 1 && launch->count > 1)
        status = tell_alike(launch, setup, error);
    return status;
}
