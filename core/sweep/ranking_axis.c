#include "sweep/ranking_axis.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "report/plot_axes.h"
#include "sweep/cell.h"
#include "sweep/ranking_words.h"

/* ---------------------------------------------------------------- different values */

typedef struct entry {
    const char *text;
    double number;
    uint64_t point; /* the least that has the value */
    size_t row, value;
} entry;

static int by_number(const void *a, const void *b)
{
    const entry *one = a, *other = b;
    if (one->number != other->number)
        return one->number < other->number ? -1 : 1;
    return one->row < other->row ? -1 : one->row > other->row;
}

static int by_text(const void *a, const void *b)
{
    const entry *one = a, *other = b;
    int order = strcmp(one->text, other->text);
    if (order != 0)
        return order;
    return one->row < other->row ? -1 : one->row > other->row;
}

static int by_point(const void *a, const void *b)
{
    const entry *one = a, *other = b;
    if (one->point != other->point)
        return one->point < other->point ? -1 : 1;
    return one->row < other->row ? -1 : one->row > other->row;
}

static bool is_same(const orth_ranking_axis *axis, const entry *a, const entry *b)
{
    return axis->numeric ? a->number == b->number : strcmp(a->text, b->text) == 0;
}

/* Of sorted entries: texts are put into the order of their points first. */
static void order_texts(const orth_ranking_axis *axis, entry *entries, size_t rows)
{
    for (size_t first = 0, end; first < rows; first = end) {
        uint64_t least = entries[first].point;
        for (end = first; end < rows && is_same(axis, &entries[first], &entries[end]); end++)
            least = entries[end].point < least ? entries[end].point : least;
        for (size_t i = first; i < end; i++)
            entries[i].point = least;
    }
    qsort(entries, rows, sizeof *entries, by_point);
}

static void number_values(orth_ranking_axis *axis, const entry *entries, size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        if (i == 0 || !is_same(axis, &entries[i - 1], &entries[i])) {
            axis->row_of[axis->count] = entries[i].row;
            axis->places[axis->count] = axis->numeric ? entries[i].number : (double)axis->count;
            axis->count++;
        }
        axis->of_row[entries[i].row] = axis->count - 1;
    }
}

/* Whether values lie more evenly by their logarithms than as they are. */
static bool is_logarithmic(const orth_ranking_axis *axis)
{
    const double *at = axis->places;
    size_t n = axis->count;
    if (!axis->numeric || n < 3 || !(at[0] > 0) || !(at[n - 1] > 4 * at[0]))
        return false;
    double middle = at[n / 2], low = at[0], high = at[n - 1];
    double even = fabs(middle - (low + high) / 2) / (high - low);
    double even_log = fabs(orth_log(middle / low) / orth_log(high / low) - 0.5);
    return even_log < even;
}

orth_status orth_ranking_axis_make(orth_ranking_axis *axis, const orth_sweep_ranking *ranking,
                                   size_t parameter, orth_error *error)
{
    size_t rows = ranking->count;
    *axis = (orth_ranking_axis){.ranking = ranking, .parameter = parameter, .numeric = true};
    axis->of_row = calloc(rows, sizeof *axis->of_row);
    axis->row_of = calloc(rows, sizeof *axis->row_of);
    axis->places = calloc(rows, sizeof *axis->places);
    entry *entries = calloc(rows, sizeof *entries);
    if (axis->of_row == NULL || axis->row_of == NULL || axis->places == NULL || entries == NULL) {
        free(entries);
        orth_ranking_axis_free(axis);
        return orth_fail_memory(error, (double)rows * (sizeof *entries + 24));
    }
    for (size_t i = 0; i < rows; i++) {
        const orth_sweep_ranked *row = &ranking->rows[i];
        entries[i] = (entry){.text = row->values[parameter], .point = row->point, .row = i};
        axis->numeric = orth_cell_number(&entries[i].number, entries[i].text) && axis->numeric;
    }
    qsort(entries, rows, sizeof *entries, axis->numeric ? by_number : by_text);
    if (!axis->numeric)
        order_texts(axis, entries, rows);
    number_values(axis, entries, rows);
    axis->logarithmic = is_logarithmic(axis);
    free(entries);
    return ORTH_OK;
}

void orth_ranking_axis_free(orth_ranking_axis *axis)
{
    free(axis->of_row);
    free(axis->row_of);
    free(axis->places);
    *axis = (orth_ranking_axis){0};
}

/* ---------------------------------------------------------------- tics */

#define PLACES_LETTERS 60 /* of all labels along x */
#define PLACES_Y_MAX 24
#define VALUE_TEXT_MAX 96

static const char *value_text(char text[VALUE_TEXT_MAX], const orth_ranking_axis *axis, size_t i)
{
    const orth_sweep_ranked *row = &axis->ranking->rows[axis->row_of[i]];
    return orth_short_text(text, VALUE_TEXT_MAX, row->values[axis->parameter]);
}

/* Every so many values, so that their labels stand apart. */
static size_t stride_of(const orth_ranking_axis *axis, char which)
{
    char text[VALUE_TEXT_MAX];
    size_t widest = 1;
    if (which == 'y')
        return (axis->count + PLACES_Y_MAX - 1) / PLACES_Y_MAX;
    for (size_t i = 0; i < axis->count; i++) {
        size_t columns = orth_plot_columns(value_text(text, axis, i), 14);
        widest = columns > widest ? columns : widest;
    }
    size_t fit = PLACES_LETTERS / (widest + 2);
    return (axis->count + fit - 1) / fit;
}

static void put_places(const orth_ranking_axis *axis, orth_plot *plot, char which)
{
    char text[VALUE_TEXT_MAX];
    size_t stride = stride_of(axis, which);
    fprintf(plot->script, "set %crange [-0.5:%zu.5]\nset %ctics (", which, axis->count - 1, which);
    for (size_t i = 0; i < axis->count; i += stride) {
        fputs(i > 0 ? ", " : "", plot->script);
        orth_plot_tic(plot, value_text(text, axis, i), which == 'y' ? 20 : 14);
        fprintf(plot->script, " %zu", i);
    }
    fputs(")\n", plot->script);
}

/* At 1, 2 and 5 times powers of ten within two decades, and else at the powers. */
static void put_logarithmic(const orth_ranking_axis *axis, orth_plot *plot, char which)
{
    static const int digits[] = {1, 2, 5};
    double least = axis->places[0], most = axis->places[axis->count - 1];
    double margin = orth_pow(most / least, 0.04);
    bool near = most <= 150 * least;
    const char *comma = "";
    fprintf(plot->script, "set logscale %c\nset %crange [%.17g:%.17g]\nset %ctics (", which, which,
            least / margin, most * margin, which);
    int first = (int)floor(orth_log(least) / orth_log(10)),
        last = (int)ceil(orth_log(most) / orth_log(10));
    int stride = (last - first) / 10 + 1;
    for (int e = first; e <= last; e += stride) {
        for (int i = 0; i < (near ? 3 : 1); i++, comma = ", ")
            fprintf(plot->script, "%s'%g' %de%d", comma, digits[i] * orth_pow(10, e), digits[i], e);
    }
    fputs(")\n", plot->script);
}

void orth_ranking_axis_put(const orth_ranking_axis *axis, orth_plot *plot, char which,
                           bool by_place)
{
    char name[ORTH_PARAMETER_TEXT_MAX];
    fprintf(plot->script, "set %clabel ", which);
    orth_plot_text(plot, orth_parameter_text(name, axis->ranking, axis->parameter),
                   ORTH_PLOT_TITLE_MAX);
    bool logarithmic = !by_place && axis->numeric && axis->logarithmic;
    fprintf(plot->script, "%s noenhanced\n", logarithmic ? ".' (log scale)'" : "");
    if (by_place || !axis->numeric) {
        put_places(axis, plot, which);
    } else if (axis->logarithmic) {
        put_logarithmic(axis, plot, which);
    } else {
        orth_plot_span span = {0};
        orth_plot_span_note(&span, axis->places[0]);
        orth_plot_span_note(&span, axis->places[axis->count - 1]);
        orth_plot_span_axis(plot, which, &span, 9);
    }
}
