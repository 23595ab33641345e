/* Dates and times of a day in the forms that sites and programs write, one way or another. */
#ifndef ORTH_MARKET_DATE_TEXT_H
#define ORTH_MARKET_DATE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/calendar.h"
#include "orthant/prices.h"

/* Z, UTC, GMT, +HH, +HHMM, +HH:MM or nothing, after blanks, up to the end: taken off *micros. */
bool orth_zone_take(const char *at, const char *end, int64_t *micros);

/* Microseconds since 1970 of a date with or without a time of day after it:
 *   date   2024-05-01 2024/05/01 2024.05.01 20240501 May 1, 2024  1-May-24
 *          5/1/2024 1.5.2024 1-5-24, in the order of `dates` and not without one
 *   time   12:30 12:30:00.5 123000 1230 9:30 PM 03-PM, after a blank, a comma or T; then a zone
 * false for anything else. */
bool orth_date_parse(const char *text, size_t length, orth_dates dates, int64_t *time);
/* The same of a date alone and a time of day alone. */
bool orth_date_join(const char *date, size_t date_length, const char *clock, size_t clock_length,
                    orth_dates dates, int64_t *time);

/* What a text that is no time looks like, as a remedy for a message: "" where nothing is known. */
const char *orth_date_remedy(const char *text, size_t length, orth_dates dates);
/* Whether a clock stands in the text, and whether a zone. */
bool orth_date_has_zone(const char *text, size_t length);

/* Whole numbers that are dates: YYYYMMDD, YYYYMMDDHHMM, YYYYMMDDHHMMSS from 1990 to 2100. */
bool orth_date_of_digits(const char *text, size_t length, int64_t *time);
/* Whether a number of ten digits can be read as YYYYMMDDHH. */
bool orth_date_is_hours(const char *text, size_t length);

#endif
