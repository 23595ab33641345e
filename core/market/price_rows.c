/* orth_series itself: its rows. */
#include <stdlib.h>

#include "market/price_series.h"

#define ROWS_MAX 4000000000u

void orth_series_free(orth_series *series)
{
    free(series->times);
    free(series->lines);
    free(series->prices);
    orth_series_free_marks(series);
    orth_source_free(&series->source);
}

static orth_status grow(orth_series *series, orth_error *error)
{
    size_t room = series->room == 0 ? 1024 : 2 * series->room;
    int64_t *times = realloc(series->times, room * sizeof *times);
    if (times != NULL)
        series->times = times;
    uint32_t *lines = realloc(series->lines, room * sizeof *lines);
    if (lines != NULL)
        series->lines = lines;
    double *prices = realloc(series->prices, room * series->columns * sizeof *prices);
    if (prices != NULL)
        series->prices = prices;
    if (times == NULL || lines == NULL || prices == NULL)
        return orth_fail_memory(error, (double)room * (double)series->columns * sizeof *prices);
    series->room = room;
    return ORTH_OK;
}

orth_status orth_series_append(orth_series *series, int64_t time, size_t line, double **prices,
                               orth_error *error)
{
    if (series->rows == ROWS_MAX || line > ROWS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: more than %u rows, the most permitted",
                         series->label, ROWS_MAX);
    if (series->rows == series->room) {
        orth_status status = grow(series, error);
        if (status != ORTH_OK)
            return status;
    }
    series->times[series->rows] = time;
    series->lines[series->rows] = (uint32_t)line;
    *prices = series->prices + series->rows * series->columns;
    series->rows++;
    return ORTH_OK;
}
