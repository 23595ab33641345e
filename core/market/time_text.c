/* Times as text: ISO 8601, or numbers whose size tells their unit. */
#include <stdio.h>

#include "market/digits.h"
#include "market/price_text.h"

#define SECOND INT64_C(1000000)
#define DAY_SECONDS 86400

/* Days since 1970-01-01 of a date of the Gregorian calendar, years counted from March. */
static int64_t days_of(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t m = month <= 2 ? month + 9 : month - 3;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (leap && month == 2);
}

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

/* Z, UTC, GMT, +HH, +HHMM, +HH:MM or nothing. */
static bool take_zone(const char **at, const char *end, int64_t *micros)
{
    take(at, end, ' ');
    size_t left = (size_t)(end - *at);
    if (left == 0)
        return true;
    if (left == 3 && (memcmp(*at, "UTC", 3) == 0 || memcmp(*at, "GMT", 3) == 0)) {
        *at += 3;
        return true;
    }
    if (take(at, end, 'Z') || take(at, end, 'z'))
        return true;
    int sign = **at == '-' ? -1 : 1, hours, minutes = 0;
    if (!take(at, end, '+') && !take(at, end, '-'))
        return false;
    if (!take_digits(at, end, 2, &hours))
        return false;
    if (take(at, end, ':') || *at < end)
        if (!take_digits(at, end, 2, &minutes))
            return false;
    *micros -= sign * (hours * 60 + minutes) * 60 * SECOND;
    return hours <= 15 && minutes <= 59;
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
    if (month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return false;
    int64_t micros = 0;
    if (at < end && (take(&at, end, 'T') || take(&at, end, ' ')))
        if (!take_clock(&at, end, &micros) || !take_zone(&at, end, &micros))
            return false;
    *time = days_of(year, month, day) * DAY_SECONDS * SECOND + micros;
    return at == end && *time >= 0;
}

bool orth_time_from_number(uint64_t number, int64_t *time)
{
    if (number < UINT64_C(100000000000))
        *time = (int64_t)number * SECOND;
    else if (number < UINT64_C(100000000000000))
        *time = (int64_t)number * 1000;
    else if (number < UINT64_C(100000000000000000))
        *time = (int64_t)number;
    else
        *time = (int64_t)(number / 1000);
    return true;
}

bool orth_time_parse(const char *text, size_t length, int64_t *time)
{
    const char *at = text, *end = text + length;
    uint64_t number = 0;
    at = orth_digits_take(at, end, &number);
    if (at == text || at - text > ORTH_DIGITS_MAX)
        return false;
    if (at == end)
        return orth_time_from_number(number, time);
    if (*at != '.')
        return parse_iso(text, end, time);
    at++;
    int64_t micros = 0;
    if (number >= UINT64_C(100000000000)) { /* a fraction of a millisecond and less plays no part */
        for (; at < end && orth_is_digit(*at); at++)
            ;
        return at == end && at[-1] != '.' && orth_time_from_number(number, time);
    }
    bool good = take_fraction(&at, end, &micros) && at == end;
    *time = (int64_t)number * SECOND + micros;
    return good;
}

const char *orth_time_text(char out[ORTH_TIME_TEXT_MAX], int64_t time)
{
    int64_t day = time / (DAY_SECONDS * SECOND), rest = time % (DAY_SECONDS * SECOND);
    int year = 1970 + (int)(day / 366), month = 1;
    while (days_of(year + 1, 1, 1) <= day)
        year++;
    while (month < 12 && days_of(year, month + 1, 1) <= day)
        month++;
    int seconds = (int)(rest / SECOND);
    int used = snprintf(out, ORTH_TIME_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02d", year, month,
                        (int)(day - days_of(year, month, 1)) + 1, seconds / 3600, seconds / 60 % 60,
                        seconds % 60);
    if (used > 0 && rest % SECOND != 0)
        used +=
            snprintf(out + used, ORTH_TIME_TEXT_MAX - (size_t)used, ".%06d", (int)(rest % SECOND));
    if (used > 0)
        snprintf(out + used, ORTH_TIME_TEXT_MAX - (size_t)used, "Z");
    return out;
}
