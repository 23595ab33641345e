/* One clock: the chain's blocks, which plans count, and the market's, which simulations count. */
#include <inttypes.h>
#include <math.h>

#include "base/plural.h"
#include "base/time_text.h"
#include "scenario/read.h"

/* Lengths of blocks that differ by less are one: a third of a second is no double. */
#define SAME 1e-9

static bool same(double a, double b)
{
    return fabs(a - b) <= SAME * fmax(a, b);
}

/* How long a step is in a plan: a block, or, of a sale, blocks_per_step of them. */
static double planned_step(const orth_scenario *scenario)
{
    double block = orth_scenario_chain_block(scenario);
    return scenario->launch != NULL ? block * (double)scenario->blocks_per_step : block;
}

orth_status orth_scenario_check_clock(orth_reader *reader)
{
    const orth_scenario *scenario = reader->scenario;
    if (scenario->strategy_count > 0)
        return ORTH_OK; /* no steps, and no plan */
    double market = scenario->market != NULL ? scenario->market->block_seconds : 0;
    double chain = orth_scenario_chain_block(scenario);
    double step = market * (double)scenario->blocks_per_step, steps = (double)scenario->steps[0];
    double plan = planned_step(scenario);
    if (!scenario->has_block_time || market == 0 || same(step, plan))
        return ORTH_OK;
    char simulated[ORTH_DURATION_TEXT_MAX], planned[ORTH_DURATION_TEXT_MAX];
    orth_duration_text(simulated, steps * step);
    orth_duration_text(planned, steps * plan);
    const char *s = orth_plural(scenario->steps[0], "", "s");
    const char *last = orth_plural(scenario->steps[0], "lasts", "last");
    if (same(market, chain)) {
        size_t outer = orth_read_enter(reader, "blocks_per_step");
        orth_status status = orth_read_note(
            reader,
            "%" PRIu64 " step%s of %" PRIu64 " blocks %s %s in a simulation, and %s in a plan, "
            "whose steps are blocks",
            scenario->steps[0], s, scenario->blocks_per_step, last, simulated, planned);
        orth_read_leave(reader, outer);
        return status;
    }
    orth_read_enter(reader, "market");
    orth_read_enter(reader, "block_seconds");
    return orth_read_fail(
        reader,
        "%.12g s, but /chain/block_time is %.12g s, so that %" PRIu64
        " step%s %s %s in a simulation and %s in a plan; permitted: the same%s",
        market, chain, scenario->steps[0], s, last, simulated, planned,
        scenario->launch != NULL ? "" : ", or /blocks_per_step blocks that are as long together");
}

double orth_scenario_chain_block(const orth_scenario *scenario)
{
    return (double)scenario->block_seconds / (double)scenario->block_per;
}
