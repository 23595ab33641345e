/* The product's word and fixed-point code with limbs of 2 bits, words of 8 and ONE = 10, on all
 * 65,536 pairs, against plain integers. */
#include "harness.h"

#include <stdlib.h>

#include "contract/evm.h"

#define ORTH_WORD mini
#define ORTH_W(name) mini_##name
#define ORTH_LIMB uint8_t
#define ORTH_LIMB2 uint8_t
#define ORTH_LIMB_BITS 2
#include "contract/word_template.h"

#define ONE 10
/* What the last revert was: selector and up to two words. */
static uint32_t last_selector;
static int last_words[2];

static mini to_mini(int value)
{
    return (mini){{(uint8_t)(value & 3), (uint8_t)(value >> 2 & 3), (uint8_t)(value >> 4 & 3),
                   (uint8_t)(value >> 6 & 3)}};
}

static int to_int(mini word)
{
    return word.limb[0] | word.limb[1] << 2 | word.limb[2] << 4 | word.limb[3] << 6;
}

static int to_signed(mini word)
{
    return (int8_t)to_int(word);
}

static void note(orth_evm *evm, uint32_t selector, mini first, mini second)
{
    if (evm->reverted)
        return;
    last_words[0] = to_int(first);
    last_words[1] = to_int(second);
    orth_evm_revert(evm, selector);
}

#define ORTH_FP(name) mini_fp_##name
#define ORTH_FP_ONE to_mini(ONE)
#define ORTH_FP_BY_ONE(word) mini_div(word, to_mini(ONE))
#define ORTH_FP_REVERT1(evm, selector, word) note(evm, selector, word, to_mini(0))
#define ORTH_FP_REVERT2(evm, selector, first, second) note(evm, selector, first, second)
#include "contract/fixed_point_template.h"

static uint32_t selector_of(const orth_evm *evm)
{
    uint32_t selector = 0;
    for (int i = 0; i < 4; i++)
        selector = selector << 8 | evm->payload[i];
    return evm->reverted ? selector : 0;
}

#define PANIC 0x4e487b71u

/* Whether the call gave `want`, or reverted with `selector` (and a panic with `code`). */
static int gives(const orth_evm *evm, int have, int want, uint32_t selector, int code)
{
    if (selector == 0)
        return !evm->reverted && have == want;
    last_selector = selector_of(evm);
    return last_selector == selector && (selector != PANIC || evm->payload[35] == code);
}

#define EACH_PAIR(a, b)                                                                            \
    for (int a = 0; a < 256; a++)                                                                  \
        for (int b = 0; b < 256; b++)

START_TEST(words)
{
    EACH_PAIR(a, b)
    {
        mini x = to_mini(a), y = to_mini(b), z, high, r;
        ck_assert_int_eq(mini_add_carry(&z, x, y), a + b > 255);
        ck_assert_int_eq(to_int(z), (a + b) & 255);
        ck_assert_int_eq(mini_sub_borrow(&z, x, y), a < b);
        ck_assert_int_eq(to_int(z), (a - b) & 255);
        ck_assert_int_eq(mini_mul_overflow(&z, x, y), a * b > 255);
        ck_assert_int_eq(to_int(z), a * b & 255);
        mini_mul_full(&z, &high, x, y);
        ck_assert_int_eq(to_int(high) << 8 | to_int(z), a * b);
        z = mini_divide(&r, x, y);
        ck_assert_int_eq(to_int(z), b == 0 ? 0 : a / b);
        ck_assert_int_eq(to_int(r), b == 0 ? 0 : a % b);
        ck_assert_int_eq(mini_signed_below(x, y), (int8_t)a < (int8_t)b);
        ck_assert_int_eq(mini_below(x, y), a < b);
        if (b != 0) {
            ck_assert_int_eq(to_int(mini_div_signed(x, y)), ((int8_t)a / (int8_t)b) & 255);
            ck_assert_int_eq(to_signed(mini_mod_signed(x, y)), (int8_t)a % (int8_t)b);
        }
        if (b < 8) {
            ck_assert_int_eq(to_int(mini_shift_left(x, (unsigned)b)), a << b & 255);
            ck_assert_int_eq(to_int(mini_shift_right(x, (unsigned)b)), a >> b);
            ck_assert_int_eq(to_signed(mini_shift_right_signed(x, (unsigned)b)), (int8_t)a >> b);
        }
        if (b > 0 && b < 4)
            ck_assert_int_eq(to_int(mini_div_limb(x, mini_prepare((uint8_t)b))), a / b);
    }
}
END_TEST

START_TEST(double_width_division) /* all 16-bit products by all divisors that fit */
{
    EACH_PAIR(a, b)
    {
        for (int d = (a * b >> 8) + 1; d < 256; d++) {
            mini r, q = mini_mul_divide(&r, to_mini(a), to_mini(b), to_mini(d));
            if (to_int(q) != a * b / d || to_int(r) != a * b % d)
                ck_abort_msg("%d * %d / %d", a, b, d);
        }
    }
}
END_TEST

START_TEST(balancer_primitives)
{
    EACH_PAIR(a, b)
    {
        mini x = to_mini(a), y = to_mini(b);
        orth_evm evm[4] = {{.reverted = false}};
        uint32_t over = a * b > 255 ? PANIC : 0;
        int got = to_int(mini_fp_mul_down(&evm[0], x, y));
        ck_assert(gives(&evm[0], got, a * b / ONE, over, 0x11));
        got = to_int(mini_fp_mul_up(&evm[1], x, y));
        ck_assert(gives(&evm[1], got, (a * b + ONE - 1) / ONE, over, 0x11));
        bool inflated = a * ONE > 255;
        got = to_int(mini_fp_div_down(&evm[2], x, y));
        ck_assert(gives(&evm[2], got, b == 0 ? 0 : a * ONE / b, inflated || b == 0 ? PANIC : 0,
                        inflated ? 0x11 : 0x12));
        got = to_int(mini_fp_div_up(&evm[3], x, y));
        ck_assert(gives(&evm[3], got, b == 0 ? 0 : (a * ONE + b - 1) / b,
                        b == 0     ? ORTH_ZERO_DIVISION
                        : inflated ? PANIC
                                   : 0,
                        0x11));
        ck_assert_int_eq(to_int(mini_fp_complement(x)), a < ONE ? ONE - a : 0);
    }
}
END_TEST

START_TEST(prb_mul)
{
    EACH_PAIR(a, b)
    {
        int x = (int8_t)a, y = (int8_t)b, product = abs(x) * abs(y);
        int rounded = (2 * product + ONE) / (2 * ONE) & 255; /* half up; the sum may wrap */
        uint32_t want = x == -128 || y == -128 ? ORTH_PRB_MUL_INPUT
                        : product >> 8 >= ONE  ? ORTH_PRB_MUL_DIV_FIXED_POINT
                        : rounded > 127        ? ORTH_PRB_MUL_OVERFLOW
                                               : 0;
        orth_evm evm = {.reverted = false};
        int got = to_signed(mini_fp_prb_mul(&evm, to_mini(a), to_mini(b)));
        ck_assert_msg(gives(&evm, got, (x < 0) != (y < 0) ? -rounded : rounded, want, 0),
                      "%d * %d: %d, %08x", x, y, got, last_selector);
        if (want == ORTH_PRB_MUL_OVERFLOW)
            ck_assert_int_eq(last_words[0], rounded);
        if (want == ORTH_PRB_MUL_DIV_FIXED_POINT)
            ck_assert_int_eq(last_words[0], product >> 8);
    }
}
END_TEST

START_TEST(prb_div)
{
    EACH_PAIR(a, b)
    {
        int x = (int8_t)a, y = (int8_t)b, product = abs(x) * ONE, below = abs(y);
        int high = product >> 8, quotient = below == 0 ? 0 : product / below;
        uint32_t want = x == -128 || y == -128       ? ORTH_PRB_DIV_INPUT
                        : high == 0 && below == 0    ? PANIC
                        : high != 0 && high >= below ? ORTH_PRB_MUL_DIV
                        : quotient > 127             ? ORTH_PRB_DIV_OVERFLOW
                                                     : 0;
        orth_evm evm = {.reverted = false};
        int got = to_signed(mini_fp_prb_div(&evm, to_mini(a), to_mini(b)));
        ck_assert_msg(gives(&evm, got, (x < 0) != (y < 0) ? -quotient : quotient, want, 0x12),
                      "%d / %d", x, y);
        if (want == ORTH_PRB_MUL_DIV)
            ck_assert(last_words[0] == high && last_words[1] == below);
        if (want == ORTH_PRB_DIV_OVERFLOW)
            ck_assert_int_eq(last_words[0], quotient);
    }
}
END_TEST

ORTH_TEST_MAIN("contract miniature", words, double_width_division, balancer_primitives, prb_mul,
               prb_div)
