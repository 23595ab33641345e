/* Whether the rows of files that are joined would be new for one token only. */
#include "market/price_join.h"

/* Files of bars of one length on one grid: a row that is missing had no trade. */
static bool share_bars(const orth_series *all, size_t n)
{
    const orth_series *one = NULL;
    for (size_t i = 0; i < n; i++) {
        const orth_series *series = &all[i];
        const orth_price_source *source = &series->source;
        if (series->rows == 0)
            continue;
        if (!source->bars || (source->bar.micros == 0 && source->bar.months == 0))
            return false;
        one = one == NULL ? series : one;
        if (source->bar.micros != one->source.bar.micros ||
            source->bar.months != one->source.bar.months ||
            (source->bar.micros > 0 &&
             (series->times[0] - one->times[0]) % source->bar.micros != 0))
            return false;
    }
    return true;
}

/* The greatest of the files' most common steps, which is right for a grid. */
static orth_span wanted_grid(const orth_series *all, size_t n)
{
    orth_span every = {0};
    for (size_t i = 0; i < n; i++) {
        const orth_series *series = &all[i];
        if (series->rows < 2)
            continue;
        int64_t mean =
            (series->times[series->rows - 1] - series->times[0]) / (int64_t)(series->rows - 1);
        static const int64_t seconds[] = {1,    5,    10,    15,    30,    60,    300,   900,
                                          1800, 3600, 14400, 28800, 43200, 86400, 604800};
        for (size_t s = 0; s < sizeof seconds / sizeof seconds[0]; s++)
            if (seconds[s] * 1000000 > every.micros && 3 * mean >= 2 * seconds[s] * 1000000)
                every.micros = seconds[s] * 1000000;
    }
    if (every.micros == 0)
        every.micros = 60000000;
    return every;
}

orth_status orth_series_check_single(const orth_series *all, size_t n, size_t rows, size_t single,
                                     orth_error *error)
{
    size_t priced = 0;
    const char *first = NULL, *second = NULL;
    for (size_t i = 0; i < n; i++)
        if (all[i].rows > 0) {
            second = priced == 1 ? all[i].label : second;
            first = priced == 0 ? all[i].label : first;
            priced++;
        }
    if (priced < 2 || 2 * single <= rows - 1 || share_bars(all, n))
        return ORTH_OK;
    char every[ORTH_SPAN_TEXT_MAX];
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s and %s: the times of the files differ, so that %zu of %zu blocks would "
                     "move one token only; permitted: a grid, \"every\": \"%s\" or the like in "
                     "market (--every %s), with the last prices at each of its times",
                     first, second, single, rows - 1, orth_span_text(every, wanted_grid(all, n)),
                     every);
}
