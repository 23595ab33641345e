/* What imperfect arbitrage makes of a move's cost and of LVR. */
#include <math.h>

#include "base/check.h"
#include "numeric/elementary.h"
#include "orthant/cost.h"

static double or_one(double part)
{
    ORTH_CHECK(part >= 0 && part <= 1);
    return part == 0 ? 1 : part;
}

orth_cost_factors orth_cost_factors_of(const orth_cost_arbitrage *arbitrage)
{
    double presence = or_one(arbitrage->presence), sizing = or_one(arbitrage->sizing);
    double share = or_one(arbitrage->active_share), kept = sizing * share;
    double steps = arbitrage->blocks_per_step == 0 ? 1 : (double)arbitrage->blocks_per_step;
    orth_cost_factors factors = {.move = 1, .lvr = 1, .blocks = 1, .valid = true, .why = ""};
    if (presence == 1 && kept == 1)
        return factors;
    factors.blocks = 1 / (presence * kept);
    if (arbitrage->gated || arbitrage->two_legs) {
        factors.valid = false;
        factors.move = factors.lvr = NAN;
        factors.why = arbitrage->gated
                          ? "it is not known what absent, undersized or partial arbitrage makes of "
                            "a cost where the arbitrageur pays a fee, gas or a cost"
                          : "it is known only for one trade a block, the order \"together\", what "
                            "absent, undersized or partial arbitrage makes of a cost";
        return factors;
    }
    double lost = presence * kept == 1 ? -1 : orth_expm1(steps * orth_log1p(-presence * kept));
    factors.lvr = (2 - sizing) / (2 - kept);
    factors.move = factors.lvr * ((2 + lost) / -lost);
    return factors;
}
