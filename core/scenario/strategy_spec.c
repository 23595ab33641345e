/* A scenario's strategies are its own with all that they point to, but for tokens and names of
 * kinds and parameters, which are the tables'. */
#include <stdlib.h>

#include "scenario/strategy_read.h"

orth_scenario_strategy *orth_strategy_being_read(const orth_reader *reader)
{
    return &reader->scenario->strategies[reader->scenario->strategy_count - 1];
}

/* The specification promises its makers not to change what they own; here the maker owns it. */
static void free_own(const void *owned)
{
    free((void *)owned);
}

static void free_part(const orth_strategy_part *part)
{
    for (size_t i = 0; i < ORTH_STRATEGY_PARAMETERS_MAX; i++)
        free_own(part->parameters[i].values);
}

static void free_spec(const orth_strategy_spec *spec)
{
    free_own(spec->name);
    free_part(&spec->rule);
    free_part(&spec->estimator);
    free_part(&spec->link);
    for (size_t m = 0; m < spec->member_count; m++) {
        free_part(&spec->members[m].rule);
        free_part(&spec->members[m].estimator);
    }
    free_own(spec->members);
    free_own(spec->path);
    free_own(spec->initial_weights);
    free_own(spec->minimum_weight);
    free_own(spec->maximum_weight);
    free_own(spec->supply); /* one row, of the rule's own key */
    free_own(spec->as_peer.bound_low);
    free_own(spec->as_peer.bound_high);
}

void orth_scenario_strategies_free(orth_scenario *scenario)
{
    for (size_t s = 0; s < scenario->strategy_count; s++) {
        free_spec(&scenario->strategies[s].spec);
        free(scenario->strategies[s].supply_file);
        free(scenario->strategies[s].targets_file);
    }
    free(scenario->strategies);
}
