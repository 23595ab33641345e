/* A ranking for people. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "base/text.h"
#include "numeric/elementary.h"
#include "orthant/limits.h"
#include "orthant/sweep_results.h"
#include "sweep/ranking_words.h"

#define CELL_MAX 28 /* columns of a value */
#define NUMBER_MAX 64
#define DIGITS 8 /* of values; of their intervals and of differences fewer */
#define INTERVAL_DIGITS 6

static const char *value_text(char text[CELL_MAX * 4], const char *json)
{
    char whole[CELL_MAX * 4];
    return orth_escape(text, CELL_MAX, orth_short_text(whole, sizeof whole, json));
}

static int width_of(const orth_sweep_ranking *ranking, size_t parameter)
{
    char text[CELL_MAX * 4], name[ORTH_PARAMETER_TEXT_MAX];
    size_t width = strlen(orth_parameter_text(name, ranking, parameter));
    for (size_t i = 0; i < ranking->count; i++) {
        size_t length = strlen(value_text(text, ranking->rows[i].values[parameter]));
        width = length > width ? length : width;
    }
    return (int)width;
}

/* ---------------------------------------------------------------- head */

static void write_counts(const orth_sweep_ranking *ranking, FILE *stream)
{
    const orth_sweep_tally *tally = &ranking->tally;
    fprintf(stream, "%" PRIu64 " of %" PRIu64 " point%s ranked", ranking->ranked, tally->points,
            orth_plural(tally->points, "", "s"));
    if (tally->missing > 0)
        fprintf(stream, ", %" PRIu64 " not run yet", tally->missing);
    if (tally->failed > 0)
        fprintf(stream, ", %" PRIu64 " failed", tally->failed);
    if (ranking->undefined > 0)
        fprintf(stream, ", %" PRIu64 " without a number there", ranking->undefined);
    fprintf(stream, ".\nBy %s, %s first%s.\n\n", ranking->by,
            ranking->maximise ? "greatest" : "least",
            ranking->usual ? ", as its name suggests" : "");
}

/* ---------------------------------------------------------------- rows */

/* Decimals that leave a column whose greatest number is `size` so many digits; -1: an exponent
 * says it better. */
static int decimals_of(double size, int digits)
{
    if (size == 0)
        return 0;
    if (!(size >= 1e-4 && size < 1e12))
        return -1;
    int whole = (int)floor(orth_log(size) / orth_log(10)) + 1;
    return digits > whole ? digits - whole : 0;
}

static const char *number_text(char text[NUMBER_MAX], double value, int decimals, int digits)
{
    if (decimals < 0)
        snprintf(text, NUMBER_MAX, "%.*g", digits, value);
    else
        snprintf(text, NUMBER_MAX, "%.*f", decimals, value);
    return text;
}

static void put_interval(FILE *stream, double low, double high, int decimals)
{
    char text[2 * NUMBER_MAX + 8] = "", ends[2][NUMBER_MAX];
    if (!isnan(low) && !isnan(high))
        snprintf(text, sizeof text, "[%s, %s]",
                 number_text(ends[0], low, decimals, INTERVAL_DIGITS),
                 number_text(ends[1], high, decimals, INTERVAL_DIGITS));
    fprintf(stream, "  %24s", text);
}

/* Which columns there are: a folder without chance has no intervals. */
typedef struct columns {
    bool own, pairs;
    int value, interval, difference;       /* decimals */
    int widths[ORTH_SWEEP_PARAMETERS_MAX]; /* of the parameters */
} columns;

static columns columns_of(const orth_sweep_ranking *ranking)
{
    columns c = {.pairs = ranking->basis == ORTH_SWEEP_PAIRED};
    double size = 0, apart = 0;
    for (size_t i = 0; i < ranking->count; i++) {
        const orth_sweep_ranked *row = &ranking->rows[i];
        c.own = c.own || !isnan(row->low);
        size = fmax(size, fabs(row->value));
        apart = fmax(apart, fabs(row->difference));
    }
    c.value = decimals_of(size, DIGITS);
    c.interval = decimals_of(size, INTERVAL_DIGITS);
    c.difference = decimals_of(apart, INTERVAL_DIGITS);
    for (size_t p = 0; p < ranking->parameters; p++)
        c.widths[p] = width_of(ranking, p);
    return c;
}

static void write_titles(const orth_sweep_ranking *ranking, const columns *c, FILE *stream)
{
    fprintf(stream, "  %5s %8s", "rank", "point");
    for (size_t p = 0; p < ranking->parameters; p++) {
        char name[ORTH_PARAMETER_TEXT_MAX];
        fprintf(stream, "  %*s", c->widths[p], orth_parameter_text(name, ranking, p));
    }
    fprintf(stream, "  %14s", "value");
    if (c->own)
        fprintf(stream, "  %24s", "95 %");
    if (c->pairs)
        fprintf(stream, "  %14s  %24s", "to the best", "95 %, paired");
    fputc('\n', stream);
}

static void write_row(const orth_sweep_ranking *ranking, size_t i, const columns *c, FILE *stream)
{
    const orth_sweep_ranked *row = &ranking->rows[i];
    char text[NUMBER_MAX];
    fprintf(stream, "%c %5zu %8" PRIu64, row->told ? ' ' : '=', i + 1, row->point);
    for (size_t p = 0; p < ranking->parameters; p++) {
        char cell[CELL_MAX * 4];
        fprintf(stream, "  %*s", c->widths[p], value_text(cell, row->values[p]));
    }
    fprintf(stream, "  %14s", number_text(text, row->value, c->value, DIGITS));
    if (c->own)
        put_interval(stream, row->low, row->high, c->interval);
    if (c->pairs) {
        fprintf(stream, "  %14s",
                number_text(text, row->difference, c->difference, INTERVAL_DIGITS));
        put_interval(stream, row->difference_low, row->difference_high, c->difference);
    }
    fputc('\n', stream);
}

/* ---------------------------------------------------------------- what it means */

static void write_verdict(const orth_sweep_ranking *ranking, FILE *stream)
{
    uint64_t others = ranking->not_told - 1;
    if (ranking->ranked == 1) {
        fputs("There is nothing to compare it with.\n", stream);
        return;
    }
    if (others == 0)
        fputs("The best is told from all others", stream);
    else
        fprintf(stream, "%" PRIu64 " other point%s %s not told from the best (=)", others,
                orth_plural(others, "", "s"), orth_plural(others, "is", "are"));
    switch (ranking->basis) {
    case ORTH_SWEEP_EXACT:
        fputs(others == 0 ? ": its value alone is the least or greatest, without chance.\n"
                          : ": their values are equal.\n",
              stream);
        break;
    case ORTH_SWEEP_PAIRED:
        fprintf(stream,
                ": all %" PRIu64 " points judged together, by\ndifferences over %zu groups of the "
                "same price paths (%.3g standard errors; 95 %%,\nBonferroni). The intervals in the "
                "table are of each difference alone.\n",
                ranking->ranked, ranking->groups, ranking->joint);
        break;
    case ORTH_SWEEP_INTERVALS:
        fputs(": by whether 95 % intervals\noverlap. Points were not paired, which tells less.\n",
              stream);
        break;
    }
}

void orth_sweep_ranking_write_table(const orth_sweep_ranking *ranking, FILE *stream)
{
    orth_locale entered = orth_locale_enter();
    columns c = columns_of(ranking);
    write_counts(ranking, stream);
    write_titles(ranking, &c, stream);
    for (size_t i = 0; i < ranking->count; i++)
        write_row(ranking, i, &c, stream);
    fputc('\n', stream);
    write_verdict(ranking, stream);
    orth_locale_leave(entered);
}
