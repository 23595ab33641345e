/* The geometry that a contract on the geodesic needs, rounded both ways. The formulas give
 * enclosures; where both ends of one have the same floor and the same ceiling those are proven, and
 * else the precision is doubled.
 *
 * A value that is an integer of wei without being rational in an obvious way is never told from it
 * by an enclosure: (3 + sqrt 3) / (6 + 2 sqrt 3) is 1/2. An enclosure of PRECISION_LAST bits that
 * still holds an integer is therefore taken to be at it. Only roots come so far (midpoints, and
 * points of the geodesic, at symmetric or related ends), for the logarithm, the exponential, W and
 * the divergence of what is not 1, 0, 0 and one point are transcendental. */
#include "truth/geometry.h"

#include <string.h>

#include "truth/geometry_formulas.h"
#include "truth/truth.h"

#define PRECISION_FIRST 320
#define PRECISION_LAST 2560
#define WORD_BITS 254 /* of a result that fits int256 */

/* Whether a value is below the power of two at which it could leave int256, where *told. */
static bool fits(const orth_iv *wei, const mpz_t unit, unsigned digits, bool *told)
{
    mpfr_t limit;
    long bits = (100 * WORD_BITS - 333 * (long)digits - 1) / 100; /* 3.33 a digit of wei */
    mpfr_init2(limit, mpfr_get_prec(wei->lo));
    mpfr_set_ui_2exp(limit, 1, bits, MPFR_RNDN);
    mpfr_mul_z(limit, limit, unit, MPFR_RNDN);
    bool below = mpfr_less_p(wei->hi, limit);
    *told = below || mpfr_greaterequal_p(wei->lo, limit);
    mpfr_clear(limit);
    return below;
}

/* floor and ceil of the value; false when the enclosure does not tell. `last`: the integer that it
 * holds is then the value. */
static bool round_both(orth_word *floor_word, orth_word *ceil_word, const orth_iv *wei, bool last)
{
    mpz_t lower, upper, above;
    mpz_inits(lower, upper, above, (mpz_ptr)NULL);
    mpfr_get_z(lower, wei->lo, MPFR_RNDD);
    mpfr_get_z(upper, wei->hi, MPFR_RNDU);
    mpfr_get_z(above, wei->lo, MPFR_RNDU);
    bool told = mpz_cmp(upper, above) == 0; /* one ceiling */
    mpfr_get_z(above, wei->hi, MPFR_RNDD);
    told = told && mpz_cmp(lower, above) == 0; /* and one floor */
    if (!told && last) {
        mpz_set(lower, above);
        mpz_set(upper, above);
        told = true;
    }
    orth_truth_word(floor_word, lower);
    orth_truth_word(ceil_word, upper);
    mpz_clears(lower, upper, above, (mpz_ptr)NULL);
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

/* One attempt, in the precision of the intervals. Returns whether it told all n values; a value
 * that does not fit reverts. */
static bool attempt(orth_contract_result *result, const orth_contract_value *arguments,
                    orth_geometry_formula *formula, orth_iv *wei, size_t n, const mpz_t unit)
{
    bool last = mpfr_get_prec(wei->lo) >= PRECISION_LAST, told = formula(wei, arguments, unit);
    for (size_t i = 0; i < n && told; i++) {
        if (fits(&wei[i], unit, result->digits, &told))
            told = round_both(&result->words[i], &result->words[n + i], &wei[i], last);
        else if (told)
            result->evm.reverted = true;
    }
    return told;
}

static void evaluate(orth_contract_result *result, const orth_contract_value *arguments,
                     orth_geometry_formula *formula, size_t n)
{
    orth_iv wei[ORTH_GEOMETRY_MAX];
    mpz_t unit;
    bool told = false;
    mpz_init(unit);
    mpz_ui_pow_ui(unit, 10, result->digits);
    for (size_t i = 0; i < n; i++)
        orth_iv_init(&wei[i], PRECISION_FIRST);
    for (mpfr_prec_t p = PRECISION_FIRST; !told; p *= 2) {
        for (size_t i = 0; i < n; i++) {
            mpfr_set_prec(wei[i].lo, p);
            mpfr_set_prec(wei[i].hi, p);
        }
        told = attempt(result, arguments, formula, wei, n, unit);
    }
    for (size_t i = 0; i < n; i++)
        orth_iv_clear(&wei[i]);
    mpz_clear(unit);
    mpfr_free_cache();
    give_bounds(result, n);
    if (result->evm.reverted) /* no payload: a contract would overflow in its own way */
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
