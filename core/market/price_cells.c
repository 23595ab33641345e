/* Cells as times. */
#include <stdio.h>
#include <string.h>

#include "market/date_text.h"
#include "market/digits.h"
#include "market/price_header.h"

bool orth_header_time(const orth_field *cell, orth_dates dates, bool *digits, int64_t *time)
{
    *digits = orth_date_of_digits(cell->text, cell->length, time);
    if (*digits)
        return true;
    if (orth_date_is_hours(cell->text, cell->length))
        return false; /* 2024050112 is a second of 2034 as well */
    return orth_time_parse(cell->text, cell->length, time) ||
           orth_date_parse(cell->text, cell->length, dates, time);
}

bool orth_header_join(const orth_field *date, const orth_field *clock, orth_dates dates,
                      int64_t *time)
{
    return orth_date_join(date->text, date->length, clock->text, clock->length, dates, time);
}

bool orth_header_hours(const orth_field *date, const orth_field *hour, orth_dates dates,
                       int64_t *time)
{
    char clock[8];
    if (hour->length == 0 || hour->length > 2 || !orth_is_digit(hour->text[0]) ||
        !orth_is_digit(hour->text[hour->length - 1]))
        return false;
    snprintf(clock, sizeof clock, "%.*s:00", (int)hour->length, hour->text);
    return orth_date_join(date->text, date->length, clock, strlen(clock), dates, time);
}

bool orth_header_is_date(const orth_field *cell, int64_t time)
{
    size_t digits = 0, points = 0;
    for (size_t i = 0; i < cell->length; i++) {
        if (cell->text[i] == ':')
            return false;
        digits += orth_is_digit(cell->text[i]);
        points += cell->text[i] == '.';
    }
    bool number = digits + points == cell->length && points <= 1 && cell->length != 8;
    return time % INT64_C(86400000000) == 0 && !number;
}
