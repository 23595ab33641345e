/* What a move costs where arbitrage is not perfect: by simulation, else in closed form. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "orthant/loss.h"
#include "page/risks_move.h"
#include "page/words.h"

#define HALF 0.5 /* of blocks, of a gap */
#define PATHS_MOST 24

typedef struct arbitrage {
    double presence, sizing;
    const char *risk, *does;
} arbitrage;

static bool is_gated(const orth_scenario *scenario)
{
    const orth_pool_rules *rules = &scenario->rules;
    return rules->fee > 0 || scenario->has_fee_schedule || rules->gate.gas > 0 ||
           rules->gate.cost > 0;
}

/* A difference path by path is known better than a cost: fewer price paths will do. */
static uint64_t tried_of(const orth_page_simulated *simulated)
{
    uint64_t paths = simulated->simulation->price_paths;
    return paths < PATHS_MOST ? paths : PATHS_MOST;
}

/* What the move costs more with that arbitrage on the first price paths of `simulated`. */
static orth_status compare_simulated(orth_estimate *more, const orth_page_work *work,
                                     const orth_page_simulated *simulated, const arbitrage *other,
                                     orth_error *error)
{
    orth_page_variant variant = simulated->variant; /* its lists are the other's */
    orth_simulation *moving = NULL, *still = NULL;
    uint64_t paths = tried_of(simulated);
    variant.scenario.price_paths = paths;
    variant.scenario.presence = other->presence;
    variant.scenario.rules.sizing = other->sizing;
    variant.scenario.path_count = 1;
    double *differences = malloc(paths * sizeof *differences);
    orth_status status =
        differences == NULL
            ? orth_fail_memory(error, (double)(paths * sizeof *differences))
            : orth_page_variant_run(&moving, &still, &variant, work->options, error);
    if (status == ORTH_OK) {
        for (uint64_t p = 0; p < paths; p++)
            differences[p] = moving->results[0].log_shortfalls[p] -
                             still->results[0].log_shortfalls[p] -
                             simulated->simulation->results[0].log_shortfalls[p] +
                             simulated->at_target->results[0].log_shortfalls[p];
        *more = orth_estimate_of(paths, differences);
    }
    orth_simulation_free(moving);
    orth_simulation_free(still);
    free(differences);
    return status;
}

static orth_status add_simulated(orth_page_moved *of, const arbitrage *other, bool *done,
                                 orth_error *error)
{
    const orth_page_simulated *simulated;
    const orth_scenario *scenario = of->risks.work->scenario;
    orth_estimate more;
    char known[200], low[ORTH_PAGE_WORD_MAX], high[ORTH_PAGE_WORD_MAX];
    *done = false;
    if (scenario->market == NULL || scenario->presence < 1 ||
        (scenario->rules.sizing > 0 && scenario->rules.sizing < 1))
        return ORTH_OK;
    orth_status status = orth_work_simulated(of->risks.work, &simulated, error);
    if (status != ORTH_OK || simulated->simulation == NULL || simulated->at_target == NULL)
        return status;
    status = compare_simulated(&more, of->risks.work, simulated, other, error);
    if (orth_page_ends(status))
        return status;
    if (status != ORTH_OK)
        return ORTH_OK;
    uint64_t paths = tried_of(simulated);
    if (paths > 1)
        snprintf(known, sizeof known,
                 "simulation of %" PRIu64 " price paths, 95 %%: %.40s to %.40s bp", paths,
                 orth_page_number(low, orth_loss_bp(more.low)),
                 orth_page_number(high, orth_loss_bp(more.high)));
    else
        snprintf(known, sizeof known, "simulation of one price path");
    orth_page_moved_add(of, other->risk, other->does, orth_loss_bp(more.mean), known);
    *done = true;
    return ORTH_OK;
}

orth_status orth_page_moved_arbitrage(orth_page_moved *of, orth_error *error)
{
    const orth_scenario *scenario = of->risks.work->scenario;
    static const arbitrage all[] = {{HALF, 1, "nobody trades with the pool in half of the blocks",
                                     "it stays behind its weights, and pays for the greater gaps"},
                                    {1, HALF, "arbitrage trades half of each gap",
                                     "the rest waits for later blocks, and the gaps are greater"}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        bool done;
        orth_cost_factors factors = orth_cost_factors_of(
            &(orth_cost_arbitrage){.presence = all[i].presence,
                                   .sizing = all[i].sizing,
                                   .blocks_per_step = scenario->blocks_per_step,
                                   .gated = is_gated(scenario),
                                   .two_legs = scenario->rules.order != ORTH_ORDER_TOGETHER});
        orth_status status = add_simulated(of, &all[i], &done, error);
        if (status != ORTH_OK)
            return status;
        if (done)
            continue;
        if (factors.valid)
            orth_page_moved_add(
                of, all[i].risk, all[i].does, (factors.move - 1) * of->choice.best->loss_bp,
                i == 0 ? "closed form (a formula)"
                       : "closed form; it is the figure above, since the pool lags as much");
        else
            orth_page_moved_add(
                of, all[i].risk, all[i].does, NAN,
                "not known: with a fee or gas it takes a simulation of prices (/market)");
    }
    return ORTH_OK;
}
