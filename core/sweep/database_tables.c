#include "sweep/database_tables.h"

#include <sqlite3.h>
#include <strings.h>

#include "sweep/cell.h"

/* Nothing is left to how the library was compiled. There is no journal: the file gets its name when
 * it is whole. What is free in a page is zeroed, so that no byte depends on what was there. */
static const char settings[] = "pragma page_size = 4096;"
                               "pragma encoding = 'UTF-8';"
                               "pragma auto_vacuum = none;"
                               "pragma secure_delete = on;"
                               "pragma locking_mode = exclusive;"
                               "pragma journal_mode = off;"
                               "pragma synchronous = off;"
                               "pragma cache_size = -4000;"
                               "begin;";

static const char tables[] =
    "create table figures (point integer not null, figure text not null, value, low real, high "
    "real, primary key (point, figure)) without rowid;"
    "create table failures (point integer primary key, message text not null);"
    "create table exact (point integer not null, pointer text not null, text text not null, "
    "primary key (point, pointer)) without rowid;"
    "create table meta (name text primary key, value) without rowid;";

/* Numbers that are whole at some points and not at others are all REAL: 3 / 2 is not 1 then. */
static const char *type_of(int kind)
{
    switch (kind) {
    case ORTH_CELL_WHOLE:
        return " integer";
    case ORTH_CELL_REAL:
    case ORTH_CELL_WHOLE | ORTH_CELL_REAL:
        return " real";
    case ORTH_CELL_TEXT:
        return " text";
    default:
        return "";
    }
}

/* Columns that differ by capitals alone are the same to SQLite. */
static size_t namesakes_before(const orth_sweep *sweep, size_t parameter)
{
    size_t count = 0;
    for (size_t p = 0; p < parameter; p++)
        count +=
            strcasecmp(orth_sweep_parameter(sweep, p), orth_sweep_parameter(sweep, parameter)) == 0;
    return count;
}

static void put_column(sqlite3_str *sql, const orth_collection *c, size_t parameter)
{
    size_t before = namesakes_before(c->sweep, parameter);
    sqlite3_str_appendf(sql, ", \"%w", orth_sweep_parameter(c->sweep, parameter));
    if (before > 0)
        sqlite3_str_appendf(sql, " (%d)", (int)before + 1);
    sqlite3_str_appendf(sql, "\"%s", type_of(c->kinds[parameter]));
}

char *orth_database_tables(const orth_collection *collection)
{
    sqlite3_str *sql = sqlite3_str_new(NULL);
    sqlite3_str_appendall(sql, settings);
    sqlite3_str_appendall(sql, "create table points (point integer primary key");
    for (size_t p = 0; p < collection->parameters; p++)
        put_column(sql, collection, p);
    sqlite3_str_appendall(sql, ");");
    sqlite3_str_appendall(sql, tables);
    return sqlite3_str_finish(sql);
}
