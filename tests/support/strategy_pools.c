#include "strategy_pools.h"

void test_plain_strategies(size_t count, orth_scenario_strategy *strategies)
{
    static const char *const rules[] = {"momentum", "hold", "fixed"};
    static const char *const tokens[] = {"A", "B", "C"};
    static const double start[] = {0.5, 0.3, 0.2}, least[] = {0.05, 0.05, 0.05};
    static const double decay = 0.9, speed = 300;
    for (size_t k = 0; k < count; k++)
        strategies[k] = (orth_scenario_strategy){.spec = {.name = rules[k],
                                                          .n = 3,
                                                          .tokens = tokens,
                                                          .rule.kind = rules[k],
                                                          .initial_weights = start,
                                                          .minimum_weight = least},
                                                 .update_every.blocks = 24,
                                                 .warm_up.blocks = 101};
    strategies[0].spec.rule.parameters[0] = (orth_strategy_parameter){"speed", 1, &speed};
    strategies[0].spec.estimator.parameters[0] = (orth_strategy_parameter){"lambda", 1, &decay};
}

orth_scenario *test_scenario_with(const char *text, size_t count,
                                  orth_scenario_strategy *strategies)
{
    orth_scenario *scenario = test_scenario(text);
    scenario->strategy_count = count;
    scenario->strategies = strategies;
    return scenario;
}

void test_scenario_free_but_strategies(orth_scenario *scenario)
{
    scenario->strategy_count = 0;
    scenario->strategies = NULL;
    orth_scenario_free(scenario);
}
