/* Our intervals against MPFI's, another library's over the same MPFR: the same ends, bit for bit.
 */
#include "harness.h"

#include <mpfi.h>

#include "exact/interval.h"

enum { ROUNDS = 30000 };

/* A number of `bits` bits between 2^-6 and 2^6 in size, of the sign wanted: -1, 0 for any, 1. */
static void draw(mpfr_t x, test_random *random, int sign)
{
    mpfr_set_d(x, 1 + test_random_unit(random), MPFR_RNDN);
    mpfr_mul_2si(x, x, (long)test_random_below(random, 12) - 6, MPFR_RNDN);
    if (sign < 0 || (sign == 0 && test_random_below(random, 2) == 0))
        mpfr_neg(x, x, MPFR_RNDN);
}

static void draw_interval(orth_iv *x, mpfi_t y, test_random *random, int sign)
{
    draw(x->lo, random, sign);
    draw(x->hi, random, sign);
    if (test_random_below(random, 4) == 0)
        mpfr_set(x->hi, x->lo, MPFR_RNDN);
    if (mpfr_greater_p(x->lo, x->hi))
        mpfr_swap(x->lo, x->hi);
    mpfi_interv_fr(y, x->lo, x->hi);
}

static void compare(const char *name, const orth_iv *have, const mpfi_t want)
{
    if (!mpfr_equal_p(have->lo, &want->left) || !mpfr_equal_p(have->hi, &want->right))
        ck_abort_msg("%s: [%.17g, %.17g], MPFI has [%.17g, %.17g]", name,
                     mpfr_get_d(have->lo, MPFR_RNDD), mpfr_get_d(have->hi, MPFR_RNDU),
                     mpfr_get_d(&want->left, MPFR_RNDD), mpfr_get_d(&want->right, MPFR_RNDU));
}

START_TEST(two_operands)
{
    static const struct {
        const char *name;
        void (*ours)(orth_iv *out, const orth_iv *a, const orth_iv *b);
        int (*theirs)(mpfi_ptr out, mpfi_srcptr a, mpfi_srcptr b);
        int sign; /* of the second operand */
    } all[] = {{"add", orth_iv_add, mpfi_add, 0},
               {"sub", orth_iv_sub, mpfi_sub, 0},
               {"mul", orth_iv_mul, mpfi_mul, 0},
               {"div", orth_iv_div, mpfi_div, 1}};
    test_random random = test_seeded(21);
    for (int k = 0; k < ROUNDS; k++) {
        mpfr_prec_t bits = 4 + (mpfr_prec_t)test_random_below(&random, k % 8 == 0 ? 200 : 20);
        size_t f = (size_t)k % (sizeof all / sizeof all[0]);
        orth_iv a, b, out;
        mpfi_t c, d, wanted;
        orth_iv_init(&a, bits), orth_iv_init(&b, bits), orth_iv_init(&out, bits);
        mpfi_init2(c, bits), mpfi_init2(d, bits), mpfi_init2(wanted, bits);
        draw_interval(&a, c, &random, 0);
        draw_interval(&b, d, &random, all[f].sign);
        all[f].ours(&out, &a, &b);
        all[f].theirs(wanted, c, d);
        compare(all[f].name, &out, wanted);
        orth_iv_clear(&a), orth_iv_clear(&b), orth_iv_clear(&out);
        mpfi_clear(c), mpfi_clear(d), mpfi_clear(wanted);
    }
}
END_TEST

/* asin wants operands up to 1 and sin, where ours is the tightest, up to pi / 2: halved until they
 * are. */
START_TEST(one_operand)
{
    static const struct {
        const char *name;
        void (*ours)(orth_iv *out, const orth_iv *a);
        int (*theirs)(mpfi_ptr out, mpfi_srcptr a);
        int sign;
        double most;
    } all[] = {{"sqrt", orth_iv_sqrt, mpfi_sqrt, 1, 1e9},
               {"log", orth_iv_log, mpfi_log, 1, 1e9},
               {"exp", orth_iv_exp, mpfi_exp, 0, 1e9},
               {"asin", orth_iv_asin, mpfi_asin, 0, 1},
               {"sin", orth_iv_sin, mpfi_sin, 1, 1.57}};
    test_random random = test_seeded(22);
    for (int k = 0; k < ROUNDS / 3; k++) {
        mpfr_prec_t bits = 4 + (mpfr_prec_t)test_random_below(&random, k % 8 == 0 ? 200 : 20);
        size_t f = (size_t)k % (sizeof all / sizeof all[0]);
        orth_iv a, out;
        mpfi_t c, wanted;
        orth_iv_init(&a, bits), orth_iv_init(&out, bits);
        mpfi_init2(c, bits), mpfi_init2(wanted, bits);
        draw_interval(&a, c, &random, all[f].sign);
        while (mpfr_cmp_d(a.hi, all[f].most) > 0 || mpfr_cmp_d(a.lo, -all[f].most) < 0) {
            mpfr_div_2ui(a.lo, a.lo, 1, MPFR_RNDN);
            mpfr_div_2ui(a.hi, a.hi, 1, MPFR_RNDN);
        }
        mpfi_interv_fr(c, a.lo, a.hi);
        all[f].ours(&out, &a);
        all[f].theirs(wanted, c);
        compare(all[f].name, &out, wanted);
        orth_iv_clear(&a), orth_iv_clear(&out);
        mpfi_clear(c), mpfi_clear(wanted);
    }
}
END_TEST

START_TEST(whole_numbers_and_fractions)
{
    test_random random = test_seeded(23);
    mpq_t q;
    mpq_init(q);
    for (int k = 0; k < ROUNDS / 6; k++) {
        mpfr_prec_t bits = 4 + (mpfr_prec_t)test_random_below(&random, 20);
        unsigned long by = 1 + test_random_below(&random, 100000);
        orth_iv a, out;
        mpfi_t c, wanted;
        orth_iv_init(&a, bits), orth_iv_init(&out, bits);
        mpfi_init2(c, bits), mpfi_init2(wanted, bits);
        draw_interval(&a, c, &random, 0);
        orth_iv_mul_ui(&out, &a, by);
        mpfi_mul_ui(wanted, c, by);
        compare("mul_ui", &out, wanted);
        orth_iv_div_ui(&out, &a, by);
        mpfi_div_ui(wanted, c, by);
        compare("div_ui", &out, wanted);
        mpq_set_si(q, (long)test_random_below(&random, 100000) - 50000, by);
        mpq_canonicalize(q);
        orth_iv_set_q(&out, q);
        mpfi_set_q(wanted, q);
        compare("set_q", &out, wanted);
        orth_iv_clear(&a), orth_iv_clear(&out);
        mpfi_clear(c), mpfi_clear(wanted);
    }
    mpq_clear(q);
}
END_TEST

ORTH_TEST_MAIN("exact_mpfi", two_operands, one_operand, whole_numbers_and_fractions)
