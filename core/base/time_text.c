#include "base/time_text.h"

#include <math.h>
#include <stdio.h>

#define DAY_SECONDS 86400

/* Days since 1970-01-01. Years are counted from March, so that the day that some years have more is
 * the last. */
static int64_t days_of(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t m = month <= 2 ? month + 9 : month - 3;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* A first guess that is not too late, then one by one. */
static int year_of(int64_t day)
{
    int year = 1970 + (int)(day / 366);
    while (days_of(year + 400, 1, 1) <= day)
        year += 400;
    while (days_of(year + 1, 1, 1) <= day)
        year++;
    return year;
}

const char *orth_date_text(char out[ORTH_DATE_TEXT_MAX], uint64_t seconds)
{
    int64_t day = (int64_t)(seconds / DAY_SECONDS);
    int rest = (int)(seconds % DAY_SECONDS), year = year_of(day), month = 1;
    while (month < 12 && days_of(year, month + 1, 1) <= day)
        month++;
    snprintf(out, ORTH_DATE_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month,
             (int)(day - days_of(year, month, 1)) + 1, rest / 3600, rest / 60 % 60, rest % 60);
    return out;
}

const char *orth_duration_text(char out[ORTH_DURATION_TEXT_MAX], double seconds)
{
    static const struct {
        double below;  /* so many seconds */
        double lesser; /* seconds of the lesser unit */
        double ratio;  /* of the greater unit to it */
        const char *greater_name, *lesser_name;
    } units[] = {{3600, 1, 60, "min", "s"},
                 {DAY_SECONDS, 60, 60, "h", "min"},
                 {INFINITY, 3600, 24, "d", "h"}};
    if (seconds < 120) {
        snprintf(out, ORTH_DURATION_TEXT_MAX, "%.6g s", seconds);
        return out;
    }
    size_t u = 0;
    double count = round(seconds);
    while (count * units[u].lesser >= units[u].below) {
        u++;
        count = round(seconds / units[u].lesser);
    }
    snprintf(out, ORTH_DURATION_TEXT_MAX, "%.0f %s %.0f %s", floor(count / units[u].ratio),
             units[u].greater_name, fmod(count, units[u].ratio), units[u].lesser_name);
    return out;
}
