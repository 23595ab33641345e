/* Several files, one a token, joined on time by last value. */
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "market/price_join.h"
#include "market/price_text.h"
#include "market/price_times.h"

typedef struct join {
    const orth_price_request *request;
    size_t n;
    orth_series *series; /* n; no rows: the numeraire */
    size_t *at;          /* the next row of each */
    size_t *before, *filled;
    int64_t *oldest;     /* the greatest age of a price of each token at any row */
    int64_t first, last; /* the common span */
    bool grid;
} join;

static orth_status find_span(join *j, orth_error *error)
{
    size_t late = SIZE_MAX, early = SIZE_MAX;
    for (size_t i = 0; i < j->n; i++) {
        const orth_series *series = &j->series[i];
        if (series->rows == 0)
            continue;
        if (late == SIZE_MAX || series->times[0] > j->first) {
            late = i;
            j->first = series->times[0];
        }
        if (early == SIZE_MAX || series->times[series->rows - 1] < j->last) {
            early = i;
            j->last = series->times[series->rows - 1];
        }
    }
    if (late == SIZE_MAX)
        return orth_fail(error, ORTH_DOMAIN, "market: no token but the numeraire");
    char from[ORTH_TIME_TEXT_MAX], to[ORTH_TIME_TEXT_MAX];
    if (j->first > j->last)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: starts at %s, after the end of %s at %s; permitted: files with a "
                         "time in common",
                         j->series[late].label, orth_time_text(from, j->first),
                         j->series[early].label, orth_time_text(to, j->last));
    return ORTH_OK;
}

/* The next time of a row; INT64_MAX after j->last. `now` is the row before, or the first time less
 * one. */
static int64_t next_time(const join *j, int64_t now)
{
    int64_t next = INT64_MAX;
    if (j->grid) {
        next = now < j->first ? orth_grid_first(j->request->every, j->first)
                              : orth_grid_next(j->request->every, now);
        return next <= j->last ? next : INT64_MAX;
    }
    for (size_t i = 0; i < j->n; i++) {
        const orth_series *series = &j->series[i];
        if (j->at[i] < series->rows && series->times[j->at[i]] < next)
            next = series->times[j->at[i]];
    }
    return next <= j->last ? next : INT64_MAX;
}

/* Up to the row at a time, or the last before it; true where there is one at that time. */
static bool go_to(join *j, size_t i, int64_t time)
{
    const orth_series *series = &j->series[i];
    while (j->at[i] < series->rows && series->times[j->at[i]] <= time)
        j->at[i]++;
    return j->at[i] > 0 && series->times[j->at[i] - 1] == time;
}

/* Everything before the span is passed over, but for the last price. */
static void go_to_start(join *j)
{
    for (size_t i = 0; i < j->n; i++) {
        j->at[i] = 0;
        go_to(j, i, j->first - 1);
        j->before[i] = j->at[i];
    }
}

/* Rows, and how many of them but the first are new for one token alone. */
static size_t count_rows(join *j, size_t *single)
{
    size_t rows = 0;
    *single = 0;
    for (int64_t time = j->first - 1; (time = next_time(j, time)) != INT64_MAX; rows++) {
        size_t moved = 0;
        for (size_t i = 0; i < j->n; i++) {
            size_t before = j->at[i];
            go_to(j, i, time);
            moved += j->at[i] > before;
        }
        *single += moved == 1 && rows > 0;
    }
    return rows;
}

/* All files have the same times, as those of one site do. */
static bool in_step(const join *j)
{
    const orth_series *one = NULL;
    for (size_t i = 0; i < j->n; i++) {
        const orth_series *series = &j->series[i];
        if (series->rows == 0)
            continue;
        one = one == NULL ? series : one;
        if (series->rows != one->rows ||
            memcmp(series->times, one->times, one->rows * sizeof *one->times) != 0)
            return false;
    }
    return !j->grid && one->times[0] == j->first && one->times[one->rows - 1] == j->last;
}

/* Then a row of the table is a row of each. */
static void copy_rows(orth_prices *prices, join *j)
{
    size_t n = j->n, rows = prices->rows;
    for (size_t i = 0; i < n; i++) {
        const orth_series *series = &j->series[i];
        double *out = prices->prices + i;
        if (series->rows > 0)
            memcpy(prices->times, series->times, rows * sizeof *prices->times);
        for (size_t k = 0; k < rows; k++)
            out[k * n] = series->rows == 0 ? 1 : series->prices[k];
        j->at[i] = series->rows;
    }
}

static void fill_rows(orth_prices *prices, join *j)
{
    double *row = prices->prices;
    int64_t time = j->first - 1;
    for (size_t k = 0; k < prices->rows; k++, row += j->n) {
        time = next_time(j, time);
        prices->times[k] = time;
        for (size_t i = 0; i < j->n; i++) {
            const orth_series *series = &j->series[i];
            if (series->rows == 0) {
                row[i] = 1;
                continue;
            }
            size_t from = j->at[i];
            go_to(j, i, time);
            int64_t age = time - series->times[j->at[i] - 1];
            j->filled[i] += j->grid ? j->at[i] == from : age > 0;
            j->oldest[i] = age > j->oldest[i] ? age : j->oldest[i];
            row[i] = series->prices[j->at[i] - 1];
        }
    }
}

static orth_status tell_filled(orth_prices *prices, const join *j, size_t i, orth_error *error)
{
    const orth_series *series = &j->series[i];
    if (j->filled[i] > 0 && !j->grid) {
        orth_status status = orth_prices_note(
            prices, error, "%s: %zu of %zu row%s of %.100s %s filled by its last price",
            series->label, j->filled[i], prices->rows, orth_plural(prices->rows, "", "s"),
            j->request->tokens[i], orth_plural(j->filled[i], "was", "were"));
        if (status != ORTH_OK)
            return status;
    }
    if (!j->grid)
        return ORTH_OK;
    char every[ORTH_SPAN_TEXT_MAX], oldest[ORTH_SPAN_TEXT_MAX];
    return orth_prices_note(
        prices, error,
        "%s: on the grid of %s, %zu of %zu row%s of %.100s %s no new price, and the oldest is %s "
        "old",
        series->label, orth_span_text(every, j->request->every), j->filled[i], prices->rows,
        orth_plural(prices->rows, "", "s"), j->request->tokens[i],
        orth_plural(j->filled[i], "has", "have"),
        j->oldest[i] == 0 ? "0s" : orth_span_text(oldest, (orth_span){.micros = j->oldest[i]}));
}

static orth_status tell_join(orth_prices *prices, const join *j, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < j->n; i++) {
        const orth_series *series = &j->series[i];
        if (series->rows == 0)
            continue;
        size_t after = series->rows - j->at[i];
        status = tell_filled(prices, j, i, error);
        if (status == ORTH_OK && !j->grid && j->before[i] + after > 0)
            status = orth_prices_note(
                prices, error, "%s: %zu row%s before and %zu after the span that %s %s left out",
                series->label, j->before[i], orth_plural(j->before[i], "", "s"), after,
                j->request->from > 0 || j->request->to > 0 ? "is asked for" : "all files cover",
                orth_plural(j->before[i] + after, "is", "are"));
    }
    return status;
}

/* The part of the span that is asked for. */
static orth_status take_window(join *j, orth_error *error)
{
    int64_t from = j->request->from, to = j->request->to;
    char first[ORTH_TIME_TEXT_MAX], last[ORTH_TIME_TEXT_MAX];
    if ((from > 0 && from > j->last) || (to > 0 && to < j->first))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "market: no prices in the window that is asked for; they are from %s to "
                         "%s (market.from, market.to)",
                         orth_time_text(first, j->first), orth_time_text(last, j->last));
    if (from > j->first)
        j->first = from;
    if (to > 0 && to < j->last)
        j->last = to;
    return ORTH_OK;
}

/* Rows that are counted have no dates, and can be joined with no others. */
static orth_status check_dates(orth_prices *prices, const join *j, orth_error *error)
{
    const orth_price_request *request = j->request;
    const orth_series *counted = NULL, *dated = NULL;
    for (size_t i = 0; i < j->n; i++)
        if (j->series[i].rows > 0 && j->series[i].source.dated)
            dated = &j->series[i];
        else if (j->series[i].rows > 0)
            counted = &j->series[i];
    prices->dated = counted == NULL;
    if (counted != NULL && (request->from > 0 || request->to > 0 || j->grid))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: rows without dates; market.from, market.to and market.every need "
                         "them",
                         counted->label);
    if (counted != NULL && dated != NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: rows without dates, and those of %s have them; permitted: all with, "
                         "or all without",
                         counted->label, dated->label);
    return ORTH_OK;
}

static orth_status join_rows(orth_prices *prices, join *j, orth_error *error)
{
    orth_status status = check_dates(prices, j, error);
    if (status == ORTH_OK)
        status = find_span(j, error);
    if (status == ORTH_OK)
        status = take_window(j, error);
    if (status == ORTH_OK && j->grid)
        status = orth_grid_check(j->request->every, j->first, j->last, error);
    if (status != ORTH_OK)
        return status;
    size_t single = 0, rows = 0;
    bool steps = in_step(j);
    go_to_start(j);
    for (size_t i = 0; steps && i < j->n; i++)
        rows = j->series[i].rows > 0 ? j->series[i].rows : rows;
    if (!steps)
        rows = count_rows(j, &single);
    if (rows == 0) {
        char first[ORTH_TIME_TEXT_MAX], last[ORTH_TIME_TEXT_MAX];
        return orth_fail(error, ORTH_BAD_INPUT,
                         "market: no row from %s to %s; permitted: at least one (market.every, "
                         "market.from, market.to)",
                         orth_time_text(first, j->first), orth_time_text(last, j->last));
    }
    status = j->grid ? ORTH_OK : orth_series_check_single(j->series, j->n, rows, single, error);
    if (status == ORTH_OK)
        status = orth_prices_allocate(prices, rows, error);
    if (status != ORTH_OK)
        return status;
    if (steps) {
        copy_rows(prices, j);
    } else {
        go_to_start(j);
        fill_rows(prices, j);
    }
    return tell_join(prices, j, error);
}

orth_status orth_series_join(orth_prices *prices, orth_series *series,
                             const orth_price_request *request, orth_error *error)
{
    size_t n = request->n;
    join j = {.request = request,
              .n = n,
              .series = series,
              .at = calloc(3 * n, sizeof *j.at),
              .oldest = calloc(n, sizeof *j.oldest),
              .grid = request->every.micros > 0 || request->every.months > 0};
    orth_status status;
    if (j.at == NULL || j.oldest == NULL) {
        status = orth_fail_memory(error, (double)n * 4 * sizeof *j.at);
    } else {
        j.before = j.at + n;
        j.filled = j.at + 2 * n;
        status = orth_series_agree(series, n, request->tokens, error);
    }
    if (status == ORTH_OK)
        status = join_rows(prices, &j, error);
    free(j.at);
    free(j.oldest);
    return status;
}
