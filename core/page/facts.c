#include "page/facts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/plain_locale.h"
#include "base/text.h"

static const char *const decisions[ORTH_DECISIONS] = {"do", "cost", "sure"};

/* `value`, whose reference is taken, under `key`; the facts are lost where either is not there. */
static json_t *put(orth_facts *facts, json_t *object, const char *key, json_t *value)
{
    if (facts->lost || object == NULL || value == NULL) {
        facts->lost = true;
        json_decref(value);
        return NULL;
    }
    if (json_object_set_new(object, key, value) != 0) {
        facts->lost = true;
        return NULL;
    }
    return value;
}

static json_t *append(orth_facts *facts, json_t *array, json_t *value)
{
    if (facts->lost || array == NULL || value == NULL) {
        facts->lost = true;
        json_decref(value);
        return NULL;
    }
    if (json_array_append_new(array, value) != 0) {
        facts->lost = true;
        return NULL;
    }
    return value;
}

static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

/* Bytes that are no UTF-8, as file names may be, are replaced one by one, as the writers of JSON
 * do; NULL without memory. */
static json_t *text(const char *value)
{
    static const char replaced[] = "\xef\xbf\xbd";
    size_t left = strlen(value), used = 0;
    char *all = malloc(left * (sizeof replaced - 1) + 1);
    if (all == NULL)
        return NULL;
    while (left > 0) {
        uint32_t code;
        size_t bytes = orth_character(value, left, &code), step = bytes > 0 ? bytes : 1;
        memcpy(all + used, bytes > 0 ? value : replaced, bytes > 0 ? bytes : sizeof replaced - 1);
        used += bytes > 0 ? bytes : sizeof replaced - 1;
        value += step;
        left -= step;
    }
    json_t *json = json_stringn(all, used);
    free(all);
    return json;
}

static json_t *formatted(const char *format, va_list values)
{
    char *line = NULL;
    orth_locale entered = orth_locale_enter();
    int length = vasprintf(&line, format, values);
    orth_locale_leave(entered);
    if (length < 0)
        return NULL;
    json_t *json = text(line);
    free(line);
    return json;
}

bool orth_facts_begin(orth_facts *facts)
{
    *facts = (orth_facts){.root = json_object()};
    facts->lost = facts->root == NULL;
    put(facts, facts->root, "head", json_object());
    json_t *decision = put(facts, facts->root, "decision", json_object());
    for (size_t i = 0; i < ORTH_DECISIONS; i++)
        put(facts, decision, decisions[i], json_array());
    put(facts, facts->root, "parts", json_array());
    return !facts->lost;
}

void orth_facts_clear(orth_facts *facts)
{
    json_decref(facts->root);
    facts->root = NULL;
}

void orth_facts_head(orth_facts *facts, const char *key, const char *value)
{
    put(facts, json_object_get(facts->root, "head"), key, text(value));
}

void orth_facts_decide(orth_facts *facts, orth_decision decision, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    json_t *all = json_object_get(facts->root, "decision");
    append(facts, json_object_get(all, decisions[decision]), formatted(format, values));
    va_end(values);
}

json_t *orth_facts_part(orth_facts *facts, const char *id, const char *title)
{
    static const char *const lists[] = {"tables", "pictures", "missing", "notes"};
    json_t *part = append(facts, json_object_get(facts->root, "parts"), json_object());
    put(facts, part, "id", text(id));
    put(facts, part, "title", text(title));
    put(facts, part, "says", json_array());
    put(facts, part, "figures", json_object());
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        put(facts, part, lists[i], json_array());
    return facts->lost ? NULL : part;
}

void orth_part_say(orth_facts *facts, json_t *part, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    append(facts, json_object_get(part, "says"), formatted(format, values));
    va_end(values);
}

void orth_part_note(orth_facts *facts, json_t *part, const char *note)
{
    append(facts, json_object_get(part, "notes"), text(note));
}

void orth_part_missing(orth_facts *facts, json_t *part, const char *key, const char *fills)
{
    json_t *one = append(facts, json_object_get(part, "missing"), json_object());
    put(facts, one, "key", text(key));
    put(facts, one, "fills", text(fills));
}

void orth_part_number(orth_facts *facts, json_t *part, const char *key, double value)
{
    put(facts, json_object_get(part, "figures"), key, number(value));
}

void orth_part_count(orth_facts *facts, json_t *part, const char *key, uint64_t value)
{
    ORTH_CHECK(value <= INT64_MAX);
    put(facts, json_object_get(part, "figures"), key, json_integer((json_int_t)value));
}

void orth_part_text(orth_facts *facts, json_t *part, const char *key, const char *value)
{
    put(facts, json_object_get(part, "figures"), key, text(value));
}

void orth_part_flag(orth_facts *facts, json_t *part, const char *key, bool value)
{
    put(facts, json_object_get(part, "figures"), key, json_boolean(value));
}

json_t *orth_part_table(orth_facts *facts, json_t *part, const char *id, const char *caption)
{
    json_t *table = append(facts, json_object_get(part, "tables"), json_object());
    put(facts, table, "id", text(id));
    put(facts, table, "caption", text(caption));
    put(facts, table, "columns", json_array());
    put(facts, table, "rows", json_array());
    return facts->lost ? NULL : table;
}

void orth_table_column(orth_facts *facts, json_t *table, const char *key, const char *title,
                       const char *as, const char *unit)
{
    json_t *column = append(facts, json_object_get(table, "columns"), json_object());
    put(facts, column, "key", text(key));
    put(facts, column, "title", text(title));
    put(facts, column, "as", text(as));
    if (unit != NULL)
        put(facts, column, "unit", text(unit));
}

json_t *orth_table_row(orth_facts *facts, json_t *table)
{
    return append(facts, json_object_get(table, "rows"), json_object());
}

void orth_row_number(orth_facts *facts, json_t *row, const char *key, double value)
{
    put(facts, row, key, number(value));
}

void orth_row_count(orth_facts *facts, json_t *row, const char *key, uint64_t value)
{
    ORTH_CHECK(value <= INT64_MAX);
    put(facts, row, key, json_integer((json_int_t)value));
}

void orth_row_text(orth_facts *facts, json_t *row, const char *key, const char *value)
{
    put(facts, row, key, text(value));
}

json_t *orth_part_picture(orth_facts *facts, json_t *part, const char *id, const char *title,
                          const char *describes)
{
    json_t *picture = append(facts, json_object_get(part, "pictures"), json_object());
    put(facts, picture, "id", text(id));
    put(facts, picture, "title", text(title));
    put(facts, picture, "describes", text(describes));
    put(facts, picture, "x", json_object());
    put(facts, picture, "y", json_object());
    put(facts, picture, "series", json_array());
    put(facts, picture, "marks", json_array());
    return facts->lost ? NULL : picture;
}

void orth_picture_axis(orth_facts *facts, json_t *picture, bool vertical, const char *title,
                       const char *as, bool log)
{
    json_t *axis = json_object_get(picture, vertical ? "y" : "x");
    put(facts, axis, "title", text(title));
    put(facts, axis, "as", text(as));
    put(facts, axis, "scale", text(log ? "log" : "linear"));
}

void orth_picture_mark(orth_facts *facts, json_t *picture, double x, const char *word)
{
    json_t *mark = append(facts, json_object_get(picture, "marks"), json_object());
    put(facts, mark, "x", number(x));
    put(facts, mark, "text", text(word));
}

json_t *orth_picture_series(orth_facts *facts, json_t *picture, const char *name,
                            const char *colour, const char *style)
{
    json_t *series = append(facts, json_object_get(picture, "series"), json_object());
    put(facts, series, "name", text(name));
    put(facts, series, "colour", text(colour));
    put(facts, series, "style", text(style));
    put(facts, series, "x", json_array());
    put(facts, series, "y", json_array());
    return facts->lost ? NULL : series;
}

void orth_series_point(orth_facts *facts, json_t *series, double x, double y)
{
    append(facts, json_object_get(series, "x"), number(x));
    append(facts, json_object_get(series, "y"), number(y));
}

void orth_series_interval(orth_facts *facts, json_t *series, double x, double y, double low,
                          double high)
{
    orth_series_point(facts, series, x, y);
    if (json_object_get(series, "low") == NULL) {
        put(facts, series, "low", json_array());
        put(facts, series, "high", json_array());
    }
    append(facts, json_object_get(series, "low"), number(low));
    append(facts, json_object_get(series, "high"), number(high));
}
