#include "second_sale.h"

#define MARGIN 10000

static mpz_t one, hundred, one20, one36;

static void make_constants(void)
{
    static bool made;
    if (made)
        return;
    made = true;
    mpz_init_set_ui(hundred, 100);
    mpz_init(one);
    mpz_init(one20);
    mpz_init(one36);
    mpz_ui_pow_ui(one, 10, 18);
    mpz_ui_pow_ui(one20, 10, 20);
    mpz_ui_pow_ui(one36, 10, 36);
}

/* r = a b / c, truncated as Solidity's integers are; r = ceil(a b / c). */
static void scale(mpz_t r, const mpz_t a, const mpz_t b, const mpz_t c)
{
    mpz_t wide;
    mpz_init(wide);
    mpz_mul(wide, a, b);
    mpz_tdiv_q(r, wide, c);
    mpz_clear(wide);
}

static void scale_up(mpz_t r, const mpz_t a, const mpz_t b, const mpz_t c)
{
    mpz_t wide;
    mpz_init(wide);
    mpz_mul(wide, a, b);
    mpz_cdiv_q(r, wide, c);
    mpz_clear(wide);
}

/* ---------------------------------------------------------------- powers */

/* e^128 and e^64 without decimals; e^32, e^16, ..., e^(1/16) in 20 decimals. */
static const char *const powers[12] = {
    "38877084059945950922200000000000000000000000000000000000",
    "6235149080811616882910000000",
    "7896296018268069516100000000000000",
    "888611052050787263676000000",
    "298095798704172827474000",
    "5459815003314423907810",
    "738905609893065022723",
    "271828182845904523536",
    "164872127070012814685",
    "128402541668774148407",
    "113314845306682631683",
    "106449445891785942956",
};

/* 2^(7 - i) in `decimals` decimals. */
static void exponent_of(mpz_t r, int i, unsigned decimals)
{
    mpz_ui_pow_ui(r, 10, decimals);
    mpz_mul_2exp(r, r, 7);
    mpz_tdiv_q_2exp(r, r, (mp_bitcnt_t)i);
}

/* 2 (z + z^3 / 3 + ... + z^last / last), z = (a - unit) unit / (a + unit). */
static void series_of_log(mpz_t r, const mpz_t a, const mpz_t unit, unsigned last)
{
    mpz_t z, square, term, part;
    mpz_inits(z, square, term, part, NULL);
    mpz_sub(z, a, unit);
    mpz_add(part, a, unit);
    scale(z, z, unit, part);
    scale(square, z, z, unit);
    mpz_set(term, z);
    mpz_set(r, z);
    for (unsigned k = 3; k <= last; k += 2) {
        scale(term, term, square, unit);
        mpz_tdiv_q_ui(part, term, k);
        mpz_add(r, r, part);
    }
    mpz_mul_2exp(r, r, 1);
    mpz_clears(z, square, term, part, NULL);
}

/* ln(x) of 18 decimals, in 18 decimals. */
static void log18(mpz_t r, const mpz_t x)
{
    mpz_t a, sum, part, power;
    bool below = mpz_cmp(x, one) < 0;
    mpz_inits(a, sum, part, power, NULL);
    if (below)
        scale(a, one, one, x);
    else
        mpz_set(a, x);
    for (int i = 0; i < 12; i++) {
        if (i == 2) {
            mpz_mul(sum, sum, hundred);
            mpz_mul(a, a, hundred);
        }
        mpz_set_str(power, powers[i], 10);
        exponent_of(part, i, i < 2 ? 18 : 20);
        const bool whole = i < 2;
        mpz_t least;
        mpz_init_set(least, power);
        if (whole)
            mpz_mul(least, least, one);
        if (mpz_cmp(a, least) >= 0) {
            if (whole)
                mpz_tdiv_q(a, a, power);
            else
                scale(a, a, one20, power);
            mpz_add(sum, sum, part);
        }
        mpz_clear(least);
    }
    series_of_log(part, a, one20, 11);
    mpz_add(sum, sum, part);
    mpz_tdiv_q(r, sum, hundred);
    if (below)
        mpz_neg(r, r);
    mpz_clears(a, sum, part, power, NULL);
}

/* e^x of 18 decimals. */
static void exp18(mpz_t r, const mpz_t exponent)
{
    mpz_t x, first, product, sum, term, part;
    bool below = mpz_sgn(exponent) < 0;
    mpz_inits(x, product, sum, term, part, NULL);
    mpz_init_set_ui(first, 1);
    mpz_abs(x, exponent);
    for (int i = 0; i < 2; i++) {
        exponent_of(part, i, 18);
        if (mpz_cmp(x, part) >= 0 && mpz_cmp_ui(first, 1) == 0) {
            mpz_sub(x, x, part);
            mpz_set_str(first, powers[i], 10);
        }
    }
    mpz_mul(x, x, hundred);
    mpz_set(product, one20);
    for (int i = 2; i < 10; i++) {
        exponent_of(part, i, 20);
        if (mpz_cmp(x, part) < 0)
            continue;
        mpz_sub(x, x, part);
        mpz_set_str(part, powers[i], 10);
        scale(product, product, part, one20);
    }
    mpz_add(sum, one20, x);
    mpz_set(term, x);
    for (unsigned k = 2; k <= 12; k++) {
        scale(term, term, x, one20);
        mpz_tdiv_q_ui(term, term, k);
        mpz_add(sum, sum, term);
    }
    scale(product, product, sum, one20);
    scale(r, product, first, hundred);
    if (below)
        scale(r, one, one, r);
    mpz_clears(x, first, product, sum, term, part, NULL);
}

/* y ln(x): where x is near 1 the logarithm has 36 decimals, and is multiplied in two parts. */
static void log_of_power(mpz_t r, const mpz_t x, const mpz_t y)
{
    mpz_t ratio, wide, rest;
    mpz_inits(ratio, wide, rest, NULL);
    mpz_mul_ui(ratio, x, 10);
    mpz_tdiv_q(ratio, ratio, one); /* 9 or 10: from 0.9 to 1.1 */
    if (mpz_cmp_ui(ratio, 9) < 0 || mpz_cmp_ui(ratio, 10) > 0) {
        log18(r, x);
        scale(r, r, y, one);
    } else {
        mpz_mul(wide, x, one);
        series_of_log(wide, wide, one36, 15);
        mpz_tdiv_qr(wide, rest, wide, one);
        scale(rest, rest, y, one);
        mpz_mul(wide, wide, y);
        mpz_add(wide, wide, rest);
        mpz_tdiv_q(r, wide, one);
    }
    mpz_clears(ratio, wide, rest, NULL);
}

static void power_up(mpz_t r, const mpz_t x, const mpz_t y)
{
    mpz_t margin;
    mpz_init(margin);
    mpz_tdiv_q(margin, y, one);
    unsigned long whole = mpz_divisible_p(y, one) ? mpz_get_ui(margin) : 0;
    if (whole == 1) {
        mpz_set(r, x);
    } else if (whole == 2 || whole == 4) {
        scale_up(r, x, x, one);
        if (whole == 4)
            scale_up(r, r, r, one);
    } else {
        log_of_power(r, x, y);
        exp18(r, r);
        mpz_mul_ui(margin, r, MARGIN);
        mpz_cdiv_q(margin, margin, one);
        mpz_add(r, r, margin);
        mpz_add_ui(r, r, 1);
    }
    mpz_clear(margin);
}

/* ---------------------------------------------------------------- the pool */

void second_sale_init(second_sale *sale)
{
    make_constants();
    for (int i = 0; i < 2; i++) {
        mpz_init(sale->balance[i]);
        mpz_init_set_ui(sale->unit[i], 1);
    }
    mpz_inits(sale->virtual_reserve, sale->start_weight, sale->end_weight, sale->fee, sale->share,
              NULL);
}

void second_sale_clear(second_sale *sale)
{
    for (int i = 0; i < 2; i++)
        mpz_clears(sale->balance[i], sale->unit[i], NULL);
    mpz_clears(sale->virtual_reserve, sale->start_weight, sale->end_weight, sale->fee, sale->share,
               NULL);
}

static void weights_at(mpz_t weights[2], const second_sale *sale, uint64_t now)
{
    mpz_t passed, all;
    mpz_init_set_ui(passed, now - sale->start);
    mpz_init_set_ui(all, sale->end - sale->start);
    scale(passed, passed, one, all);
    mpz_sub(all, sale->end_weight, sale->start_weight);
    scale(weights[0], passed, all, one); /* truncated: toward the start on either side */
    mpz_add(weights[0], weights[0], sale->start_weight);
    mpz_sub(weights[1], one, weights[0]);
    mpz_clears(passed, all, NULL);
}

/* Live amounts beside the fee. */
static void trade(mpz_t r, const second_sale *sale, bool sells, bool exact_out, const mpz_t amount,
                  uint64_t now)
{
    int in = sells ? 0 : 1, out = 1 - in;
    mpz_t weights[2], live[2], base, exponent;
    mpz_inits(weights[0], weights[1], live[0], live[1], base, exponent, NULL);
    weights_at(weights, sale, now);
    mpz_set(live[0], sale->balance[0]);
    mpz_add(live[1], sale->balance[1], sale->virtual_reserve);
    for (int i = 0; i < 2; i++)
        mpz_mul(live[i], live[i], sale->unit[i]);
    mpz_add_ui(live[in], live[in], 1);
    if (exact_out) {
        mpz_sub(base, live[out], amount);
        scale_up(base, live[out], one, base);
        scale_up(exponent, weights[out], one, weights[in]);
        power_up(base, base, exponent);
        mpz_sub(base, base, one);
        scale_up(r, live[in], base, one);
    } else {
        mpz_add(base, live[in], amount);
        scale_up(base, live[in], one, base);
        scale(exponent, weights[in], one, weights[out]);
        power_up(base, base, exponent);
        mpz_sub(base, one, base);
        scale(r, live[out], base, one);
    }
    mpz_clears(weights[0], weights[1], live[0], live[1], base, exponent, NULL);
}

void second_sale_swap(second_sale *sale, mpz_t other, bool sells, bool exact_out, const mpz_t raw,
                      uint64_t now)
{
    int in = sells ? 0 : 1, out = 1 - in;
    mpz_t amount, fee, paid, keep;
    mpz_inits(amount, fee, paid, keep, NULL);
    mpz_mul(amount, raw, sale->unit[exact_out ? out : in]);
    if (exact_out) {
        trade(amount, sale, sells, true, amount, now);
        mpz_sub(keep, one, sale->fee);
        scale_up(fee, amount, sale->fee, keep);
        mpz_add(amount, amount, fee);
        mpz_cdiv_q(other, amount, sale->unit[in]);
        mpz_set(paid, other);
    } else {
        scale_up(fee, amount, sale->fee, one);
        mpz_sub(amount, amount, fee);
        trade(amount, sale, sells, false, amount, now);
        mpz_tdiv_q(other, amount, sale->unit[out]);
        mpz_set(paid, raw);
    }
    mpz_tdiv_q(fee, fee, sale->unit[in]);
    scale(fee, fee, sale->share, one);
    mpz_sub(paid, paid, fee);
    mpz_add(sale->balance[in], sale->balance[in], paid);
    mpz_sub(sale->balance[out], sale->balance[out], exact_out ? raw : other);
    mpz_clears(amount, fee, paid, keep, NULL);
}
