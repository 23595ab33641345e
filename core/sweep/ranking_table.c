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
#include "orthant/simulate.h"
#include "orthant/sweep_results.h"
#include "sweep/ranking_words.h"

#define CELL_MAX 28 /* columns of a value */
#define NUMBER_MAX 64
#define DIGITS 8 /* of values; of their intervals and of differences fewer */
#define INTERVAL_DIGITS 6
#define INTERVAL_MAX (2 * NUMBER_MAX + 8)
#define LINE_MAX_COLUMNS 100

#define OWN_TITLE "95 %"
#define DIFFERENCE_TITLE "to the best"
#define PAIR_TITLE "95 %, paired"

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

static const char *interval_text(char text[INTERVAL_MAX], double low, double high, int decimals)
{
    char ends[2][NUMBER_MAX];
    text[0] = '\0';
    if (!isnan(low) && !isnan(high))
        snprintf(text, INTERVAL_MAX, "[%s, %s]",
                 number_text(ends[0], low, decimals, INTERVAL_DIGITS),
                 number_text(ends[1], high, decimals, INTERVAL_DIGITS));
    return text;
}

/* Which columns there are (a folder without chance has no intervals), their decimals, and how wide
 * they are. */
typedef struct columns {
    bool own, pairs;
    int digits;
    int decimals, own_decimals, pair_decimals;
    int rank, point, value, interval, difference, pair;
    int widths[ORTH_SWEEP_PARAMETERS_MAX]; /* of the parameters */
} columns;

static int wider(int width, const char *text)
{
    int length = (int)strlen(text);
    return length > width ? length : width;
}

static void measure(columns *c, const orth_sweep_ranked *row, size_t rank)
{
    char number[NUMBER_MAX], interval[INTERVAL_MAX];
    snprintf(number, sizeof number, "%zu", rank);
    c->rank = wider(c->rank, number);
    snprintf(number, sizeof number, "%" PRIu64, row->point);
    c->point = wider(c->point, number);
    c->value = wider(c->value, number_text(number, row->value, c->decimals, c->digits));
    c->interval = wider(c->interval, interval_text(interval, row->low, row->high, c->own_decimals));
    c->difference = wider(c->difference,
                          number_text(number, row->difference, c->pair_decimals, INTERVAL_DIGITS));
    c->pair = wider(c->pair, interval_text(interval, row->difference_low, row->difference_high,
                                           c->pair_decimals));
}

/* Of the point's own interval and that of its difference the second says more. */
static void drop_what_is_too_wide(columns *c, size_t parameters)
{
    int width = 2 + c->rank + 2 + c->point + 2 + c->value + 2 + c->interval + 2 + c->difference +
                2 + c->pair;
    for (size_t p = 0; p < parameters; p++)
        width += 2 + c->widths[p];
    c->own = c->own && !(c->pairs && width > LINE_MAX_COLUMNS);
}

static columns columns_of(const orth_sweep_ranking *ranking)
{
    columns c = {.pairs = ranking->basis == ORTH_SWEEP_PAIRED, .rank = 4, .point = 5, .value = 5};
    double size = 0, apart = 0;
    for (size_t i = 0; i < ranking->count; i++) {
        const orth_sweep_ranked *row = &ranking->rows[i];
        c.own = c.own || !isnan(row->low);
        size = fmax(size, fabs(row->value));
        apart = fmax(apart, fabs(row->difference));
    }
    c.digits = c.own ? INTERVAL_DIGITS : DIGITS;
    c.decimals = decimals_of(size, c.digits);
    c.own_decimals = decimals_of(size, INTERVAL_DIGITS);
    c.pair_decimals = decimals_of(apart, INTERVAL_DIGITS);
    c.interval = (int)strlen(OWN_TITLE);
    c.difference = (int)strlen(DIFFERENCE_TITLE);
    c.pair = (int)strlen(PAIR_TITLE);
    for (size_t i = 0; i < ranking->count; i++)
        measure(&c, &ranking->rows[i], i + 1);
    for (size_t p = 0; p < ranking->parameters; p++)
        c.widths[p] = width_of(ranking, p);
    drop_what_is_too_wide(&c, ranking->parameters);
    return c;
}

static void write_titles(const orth_sweep_ranking *ranking, const columns *c, FILE *stream)
{
    fprintf(stream, "  %*s  %*s", c->rank, "rank", c->point, "point");
    for (size_t p = 0; p < ranking->parameters; p++) {
        char name[ORTH_PARAMETER_TEXT_MAX];
        fprintf(stream, "  %*s", c->widths[p], orth_parameter_text(name, ranking, p));
    }
    fprintf(stream, "  %*s", c->value, "value");
    if (c->own)
        fprintf(stream, "  %*s", c->interval, OWN_TITLE);
    if (c->pairs)
        fprintf(stream, "  %*s  %*s", c->difference, DIFFERENCE_TITLE, c->pair, PAIR_TITLE);
    fputc('\n', stream);
}

static void write_row(const orth_sweep_ranking *ranking, size_t i, const columns *c, FILE *stream)
{
    const orth_sweep_ranked *row = &ranking->rows[i];
    char text[NUMBER_MAX], interval[INTERVAL_MAX];
    fprintf(stream, "%c %*zu  %*" PRIu64, row->told ? ' ' : '=', c->rank, i + 1, c->point,
            row->point);
    for (size_t p = 0; p < ranking->parameters; p++) {
        char cell[CELL_MAX * 4];
        fprintf(stream, "  %*s", c->widths[p], value_text(cell, row->values[p]));
    }
    fprintf(stream, "  %*s", c->value, number_text(text, row->value, c->decimals, c->digits));
    if (c->own)
        fprintf(stream, "  %*s", c->interval,
                interval_text(interval, row->low, row->high, c->own_decimals));
    if (c->pairs)
        fprintf(
            stream, "  %*s  %*s", c->difference,
            number_text(text, row->difference, c->pair_decimals, INTERVAL_DIGITS), c->pair,
            interval_text(interval, row->difference_low, row->difference_high, c->pair_decimals));
    fputs(row->unmade ? "  unmade\n" : "\n", stream);
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
        fprintf(
            stream,
            "%s\nThese figures have no interval: where they are of one price path, another may say otherwise.\n",
            others == 0 ? " by its value alone." : ": their values are equal.");
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

static void write_unmade(const orth_sweep_ranking *ranking, FILE *stream)
{
    if (ranking->unmade > 0)
        fprintf(stream,
                "unmade (%" PRIu64 " of all points): less than %.0f %% of the move was made, so "
                "that what it costs is\nnot what the move costs. They come behind all others.\n",
                ranking->unmade, 100 * ORTH_MOVE_MADE_LEAST);
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
    write_unmade(ranking, stream);
    orth_locale_leave(entered);
}
