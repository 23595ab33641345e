#include "market/price_header.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- the line */

/* The one of these that stands outside quotes; a comma where none does. */
static char find_separator(const char *line)
{
    char found = ',';
    bool quoted = false, bar = false, comma = false;
    for (; *line != '\0'; line++) {
        quoted ^= *line == '"';
        if (quoted)
            continue;
        if (*line == ';')
            return ';';
        if (*line == '\t')
            found = '\t';
        bar = bar || *line == '|';
        comma = comma || *line == ',';
    }
    return bar && !comma && found == ',' ? '|' : found;
}

static orth_status split_names(orth_header *header, const char *line, orth_error *error)
{
    size_t most = 1;
    for (const char *c = line; *c != '\0'; c++)
        most += *c == header->separator;
    size_t length = strlen(line);
    header->copy = calloc(1, length + 1 + ORTH_TEXT_SLACK);
    header->names = malloc(most * sizeof *header->names);
    orth_field *fields = malloc(most * sizeof *fields);
    if (header->copy == NULL || header->names == NULL || fields == NULL) {
        free(fields);
        return orth_fail_memory(error, (double)most * sizeof *fields);
    }
    memcpy(header->copy, line, length);
    header->width = orth_fields_split(header->copy, length, header->separator, fields, most, most);
    for (size_t i = 0; i < header->width; i++) {
        orth_field_trim(&fields[i]);
        fields[i].text[fields[i].length] = '\0';
        header->names[i] = fields[i].text;
    }
    free(fields);
    if (header->width == 0)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: " ORTH_QUOTE_TEXT, header->label,
                         header->line);
    return ORTH_OK;
}

static bool is_number(const char *text)
{
    double number;
    size_t length = strlen(text);
    char copy[64 + ORTH_TEXT_SLACK] = "";
    if (length >= 64)
        return false;
    memcpy(copy, text, length);
    return orth_price_parse(copy, length, &number);
}

/* 0, 1, 2, ... as programs write where columns have no names; the first may be empty. */
static bool are_counts(const orth_header *header)
{
    size_t first = header->names[0][0] == '\0';
    if (header->width < first + 2)
        return false;
    for (size_t i = first; i < header->width; i++) {
        char text[24];
        size_t from = strcmp(header->names[first], "1") == 0;
        snprintf(text, sizeof text, "%zu", i - first + from);
        if (strcmp(header->names[i], text) != 0)
            return false;
    }
    return true;
}

/* A line without a name in it: numbers and times, and nothing that a column is called. */
static bool is_row(const orth_header *header)
{
    bool numbers = true, times = false;
    for (size_t i = 0; i < header->width; i++) {
        const char *name = header->names[i];
        orth_field cell = {(char *)(uintptr_t)name, strlen(name)};
        bool digits, number = is_number(name);
        int64_t time;
        if (orth_price_role(name, NULL) != ORTH_ROLE_NONE)
            return false;
        if (orth_header_time(&cell, header->wanted->file->dates, &digits, &time))
            times = times || time >= ORTH_YEAR_2000;
        numbers = numbers && (number || name[0] == '\0');
    }
    return times || (numbers && header->names[0][0] != '\0');
}

/* "column 1" and so on. */
static orth_status number_columns(orth_header *header, orth_error *error)
{
    size_t each = 28;
    header->numbers = malloc(header->width * each);
    if (header->numbers == NULL)
        return orth_fail_memory(error, (double)header->width * (double)each);
    for (size_t i = 0; i < header->width; i++) {
        snprintf(header->numbers + i * each, each, "column %zu", i + 1);
        header->names[i] = header->numbers + i * each;
    }
    return ORTH_OK;
}

orth_status orth_header_begin(orth_header *header, const char *line, size_t number, char separator,
                              const char *label, const orth_wanted *wanted, bool *kept,
                              orth_error *error)
{
    bool address = header->address;
    *header = (orth_header){.label = label,
                            .line = number,
                            .wanted = wanted,
                            .address = address,
                            .clock = ORTH_NOWHERE,
                            .separator = separator != 0 ? separator : find_separator(line)};
    orth_status status = split_names(header, line, error);
    if (status != ORTH_OK)
        return status;
    bool counts = are_counts(header);
    *kept = !counts && is_row(header);
    header->named = !counts && !*kept;
    return header->named ? ORTH_OK : number_columns(header, error);
}
