#include "numeric/decimal.h"

#include <math.h>
#include <mpfr.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/exponent.h"

/* Length of the run of digits at text. */
static size_t digits(const char *text)
{
    size_t n = 0;
    while (text[n] >= '0' && text[n] <= '9')
        n++;
    return n;
}

static orth_status parse_fraction(mpq_t value, const char *text, orth_error *error)
{
    const char *slash = strchr(text, '/');
    size_t sign = text[0] == '-';
    size_t above = digits(text + sign), below = digits(slash + 1);
    if (above == 0 || text + sign + above != slash || below == 0 || slash[1 + below] != '\0')
        return orth_fail(error, ORTH_BAD_INPUT, "a fraction is two whole numbers, as in 1/3");
    if (mpq_set_str(value, text, 10) != 0)
        return orth_fail(error, ORTH_BAD_INPUT, "not a fraction");
    if (mpz_sgn(mpq_denref(value)) == 0) {
        mpq_set_ui(value, 0, 1);
        return orth_fail(error, ORTH_BAD_INPUT, "the denominator is zero");
    }
    mpq_canonicalize(value);
    return ORTH_OK;
}

/* value *= 10^power */
static void scale_by_ten(mpq_t value, long power)
{
    mpz_t ten;
    mpz_init(ten);
    mpz_ui_pow_ui(ten, 10, (unsigned long)labs(power));
    if (power >= 0)
        mpz_mul(mpq_numref(value), mpq_numref(value), ten);
    else
        mpz_mul(mpq_denref(value), mpq_denref(value), ten);
    mpq_canonicalize(value);
    mpz_clear(ten);
}

/* The exponent after 'e'; false when malformed or beyond the cap. */
static bool parse_exponent(const char *text, int *exponent)
{
    const char *end = text + strlen(text);
    size_t n = orth_exponent_read(&text, end, exponent);
    return n > 0 && n <= 6 && text == end && abs(*exponent) <= ORTH_DECIMAL_EXPONENT_MAX;
}

orth_status orth_decimal_parse(mpq_t value, const char *text, orth_error *error)
{
    size_t length = strlen(text);
    if (length > ORTH_DECIMAL_LENGTH_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "longer than %d characters",
                         ORTH_DECIMAL_LENGTH_MAX);
    if (strchr(text, '/') != NULL)
        return parse_fraction(value, text, error);

    size_t sign = text[0] == '-';
    size_t whole = digits(text + sign);
    const char *rest = text + sign + whole;
    size_t fraction = 0;
    if (*rest == '.') {
        fraction = digits(rest + 1);
        rest += 1 + fraction;
    }
    if (whole == 0 || (fraction == 0 && rest > text && rest[-1] == '.'))
        return orth_fail(error, ORTH_BAD_INPUT, "not a decimal number");
    int exponent = 0;
    if (*rest == 'e' || *rest == 'E') {
        if (!parse_exponent(rest + 1, &exponent))
            return orth_fail(error, ORTH_BAD_INPUT,
                             "the exponent must be a whole number from -%d to %d",
                             ORTH_DECIMAL_EXPONENT_MAX, ORTH_DECIMAL_EXPONENT_MAX);
    } else if (*rest != '\0') {
        return orth_fail(error, ORTH_BAD_INPUT, "not a decimal number");
    }

    char mantissa[ORTH_DECIMAL_LENGTH_MAX + 1];
    memcpy(mantissa, text, sign + whole);
    memcpy(mantissa + sign + whole, text + sign + whole + 1, fraction);
    mantissa[sign + whole + fraction] = '\0';
    mpq_set_ui(value, 0, 1);
    mpz_set_str(mpq_numref(value), mantissa, 10);
    scale_by_ten(value, exponent - (long)fraction);
    return ORTH_OK;
}

double orth_rational_to_double(const mpq_t value)
{
    mpfr_t nearest;
    mpfr_init2(nearest, 53);
    mpfr_set_q(nearest, value, MPFR_RNDN);
    double result = mpfr_get_d(nearest, MPFR_RNDN);
    mpfr_clear(nearest);
    return result;
}

/* GMP divides by zero on purpose when it is given an infinity, which ends the process. */
void orth_rational_to_dd(double *high, double *low, const mpq_t value)
{
    *high = orth_rational_to_double(value);
    *low = 0;
    if (!isfinite(*high))
        return;
    mpq_t rest;
    mpq_init(rest);
    mpq_set_d(rest, *high);
    mpq_sub(rest, value, rest);
    *low = orth_rational_to_double(rest);
    mpq_clear(rest);
}

mpq_t *orth_rationals_create(size_t n)
{
    mpq_t *values = malloc((n > 0 ? n : 1) * sizeof *values);
    for (size_t i = 0; values != NULL && i < n; i++)
        mpq_init(values[i]);
    return values;
}

void orth_rationals_free(mpq_t *values, size_t n)
{
    for (size_t i = 0; values != NULL && i < n; i++)
        mpq_clear(values[i]);
    free(values);
}
