/* Several files, one a token, joined on time by last value. */
#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "base/text.h"
#include "market/price_series.h"
#include "market/price_text.h"

typedef struct join {
    size_t n;
    const char *const *tokens;
    orth_series *series; /* n; no rows: the numeraire */
    size_t *at;          /* the next row of each */
    int64_t first, last; /* the common span */
} join;

/* Which file serves each token: each token one, but for the numeraire. */
static orth_status match_files(size_t *of, size_t count, const orth_price_file *files, size_t n,
                               const char *const *tokens, const char *numeraire, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    for (size_t i = 0; i < n; i++)
        of[i] = SIZE_MAX;
    for (size_t f = 0; f < count; f++) {
        size_t i = 0;
        while (i < n && strcmp(tokens[i], files[f].token) != 0)
            i++;
        orth_quote(quoted, sizeof quoted, files[f].token);
        if (i == n)
            return orth_fail(error, ORTH_DOMAIN, "market: prices for %s, which is no token",
                             quoted);
        if (of[i] != SIZE_MAX)
            return orth_fail(error, ORTH_DOMAIN,
                             "market: two files with prices for %s; permitted: one", quoted);
        if (orth_is_numeraire(tokens[i], numeraire))
            return orth_fail(error, ORTH_DOMAIN,
                             "market: prices for %s, which is the numeraire and priced 1", quoted);
        of[i] = f;
    }
    for (size_t i = 0; i < n; i++)
        if (of[i] == SIZE_MAX && !orth_is_numeraire(tokens[i], numeraire))
            return orth_fail(error, ORTH_DOMAIN,
                             "market: no prices for %s; permitted: a file for each token but the "
                             "numeraire (market.numeraire)",
                             orth_quote(quoted, sizeof quoted, tokens[i]));
    return ORTH_OK;
}

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

/* The next time of any file, at most j->last; INT64_MAX after it. */
static int64_t next_time(const join *j)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < j->n; i++) {
        const orth_series *series = &j->series[i];
        if (j->at[i] < series->rows && series->times[j->at[i]] < next)
            next = series->times[j->at[i]];
    }
    return next <= j->last ? next : INT64_MAX;
}

/* Everything before the span is passed over, but for the last price. Counts it. */
static void go_to_start(join *j, size_t *before)
{
    for (size_t i = 0; i < j->n; i++) {
        const orth_series *series = &j->series[i];
        size_t at = 0;
        while (at < series->rows && series->times[at] < j->first)
            at++;
        j->at[i] = at;
        before[i] = at;
    }
}

static size_t count_rows(join *j)
{
    size_t rows = 0;
    for (int64_t time; (time = next_time(j)) != INT64_MAX; rows++)
        for (size_t i = 0; i < j->n; i++)
            j->at[i] += j->at[i] < j->series[i].rows && j->series[i].times[j->at[i]] == time;
    return rows;
}

static void fill_rows(orth_prices *prices, join *j, size_t *filled)
{
    double *row = prices->prices;
    for (size_t k = 0; k < prices->rows; k++, row += j->n) {
        int64_t time = next_time(j);
        prices->times[k] = time;
        for (size_t i = 0; i < j->n; i++) {
            const orth_series *series = &j->series[i];
            if (series->rows == 0) {
                row[i] = 1;
                continue;
            }
            bool here = j->at[i] < series->rows && series->times[j->at[i]] == time;
            j->at[i] += here;
            filled[i] += !here;
            row[i] = series->prices[j->at[i] - 1];
        }
    }
}

static orth_status tell_join(orth_prices *prices, const join *j, const size_t *before,
                             const size_t *filled, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < j->n; i++) {
        const orth_series *series = &j->series[i];
        size_t after = series->rows - j->at[i];
        if (filled[i] > 0)
            status = orth_prices_note(
                prices, error, "%s: %zu of %zu row%s of %.100s %s filled by its last price",
                series->label, filled[i], prices->rows, prices->rows == 1 ? "" : "s", j->tokens[i],
                filled[i] == 1 ? "was" : "were");
        if (status == ORTH_OK && before[i] + after > 0)
            status = orth_prices_note(prices, error,
                                      "%s: %zu row%s before and %zu after the span that all files "
                                      "cover %s left out",
                                      series->label, before[i], before[i] == 1 ? "" : "s", after,
                                      before[i] + after == 1 ? "is" : "are");
    }
    return status;
}

static orth_status join_rows(orth_prices *prices, join *j, size_t *counts, orth_error *error)
{
    size_t *before = counts, *filled = counts + j->n;
    orth_status status = find_span(j, error);
    if (status != ORTH_OK)
        return status;
    go_to_start(j, before);
    size_t rows = count_rows(j);
    go_to_start(j, before);
    status = orth_prices_allocate(prices, rows, error);
    if (status != ORTH_OK)
        return status;
    fill_rows(prices, j, filled);
    return tell_join(prices, j, before, filled, error);
}

static orth_status read_files(orth_prices *prices, join *j, size_t *numbers, size_t count,
                              const orth_price_file *files, const char *numeraire,
                              orth_error *error)
{
    size_t *of = numbers, n = j->n;
    orth_status status = match_files(of, count, files, n, j->tokens, numeraire, error);
    for (size_t i = 0; status == ORTH_OK && i < n; i++) {
        if (of[i] == SIZE_MAX)
            continue;
        const orth_price_file *file = &files[of[i]];
        orth_wanted wanted = {.count = 1,
                              .names = &j->tokens[i],
                              .joined = count > 1,
                              .time_column = file->time_column,
                              .price_column = file->price_column};
        status = orth_series_read(&j->series[i], file->file, NULL, 0, &wanted, prices, error);
    }
    return status == ORTH_OK ? join_rows(prices, j, numbers + n, error) : status;
}

orth_status orth_prices_load_files(orth_prices **prices, size_t count, const orth_price_file *files,
                                   size_t n, const char *const *tokens, const char *numeraire,
                                   orth_error *error)
{
    orth_status status = orth_prices_new(prices, n, error);
    if (status != ORTH_OK)
        return status;
    join j = {.n = n, .tokens = tokens, .series = calloc(n, sizeof *j.series)};
    size_t *numbers = calloc(4 * n, sizeof *numbers); /* at, of, before, filled */
    orth_locale outer = orth_locale_enter();
    if (j.series == NULL || numbers == NULL) {
        status = orth_fail_memory(error, (double)n * (sizeof *j.series + 4 * sizeof *numbers));
    } else {
        j.at = numbers;
        status = read_files(*prices, &j, numbers + n, count, files, numeraire, error);
    }
    orth_locale_leave(outer);
    for (size_t i = 0; j.series != NULL && i < n; i++)
        orth_series_free(&j.series[i]);
    free(j.series);
    free(numbers);
    if (status != ORTH_OK) {
        orth_prices_free(*prices);
        *prices = NULL;
    }
    return status;
}
