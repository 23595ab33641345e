/* hold and fixed: the weights never change. Who holds does not trade either. */
#include "strategy/strategy.h"

static const orth_strategy_key no_keys[] = {{.name = NULL}};

const orth_rule orth_rule_hold = {
    .piece.listed = {"hold", "the tokens as they are: nobody trades", no_keys},
    .role = ORTH_RULE_STILL,
    .frozen = ORTH_FROZEN_ALWAYS,
};

const orth_rule orth_rule_fixed = {
    .piece.listed = {"fixed", "fixed weights, rebalanced by trade", no_keys},
    .role = ORTH_RULE_STILL,
};

/* Its members are the strategy's; the weights of one without any would stay. */
const orth_rule orth_rule_ensemble = {
    .piece.listed = {"ensemble", "the mean of its members", no_keys},
    .role = ORTH_RULE_STILL,
};
