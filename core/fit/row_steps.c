/* How far apart rows are. */
#include "fit/row_steps.h"

#include <stdlib.h>

#include "orthant/market.h"

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static int64_t usual_step(size_t count, int64_t *steps)
{
    int64_t best = 0;
    size_t longest = 0;
    qsort(steps, count, sizeof *steps, compare);
    for (size_t i = 0, from = 0; i < count; i++) {
        if (steps[i] != steps[from])
            from = i;
        if (i - from + 1 > longest) {
            longest = i - from + 1;
            best = steps[i];
        }
    }
    return best;
}

orth_status orth_row_steps_of(orth_row_steps *result, size_t rows, const int64_t *times,
                              const char *what, orth_error *error)
{
    size_t count = rows - 1;
    int64_t *steps = malloc(count * sizeof *steps);
    if (steps == NULL)
        return orth_fail_memory(error, (double)count * sizeof *steps);
    for (size_t r = 0; r < count; r++)
        steps[r] = times[r + 1] - times[r];
    *result = (orth_row_steps){.usual = usual_step(count, steps)};
    for (size_t r = 0; r < count; r++)
        result->gaps += steps[r] > result->usual;
    free(steps);
    double seconds = (double)result->usual / 1e6;
    if (!(seconds > 0 && seconds <= ORTH_YEAR_SECONDS))
        return orth_fail(error, ORTH_DOMAIN,
                         "%s: most rows are %.12g seconds apart; permitted: above 0, at most a "
                         "year",
                         what, seconds);
    return ORTH_OK;
}
