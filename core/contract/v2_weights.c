/* The weights of V2's pools: how they are stored, and what they are in between. */
#include "base/check.h"
#include "contract/v2.h"
#include "contract/v2_math.h"

#define LEAST_WEIGHT UINT64_C(10000000000000000)

enum { START_BITS = 31, END_BITS = 16, TIME_BITS = 32 };
enum { START_WEIGHTS = 4, END_WEIGHTS = 128, START_TIME = 192, END_TIME = 224 }; /* bits */

static orth_word largest(unsigned bits)
{
    return orth_word_of(UINT64_MAX >> (64 - bits));
}

orth_word orth_v2_compress(orth_evm *evm, orth_word value, unsigned bits)
{
    orth_word compressed = orth_v2_mul_up(evm, value, largest(bits));
    return orth_v2_div_up(evm, compressed, orth_word_of(ORTH_FP_UNIT));
}

orth_word orth_v2_uncompress(orth_evm *evm, orth_word value, unsigned bits)
{
    orth_word uncompressed = orth_v2_mul_up(evm, value, orth_word_of(ORTH_FP_UNIT));
    return orth_v2_div_up(evm, uncompressed, largest(bits));
}

static orth_word take(orth_word state, unsigned offset, unsigned bits)
{
    return orth_word_of(orth_word_shift_right(state, offset).limb[0] & largest(bits).limb[0]);
}

/* Clears the field, then adds the value's bits, of which those past the field stay where they fall:
 * the contract does not cut them either. */
static orth_word put(orth_word state, orth_word value, unsigned offset, unsigned bits)
{
    orth_word field = orth_word_shift_left(largest(bits), offset);
    orth_word placed = orth_word_shift_left(value, offset);
    for (size_t i = 0; i < 4; i++)
        state.limb[i] = (state.limb[i] & ~field.limb[i]) | placed.limb[i];
    return state;
}

orth_word orth_v2_lbp_state(orth_evm *evm, orth_word state, size_t tokens, orth_word start_time,
                            orth_word end_time, const orth_word *start_weights,
                            const orth_word *end_weights)
{
    orth_word sum = orth_word_of(0);
    ORTH_CHECK(tokens >= 2 && tokens <= ORTH_V2_LBP_TOKENS_MAX);
    for (size_t i = 0; i < tokens; i++) {
        unsigned k = (unsigned)i;
        if (orth_word_below(end_weights[i], orth_word_of(LEAST_WEIGHT)))
            orth_evm_error(evm, "BAL#302");
        orth_word start = orth_v2_compress(evm, start_weights[i], START_BITS);
        orth_word end = orth_v2_compress(evm, end_weights[i], END_BITS);
        state = put(state, start, START_WEIGHTS + k * START_BITS, START_BITS);
        state = put(state, end, END_WEIGHTS + k * END_BITS, END_BITS);
        sum = orth_v2_add(evm, sum, end_weights[i]);
    }
    if (!orth_word_equal(sum, orth_word_of(ORTH_FP_UNIT)))
        orth_evm_error(evm, "BAL#308");
    state = put(state, start_time, START_TIME, TIME_BITS);
    return put(state, end_time, END_TIME, TIME_BITS);
}

orth_word orth_v2_lbp_update(orth_evm *evm, orth_word state, size_t tokens, orth_word start_time,
                             orth_word end_time, const orth_word *end_weights, orth_word now)
{
    orth_word start_weights[ORTH_V2_LBP_TOKENS_MAX];
    if (orth_word_below(start_time, now))
        start_time = now;
    if (orth_word_below(end_time, start_time))
        orth_evm_error(evm, "BAL#326");
    orth_v2_lbp_weights(evm, state, tokens, now, start_weights);
    return orth_v2_lbp_state(evm, state, tokens, start_time, end_time, start_weights, end_weights);
}

void orth_v2_lbp_weights(orth_evm *evm, orth_word state, size_t tokens, orth_word now,
                         orth_word *out)
{
    orth_word start_time = take(state, START_TIME, TIME_BITS);
    orth_word end_time = take(state, END_TIME, TIME_BITS);
    ORTH_CHECK(tokens >= 2 && tokens <= ORTH_V2_LBP_TOKENS_MAX);
    for (size_t i = 0; i < tokens; i++) {
        unsigned k = (unsigned)i;
        orth_word start = take(state, START_WEIGHTS + k * START_BITS, START_BITS);
        orth_word end = take(state, END_WEIGHTS + k * END_BITS, END_BITS);
        start = orth_v2_uncompress(evm, start, START_BITS);
        end = orth_v2_uncompress(evm, end, END_BITS);
        out[i] = orth_v2_weight_at(evm, start, end, start_time, end_time, now);
    }
}

/* How far between the times, as a fraction of 1e18; a change without a length is over. */
static orth_word progress(orth_evm *evm, orth_word start, orth_word end, orth_word now)
{
    if (orth_word_below(end, now))
        return orth_word_of(ORTH_FP_UNIT);
    if (orth_word_below(now, start))
        return orth_word_of(0);
    orth_word length = orth_word_sub(end, start);
    if (orth_word_is_zero(length))
        return orth_word_of(ORTH_FP_UNIT);
    return orth_v2_div_down(evm, orth_word_sub(now, start), length);
}

orth_word orth_v2_weight_at(orth_evm *evm, orth_word start_weight, orth_word end_weight,
                            orth_word start_time, orth_word end_time, orth_word now)
{
    orth_word part = progress(evm, start_time, end_time, now);
    if (orth_word_is_zero(part))
        return start_weight;
    if (!orth_word_below(part, orth_word_of(ORTH_FP_UNIT)))
        return end_weight;
    if (orth_word_below(end_weight, start_weight)) {
        orth_word fall = orth_word_sub(start_weight, end_weight);
        return orth_word_sub(start_weight, orth_v2_mul_down(evm, part, fall));
    }
    orth_word rise = orth_word_sub(end_weight, start_weight);
    return orth_word_add(start_weight, orth_v2_mul_down(evm, part, rise));
}
