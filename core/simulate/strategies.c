#include "simulate/strategies.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/near_name.h"
#include "base/plural.h"
#include "base/text.h"
#include "strategy/strategy.h"

static const char *name_of(const orth_scenario *scenario, size_t s)
{
    const orth_strategy_spec *spec = &scenario->strategies[s].spec;
    return spec->name != NULL ? spec->name : spec->rule.kind;
}

orth_status orth_simulation_find_strategy(size_t *index, const orth_scenario *scenario,
                                          const char *name, orth_error *error)
{
    const char *names[ORTH_STRATEGIES_MAX];
    char quoted[ORTH_QUOTE_MAX], nearest[ORTH_NEAREST_MAX], known[512] = "";
    for (*index = 0; *index < scenario->strategy_count; ++*index)
        if (strcmp(name_of(scenario, *index), name) == 0)
            return ORTH_OK;
    for (size_t s = 0; s < scenario->strategy_count; s++) {
        names[s] = name_of(scenario, s);
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", s == 0 ? "" : ", ",
                 names[s]);
    }
    return orth_fail(error, ORTH_BAD_INPUT, "%s: no strategy is called %s%s; permitted: %s",
                     scenario->file, orth_quote(quoted, sizeof quoted, name),
                     orth_nearest_text(nearest, name, scenario->strategy_count, names), known);
}

bool orth_simulation_never_trades(const orth_strategy *strategy)
{
    return strategy->frozen == ORTH_FROZEN_ALWAYS;
}

bool orth_simulation_pauses(const orth_strategy *strategy)
{
    return strategy->frozen == ORTH_FROZEN_AFTER_MOVES;
}

static bool is_feeless(const orth_scenario *scenario)
{
    const orth_pool_rules *rules = &scenario->rules;
    return rules->fee == 0 && !scenario->has_fee_schedule && rules->gate.gas == 0 &&
           rules->gate.cost == 0;
}

orth_run_peer orth_simulation_peer(const orth_simulation_setup *setup, size_t s)
{
    const orth_strategy *strategy = setup->strategies[s];
    if (setup->scenario->strategies[s].lvr)
        return ORTH_RUN_PORTFOLIO;
    /* A pool that trades in every block is at rest, and its own closed form is the same. */
    bool ratios = setup->options->pairs && strategy->as_peer && is_feeless(setup->scenario) &&
                  orth_simulation_pauses(strategy);
    return ratios ? ORTH_RUN_RATIOS : ORTH_RUN_OWN;
}

/* A portfolio that trades elsewhere knows no arbitrageur and none of others' trades. */
static orth_status check_portfolio(const orth_simulation_setup *setup, size_t s, orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    const orth_pool_rules *rules = &scenario->rules;
    const struct {
        const char *place;
        double value, permitted;
    } parts[] = {
        {"/arbitrage/gas", rules->gate.gas, 0},
        {"/arbitrage/cost", rules->gate.cost, 0},
        {"/arbitrage/presence", scenario->presence, 1},
        {"/arbitrage/sizing", rules->sizing, 1},
        {"/pool/active_share", rules->active_share, 1},
        {"/pool/protocol_share", rules->protocol_share, 0},
        {"/pool/noise_ratio", rules->noise_ratio, 0},
        {"/noise/rate", scenario->noise.rate, 0},
    };
    for (size_t i = 0; scenario->strategies[s].lvr && i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i].value != parts[i].permitted &&
            !(parts[i].permitted == 1 && parts[i].value == 0))
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: %s: %.12g, but %.100s is a portfolio that trades on an exchange "
                             "(lvr__), without an arbitrageur; permitted here: %g",
                             scenario->file, parts[i].place, parts[i].value,
                             orth_strategy_name(setup->strategies[s]), parts[i].permitted);
    return ORTH_OK;
}

orth_status orth_simulation_execution(orth_execution **execution, const orth_scenario *scenario,
                                      size_t index, const orth_strategy *strategy,
                                      const orth_market *market, orth_error *error)
{
    char note[ORTH_SCENARIO_CLOCK_NOTE_MAX], place[32] = "";
    *execution = NULL;
    if (!scenario->strategies[index].contract)
        return ORTH_OK;
    orth_error reason;
    double seconds = orth_scenario_block_seconds(scenario, market, note);
    orth_status status = orth_execution_create(execution, strategy, seconds, &reason);
    if (status == ORTH_OK)
        return ORTH_OK;
    if (scenario->strategies_listed)
        snprintf(place, sizeof place, "/%zu", index);
    if (status != ORTH_BAD_INPUT)
        return orth_fail(error, status, "%s", reason.text);
    return orth_fail(error, status, "%s: /strategy%s/execute: %s", scenario->file, place,
                     reason.text);
}

/* Others' trades, and absent arbitrageurs, are drawn for every block. */
static orth_status check_every(const orth_scenario *scenario, orth_error *error)
{
    bool drawn = scenario->noise.rate > 0 || scenario->presence < 1;
    if (scenario->arbitrage_every <= 1 || !drawn)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: %s: %.12g, but the pool is seen in every %juth block only "
                     "(arb_frequency); permitted here: %d",
                     scenario->file,
                     scenario->noise.rate > 0 ? "/noise/rate" : "/arbitrage/presence",
                     scenario->noise.rate > 0 ? scenario->noise.rate : scenario->presence,
                     (uintmax_t)scenario->arbitrage_every, scenario->noise.rate > 0 ? 0 : 1);
}

/* They are compared on the same blocks, each from its own first one on. */
static orth_status check_warm_up(orth_simulation_setup *setup, size_t s, orth_error *error)
{
    const orth_strategy *first = setup->strategies[0], *strategy = setup->strategies[s];
    if (s == 0)
        setup->warm_up = orth_strategy_warm_up(strategy);
    if (orth_strategy_warm_up(strategy) == setup->warm_up)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: /strategy/%zu: %.100s begins at row %ju of the prices, %.100s at row "
                     "%ju; permitted: the same row, as strategies are compared on the same blocks",
                     setup->scenario->file, s, orth_strategy_name(strategy),
                     (uintmax_t)orth_strategy_warm_up(strategy), orth_strategy_name(first),
                     (uintmax_t)setup->warm_up);
}

orth_status orth_simulation_make_strategies(orth_simulation_setup *setup, orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    setup->strategies = calloc(setup->schedules, sizeof(orth_strategy *));
    setup->executions = calloc(setup->schedules, sizeof(orth_execution *));
    if (setup->strategies == NULL || setup->executions == NULL)
        return orth_fail_memory(error, (double)(2 * setup->schedules * sizeof(void *)));
    if (check_every(scenario, error) != ORTH_OK)
        return ORTH_BAD_INPUT;
    for (size_t s = 0; s < setup->schedules; s++) {
        orth_status status =
            orth_scenario_strategy_create(&setup->strategies[s], scenario, s, setup->market, error);
        if (status != ORTH_OK)
            return status;
        uint64_t ahead = orth_strategy_ahead(setup->strategies[s]);
        setup->ahead = ahead > setup->ahead ? ahead : setup->ahead;
        status = check_warm_up(setup, s, error);
        if (status == ORTH_OK)
            status = check_portfolio(setup, s, error);
        if (status == ORTH_OK)
            status = orth_simulation_execution(&setup->executions[s], scenario, s,
                                               setup->strategies[s], setup->market, error);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

void orth_simulation_free_strategies(orth_simulation_setup *setup)
{
    for (size_t s = 0; setup->strategies != NULL && s < setup->schedules; s++)
        orth_strategy_free(setup->strategies[s]);
    for (size_t s = 0; setup->executions != NULL && s < setup->schedules; s++)
        orth_execution_free(setup->executions[s]);
    free(setup->strategies);
    free(setup->executions);
    setup->strategies = NULL;
    setup->executions = NULL;
}

static orth_status add_note(orth_simulation *simulation, const char *note, orth_error *error)
{
    char *copy = strdup(note);
    if (copy == NULL)
        return orth_fail_memory(error, (double)strlen(note) + 1);
    simulation->notes[simulation->note_count++] = copy;
    return ORTH_OK;
}

/* quantammsim's strategy, but not its trade: the prices' part of a run is not its own. */
static const char *trade_note(const orth_simulation_setup *setup)
{
    for (size_t s = 0; s < setup->schedules && !setup->options->pairs; s++)
        if (setup->strategies[s]->as_peer && !setup->scenario->strategies[s].lvr)
            return "the pool is traded by exact arbitrage in the scenario's order; quantammsim "
                   "trades the best single pair, prices first, as simulate --compat quantammsim "
                   "does";
    return NULL;
}

static size_t execution_notes(const orth_simulation_setup *setup, size_t s)
{
    return setup->executions[s] == NULL ? 0 : orth_execution_note_count(setup->executions[s]);
}

static const char *note_of(const orth_simulation_setup *setup, size_t s, size_t k)
{
    size_t own = orth_strategy_note_count(setup->strategies[s]);
    return k < own ? orth_strategy_note(setup->strategies[s], k)
                   : orth_execution_note(setup->executions[s], k - own);
}

orth_status orth_simulation_strategy_notes(orth_simulation *simulation,
                                           const orth_simulation_setup *setup, orth_error *error)
{
    size_t count = simulation->note_count;
    const char *trade = trade_note(setup);
    count += trade != NULL;
    for (size_t s = 0; s < setup->schedules; s++)
        count += orth_strategy_note_count(setup->strategies[s]) + execution_notes(setup, s);
    if (count == simulation->note_count)
        return ORTH_OK;
    char **notes = realloc(simulation->notes, count * sizeof *notes);
    if (notes == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *notes));
    simulation->notes = notes;
    orth_status status = trade != NULL ? add_note(simulation, trade, error) : ORTH_OK;
    for (size_t s = 0; s < setup->schedules; s++)
        for (size_t k = 0; status == ORTH_OK && k < orth_strategy_note_count(setup->strategies[s]) +
                                                        execution_notes(setup, s);
             k++)
            status = add_note(simulation, note_of(setup, s, k), error);
    return status;
}

orth_status orth_simulation_undecided_notes(orth_simulation *simulation, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < simulation->count; s++) {
        const orth_simulation_result *result = &simulation->results[s];
        if (result->undecided == 0)
            continue;
        size_t bytes = (simulation->note_count + 1) * sizeof *simulation->notes;
        char text[256], **notes = realloc(simulation->notes, bytes);
        if (notes == NULL)
            return orth_fail_memory(error, (double)bytes);
        simulation->notes = notes;
        snprintf(text, sizeof text,
                 "%.100s: %ju decision%s not made: a score was no finite number, and the weights "
                 "stayed",
                 result->path, (uintmax_t)result->undecided,
                 orth_plural(result->undecided, " was", "s were"));
        status = add_note(simulation, text, error);
    }
    return status;
}
