/* The geometry that a contract on the geodesic needs, rounded both ways. Values are computed in
 * MPFR at a precision p with GUARD bits to spare over what the operations lose, and p is doubled
 * until the floor is certain. A value that stays within reach of an integer up to PRECISION_MAX is
 * taken to be that integer: the exact cases (ends, squares, symmetric points) are algebraic numbers
 * of small degree, which lie much farther from any other integer than that. */
#include "truth/geometry.h"

#include <string.h>

#include "truth/geometry_formulas.h"
#include "truth/truth.h"

#define GUARD 64
#define PRECISION_MAX 4096
#define WORD_BITS 254 /* of a result that fits int256 */

/* floor and ceil of value 10^digits; false when p bits do not tell. `last`: take the nearest
 * integer as the value when it is within reach. */
static bool round_both(orth_word *floor_word, orth_word *ceil_word, const mpfr_t value,
                       unsigned digits, mpfr_prec_t p, bool last)
{
    mpfr_t scaled, bound, low, high;
    mpz_t floor_integer, ceil_integer;
    mpfr_inits2(p + 256, scaled, bound, low, high, (mpfr_ptr)NULL);
    mpz_inits(floor_integer, ceil_integer, (mpz_ptr)NULL);
    mpfr_ui_pow_ui(scaled, 10, digits, MPFR_RNDN);
    mpfr_mul(scaled, scaled, value, MPFR_RNDN);
    mpfr_abs(bound, scaled, MPFR_RNDU);
    mpfr_add_ui(bound, bound, 1, MPFR_RNDU);
    mpfr_mul_2si(bound, bound, GUARD - (long)p, MPFR_RNDU);
    mpfr_sub(low, scaled, bound, MPFR_RNDD);
    mpfr_add(high, scaled, bound, MPFR_RNDU);
    mpfr_get_z(floor_integer, low, MPFR_RNDD);
    mpfr_get_z(ceil_integer, high, MPFR_RNDD);
    bool told = mpz_cmp(floor_integer, ceil_integer) == 0;
    if (told) {
        mpfr_get_z(ceil_integer, low, MPFR_RNDU);
        mpfr_get_z(floor_integer, high, MPFR_RNDU); /* an end on an integer does not tell */
        told = mpz_cmp(floor_integer, ceil_integer) == 0;
        mpfr_get_z(floor_integer, low, MPFR_RNDD);
    }
    if (!told && last) {
        bool vanishing = mpfr_sgn(scaled) > 0 && mpfr_get_exp(scaled) < -GUARD;
        mpfr_get_z(floor_integer, scaled, MPFR_RNDN);
        mpz_add_ui(ceil_integer, floor_integer, vanishing);
        told = true;
    }
    orth_truth_word(floor_word, floor_integer);
    orth_truth_word(ceil_word, ceil_integer);
    mpfr_clears(scaled, bound, low, high, (mpfr_ptr)NULL);
    mpz_clears(floor_integer, ceil_integer, (mpz_ptr)NULL);
    return told;
}

/* The words of a result: n floors, n ceilings. */
static void give_bounds(orth_contract_result *result, size_t n)
{
    result->dimensions = 2;
    result->count = 2 * n;
    result->rows = 2;
    result->lengths[0] = result->lengths[1] = (uint16_t)n;
}

static void evaluate(orth_contract_result *result, const orth_contract_value *arguments,
                     orth_geometry_formula *formula, size_t n)
{
    mpfr_t values[ORTH_GEOMETRY_MAX];
    for (size_t i = 0; i < n; i++)
        mpfr_init2(values[i], 64);
    bool told = false, fits = true;
    for (mpfr_prec_t p = 256 + GUARD; !told; p *= 2) {
        bool last = 2 * p > PRECISION_MAX;
        for (size_t i = 0; i < n; i++)
            mpfr_set_prec(values[i], p);
        formula(values, arguments, result->digits, p);
        told = true;
        for (size_t i = 0; i < n; i++) {
            fits &= mpfr_number_p(values[i]) &&
                    (mpfr_zero_p(values[i]) ||
                     (double)mpfr_get_exp(values[i]) + 3.33 * result->digits < WORD_BITS);
            if (fits)
                told &= round_both(&result->words[i], &result->words[n + i], values[i],
                                   result->digits, p, last);
        }
        told |= !fits;
    }
    result->evm.reverted = !fits; /* no payload: a contract would overflow in its own way */
    for (size_t i = 0; i < n; i++)
        mpfr_clear(values[i]);
    mpfr_free_cache();
    give_bounds(result, n);
    if (!fits)
        result->rows = result->count = 0;
}

#define ONE_VALUE(name)                                                                            \
    static void give_##name(orth_contract_result *result, const orth_contract_value *arguments)    \
    {                                                                                              \
        evaluate(result, arguments, orth_geometry_##name, 1);                                      \
    }
#define A_POINT(name)                                                                              \
    static void give_##name(orth_contract_result *result, const orth_contract_value *arguments)    \
    {                                                                                              \
        evaluate(result, arguments, orth_geometry_##name, arguments[0].count);                     \
    }

ONE_VALUE(sqrt)
ONE_VALUE(ln)
ONE_VALUE(exp)
ONE_VALUE(lambert_w)
ONE_VALUE(kl)
A_POINT(midpoint)
A_POINT(point)
A_POINT(optimal_midpoint)

/* ----------------------------------------------------------------------------- validation */

static orth_status positive(const orth_contract_value *arguments, bool zero, orth_error *error)
{
    mpz_t x;
    mpz_init(x);
    orth_truth_integer(x, arguments[0].words[0], true);
    int sign = mpz_sgn(x);
    mpz_clear(x);
    if (sign > 0 || (zero && sign == 0))
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT, "x must be %s", zero ? "at least 0" : "above 0");
}

static orth_status validate_root(const orth_contract_value *arguments, orth_error *error)
{
    return positive(arguments, true, error);
}

static orth_status validate_log(const orth_contract_value *arguments, orth_error *error)
{
    return positive(arguments, false, error);
}

/* e^x stays below 2^255 wei for any number of decimals that fits. */
static orth_status validate_exp(const orth_contract_value *arguments, orth_error *error)
{
    mpz_t x;
    mpz_init(x);
    orth_truth_integer(x, arguments[0].words[0], true);
    bool fits = mpz_sizeinbase(x, 2) <= 190;
    mpz_clear(x);
    return fits ? ORTH_OK : orth_fail(error, ORTH_BAD_INPUT, "x is too large");
}

/* Two points of as many tokens, each weight above 0. */
static orth_status validate_points(const orth_contract_value *arguments, orth_error *error)
{
    size_t n = arguments[0].count;
    if (n < 2 || n > ORTH_GEOMETRY_MAX || arguments[1].count != n)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "two points of 2 to %d weights each, and of the same number",
                         ORTH_GEOMETRY_MAX);
    mpz_t sums[2], weight;
    mpz_inits(sums[0], sums[1], weight, (mpz_ptr)NULL);
    bool fine = true;
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < n; i++) {
            orth_truth_integer(weight, arguments[k].words[i], false);
            fine &= mpz_sgn(weight) > 0;
            mpz_add(sums[k], sums[k], weight);
        }
    }
    fine &= mpz_cmp(sums[0], sums[1]) == 0 && mpz_sizeinbase(sums[0], 2) <= 190;
    mpz_clears(sums[0], sums[1], weight, (mpz_ptr)NULL);
    if (fine)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT, "weights must be above 0, and both sums equal");
}

#define G "orthant geometry"
#define V "exact"
#define REAL(of) "(int256 x) -> int256[][]", ORTH_CONTRACT_LAYOUT_BOUNDS, give_##of
#define POINTS "(uint256[] from, uint256[] to) -> int256[][]", ORTH_CONTRACT_LAYOUT_BOUNDS

const orth_contract_function orth_functions_geometry[] = {
    {"real_sqrt", G, V, "square root", REAL(sqrt), validate_root},
    {"real_ln", G, V, "natural logarithm", REAL(ln), validate_log},
    {"real_exp", G, V, "exponential", REAL(exp), validate_exp},
    {"real_lambert_w", G, V, "Lambert's W, principal branch", REAL(lambert_w), validate_root},
    {"simplex_kl", G, V, "KL(to || from)", POINTS, give_kl, validate_points},
    {"geodesic_midpoint", G, V, "(AM + GM) / sum", POINTS, give_midpoint, validate_points},
    {"geodesic_point", G, V, "the geodesic at t",
     "(uint256[] from, uint256[] to, uint256 t) -> int256[][]", ORTH_CONTRACT_LAYOUT_BOUNDS,
     give_point, validate_points},
    {"optimal_midpoint", G, V, "the cheapest inner point of two steps", POINTS,
     give_optimal_midpoint, validate_points},
    {NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL},
};
