#include "path/schedule.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/dd.h"
#include "orthant/simplex.h"

static orth_status grow(orth_schedule *schedule, orth_error *error)
{
    if (schedule->rows < schedule->room)
        return ORTH_OK;
    size_t room = schedule->room == 0 ? 64 : 2 * schedule->room;
    if (room > SIZE_MAX / sizeof(double) / schedule->n)
        return orth_fail_memory(error, (double)room * (double)schedule->n * sizeof(double));
    size_t bytes = room * schedule->n * sizeof(double);
    double *high = realloc(schedule->high, bytes);
    if (high == NULL)
        return orth_fail_memory(error, (double)bytes);
    schedule->high = high;
    double *low = realloc(schedule->low, bytes);
    if (low == NULL)
        return orth_fail_memory(error, (double)bytes);
    schedule->low = low;
    schedule->room = room;
    return ORTH_OK;
}

static orth_dd sum_of(size_t n, const double *high, const double *low)
{
    orth_dd sum = {0, 0};
    for (size_t i = 0; i < n; i++)
        sum = orth_dd_add(sum, (orth_dd){high[i], low[i]});
    return sum;
}

static orth_status fail_row(const orth_schedule *schedule, const char *what, const char *file,
                            orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "%s: row %zu: %.400s", file, schedule->rows, what);
}

/* Whether the row may be scaled to 1 by its sum. */
static orth_status check_sum(orth_schedule *schedule, double sum, const double *high,
                             const char *file, orth_error *error)
{
    for (size_t i = 0; schedule->normalise && i < schedule->n; i++)
        if (!(high[i] > 0 && isfinite(high[i])))
            return fail_row(schedule, "a weight is not above 0", file, error);
    if (!schedule->normalise && !(fabs(sum - 1) <= ORTH_SUM_TOLERANCE)) {
        char what[160];
        snprintf(
            what, sizeof what,
            "the weights sum to 1%+.3g; permitted: 1 within %g; --normalise divides each row by "
            "its sum",
            sum - 1, ORTH_SUM_TOLERANCE);
        return fail_row(schedule, what, file, error);
    }
    schedule->least_sum = schedule->rows == 0 ? sum : fmin(sum, schedule->least_sum);
    schedule->most_sum = schedule->rows == 0 ? sum : fmax(sum, schedule->most_sum);
    return ORTH_OK;
}

orth_status orth_schedule_append(orth_schedule *schedule, const double *high, const double *low,
                                 const char *file, orth_error *error)
{
    orth_error reason;
    size_t n = schedule->n;
    orth_dd sum = sum_of(n, high, low);
    bool wei = orth_dd_value(sum) >= ORTH_SCHEDULE_WEI_LEAST;
    double unit = wei ? 1e18 : 1;
    orth_status status = check_sum(schedule, orth_dd_value(sum) / unit, high, file, error);
    if (status == ORTH_OK)
        status = grow(schedule, error);
    if (status != ORTH_OK)
        return status;
    schedule->wei = schedule->wei || wei;
    double *row = schedule->high + schedule->rows * n, *rest = schedule->low + schedule->rows * n;
    for (size_t i = 0; i < n; i++) {
        orth_dd weight = orth_dd_divide((orth_dd){high[i], low[i]}, sum);
        bool below = weight.high < 1 || !(high[i] < unit); /* beside it all others may vanish */
        row[i] = below ? weight.high : 1 - 0x1p-53;
        rest[i] = below ? weight.low : 0;
    }
    if (orth_simplex_validate(n, row, &reason) != ORTH_OK)
        return fail_row(schedule, reason.text, file, error);
    schedule->rows++;
    return ORTH_OK;
}

void orth_schedule_free(orth_schedule *schedule)
{
    free(schedule->high);
    free(schedule->low);
    memset(schedule, 0, sizeof *schedule);
}
