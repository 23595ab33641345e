/* A market made from --price-volatility. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/time_text.h"
#include "scenario/read.h"

static void describe(char *note, const orth_scenario *scenario, double block, bool said)
{
    char length[ORTH_DURATION_TEXT_MAX];
    snprintf(
        note, ORTH_VOLATILITY_NOTE_MAX,
        "prices are random walks (gbm) of the volatility asked for, each on its own%s; a block "
        "lasts %s%s",
        scenario->market == NULL ? "" : ", in place of the scenario's market",
        orth_duration_text(length, block),
        said ? "" : ", since the scenario has no chain.block_time");
}

orth_status orth_scenario_simulate_volatility(orth_scenario *scenario,
                                              char note[ORTH_VOLATILITY_NOTE_MAX],
                                              orth_error *error)
{
    ORTH_CHECK(scenario->price_volatility != NULL);
    const orth_market_spec *old = scenario->market;
    bool timed = old != NULL && old->block_seconds > 0;
    size_t bytes = scenario->n * sizeof(double);
    double *values = malloc(bytes);
    char *model = strdup("gbm");
    orth_market_spec *made = NULL;
    orth_status status = values == NULL || model == NULL
                             ? orth_fail_memory(error, (double)bytes)
                             : orth_scenario_market_create(&made, scenario, error);
    if (status != ORTH_OK) {
        free(values);
        free(model);
        return status;
    }
    memcpy(values, scenario->price_volatility, bytes);
    made->model = model;
    made->parameters[0] = (orth_market_parameter){"volatility", values};
    made->block_seconds = timed ? old->block_seconds : orth_scenario_chain_block(scenario);
    describe(note, scenario, made->block_seconds, timed || scenario->has_block_time);
    orth_scenario_market_free(scenario->market);
    scenario->market = made;
    return ORTH_OK;
}
