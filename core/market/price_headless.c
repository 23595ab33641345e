/* Columns of a file without names, by what stands in them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "market/price_header.h"

#define KLINES_WIDTH 12
#define ENOUGH_PAIRS 3
#define CELL_SECOND INT64_C(1000000)

/* What the four columns behind the time can be: where each of them stands. */
typedef struct order {
    const char *layout, *guessed;
    size_t open, high, low, close;
} order;
#define AS "bars without a header: "
static const order orders[] = {
    {AS "open, high, low, close", AS "open, high, low, close (guessed)", 0, 1, 2, 3},
    {AS "open, close, high, low", AS "open, close, high, low (guessed)", 0, 2, 3, 1},
    {AS "low, high, open, close", AS "low, high, open, close (guessed)", 2, 1, 0, 3}};
enum { OHLC, OCHL, LHOC, ORDERS };

static orth_status fail_headless(const orth_header *header, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: line %zu: %zu column%s and no header; permitted: a line of column names "
                     "first, or the 12 columns of Binance klines",
                     header->label, header->line, header->width,
                     orth_plural(header->width, "", "s"));
}

/* In the first row: what is wrong in later ones is told where they are read. */
static bool is_time(const orth_header *header, const orth_sample *sample, size_t column)
{
    bool digits;
    int64_t time;
    return sample->cell_rows > 0 &&
           orth_header_time(orth_sample_cell(sample, 0, column), header->wanted->file->dates,
                            &digits, &time) &&
           time >= ORTH_YEAR_2000 && time <= INT64_C(4102444800) * CELL_SECOND;
}

/* A date and a time of day side by side, which no price can be taken for: 00:05, or six digits
 * behind YYYYMMDD. */
static bool is_joined(const orth_header *header, const orth_sample *sample, size_t column)
{
    if (sample->cell_rows == 0)
        return false;
    const orth_field *date = orth_sample_cell(sample, 0, column),
                     *clock = orth_sample_cell(sample, 0, column + 1);
    bool digits, colon = memchr(clock->text, ':', clock->length) != NULL;
    int64_t time;
    orth_header_time(date, header->wanted->file->dates, &digits, &time);
    return (colon || (digits && date->length == 8 && clock->length == 6)) &&
           orth_header_join(date, clock, header->wanted->file->dates, &time);
}

static bool number_at(const orth_sample *sample, size_t row, size_t column, double *number)
{
    const orth_field *cell = orth_sample_cell(sample, row, column);
    char copy[64 + ORTH_TEXT_SLACK] = "";
    if (cell->length >= 64)
        return false;
    memcpy(copy, cell->text, cell->length);
    return orth_price_parse(copy, cell->length, number);
}

/* Rows without a number in any of the four (a bar without trades) tell nothing. */
static bool fits(const orth_sample *sample, size_t first, const order *as)
{
    for (size_t k = 0; k < sample->cell_rows; k++) {
        double four[4];
        bool numbers = true;
        for (size_t i = 0; i < 4; i++)
            numbers = number_at(sample, k, first + i, &four[i]) && numbers;
        for (size_t i = 0; numbers && i < 4; i++)
            if (four[i] > four[as->high] || four[i] < four[as->low] || !(four[i] > 0))
                return false;
    }
    return sample->cell_rows > 0;
}

/* 0, 1, 2, ... or 1, 2, 3, ... that a program has put in front. */
static bool are_row_numbers(const orth_sample *sample)
{
    double first = 0, number;
    for (size_t k = 0; k < sample->cell_rows; k++) {
        if (!number_at(sample, k, 0, &number) || (k == 0 && number != 0 && number != 1))
            return false;
        first = k == 0 ? number : first;
        if (number != first + (double)k)
            return false;
    }
    return sample->cell_rows > 1;
}

#define NO_ORDER "fit no known order of open, high, low and close"
#define SEVERAL_ORDERS "fit several orders of open, high, low and close"
#define CLOSE_FIRST                                                                                \
    "fit a close that stands before the open (the next bar opens there) as well as one behind it"

static orth_status fail_order(const orth_header *header, const char *what, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: line %zu: %zu columns and no header, and the values %s; permitted: a "
                     "line of column names first, or time_column and price_column as numbers of "
                     "columns, from 1, in market.files",
                     header->label, header->line, header->width, what);
}

/* Whether two readings take the same close, in all rows that there are. */
static bool same_close(const orth_sample *sample, size_t first, const order *a, const order *b)
{
    if (orth_sample_full(sample))
        return a->close == b->close; /* more rows may follow */
    for (size_t k = 0; k < sample->cell_rows; k++) {
        const orth_field *x = orth_sample_cell(sample, k, first + a->close),
                         *y = orth_sample_cell(sample, k, first + b->close);
        if (x->length != y->length || memcmp(x->text, y->text, x->length) != 0)
            return false;
    }
    return true;
}

/* How far the opens lie from the closes before them, in sum of logs over all pairs of rows. */
static double apart(const orth_sample *sample, size_t open, size_t close, bool falls, size_t *pairs)
{
    double sum = 0;
    *pairs = 0;
    for (size_t k = 1; k < sample->cell_rows; k++) {
        double from, to;
        if (number_at(sample, falls ? k : k - 1, close, &from) &&
            number_at(sample, falls ? k - 1 : k, open, &to)) {
            sum += fabs(log(to / from));
            ++*pairs;
        }
    }
    return sum;
}

/* High and low do not tell the open from the close, but a bar opens where the one before has
 * closed. */
typedef enum told { AS_FOUND, AS_EITHER, EXCHANGED } told;
static told tell_close(const orth_header *header, const orth_sample *sample, size_t first,
                       const order *as)
{
    size_t open = first + as->open, close = first + as->close, pairs, last = sample->cell_rows;
    bool digits, falls = false;
    int64_t early, late;
    orth_dates dates = header->wanted->file->dates;
    if (last > 1 &&
        orth_header_time(orth_sample_cell(sample, 0, header->time), dates, &digits, &early) &&
        orth_header_time(orth_sample_cell(sample, last - 1, header->time), dates, &digits, &late)) {
        falls = late < early;
        if (late == early && header->clock != ORTH_NOWHERE &&
            orth_header_join(orth_sample_cell(sample, 0, header->time),
                             orth_sample_cell(sample, 0, header->clock), dates, &early) &&
            orth_header_join(orth_sample_cell(sample, last - 1, header->time),
                             orth_sample_cell(sample, last - 1, header->clock), dates, &late))
            falls = late < early;
    }
    double own = apart(sample, open, close, falls, &pairs),
           other = apart(sample, close, open, falls, &pairs);
    if (pairs < ENOUGH_PAIRS)
        return AS_EITHER;
    return 2 * other < own ? EXCHANGED : 2 * own < other ? AS_FOUND : AS_EITHER;
}

/* The close among the columns from `first` on. */
static orth_status find_close(orth_header *header, const orth_sample *sample, size_t first,
                              orth_series *series, orth_error *error)
{
    size_t width = header->width - first, found = ORDERS;
    bool several = false, possible[ORDERS] = {
                              [OHLC] = true,
                              [OCHL] = width == 5 || width == 6 || width == 7,
                              [LHOC] = width == 5 && header->time == 0,
                          };
    for (size_t o = 0; o < ORDERS; o++) {
        if (!possible[o] || !fits(sample, first, &orders[o]))
            continue;
        several =
            several || (found < ORDERS && !same_close(sample, first, &orders[found], &orders[o]));
        found = found < ORDERS ? found : o;
    }
    told how = found < ORDERS ? tell_close(header, sample, first, &orders[found]) : AS_FOUND;
    if (found == ORDERS || several || how == EXCHANGED)
        return fail_order(header,
                          several            ? SEVERAL_ORDERS
                          : how == EXCHANGED ? CLOSE_FIRST
                                             : NO_ORDER,
                          error);
    header->columns[0] = first + orders[found].close;
    series->source.layout = how == AS_EITHER ? orders[found].guessed : orders[found].layout;
    return ORTH_OK;
}

/* A column of times: the first, or with its time of day in the next. */
static size_t find_time(orth_header *header, const orth_sample *sample)
{
    for (size_t i = 0; i + 1 < header->width && i < 4; i++) {
        if (is_joined(header, sample, i)) {
            header->time = i;
            header->clock = i + 1;
            return i + 2;
        }
        if (is_time(header, sample, i)) {
            header->time = i;
            return i + 1;
        }
    }
    return ORTH_NOWHERE;
}

static bool is_klines(const orth_header *header, const orth_sample *sample)
{
    return header->width == KLINES_WIDTH &&
           (sample->cell_rows == 0 || (is_time(header, sample, 0) && is_time(header, sample, 6)));
}

static void use_klines(orth_header *header)
{
    static const char *const names[KLINES_WIDTH] = {
        "open time",       "open",       "high",         "low",   "close",
        "volume",          "close time", "quote volume", "count", "taker buy base",
        "taker buy quote", "ignore"};
    memcpy(header->names, names, sizeof names);
    header->time = 0;
    header->columns[0] = 4;
}

static orth_status find_all(orth_header *header, const orth_sample *sample, orth_series *series,
                            orth_error *error)
{
    size_t first = find_time(header, sample);
    if (first == ORTH_NOWHERE)
        return fail_headless(header, error);
    size_t left = header->width - first;
    bool text = header->time > (size_t)are_row_numbers(sample) && header->time != 1;
    if (text || left == 0 || left == 2 || left == 3 || left > 11)
        return fail_headless(header, error);
    double number;
    if (left > 1)
        return find_close(header, sample, first, series, error);
    if (!number_at(sample, 0, first, &number))
        return fail_headless(header, error);
    header->columns[0] = first;
    series->source.layout = "series without a header";
    return ORTH_OK;
}

static orth_status use_given(orth_header *header, const orth_sample *sample, orth_series *series,
                             orth_error *error)
{
    const orth_price_file *file = header->wanted->file;
    orth_status status = ORTH_OK;
    if (file->time_column != NULL)
        status = orth_header_named(&header->time, header, file->time_column, "", error);
    if (status == ORTH_OK && file->price_column != NULL)
        status = orth_header_named(&header->columns[0], header, file->price_column, "", error);
    if (status == ORTH_OK && file->time_column == NULL && find_time(header, sample) == ORTH_NOWHERE)
        return fail_headless(header, error);
    if (status == ORTH_OK && header->columns[0] == header->time)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: column %zu is both time and price",
                         header->label, header->line, header->time + 1);
    series->source.layout = "columns by number";
    return status;
}

orth_status orth_header_by_values(orth_header *header, const orth_sample *sample,
                                  orth_series *series, orth_error *error)
{
    const orth_wanted *wanted = header->wanted;
    bool klines = is_klines(header, sample);
    if (wanted->panel || wanted->count != 1)
        return !klines ? fail_headless(header, error)
                       : orth_fail(error, ORTH_BAD_INPUT,
                                   "%s: line %zu: klines of one market; permitted: a column for "
                                   "each token, or TOKEN=FILE",
                                   header->label, header->line);
    if (klines)
        use_klines(header);
    if (klines && wanted->file->time_column == NULL && wanted->file->price_column == NULL) {
        series->source.layout = "Binance klines";
        return ORTH_OK;
    }
    if (wanted->file->price_column != NULL || klines)
        return use_given(header, sample, series, error);
    if (wanted->file->time_column != NULL)
        return fail_order(header, NO_ORDER, error);
    return find_all(header, sample, series, error);
}
