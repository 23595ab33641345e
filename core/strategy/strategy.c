/* What a strategy says of itself. */
#include "strategy/strategy.h"

#include "base/check.h"

const char *orth_strategy_name(const orth_strategy *strategy)
{
    return strategy->name;
}

const char *orth_strategy_rule(const orth_strategy *strategy)
{
    return strategy->rule;
}

size_t orth_strategy_tokens(const orth_strategy *strategy)
{
    return strategy->n;
}

uint64_t orth_strategy_update_every(const orth_strategy *strategy)
{
    return strategy->update_every;
}

uint64_t orth_strategy_over(const orth_strategy *strategy)
{
    return strategy->over;
}

uint64_t orth_strategy_warm_up(const orth_strategy *strategy)
{
    return strategy->warm_up;
}

uint64_t orth_strategy_first_decision(const orth_strategy *strategy)
{
    uint64_t every = strategy->update_every, warm_up = strategy->warm_up;
    if (strategy->role == ORTH_RULE_STILL)
        return UINT64_MAX;
    if (strategy->as_peer)
        return strategy->role == ORTH_RULE_TARGET ? warm_up : warm_up + every;
    if (warm_up == 0)
        return strategy->supply_rows > 0 || strategy->target_count > 0 ? 0 : every;
    return (warm_up + every - 1) / every * every;
}

uint64_t orth_strategy_ahead(const orth_strategy *strategy)
{
    return strategy->ahead;
}

uint64_t orth_strategy_rows(const orth_strategy *strategy)
{
    return strategy->supply_rows > 1 ? strategy->supply_rows : UINT64_MAX;
}

bool orth_strategy_frozen(const orth_strategy *strategy, uint64_t row)
{
    ORTH_CHECK(row >= strategy->warm_up);
    uint64_t every = strategy->update_every;
    if (strategy->frozen == ORTH_FROZEN_AFTER_MOVES && strategy->as_peer)
        return (row - strategy->warm_up) % every >= strategy->over;
    if (strategy->frozen == ORTH_FROZEN_AFTER_MOVES) /* the moving rows are 1 .. K of a chunk */
        return (row + every - 1) % every >= strategy->over;
    return strategy->frozen == ORTH_FROZEN_ALWAYS;
}

size_t orth_strategy_note_count(const orth_strategy *strategy)
{
    return strategy->note_count;
}

const char *orth_strategy_note(const orth_strategy *strategy, size_t index)
{
    ORTH_CHECK(index < strategy->note_count);
    return strategy->notes[index];
}

const double *orth_strategy_initial_weights(const orth_strategy *strategy)
{
    return strategy->initial;
}
