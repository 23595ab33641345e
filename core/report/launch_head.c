#include "report/launch_head.h"

#include <inttypes.h>
#include <math.h>

#include "base/plural.h"
#include "orthant/decimal.h"
#include "orthant/scenario.h"
#include "report/launch.h"

/* What there is at the start, and who may trade. */
static void write_pool(const orth_launch *launch, FILE *stream)
{
    const orth_scenario_launch *sale = launch->scenario->launch;
    double virtual_reserve = orth_rational_to_double(sale->virtual_reserve);
    fprintf(stream, "%.12g %s and %.12g %s", orth_rational_to_double(sale->project_balance),
            orth_launch_project(launch), orth_rational_to_double(sale->reserve_balance),
            orth_launch_reserve(launch));
    if (virtual_reserve > 0)
        fprintf(stream, " (and %.12g that are virtual)", virtual_reserve);
    fprintf(stream, "; %s %s be sold back to the pool\n", orth_launch_project(launch),
            sale->sales_blocked ? "cannot" : "can");
}

/* A fee that falls is said as that of the start; a setting's fee is constant. */
static bool is_first(const orth_launch *launch)
{
    const orth_scenario *scenario = launch->scenario;
    return scenario->has_fee_schedule && launch->results[0].swap_fee == scenario->fee_schedule.from;
}

/* What all results have in common; the table has a column of the rest. */
static void write_settings(const orth_launch *launch, FILE *stream)
{
    const orth_launch_result *first = &launch->results[0];
    uint64_t blocks = orth_launch_blocks(launch, first);
    char text[ORTH_LAUNCH_TEXT_MAX];
    const char *comma = "";
    if (!orth_launch_varies(launch, ORTH_LAUNCH_START_WEIGHT)) {
        fprintf(stream, "from %s", orth_launch_text(text, first, ORTH_LAUNCH_START_WEIGHT));
        comma = " ";
    }
    if (!orth_launch_varies(launch, ORTH_LAUNCH_END_WEIGHT)) {
        fprintf(stream, "%sto %s", comma, orth_launch_text(text, first, ORTH_LAUNCH_END_WEIGHT));
        comma = " ";
    }
    if (!orth_launch_varies(launch, ORTH_LAUNCH_DAYS))
        fprintf(stream, "%sin %s: %" PRIu64 " block%s", comma,
                orth_launch_text(text, first, ORTH_LAUNCH_DAYS), blocks,
                orth_plural(blocks, "", "s"));
    else
        fprintf(stream, "%sin blocks", *comma != '\0' ? ", " : "");
    fprintf(stream, " of %.6g s", orth_scenario_chain_block(launch->scenario));
    if (!orth_launch_varies(launch, ORTH_LAUNCH_SWAP_FEE))
        fprintf(stream, "; swap fee %s%s", orth_launch_text(text, first, ORTH_LAUNCH_SWAP_FEE),
                is_first(launch) ? " at first" : "");
    fputc('\n', stream);
}

static void write_buyers(const orth_launch_buyers *buyers, const char *unit, FILE *stream)
{
    const orth_arrival_rate *arrivals = &buyers->arrivals;
    if (arrivals->count > 0)
        fprintf(stream, "buyers who come at %zu rate%s, %.6g a day at first", arrivals->count,
                orth_plural(arrivals->count, "", "s"), arrivals->rates[0]);
    else if (arrivals->decay_days > 0)
        fprintf(stream, "buyers who come at a rate of %.6g a day, less by e every %.4g days",
                arrivals->rate, arrivals->decay_days);
    else
        fprintf(stream, "%.6g buyers a day", arrivals->rate);
    fprintf(stream, ",\nwith %.6g %s each in the mean", buyers->budget, unit);
    if (buyers->patient > 0)
        fprintf(stream, "; %.4g %% leave an order", 100 * buyers->patient);
    if (buyers->flippers > 0)
        fprintf(stream, "; %.4g %% sell at a gain of %.4g %%", 100 * buyers->flippers,
                100 * buyers->gain);
}

static void write_demand(const orth_launch *launch, FILE *stream)
{
    const orth_scenario *scenario = launch->scenario;
    const orth_scenario_launch *sale = scenario->launch;
    fputs("Demand: ", stream);
    switch (sale->demand) {
    case ORTH_DEMAND_VALUE:
        fputs("all know the value", stream);
        break;
    case ORTH_DEMAND_BUYERS:
        write_buyers(&sale->buyers, scenario->pool_unit, stream);
        break;
    default:
        fprintf(stream, "the trades of %s", sale->trades_file);
    }
    if (sale->has_value)
        fprintf(stream, ".\nA %s is worth %.6g %s%s", orth_launch_project(launch), sale->value,
                scenario->pool_unit, scenario->market != NULL ? " at first" : "");
    else if (scenario->market != NULL && sale->demand != ORTH_DEMAND_TRADES)
        fprintf(stream, ".\nA %s is worth what the market says", orth_launch_project(launch));
    if (sale->has_sniper)
        fprintf(stream, "; a sniper with %.6g %s buys first", sale->sniper.capital,
                scenario->pool_unit);
    fputs(".\n", stream);
}

static void write_paths(const orth_launch *launch, FILE *stream)
{
    if (!launch->random)
        return;
    if (launch->price_paths > 1)
        fprintf(stream, "%" PRIu64 " price paths of seed %" PRIu64 "%s\n", launch->price_paths,
                launch->scenario->seed, launch->partial ? " (interrupted: partial)" : "");
    else
        fprintf(stream,
                "one price path of seed %" PRIu64
                ", which is luck: \"monte_carlo\" in the scenario or --price-paths runs more\n",
                launch->scenario->seed);
}

void orth_launch_write_head(const orth_launch *launch, FILE *stream)
{
    if (*launch->scenario->name != '\0')
        fprintf(stream, "%s\n", launch->scenario->name);
    write_pool(launch, stream);
    write_settings(launch, stream);
    write_demand(launch, stream);
    write_paths(launch, stream);
    fputc('\n', stream);
}
