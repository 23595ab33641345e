#include "market/price_text.h"

#include <stdlib.h>

#include "base/exponent.h"
#include "market/digits.h"

/* Powers of ten that are doubles. */
static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
#define EXACT_MAX ((uint64_t)1 << 53) /* and all whole numbers up to here */

/* What nearly all prices are: one to eight digits, a point, one to eight digits. Anything else, and
 * what is not exact this way, is left to orth_price_parse. */
static inline bool parse_plain(const char *text, size_t length, double *price)
{
    uint64_t stops, digits = orth_digits_load(text, &stops);
    size_t whole = stops == 0 ? 8 : (size_t)__builtin_ctzll(stops) / 8;
    size_t places = length - whole - 1; /* beyond 8 when the number ends sooner */
    if (whole == 0 || places - 1 > 7 || text[whole] != '.')
        return false;
    uint64_t fraction = orth_digits_load(text + whole + 1, &stops);
    if (stops << (64 - 8 * places) != 0)
        return false;
    uint64_t mantissa = orth_digits_tens[places] * orth_digits_join(digits, whole) +
                        orth_digits_join(fraction, places);
    *price = (double)mantissa / tens[places];
    return mantissa <= EXACT_MAX;
}

static bool parse_slowly(const char *text, size_t length, double *price)
{
    char copy[512], *end;
    if (length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    *price = strtod(copy, &end);
    return end == copy + length;
}

bool orth_price_parse(const char *text, size_t length, double *price)
{
    if (parse_plain(text, length, price))
        return true;
    const char *at = text, *end = text + length;
    bool negative = at < end && *at == '-';
    at += negative;
    uint64_t mantissa = 0;
    int exponent = 0;
    const char *first = at;
    at = orth_digits_take(at, end, &mantissa);
    size_t digits = (size_t)(at - first);
    if (digits == 0)
        return false;
    if (at < end && *at == '.') {
        first = ++at;
        at = orth_digits_take(at, end, &mantissa);
        digits += (size_t)(at - first);
        exponent = digits > 600 ? 0 : -(int)(at - first);
        if (at == first)
            return false;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        int power;
        at++;
        if (orth_exponent_read(&at, end, &power) == 0)
            return false;
        exponent += power;
    }
    if (at != end)
        return false;
    if (digits > ORTH_DIGITS_MAX || mantissa > EXACT_MAX || exponent < -22 || exponent > 22)
        return parse_slowly(text, length, price);
    /* one correctly rounded operation on exact numbers */
    double exact = (double)mantissa;
    exact = exponent < 0 ? exact / tens[-exponent] : exact * tens[exponent];
    *price = negative ? -exact : exact;
    return true;
}
