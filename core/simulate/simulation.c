/* A scenario's simulation: its market, its price paths, its results. */
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "numeric/decimal.h"
#include "simulate/flow.h"
#include "simulate/imperfect.h"
#include "simulate/likeness.h"
#include "simulate/market_record.h"
#include "simulate/paths_needed.h"
#include "simulate/performance.h"
#include "simulate/performance_reduce.h"
#include "simulate/schedule_rows.h"
#include "simulate/slots.h"
#include "simulate/strategies.h"
#include "simulate/unmade.h"

static orth_status run_paths(orth_simulation *simulation, orth_simulation_setup *setup,
                             uint64_t most, orth_error *error)
{
    size_t each = orth_slots_each(setup);
    size_t width = orth_slots_width(setup) + 2 * setup->schedules + 1;
    double bytes = (double)most * (double)width * sizeof(double);
    double *memory = bytes < 0.9 * (double)SIZE_MAX ? malloc((size_t)bytes) : NULL;
    if (memory == NULL)
        return orth_fail_memory(error, bytes);
    orth_slots slots = {.setup = setup,
                        .first_path = simulation->first_path,
                        .values = memory,
                        .figures = memory + most,
                        .misses = memory + most + most * setup->schedules * each};
    slots.undecided = slots.misses + most * setup->schedules;
    orth_status status =
        setup->strategies == NULL ? orth_simulation_keep_rows(setup, error) : ORTH_OK;
    if (status == ORTH_OK)
        status = orth_performance_make_slots(&slots, most, error);
    if (status == ORTH_OK)
        status = orth_slots_fill(&slots, most, &simulation->partial, error);
    simulation->price_paths = slots.end;
    simulation->until_bp = setup->options->until_bp;
    if (status == ORTH_OK && simulation->until_bp > 0 && slots.end > 1)
        simulation->reached = orth_slots_precise(&slots, simulation->until_bp);
    if (status == ORTH_OK)
        status = orth_slots_reduce(simulation, &slots, error);
    if (status == ORTH_OK)
        status = orth_performance_reduce(simulation, &slots, error);
    orth_performance_free_slots(&slots);
    if (status == ORTH_OK)
        status = orth_simulation_fill_paths_needed(simulation, setup, error);
    orth_simulation_free_rows(setup);
    free(memory);
    return status;
}

static orth_status count_schedule_blocks(orth_simulation_setup *setup, uint64_t there,
                                         orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    uint64_t longest = 0;
    for (size_t s = 0; s < scenario->step_count; s++)
        longest = scenario->steps[s] > longest ? scenario->steps[s] : longest;
    longest *= scenario->blocks_per_step;
    setup->blocks = scenario->market_blocks != 0   ? scenario->market_blocks
                    : there != ORTH_MARKET_ENDLESS ? there
                                                   : longest;
    if (setup->blocks > there)
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s: /market/blocks: %llu block%s, but the prices have %llu after the first",
            scenario->file, (unsigned long long)setup->blocks, orth_plural(setup->blocks, "", "s"),
            (unsigned long long)there);
    if (longest > setup->blocks)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /steps: the move takes %llu block%s, but the market has %llu",
                         scenario->file, (unsigned long long)longest, orth_plural(longest, "", "s"),
                         (unsigned long long)setup->blocks);
    return ORTH_OK;
}

/* How many blocks: those asked for, or the market's, or the longest move's. */
static orth_status count_blocks(orth_simulation_setup *setup, orth_error *error)
{
    uint64_t there = orth_market_blocks(setup->market);
    if (there == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /market: one row of prices is a start without blocks; a simulation "
                         "needs two rows or more",
                         setup->scenario->file);
    if (setup->strategies == NULL)
        return count_schedule_blocks(setup, there, error);
    return orth_scenario_strategy_blocks(&setup->blocks, setup->scenario, setup->market,
                                         setup->schedules, setup->strategies, error);
}

orth_status orth_simulation_market(orth_market **market, const orth_scenario *scenario, bool digest,
                                   orth_error *error)
{
    orth_market_spec spec = *scenario->market;
    spec.digest = digest;
    spec.seed = scenario->seed;
    orth_status status = orth_market_create(market, &spec, error);
    if (status != ORTH_OK)
        return status;
    status = orth_simulation_check_unit(scenario, *market, error);
    if (status != ORTH_OK) {
        orth_market_free(*market);
        *market = NULL;
    }
    return status;
}

/* Whether lanes of pools know all that is asked. */
static bool goes_side_by_side(const orth_simulation_setup *setup)
{
    const orth_scenario *scenario = setup->scenario;
    for (size_t s = 0; setup->strategies != NULL && s < setup->schedules; s++)
        if (orth_simulation_pauses(setup->strategies[s]) || scenario->strategies[s].lvr)
            return false;
    return !setup->options->pairs && scenario->noise.rate == 0 && scenario->presence == 1 &&
           !orth_pool_rules_imperfect(&scenario->rules) &&
           (scenario->has_fee_schedule || !orth_pool_rules_rest(&scenario->rules) ||
            scenario->rules.order == ORTH_ORDER_TOGETHER);
}

/* For others' trades that follow the prices. */
static orth_status measure_moves(orth_simulation *simulation, orth_simulation_setup *setup,
                                 orth_error *error)
{
    const orth_scenario_noise *noise = &setup->scenario->noise;
    if (noise->rate == 0 || noise->coupling == 0)
        return ORTH_OK;
    orth_status status = orth_flow_mean_move(&setup->flow_move, setup->scenario, setup->market,
                                             setup->warm_up, setup->blocks, error);
    return status == ORTH_OK ? orth_simulation_coupling_note(simulation, setup->flow_move, error)
                             : status;
}

static orth_status run(orth_simulation *simulation, orth_simulation_setup *setup, orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    orth_status status = count_blocks(setup, error);
    if (status != ORTH_OK)
        return status;
    double value = scenario->has_pool ? orth_rational_to_double(scenario->pool_value) : 1;
    setup->value = value;
    if (!(value >= ORTH_PRICE_MIN && value <= ORTH_PRICE_MAX))
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s: /pool/value: %g is out of range for a simulation; permitted: from " ORTH_LIMIT_TEXT(
                ORTH_PRICE_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX),
            scenario->file, value);
    simulation->start_value = value;
    simulation->blocks = setup->blocks;
    simulation->warm_up = setup->warm_up;
    simulation->random =
        orth_market_is_random(setup->market) || scenario->noise.rate > 0 || scenario->presence < 1;
    bool many = simulation->random && !setup->options->one_path && scenario->price_paths > 1;
    setup->side_by_side =
        many && scenario->price_paths >= ORTH_RUN_LANES && goes_side_by_side(setup);
    setup->one_path = !many;
    simulation->first_path = setup->options->one_path ? setup->options->price_path : 0;
    status = orth_simulation_take_market(simulation, setup->market, error);
    if (status == ORTH_OK)
        status = measure_moves(simulation, setup, error);
    if (status == ORTH_OK && setup->strategies != NULL)
        status = orth_simulation_strategy_notes(simulation, setup, error);
    orth_performance_terms terms;
    orth_simulation_performance_terms(setup, &terms, simulation->block_seconds);
    orth_likeness likeness;
    setup->first_path = simulation->first_path;
    if (status == ORTH_OK)
        status = orth_likeness_create(setup, &likeness, error);
    if (status == ORTH_OK)
        status = run_paths(simulation, setup, many ? scenario->price_paths : 1, error);
    if (status == ORTH_OK)
        status = orth_likeness_take(simulation, setup, error);
    if (status == ORTH_OK)
        status = orth_simulation_undecided_notes(simulation, error);
    if (status == ORTH_OK)
        status = orth_simulation_unmade_notes(simulation, error);
    orth_likeness_free(setup);
    return status;
}

static orth_status check_pairs(const orth_scenario *scenario, orth_error *error)
{
    return orth_scenario_check_perfect(scenario,
                                       "the rules of quantammsim have an arbitrageur who is there "
                                       "in every block and trades all with the whole pool",
                                       error);
}

orth_status orth_simulation_run(orth_simulation **out, const orth_scenario *scenario,
                                const orth_simulate_options *options, orth_error *error)
{
    *out = NULL;
    orth_status status = options->pairs ? check_pairs(scenario, error) : ORTH_OK;
    if (status != ORTH_OK)
        return status;
    if (scenario->market == NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /market: this key is missing, and a "
                         "simulation needs it; orthant steps takes --price-volatility instead",
                         scenario->file);
    orth_simulation *simulation = calloc(1, sizeof *simulation);
    if (simulation == NULL)
        return orth_fail_memory(error, sizeof *simulation);
    simulation->scenario = scenario;
    simulation->pairs = options->pairs;
    orth_move *move = NULL;
    orth_market *market = NULL;
    bool moves = scenario->strategy_count == 0;
    status = moves ? orth_scenario_move(&move, scenario, error) : ORTH_OK;
    if (status == ORTH_OK)
        status = orth_simulation_market(&market, scenario, options->digest, error);
    if (status == ORTH_OK && options->prepared != NULL)
        options->prepared(options->user);
    if (status == ORTH_OK) {
        orth_simulation_setup setup = {.scenario = scenario,
                                       .options = options,
                                       .move = move,
                                       .market = market,
                                       .n = scenario->n,
                                       .schedules =
                                           moves ? scenario->step_count * scenario->path_count
                                                 : scenario->strategy_count};
        if (!moves)
            status = orth_simulation_make_strategies(&setup, error);
        if (status == ORTH_OK)
            status = run(simulation, &setup, error);
        orth_simulation_free_strategies(&setup);
    }
    orth_market_free(market);
    orth_move_free(move);
    if (status != ORTH_OK) {
        orth_simulation_free(simulation);
        return status;
    }
    *out = simulation;
    return ORTH_OK;
}

void orth_simulation_free(orth_simulation *simulation)
{
    if (simulation == NULL)
        return;
    for (size_t s = 0; s < simulation->count; s++) {
        free(simulation->results[s].figures);
        free(simulation->results[s].final_values);
        free(simulation->results[s].shortfalls);
        free(simulation->results[s].log_shortfalls);
        orth_performance_free_result(&simulation->results[s]);
    }
    orth_simulation_free_market(simulation);
    free(simulation->results);
    free(simulation->alike);
    free(simulation);
}
