#include "contract/evm.h"

#include <stdio.h>
#include <string.h>

#include "contract/abi.h"

#define SELECTOR_PANIC 0x4e487b71u
#define SELECTOR_ERROR 0x08c379a0u

static void put_word(orth_evm *evm, orth_word word)
{
    orth_abi_word_to_bytes(evm->payload + evm->length, word);
    evm->length += 32;
}

/* Starts a payload; false when an earlier revert stands. */
static bool begin(orth_evm *evm, uint32_t selector)
{
    if (evm->reverted)
        return false;
    evm->reverted = true;
    evm->length = 4;
    for (int i = 0; i < 4; i++)
        evm->payload[i] = (uint8_t)(selector >> (24 - 8 * i));
    return true;
}

void orth_evm_revert(orth_evm *evm, uint32_t selector)
{
    begin(evm, selector);
}

void orth_evm_revert1(orth_evm *evm, uint32_t selector, orth_word word)
{
    if (begin(evm, selector))
        put_word(evm, word);
}

void orth_evm_revert2(orth_evm *evm, uint32_t selector, orth_word first, orth_word second)
{
    if (begin(evm, selector)) {
        put_word(evm, first);
        put_word(evm, second);
    }
}

void orth_evm_revert3(orth_evm *evm, uint32_t selector, orth_word first, orth_word second,
                      orth_word third)
{
    if (begin(evm, selector)) {
        put_word(evm, first);
        put_word(evm, second);
        put_word(evm, third);
    }
}

void orth_evm_panic(orth_evm *evm, unsigned code)
{
    orth_evm_revert1(evm, SELECTOR_PANIC, orth_word_of(code));
}

void orth_evm_error(orth_evm *evm, const char *text)
{
    size_t length = strnlen(text, 32);
    if (!begin(evm, SELECTOR_ERROR))
        return;
    put_word(evm, orth_word_of(32));
    put_word(evm, orth_word_of(length));
    memset(evm->payload + evm->length, 0, 32);
    memcpy(evm->payload + evm->length, text, length);
    evm->length += 32;
}

static const struct {
    uint32_t selector;
    const char *name;
    const char *words; /* the types behind it: u uint256, i int256 */
} known_errors[] = {
    {ORTH_ZERO_DIVISION, "ZeroDivision", ""},
    {ORTH_BASE_OUT_OF_BOUNDS, "BaseOutOfBounds", ""},
    {ORTH_EXPONENT_OUT_OF_BOUNDS, "ExponentOutOfBounds", ""},
    {ORTH_PRODUCT_OUT_OF_BOUNDS, "ProductOutOfBounds", ""},
    {ORTH_INVALID_EXPONENT, "InvalidExponent", ""},
    {ORTH_OUT_OF_BOUNDS, "OutOfBounds", ""},
    {ORTH_MAX_IN_RATIO, "MaxInRatio", ""},
    {ORTH_MAX_OUT_RATIO, "MaxOutRatio", ""},
    {ORTH_ZERO_INVARIANT, "ZeroInvariant", ""},
    {ORTH_INVARIANT_ABOVE_MAX, "InvariantRatioAboveMax", "uu"},
    {ORTH_INVARIANT_BELOW_MIN, "InvariantRatioBelowMin", "uu"},
    {ORTH_LENGTH_MISMATCH, "InputLengthMismatch", ""},
    {ORTH_AMOUNT_GIVEN_ZERO, "AmountGivenZero", ""},
    {ORTH_SAME_TOKEN, "CannotSwapSameToken", ""},
    {ORTH_TRADE_TOO_SMALL, "TradeAmountTooSmall", ""},
    {ORTH_BALANCE_BELOW_MIN, "TokenBalanceBelowMin", "uuu"},
    {ORTH_MIN_WEIGHT, "MinWeight", ""},
    {ORTH_WEIGHT_SUM, "NormalizedWeightInvariant", ""},
    {ORTH_START_TIME, "InvalidStartTime", "uu"},
    {ORTH_SWAPS_DISABLED, "SwapsDisabled", ""},
    {ORTH_PROJECT_TOKEN_IN, "SwapOfProjectTokenIn", ""},
    {ORTH_REAL_RESERVE, "InsufficientRealReserveBalance", "uu"},
    {ORTH_PROJECT_TOKEN_RATE, "InvalidProjectTokenRate", ""},
    {ORTH_TRADE_SIZE_RATIO, "maxTradeSizeRatioExceeded", ""},
    {ORTH_PRB_MUL_INPUT, "PRBMathSD59x18__MulInputTooSmall", ""},
    {ORTH_PRB_MUL_OVERFLOW, "PRBMathSD59x18__MulOverflow", "u"},
    {ORTH_PRB_MUL_DIV_FIXED_POINT, "PRBMath__MulDivFixedPointOverflow", "u"},
    {ORTH_PRB_DIV_INPUT, "PRBMathSD59x18__DivInputTooSmall", ""},
    {ORTH_PRB_DIV_OVERFLOW, "PRBMathSD59x18__DivOverflow", "u"},
    {ORTH_PRB_MUL_DIV, "PRBMath__MulDivOverflow", "uu"},
    {ORTH_PRB_EXP_INPUT, "PRBMathSD59x18__ExpInputTooBig", "i"},
    {ORTH_PRB_EXP2_INPUT, "PRBMathSD59x18__Exp2InputTooBig", "i"},
    {ORTH_PRB_LOG_INPUT, "PRBMathSD59x18__LogInputTooSmall", "i"},
    {ORTH_PRB_SQRT_NEGATIVE, "PRBMathSD59x18__SqrtNegativeInput", "i"},
    {ORTH_PRB_SQRT_OVERFLOW, "PRBMathSD59x18__SqrtOverflow", "i"},
    {ORTH_PRB_ABS_INPUT, "PRBMathSD59x18__AbsInputTooSmall", ""},
    {ORTH_PRB_FROM_INT_OVERFLOW, "PRBMathSD59x18__FromIntOverflow", "i"},
};

static orth_word get_word(const orth_evm *evm, size_t index)
{
    return orth_abi_word_from_bytes(evm->payload + 4 + ORTH_ABI_WORD * index);
}

static const char *panic_text(uint64_t code)
{
    switch (code) {
    case ORTH_PANIC_OVERFLOW:
        return "arithmetic overflow";
    case ORTH_PANIC_DIVISION:
        return "division by zero";
    case ORTH_PANIC_INDEX:
        return "index out of range";
    default:
        return "unknown";
    }
}

const char *orth_evm_describe(char *text, size_t size, const orth_evm *evm)
{
    uint32_t selector = 0;
    char word[ORTH_WORD_TEXT_MAX];
    if (evm->length < 4) {
        snprintf(text, size, "(empty)");
        return text;
    }
    for (int i = 0; i < 4; i++)
        selector = selector << 8 | evm->payload[i];
    if (selector == SELECTOR_PANIC) {
        uint64_t code = get_word(evm, 0).limb[0];
        snprintf(text, size, "Panic(0x%02x): %s", (unsigned)code, panic_text(code));
        return text;
    }
    if (selector == SELECTOR_ERROR) {
        int length = (int)get_word(evm, 1).limb[0];
        snprintf(text, size, "Error(\"%.*s\")", length, (const char *)evm->payload + 68);
        return text;
    }
    snprintf(text, size, "0x%08x", selector);
    for (size_t i = 0; i < sizeof known_errors / sizeof known_errors[0]; i++) {
        if (known_errors[i].selector != selector)
            continue;
        size_t at = (size_t)snprintf(text, size, "%s(", known_errors[i].name);
        for (size_t k = 0; known_errors[i].words[k] != '\0' && at < size; k++)
            at += (size_t)snprintf(
                text + at, size - at, "%s%s", k > 0 ? ", " : "",
                orth_word_text(word, get_word(evm, k), known_errors[i].words[k] == 'i'));
        if (at < size)
            snprintf(text + at, size - at, ")");
    }
    return text;
}

const char *orth_evm_payload_text(char text[ORTH_EVM_PAYLOAD_TEXT_MAX], const orth_evm *evm)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < evm->length; i++) {
        text[2 * i] = digits[evm->payload[i] >> 4];
        text[2 * i + 1] = digits[evm->payload[i] & 15];
    }
    text[2 * evm->length] = '\0';
    return text;
}
