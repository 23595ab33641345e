/* A strategy of the scenario, for its market. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "scenario/strategy_files.h"

static orth_strategy_place place_of(const orth_scenario *scenario, size_t index)
{
    orth_strategy_place at = {.file = scenario->file,
                              .peer = scenario->strategies[index].spec.as_peer.on};
    if (scenario->strategies_listed)
        snprintf(at.pointer, sizeof at.pointer, "/strategy/%zu", index);
    else
        snprintf(at.pointer, sizeof at.pointer, "/strategy");
    return at;
}

/* All begin where the slowest learner does. */
static orth_status find_warm_up(uint64_t *warm_up, const orth_scenario *scenario, size_t index,
                                double block_seconds, orth_error *error)
{
    uint64_t most = 0, own = 0;
    size_t slowest = 0;
    for (size_t s = 0; s < scenario->strategy_count; s++) {
        uint64_t blocks;
        orth_strategy_place at = place_of(scenario, s);
        orth_status status = orth_strategy_blocks_of(&blocks, &scenario->strategies[s].warm_up,
                                                     block_seconds, &at, "warm_up", error);
        if (status != ORTH_OK)
            return status;
        slowest = blocks > most ? s : slowest;
        most = blocks > most ? blocks : most;
        own = s == index ? blocks : own;
    }
    *warm_up = most;
    if (!scenario->strategies[index].spec.as_peer.on || own == most)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: %s: quantammsim begins at row %ju, and /strategy/%zu at row %ju; "
                     "permitted: strategies that begin at one row",
                     scenario->file, place_of(scenario, index).pointer, (uintmax_t)own, slowest,
                     (uintmax_t)most);
}

/* What a specification that is not the scenario's own may point to. */
typedef struct loaded {
    double *supply;
    orth_strategy_targets targets;
} loaded;

static orth_status load_files(loaded *files, orth_strategy_spec *spec,
                              const orth_scenario_strategy *of, const orth_scenario *scenario,
                              const orth_market *market, const orth_strategy_place *at,
                              orth_error *error)
{
    orth_status status = ORTH_OK;
    if (of->supply_file != NULL) {
        status = orth_strategy_load_supply(&files->supply, &spec->supply_rows, of->supply_file,
                                           scenario, market, at, error);
        spec->supply = files->supply;
    }
    if (status == ORTH_OK && of->targets_file != NULL) {
        status = orth_strategy_load_targets(&files->targets, of->targets_file, scenario, market, at,
                                            error);
        spec->target_count = files->targets.count;
        spec->target_rows = files->targets.rows;
        spec->targets = files->targets.weights;
    }
    return status;
}

static orth_status set_clock(orth_strategy_spec *spec, const orth_scenario *scenario, size_t index,
                             const orth_market *market, const orth_strategy_place *at,
                             orth_error *error)
{
    char note[ORTH_SCENARIO_CLOCK_NOTE_MAX];
    const orth_scenario_strategy *of = &scenario->strategies[index];
    double seconds = orth_scenario_block_seconds(scenario, market, note);
    spec->block_seconds = seconds;
    if (spec->as_peer.on && !(fabs(seconds - 60) < 1e-6))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: %s/quantammsim: blocks of the market last %.12g s, and those of "
                         "quantammsim are minutes; permitted: rows of a minute, such as "
                         "\"every\": \"1m\" of the market makes",
                         at->file, at->pointer, seconds);
    orth_status status = orth_strategy_blocks_of(&spec->update_every, &of->update_every, seconds,
                                                 at, "update_every", error);
    if (status == ORTH_OK)
        status = orth_strategy_blocks_of(&spec->over, &of->over, seconds, at, "move/over", error);
    return status == ORTH_OK ? find_warm_up(&spec->warm_up, scenario, index, seconds, error)
                             : status;
}

orth_status orth_scenario_strategy_create(orth_strategy **strategy, const orth_scenario *scenario,
                                          size_t index, const orth_market *market,
                                          orth_error *error)
{
    *strategy = NULL;
    const orth_scenario_strategy *of = &scenario->strategies[index];
    orth_strategy_place at = place_of(scenario, index);
    orth_strategy_spec spec = of->spec;
    loaded files = {.supply = NULL};
    orth_error reason;
    orth_status status = set_clock(&spec, scenario, index, market, &at, error);
    if (status == ORTH_OK)
        status = load_files(&files, &spec, of, scenario, market, &at, error);
    if (status == ORTH_OK) {
        status = orth_strategy_create(strategy, &spec, &reason);
        if (status == ORTH_BAD_INPUT || status == ORTH_DOMAIN)
            status =
                orth_fail(error, ORTH_BAD_INPUT, "%s: %s: %s", at.file, at.pointer, reason.text);
        else if (status != ORTH_OK)
            status = orth_fail(error, status, "%s", reason.text);
    }
    free(files.supply);
    free(files.targets.rows);
    free(files.targets.weights);
    return status;
}
