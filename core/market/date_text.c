#include "market/date_text.h"

#include <string.h>
#include <strings.h>

#include "market/digits.h"

#define SECOND INT64_C(1000000)
#define DAY (86400 * SECOND)

/* ---------------------------------------------------------------- pieces */

typedef struct reader {
    const char *at, *end;
} reader;

static bool take(reader *in, char c)
{
    bool found = in->at < in->end && *in->at == c;
    in->at += found;
    return found;
}

/* One to `most` digits; returns how many. */
static int take_number(reader *in, int most, int *value)
{
    int count = 0;
    for (*value = 0; count < most && in->at < in->end && orth_is_digit(*in->at); count++)
        *value = 10 * *value + (*in->at++ - '0');
    return count;
}

static void skip_blanks(reader *in)
{
    while (in->at < in->end && (*in->at == ' ' || *in->at == '\t'))
        in->at++;
}

static int month_named(reader *in)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    const char *first = in->at;
    while (in->at < in->end && ((*in->at | 0x20) >= 'a' && (*in->at | 0x20) <= 'z'))
        in->at++;
    size_t length = (size_t)(in->at - first);
    for (int i = 0; i < 12 && length >= 3; i++)
        if (length <= strlen(names[i]) && strncasecmp(first, names[i], length) == 0 &&
            (length == 3 || length == strlen(names[i]) || (i == 8 && length == 4))) {
            take(in, '.');
            return i + 1;
        }
    in->at = first;
    return 0;
}

/* Two digits of a year are of 1970 to 2069. */
static bool take_year(reader *in, int *year)
{
    int count = take_number(in, 4, year);
    if (count == 2)
        *year += *year < 70 ? 2000 : 1900;
    return count == 4 || count == 2;
}

static bool set_date(int year, int month, int day, int64_t *micros)
{
    if (year < 1970 || month < 1 || month > 12 || day < 1 ||
        day > orth_date_month_days(year, month))
        return false;
    *micros = orth_date_days(year, month, day) * DAY;
    return true;
}

/* 2024-05-01, 20240501 */
static bool take_year_first(reader *in, int64_t *micros)
{
    int year, month, day;
    if (take_number(in, 4, &year) != 4 || in->at >= in->end)
        return false;
    char mark = *in->at;
    if (orth_is_digit(mark)) {
        if (take_number(in, 2, &month) != 2 || take_number(in, 2, &day) != 2 ||
            (in->at < in->end && orth_is_digit(*in->at)))
            return false;
    } else if ((mark != '-' && mark != '/' && mark != '.') || !take(in, mark) ||
               take_number(in, 2, &month) == 0 || !take(in, mark) ||
               take_number(in, 2, &day) == 0) {
        return false;
    }
    return set_date(year, month, day, micros);
}

/* May 1, 2024 */
static bool take_month_first(reader *in, int64_t *micros)
{
    int year, month = month_named(in), day;
    skip_blanks(in);
    if (month == 0 || take_number(in, 2, &day) == 0)
        return false;
    take(in, ',');
    skip_blanks(in);
    return take_year(in, &year) && set_date(year, month, day, micros);
}

/* 1-May-2024, 5/1/2024, 1.5.24 */
static bool take_day_or_month_first(reader *in, orth_dates dates, int64_t *micros)
{
    int first, second = 0, year;
    if (take_number(in, 2, &first) == 0 || in->at >= in->end)
        return false;
    char mark = *in->at;
    if (strchr("-/. ", mark) == NULL)
        return false;
    in->at++;
    int month = month_named(in);
    if (month == 0 &&
        (mark == ' ' || dates == ORTH_DATES_UNSAID || take_number(in, 2, &second) == 0))
        return false;
    if (!take(in, mark) && !(month > 0 && (take(in, ' ') || take(in, ','))))
        return false;
    skip_blanks(in);
    if (!take_year(in, &year))
        return false;
    if (month > 0)
        return set_date(year, month, first, micros);
    return dates == ORTH_DATES_MDY ? set_date(year, first, second, micros)
                                   : set_date(year, second, first, micros);
}

static bool take_date(reader *in, orth_dates dates, int64_t *micros)
{
    reader start = *in;
    if (take_year_first(in, micros))
        return true;
    *in = start;
    if (take_month_first(in, micros))
        return true;
    *in = start;
    return take_day_or_month_first(in, dates, micros);
}

/* ---------------------------------------------------------------- times of a day */

static bool take_noon(reader *in, int *hour)
{
    reader start = *in;
    skip_blanks(in);
    if (in->end - in->at >= 2 && (in->at[1] | 0x20) == 'm' &&
        ((*in->at | 0x20) == 'a' || (*in->at | 0x20) == 'p')) {
        bool after = (*in->at | 0x20) == 'p';
        in->at += 2;
        if (*hour < 1 || *hour > 12)
            return false;
        *hour = *hour % 12 + (after ? 12 : 0);
        return true;
    }
    *in = start;
    return true;
}

/* Digits without marks between: HHMMSS or HHMM. Where a spreadsheet has cut zeros in front, 100 can
 * be one o'clock and a minute after midnight: refused. */
static bool take_packed_clock(reader *in, int64_t *micros)
{
    int value, count = take_number(in, 6, &value);
    if ((count != 4 && count != 6) || (in->at < in->end && orth_is_digit(*in->at)))
        return false;
    if (count == 4)
        value *= 100;
    int hour = value / 10000, minute = value / 100 % 100, second = value % 100;
    *micros += (int64_t)((hour * 60 + minute) * 60 + second) * SECOND;
    return hour <= 23 && minute <= 59 && second <= 59;
}

static bool take_clock(reader *in, int64_t *micros)
{
    reader start = *in;
    int hour, minute = 0, second = 0, count = take_number(in, 2, &hour);
    if (count == 0)
        return false;
    if (in->at < in->end && orth_is_digit(*in->at)) {
        *in = start;
        return take_packed_clock(in, micros);
    }
    int64_t part = 0;
    bool colon = take(in, ':');
    if (colon) {
        if (take_number(in, 2, &minute) != 2)
            return false;
        if (take(in, ':')) {
            if (take_number(in, 2, &second) != 2)
                return false;
            if (take(in, '.') || take(in, ',')) {
                int64_t unit = SECOND;
                for (; in->at < in->end && orth_is_digit(*in->at); in->at++)
                    part += (*in->at - '0') * (unit /= 10);
            }
        }
    } else {
        take(in, '-');
    }
    const char *before = in->at;
    if (!take_noon(in, &hour) || (!colon && in->at == before) || hour > 23 || minute > 59 ||
        second > 59)
        return false;
    *micros += (int64_t)((hour * 60 + minute) * 60 + second) * SECOND + part;
    return true;
}

bool orth_zone_take(const char *at, const char *end, int64_t *micros)
{
    reader in = {at, end};
    skip_blanks(&in);
    size_t left = (size_t)(in.end - in.at);
    if (left == 0 || (left == 1 && (*in.at | 0x20) == 'z') ||
        (left == 3 && (memcmp(in.at, "UTC", 3) == 0 || memcmp(in.at, "GMT", 3) == 0)))
        return true;
    int sign = *in.at == '-' ? -1 : 1, hours, minutes = 0;
    if (!take(&in, '+') && !take(&in, '-'))
        return false;
    if (take_number(&in, 2, &hours) != 2)
        return false;
    if ((take(&in, ':') || in.at < in.end) && take_number(&in, 2, &minutes) != 2)
        return false;
    *micros -= (int64_t)sign * (hours * 60 + minutes) * 60 * SECOND;
    return in.at == in.end && hours <= 15 && minutes <= 59;
}

/* The end of a text whose date has been taken. */
static bool take_rest(reader *in, int64_t *micros)
{
    if (in->at < in->end) {
        bool comma = take(in, ',');
        if (!comma && !take(in, 'T') && !take(in, ' ') && !take(in, '\t'))
            return false;
        skip_blanks(in);
        if (!take_clock(in, micros))
            return false;
    }
    return orth_zone_take(in->at, in->end, micros) && *micros >= 0;
}

bool orth_date_parse(const char *text, size_t length, orth_dates dates, int64_t *time)
{
    reader in = {text, text + length};
    int64_t micros;
    if (!take_date(&in, dates, &micros) || !take_rest(&in, &micros))
        return false;
    *time = micros;
    return true;
}

bool orth_date_join(const char *date, size_t date_length, const char *clock, size_t clock_length,
                    orth_dates dates, int64_t *time)
{
    reader day = {date, date + date_length}, in = {clock, clock + clock_length};
    int64_t micros, zero = 0;
    if (!take_date(&day, dates, &micros))
        return false;
    if (day.at < day.end && day.end - day.at <= 20) { /* a midnight is no clock of its own */
        if (!take_rest(&day, &zero) || zero != 0 || memchr(clock, ':', clock_length) == NULL)
            return false;
    }
    if (!take_clock(&in, &micros) || !orth_zone_take(in.at, in.end, &micros) || micros < 0)
        return false;
    *time = micros;
    return true;
}
