#include "market/price_times.h"

#include "market/date_text.h"

#define DAY INT64_C(86400000000)
#define WEEK (7 * DAY)
#define MONDAY (4 * DAY) /* 1970-01-05 */

static int64_t month_start(int64_t months)
{
    return orth_date_days((int)(months / 12), (int)(months % 12) + 1, 1) * DAY;
}

static int64_t months_of(int64_t time)
{
    int year, month, day;
    orth_date_of_days(time / DAY, &year, &month, &day);
    return 12 * (int64_t)year + month - 1;
}

int64_t orth_grid_first(orth_span every, int64_t time)
{
    if (every.months > 0) {
        int64_t months = months_of(time), past = months % every.months;
        if (past != 0 || month_start(months) != time)
            months += every.months - past;
        return month_start(months);
    }
    int64_t origin = every.micros % WEEK == 0 ? MONDAY : 0, since = time - origin;
    int64_t past = ((since % every.micros) + every.micros) % every.micros;
    return past == 0 ? time : time + every.micros - past;
}

int64_t orth_grid_next(orth_span every, int64_t time)
{
    return every.months > 0 ? month_start(months_of(time) + every.months) : time + every.micros;
}

orth_status orth_grid_check(orth_span every, int64_t first, int64_t last, orth_error *error)
{
    if (every.micros <= 0 || last <= first || (last - first) / every.micros < ORTH_GRID_MAX)
        return ORTH_OK;
    char text[ORTH_SPAN_TEXT_MAX];
    return orth_fail(error, ORTH_BAD_INPUT,
                     "market: a grid of %s would have %jd rows; permitted: at most %jd "
                     "(market.every)",
                     orth_span_text(text, every), (intmax_t)((last - first) / every.micros),
                     (intmax_t)ORTH_GRID_MAX);
}
