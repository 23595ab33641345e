#include "exact/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

/* The first digit stands at 10^(exponent - 1). */
static char *lay_out(const char *digits, long exponent)
{
    bool negative = *digits == '-';
    digits += negative;
    size_t count = strlen(digits), room = count + 32;
    char *text = malloc(room);
    if (text == NULL)
        return NULL;
    const char *sign = negative ? "-" : "";
    if (exponent > 6 || exponent <= -6) {
        const char *point = count > 1 ? "." : "";
        snprintf(text, room, "%s%c%s%se%ld", sign, digits[0], point, digits + 1, exponent - 1);
    } else if (exponent <= 0) {
        snprintf(text, room, "%s0.%.*s%s", sign, (int)-exponent, "000000", digits);
    } else if ((size_t)exponent >= count) {
        snprintf(text, room, "%s%s%.*s", sign, digits, (int)((size_t)exponent - count), "000000");
    } else {
        snprintf(text, room, "%s%.*s.%s", sign, (int)exponent, digits, digits + exponent);
    }
    return text;
}

char *orth_mpfr_text(const mpfr_t x, unsigned digits, mpfr_rnd_t rounding)
{
    ORTH_CHECK(mpfr_number_p(x));
    if (mpfr_zero_p(x))
        return strdup("0");
    mpfr_exp_t exponent;
    char *raw = mpfr_get_str(NULL, &exponent, 10, digits, x, rounding);
    char *text = raw == NULL ? NULL : lay_out(raw, (long)exponent);
    mpfr_free_str(raw);
    return text;
}

char *orth_fixed_text(const mpz_t entry, unsigned decimals)
{
    size_t room = mpz_sizeinbase(entry, 10) + 2;
    char *digits = malloc(room), *text = malloc((size_t)decimals + 3);
    if (digits != NULL && text != NULL) {
        mpz_get_str(digits, 10, entry);
        size_t count = strlen(digits);
        ORTH_CHECK(count <= decimals);
        memset(text, '0', (size_t)decimals + 2);
        text[1] = '.';
        memcpy(text + 2 + decimals - count, digits, count + 1);
    } else {
        free(text);
        text = NULL;
    }
    free(digits);
    return text;
}

static const char *skip_digits(const char *text)
{
    while (*text >= '0' && *text <= '9')
        text++;
    return text;
}

static bool well_formed(const char *text)
{
    const char *rest = skip_digits(text);
    if (rest == text)
        return false;
    if (*rest == '.') {
        const char *fraction = rest + 1;
        rest = skip_digits(fraction);
        if (rest == fraction)
            return false;
    }
    if (*rest == '\0')
        return true;
    if (*rest != 'e' && *rest != 'E')
        return false;
    rest++;
    rest += *rest == '+' || *rest == '-';
    const char *end = skip_digits(rest);
    return end > rest && end - rest <= 9 && *end == '\0';
}

bool orth_mpfr_parse(mpfr_t x, const char *text, mpfr_rnd_t rounding)
{
    if (!well_formed(text))
        return false;
    mpfr_strtofr(x, text, NULL, 10, rounding);
    return mpfr_number_p(x);
}

bool orth_mpfr_parse_signed(mpfr_t x, const char *text, mpfr_rnd_t rounding)
{
    if (!well_formed(text + (*text == '-')))
        return false;
    mpfr_strtofr(x, text, NULL, 10, rounding);
    return mpfr_number_p(x);
}

long orth_decimals_needed(const mpq_t x)
{
    mpz_t rest, prime;
    mpz_init(rest);
    mpz_init_set_ui(prime, 2);
    long twos = (long)mpz_remove(rest, mpq_denref(x), prime);
    mpz_set_ui(prime, 5);
    long fives = (long)mpz_remove(rest, rest, prime);
    long needed = mpz_cmp_ui(rest, 1) != 0 ? -1 : twos > fives ? twos : fives;
    mpz_clear(rest);
    mpz_clear(prime);
    return needed;
}

/* |x| 10^decimals as digits, with the point set among them. */
static char *decimal_text(const mpq_t x, unsigned long decimals)
{
    mpz_t scaled;
    mpz_init(scaled);
    mpz_ui_pow_ui(scaled, 10, decimals);
    mpz_mul(scaled, scaled, mpq_numref(x));
    mpz_divexact(scaled, scaled, mpq_denref(x));
    mpz_abs(scaled, scaled);
    size_t room = mpz_sizeinbase(scaled, 10) + 2;
    char *digits = malloc(room), *text = malloc(room + decimals + 4);
    if (digits != NULL && text != NULL) {
        mpz_get_str(digits, 10, scaled);
        size_t count = strlen(digits), whole = count > decimals ? count - decimals : 0;
        char *at = text;
        if (mpq_sgn(x) < 0)
            *at++ = '-';
        at += sprintf(at, "%.*s", (int)(whole > 0 ? whole : 1), whole > 0 ? digits : "0");
        if (decimals > 0) {
            *at++ = '.';
            for (size_t zeros = whole > 0 ? 0 : decimals - count; zeros > 0; zeros--)
                *at++ = '0';
            strcpy(at, digits + whole);
        }
    } else {
        free(text);
        text = NULL;
    }
    free(digits);
    mpz_clear(scaled);
    return text;
}

char *orth_rational_text(const mpq_t x)
{
    long decimals = orth_decimals_needed(x);
    if (decimals >= 0 && decimals <= ORTH_RATIONAL_DECIMALS_MAX)
        return decimal_text(x, (unsigned long)decimals);
    size_t room = mpz_sizeinbase(mpq_numref(x), 10) + mpz_sizeinbase(mpq_denref(x), 10) + 4;
    char *text = malloc(room);
    return text == NULL ? NULL : mpq_get_str(text, 10, x);
}
