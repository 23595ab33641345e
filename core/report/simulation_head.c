#include "report/simulation_head.h"

#include <inttypes.h>
#include <string.h>

#include "base/plural.h"
#include "report/simulation_clock.h"

static void write_arbitrage(const orth_scenario *scenario, FILE *stream)
{
    const orth_pool_rules *rules = &scenario->rules;
    if (scenario->presence < 1 || rules->sizing < 1 || rules->active_share < 1)
        fprintf(stream,
                "the arbitrageur is there in %.6g %% of the blocks and trades %.6g %% of the log "
                "gap; %.6g %% of the reserves are active\n",
                100 * scenario->presence, 100 * rules->sizing, 100 * rules->active_share);
}

void orth_simulation_write_head(const orth_simulation *simulation, FILE *stream)
{
    const orth_scenario *scenario = simulation->scenario;
    char clock[ORTH_CLOCK_TEXT_MAX];
    if (*scenario->name != '\0')
        fprintf(stream, "%s\n", scenario->name);
    fprintf(stream, "%" PRIu64 " block%s%s, market %s, swap fee %g%s, %s, pool of %.12g%s%s\n",
            simulation->blocks, orth_plural(simulation->blocks, "", "s"),
            orth_simulation_clock_text(clock, simulation), scenario->market->model,
            scenario->rules.fee, scenario->has_fee_schedule ? " at first" : "",
            simulation->pairs ? "price-then-weight by the rules of quantammsim"
                              : orth_order_name(scenario->rules.order),
            simulation->start_value, scenario->has_pool ? " " : "",
            scenario->has_pool ? scenario->pool_unit : "");
    write_arbitrage(scenario, stream);
    if (simulation->price_paths > 1)
        fprintf(stream, "%" PRIu64 " price paths of seed %" PRIu64 "%s\n", simulation->price_paths,
                scenario->seed, simulation->partial ? " (interrupted: partial)" : "");
    else if (simulation->random)
        fprintf(stream,
                "one price path (%" PRIu64 " of seed %" PRIu64
                "): \"monte_carlo\" in the scenario or --price-paths runs more\n",
                simulation->first_path, scenario->seed);
    if (simulation->price_paths == 1 && strcmp(scenario->market->model, "constant") != 0)
        fputs("On one price path final values carry the prices' luck; the shortfall does not.\n",
              stream);
    fputc('\n', stream);
}
