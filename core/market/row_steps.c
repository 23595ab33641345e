/* How far apart rows are. */
#include "market/row_steps.h"

#include <stdlib.h>

#include "orthant/market.h"

static int ascending(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

orth_status orth_row_steps_of(orth_row_steps *steps, bool *is_gap, size_t rows,
                              const int64_t *times, orth_error *error)
{
    size_t count = rows - 1;
    int64_t *sorted = malloc(count * sizeof *sorted);
    if (sorted == NULL)
        return orth_fail_memory(error, (double)count * sizeof *sorted);
    for (size_t r = 0; r < count; r++)
        sorted[r] = times[r + 1] - times[r];
    qsort(sorted, count, sizeof *sorted, ascending);
    *steps = (orth_row_steps){.usual = sorted[(count - 1) / 2]};
    free(sorted);
    for (size_t r = 0; r < count; r++) {
        bool gap = times[r + 1] - times[r] - steps->usual > steps->usual / 2;
        steps->gaps += gap;
        if (is_gap != NULL)
            is_gap[r] = gap;
    }
    return ORTH_OK;
}

orth_status orth_row_steps_check(const orth_row_steps *steps, const char *what, orth_error *error)
{
    double seconds = (double)steps->usual / 1e6;
    if (seconds > 0 && seconds <= ORTH_YEAR_SECONDS)
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN,
                     "%s: rows are usually %.12g seconds apart; permitted: above 0, at most a year",
                     what, seconds);
}
