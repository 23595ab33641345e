#include "base/calendar.h"

#include <stdbool.h>

/* Years are counted from March, so that the day that some years have more is the last. */
int64_t orth_date_days(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t m = month <= 2 ? month + 9 : month - 3;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* A first guess that is not too late, then one by one. */
void orth_date_of_days(int64_t days, int *year, int *month, int *day)
{
    *year = 1970 + (int)(days / 366);
    *month = 1;
    while (orth_date_days(*year + 400, 1, 1) <= days)
        *year += 400;
    while (orth_date_days(*year + 1, 1, 1) <= days)
        ++*year;
    while (*month < 12 && orth_date_days(*year, *month + 1, 1) <= days)
        ++*month;
    *day = (int)(days - orth_date_days(*year, *month, 1)) + 1;
}

int orth_date_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (leap && month == 2);
}
