/* Estimators, and the bootstrapping schedule. */
#include "truth/prepare.h"

/* The project token's weight, start + (end - start) part, and 1 less it. */
static bool lbp_weight(orth_truth *truth, const orth_contract_value *arguments, size_t output)
{
    mpz_t v[5];
    for (size_t i = 0; i < 5; i++) {
        mpz_init(v[i]);
        orth_truth_argument(v[i], arguments, i, 0, false);
    }
    mpz_set_ui(truth->a.den, 1);
    if (mpz_cmp(v[4], v[3]) >= 0) {
        mpz_set(truth->a.num, v[1]);
    } else if (mpz_cmp(v[4], v[2]) <= 0) {
        mpz_set(truth->a.num, v[0]);
    } else {
        mpz_sub(v[4], v[4], v[2]);
        mpz_sub(truth->a.den, v[3], v[2]);
        mpz_sub(v[1], v[1], v[0]);
        mpz_mul(truth->a.num, v[1], v[4]);
        mpz_addmul(truth->a.num, v[0], truth->a.den);
    }
    if (output == 1) {
        mpz_mul_ui(v[0], truth->a.den, UNIT);
        mpz_sub(truth->a.num, v[0], truth->a.num);
    }
    for (size_t i = 0; i < 5; i++)
        mpz_clear(v[i]);
    return orth_truth_rational(truth);
}

/* average: (p0 l + p1 (1 - l)) / 1; gradient state: l a + (p - m) / (1 - l); factor: (1-l)^3 / l;
 * variance state: l A + (p - old)(p - new). All rationals of 18-decimal numbers. */
static bool estimator(orth_truth *truth, const orth_contract_value *arguments, char which)
{
    mpz_t v[5], rest, unit;
    size_t count = which == 'a' ? 3 : which == 'g' ? 4 : which == 'f' ? 1 : 5;
    mpz_init_set_ui(unit, UNIT);
    mpz_init(rest);
    for (size_t i = 0; i < 5; i++) {
        mpz_init(v[i]);
        if (i < count)
            orth_truth_argument(v[i], arguments, i, 0, true);
    }
    mpz_sub(rest, unit, v[count - 1]);
    mpz_set(truth->a.den, unit);
    switch (which) {
    case 'a':
        mpz_mul(truth->a.num, v[0], v[2]);
        mpz_addmul(truth->a.num, v[1], rest);
        break;
    case 'g':
        mpz_sub(v[1], v[1], v[2]);
        mpz_mul(v[1], v[1], unit);
        mpz_mul(v[1], v[1], unit);
        mpz_mul(truth->a.num, v[0], v[3]);
        mpz_mul(truth->a.num, truth->a.num, rest);
        mpz_add(truth->a.num, truth->a.num, v[1]);
        mpz_mul(truth->a.den, unit, rest);
        break;
    case 'f':
        mpz_pow_ui(truth->a.num, rest, 3);
        mpz_mul(truth->a.den, unit, v[0]);
        break;
    default:
        mpz_sub(v[2], v[1], v[2]);
        mpz_sub(v[3], v[1], v[3]);
        mpz_mul(truth->a.num, v[2], v[3]);
        mpz_addmul(truth->a.num, v[0], v[4]);
    }
    for (size_t i = 0; i < 5; i++)
        mpz_clear(v[i]);
    mpz_clear(rest);
    mpz_clear(unit);
    return mpz_sgn(truth->a.den) != 0 && orth_truth_rational(truth);
}

ORTH_TRUTH_PREPARE(lbp)
{
    return lbp_weight(truth, arguments, output);
}

ORTH_TRUTH_PREPARE(average)
{
    (void)output;
    return estimator(truth, arguments, 'a');
}

ORTH_TRUTH_PREPARE(gradient)
{
    (void)output;
    return estimator(truth, arguments, 'g');
}

ORTH_TRUTH_PREPARE(factor)
{
    (void)output;
    return estimator(truth, arguments, 'f');
}

ORTH_TRUTH_PREPARE(variance)
{
    (void)output;
    return estimator(truth, arguments, 'v');
}
