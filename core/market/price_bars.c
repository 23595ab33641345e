/* How long the bars of a file are, and closes moved to their ends. */
#include <stdio.h>
#include <string.h>

#include "market/date_text.h"
#include "market/price_series.h"
#include "market/price_text.h"

#define SECOND INT64_C(1000000)
#define DAY (86400 * SECOND)

static int64_t greatest_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* ---------------------------------------------------------------- months */

static int64_t months_of(int64_t time)
{
    int year, month, day;
    orth_date_of_days(time / DAY, &year, &month, &day);
    return 12 * (int64_t)year + month - 1;
}

/* Months between rows that all are on the first of a month, at one time of day; 0 otherwise. */
static int calendar_months(const orth_series *series)
{
    int64_t divisor = 0, before = 0;
    for (size_t k = 0; k < series->rows; k++) {
        int year, month, day;
        int64_t time = series->times[k];
        orth_date_of_days(time / DAY, &year, &month, &day);
        if (day != 1 || time % DAY != series->times[0] % DAY)
            return 0;
        int64_t now = 12 * (int64_t)year + month - 1;
        divisor = k > 0 ? greatest_divisor(now - before, divisor) : 0;
        before = now;
    }
    return (int)divisor;
}

/* The same day and time of day so many months later, at most the last day of that month. */
static int64_t add_months(int64_t time, int months)
{
    int year, month, day;
    orth_date_of_days(time / DAY, &year, &month, &day);
    int64_t later = months_of(time) + months;
    year = (int)(later / 12);
    month = (int)(later % 12) + 1;
    int last = orth_date_month_days(year, month);
    return orth_date_days(year, month, day < last ? day : last) * DAY + time % DAY;
}

/* ---------------------------------------------------------------- steps */

typedef struct steps {
    size_t count;
    int64_t divisor, least, common;
    size_t commons;    /* how many are the common one */
    size_t run, start; /* the most steps in turn that are one, longer than the least: up to a row */
} steps;

/* `common` is the step of more than half, if there is one. */
static steps count_steps(const orth_series *series)
{
    steps found = {.count = series->rows - 1};
    size_t votes = 0;
    for (size_t k = 1; k < series->rows; k++) {
        int64_t step = series->times[k] - series->times[k - 1];
        found.divisor =
            step == found.common && k > 1 ? found.divisor : greatest_divisor(step, found.divisor);
        if (k == 1 || step < found.least)
            found.least = step;
        if (votes == 0)
            found.common = step;
        votes = step == found.common ? votes + 1 : votes - 1;
    }
    for (size_t k = 1; k < series->rows; k++)
        found.commons += series->times[k] - series->times[k - 1] == found.common;
    if (2 * found.commons <= found.count)
        found.common = 0;
    for (size_t k = 1, run = 0; k < series->rows && found.commons < found.count; k++) {
        int64_t step = series->times[k] - series->times[k - 1];
        bool on = k > 1 && step == series->times[k - 1] - series->times[k - 2];
        run = step > found.least ? (on ? run + 1 : 1) : 0;
        if (run > found.run) {
            found.run = run;
            found.start = k + 1 - run;
        }
    }
    return found;
}

/* Lengths of bars divide a day or are made of days. */
static bool is_usual(int64_t step)
{
    return step % SECOND == 0 && step > 0 && (DAY % step == 0 || step % DAY == 0);
}

/* Bars of two lengths, or a row between two others: no length is right for all. */
#define RUN_MOST 12
static orth_status fail_lengths(const orth_series *series, const steps *found, orth_error *error)
{
    bool most = found->common > found->least;
    int64_t other =
        most ? found->common : series->times[found->start] - series->times[found->start - 1];
    size_t k = most ? 1 : found->start;
    while (most && series->times[k] - series->times[k - 1] >= other)
        k++;
    char least[ORTH_SPAN_TEXT_MAX], longer[ORTH_SPAN_TEXT_MAX], step[ORTH_SPAN_TEXT_MAX], why[200];
    orth_span_text(least, (orth_span){.micros = found->least});
    orth_span_text(longer, (orth_span){.micros = other});
    orth_span_text(step, (orth_span){.micros = series->times[k] - series->times[k - 1]});
    if (most)
        snprintf(why, sizeof why, "most rows are %s apart, and line %u is %s after the row before",
                 longer, (unsigned)series->lines[k], step);
    else
        snprintf(why, sizeof why, "from line %u on %zu rows in turn are %s apart, and others %s",
                 (unsigned)series->lines[k], found->run, longer, least);
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: bars of %s or of %s: %s; permitted: bars of one length, so leave out the "
                     "rows of the other, or \"bar\": \"%s\" in market.files where bars without "
                     "trades are missing",
                     series->label, longer, least, why, least);
}

/* Bars do not overlap, so that none is longer than the least step; where some are left out, as
 * exchanges do without trades, steps are multiples of it. Then steps of the least length are
 * frequent, and longer ones come in no order. Steps that do not fit once in a while (clocks put
 * forward, a feed that began anew) leave the common one. */
static orth_status find_bar(orth_price_source *source, const orth_series *series, orth_error *error)
{
    steps found = count_steps(series);
    bool dense = 10 * found.commons >= 9 * found.count;
    source->bar_known = ORTH_KNOWN_GUESSED;
    int months = calendar_months(series);
    if (months > 0) {
        source->bar = (orth_span){.months = months};
        source->bar_known = series->rows > 3 ? ORTH_KNOWN_CERTAIN : ORTH_KNOWN_GUESSED;
        return ORTH_OK;
    }
    bool whole = found.divisor == found.least && is_usual(found.divisor),
         near = is_usual(found.divisor) && found.divisor > (found.least - 1) / 60;
    if ((found.common > found.least || found.run >= RUN_MOST) && (whole || (near && !dense)))
        return fail_lengths(series, &found, error);
    if (whole || (found.divisor == found.least && found.commons == found.count)) {
        source->bar.micros = found.divisor;
        if (whole && found.count > 1 &&
            ((dense && found.common == found.divisor) || found.count >= 20))
            source->bar_known = ORTH_KNOWN_CERTAIN;
    } else if (dense && found.count >= 10) {
        source->bar.micros = found.common;
    } else if (near) {
        source->bar.micros = found.divisor;
    }
    return ORTH_OK;
}

/* What columns or the caller say must be possible. */
static orth_status check_bar(orth_series *series, orth_error *error)
{
    orth_price_source *source = &series->source;
    int64_t least = INT64_MAX, bar = source->bar.micros;
    size_t line = 0;
    for (size_t k = 1; k < series->rows; k++)
        if (series->times[k] - series->times[k - 1] < least) {
            least = series->times[k] - series->times[k - 1];
            line = series->lines[k];
        }
    if (source->bar.months > 0)
        bar = source->bar.months * 28 * DAY;
    if (source->bar_known == ORTH_KNOWN_CERTAIN && bar >= 28 * DAY && bar % DAY == 0) {
        int months = calendar_months(series);
        if (months > 0 || (series->rows == 1 && bar <= 31 * DAY))
            source->bar = (orth_span){.months = months > 0 ? months : 1};
        return ORTH_OK;
    }
    if (bar <= least)
        return ORTH_OK;
    if (source->bar_known == ORTH_KNOWN_CERTAIN) {
        source->bar = (orth_span){0};
        return ORTH_OK;
    }
    char text[ORTH_SPAN_TEXT_MAX];
    return orth_fail(
        error, ORTH_BAD_INPUT,
        "%s: line %zu is %.12g s after the row before, and \"bar\" in market.files is "
        "%s; permitted: bars that end before the next begins, so leave out that row, or give "
        "the length of the shorter bars",
        series->label, line, (double)least * 1e-6, orth_span_text(text, source->bar));
}

/* Rows without a price have told the length of a bar, and go. */
static void leave_out_empty(orth_series *series)
{
    size_t kept = 0, columns = series->columns;
    for (size_t k = 0; series->empty > 0 && k < series->rows; k++) {
        const double *row = series->prices + k * columns;
        if (*row == 0)
            continue;
        series->times[kept] = series->times[k];
        series->lines[kept] = series->lines[k];
        memmove(series->prices + kept * columns, row, columns * sizeof *row);
        kept++;
    }
    if (series->empty > 0)
        series->rows = kept;
}

orth_status orth_series_move(orth_series *series, orth_error *error)
{
    orth_price_source *source = &series->source;
    bool known = source->bar.micros > 0 || source->bar.months > 0;
    if (source->bars && known) {
        orth_status status = check_bar(series, error);
        if (status != ORTH_OK)
            return status;
        known = source->bar.micros > 0 || source->bar.months > 0;
    }
    if (source->bars && !known && series->rows > 1) {
        orth_status status = find_bar(source, series, error);
        if (status != ORTH_OK)
            return status;
    }
    known = source->bar.micros > 0 || source->bar.months > 0;
    leave_out_empty(series);
    orth_status status = source->bar.months > 0 ? ORTH_OK : orth_series_tell_gaps(series, error);
    source->moved = source->bars && source->stamp == ORTH_STAMP_START && known;
    for (size_t k = 0; source->moved && k < series->rows; k++)
        series->times[k] = source->bar.months > 0 ? add_months(series->times[k], source->bar.months)
                                                  : series->times[k] + source->bar.micros;
    source->rows = series->rows;
    source->first = series->times[0];
    source->last = series->times[series->rows - 1];
    return status;
}
