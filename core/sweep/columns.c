/* The points of a folder as columns in memory. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "sweep/cell.h"
#include "sweep/collection.h"

/* A column while it is filled. */
typedef struct state {
    bool met[4];  /* kinds of cells: orth_sweep_kind */
    bool missing; /* a cell is empty */
    bool again;   /* texts of it were passed over: once more */
} state;

typedef struct work {
    orth_collection *collection;
    orth_sweep_columns *made;
    state *states; /* [column] */
    bool second;   /* the texts that were passed over, and nothing else */
} work;

/* ---------------------------------------------------------------- cells */

static orth_sweep_kind kind_of(const orth_cell *cell)
{
    if (cell->kind == ORTH_CELL_TEXT)
        return ORTH_SWEEP_TEXTS;
    if (cell->text[0] == 't' || cell->text[0] == 'f')
        return ORTH_SWEEP_TRUTHS;
    return cell->kind == ORTH_CELL_WHOLE && fabs(cell->real) <= 0x1p53 ? ORTH_SWEEP_WHOLE
                                                                       : ORTH_SWEEP_REALS;
}

static orth_status keep_text(orth_sweep_column *column, uint64_t row, const orth_cell *cell,
                             orth_error *error)
{
    column->texts[row] = strndup(cell->text, cell->length);
    return column->texts[row] != NULL ? ORTH_OK : orth_fail_memory(error, (double)cell->length + 1);
}

static orth_status make_texts(const work *w, orth_sweep_column *column, orth_error *error)
{
    column->texts = calloc(w->made->rows + 1, sizeof *column->texts);
    return column->texts != NULL
               ? ORTH_OK
               : orth_fail_memory(error, (double)w->made->rows * sizeof *column->texts);
}

static bool has_met(const state *of)
{
    return of->met[ORTH_SWEEP_REALS] || of->met[ORTH_SWEEP_WHOLE] || of->met[ORTH_SWEEP_TRUTHS] ||
           of->met[ORTH_SWEEP_TEXTS];
}

/* Texts are kept of columns that begin with one; where the first one comes later, what stands
 * before it is wanted as text as well, and the rows are read a second time. */
static orth_status note_cell(const work *w, size_t at, uint64_t row, const orth_cell *cell,
                             orth_error *error)
{
    orth_sweep_column *column = &w->made->columns[at];
    state *of = &w->states[at];
    orth_status status = ORTH_OK;
    orth_sweep_kind kind = kind_of(cell);
    if (kind == ORTH_SWEEP_TEXTS && column->texts == NULL && !has_met(of))
        status = make_texts(w, column, error);
    of->met[kind] = true;
    if (kind != ORTH_SWEEP_TEXTS)
        column->numbers[row] = cell->real;
    return status;
}

static orth_status put(const work *w, size_t at, uint64_t row, const char *json, orth_error *error)
{
    orth_sweep_column *column = &w->made->columns[at];
    orth_cell cell;
    if (w->second && !w->states[at].again)
        return ORTH_OK;
    orth_status status = orth_cell_of(&cell, json, error);
    if (status == ORTH_OK && cell.kind == ORTH_CELL_EMPTY)
        w->states[at].missing = true;
    else if (status == ORTH_OK) {
        status = w->second ? ORTH_OK : note_cell(w, at, row, &cell, error);
        if (status == ORTH_OK && column->texts != NULL)
            status = keep_text(column, row, &cell, error);
    }
    orth_cell_free(&cell);
    return status;
}

/* ---------------------------------------------------------------- rows */

static orth_status put_figure(const work *w, size_t *at, uint64_t row, bool interval,
                              const orth_kept_figure *figure, orth_error *error)
{
    orth_status status = put(w, (*at)++, row, figure->text, error);
    if (interval && status == ORTH_OK)
        status = put(w, (*at)++, row, figure->low, error);
    if (interval && status == ORTH_OK)
        status = put(w, (*at)++, row, figure->high, error);
    return status;
}

static orth_status put_failure(orth_sweep_columns *made, uint64_t row, const char *message,
                               orth_error *error)
{
    if (made->failures == NULL)
        made->failures = calloc(made->rows + 1, sizeof *made->failures);
    if (made->failures != NULL)
        made->failures[row] = strdup(message);
    return made->failures != NULL && made->failures[row] != NULL
               ? ORTH_OK
               : orth_fail_memory(error, (double)made->rows * sizeof *made->failures);
}

static orth_status put_row(const work *w, uint64_t row, const orth_kept_point *line,
                           orth_error *error)
{
    static const orth_kept_figure none;
    const orth_collection *c = w->collection;
    orth_status status = ORTH_OK;
    size_t at = 0;
    w->made->points[row] = line->point;
    for (size_t p = 0; p < c->parameters && status == ORTH_OK; p++)
        status = put(w, at++, row, line->values[p], error);
    for (size_t f = 0; f < c->figures && status == ORTH_OK; f++)
        status = put_figure(w, &at, row, c->intervals[f],
                            line->failed != NULL ? &none : &line->figures[f], error);
    if (status == ORTH_OK && line->failed != NULL && !w->second)
        status = put_failure(w->made, row, line->failed, error);
    return status;
}

static orth_status put_rows(const work *w, orth_error *error)
{
    orth_collection *c = w->collection;
    orth_status status = ORTH_OK;
    uint64_t row = 0;
    for (uint64_t point = 0; point < c->tally.points && status == ORTH_OK; point++) {
        const orth_kept_point *line;
        if (c->files[point] == 0)
            continue;
        status = orth_collection_read(c, point, &line, error);
        if (status == ORTH_OK)
            status = put_row(w, row++, line, error);
    }
    return status;
}

/* ---------------------------------------------------------------- columns */

static orth_status name_column(work *w, const char *pointer, const char *end, orth_error *error)
{
    orth_sweep_columns *made = w->made;
    orth_sweep_column *column = &made->columns[made->count++];
    column->name = malloc(strlen(pointer) + strlen(end) + 1);
    column->numbers = malloc((made->rows + 1) * sizeof *column->numbers);
    if (column->name == NULL || column->numbers == NULL)
        return orth_fail_memory(error, (double)made->rows * sizeof *column->numbers);
    strcpy(stpcpy(column->name, pointer), end);
    for (uint64_t row = 0; row < made->rows; row++)
        column->numbers[row] = NAN;
    return ORTH_OK;
}

static orth_status name_columns(work *w, orth_error *error)
{
    const orth_collection *c = w->collection;
    orth_status status = ORTH_OK;
    for (size_t p = 0; p < c->parameters && status == ORTH_OK; p++)
        status = name_column(w, orth_sweep_parameter(c->sweep, p), "", error);
    for (size_t f = 0; f < c->figures && status == ORTH_OK; f++) {
        const char *pointer = orth_sweep_figure(c->sweep, f);
        status = name_column(w, pointer, "", error);
        if (c->intervals[f] && status == ORTH_OK)
            status = name_column(w, pointer, " low", error);
        if (c->intervals[f] && status == ORTH_OK)
            status = name_column(w, pointer, " high", error);
    }
    return status;
}

/* A column without any cell has no numbers, and is one of reals. */
static void settle(orth_sweep_column *column, const state *of)
{
    if (of->met[ORTH_SWEEP_TEXTS] || (of->met[ORTH_SWEEP_TRUTHS] && of->met[ORTH_SWEEP_WHOLE]) ||
        (of->met[ORTH_SWEEP_TRUTHS] && of->met[ORTH_SWEEP_REALS]))
        column->kind = ORTH_SWEEP_TEXTS;
    else if (of->met[ORTH_SWEEP_TRUTHS])
        column->kind = ORTH_SWEEP_TRUTHS;
    else
        column->kind = of->met[ORTH_SWEEP_WHOLE] && !of->met[ORTH_SWEEP_REALS] ? ORTH_SWEEP_WHOLE
                                                                               : ORTH_SWEEP_REALS;
    column->full = !of->missing;
}

static orth_status fill(work *w, orth_error *error)
{
    orth_sweep_columns *made = w->made;
    orth_status status = put_rows(w, error);
    for (size_t i = 0; i < made->count && status == ORTH_OK; i++) {
        settle(&made->columns[i], &w->states[i]);
        if (made->columns[i].kind == ORTH_SWEEP_TEXTS && made->columns[i].texts == NULL) {
            w->states[i].again = w->second = true;
            status = make_texts(w, &made->columns[i], error);
        }
    }
    return status == ORTH_OK && w->second ? put_rows(w, error) : status;
}

static orth_status read_all(work *w, orth_error *error)
{
    const orth_collection *c = w->collection;
    orth_sweep_columns *made = w->made;
    size_t most = c->parameters + 3 * c->figures + 1;
    made->tally = c->tally;
    made->rows = c->tally.points - c->tally.missing;
    made->parameters = c->parameters;
    made->points = malloc((made->rows + 1) * sizeof *made->points);
    made->columns = calloc(most, sizeof *made->columns);
    w->states = calloc(most, sizeof *w->states);
    if (made->points == NULL || made->columns == NULL || w->states == NULL)
        return orth_fail_memory(error, (double)made->rows * sizeof *made->points);
    orth_status status = name_columns(w, error);
    return status == ORTH_OK ? fill(w, error) : status;
}

orth_status orth_sweep_columns_read(orth_sweep_columns **columns, const char *folder,
                                    orth_error *error)
{
    *columns = NULL;
    work w = {.made = calloc(1, sizeof *w.made)};
    if (w.made == NULL)
        return orth_fail_memory(error, sizeof *w.made);
    orth_status status = orth_collection_open(&w.collection, folder, error);
    if (status == ORTH_OK) {
        orth_locale entered = orth_locale_enter();
        status = read_all(&w, error);
        orth_locale_leave(entered);
        orth_collection_close(w.collection);
    }
    free(w.states);
    if (status == ORTH_OK)
        *columns = w.made;
    else
        orth_sweep_columns_free(w.made);
    return status;
}

static void free_texts(char **texts, uint64_t rows)
{
    for (uint64_t row = 0; texts != NULL && row < rows; row++)
        free(texts[row]);
    free(texts);
}

void orth_sweep_columns_free(orth_sweep_columns *columns)
{
    if (columns == NULL)
        return;
    for (size_t i = 0; i < columns->count; i++) {
        free(columns->columns[i].name);
        free(columns->columns[i].numbers);
        free_texts(columns->columns[i].texts, columns->rows);
    }
    free_texts(columns->failures, columns->rows);
    free(columns->columns);
    free(columns->points);
    free(columns);
}
