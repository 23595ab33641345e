/* Rows by time, one a time; how regular they are. */
#include <stdlib.h>
#include <string.h>

#include "market/price_series.h"
#include "market/price_text.h"

typedef struct row_key {
    int64_t time;
    size_t row;
} row_key;

static int by_time(const void *a, const void *b)
{
    const row_key *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static void swap_rows(orth_series *series, size_t a, size_t b)
{
    int64_t time = series->times[a];
    series->times[a] = series->times[b];
    series->times[b] = time;
    uint32_t line = series->lines[a];
    series->lines[a] = series->lines[b];
    series->lines[b] = line;
    for (size_t i = 0; i < series->columns; i++) {
        double *x = &series->prices[a * series->columns + i],
               *y = &series->prices[b * series->columns + i], price = *x;
        *x = *y;
        *y = price;
    }
}

static orth_status sort(orth_series *series, orth_error *error)
{
    size_t rows = series->rows, columns = series->columns;
    row_key *keys = malloc(rows * sizeof *keys);
    double *prices = malloc(rows * columns * sizeof *prices);
    uint32_t *lines = malloc(rows * sizeof *lines);
    orth_status status = ORTH_OK;
    if (keys == NULL || prices == NULL || lines == NULL) {
        status = orth_fail_memory(error, (double)rows * (double)(columns + 2) * sizeof *prices);
        free(prices);
        free(lines);
    } else {
        for (size_t k = 0; k < rows; k++)
            keys[k] = (row_key){series->times[k], k};
        qsort(keys, rows, sizeof *keys, by_time);
        for (size_t k = 0; k < rows; k++) {
            size_t from = keys[k].row;
            series->times[k] = keys[k].time;
            lines[k] = series->lines[from];
            memcpy(prices + k * columns, series->prices + from * columns, columns * sizeof *prices);
        }
        free(series->lines);
        free(series->prices);
        series->lines = lines;
        series->prices = prices;
    }
    free(keys);
    return status;
}

static void turn_round(orth_series *series)
{
    for (size_t k = 0; k < series->rows / 2; k++)
        swap_rows(series, k, series->rows - 1 - k);
}

/* Whether rows of one time stand with the later one behind or before; UNKNOWN where the file goes
 * up and down. */
typedef enum direction { OLDEST_FIRST, NEWEST_FIRST, UNKNOWN } direction;

/* Rising stays, falling is turned round, all else is sorted and told. Equal times say nothing of
 * the direction. */
static orth_status put_in_order(orth_series *series, direction *file, orth_error *error)
{
    size_t rises = 0, falls = 0, rows = series->rows;
    for (size_t k = 1; k < rows; k++) {
        rises += series->times[k] > series->times[k - 1];
        falls += series->times[k] < series->times[k - 1];
    }
    *file = 10 * falls <= rises ? OLDEST_FIRST : 10 * rises <= falls ? NEWEST_FIRST : UNKNOWN;
    if (falls > rises)
        turn_round(series);
    if (falls == 0 || rises == 0)
        return ORTH_OK;
    orth_status status = sort(series, error);
    return status != ORTH_OK
               ? status
               : orth_prices_note(series->notes, error,
                                  "%s: the rows were not in order of time; sorted", series->label);
}

static orth_status tell_duplicates(const orth_series *series, direction file, size_t left_out,
                                   size_t differ, size_t first, orth_error *error)
{
    const char *stays = file == NEWEST_FIRST ? "first" : "last";
    if (left_out == 0)
        return ORTH_OK;
    if (left_out == 1)
        return orth_prices_note(series->notes, error,
                                "%s: 1 row with a time that another has, and with %s price (line "
                                "%zu); the %s in the file stays",
                                series->label, differ > 0 ? "another" : "the same", first, stays);
    return orth_prices_note(series->notes, error,
                            "%s: %zu rows with a time that another has, %zu of them with another "
                            "price (the first at line %zu); the %s in the file stays",
                            series->label, left_out, differ, first, stays);
}

static orth_status fail_unordered(const orth_series *series, size_t a, size_t b, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: lines %u and %u have one time and different prices, and the times of the "
                     "file rise and fall, so that it is not to be seen which trade was the last; "
                     "permitted: the oldest first, or the newest first",
                     series->label, (unsigned)(a < b ? a : b), (unsigned)(a < b ? b : a));
}

/* Of equal rows the latest stays; trades of one moment may differ. */
static orth_status leave_out_duplicates(orth_series *series, const orth_wanted *wanted,
                                        direction file, orth_error *error)
{
    size_t kept = 0, columns = series->columns, left_out = 0, differ = 0, first = 0;
    for (size_t k = 0; k < series->rows; k++) {
        const double *row = series->prices + k * columns;
        bool again = kept > 0 && series->times[k] == series->times[kept - 1];
        if (again && *row == 0) /* without a price: the other stays */
            continue;
        kept -= again;
        if (again && series->prices[kept * columns] != 0) {
            if (left_out++ == 0)
                first = series->lines[k];
            bool other = memcmp(series->prices + kept * columns, row, columns * sizeof *row) != 0;
            if (other && !series->trades)
                return orth_series_fail_twice(series, wanted, series->lines[kept], series->lines[k],
                                              series->times[k], error);
            if (other && file == UNKNOWN)
                return fail_unordered(series, series->lines[kept], series->lines[k], error);
            differ += other;
        }
        if (kept != k) {
            series->times[kept] = series->times[k];
            series->lines[kept] = series->lines[k];
            memmove(series->prices + kept * columns, row, columns * sizeof *row);
        }
        kept++;
    }
    series->rows = kept;
    return tell_duplicates(series, file, left_out, differ, first, error);
}

/* The step that more than half of the rows have; 0 where there is none. */
static int64_t common_step(const orth_series *series)
{
    int64_t step = 0;
    size_t votes = 0, count = 0;
    for (size_t k = 1; k < series->rows; k++) {
        int64_t this = series->times[k] - series->times[k - 1];
        if (votes == 0)
            step = this;
        if (this == step)
            votes++;
        else
            votes--;
    }
    for (size_t k = 1; k < series->rows; k++)
        count += series->times[k] - series->times[k - 1] == step;
    return 2 * count > series->rows - 1 ? step : 0;
}

orth_status orth_series_tell_gaps(const orth_series *series, orth_error *error)
{
    int64_t step = common_step(series);
    size_t gaps = 0, longest = 0;
    int64_t length = 0;
    for (size_t k = 1; step > 0 && k < series->rows; k++) {
        int64_t this = series->times[k] - series->times[k - 1];
        gaps += this > step;
        if (this > step && this > length) {
            length = this;
            longest = k;
        }
    }
    if (gaps == 0)
        return ORTH_OK;
    char from[ORTH_TIME_TEXT_MAX];
    bool one = gaps == 1;
    return orth_prices_note(series->notes, error,
                            "%s: %zu gap%s in steps of %.12g s, %s%.12g s%s, before line %u, from "
                            "%s on; %sleft as one block%s",
                            series->label, gaps, one ? "" : "s", (double)step * 1e-6,
                            one ? "" : "the longest ", (double)length * 1e-6, one ? " long" : "",
                            (unsigned)series->lines[longest],
                            orth_time_text(from, series->times[longest - 1]), one ? "" : "each ",
                            series->joined ? " but for rows of the other files" : "");
}

orth_status orth_series_order(orth_series *series, const orth_wanted *wanted, orth_error *error)
{
    direction file;
    orth_status status = put_in_order(series, &file, error);
    return status == ORTH_OK ? leave_out_duplicates(series, wanted, file, error) : status;
}
