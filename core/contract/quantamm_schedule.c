/* What an update stores, and what is read from it later. */
#include "contract/quantamm.h"

#define FOREVER ((UINT64_C(1) << 40) - 1)

orth_word orth_quantamm_block_weight(orth_evm *evm, orth_word weight, orth_word multiplier,
                                     orth_word seconds)
{
    orth_word scaled = orth_evm_mul_signed(evm, multiplier, orth_word_of(ORTH_FP_UNIT));
    bool up = !orth_word_negative(multiplier) && !orth_word_is_zero(multiplier);
    if (!up)
        scaled = orth_evm_negate(evm, scaled);
    orth_word change = orth_fp_mul_down(evm, scaled, seconds);
    return up ? orth_evm_add(evm, weight, change) : orth_evm_sub(evm, weight, change);
}

/* Seconds until a weight moving by `multiplier` a second reaches its rail. */
static orth_word seconds_to_rail(orth_evm *evm, orth_word weight, orth_word multiplier,
                                 orth_word low, orth_word high)
{
    if (orth_word_is_zero(multiplier))
        return (orth_word){{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX >> 1}};
    if (!orth_word_negative(multiplier)) {
        orth_word room = orth_evm_sub_signed(evm, high, weight);
        return orth_evm_div_signed(evm, room, multiplier);
    }
    orth_word room = orth_evm_sub_signed(evm, weight, low);
    return orth_evm_div_signed(evm, room, orth_word_negate(multiplier));
}

void orth_quantamm_store(orth_evm *evm, orth_quantamm_schedule *schedule, orth_words weights,
                         orth_words target, orth_word interval, orth_word guard_rail)
{
    orth_word multipliers[8], slots[2];
    size_t n = weights.count;
    orth_word one = orth_word_of(ORTH_FP_UNIT), forever = orth_word_of(FOREVER);
    orth_word others = orth_word_mul(orth_word_of(n - 1), one);
    orth_word low_sum = orth_fp_prb_mul(evm, others, guard_rail);
    orth_word high = orth_evm_sub_signed(evm, one, low_sum);
    orth_word freeze = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX >> 1}};
    for (size_t i = 0; i < n; i++) {
        orth_word change = orth_evm_sub_signed(evm, target.word[i], weights.word[i]);
        multipliers[i] = orth_evm_div_signed(evm, change, interval);
        orth_word seconds = seconds_to_rail(evm, weights.word[i], multipliers[i], guard_rail, high);
        if (orth_word_signed_below(seconds, freeze))
            freeze = seconds;
    }
    schedule->n = n;
    schedule->freeze = orth_word_signed_below(freeze, forever) ? freeze : forever;
    orth_quantamm_pool_slots(evm, weights, (orth_words){n, multipliers}, slots);
    orth_quantamm_pool_values(slots, n, schedule->weights, schedule->multipliers);
}

void orth_quantamm_read(orth_evm *evm, const orth_quantamm_schedule *schedule, orth_word seconds,
                        orth_word *out)
{
    if (orth_word_signed_below(schedule->freeze, seconds))
        seconds = schedule->freeze;
    if (orth_word_negative(seconds)) /* the freeze lies before the update */
        orth_evm_panic(evm, ORTH_PANIC_OVERFLOW);
    for (size_t i = 0; i < schedule->n; i++)
        out[i] = orth_quantamm_block_weight(evm, schedule->weights[i], schedule->multipliers[i],
                                            seconds);
}

void orth_quantamm_weights_at(orth_evm *evm, orth_words weights, orth_words multipliers,
                              orth_word last_update, orth_word last_interpolation,
                              orth_word timestamp, orth_word *out)
{
    orth_word until =
        orth_word_below(timestamp, last_interpolation) ? timestamp : last_interpolation;
    orth_word seconds = orth_evm_sub(evm, until, last_update);
    for (size_t i = 0; i < weights.count && !evm->reverted; i++)
        out[i] = orth_quantamm_block_weight(evm, weights.word[i], multipliers.word[i], seconds);
}
