/* Numbers that are dates, and what a text that is no time looks like. */
#include <string.h>

#include "market/date_text.h"
#include "market/digits.h"

#define SECOND INT64_C(1000000)

static int two(const char *at)
{
    return 10 * (at[0] - '0') + (at[1] - '0');
}

static bool all_digits(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!orth_is_digit(text[i]))
            return false;
    return length > 0;
}

static bool day_of_digits(const char *text, int64_t *micros)
{
    int year = 100 * two(text) + two(text + 2);
    int month = two(text + 4), day = two(text + 6);
    if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 ||
        day > orth_date_month_days(year, month))
        return false;
    *micros = orth_date_days(year, month, day) * 86400 * SECOND;
    return true;
}

bool orth_date_of_digits(const char *text, size_t length, int64_t *time)
{
    if ((length != 8 && length != 12 && length != 14) || !all_digits(text, length) ||
        !day_of_digits(text, time))
        return false;
    int hour = length > 8 ? two(text + 8) : 0, minute = length > 8 ? two(text + 10) : 0,
        second = length > 12 ? two(text + 12) : 0;
    *time += (int64_t)((hour * 60 + minute) * 60 + second) * SECOND;
    return hour <= 23 && minute <= 59 && second <= 59;
}

bool orth_date_is_hours(const char *text, size_t length)
{
    int64_t time;
    return length == 10 && all_digits(text, length) && day_of_digits(text, &time) &&
           two(text + 8) <= 23;
}

/* ---------------------------------------------------------------- for messages and records */

bool orth_date_has_zone(const char *text, size_t length)
{
    const char *end = text + length, *clock = memchr(text, ':', length);
    if (length > 0 && (end[-1] == 'Z' || end[-1] == 'z'))
        return true;
    if (length >= 3 && (memcmp(end - 3, "UTC", 3) == 0 || memcmp(end - 3, "GMT", 3) == 0))
        return true;
    for (; clock != NULL && clock < end; clock++)
        if (*clock == '+' || *clock == '-')
            return true;
    return false;
}

const char *orth_date_remedy(const char *text, size_t length, orth_dates dates)
{
    int64_t time;
    if (dates == ORTH_DATES_UNSAID && (orth_date_parse(text, length, ORTH_DATES_MDY, &time) ||
                                       orth_date_parse(text, length, ORTH_DATES_DMY, &time)))
        return "; the order of day and month is said by \"dates\": \"mdy\" or \"dmy\" in "
               "market.files";
    if (dates != ORTH_DATES_UNSAID &&
        orth_date_parse(text, length, dates == ORTH_DATES_MDY ? ORTH_DATES_DMY : ORTH_DATES_MDY,
                        &time))
        return dates == ORTH_DATES_MDY ? "; not a date by \"dates\": \"mdy\", but one by \"dmy\""
                                       : "; not a date by \"dates\": \"dmy\", but one by \"mdy\"";
    if (length > 3 && memchr(text, 'E', length) != NULL && memchr(text, '.', length) != NULL &&
        orth_is_digit(text[0]))
        return "; a spreadsheet has cut the digits: export the file again with whole numbers";
    return "";
}
