/* The table of rules: a line a rule, in the order in which they are told. */
#include "strategy/strategy.h"

/* clang-format off */
#define RULES(rule) \
    rule(hold) \
    rule(fixed) \
    rule(momentum) \
    rule(anti_momentum) \
    rule(power_channel) \
    rule(mean_reversion_channel) \
    rule(triple_threat_mean_reversion_channel) \
    rule(difference_momentum) \
    rule(min_variance) \
    rule(index_market_cap) \
    rule(hodling_index_market_cap) \
    rule(natural_flow) \
    rule(sphere_flow) \
    rule(logit_flow) \
    rule(value_softmax) \
    rule(recentre) \
    rule(file) \
    rule(ensemble)
/* clang-format on */

#define DECLARE(name) extern const orth_rule orth_rule_##name;
RULES(DECLARE)

#define LISTED(name) &orth_rule_##name.piece.listed,
static const orth_strategy_kind *const table[] = {RULES(LISTED) NULL};

const orth_strategy_kind *const *orth_strategy_rules(void)
{
    return table;
}
