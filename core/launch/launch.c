/* A scenario's launch: settings, schedules, market, price paths, results. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "launch/contract.h"
#include "launch/crowd.h"
#include "launch/notes.h"
#include "launch/slots.h"
#include "launch/trades.h"

bool orth_launch_figure_is_there(orth_launch_figure figure, const orth_scenario *scenario)
{
    switch (figure) {
    case ORTH_LAUNCH_UNFILLED:
        return scenario->launch->demand == ORTH_DEMAND_BUYERS;
    case ORTH_LAUNCH_SNIPER_SPENT:
    case ORTH_LAUNCH_SNIPER_TOKENS:
    case ORTH_LAUNCH_SNIPER_PROFIT:
        return scenario->launch->has_sniper;
    default:
        return true;
    }
}

/* dutch:linear has prices in the last token linear in time, not those in another one. */
static orth_status check_paths(const orth_scenario *scenario, orth_error *error)
{
    size_t reserve = scenario->launch->reserve;
    for (size_t p = 0; reserve == 0 && p < scenario->path_count; p++)
        if (strcmp(scenario->paths[p], "dutch:linear") == 0)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: /paths/%zu: dutch:linear makes prices in the last of /tokens "
                             "fall linearly, and the reserve %s is the first; permitted: with %s "
                             "the last of them",
                             scenario->file, p, scenario->tokens[reserve],
                             scenario->tokens[reserve]);
    return ORTH_OK;
}

static orth_status check(const orth_scenario *scenario, orth_error *error)
{
    if (scenario->launch == NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /launch: this key is missing, and a launch needs it: what the sale "
                         "begins with, and who buys",
                         scenario->file);
    orth_status status = orth_scenario_require_move(scenario, error);
    return status == ORTH_OK ? check_paths(scenario, error) : status;
}

/* ---------------------------------------------------------------- results before they are run */

/* Whether a block takes a fee: where it falls, the first one's is the greatest. */
static bool takes_fee(const orth_launch_setup *setup, const orth_launch_setting *setting)
{
    const orth_fee_schedule *schedule = &setup->scenario->fee_schedule;
    bool moves = setup->scenario->has_fee_schedule && !setting->has_fee;
    return moves ? schedule->from > 0 || schedule->to > 0 : setting->fee > 0;
}

/* Whether the weight of T never rises: the limit is good for such a schedule alone. */
static bool falls(const orth_launch_schedule *schedule)
{
    if (schedule->weights == NULL)
        return false;
    for (uint64_t k = 0; k < schedule->blocks; k++)
        if (schedule->weights[k + 1] > schedule->weights[k])
            return false;
    return true;
}

static void set_limit(orth_launch_result *result, const orth_launch_setup *setup,
                      const orth_launch_schedule *schedule)
{
    const orth_scenario_launch *launch = setup->scenario->launch;
    result->limit_raised = result->limit_sold = NAN;
    if (launch->demand != ORTH_DEMAND_VALUE || launch->has_sniper || setup->values_move ||
        !launch->has_value || setup->on_contract || setup->market != NULL ||
        takes_fee(setup, schedule->setting) || !falls(schedule))
        return;
    orth_sale_terms terms = orth_launch_terms(setup->scenario);
    orth_sale_limit limit = orth_sale_limit_of(&terms, result->end_weight, launch->value);
    if (1 - result->start_weight > limit.reserve_weight)
        return; /* buyers come at once, at a price below the value */
    result->limit_raised = limit.raised;
    result->limit_sold = limit.sold;
}

/* Blocks evenly spread, both ends; and the price at each if nobody buys. */
static orth_status set_recorded(orth_launch_result *result, const orth_launch_setup *setup,
                                const orth_launch_schedule *schedule, double reserve_price,
                                orth_error *error)
{
    size_t count = setup->how->recorded;
    if (count == 0)
        return ORTH_OK;
    if ((uint64_t)count > schedule->blocks + 1)
        count = (size_t)schedule->blocks + 1;
    result->blocks = malloc(count * sizeof *result->blocks);
    result->no_buyer = malloc(count * sizeof *result->no_buyer);
    if (result->blocks == NULL || result->no_buyer == NULL)
        return orth_fail_memory(error, (double)count * sizeof *result->blocks);
    orth_path *path;
    orth_status status = orth_launch_path_create(&path, setup, schedule, error);
    if (status != ORTH_OK)
        return status;
    orth_sale_terms terms = orth_launch_terms(setup->scenario);
    result->recorded = count;
    for (size_t i = 0; i < count; i++) {
        double room[2];
        result->blocks[i] =
            (uint64_t)floor((double)schedule->blocks * (double)i / (double)(count - 1) + 0.5);
        orth_launch_weights weights =
            orth_launch_weights_of(setup, schedule, path, result->blocks[i], 1, room);
        result->no_buyer[i] =
            orth_launch_no_buyer_price(&terms, *weights.project, *weights.reserve) * reserve_price;
    }
    orth_path_free(path);
    return ORTH_OK;
}

static orth_status set_result(orth_launch_result *result, const orth_launch_setup *setup,
                              const orth_launch_schedule *schedule, double reserve_price,
                              orth_error *error)
{
    const orth_launch_setting *setting = schedule->setting;
    result->path = schedule->path;
    result->steps = schedule->steps;
    result->days = (double)schedule->blocks * orth_scenario_chain_block(setup->scenario) / 86400;
    result->start_weight = setting->start_weight;
    result->end_weight = setting->end_weight;
    result->swap_fee = setting->fee;
    set_limit(result, setup, schedule);
    return set_recorded(result, setup, schedule, reserve_price, error);
}

/* What R costs at block 0, on every price path. */
static orth_status first_reserve_price(double *price, const orth_launch_setup *setup,
                                       orth_error *error)
{
    orth_launch_values *values;
    size_t count;
    orth_status status = orth_launch_values_create(&values, setup, error);
    if (status != ORTH_OK)
        return status;
    orth_launch_values_start(values, 0);
    status = orth_launch_values_next(values, 1, &count, error);
    *price = values->reserve[0];
    orth_launch_values_free(values);
    return status;
}

static orth_status set_results(orth_launch *launch, const orth_launch_setup *setup,
                               orth_error *error)
{
    double price;
    orth_status status = first_reserve_price(&price, setup, error);
    if (status != ORTH_OK)
        return status;
    launch->results = calloc(setup->count, sizeof *launch->results);
    if (launch->results == NULL)
        return orth_fail_memory(error, (double)(setup->count * sizeof *launch->results));
    launch->count = setup->count;
    for (size_t s = 0; status == ORTH_OK && s < setup->count; s++)
        status = set_result(&launch->results[s], setup, &setup->schedules[s], price, error);
    return status;
}

/* ---------------------------------------------------------------- the whole */

static orth_status run(orth_launch *launch, orth_launch_setup *setup, orth_error *error)
{
    orth_launch_slots slots = {.width = 0};
    uint64_t most =
        setup->random && setup->scenario->price_paths > 1 ? setup->scenario->price_paths : 1;
    launch->random = setup->random;
    orth_status status = orth_launch_notes_before(launch, setup, error);
    if (status == ORTH_OK)
        status = orth_launch_contract_notes(launch, setup, error);
    if (status == ORTH_OK)
        status = set_results(launch, setup, error);
    if (status == ORTH_OK)
        status = orth_launch_slots_create(&slots, setup, launch, most, error);
    if (status == ORTH_OK)
        status = orth_launch_slots_fill(&slots, error);
    launch->price_paths = slots.end;
    if (status == ORTH_OK)
        status = orth_launch_slots_reduce(&slots, error);
    for (size_t s = 0; status == ORTH_OK && s < setup->count; s++)
        if (slots.texts[s][0] != '\0')
            status = orth_launch_note(launch, error, "%s", slots.texts[s]);
    orth_launch_slots_free(&slots);
    return status == ORTH_OK ? orth_launch_notes_after(launch, setup, error) : status;
}

orth_status orth_launch_run(orth_launch **out, const orth_scenario *scenario,
                            const orth_launch_settings *settings, const orth_launch_options *how,
                            orth_error *error)
{
    *out = NULL;
    orth_status status = check(scenario, error);
    if (status != ORTH_OK)
        return status;
    orth_launch *launch = calloc(1, sizeof *launch);
    if (launch == NULL)
        return orth_fail_memory(error, sizeof *launch);
    launch->scenario = scenario;
    orth_launch_setup setup = {.scenario = scenario, .how = how};
    status = orth_launch_find_contract(&setup, error);
    if (status == ORTH_OK)
        status = orth_launch_make_settings(&setup, settings, error);
    if (status == ORTH_OK)
        status = orth_launch_make_schedules(&setup, error);
    if (status == ORTH_OK)
        status = orth_launch_read_records(&setup, error);
    if (status == ORTH_OK)
        status = orth_launch_make_market(&setup, error);
    if (status == ORTH_OK)
        status = run(launch, &setup, error);
    orth_launch_setup_clear(&setup);
    if (status != ORTH_OK) {
        orth_launch_free(launch);
        return status;
    }
    *out = launch;
    return ORTH_OK;
}
