#include "sweep/collection.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "base/file_in.h"
#include "base/plain_locale.h"
#include "base/stop.h"
#include "orthant/limits.h"
#include "sweep/cell.h"

#define READERS 64 /* files that stay open, of shards that may be many more */
#define KIND "sweep-points"
#define REMEDY "merge what one sweep of one program wrote"

/* ---------------------------------------------------------------- one line */

static orth_status check_line(const orth_collection *c, const char *file,
                              const orth_kept_point *line, orth_error *error)
{
    if (line->point < c->tally.points && line->value_count == c->parameters &&
        (line->failed != NULL || line->figure_count == c->figures))
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: point %" PRIu64 ": %zu values and %zu figures; the sweep has points 0 to "
                     "%" PRIu64 ", %zu parameters and %zu figures",
                     file, line->point, line->value_count, line->figure_count, c->tally.points - 1,
                     c->parameters, c->figures);
}

static orth_status note_values(orth_collection *c, const orth_kept_point *line, orth_error *error)
{
    for (size_t p = 0; p < c->parameters; p++) {
        orth_cell cell;
        orth_status status = orth_cell_of(&cell, line->values[p], error);
        c->kinds[p] |= cell.kind;
        orth_cell_free(&cell);
        if (status != ORTH_OK)
            return status;
    }
    for (size_t f = 0; f < line->figure_count && line->failed == NULL; f++)
        c->intervals[f] = c->intervals[f] || line->figures[f].low != NULL;
    return ORTH_OK;
}

/* Of a point in several lines one that did not fail is kept, and else the first. */
static void note_place(orth_collection *c, size_t file, uint64_t place, const orth_kept_point *line)
{
    uint64_t point = line->point;
    bool fails = line->failed != NULL;
    if (c->files[point] != 0 && (fails || !c->failed[point]))
        return;
    c->files[point] = (uint32_t)(file + 1);
    c->places[point] = place;
    c->failed[point] = fails;
}

/* ---------------------------------------------------------------- files */

static orth_status note_file(orth_collection *c, size_t file, orth_kept_reader *reader,
                             orth_error *error)
{
    const char *name = c->names[file].file;
    uint64_t first_bad;
    orth_status status = ORTH_OK;
    for (;;) {
        const orth_kept_point *line;
        status = orth_go_on(error);
        if (status == ORTH_OK)
            status = orth_kept_next(reader, &line, error);
        if (status != ORTH_OK || line == NULL)
            break;
        status = check_line(c, name, line, error);
        if (status == ORTH_OK)
            status = note_values(c, line, error);
        if (status != ORTH_OK)
            break;
        note_place(c, file, orth_kept_place(reader), line);
    }
    c->tally.dropped += orth_kept_dropped(reader, &first_bad);
    return status;
}

static orth_status check_header(const orth_collection *c, const orth_kept_reader *reader,
                                const char *name, orth_error *error)
{
    const orth_kept_header *found = orth_kept_header_of(reader);
    if (strcmp(found->asked, orth_sweep_sha256(c->sweep)) != 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: points of another sweep than the sweep.json beside it (SHA-256 "
                         "%.16s..., not %.16s...)",
                         name, found->asked, orth_sweep_sha256(c->sweep));
    return c->header == NULL ? ORTH_OK
                             : orth_kept_header_compare(found, c->header, name, REMEDY, error);
}

/* Reads the file's lines; the first one's reader stays open, for its header. */
static orth_status take_file(orth_collection *c, size_t file, orth_error *error)
{
    const char *name = c->names[file].file;
    orth_kept_reader *reader;
    bool found;
    orth_status status = orth_kept_open(&reader, &found, name, KIND, error);
    if (status != ORTH_OK || !found)
        return status;
    status = check_header(c, reader, name, error);
    if (status == ORTH_OK)
        status = note_file(c, file, reader, error);
    c->tally.files++;
    if (status != ORTH_OK || c->header != NULL) {
        orth_kept_close(reader);
        return status;
    }
    c->first = reader;
    c->header = orth_kept_header_of(reader);
    return ORTH_OK;
}

static void count(orth_collection *c)
{
    orth_sweep_tally *tally = &c->tally;
    for (uint64_t point = 0; point < tally->points; point++) {
        if (c->files[point] == 0 && tally->missing++ == 0)
            tally->first_missing = point;
        tally->failed += c->failed[point];
    }
}

/* ---------------------------------------------------------------- the folder */

static orth_status load(orth_collection *c, const char *folder, orth_error *error)
{
    char *file = orth_kept_sweep_name(folder);
    if (file == NULL)
        return orth_fail_memory(error, 4096);
    char *text = NULL;
    size_t length;
    orth_status status;
    if (access(folder, X_OK) == 0 && access(file, F_OK) != 0)
        status = orth_fail(error, ORTH_BAD_INPUT,
                           "%s: no sweep was begun in this folder: it has no sweep.json", folder);
    else
        status = orth_file_read_kept(&text, &length, file, ORTH_FILE_BYTES_MAX, error);
    if (status == ORTH_OK)
        status = orth_sweep_parse(&c->sweep, text, length, file, error);
    free(text);
    free(file);
    return status;
}

static orth_status allocate(orth_collection *c, orth_error *error)
{
    uint64_t points = orth_sweep_count(c->sweep);
    c->tally.points = points;
    c->parameters = orth_sweep_parameter_count(c->sweep);
    c->figures = orth_sweep_figure_count(c->sweep);
    c->kinds = calloc(c->parameters + 1, sizeof *c->kinds);
    c->intervals = calloc(c->figures + 1, sizeof *c->intervals);
    c->readers = calloc(READERS, sizeof *c->readers);
    c->opened = calloc(READERS, sizeof *c->opened);
    c->places = calloc(points, sizeof *c->places);
    c->files = calloc(points, sizeof *c->files);
    c->failed = calloc(points, sizeof *c->failed);
    if (c->kinds == NULL || c->intervals == NULL || c->readers == NULL || c->opened == NULL ||
        c->places == NULL || c->files == NULL || c->failed == NULL)
        return orth_fail_memory(error, 13.0 * (double)points);
    return ORTH_OK;
}

orth_status orth_collection_open(orth_collection **collection, const char *folder,
                                 orth_error *error)
{
    *collection = NULL;
    orth_collection *c = calloc(1, sizeof *c);
    if (c == NULL)
        return orth_fail_memory(error, sizeof *c);
    orth_locale entered = orth_locale_enter();
    orth_status status = load(c, folder, error);
    if (status == ORTH_OK)
        status = orth_kept_list(&c->names, &c->name_count, folder, error);
    if (status == ORTH_OK)
        status = allocate(c, error);
    for (size_t file = 0; status == ORTH_OK && file < c->name_count; file++)
        status = take_file(c, file, error);
    orth_locale_leave(entered);
    if (status != ORTH_OK) {
        orth_collection_close(c);
        return status;
    }
    count(c);
    *collection = c;
    return ORTH_OK;
}

void orth_collection_close(orth_collection *c)
{
    if (c == NULL)
        return;
    for (size_t i = 0; c->readers != NULL && i < READERS; i++)
        orth_kept_close(c->readers[i]);
    orth_kept_close(c->first);
    orth_kept_names_free(c->names, c->name_count);
    free(c->kinds);
    free(c->intervals);
    free(c->readers);
    free(c->opened);
    free(c->places);
    free(c->files);
    free(c->failed);
    orth_sweep_free(c->sweep);
    free(c);
}

/* ---------------------------------------------------------------- a point */

static orth_status reader_of(orth_collection *c, size_t file, orth_kept_reader **reader,
                             orth_error *error)
{
    size_t slot = file % READERS;
    bool found = true;
    if (c->readers[slot] == NULL || c->opened[slot] != file) {
        orth_kept_close(c->readers[slot]);
        c->opened[slot] = file;
        orth_status status =
            orth_kept_open(&c->readers[slot], &found, c->names[file].file, KIND, error);
        if (status != ORTH_OK)
            return status;
    }
    *reader = c->readers[slot];
    return found ? ORTH_OK
                 : orth_fail(error, ORTH_IO, "%s: emptied while it was read", c->names[file].file);
}

orth_status orth_collection_read(orth_collection *c, uint64_t point, const orth_kept_point **line,
                                 orth_error *error)
{
    ORTH_CHECK(point < c->tally.points && c->files[point] != 0);
    size_t file = c->files[point] - 1;
    orth_kept_reader *reader;
    orth_status status = orth_go_on(error);
    if (status == ORTH_OK)
        status = reader_of(c, file, &reader, error);
    if (status != ORTH_OK)
        return status;
    orth_kept_go(reader, c->places[point]);
    status = orth_kept_next(reader, line, error);
    if (status == ORTH_OK && (*line == NULL || (*line)->point != point))
        status = orth_fail(error, ORTH_IO, "%s: changed while it was read", c->names[file].file);
    return status;
}
