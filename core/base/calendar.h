/* The Gregorian calendar. */
#ifndef ORTH_BASE_CALENDAR_H
#define ORTH_BASE_CALENDAR_H

#include <stdint.h>

/* Days since 1970-01-01 of a date, from year 0; month and day from 1. */
int64_t orth_date_days(int year, int month, int day);
/* The other way, from 1970 on. */
void orth_date_of_days(int64_t days, int *year, int *month, int *day);
/* How many days a month has. */
int orth_date_month_days(int year, int month);

#endif
