/* 256-bit words against GMP, on random words biased to corners (runs of ones and zeros, edges). */
#include "harness.h"

#include <gmp.h>
#include <string.h>

#include "contract/word.h"

#define ROUNDS 40000

static void to_integer(mpz_t out, orth_word word, bool is_signed)
{
    mpz_import(out, 4, -1, 8, 0, 0, word.limb);
    if (is_signed && mpz_tstbit(out, 255)) {
        mpz_t top;
        mpz_init_set_ui(top, 1);
        mpz_mul_2exp(top, top, 256);
        mpz_sub(out, out, top);
        mpz_clear(top);
    }
}

/* Whether the word is the integer mod 2^256. */
static int is_integer(orth_word word, const mpz_t integer)
{
    mpz_t low, have;
    mpz_inits(low, have, NULL);
    mpz_fdiv_r_2exp(low, integer, 256);
    to_integer(have, word, false);
    int same = mpz_cmp(low, have) == 0;
    mpz_clears(low, have, NULL);
    return same;
}

static orth_word corner_word(test_random *random)
{
    static const uint64_t limbs[] = {0,
                                     1,
                                     2,
                                     UINT64_MAX,
                                     UINT64_MAX - 1,
                                     UINT64_C(1) << 63,
                                     (UINT64_C(1) << 63) - 1,
                                     UINT64_C(1000000000000000000)};
    orth_word word;
    for (int i = 0; i < 4; i++)
        word.limb[i] = test_random_below(random, 2) ? limbs[test_random_below(random, 8)]
                                                    : test_random_bits(random);
    for (size_t i = test_random_below(random, 5); i < 4; i++)
        word.limb[i] = 0;
    return word;
}

START_TEST(unsigned_arithmetic)
{
    test_random random = test_seeded(1);
    mpz_t a, b, c, remainder, top;
    mpz_inits(a, b, c, remainder, top, NULL);
    mpz_set_ui(top, 1);
    mpz_mul_2exp(top, top, 256);
    for (int i = 0; i < ROUNDS; i++) {
        orth_word x = corner_word(&random), y = corner_word(&random), z, r;
        to_integer(a, x, false);
        to_integer(b, y, false);
        mpz_add(c, a, b);
        ck_assert_int_eq(orth_word_add_carry(&z, x, y), mpz_cmp(c, top) >= 0);
        ck_assert(is_integer(z, c));
        mpz_sub(c, a, b);
        ck_assert_int_eq(orth_word_sub_borrow(&z, x, y), mpz_sgn(c) < 0);
        ck_assert(is_integer(z, c));
        mpz_mul(c, a, b);
        ck_assert_int_eq(orth_word_mul_overflow(&z, x, y), mpz_cmp(c, top) >= 0);
        ck_assert(is_integer(z, c));
        ck_assert_int_eq(orth_word_below(x, y), mpz_cmp(a, b) < 0);
        ck_assert_int_eq(orth_word_equal(x, y), mpz_cmp(a, b) == 0);
        ck_assert_uint_eq(orth_word_bits(x), mpz_sgn(a) == 0 ? 0 : mpz_sizeinbase(a, 2));
        z = orth_word_divide(&r, x, y);
        if (mpz_sgn(b) == 0) {
            ck_assert(orth_word_is_zero(z) && orth_word_is_zero(r));
            continue;
        }
        mpz_tdiv_qr(c, remainder, a, b);
        ck_assert_msg(is_integer(z, c) && is_integer(r, remainder), "round %d", i);
    }
    mpz_clears(a, b, c, remainder, top, NULL);
}
END_TEST

START_TEST(signed_arithmetic)
{
    test_random random = test_seeded(2);
    mpz_t a, b, c;
    mpz_inits(a, b, c, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        orth_word x = corner_word(&random), y = corner_word(&random);
        unsigned shift = (unsigned)test_random_below(&random, 256);
        to_integer(a, x, true);
        to_integer(b, y, true);
        ck_assert_int_eq(orth_word_signed_below(x, y), mpz_cmp(a, b) < 0);
        mpz_fdiv_q_2exp(c, a, shift);
        ck_assert(is_integer(orth_word_shift_right_signed(x, shift), c));
        mpz_mul_2exp(c, a, shift);
        ck_assert(is_integer(orth_word_shift_left(x, shift), c));
        if (mpz_sgn(b) != 0) {
            mpz_tdiv_q(c, a, b);
            ck_assert(is_integer(orth_word_div_signed(x, y), c));
            mpz_tdiv_r(c, a, b);
            ck_assert(is_integer(orth_word_mod_signed(x, y), c));
        }
        to_integer(a, x, false);
        mpz_fdiv_q_2exp(c, a, shift);
        ck_assert(is_integer(orth_word_shift_right(x, shift), c));
    }
    mpz_clears(a, b, c, NULL);
}
END_TEST

START_TEST(products_of_512_bits)
{
    test_random random = test_seeded(3);
    mpz_t a, b, d, c, r;
    mpz_inits(a, b, d, c, r, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        orth_word x = corner_word(&random), y = corner_word(&random), w = corner_word(&random);
        orth_word low, high, remainder;
        to_integer(a, x, false);
        to_integer(b, y, false);
        to_integer(d, w, false);
        orth_word_mul_full(&low, &high, x, y);
        mpz_mul(c, a, b);
        ck_assert(is_integer(low, c));
        mpz_fdiv_q_2exp(r, c, 256);
        ck_assert(is_integer(high, r));
        if (mpz_cmp(r, d) >= 0)
            continue;
        orth_word q = orth_word_mul_divide(&remainder, x, y, w);
        mpz_tdiv_qr(c, r, c, d);
        ck_assert(is_integer(q, c) && is_integer(remainder, r));
    }
    mpz_clears(a, b, d, c, r, NULL);
}
END_TEST

START_TEST(division_by_a_prepared_limb)
{
    test_random random = test_seeded(4);
    mpz_t a, c;
    mpz_inits(a, c, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        orth_word x = corner_word(&random);
        uint64_t d = test_random_bits(&random) >> test_random_below(&random, 64);
        d += d == 0;
        to_integer(a, x, false);
        mpz_tdiv_q_ui(c, a, d);
        ck_assert(is_integer(orth_word_div_limb(x, orth_word_prepare(d)), c));
    }
    mpz_clears(a, c, NULL);
}
END_TEST

START_TEST(text_comes_back)
{
    test_random random = test_seeded(5);
    mpz_t a;
    mpz_init(a);
    for (int i = 0; i < 4000; i++) {
        orth_word x = corner_word(&random), y;
        for (int is_signed = 0; is_signed < 2; is_signed++) {
            char text[ORTH_WORD_TEXT_MAX], want[ORTH_WORD_TEXT_MAX];
            to_integer(a, x, is_signed);
            mpz_get_str(want, 10, a);
            ck_assert_str_eq(orth_word_text(text, x, is_signed), want);
            ck_assert(orth_word_parse(&y, text, is_signed, NULL) == ORTH_OK);
            ck_assert(orth_word_equal(x, y));
        }
    }
    mpz_clear(a);
}
END_TEST

static int parses(const char *text, bool is_signed, const char *want)
{
    orth_word word;
    char have[ORTH_WORD_TEXT_MAX];
    return orth_word_parse(&word, text, is_signed, NULL) == ORTH_OK &&
           strcmp(orth_word_text(have, word, is_signed), want) == 0;
}

START_TEST(text_is_read)
{
    ck_assert(parses("1.5e18", false, "1500000000000000000"));
    ck_assert(parses("-5e17", true, "-500000000000000000"));
    ck_assert(parses("0.000e3", false, "0"));
    ck_assert(parses("1200e-2", false, "12"));
    ck_assert(parses("0xff", false, "255"));
    ck_assert(parses("0", false, "0"));
    ck_assert(parses("-0", false, "0"));
    ck_assert(parses("0e400", false, "0"));
    ck_assert(parses("1e77", false,
                     "1"
                     "00000000000000000000000000000000000000000000000000000000000"
                     "000000000000000000"));
}
END_TEST

START_TEST(text_is_refused)
{
    static const char *const bad[] = {
        "",      "-",    "1.5",
        "1e",    "1e78", "1e401",
        "1.",    ".5",   "0x",
        "0xg",   " 1",   "1 ",
        "1e-1",  "+1",   "1,5",
        "nan",   "-1",   "--1",
        "1e5.5", "1e+",  "0x10000000000000000000000000000000000000000000000000000000000000000"};
    orth_word word;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        orth_error error;
        ck_assert_msg(orth_word_parse(&word, bad[i], false, &error) == ORTH_BAD_INPUT, "'%s'",
                      bad[i]);
        ck_assert(strlen(error.text) > 0);
    }
    /* 2^255 is no int256, -2^255 is */
    ck_assert(orth_word_parse(&word,
                              "57896044618658097711785492504343953926634992332820282019728"
                              "792003956564819968",
                              true, NULL) == ORTH_BAD_INPUT);
    ck_assert(orth_word_parse(&word,
                              "-57896044618658097711785492504343953926634992332820282019728"
                              "792003956564819968",
                              true, NULL) == ORTH_OK);
}
END_TEST

ORTH_TEST_MAIN("contract words", unsigned_arithmetic, signed_arithmetic, products_of_512_bits,
               division_by_a_prepared_limb, text_comes_back, text_is_read, text_is_refused)
