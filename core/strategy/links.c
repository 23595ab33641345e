/* The table of links: a line a link, in the order in which they are told. */
#include "strategy/strategy.h"

/* clang-format off */
#define LINKS(link) \
    link(additive) \
    link(softmax) \
    link(tsallis)
/* clang-format on */

#define DECLARE(name) extern const orth_link orth_link_##name;
LINKS(DECLARE)

#define LISTED(name) &orth_link_##name.piece.listed,
static const orth_strategy_kind *const table[] = {LINKS(LISTED) NULL};

const orth_strategy_kind *const *orth_strategy_links(void)
{
    return table;
}
