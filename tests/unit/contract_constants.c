/* The contracts' constants: how far from the mathematics, and the prepared divisors recomputed. */
#include "harness.h"

#include <mpfr.h>
#include <stdlib.h>

#include "contract/log_exp.h"
#include "contract/prb.h"

/* The word into out. */
static void to_mpfr(mpfr_t out, orth_word word)
{
    mpz_t integer;
    mpz_init(integer);
    mpz_import(integer, 4, -1, 8, 0, 0, word.limb);
    mpfr_set_z(out, integer, MPFR_RNDN);
    mpz_clear(integer);
}

/* e^(2^k): each constant is the truncated value, or cut after fewer digits (128: 22 digits, 64: 19,
 * 32: 22, 16: 19, 8: 21), never above it; the relative distance is at most that of its digits. */
START_TEST(log_exp_constants)
{
    static const double far[] = {1e-21, 1e-18, 1e-20, 1e-18, 1e-20, 1e-20,
                                 1e-20, 1e-20, 1e-20, 1e-20, 1e-20, 1e-20};
    mpfr_t exact, have, scale;
    mpfr_inits2(400, exact, have, scale, (mpfr_ptr)NULL);
    for (int i = 0; i < ORTH_LOG_EXP_CONSTANTS; i++) {
        mpfr_set_ui_2exp(exact, 1, 7 - i, MPFR_RNDN);
        mpfr_exp(exact, exact, MPFR_RNDN);
        mpfr_ui_pow_ui(scale, 10, i < 2 ? 0 : 20, MPFR_RNDN);
        mpfr_mul(exact, exact, scale, MPFR_RNDN);
        to_mpfr(have, orth_log_exp_constants[i]);
        mpfr_sub(have, have, exact, MPFR_RNDN);
        mpfr_div(have, have, exact, MPFR_RNDN);
        double relative = mpfr_get_d(have, MPFR_RNDN);
        ck_assert_msg(relative <= far[i] && relative >= -far[i], "constant %d: %g", i, relative);
    }
    mpfr_clears(exact, have, scale, (mpfr_ptr)NULL);
}
END_TEST

START_TEST(log_exp_divisors)
{
    for (int i = 0; i < ORTH_LOG_EXP_CONSTANTS; i++) {
        const orth_word_divisor *d = &orth_log_exp_divisors[i];
        orth_word_divisor again = orth_word_prepare_word(orth_log_exp_constants[i]);
        ck_assert(orth_word_equal(again.normalised, d->normalised));
        ck_assert(again.length == d->length && again.shift == d->shift &&
                  again.inverse == d->inverse);
    }
    orth_word e18 = orth_word_of(ORTH_FP_UNIT);
    orth_word_divisor e36 = orth_word_prepare_word(orth_word_mul(e18, e18));
    ck_assert(orth_word_equal(e36.normalised, orth_log_exp_1e36.normalised));
    ck_assert(e36.length == 2 && e36.shift == orth_log_exp_1e36.shift &&
              e36.inverse == orth_log_exp_1e36.inverse);
    orth_word_limb_divisor unit = orth_word_prepare(ORTH_FP_UNIT), have = ORTH_FP_UNIT_DIVISOR;
    ck_assert(unit.normalised == have.normalised && unit.inverse == have.inverse &&
              unit.shift == have.shift);
}
END_TEST

/* round(2^(2^-i) 2^64) - 2^64 */
START_TEST(prb_factors)
{
    mpfr_t root;
    mpz_t rounded;
    mpfr_init2(root, 300);
    mpz_init(rounded);
    mpfr_set_ui(root, 2, MPFR_RNDN);
    for (int i = 0; i < 64; i++) {
        mpfr_sqrt(root, root, MPFR_RNDN);
        mpfr_t scaled;
        mpfr_init2(scaled, 300);
        mpfr_sub_ui(scaled, root, 1, MPFR_RNDN);
        mpfr_mul_2ui(scaled, scaled, 64, MPFR_RNDN);
        mpfr_get_z(rounded, scaled, MPFR_RNDN);
        ck_assert_msg(mpz_cmp_ui(rounded, orth_prb_exp2_factors[i]) == 0, "factor %d", i + 1);
        mpfr_clear(scaled);
    }
    mpz_clear(rounded);
    mpfr_clear(root);
}
END_TEST

ORTH_TEST_MAIN("contract constants", log_exp_constants, log_exp_divisors, prb_factors)
