#include "market/price_header.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/near_name.h"
#include "base/text.h"
#include "market/price_text.h"
#include "orthant/simplex.h"

#define NOWHERE SIZE_MAX
#define KLINES_WIDTH 12

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

#define HINT_NONE ""
#define HINT_NAMES "; name others by time_column and price_column in market.files"
#define HINT_TIME "; permitted: time, timestamp, datetime, date, unix, open time, snapped at"
#define HINT_NUMERAIRE "; a token that is worth 1 is named by market.numeraire"

/* What the header has instead, and how to put it right. */
static orth_status fail_missing(const orth_header *header, const header_place *place,
                                const char *name, const char *hint, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX], known[400] = "";
    size_t i = 0;
    for (; i < header->width && strlen(known) < 200; i++) {
        char column[ORTH_QUOTE_MAX];
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", i == 0 ? "" : ", ",
                 orth_quote(column, sizeof column, header->names[i]));
    }
    return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: no column %s; the file has %s%s%s",
                     place->label, place->line, orth_quote(quoted, sizeof quoted, name), known,
                     i == header->width ? "" : ", ...", hint);
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
                              const char *name, const char *hint, orth_error *error)
{
    bool again;
    *column = find_exact(header, name, &again);
    if (*column == NOWHERE)
        return fail_missing(header, place, name, hint, error);
    return again ? fail_again(header, place, *column, error) : ORTH_OK;
}

static orth_status find_time(orth_header *header, const header_place *place,
                             const orth_wanted *wanted, orth_error *error)
{
    static const char *const known[] = {"timeopen", "opentime",      "time",      "timestamp",
                                        "datetime", "date",          "snappedat", "unix",
                                        "unixtime", "unixtimestamp", "starttime", NULL};
    if (wanted->time_column != NULL)
        return find_named(&header->time, header, place, wanted->time_column, HINT_NONE, error);
    bool again;
    header->time = find_plain(header, known, &again);
    if (header->time == NOWHERE)
        return fail_missing(header, place, "time", wanted->panel ? HINT_TIME : HINT_NAMES, error);
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
        orth_status status =
            find_named(column, header, place, wanted->price_column, HINT_NONE, error);
        if (status != ORTH_OK)
            return status;
    } else {
        *column = find_exact(header, wanted->names[0], &again);
        if (*column == NOWHERE)
            *column = find_plain(header, known, &again);
        if (*column == NOWHERE && header->width == 2)
            *column = 1 - header->time;
        if (*column == NOWHERE)
            return fail_missing(header, place, wanted->names[0], HINT_NAMES, error);
    }
    header->bars = find_plain(header, opens, &unused) != NOWHERE &&
                   *column == find_plain(header, closes, &unused);
    return again ? fail_again(header, place, *column, error) : ORTH_OK;
}

static orth_status find_columns(orth_header *header, const header_place *place,
                                const orth_wanted *wanted, orth_error *error)
{
    orth_status status = find_time(header, place, wanted, error);
    if (status != ORTH_OK)
        return status;
    if (!wanted->panel && wanted->count == 1) {
        status = find_price(header, place, wanted, error);
    } else {
        for (size_t i = 0; status == ORTH_OK && i < wanted->count; i++)
            status = find_named(&header->columns[i], header, place, wanted->names[i],
                                wanted->numeraire ? HINT_NONE : HINT_NUMERAIRE, error);
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
                         "%s: line %zu: %zu column%s and no header; permitted: a line of column "
                         "names first, or the 12 columns of Binance klines",
                         place->label, place->line, header->width, header->width == 1 ? "" : "s");
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
    status = header->named ? find_columns(header, &place, wanted, error)
                           : use_klines(header, &place, wanted, error);
    header->used = header->time + 1;
    for (size_t i = 0; status == ORTH_OK && i < wanted->count; i++)
        if (header->columns[i] >= header->used)
            header->used = header->columns[i] + 1;
    return status;
}

void orth_header_free(orth_header *header)
{
    free(header->names);
    free(header->columns);
    free(header->copy);
}
