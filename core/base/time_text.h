/* Dates and durations as text: dates of the Gregorian calendar, in UTC. */
#ifndef ORTH_BASE_TIME_TEXT_H
#define ORTH_BASE_TIME_TEXT_H

#include <stdint.h>

/* "2024-05-01T12:00:00Z" of seconds since 1970, below 2^42; returns out. */
#define ORTH_DATE_TEXT_MAX 40
const char *orth_date_text(char out[ORTH_DATE_TEXT_MAX], uint64_t seconds);

/* "12 s" below two minutes, then the two largest units: "30 min 0 s", "2 h 24 min", "1 d 0 h".
 * Rounded to the lesser one; from 0, finite; returns out. */
#define ORTH_DURATION_TEXT_MAX 48
const char *orth_duration_text(char out[ORTH_DURATION_TEXT_MAX], double seconds);

#endif
