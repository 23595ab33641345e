/* Columns that name the market of a row, or its source: rows of several markets are no series. */
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "market/price_header.h"

static void add_mark(orth_header *header, size_t column, bool strict)
{
    if (column == ORTH_NOWHERE || column == header->columns[0] || column == header->time ||
        header->mark_count == ORTH_MARKS_MAX)
        return;
    header->marks[header->mark_count].column = column;
    header->marks[header->mark_count++].strict = strict;
}

void orth_header_marks(orth_header *header)
{
    const orth_wanted *wanted = header->wanted;
    if (!header->named || wanted->panel || wanted->count != 1)
        return;
    add_mark(header, orth_price_find_role(header->width, header->names, ORTH_ROLE_MARKET, NULL),
             true);
    for (size_t i = 0; i < header->width; i++) {
        orth_role role = orth_price_role(header->names[i], NULL);
        if (role == ORTH_ROLE_PLACE || role == ORTH_ROLE_APART)
            add_mark(header, i, role == ORTH_ROLE_PLACE);
    }
}

static orth_status fail_several(const orth_series *series, const orth_mark *mark, orth_field *field,
                                size_t line, orth_error *error)
{
    char column[ORTH_QUOTE_MAX], first[ORTH_QUOTE_MAX], other[ORTH_QUOTE_MAX];
    field->text[field->length] = '\0';
    orth_quote(column, sizeof column, mark->name);
    orth_quote(first, sizeof first, mark->first);
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: line %zu: the column %s is %s, and %s before: prices of several markets; "
                     "\"where\": {%s: %s} in market.files chooses",
                     series->label, line, column, orth_quote(other, sizeof other, field->text),
                     first, column, first);
}

orth_status orth_mark_take(orth_series *series, const orth_header *header, size_t i,
                           orth_field *fields, size_t line, orth_error *error)
{
    orth_mark *mark = &series->marks[i];
    orth_field *field = &fields[header->marks[i].column];
    orth_field_trim(field);
    size_t length = field->length;
    if (mark->first == NULL) {
        mark->first = strndup(field->text, length);
        mark->name = strdup(header->names[header->marks[i].column]);
        mark->length = length;
        return mark->first != NULL && mark->name != NULL ? ORTH_OK
                                                         : orth_fail_memory(error, (double)length);
    }
    bool same = length == mark->length && memcmp(mark->first, field->text, length) == 0;
    if (header->marks[i].strict)
        return same ? ORTH_OK : fail_several(series, mark, field, line, error);
    size_t kept = length < sizeof mark->before ? length : sizeof mark->before;
    mark->rows++;
    mark->others += !same;
    mark->again += same || (mark->others > 1 && kept == mark->kept &&
                            memcmp(mark->before, field->text, kept) == 0);
    memcpy(mark->before, field->text, kept);
    mark->kept = kept;
    return ORTH_OK;
}

/* Values that come again are names of markets; numbers of rows do not. */
orth_status orth_series_tell_marks(const orth_series *series, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < ORTH_MARKS_MAX; i++) {
        const orth_mark *mark = &series->marks[i];
        if (mark->others == 0 || 10 * mark->again < mark->rows || series->trades)
            continue;
        char column[ORTH_QUOTE_MAX], first[ORTH_QUOTE_MAX];
        orth_quote(column, sizeof column, mark->name);
        orth_quote(first, sizeof first, mark->first);
        status = orth_prices_note(
            series->notes, error,
            "%s: the column %s is not %s in %zu row%s of %zu: all rows are read as one market's; "
            "\"where\": {%s: %s} in market.files chooses",
            series->label, column, first, mark->others, orth_plural(mark->others, "", "s"),
            mark->rows + 1, column, first);
    }
    return status;
}

void orth_series_free_marks(orth_series *series)
{
    for (size_t i = 0; i < ORTH_MARKS_MAX; i++) {
        free(series->marks[i].first);
        free(series->marks[i].name);
    }
}
