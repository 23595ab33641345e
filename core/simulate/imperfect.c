#include "simulate/imperfect.h"

#include <stdio.h>

#include "orthant/scenario_cost.h"

orth_cost_factors orth_scenario_factors(const orth_scenario *scenario)
{
    const orth_pool_rules *rules = &scenario->rules;
    bool fee = rules->fee > 0 || (scenario->has_fee_schedule && scenario->fee_schedule.to > 0);
    orth_cost_arbitrage arbitrage = {
        .presence = scenario->presence,
        .sizing = rules->sizing,
        .active_share = rules->active_share,
        .blocks_per_step = scenario->blocks_per_step,
        .gated = fee || rules->gate.gas > 0 || rules->gate.cost > 0,
        .two_legs = rules->order != ORTH_ORDER_TOGETHER,
    };
    return orth_cost_factors_of(&arbitrage);
}

const char *orth_scenario_arbitrage_note(const orth_scenario *scenario, bool moves,
                                         char text[ORTH_ARBITRAGE_NOTE_MAX])
{
    orth_cost_factors factors = orth_scenario_factors(scenario);
    text[0] = '\0';
    if (factors.blocks == 1) /* perfect */
        return text;
    if (moves && factors.valid)
        snprintf(text, ORTH_ARBITRAGE_NOTE_MAX,
                 "arbitrage is counted as perfect, which the scenario's is not: that makes a move "
                 "in small steps cost %.4g times as much, and orthant simulate runs it",
                 factors.move);
    else
        snprintf(text, ORTH_ARBITRAGE_NOTE_MAX,
                 "arbitrage is counted as perfect, which the scenario's is not: orthant simulate "
                 "runs that");
    return text;
}

const char *orth_scenario_noise_note(const orth_scenario *scenario)
{
    return scenario->noise.rate > 0 ? "others' trades (noise) are left out: orthant simulate and "
                                      "orthant steps run them"
                                    : NULL;
}

orth_status orth_scenario_check_perfect(const orth_scenario *scenario, const char *but,
                                        orth_error *error)
{
    const struct {
        const char *place;
        double part;
    } parts[] = {
        {"/arbitrage/presence", scenario->presence},
        {"/arbitrage/sizing", scenario->rules.sizing},
        {"/pool/active_share", scenario->rules.active_share},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i].part > 0 && parts[i].part < 1)
            return orth_fail(error, ORTH_BAD_INPUT, "%s: %s: %.12g, but %s; permitted here: 1",
                             scenario->file, parts[i].place, parts[i].part, but);
    return ORTH_OK;
}
