/* QuantAMM-V1: packed storage, the weights' schedule, the guard after a rule, the estimators and
 * the update rules. Signed words of 18 decimals unless said; arithmetic of PRBMathSD59x18 2.5.0. */
#ifndef ORTH_CONTRACT_QUANTAMM_H
#define ORTH_CONTRACT_QUANTAMM_H

#include <stddef.h>

#include "contract/prb.h"
#include "contract/vault_pool.h" /* orth_words */

#define ORTH_QUANTAMM_TOKENS_MAX 64

/* ------------------------------------------------------------------------------ storage */

/* Eight values a slot, each cut to 9 decimals and to 32 bits; returns the number of slots. */
size_t orth_quantamm_pack32(orth_evm *evm, orth_words values, orth_word *slots);
void orth_quantamm_unpack32(orth_word slot, orth_word out[8]);
/* Pairs of 128 bits, the first in the high half; an odd last element alone. */
size_t orth_quantamm_pack128(orth_evm *evm, orth_words values, orth_word *slots);
void orth_quantamm_unpack128(orth_evm *evm, orth_words slots, size_t count, orth_word *out);

/* The two slots of a pool of 2 to 8 tokens: weights and multipliers by fours (one slot up to 4
 * tokens); returns the number of slots. */
size_t orth_quantamm_pool_slots(orth_evm *evm, orth_words weights, orth_words multipliers,
                                orth_word slots[2]);
/* The inverse: n weights and n multipliers. */
void orth_quantamm_pool_values(const orth_word slots[2], size_t n, orth_word *weights,
                               orth_word *multipliers);

/* ----------------------------------------------------------------------------- schedule */

/* weight + multiplier seconds, uint256; all steps checked. */
orth_word orth_quantamm_block_weight(orth_evm *evm, orth_word weight, orth_word multiplier,
                                     orth_word seconds);

typedef struct orth_quantamm_schedule {
    size_t n;
    orth_word freeze; /* seconds after the update, signed; 2^40 - 1 when nothing moves */
    orth_word weights[8], multipliers[8];
} orth_quantamm_schedule;

/* What an update towards `target` in `interval` seconds stores; 2 to 8 tokens. */
void orth_quantamm_store(orth_evm *evm, orth_quantamm_schedule *schedule, orth_words weights,
                         orth_words target, orth_word interval, orth_word guard_rail);
/* The weights `seconds` after it. */
void orth_quantamm_read(orth_evm *evm, const orth_quantamm_schedule *schedule, orth_word seconds,
                        orth_word *out);

/* Weights at a Unix second, read from what is stored: they move from the last update to the last
 * interpolation time, and no further. Panics where the second, or that time, lies before the
 * update. */
void orth_quantamm_weights_at(orth_evm *evm, orth_words weights, orth_words multipliers,
                              orth_word last_update, orth_word last_interpolation,
                              orth_word timestamp, orth_word *out);

/* --------------------------------------------------------------------------------- swap */

/* `pool` is an orth_quantamm_pool: neither amount is above that share of its live balance. */
typedef struct orth_quantamm_pool {
    orth_vault_pool weighted;
    orth_word max_trade_size_ratio;
} orth_quantamm_pool;
orth_on_swap orth_quantamm_on_swap;

/* -------------------------------------------------------------------------------- guard */

/* Clamp, speed limit and sum repair, in place; as many previous weights as weights. */
void orth_quantamm_guard(orth_evm *evm, size_t n, orth_word *weights, const orth_word *previous,
                         orth_word epsilon_max, orth_word guard_rail);

/* ------------------------------------------------------------------- estimators and rules */

typedef enum orth_quantamm_kind {
    ORTH_QUANTAMM_KIND_MOMENTUM,
    ORTH_QUANTAMM_KIND_ANTI_MOMENTUM,
    ORTH_QUANTAMM_KIND_POWER_CHANNEL,
    ORTH_QUANTAMM_KIND_CHANNEL_FOLLOWING,
    ORTH_QUANTAMM_KIND_DIFFERENCE_MOMENTUM,
    ORTH_QUANTAMM_KIND_MINIMUM_VARIANCE
} orth_quantamm_kind;

/* A pool's estimators and weights between two updates. */
typedef struct orth_quantamm_state {
    size_t n;
    orth_word average[ORTH_QUANTAMM_TOKENS_MAX];
    orth_word previous_average[ORTH_QUANTAMM_TOKENS_MAX]; /* filled by an update */
    orth_word intermediate[ORTH_QUANTAMM_TOKENS_MAX];
    orth_word weights[ORTH_QUANTAMM_TOKENS_MAX];
} orth_quantamm_state;

typedef struct orth_quantamm_rule {
    orth_quantamm_kind kind;
    size_t parameter_count;
    orth_words parameters[8];
    orth_words lambda; /* one or n */
    orth_word epsilon_max, guard_rail;
} orth_quantamm_rule;

/* How many parameters the rule takes at least (the flag "use the raw price" may be absent). */
size_t orth_quantamm_parameters_min(orth_quantamm_kind kind);

/* One update at the given prices: estimators, rule, guard. After a revert the state is unspecified.
 */
void orth_quantamm_update(orth_evm *evm, orth_quantamm_state *state, const orth_quantamm_rule *rule,
                          const orth_word *prices);

/* One value of each estimator. */
orth_word orth_quantamm_average(orth_evm *evm, orth_word average, orth_word price,
                                orth_word lambda);
/* a' = lambda a + (price - average) / (1 - lambda) */
orth_word orth_quantamm_gradient_state(orth_evm *evm, orth_word state, orth_word price,
                                       orth_word average, orth_word lambda);
/* (1 - lambda)^3 / lambda */
orth_word orth_quantamm_gradient_factor(orth_evm *evm, orth_word lambda);
/* A' = lambda A + (price - old average)(price - average) / 1 */
orth_word orth_quantamm_variance_state(orth_evm *evm, orth_word state, orth_word price,
                                       orth_word old_average, orth_word average, orth_word lambda);

/* Balance updates of a rule's storage: each pair must fit 128 bits, the odd last value is cut. */
void orth_quantamm_store128(orth_evm *evm, size_t n, orth_word *values);

#endif
