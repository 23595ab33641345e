/* A price and a time as text. */
#ifndef ORTH_MARKET_PRICE_TEXT_H
#define ORTH_MARKET_PRICE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The double nearest to the decimal number (digits, point, exponent, sign) that is all of the
 * `length` bytes at text; false when they are something else. The calling thread's locale must be
 * the C locale (base/plain_locale.h). Here and below ORTH_TEXT_SLACK bytes of any kind can be
 * read after text[length]. */
#define ORTH_TEXT_SLACK 64
bool orth_price_parse(const char *text, size_t length, double *price);

/* Microseconds since 1970-01-01 UTC, from ISO 8601 or from a number whose size tells its unit
 * (orthant/market.h); false when the text is neither or before 1970. */
bool orth_time_parse(const char *text, size_t length, int64_t *time);
#define ORTH_TIME_PERMITTED "a time such as 2024-05-01T12:00:00Z or seconds since 1970"

/* The time that a whole number means, whose size tells its unit. */
int64_t orth_time_from_number(uint64_t number);
/* "seconds since 1970" and so on, by the same rule. */
const char *orth_time_number_form(uint64_t number);

/* "2024-05-01T12:00:00Z", with a fraction where there is one; returns out. */
#define ORTH_TIME_TEXT_MAX 40
const char *orth_time_text(char out[ORTH_TIME_TEXT_MAX], int64_t time);

#endif
