/* The contract at the last value that it accepts and at the first that it refuses, one wei apart;
 * results computed by hand. */
#include "harness.h"

#include "contract/lbp.h"
#include "contract/log_exp.h"
#include "contract/prb.h"
#include "contract/quantamm.h"
#include "contract/vault_pool.h"
#include "contract/weighted.h"

#define ONE ORTH_FP_UNIT

static orth_word word(uint64_t value)
{
    return orth_word_of(value);
}

static orth_word minus(uint64_t value)
{
    return orth_word_negate(orth_word_of(value));
}

static uint64_t low_limb(orth_word value)
{
    ck_assert((value.limb[1] | value.limb[2] | value.limb[3]) == 0);
    return value.limb[0];
}

static bool starts_with(const orth_evm *evm, uint32_t selector)
{
    uint32_t have = 0;
    for (size_t i = 0; i < 4; i++)
        have = have << 8 | evm->payload[i];
    return evm->reverted && have == selector;
}

/* ---------------------------------------------------------------- ratios of swaps and joins */

START_TEST(swaps_at_thirty_percent)
{
    /* equal weights: out = 1 - ceil(1 / 1.3), in = ceil(1 / 0.7) - 1 */
    orth_evm evm = {0};
    orth_word one = word(ONE), half = word(ONE / 2);
    orth_word out =
        orth_weighted_out_given_exact_in(&evm, one, half, one, half, word(3 * ONE / 10));
    ck_assert(!evm.reverted);
    ck_assert_uint_eq(low_limb(out), UINT64_C(230769230769230769));
    orth_word in = orth_weighted_in_given_exact_out(&evm, one, half, one, half, word(3 * ONE / 10));
    ck_assert(!evm.reverted);
    ck_assert_uint_eq(low_limb(in), UINT64_C(428571428571428572));
    orth_weighted_out_given_exact_in(&evm, one, half, one, half, word(3 * ONE / 10 + 1));
    ck_assert(starts_with(&evm, ORTH_MAX_IN_RATIO));
    evm = (orth_evm){0};
    orth_weighted_in_given_exact_out(&evm, one, half, one, half, word(3 * ONE / 10 + 1));
    ck_assert(starts_with(&evm, ORTH_MAX_OUT_RATIO));
}
END_TEST

/* Each limit is of its own balance, rounded down: of 33 wei 9, of 7 wei 2. */
START_TEST(swaps_of_few_wei)
{
    orth_evm evm = {0};
    orth_word half = word(ONE / 2);
    orth_weighted_out_given_exact_in(&evm, word(33), half, word(7), half, word(9));
    orth_weighted_in_given_exact_out(&evm, word(33), half, word(7), half, word(2));
    ck_assert(!evm.reverted);
    orth_weighted_out_given_exact_in(&evm, word(33), half, word(7), half, word(10));
    ck_assert(starts_with(&evm, ORTH_MAX_IN_RATIO));
    evm = (orth_evm){0};
    orth_weighted_in_given_exact_out(&evm, word(33), half, word(7), half, word(3));
    ck_assert(starts_with(&evm, ORTH_MAX_OUT_RATIO));
}
END_TEST

static const orth_word one_each[] = {{{ONE}}, {{ONE}}}, halves[] = {{{ONE / 2}}, {{ONE / 2}}},
                       scales[] = {{{1}}, {{1}}};

static orth_vault_pool equal_pool(orth_weighted_variant variant)
{
    return (orth_vault_pool){.variant = variant,
                             .weights = {2, halves},
                             .balances = {2, one_each},
                             .scaling = {2, scales},
                             .rates = {2, one_each},
                             .total_supply = word(ONE)};
}

/* The supply times 3 and times 0.7 are still allowed. Without a fee the token pays the square: with
 * 1 / weight = 2 the power has no margin. */
START_TEST(supply_at_its_limits)
{
    orth_vault_pool pool = equal_pool(ORTH_WEIGHTED_VARIANT_BALANCER);
    orth_evm evm = {0};
    orth_word in = orth_pool_join_single_exact_bpt(&evm, &pool, word(0), word(2 * ONE));
    ck_assert(!evm.reverted);
    ck_assert_uint_eq(low_limb(in), 8 * ONE);
    orth_word out = orth_pool_exit_single_exact_bpt(&evm, &pool, word(0), word(3 * ONE / 10));
    ck_assert(!evm.reverted);
    ck_assert_uint_eq(low_limb(out), ONE / 100 * 51);
    orth_pool_join_single_exact_bpt(&evm, &pool, word(0), word(2 * ONE + 1));
    ck_assert(starts_with(&evm, ORTH_INVARIANT_ABOVE_MAX));
    evm = (orth_evm){0};
    orth_pool_exit_single_exact_bpt(&evm, &pool, word(0), word(3 * ONE / 10 + 1));
    ck_assert(starts_with(&evm, ORTH_INVARIANT_BELOW_MIN));
}
END_TEST

/* Whether 1 / weight is rounded up: from above a ratio of 1 on (Balancer), above 1 wei (QuantAMM).
 * A weight of 0.3 has the exponents 3.33..33 and 3.33..34. */
START_TEST(exponent_of_a_ratio)
{
    static const struct {
        orth_weighted_variant variant;
        uint64_t ratio, exponent;
    } cases[] = {{ORTH_WEIGHTED_VARIANT_BALANCER, ONE, UINT64_C(3333333333333333333)},
                 {ORTH_WEIGHTED_VARIANT_BALANCER, ONE + 1, UINT64_C(3333333333333333334)},
                 {ORTH_WEIGHTED_VARIANT_BALANCER, 9 * ONE / 10, UINT64_C(3333333333333333333)},
                 {ORTH_WEIGHTED_VARIANT_BALANCER, 3 * ONE, UINT64_C(3333333333333333334)},
                 {ORTH_WEIGHTED_VARIANT_QUANTAMM, 9 * ONE / 10, UINT64_C(3333333333333333334)},
                 {ORTH_WEIGHTED_VARIANT_QUANTAMM, 3 * ONE, UINT64_C(3333333333333333334)}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orth_evm evm = {0};
        /* a balance large enough that the last digit of the exponent is seen */
        orth_word balance = orth_word_mul(word(ONE), word(ONE));
        orth_word power = orth_fp_pow_up(&evm, word(cases[i].ratio), word(cases[i].exponent));
        orth_word have = orth_weighted_balance_given_invariant(
            &evm, cases[i].variant, balance, word(3 * ONE / 10), word(cases[i].ratio));
        ck_assert(!evm.reverted);
        ck_assert_msg(orth_word_equal(have, orth_fp_mul_up(&evm, balance, power)), "case %zu", i);
    }
}
END_TEST

/* Powers of exactly 1, 2 and 4 have no margin; a wei beside them they have. */
START_TEST(whole_powers)
{
    orth_evm evm = {0};
    uint64_t x = 3 * ONE / 2;
    static const uint64_t exact[][2] = {{1, 3 * ONE / 2}, {2, 9 * ONE / 4}, {4, ONE / 16 * 81}};
    for (size_t i = 0; i < 3; i++) {
        uint64_t y = exact[i][0] * ONE, want = exact[i][1];
        ck_assert_uint_eq(low_limb(orth_fp_pow_down(&evm, word(x), word(y))), want);
        ck_assert_uint_eq(low_limb(orth_fp_pow_up(&evm, word(x), word(y))), want);
        ck_assert_uint_lt(low_limb(orth_fp_pow_down(&evm, word(x), word(y + 1))), want);
        ck_assert_uint_gt(low_limb(orth_fp_pow_up(&evm, word(x), word(y - 1))), want);
    }
    ck_assert(!evm.reverted);
    /* raw 1e18 for a base of 1: 1e4 + 1 wei to either side; a raw of 0 or 1 cannot fall below 0 */
    ck_assert_uint_eq(low_limb(orth_fp_pow_down(&evm, word(ONE), word(3 * ONE))), ONE - 10001);
    ck_assert_uint_eq(low_limb(orth_fp_pow_up(&evm, word(ONE), word(3 * ONE))), ONE + 10001);
    ck_assert_uint_eq(low_limb(orth_fp_pow_down(&evm, word(0), word(3 * ONE))), 0);
    ck_assert_uint_eq(low_limb(orth_fp_pow_up(&evm, word(0), word(3 * ONE))), 1);
}
END_TEST

/* ------------------------------------------------------------------------ the two schedules */

START_TEST(bootstrapping_at_its_ends)
{
    static const struct {
        uint64_t now, weight;
    } cases[] = {{999, 9 * ONE / 10},
                 {1000, 9 * ONE / 10},
                 {1001, 9 * ONE / 10 - 8 * ONE / 10000},
                 {1999, ONE / 10 + 8 * ONE / 10000},
                 {2000, ONE / 10},
                 {2001, ONE / 10}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orth_evm evm = {0};
        orth_word out[2];
        orth_lbp_weights(&evm, word(9 * ONE / 10), word(ONE / 10), word(1000), word(2000),
                         word(cases[i].now), out);
        ck_assert(!evm.reverted);
        ck_assert_uint_eq(low_limb(out[0]), cases[i].weight);
        ck_assert_uint_eq(low_limb(out[1]), ONE - cases[i].weight);
    }
}
END_TEST

#define FOREVER ((UINT64_C(1) << 40) - 1)

/* Two weights that part by `up` wei in `interval` seconds. */
static orth_quantamm_schedule parting(orth_evm *evm, uint64_t first, uint64_t up, uint64_t interval,
                                      uint64_t rail)
{
    const orth_word weights[] = {word(first), word(ONE - first)};
    const orth_word target[] = {word(first + up), word(ONE - first - up)};
    orth_quantamm_schedule schedule;
    orth_quantamm_store(evm, &schedule, (orth_words){2, weights}, (orth_words){2, target},
                        word(interval), word(rail));
    return schedule;
}

/* The seconds to the rail where a weight gets there before 2^40 - 1, what a uint40 can hold; that
 * where it does not, and where nothing moves. One wei a second makes the room the seconds. */
START_TEST(freeze_is_a_uint40)
{
    static const uint64_t rooms[] = {0, 1, 1000, FOREVER - 1, FOREVER, FOREVER + 1, 2 * FOREVER};
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
        orth_evm evm = {0};
        uint64_t high = ONE - ONE / 100, want = rooms[i] < FOREVER ? rooms[i] : FOREVER;
        orth_quantamm_schedule up = parting(&evm, high - rooms[i], 1000, 1000, ONE / 100);
        ck_assert(!evm.reverted);
        ck_assert_uint_eq(low_limb(up.freeze), want);
    }
    orth_evm evm = {0};
    orth_quantamm_schedule still = parting(&evm, ONE / 2, 0, 1000, ONE / 100);
    ck_assert(!evm.reverted);
    ck_assert_uint_eq(low_limb(still.freeze), FOREVER);
}
END_TEST

/* At the freeze itself the weights still go on, after it they stay: with 3e14 wei a second and
 * 3e17 to go, 1000 seconds. A freeze before the update reverts. */
START_TEST(reads_about_the_freeze)
{
    orth_evm evm = {0};
    orth_quantamm_schedule s = parting(&evm, ONE / 2, 3 * ONE / 10, 1000, ONE / 5);
    ck_assert_uint_eq(low_limb(s.freeze), 1000);
    static const uint64_t at[][2] = {{0, ONE / 2},
                                     {999, ONE / 2 + 999 * (3 * ONE / 10000)},
                                     {1000, 8 * ONE / 10},
                                     {1001, 8 * ONE / 10},
                                     {FOREVER, 8 * ONE / 10}};
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        orth_word out[2];
        orth_quantamm_read(&evm, &s, word(at[i][0]), out);
        ck_assert(!evm.reverted);
        ck_assert_uint_eq(low_limb(out[0]), at[i][1]);
        ck_assert_uint_eq(low_limb(out[1]), ONE - at[i][1]);
    }
    orth_word out[2];
    s.freeze = word(0);
    orth_quantamm_read(&evm, &s, word(5), out);
    ck_assert(!evm.reverted && low_limb(out[0]) == ONE / 2);
    s.freeze = minus(1);
    orth_quantamm_read(&evm, &s, word(5), out);
    ck_assert(evm.reverted);
}
END_TEST

/* Nine decimals in 32 bits: 2147483647 and -2147483648 are the last. Halves are cut towards 0. */
START_TEST(thirty_two_bits)
{
    static const int64_t fits[] = {INT32_MAX, INT32_MIN, 0, 1, -1};
    for (size_t i = 0; i < sizeof fits / sizeof fits[0]; i++) {
        orth_evm evm = {0};
        uint64_t size = (uint64_t)(fits[i] < 0 ? -fits[i] : fits[i]) * 1000000000u;
        orth_word value = fits[i] < 0 ? minus(size + 999999999) : word(size + 999999999);
        orth_word slot, back[8];
        orth_quantamm_pack32(&evm, (orth_words){1, &value}, &slot);
        ck_assert(!evm.reverted);
        orth_quantamm_unpack32(slot, back);
        ck_assert(orth_word_equal(back[0], fits[i] < 0 ? minus(size) : word(size)));
    }
    orth_evm evm = {0};
    orth_word slot, over = word(UINT64_C(2147483648) * 1000000000u);
    orth_quantamm_pack32(&evm, (orth_words){1, &over}, &slot);
    ck_assert(evm.reverted);
    evm = (orth_evm){0};
    over = minus(UINT64_C(2147483649) * 1000000000u);
    orth_quantamm_pack32(&evm, (orth_words){1, &over}, &slot);
    ck_assert(evm.reverted);
}
END_TEST

/* 128 bits a half: 2^127 - 1 and -2^127 are the last. */
START_TEST(hundred_and_twenty_eight_bits)
{
    orth_word most = {{UINT64_MAX, UINT64_MAX >> 1, 0, 0}}, least = orth_word_sub(minus(1), most);
    for (int right = 0; right < 2; right++) {
        orth_word pair[2] = {word(1), word(1)}, slot, back[2];
        orth_evm evm = {0};
        for (int negative = 0; negative < 2; negative++) {
            pair[right] = negative ? least : most;
            orth_quantamm_pack128(&evm, (orth_words){2, pair}, &slot);
            orth_quantamm_unpack128(&evm, (orth_words){1, &slot}, 2, back);
            ck_assert(!evm.reverted);
            ck_assert(orth_word_equal(back[0], pair[0]) && orth_word_equal(back[1], pair[1]));
        }
        pair[right] = orth_word_add(most, word(1));
        orth_quantamm_pack128(&evm, (orth_words){2, pair}, &slot);
        ck_assert(evm.reverted);
        evm = (orth_evm){0};
        pair[right] = orth_word_sub(least, word(1));
        orth_quantamm_pack128(&evm, (orth_words){2, pair}, &slot);
        ck_assert(evm.reverted);
    }
}
END_TEST

/* -------------------------------------------------------------------------------- the guard */

static void guarded(orth_word *weights, const uint64_t *wanted, const uint64_t *before, size_t n,
                    uint64_t epsilon, uint64_t rail)
{
    orth_word previous[8];
    orth_evm evm = {0};
    for (size_t i = 0; i < n; i++)
        weights[i] = word(wanted[i]), previous[i] = word(before[i]);
    orth_quantamm_guard(&evm, n, weights, previous, word(epsilon), word(rail));
    ck_assert(!evm.reverted);
}

/* A weight at the rail or at the most that it leaves is untouched; a wei beyond is moved there. */
START_TEST(guard_at_the_rail)
{
    orth_word w[2];
    const uint64_t rail = ONE / 10, last[2] = {ONE / 10, 9 * ONE / 10};
    const uint64_t beyond[2] = {ONE / 10 - 1, 9 * ONE / 10 + 1};
    guarded(w, last, last, 2, ONE, rail);
    ck_assert(low_limb(w[0]) == last[0] && low_limb(w[1]) == last[1]);
    guarded(w, beyond, last, 2, ONE, rail);
    ck_assert(low_limb(w[0]) == last[0] && low_limb(w[1]) == last[1]);
}
END_TEST

/* A weight exactly at the rail is not one below it: its rail is not taken off what the others
 * share, but it is not scaled either. Of 0.9 over 0.95 the factor; the largest weight then gives
 * what the sum is over. */
START_TEST(guard_beside_the_rail)
{
    orth_word w[4];
    const uint64_t in[4] = {ONE / 10, ONE / 20, 9 * ONE / 20, 2 * ONE / 5};
    guarded(w, in, in, 4, ONE, ONE / 10);
    ck_assert_uint_eq(low_limb(w[0]), ONE / 10);
    ck_assert_uint_eq(low_limb(w[1]), ONE / 10);
    ck_assert_uint_eq(low_limb(w[2]), UINT64_C(421052631578947369));
    ck_assert_uint_eq(low_limb(w[3]), UINT64_C(378947368421052631));
}
END_TEST

/* A change of epsilon is made whole; of a wei more, it is scaled down to epsilon. */
START_TEST(guard_at_its_speed)
{
    orth_word w[2];
    const uint64_t before[2] = {ONE / 2, ONE / 2}, epsilon = ONE / 10;
    const uint64_t last[2] = {6 * ONE / 10, 4 * ONE / 10};
    const uint64_t beyond[2] = {8 * ONE / 10, 2 * ONE / 10};
    guarded(w, last, before, 2, epsilon, ONE / 100);
    ck_assert(low_limb(w[0]) == last[0] && low_limb(w[1]) == last[1]);
    guarded(w, beyond, before, 2, epsilon, ONE / 100);
    ck_assert(low_limb(w[0]) >= last[0] - 1 && low_limb(w[0]) <= last[0] + 1);
    ck_assert(low_limb(w[0]) + low_limb(w[1]) == ONE);
}
END_TEST

/* What the sum is over comes off the first of the largest weights, what is missing goes to the
 * first of the second largest. */
START_TEST(guard_repairs_the_sum)
{
    static const struct {
        uint64_t in[3], out[3];
    } cases[] = {
        {{ONE / 2 + 7, ONE / 4, ONE / 4}, {ONE / 2, ONE / 4, ONE / 4}},
        {{ONE / 2 - 7, ONE / 4, ONE / 4}, {ONE / 2 - 7, ONE / 4 + 7, ONE / 4}},
        {{ONE / 4, ONE / 2, ONE / 4 - 7}, {ONE / 4 + 7, ONE / 2, ONE / 4 - 7}},
        {{2 * ONE / 5, 2 * ONE / 5, ONE / 5 + 7}, {2 * ONE / 5 - 7, 2 * ONE / 5, ONE / 5 + 7}},
        {{2 * ONE / 5, 2 * ONE / 5, ONE / 5 - 7}, {2 * ONE / 5, 2 * ONE / 5 + 7, ONE / 5 - 7}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        /* at a speed of 0 what comes to the repair is what was there before */
        static const uint64_t wanted[] = {ONE / 2, 3 * ONE / 10, ONE / 5};
        orth_word w[3];
        guarded(w, wanted, cases[i].in, 3, 0, 1);
        for (size_t k = 0; k < 3; k++)
            ck_assert_msg(low_limb(w[k]) == cases[i].out[k], "case %zu, weight %zu: %llu", i, k,
                          (unsigned long long)low_limb(w[k]));
    }
}
END_TEST

/* ----------------------------------------------------------------------- ranges of functions */

/* 2^x from 0 below -59.794705707972522261 to 192, where it reverts; e^x likewise. */
START_TEST(exponentials_at_their_ends)
{
    orth_evm evm = {0};
    orth_word least =
        orth_word_add(orth_word_mul(word(59), word(ONE)), word(UINT64_C(794705707972522261)));
    ck_assert(low_limb(orth_prb_exp2(&evm, orth_word_negate(least))) == 1);
    least = orth_word_add(least, word(1));
    ck_assert(low_limb(orth_prb_exp2(&evm, orth_word_negate(least))) == 0);
    orth_word most = orth_word_mul(word(192), word(ONE));
    orth_prb_exp2(&evm, orth_word_sub(most, word(1)));
    ck_assert(!evm.reverted);
    orth_prb_exp2(&evm, most);
    ck_assert(starts_with(&evm, ORTH_PRB_EXP2_INPUT));

    evm = (orth_evm){0};
    most = orth_word_add(orth_word_mul(word(133), word(ONE)), word(UINT64_C(84258667509499441)));
    orth_prb_exp(&evm, orth_word_sub(most, word(1)));
    ck_assert(!evm.reverted);
    orth_prb_exp(&evm, most);
    ck_assert(starts_with(&evm, ORTH_PRB_EXP_INPUT));
    evm = (orth_evm){0};
    least = orth_word_add(orth_word_mul(word(41), word(ONE)), word(UINT64_C(446531673892822322)));
    ck_assert(low_limb(orth_prb_exp(&evm, orth_word_negate(least))) == 1);
    least = orth_word_add(least, word(1));
    ck_assert(low_limb(orth_prb_exp(&evm, orth_word_negate(least))) == 0);
}
END_TEST

/* e^x from -41 to 130, both included, and so the product in x^y. */
START_TEST(log_exp_at_its_ends)
{
    orth_evm evm = {0};
    orth_word most = orth_word_mul(word(130), word(ONE)),
              least = orth_word_mul(word(41), word(ONE));
    orth_log_exp_exp(&evm, most);
    orth_log_exp_exp(&evm, orth_word_negate(least));
    ck_assert(!evm.reverted);
    /* ln e^64 is exactly 64 here, and 64 times 2.03125 is 130 */
    orth_word x = orth_word_mul(orth_log_exp_constants[1], word(ONE));
    uint64_t y = UINT64_C(2031250000000000000);
    orth_log_exp_pow(&evm, x, word(y));
    ck_assert(!evm.reverted);
    orth_log_exp_pow(&evm, x, word(y + 1));
    ck_assert(starts_with(&evm, ORTH_PRODUCT_OUT_OF_BOUNDS));
    /* the least y for which |ln 1/2| y is 41: less than 1e18 more of the product, so exactly 41 */
    evm = (orth_evm){0};
    uint64_t ln = low_limb(orth_word_negate(orth_log_exp_ln(&evm, word(ONE / 2))));
    orth_word scaled = orth_word_add(orth_word_mul(least, word(ONE)), word(ln - 1));
    orth_word last = orth_word_div(scaled, word(ln));
    orth_log_exp_pow(&evm, word(ONE / 2), last);
    ck_assert(!evm.reverted);
    orth_log_exp_pow(&evm, word(ONE / 2), orth_word_add(last, word(2)));
    ck_assert(starts_with(&evm, ORTH_PRODUCT_OUT_OF_BOUNDS));
    /* y below 2^254 / 10^20, whatever x is */
    evm = (orth_evm){0};
    orth_word bound =
        orth_word_div(orth_word_shift_left(word(1), 254), orth_word_mul(word(100), word(ONE)));
    ck_assert(low_limb(orth_log_exp_pow(&evm, word(ONE), orth_word_sub(bound, word(1)))) == ONE);
    ck_assert(!evm.reverted);
    orth_log_exp_pow(&evm, word(ONE), bound);
    ck_assert(starts_with(&evm, ORTH_EXPONENT_OUT_OF_BOUNDS));
}
END_TEST

/* Of the constants e^(2^k) that have 18 decimals the logarithm is exact, and they are what e^x is:
 * each is taken out where it is met exactly. */
START_TEST(log_exp_of_its_constants)
{
    static const uint64_t exponents[] = {128, 64, 32, 16, 8};
    for (size_t k = 0; k < 5; k++) {
        orth_evm evm = {0};
        orth_word x = orth_word_mul(word(exponents[k]), word(ONE));
        orth_word a = k < 2 ? orth_word_mul(orth_log_exp_constants[k], word(ONE))
                            : orth_word_div(orth_log_exp_constants[k], word(100));
        ck_assert_msg(orth_word_equal(orth_log_exp_ln(&evm, a), x), "ln of constant %zu", k);
        ck_assert_msg(orth_word_equal(orth_log_exp_exp(&evm, x), a), "constant %zu", k);
        ck_assert(!evm.reverted);
    }
}
END_TEST

START_TEST(logarithms_about_one)
{
    orth_evm evm = {0};
    ck_assert(orth_word_is_zero(orth_prb_log2(&evm, word(ONE))));
    ck_assert(low_limb(orth_prb_log2(&evm, word(2 * ONE))) == ONE);
    ck_assert(orth_word_equal(orth_prb_log2(&evm, word(ONE / 2)), minus(ONE)));
    ck_assert(orth_word_negative(orth_prb_log2(&evm, word(ONE - 2))));
    ck_assert(orth_word_equal(
        orth_prb_log2(&evm, word(1)),
        orth_word_negate(orth_prb_log2(&evm, orth_word_mul(word(ONE), word(ONE))))));
    ck_assert(!evm.reverted);
    orth_prb_log2(&evm, word(0));
    ck_assert(starts_with(&evm, ORTH_PRB_LOG_INPUT));
}
END_TEST

/* The square root takes up to floor((2^255 - 1) / 1e18). */
START_TEST(square_roots_at_their_end)
{
    orth_evm evm = {0};
    orth_word most =
        orth_fp_by_one((orth_word){{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX >> 1}});
    orth_prb_sqrt(&evm, most);
    ck_assert(low_limb(orth_prb_sqrt(&evm, word(0))) == 0);
    ck_assert(low_limb(orth_prb_sqrt(&evm, word(4 * ONE))) == 2 * ONE);
    ck_assert(low_limb(orth_prb_sqrt(&evm, word(1))) == 1000000000);
    ck_assert(!evm.reverted);
    orth_prb_sqrt(&evm, orth_word_add(most, word(1)));
    ck_assert(starts_with(&evm, ORTH_PRB_SQRT_OVERFLOW));
    evm = (orth_evm){0};
    orth_prb_sqrt(&evm, minus(1));
    ck_assert(starts_with(&evm, ORTH_PRB_SQRT_NEGATIVE));
}
END_TEST

ORTH_TEST_MAIN("contract edges", swaps_at_thirty_percent, swaps_of_few_wei, supply_at_its_limits,
               exponent_of_a_ratio, whole_powers, bootstrapping_at_its_ends, freeze_is_a_uint40,
               reads_about_the_freeze, thirty_two_bits, hundred_and_twenty_eight_bits,
               guard_at_the_rail, guard_beside_the_rail, guard_at_its_speed, guard_repairs_the_sum,
               exponentials_at_their_ends, log_exp_at_its_ends, log_exp_of_its_constants,
               logarithms_about_one, square_roots_at_their_end)
