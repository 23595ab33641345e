/* Two rows of one time with different prices: which column tells them apart. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "market/price_header.h"

/* The file once more, up to the second of the lines. The first line that is no comment is kept for
 * the names. */
typedef struct lines {
    char *names, *first, *second;
    size_t lengths[3];
} lines;

static char *copy_line(const char *line, size_t length)
{
    char *copy = calloc(1, length + 1 + ORTH_TEXT_SLACK);
    if (copy != NULL)
        memcpy(copy, line, length);
    return copy;
}

static bool is_names(const char *line)
{
    return *line != '#' && *line != '\0' && strncasecmp(line, "http", 4) != 0 &&
           strncasecmp(line, "www.", 4) != 0 && strncasecmp(line, "sep=", 4) != 0;
}

static void read_lines(lines *found, orth_line_in *in, uint32_t first, uint32_t second)
{
    char *line;
    size_t length;
    while (found->second == NULL && orth_line_in_next(in, &line, &length, NULL) == ORTH_OK &&
           line != NULL) {
        if (found->names == NULL && is_names(line)) {
            found->names = copy_line(line, length);
            found->lengths[0] = length;
        }
        char **place = in->line == first    ? &found->first
                       : in->line == second ? &found->second
                                            : NULL;
        size_t which = in->line == first ? 1 : 2;
        if (place == NULL)
            continue;
        *place = copy_line(line, length);
        found->lengths[which] = length;
        if (*place == NULL)
            return;
    }
}

/* How well a column tells markets apart: by its name, by words in it, by small whole numbers. */
static int apartness(const orth_field *name, const orth_field *cell)
{
    orth_role role = orth_price_role(name->text, NULL);
    char letter = cell->length > 0 ? (char)(cell->text[0] | 0x20) : '0';
    if (role == ORTH_ROLE_MARKET || role == ORTH_ROLE_PLACE || role == ORTH_ROLE_APART)
        return role == ORTH_ROLE_MARKET ? 4 : 3;
    if (role != ORTH_ROLE_NONE)
        return 0;
    if (letter >= 'a' && letter <= 'z')
        return 2;
    return cell->length <= 6 && strspn(cell->text, "0123456789") == cell->length;
}

static size_t find_apart(const orth_price_source *source, size_t width, const orth_field *names,
                         const orth_field *first, const orth_field *second)
{
    size_t found = ORTH_NOWHERE;
    int best = 0;
    for (size_t i = 0; i < width; i++) {
        if (first[i].length == second[i].length &&
            memcmp(first[i].text, second[i].text, first[i].length) == 0)
            continue;
        if (source->price_column != NULL && strcmp(names[i].text, source->price_column) == 0)
            continue;
        int how = apartness(&names[i], &first[i]);
        if (how == 1 && source->price_column == NULL) /* a price of a panel */
            continue;
        if (how > best) {
            best = how;
            found = i;
        }
    }
    return found;
}

/* Cuts the three lines; 0 where they do not have one width. */
static size_t split_lines(const lines *found, orth_field **fields)
{
    static const char marks[] = {',', ';', '\t', '|'};
    char *const texts[] = {found->names, found->first, found->second};
    char separator = ',';
    size_t most = 0;
    for (size_t m = 0; m < sizeof marks; m++) {
        size_t count = 0;
        for (const char *at = found->names; *at != '\0'; at++)
            count += *at == marks[m];
        if (count > most) {
            most = count;
            separator = marks[m];
        }
    }
    size_t width = most + 1;
    *fields = calloc(3 * width, sizeof **fields);
    if (*fields == NULL)
        return 0;
    for (size_t l = 0; l < 3; l++) {
        orth_field *row = *fields + l * width;
        size_t count = orth_fields_split(texts[l], found->lengths[l], separator, row, width, width);
        if (l == 0)
            width = count > 0 && count <= width ? count : 0;
        if (count != width || count == 0)
            return 0;
    }
    for (size_t i = 0; i < 3 * width; i++) {
        orth_field_trim(&(*fields)[i]);
        (*fields)[i].text[(*fields)[i].length] = '\0';
    }
    return width;
}

static orth_status fail_where(const orth_series *series, const lines *found, const char *head,
                              orth_error *error)
{
    orth_field *fields = NULL;
    size_t width = split_lines(found, &fields), column = ORTH_NOWHERE;
    if (width > 0)
        column = find_apart(&series->source, width, fields, fields + width, fields + 2 * width);
    char name[ORTH_QUOTE_MAX], one[ORTH_QUOTE_MAX], other[ORTH_QUOTE_MAX], number[32];
    snprintf(number, sizeof number, "column %zu", column + 1);
    bool numbered = strncmp(series->source.time_column, "column ", 7) == 0;
    orth_status status;
    if (column == ORTH_NOWHERE)
        status = orth_fail(error, ORTH_BAD_INPUT, "%s; permitted: one price at a time", head);
    else
        status = orth_fail(
            error, ORTH_BAD_INPUT,
            "%s; the column %s tells them apart (%s, %s): \"where\": {%s: %s} in market.files "
            "chooses",
            head, orth_quote(name, sizeof name, numbered ? number : fields[column].text),
            orth_quote(one, sizeof one, fields[width + column].text),
            orth_quote(other, sizeof other, fields[2 * width + column].text), name, one);
    free(fields);
    return status;
}

orth_status orth_series_fail_twice(const orth_series *series, const orth_wanted *wanted,
                                   uint32_t first, uint32_t second, int64_t time, orth_error *error)
{
    char head[400], when[ORTH_TIME_TEXT_MAX];
    uint32_t early = first < second ? first : second, late = first < second ? second : first;
    snprintf(head, sizeof head, "%s: lines %u and %u have one time, %s, and different prices",
             series->label, (unsigned)early, (unsigned)late, orth_time_text(when, time));
    if (!series->source.dated)
        snprintf(head, sizeof head, "%s: lines %u and %u have one time and different prices",
                 series->label, (unsigned)early, (unsigned)late);
    lines found = {.names = NULL};
    orth_line_in in;
    /* A pipe cannot be read twice. */
    bool again = series->source.separator != NULL &&
                 (wanted->text != NULL || strcmp(wanted->file->file, "-") != 0);
    orth_status status = ORTH_OK;
    if (again && orth_line_in_open(&in, wanted->file->file, wanted->text, wanted->length,
                                   ORTH_PRICES_PERMITTED, false, NULL) == ORTH_OK)
        read_lines(&found, &in, early, late);
    if (again)
        orth_line_in_close(&in);
    if (found.second != NULL && found.names != NULL && found.first != NULL)
        status = fail_where(series, &found, head, error);
    else
        status = orth_fail(error, ORTH_BAD_INPUT,
                           "%s; permitted: one price at a time; \"where\": {COLUMN: VALUE} in "
                           "market.files chooses among the markets of one file",
                           head);
    free(found.names);
    free(found.first);
    free(found.second);
    return status;
}
