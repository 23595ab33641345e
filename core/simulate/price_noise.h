/* How much prices move in a block, by the volatility that is asked for or by the market. */
#ifndef ORTH_SIMULATE_PRICE_NOISE_H
#define ORTH_SIMULATE_PRICE_NOISE_H

#include "orthant/scenario_cost.h"

/* One more of its notes; there is room. */
void orth_price_noise_note(orth_price_noise *noise, const char *text);

#endif
