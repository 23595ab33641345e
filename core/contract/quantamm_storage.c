/* Packed storage. */
#include "contract/quantamm.h"

#define STEP UINT64_C(1000000000) /* the last of the nine decimals kept */

/* The word sign-extended from its lowest `bits` bits. */
static orth_word extend(orth_word word, unsigned bits)
{
    return orth_word_shift_right_signed(orth_word_shift_left(word, 256 - bits), 256 - bits);
}

static bool fits(orth_word word, unsigned bits)
{
    return orth_word_equal(extend(word, bits), word);
}

static orth_word either(orth_word a, orth_word b)
{
    for (int i = 0; i < 4; i++)
        a.limb[i] |= b.limb[i];
    return a;
}

size_t orth_quantamm_pack32(orth_evm *evm, orth_words values, orth_word *slots)
{
    size_t count = values.count <= 8 ? 1 : (values.count + 7) / 8;
    for (size_t i = 0; i < count; i++)
        slots[i] = orth_word_of(0);
    for (size_t i = 0; i < values.count; i++) {
        orth_word cut = orth_word_div_signed(values.word[i], orth_word_of(STEP));
        if (!fits(cut, 32))
            orth_evm_error(evm, "Overflow");
        orth_word low = orth_word_of(cut.limb[0] & UINT32_MAX);
        unsigned at = 224 - 32 * (unsigned)(i % 8);
        slots[i / 8] = either(slots[i / 8], orth_word_shift_left(low, at));
    }
    return count;
}

void orth_quantamm_unpack32(orth_word slot, orth_word out[8])
{
    for (unsigned i = 0; i < 8; i++) {
        orth_word value = extend(orth_word_shift_right(slot, 224 - 32 * i), 32);
        out[i] = orth_word_mul(value, orth_word_of(STEP));
    }
}

/* High halves first: what is too large in the pair is told before what is too small. */
static orth_word pack_pair(orth_evm *evm, orth_word left, orth_word right)
{
    bool left_fits = fits(left, 128), right_fits = fits(right, 128);
    if ((!left_fits && !orth_word_negative(left)) || (!right_fits && !orth_word_negative(right)))
        orth_evm_error(evm, "Overflow");
    if (!left_fits || !right_fits)
        orth_evm_error(evm, "Underflow");
    return (orth_word){{right.limb[0], right.limb[1], left.limb[0], left.limb[1]}};
}

size_t orth_quantamm_pack128(orth_evm *evm, orth_words values, orth_word *slots)
{
    size_t n = values.count;
    bool odd = n % 2 != 0;
    if (n == 0) {
        orth_evm_error(evm, "LEN0");
        return 0;
    }
    if (odd && !fits(values.word[n - 1], 128))
        orth_evm_error(evm, "Last array element overflow");
    if (n == 1) /* length - 2 */
        orth_evm_panic(evm, ORTH_PANIC_OVERFLOW);
    for (size_t i = 0; i + 1 < n; i += 2)
        slots[i / 2] = pack_pair(evm, values.word[i], values.word[i + 1]);
    if (odd)
        slots[n / 2] = values.word[n - 1];
    return (n + 1) / 2;
}

void orth_quantamm_unpack128(orth_evm *evm, orth_words slots, size_t count, orth_word *out)
{
    if (2 * slots.count < count)
        orth_evm_error(evm, "SRC!=TGT");
    if (slots.count == 0)
        orth_evm_panic(evm, ORTH_PANIC_OVERFLOW);
    bool odd = count % 2 != 0;
    for (size_t i = 0; i < slots.count && !evm->reverted; i++) {
        bool both = !odd || i + 1 < slots.count;
        if (2 * i + (both ? 1 : 0) >= count) {
            orth_evm_panic(evm, ORTH_PANIC_INDEX);
            return;
        }
        out[2 * i] = orth_word_shift_right_signed(slots.word[i], 128);
        if (both)
            out[2 * i + 1] = extend(slots.word[i], 128);
    }
    if (odd && !evm->reverted)
        out[count - 1] = extend(slots.word[slots.count - 1], 128);
}

void orth_quantamm_store128(orth_evm *evm, size_t n, orth_word *values)
{
    for (size_t i = 0; i + 1 < n; i += 2)
        pack_pair(evm, values[i], values[i + 1]);
    if (n % 2 != 0)
        values[n - 1] = extend(values[n - 1], 128);
}

size_t orth_quantamm_pool_slots(orth_evm *evm, orth_words weights, orth_words multipliers,
                                orth_word slots[2])
{
    size_t n = weights.count, count = n <= 4 ? 1 : 2;
    for (size_t s = 0; s < count; s++) {
        orth_word values[8];
        size_t first = 4 * s, part = s == 0 && n > 4 ? 4 : n - first;
        for (size_t i = 0; i < part; i++) {
            values[i] = weights.word[first + i];
            values[part + i] = multipliers.word[first + i];
        }
        orth_quantamm_pack32(evm, (orth_words){2 * part, values}, &slots[s]);
    }
    return count;
}

void orth_quantamm_pool_values(const orth_word slots[2], size_t n, orth_word *weights,
                               orth_word *multipliers)
{
    for (size_t s = 0; 4 * s < n; s++) {
        orth_word values[8];
        size_t first = 4 * s, part = s == 0 && n > 4 ? 4 : n - first;
        orth_quantamm_unpack32(slots[s], values);
        for (size_t i = 0; i < part; i++) {
            weights[first + i] = values[i];
            multipliers[first + i] = values[part + i];
        }
    }
}
