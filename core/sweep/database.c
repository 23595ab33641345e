#include "sweep/database.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/api.h"
#include "sweep/cell.h"
#include "sweep/database_tables.h"

enum { POINTS, FIGURES, FAILURES, EXACT, META, TABLES };

struct orth_database {
    const orth_collection *collection;
    const char *label;
    sqlite3 *sqlite;
    sqlite3_stmt *insert[TABLES];
};

static orth_status fail(const orth_database *db, orth_error *error)
{
    int code = db->sqlite != NULL ? sqlite3_errcode(db->sqlite) : SQLITE_NOMEM;
    if (code == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
        return orth_fail(error, ORTH_NO_MEMORY, "%s: out of memory", db->label);
    return orth_fail(error, ORTH_IO, "%s: cannot be written: %s", db->label,
                     sqlite3_errmsg(db->sqlite));
}

static orth_status run(orth_database *db, const char *sql, orth_error *error)
{
    return sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK ? ORTH_OK : fail(db, error);
}

static orth_status fail_memory(const orth_database *db, orth_error *error)
{
    return orth_fail(error, ORTH_NO_MEMORY, "%s: out of memory", db->label);
}

static orth_status make_tables(orth_database *db, orth_error *error)
{
    char *sql = orth_database_tables(db->collection);
    orth_status status = sql != NULL ? run(db, sql, error) : fail_memory(db, error);
    sqlite3_free(sql);
    return status;
}

static orth_status prepare(orth_database *db, orth_error *error)
{
    static const char *const inserts[TABLES] = {
        [FIGURES] = "insert into figures values (?, ?, ?, ?, ?)",
        [FAILURES] = "insert into failures values (?, ?)",
        [EXACT] = "insert into exact values (?, ?, ?)",
        [META] = "insert into meta values (?, ?)",
    };
    for (int t = 0; t < TABLES; t++) {
        sqlite3_str *sql = sqlite3_str_new(db->sqlite);
        sqlite3_str_appendall(sql,
                              inserts[t] != NULL ? inserts[t] : "insert into points values (?");
        for (size_t p = 0; t == POINTS && p < db->collection->parameters; p++)
            sqlite3_str_appendall(sql, ", ?");
        sqlite3_str_appendall(sql, t == POINTS ? ")" : "");
        char *text = sqlite3_str_finish(sql);
        int code = text != NULL ? sqlite3_prepare_v2(db->sqlite, text, -1, &db->insert[t], NULL)
                                : SQLITE_NOMEM;
        sqlite3_free(text);
        if (code != SQLITE_OK)
            return text != NULL ? fail(db, error)
                                : orth_fail(error, ORTH_NO_MEMORY, "%s: out of memory", db->label);
    }
    return ORTH_OK;
}

/* ---------------------------------------------------------------- rows */

static orth_status step(orth_database *db, int table, orth_error *error)
{
    sqlite3_stmt *insert = db->insert[table];
    if (sqlite3_step(insert) != SQLITE_DONE)
        return fail(db, error);
    sqlite3_reset(insert);
    sqlite3_clear_bindings(insert);
    return ORTH_OK;
}

static orth_status add_exact(orth_database *db, uint64_t point, const char *pointer,
                             const orth_cell *cell, orth_error *error)
{
    sqlite3_stmt *insert = db->insert[EXACT];
    if (sqlite3_bind_int64(insert, 1, (sqlite3_int64)point) != SQLITE_OK ||
        sqlite3_bind_text(insert, 2, pointer, -1, SQLITE_STATIC) != SQLITE_OK ||
        sqlite3_bind_text(insert, 3, cell->text, (int)cell->length, SQLITE_STATIC) != SQLITE_OK)
        return fail(db, error);
    return step(db, EXACT, error);
}

/* Binds the JSON as the `at`-th value, whole numbers as such where `whole`. What becomes another
 * number has its text in `exact`. The cell must live until the row is written. */
static orth_status bind(orth_database *db, int table, int at, const orth_cell *cell, bool whole,
                        orth_error *error)
{
    sqlite3_stmt *insert = db->insert[table];
    int code = SQLITE_OK;
    if (cell->kind == ORTH_CELL_WHOLE && whole)
        code = sqlite3_bind_int64(insert, at, cell->whole);
    else if (cell->kind == ORTH_CELL_TEXT)
        code = sqlite3_bind_text(insert, at, cell->text, (int)cell->length, SQLITE_TRANSIENT);
    else if (cell->kind != ORTH_CELL_EMPTY)
        code = sqlite3_bind_double(insert, at, cell->real);
    return code == SQLITE_OK ? ORTH_OK : fail(db, error);
}

static orth_status bind_json(orth_database *db, int table, int at, uint64_t point,
                             const char *pointer, const char *json, bool whole, orth_error *error)
{
    orth_cell cell;
    orth_status status = orth_cell_of(&cell, json, error);
    if (status == ORTH_OK)
        status = bind(db, table, at, &cell, whole, error);
    bool number = cell.kind == ORTH_CELL_WHOLE || cell.kind == ORTH_CELL_REAL;
    bool whole_kept = cell.kind == ORTH_CELL_WHOLE && whole;
    if (status == ORTH_OK && number && pointer != NULL && !whole_kept && !orth_cell_same(&cell))
        status = add_exact(db, point, pointer, &cell, error);
    orth_cell_free(&cell);
    return status;
}

static orth_status add_point(orth_database *db, const orth_kept_point *line, orth_error *error)
{
    const orth_collection *c = db->collection;
    orth_status status = ORTH_OK;
    if (sqlite3_bind_int64(db->insert[POINTS], 1, (sqlite3_int64)line->point) != SQLITE_OK)
        return fail(db, error);
    for (size_t p = 0; p < c->parameters && status == ORTH_OK; p++)
        status = bind_json(db, POINTS, (int)p + 2, line->point, orth_sweep_parameter(c->sweep, p),
                           line->values[p], (c->kinds[p] & ORTH_CELL_REAL) == 0, error);
    return status == ORTH_OK ? step(db, POINTS, error) : status;
}

static orth_status add_figure(orth_database *db, uint64_t point, const char *pointer,
                              const orth_kept_figure *figure, orth_error *error)
{
    sqlite3_stmt *insert = db->insert[FIGURES];
    if (sqlite3_bind_int64(insert, 1, (sqlite3_int64)point) != SQLITE_OK ||
        sqlite3_bind_text(insert, 2, pointer, -1, SQLITE_STATIC) != SQLITE_OK)
        return fail(db, error);
    orth_status status = bind_json(db, FIGURES, 3, point, pointer, figure->text, false, error);
    if (status == ORTH_OK)
        status = bind_json(db, FIGURES, 4, point, NULL, figure->low, false, error);
    if (status == ORTH_OK)
        status = bind_json(db, FIGURES, 5, point, NULL, figure->high, false, error);
    return status == ORTH_OK ? step(db, FIGURES, error) : status;
}

static orth_status add_failure(orth_database *db, const orth_kept_point *line, orth_error *error)
{
    sqlite3_stmt *insert = db->insert[FAILURES];
    if (sqlite3_bind_int64(insert, 1, (sqlite3_int64)line->point) != SQLITE_OK ||
        sqlite3_bind_text(insert, 2, line->failed, -1, SQLITE_STATIC) != SQLITE_OK)
        return fail(db, error);
    return step(db, FAILURES, error);
}

orth_status orth_database_add(orth_database *db, const orth_kept_point *line, orth_error *error)
{
    const orth_collection *c = db->collection;
    orth_status status = add_point(db, line, error);
    if (status == ORTH_OK && line->failed != NULL)
        return add_failure(db, line, error);
    for (size_t f = 0; f < c->figures && status == ORTH_OK; f++)
        status =
            add_figure(db, line->point, orth_sweep_figure(c->sweep, f), &line->figures[f], error);
    return status;
}

/* ---------------------------------------------------------------- what it is of */

static orth_status add_text(orth_database *db, const char *name, const char *value,
                            orth_error *error)
{
    sqlite3_stmt *insert = db->insert[META];
    if (sqlite3_bind_text(insert, 1, name, -1, SQLITE_STATIC) != SQLITE_OK ||
        sqlite3_bind_text(insert, 2, value, -1, SQLITE_STATIC) != SQLITE_OK)
        return fail(db, error);
    return step(db, META, error);
}

static orth_status add_count(orth_database *db, const char *name, uint64_t value, orth_error *error)
{
    sqlite3_stmt *insert = db->insert[META];
    if (sqlite3_bind_text(insert, 1, name, -1, SQLITE_STATIC) != SQLITE_OK ||
        sqlite3_bind_int64(insert, 2, (sqlite3_int64)value) != SQLITE_OK)
        return fail(db, error);
    return step(db, META, error);
}

/* Files of several folders may share a name: the second is NAME/2, which is no file's own name. */
static orth_status add_inputs(orth_database *db, const orth_kept_header *header, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t i = 0; i < header->input_count && status == ORTH_OK; i++) {
        const char *file = header->inputs[i].file;
        unsigned long long nth = 1;
        for (size_t k = 0; k < i; k++)
            nth += strcmp(header->inputs[k].file, file) == 0;
        char *name = nth == 1 ? sqlite3_mprintf("input_sha256 %s", file)
                              : sqlite3_mprintf("input_sha256 %s/%llu", file, nth);
        if (name == NULL)
            return fail_memory(db, error);
        status = add_text(db, name, header->inputs[i].sha256, error);
        sqlite3_free(name);
    }
    return status;
}

static orth_status add_meta(orth_database *db, orth_error *error)
{
    const orth_collection *c = db->collection;
    const struct {
        const char *name, *value;
    } texts[] = {
        {"version", c->header->version},
        {"program_sha256", c->header->program},
        {"command", orth_sweep_command(c->sweep)},
        {"sweep", orth_sweep_text(c->sweep)},
        {"sweep_sha256", orth_sweep_sha256(c->sweep)},
        {"scenario_sha256", orth_sweep_scenario_sha256(c->sweep)},
    };
    orth_status status = add_count(db, "orthant", 1, error);
    if (status == ORTH_OK)
        status = add_count(db, "points", c->tally.points, error);
    if (status == ORTH_OK)
        status = add_count(db, "failed", c->tally.failed, error);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && status == ORTH_OK; i++)
        status = add_text(db, texts[i].name, texts[i].value, error);
    return status == ORTH_OK ? add_inputs(db, c->header, error) : status;
}

/* ---------------------------------------------------------------- its life */

static orth_status begin(orth_database *db, const char *file, orth_error *error)
{
    /* "./": a name that begins with "file:" is no URI. */
    char *name = sqlite3_mprintf("%s%s", file[0] == '/' ? "" : "./", file);
    int code = name != NULL ? sqlite3_open_v2(name, &db->sqlite,
                                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)
                            : SQLITE_NOMEM;
    sqlite3_free(name);
    if (code != SQLITE_OK)
        return fail(db, error);
    orth_status status = make_tables(db, error);
    return status == ORTH_OK ? prepare(db, error) : status;
}

orth_status orth_database_open(orth_database **database, const orth_collection *collection,
                               const char *file, const char *label, orth_error *error)
{
    *database = NULL;
    orth_database *db = calloc(1, sizeof *db);
    if (db == NULL)
        return orth_fail_memory(error, sizeof *db);
    db->collection = collection;
    db->label = label;
    orth_status status = begin(db, file, error);
    if (status != ORTH_OK)
        orth_database_free(db);
    else
        *database = db;
    return status;
}

static int shut(orth_database *db)
{
    for (int t = 0; t < TABLES; t++) {
        sqlite3_finalize(db->insert[t]);
        db->insert[t] = NULL;
    }
    int code = sqlite3_close(db->sqlite);
    db->sqlite = NULL;
    return code;
}

orth_status orth_database_finish(orth_database *db, orth_error *error)
{
    orth_status status = add_meta(db, error);
    if (status == ORTH_OK)
        status = run(db, "commit", error);
    if (status == ORTH_OK && shut(db) != SQLITE_OK)
        status = orth_fail(error, ORTH_IO, "%s: cannot be closed", db->label);
    return status;
}

void orth_database_free(orth_database *db)
{
    if (db == NULL)
        return;
    shut(db);
    free(db);
}
