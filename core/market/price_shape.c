/* Rows of a table chosen by time, laid on a grid, or repeated for blocks between them. */
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "market/price_join.h"
#include "market/price_text.h"
#include "market/price_times.h"

#define BLOCKS_MAX ((uint64_t)1000000000)

typedef struct shape {
    int64_t from, to;
    orth_span every;
    bool grid;
    size_t filled; /* rows of the grid without a row of their own since the one before */
    int64_t oldest;
} shape;

/* Goes along the rows that stay; writes those that `out` has room for, unless it is NULL. Rows are
 * written at or before where they are read, or into a table of their own. */
static size_t choose(const orth_prices *from, shape *s, int64_t *times, double *prices)
{
    size_t n = from->n, rows = 0, at = 0, before = SIZE_MAX;
    if (!s->grid) {
        for (size_t k = 0; k < from->rows; k++) {
            if (from->times[k] < s->from || from->times[k] > s->to)
                continue;
            if (times != NULL) {
                times[rows] = from->times[k];
                memcpy(prices + rows * n, from->prices + k * n, n * sizeof *prices);
            }
            rows++;
        }
        return rows;
    }
    s->filled = 0;
    s->oldest = 0;
    for (int64_t time = orth_grid_first(s->every, s->from); time <= s->to;
         time = orth_grid_next(s->every, time), rows++) {
        while (at + 1 < from->rows && from->times[at + 1] <= time)
            at++;
        int64_t age = time - from->times[at];
        s->filled += at == before;
        s->oldest = age > s->oldest ? age : s->oldest;
        before = at;
        if (times != NULL) {
            times[rows] = time;
            memcpy(prices + rows * n, from->prices + at * n, n * sizeof *prices);
        }
    }
    return rows;
}

/* Room for so many rows in place of the table's own, which *old has then. */
static orth_status replace(orth_prices *prices, orth_prices *old, size_t rows, orth_error *error)
{
    *old = *prices;
    prices->borrowed = false;
    return orth_prices_allocate(prices, rows, error);
}

static void free_rows(const orth_prices *old)
{
    free(old->times);
    if (!old->borrowed)
        free(old->prices);
}

/* Of a borrowed table rows that follow each other are not copied. */
static void narrow(orth_prices *prices, int64_t from, size_t rows)
{
    size_t first = 0;
    while (prices->times[first] < from)
        first++;
    memmove(prices->times, prices->times + first, rows * sizeof *prices->times);
    prices->prices += first * prices->n;
    prices->rows = rows;
}

static orth_status shape_rows(orth_prices *prices, const shape *s, size_t rows, orth_error *error)
{
    if (prices->borrowed && !s->grid) {
        narrow(prices, s->from, rows);
        return ORTH_OK;
    }
    orth_prices old;
    shape again = *s;
    orth_status status = replace(prices, &old, rows, error);
    if (status == ORTH_OK)
        choose(&old, &again, prices->times, prices->prices);
    free_rows(&old);
    return status;
}

static orth_status tell_grid(orth_prices *prices, const shape *s, const char *label,
                             orth_error *error)
{
    char every[ORTH_SPAN_TEXT_MAX], oldest[ORTH_SPAN_TEXT_MAX];
    return orth_prices_note(
        prices, error,
        "%s: on the grid of %s, %zu of %zu row%s %s no new prices, and the "
        "oldest are %s old",
        label, orth_span_text(every, s->every), s->filled, prices->rows,
        orth_plural(prices->rows, "", "s"), orth_plural(s->filled, "has", "have"),
        s->oldest == 0 ? "0s" : orth_span_text(oldest, (orth_span){.micros = s->oldest}));
}

orth_status orth_price_request_check_span(const orth_price_request *request, orth_error *error)
{
    char from[ORTH_TIME_TEXT_MAX], to[ORTH_TIME_TEXT_MAX];
    if (request->from == 0 || request->to == 0 || request->from <= request->to)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "market.from: %s is after market.to, %s; permitted: at or before it",
                     orth_time_text(from, request->from), orth_time_text(to, request->to));
}

orth_status orth_prices_window(orth_prices *prices, const orth_price_request *request,
                               orth_error *error)
{
    int64_t first = prices->times[0], last = prices->times[prices->rows - 1];
    const char *label = prices->borrowed ? prices->name : prices->sources[0].file;
    shape s = {.from = request->from > first ? request->from : first,
               .to = request->to > 0 && request->to < last ? request->to : last,
               .every = request->every,
               .grid = request->every.micros > 0 || request->every.months > 0};
    if (!s.grid && request->from == 0 && request->to == 0)
        return ORTH_OK;
    if (!prices->dated)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: rows without %s; market.from, market.to and market.every need "
                         "them",
                         label, prices->borrowed ? "times" : "dates");
    orth_status status = s.grid ? orth_grid_check(s.every, s.from, s.to, error) : ORTH_OK;
    if (status != ORTH_OK)
        return status;
    size_t rows = choose(prices, &s, NULL, NULL), had = prices->rows;
    char start[ORTH_TIME_TEXT_MAX], end[ORTH_TIME_TEXT_MAX];
    if (rows == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: no row is left by market.from, market.to and market.every; the rows "
                         "are from %s to %s",
                         label, orth_time_text(start, first), orth_time_text(end, last));
    status = shape_rows(prices, &s, rows, error);
    if (status != ORTH_OK)
        return status;
    return s.grid ? tell_grid(prices, &s, label, error)
                  : orth_prices_note(prices, error,
                                     "%s: %zu of %zu rows %s outside the span that "
                                     "is asked for, and left out",
                                     label, had - rows, had, orth_plural(had - rows, "is", "are"));
}

orth_status orth_prices_spread(orth_prices *prices, uint64_t blocks_per_row, orth_error *error)
{
    if (blocks_per_row <= 1)
        return ORTH_OK;
    uint64_t steps = prices->rows - 1;
    if (blocks_per_row > BLOCKS_MAX || steps * blocks_per_row > BLOCKS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "market: %zu rows of %ju blocks each; permitted: at most %ju blocks",
                         prices->rows, (uintmax_t)blocks_per_row, (uintmax_t)BLOCKS_MAX);
    orth_prices old;
    size_t n = prices->n, rows = (size_t)(steps * blocks_per_row) + 1;
    orth_status status = replace(prices, &old, rows, error);
    for (size_t k = 0; status == ORTH_OK && k < rows; k++) {
        size_t row = k / blocks_per_row, part = k % blocks_per_row;
        int64_t step = part == 0 ? 0 : old.times[row + 1] - old.times[row];
        prices->times[k] = old.times[row] + step / (int64_t)blocks_per_row * (int64_t)part +
                           step % (int64_t)blocks_per_row * (int64_t)part / (int64_t)blocks_per_row;
        memcpy(prices->prices + k * n, old.prices + row * n, n * sizeof *old.prices);
    }
    free_rows(&old);
    return status;
}

orth_status orth_prices_choose(orth_prices **prices, const orth_prices *table,
                               const orth_price_request *request, orth_error *error)
{
    *prices = NULL;
    orth_status status = orth_price_request_check_span(request, error);
    if (status == ORTH_OK)
        status = orth_prices_borrow_again(prices, table, error);
    if (status == ORTH_OK)
        status = orth_prices_window(*prices, request, error);
    if (status == ORTH_OK)
        status = orth_prices_spread(*prices, request->blocks_per_row, error);
    if (status != ORTH_OK) {
        orth_prices_free(*prices);
        *prices = NULL;
    }
    return status;
}
