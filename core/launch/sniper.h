/* Who buys in the first block whatever the price, and perhaps sells later. */
#ifndef ORTH_LAUNCH_SNIPER_H
#define ORTH_LAUNCH_SNIPER_H

#include "launch/tally.h"
#include "orthant/scenario_launch.h"

typedef struct orth_sniper {
    bool there;
    double capital;      /* in the unit */
    uint64_t exit_block; /* 0: he keeps what he has */
    double spent, tokens, left, taken;
} orth_sniper;

/* His exit is the first block that begins at that time or later, not before block 2 and not after
 * the last. */
void orth_sniper_set(orth_sniper *sniper, const orth_scenario_launch *launch, double block_seconds,
                     uint64_t blocks);
void orth_sniper_start(orth_sniper *sniper);
/* What he does first thing in a block that has begun, one R being worth so much in the unit. */
void orth_sniper_act(orth_sniper *sniper, orth_sale *sale, uint64_t block, const orth_fee *fee,
                     double reserve_price, orth_tally *tally);
/* With what he keeps at this price, in the unit. */
double orth_sniper_profit(const orth_sniper *sniper, double price);

#endif
