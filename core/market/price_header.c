#include "market/price_header.h"

#include <emmintrin.h> /* SSE2, which every x86-64 has */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "market/price_text.h"
#include "numeric/nearest.h"
#include "numeric/text.h"
#include "orthant/simplex.h"

#define NOWHERE SIZE_MAX
#define KLINES_WIDTH 12

/* ---------------------------------------------------------------- fields */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* A field that starts with a quote, cut in place; *end is where its separator or the NUL is, NULL
 * where the quote has no end or text after it. */
static orth_field quoted_field(char *at, char separator, char **end)
{
    orth_field field = {.text = at};
    char *out = at++;
    while (*at != '\0' && (at[0] != '"' || at[1] == '"')) {
        at += *at == '"';
        *out++ = *at++;
    }
    field.length = (size_t)(out - field.text);
    bool ended = *at == '"';
    at += ended;
    while (is_blank(*at) && *at != separator)
        at++;
    *end = ended && (*at == separator || *at == '\0') ? at : NULL;
    return field;
}

static void trim(orth_field *field)
{
    while (field->length > 0 && is_blank(field->text[0])) {
        field->text++;
        field->length--;
    }
    while (field->length > 0 && is_blank(field->text[field->length - 1]))
        field->length--;
}

/* Any line, byte by byte. */
static size_t split_quoted(char *line, char separator, orth_field *fields, size_t most)
{
    size_t count = 0;
    for (char *at = line;; at++) {
        if (count == most)
            return most + 1;
        while (is_blank(*at) && *at != separator)
            at++;
        orth_field *field = &fields[count++];
        if (*at == '"') {
            char *start = at;
            *field = quoted_field(start, separator, &at);
            if (at == NULL)
                return 0;
        } else {
            field->text = at;
            while (*at != separator && *at != '\0')
                at++;
            field->length = (size_t)(at - field->text);
        }
        trim(field);
        if (*at == '\0')
            return count;
    }
}

#define BLOCK 16

/* Where the separators of the next `count` <= BLOCK bytes are, one bit a byte; *quotes likewise. */
static inline unsigned find_bytes(const char *at, size_t count, char separator, unsigned *quotes)
{
    __m128i bytes;
    if (count >= BLOCK) {
        bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    } else {
        char part[BLOCK] = {0};
        memcpy(part, at, count);
        bytes = _mm_loadu_si128((const __m128i *)(const void *)part);
    }
    *quotes |= (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(separator)));
}

size_t orth_fields_split(char *line, size_t length, char separator, orth_field *fields, size_t most)
{
    size_t count = 0, start = 0;
    unsigned quotes = 0;
    for (size_t at = 0; at < length && quotes == 0; at += BLOCK)
        for (unsigned found = find_bytes(line + at, length - at, separator, &quotes); found != 0;
             found &= found - 1) {
            size_t end = at + (size_t)__builtin_ctz(found);
            if (count < most) {
                fields[count] = (orth_field){line + start, end - start};
                trim(&fields[count]);
            }
            count++;
            start = end + 1;
        }
    if (quotes != 0)
        return split_quoted(line, separator, fields, most);
    if (count < most) {
        fields[count] = (orth_field){line + start, length - start};
        trim(&fields[count]);
    }
    return count < most ? count + 1 : most + 1;
}

/* ---------------------------------------------------------------- names */

/* Lower case, without blanks, underscores, hyphens and points. */
static void plain_name(char *out, size_t size, const char *name)
{
    size_t n = 0;
    for (; *name != '\0' && n + 1 < size; name++)
        if (strchr(" _-.", *name) == NULL)
            out[n++] = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
    out[n] = '\0';
}

/* Which column has one of these plain names, the earlier names first; the list ends with NULL.
 * `again` says whether a second column has the same. */
static size_t find_plain(const orth_header *header, const char *const *names, bool *again)
{
    char plain[64];
    size_t found = NOWHERE;
    *again = false;
    for (; *names != NULL && found == NOWHERE; names++)
        for (size_t i = 0; i < header->width; i++) {
            plain_name(plain, sizeof plain, header->names[i]);
            if (strcmp(plain, *names) != 0)
                continue;
            *again = found != NOWHERE;
            if (found == NOWHERE)
                found = i;
        }
    return found;
}

/* Which column has exactly this name; else, whatever the case. `again` says whether a second has.
 */
static size_t find_exact(const orth_header *header, const char *name, bool *again)
{
    size_t found = NOWHERE;
    *again = false;
    for (int loose = 0; loose < 2 && found == NOWHERE; loose++)
        for (size_t i = 0; i < header->width; i++) {
            const char *column = header->names[i];
            if ((loose ? strcasecmp(column, name) : strcmp(column, name)) != 0)
                continue;
            *again = found != NOWHERE;
            if (found == NOWHERE)
                found = i;
        }
    return found;
}

typedef struct header_place {
    const char *label;
    size_t line;
} header_place;

static orth_status fail_missing(const orth_header *header, const header_place *place,
                                const char *name, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX], known[400] = "";
    for (size_t i = 0; i < header->width && strlen(known) < 200; i++) {
        char column[ORTH_QUOTE_MAX];
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", i == 0 ? "" : ", ",
                 orth_quote(column, sizeof column, header->names[i]));
    }
    return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: no column %s; permitted: %s%s",
                     place->label, place->line, orth_quote(quoted, sizeof quoted, name), known,
                     strlen(known) < 200 ? "" : ", ...");
}

static orth_status fail_again(const orth_header *header, const header_place *place, size_t column,
                              orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: line %zu: two columns are named %s; permitted: one", place->label,
                     place->line, orth_quote(quoted, sizeof quoted, header->names[column]));
}

static orth_status find_named(size_t *column, const orth_header *header, const header_place *place,
                              const char *name, orth_error *error)
{
    bool again;
    *column = find_exact(header, name, &again);
    if (*column == NOWHERE)
        return fail_missing(header, place, name, error);
    return again ? fail_again(header, place, *column, error) : ORTH_OK;
}

static orth_status find_time(orth_header *header, const header_place *place, const char *name,
                             orth_error *error)
{
    static const char *const known[] = {"timeopen", "opentime",      "time",      "timestamp",
                                        "datetime", "date",          "snappedat", "unix",
                                        "unixtime", "unixtimestamp", "starttime", NULL};
    if (name != NULL)
        return find_named(&header->time, header, place, name, error);
    bool again;
    header->time = find_plain(header, known, &again);
    if (header->time == NOWHERE)
        return fail_missing(header, place, "time", error);
    return again ? fail_again(header, place, header->time, error) : ORTH_OK;
}

/* The one price of a file that is no panel. */
static orth_status find_price(orth_header *header, const header_place *place,
                              const orth_wanted *wanted, orth_error *error)
{
    static const char *const known[] = {"close",    "price",    "closeprice",
                                        "closeusd", "priceusd", NULL},
                             *const opens[] = {"open", "openprice", "openusd", NULL},
                             *const closes[] = {"close", "closeprice", "closeusd", NULL};
    bool again = false, unused;
    size_t *column = &header->columns[0];
    if (wanted->price_column != NULL) {
        orth_status status = find_named(column, header, place, wanted->price_column, error);
        if (status != ORTH_OK)
            return status;
    } else {
        *column = find_exact(header, wanted->names[0], &again);
        if (*column == NOWHERE)
            *column = find_plain(header, known, &again);
        if (*column == NOWHERE && header->width == 2)
            *column = 1 - header->time;
        if (*column == NOWHERE)
            return fail_missing(header, place, wanted->names[0], error);
    }
    header->bars = find_plain(header, opens, &unused) != NOWHERE &&
                   *column == find_plain(header, closes, &unused);
    return again ? fail_again(header, place, *column, error) : ORTH_OK;
}

static orth_status find_columns(orth_header *header, const header_place *place,
                                const orth_wanted *wanted, orth_error *error)
{
    orth_status status = find_time(header, place, wanted->time_column, error);
    if (status != ORTH_OK)
        return status;
    if (!wanted->panel && wanted->count == 1) {
        status = find_price(header, place, wanted, error);
    } else {
        for (size_t i = 0; status == ORTH_OK && i < wanted->count; i++)
            status = find_named(&header->columns[i], header, place, wanted->names[i], error);
    }
    char quoted[ORTH_QUOTE_MAX];
    for (size_t i = 0; status == ORTH_OK && i < wanted->count; i++)
        if (header->columns[i] == header->time)
            status = orth_fail(error, ORTH_BAD_INPUT,
                               "%s: line %zu: the column %s is both time and price", place->label,
                               place->line,
                               orth_quote(quoted, sizeof quoted, header->names[header->time]));
    return status;
}

/* ---------------------------------------------------------------- the line */

/* The one of these that stands outside quotes; a comma where none does. */
static char find_separator(const char *line)
{
    char found = ',';
    bool quoted = false;
    for (; *line != '\0'; line++) {
        quoted ^= *line == '"';
        if (quoted)
            continue;
        if (*line == ';')
            return ';';
        if (*line == '\t')
            found = '\t';
        if (*line == ',' && found != '\t')
            found = ',';
    }
    return found;
}

static orth_status split_names(orth_header *header, const char *line, const header_place *place,
                               orth_error *error)
{
    header->separator = find_separator(line);
    size_t most = 1;
    for (const char *c = line; *c != '\0'; c++)
        most += *c == header->separator;
    header->copy = strdup(line);
    header->names = malloc(most * sizeof *header->names);
    orth_field *fields = malloc(most * sizeof *fields);
    if (header->copy == NULL || header->names == NULL || fields == NULL) {
        free(fields);
        return orth_fail_memory(error, (double)most * sizeof *fields);
    }
    header->width =
        orth_fields_split(header->copy, strlen(header->copy), header->separator, fields, most);
    for (size_t i = 0; i < header->width; i++) {
        fields[i].text[fields[i].length] = '\0';
        header->names[i] = fields[i].text;
    }
    free(fields);
    if (header->width == 0)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: " ORTH_QUOTE_TEXT, place->label,
                         place->line);
    return ORTH_OK;
}

static orth_status use_klines(orth_header *header, const header_place *place,
                              const orth_wanted *wanted, orth_error *error)
{
    static const char *const names[KLINES_WIDTH] = {
        "open time",       "open",       "high",         "low",   "close",
        "volume",          "close time", "quote volume", "count", "taker buy base",
        "taker buy quote", "ignore"};
    if (header->width != KLINES_WIDTH)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: line %zu: %zu columns and no header; permitted: a line of column "
                         "names first, or the 12 columns of Binance klines",
                         place->label, place->line, header->width);
    if (wanted->panel || wanted->count != 1)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: line %zu: klines of one market; permitted: a column for each token, "
                         "or TOKEN=FILE",
                         place->label, place->line);
    memcpy(header->names, names, sizeof names);
    header->time = 0;
    header->columns[0] = 4;
    header->bars = true;
    return wanted->time_column == NULL && wanted->price_column == NULL
               ? ORTH_OK
               : find_columns(header, place, wanted, error);
}

orth_status orth_header_read(orth_header *header, const char *line, size_t number,
                             const char *label, const orth_wanted *wanted, orth_error *error)
{
    memset(header, 0, sizeof *header);
    header_place place = {.label = label, .line = number};
    orth_status status = split_names(header, line, &place, error);
    if (status != ORTH_OK)
        return status;
    header->columns = malloc(wanted->count * sizeof *header->columns);
    if (header->columns == NULL)
        return orth_fail_memory(error, (double)wanted->count * sizeof *header->columns);
    int64_t time;
    header->named = !orth_time_parse(header->names[0], strlen(header->names[0]), &time);
    return header->named ? find_columns(header, &place, wanted, error)
                         : use_klines(header, &place, wanted, error);
}

void orth_header_free(orth_header *header)
{
    free(header->names);
    free(header->columns);
    free(header->copy);
}
