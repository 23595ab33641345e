/* Words from and to decimal and hexadecimal text. */
#include <stdlib.h>
#include <string.h>

#include "base/exponent.h"
#include "contract/word.h"

#define DIGITS_MAX 20000 /* caps on what a text may hold */
#define EXPONENT_MAX 400

const char *orth_word_text(char text[ORTH_WORD_TEXT_MAX], orth_word word, bool is_signed)
{
    char digits[ORTH_WORD_TEXT_MAX];
    size_t n = 0;
    bool minus = is_signed && orth_word_negative(word);
    orth_word_limb_divisor ten19 = orth_word_prepare(10000000000000000000u);
    orth_word rest = minus ? orth_word_negate(word) : word;
    do {
        uint64_t block = orth_word_divide_limbs(rest.limb, 4, ten19);
        bool last = orth_word_is_zero(rest);
        for (int i = 0; i < 19 && (!last || block != 0); i++, block /= 10)
            digits[n++] = (char)('0' + block % 10);
    } while (!orth_word_is_zero(rest));
    if (n == 0)
        digits[n++] = '0';
    char *at = text;
    if (minus)
        *at++ = '-';
    while (n > 0)
        *at++ = digits[--n];
    *at = '\0';
    return text;
}

/* word = 10 word + digit; false when it no longer fits. */
static bool push_digit(orth_word *word, unsigned digit, unsigned base)
{
    orth_word product;
    return !orth_word_mul_overflow(&product, *word, orth_word_of(base)) &&
           !orth_word_add_carry(word, product, orth_word_of(digit));
}

static orth_status fail_range(bool is_signed, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "does not fit %s",
                     is_signed ? "int256 (-2^255 to 2^255 - 1)" : "uint256 (0 to 2^256 - 1)");
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static orth_status parse_hex(orth_word *word, const char *digits, orth_error *error)
{
    size_t n = strlen(digits);
    *word = orth_word_of(0);
    if (n == 0 || n > 64)
        return orth_fail(error, ORTH_BAD_INPUT, "0x takes 1 to 64 hexadecimal digits");
    for (size_t i = 0; i < n; i++) {
        int digit = hex_digit(digits[i]);
        if (digit < 0)
            return orth_fail(error, ORTH_BAD_INPUT, "not a hexadecimal number");
        push_digit(word, (unsigned)digit, 16);
    }
    return ORTH_OK;
}

/* The exponent after 'e' into *exponent; false when malformed or beyond the cap. */
static bool parse_exponent(const char *text, int *exponent)
{
    const char *end = text + strlen(text);
    size_t digits = orth_exponent_read(&text, end, exponent);
    return digits > 0 && text == end && abs(*exponent) <= EXPONENT_MAX;
}

/* Digits with at most one point, up to `end`, times 10^exponent, as a magnitude. */
static orth_status parse_digits(orth_word *word, const char *text, const char *end, long exponent,
                                bool is_signed, orth_error *error)
{
    const char *point = memchr(text, '.', (size_t)(end - text));
    long fraction = point == NULL ? 0 : end - point - 1;
    long keep =
        (end - text) - (point != NULL) - fraction + exponent; /* whole digits of the value */
    long seen = 0;
    *word = orth_word_of(0);
    for (const char *c = text; c < end; c++) {
        if (c == point)
            continue;
        if (seen++ < keep) {
            if (!push_digit(word, (unsigned)(*c - '0'), 10))
                return fail_range(is_signed, error);
        } else if (*c != '0') {
            return orth_fail(error, ORTH_BAD_INPUT, "not a whole number");
        }
    }
    for (; seen < keep && !orth_word_is_zero(*word); seen++) {
        if (!push_digit(word, 0, 10))
            return fail_range(is_signed, error);
    }
    return ORTH_OK;
}

orth_status orth_word_parse(orth_word *word, const char *text, bool is_signed, orth_error *error)
{
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
        return parse_hex(word, text + 2, error);
    bool minus = text[0] == '-';
    const char *start = text + minus;
    size_t whole = strspn(start, "0123456789");
    const char *end = start + whole;
    if (*end == '.') {
        size_t fraction = strspn(end + 1, "0123456789");
        end = fraction == 0 ? start : end + 1 + fraction;
    }
    int exponent = 0;
    bool has_exponent = *end == 'e' || *end == 'E';
    if (whole == 0 || end == start || end - start > DIGITS_MAX || (!has_exponent && *end != '\0') ||
        (has_exponent && !parse_exponent(end + 1, &exponent)))
        return orth_fail(error, ORTH_BAD_INPUT, "not an integer");
    orth_status status = parse_digits(word, start, end, exponent, is_signed, error);
    if (status != ORTH_OK)
        return status;
    if (minus)
        *word = orth_word_negate(*word);
    bool fits =
        orth_word_is_zero(*word) || (is_signed ? orth_word_negative(*word) == minus : !minus);
    return fits ? ORTH_OK : fail_range(is_signed, error);
}
