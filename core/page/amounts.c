#include "page/amounts.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/money_text.h"

#define DIGITS 3
#define WITHOUT_EXPONENT 1e15
#define LEAST_POINT 1e-6

/* Decimals that leave three digits; none of whole thousands, which are rounded instead. */
static int decimals_of(double size)
{
    int decimals = DIGITS - 1;
    for (double bound = 10; size >= bound && decimals > 0; bound *= 10)
        decimals--;
    for (double bound = 1; size < bound && decimals < 9; bound /= 10)
        decimals++;
    return decimals;
}

static double rounded(double size)
{
    double unit = 1;
    while (size / unit >= 1000)
        unit *= 10;
    return round(size / unit) * unit;
}

/* Commas between thousands of the digits before the point. */
static void group(char *out, const char *digits)
{
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; i < whole; i++) {
        *out++ = digits[i];
        if ((whole - i - 1) % 3 == 0 && i + 1 < whole)
            *out++ = ',';
    }
    strcpy(out, digits + whole);
}

const char *orth_words_number(char out[ORTH_WORDS_MAX], double value)
{
    char digits[ORTH_MONEY_TEXT_MAX];
    double size = fabs(value);
    if (!isfinite(value)) {
        strcpy(out, "unknown");
        return out;
    }
    if (size != 0 && (size < LEAST_POINT || size >= WITHOUT_EXPONENT)) {
        snprintf(out, ORTH_WORDS_MAX, "%.*g", DIGITS, value);
        return out;
    }
    size = size >= 1000 ? rounded(size) : size;
    bool whole = fabs(size - round(size)) <= 1e-9 * size;
    snprintf(digits, sizeof digits, "%.*f", whole ? 0 : decimals_of(size), size);
    out[0] = '-';
    group(out + (value < 0), digits);
    return out;
}

/* A number and what stands behind it. */
static const char *with(char out[ORTH_WORDS_MAX], double value, const char *behind)
{
    char number[ORTH_WORDS_MAX];
    snprintf(out, ORTH_WORDS_MAX, "%.60s%s%.90s", orth_words_number(number, value),
             *behind != '\0' ? " " : "", behind);
    return out;
}

static const char *unit_of(const orth_scenario *scenario)
{
    return scenario->pool_unit != NULL ? scenario->pool_unit : "";
}

const char *orth_words_money(char out[ORTH_WORDS_MAX], const orth_scenario *scenario, double value)
{
    return with(out, value, unit_of(scenario));
}

const char *orth_words_part(char out[ORTH_WORDS_MAX], double part)
{
    return with(out, 100 * part, "%");
}

static const char *between(char out[ORTH_WORDS_MAX], double low, double high, const char *behind)
{
    char first[ORTH_WORDS_MAX], last[ORTH_WORDS_MAX];
    snprintf(out, ORTH_WORDS_MAX, "%.60s to %.90s", orth_words_number(first, low),
             with(last, high, behind));
    return out;
}

const char *orth_words_parts(char out[ORTH_WORDS_MAX], double low, double high)
{
    return between(out, 100 * low, 100 * high, "%");
}

const char *orth_words_moneys(char out[ORTH_WORDS_MAX], const orth_scenario *scenario, double low,
                              double high)
{
    return between(out, low, high, unit_of(scenario));
}
