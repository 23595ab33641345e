#include "base/time_text.h"

#include <math.h>
#include <stdio.h>

#include "base/calendar.h"

#define DAY_SECONDS 86400

const char *orth_date_text(char out[ORTH_DATE_TEXT_MAX], uint64_t seconds)
{
    int rest = (int)(seconds % DAY_SECONDS), year, month, day;
    orth_date_of_days((int64_t)(seconds / DAY_SECONDS), &year, &month, &day);
    snprintf(out, ORTH_DATE_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day,
             rest / 3600, rest / 60 % 60, rest % 60);
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
