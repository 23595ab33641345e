/* Times as text: ISO 8601, or numbers whose size tells their unit. */
#include <stdio.h>
#include <string.h>

#include "base/time_text.h"
#include "market/date_text.h"
#include "market/digits.h"
#include "market/price_text.h"

#define SECOND INT64_C(1000000)
#define DAY_SECONDS 86400

/* Exactly `count` digits. */
static bool take_digits(const char **at, const char *end, int count, int *value)
{
    *value = 0;
    for (; count > 0; count--, ++*at) {
        if (*at >= end || !orth_is_digit(**at))
            return false;
        *value = 10 * *value + (**at - '0');
    }
    return true;
}

static bool take(const char **at, const char *end, char c)
{
    if (*at >= end || **at != c)
        return false;
    ++*at;
    return true;
}

/* Digits after a point as microseconds; more than six are cut. */
static bool take_fraction(const char **at, const char *end, int64_t *micros)
{
    const char *first = *at;
    int64_t unit = SECOND;
    for (; *at < end && orth_is_digit(**at); ++*at)
        *micros += (**at - '0') * (unit /= 10);
    return *at > first;
}

/* HH:MM[:SS[.fraction]] */
static bool take_clock(const char **at, const char *end, int64_t *micros)
{
    int hour, minute, second = 0;
    if (!take_digits(at, end, 2, &hour) || !take(at, end, ':') ||
        !take_digits(at, end, 2, &minute) || hour > 23 || minute > 59)
        return false;
    bool good = true;
    if (take(at, end, ':')) {
        good = take_digits(at, end, 2, &second) && second <= 59;
        if (good && (take(at, end, '.') || take(at, end, ',')))
            good = take_fraction(at, end, micros);
    }
    *micros += ((hour * 60 + minute) * 60 + second) * SECOND;
    return good;
}

static bool parse_iso(const char *at, const char *end, int64_t *time)
{
    int year, month, day;
    if (!take_digits(&at, end, 4, &year) || at >= end)
        return false;
    char dash = *at++;
    if ((dash != '-' && dash != '/') || !take_digits(&at, end, 2, &month) ||
        !take(&at, end, dash) || !take_digits(&at, end, 2, &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > orth_date_month_days(year, month))
        return false;
    int64_t micros = 0;
    if (at < end && (take(&at, end, 'T') || take(&at, end, ' '))) {
        if (!take_clock(&at, end, &micros) || !orth_zone_take(at, end, &micros))
            return false;
        at = end;
    }
    *time = orth_date_days(year, month, day) * DAY_SECONDS * SECOND + micros;
    return at == end && *time >= 0;
}

int64_t orth_time_from_number(uint64_t number)
{
    if (number < UINT64_C(100000000000))
        return (int64_t)number * SECOND;
    if (number < UINT64_C(100000000000000))
        return (int64_t)number * 1000;
    if (number < UINT64_C(100000000000000000))
        return (int64_t)number;
    return (int64_t)(number / 1000);
}

const char *orth_time_number_form(uint64_t number)
{
    if (number < UINT64_C(100000000000))
        return "seconds since 1970";
    if (number < UINT64_C(100000000000000))
        return "milliseconds since 1970";
    return number < UINT64_C(100000000000000000) ? "microseconds since 1970"
                                                 : "nanoseconds since 1970";
}

bool orth_time_parse(const char *text, size_t length, int64_t *time)
{
    const char *at = text, *end = text + length;
    uint64_t number = 0;
    at = orth_digits_take(at, end, &number);
    if (at == text || at - text > ORTH_DIGITS_MAX)
        return false;
    *time = orth_time_from_number(number);
    if (at == end)
        return true;
    if (*at != '.')
        return parse_iso(text, end, time);
    at++;
    int64_t micros = 0;
    if (number >= UINT64_C(100000000000)) { /* a fraction of a millisecond and less plays no part */
        for (; at < end && orth_is_digit(*at); at++)
            ;
        return at == end && at[-1] != '.';
    }
    bool good = take_fraction(&at, end, &micros) && at == end;
    *time = (int64_t)number * SECOND + micros;
    return good;
}

const char *orth_time_text(char out[ORTH_TIME_TEXT_MAX], int64_t time)
{
    orth_date_text(out, (uint64_t)(time / SECOND));
    if (time % SECOND != 0) {
        size_t used = strlen(out) - 1; /* but for the Z */
        snprintf(out + used, ORTH_TIME_TEXT_MAX - used, ".%06dZ", (int)(time % SECOND));
    }
    return out;
}
