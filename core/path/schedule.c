#include "path/schedule.h"

#include <stdint.h>
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

orth_status orth_schedule_append(orth_schedule *schedule, const double *high, const double *low,
                                 const char *file, orth_error *error)
{
    orth_error reason;
    size_t n = schedule->n;
    if (orth_simplex_validate(n, high, &reason) != ORTH_OK)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: row %zu: %.400s", file, schedule->rows,
                         reason.text);
    orth_status status = grow(schedule, error);
    if (status != ORTH_OK)
        return status;
    orth_dd sum = {0, 0};
    for (size_t i = 0; i < n; i++)
        sum = orth_dd_add(sum, (orth_dd){high[i], low[i]});
    for (size_t i = 0; i < n; i++) {
        orth_dd weight = orth_dd_divide((orth_dd){high[i], low[i]}, sum);
        schedule->high[schedule->rows * n + i] = weight.high;
        schedule->low[schedule->rows * n + i] = weight.low;
    }
    schedule->rows++;
    return ORTH_OK;
}

void orth_schedule_free(orth_schedule *schedule)
{
    free(schedule->high);
    free(schedule->low);
    memset(schedule, 0, sizeof *schedule);
}
