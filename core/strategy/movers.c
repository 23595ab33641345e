/* The table of paths that a move may take: a line a path, in the order in which they are told. */
#include "strategy/strategy.h"

/* clang-format off */
#define MOVERS(mover) \
    mover(linear) \
    mover(geometric) \
    mover(amgm) \
    mover(bisection) \
    mover(geodesic) \
    mover(power) \
    mover(pursue) \
    mover(approx_optimal)
/* clang-format on */

#define DECLARE(name) extern const orth_mover orth_mover_##name;
MOVERS(DECLARE)

#define LISTED(name) &orth_mover_##name.listed,
static const orth_strategy_kind *const table[] = {MOVERS(LISTED) NULL};

const orth_strategy_kind *const *orth_strategy_paths(void)
{
    return table;
}
