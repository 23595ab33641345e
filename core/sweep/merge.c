/* All points as one table and one database, in the order of their numbers. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/csv_out.h"
#include "base/file_out.h"
#include "base/plain_locale.h"
#include "sweep/cell.h"
#include "sweep/database.h"

/* ---------------------------------------------------------------- CSV */

static orth_status put_title(FILE *stream, const char *pointer, const char *end, orth_error *error)
{
    char *title;
    if (asprintf(&title, "%s%s", pointer, end) < 0)
        return orth_fail_memory(error, ORTH_PATH_MAX);
    fputc(',', stream);
    orth_csv_text(stream, title);
    free(title);
    return ORTH_OK;
}

static orth_status put_titles(FILE *stream, const orth_collection *c, orth_error *error)
{
    orth_status status = ORTH_OK;
    fputs("point", stream);
    for (size_t p = 0; p < c->parameters && status == ORTH_OK; p++)
        status = put_title(stream, orth_sweep_parameter(c->sweep, p), "", error);
    for (size_t f = 0; f < c->figures && status == ORTH_OK; f++) {
        const char *pointer = orth_sweep_figure(c->sweep, f);
        status = put_title(stream, pointer, "", error);
        if (status == ORTH_OK && c->intervals[f])
            status = put_title(stream, pointer, " low", error);
        if (status == ORTH_OK && c->intervals[f])
            status = put_title(stream, pointer, " high", error);
    }
    fputc('\n', stream);
    return status;
}

static orth_status put_cell(FILE *stream, const char *json, orth_error *error)
{
    orth_cell cell;
    fputc(',', stream);
    orth_status status = orth_cell_of(&cell, json, error);
    if (status == ORTH_OK)
        orth_cell_csv(&cell, stream);
    orth_cell_free(&cell);
    return status;
}

static orth_status put_row(FILE *stream, const orth_collection *c, const orth_kept_point *line,
                           orth_error *error)
{
    orth_status status = ORTH_OK;
    fprintf(stream, "%" PRIu64, line->point);
    for (size_t p = 0; p < c->parameters && status == ORTH_OK; p++)
        status = put_cell(stream, line->values[p], error);
    for (size_t f = 0; f < c->figures && status == ORTH_OK; f++) {
        static const orth_kept_figure none;
        const orth_kept_figure *figure = line->failed != NULL ? &none : &line->figures[f];
        status = put_cell(stream, figure->text, error);
        if (status == ORTH_OK && c->intervals[f])
            status = put_cell(stream, figure->low, error);
        if (status == ORTH_OK && c->intervals[f])
            status = put_cell(stream, figure->high, error);
    }
    fputc('\n', stream);
    return status;
}

/* ---------------------------------------------------------------- both */

static orth_status write_points(FILE *stream, orth_database *db, orth_collection *c,
                                orth_error *error)
{
    orth_status status = put_titles(stream, c, error);
    for (uint64_t point = 0; point < c->tally.points && status == ORTH_OK; point++) {
        const orth_kept_point *line;
        status = orth_collection_read(c, point, &line, error);
        if (status == ORTH_OK)
            status = put_row(stream, c, line, error);
        if (status == ORTH_OK)
            status = orth_database_add(db, line, error);
    }
    return status == ORTH_OK ? orth_database_finish(db, error) : status;
}

static orth_status open_output(orth_output *output, const char *folder, const char *name,
                               orth_error *error)
{
    char *path;
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        return orth_fail_memory(error, ORTH_PATH_MAX);
    orth_status status = orth_output_open_alone(output, path, error);
    if (status == ORTH_OK && output->temporary[0] == '\0') {
        orth_output_abandon(output);
        status =
            orth_fail(error, ORTH_BAD_INPUT, "%s: a device or a pipe; results are files", path);
    }
    free(path);
    return status;
}

/* Neither gets its name before both are whole. */
static orth_status write_both(orth_collection *c, const char *folder, orth_error *error)
{
    orth_output csv, sqlite;
    orth_database *db = NULL;
    orth_status status = open_output(&csv, folder, "results.csv", error);
    if (status != ORTH_OK)
        return status;
    status = open_output(&sqlite, folder, "results.sqlite", error);
    if (status != ORTH_OK) {
        orth_output_abandon(&csv);
        return status;
    }
    status = orth_database_open(&db, c, sqlite.temporary, sqlite.path, error);
    if (status == ORTH_OK)
        status = write_points(csv.stream, db, c, error);
    orth_database_free(db);
    if (status != ORTH_OK) {
        orth_output_abandon(&csv);
        orth_output_abandon(&sqlite);
        return status;
    }
    status = orth_output_commit(&csv, error);
    if (status != ORTH_OK)
        orth_output_abandon(&sqlite);
    return status == ORTH_OK ? orth_output_commit(&sqlite, error) : status;
}

orth_status orth_sweep_merge(const char *folder, orth_sweep_tally *tally, orth_error *error)
{
    orth_collection *c;
    *tally = (orth_sweep_tally){0};
    orth_status status = orth_collection_open(&c, folder, error);
    if (status != ORTH_OK)
        return status;
    *tally = c->tally;
    orth_locale entered = orth_locale_enter();
    if (tally->missing == 0)
        status = write_both(c, folder, error);
    orth_locale_leave(entered);
    orth_collection_close(c);
    return status;
}
