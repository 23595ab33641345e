/* Columns by their names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/near_name.h"
#include "base/text.h"
#include "market/date_text.h"
#include "market/price_header.h"

#define HINT_TIME "; permitted: time, timestamp, datetime, date, unix, open time, snapped at"
#define HINT_NUMERAIRE "; a token that is worth 1 is named by market.numeraire"

/* What the header has instead, and how to put it right. */
static orth_status fail_missing(const orth_header *header, const char *name, const char *hint,
                                orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX], known[400] = "";
    size_t i = 0;
    for (; i < header->width && strlen(known) < 200; i++) {
        char column[ORTH_QUOTE_MAX];
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", i == 0 ? "" : ", ",
                 orth_quote(column, sizeof column, header->names[i]));
    }
    return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: no column %s; the file has %s%s%s",
                     header->label, header->line, orth_quote(quoted, sizeof quoted, name), known,
                     i == header->width ? "" : ", ...", hint);
}

static orth_status fail_again(const orth_header *header, size_t column, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: line %zu: two columns are named %s; permitted: one, so rename the other",
                     header->label, header->line,
                     orth_quote(quoted, sizeof quoted, header->names[column]));
}

/* Which column has exactly this name; else, whatever the case; else, a number from 1 where columns
 * have no names. `again` says whether a second has. */
static size_t find_exact(const orth_header *header, const char *name, bool *again)
{
    size_t found = ORTH_NOWHERE;
    *again = false;
    for (int loose = 0; loose < 2 && found == ORTH_NOWHERE; loose++)
        for (size_t i = 0; i < header->width; i++) {
            const char *column = header->names[i];
            if ((loose ? strcasecmp(column, name) : strcmp(column, name)) != 0)
                continue;
            *again = found != ORTH_NOWHERE;
            if (found == ORTH_NOWHERE)
                found = i;
        }
    char *end;
    unsigned long number = strtoul(name, &end, 10);
    if (found == ORTH_NOWHERE && !header->named && *end == '\0' && number >= 1 &&
        number <= header->width)
        found = number - 1;
    return found;
}

orth_status orth_header_named(size_t *column, const orth_header *header, const char *name,
                              const char *hint, orth_error *error)
{
    bool again;
    *column = find_exact(header, name, &again);
    if (*column == ORTH_NOWHERE)
        return fail_missing(header, name, hint, error);
    return again ? fail_again(header, *column, error) : ORTH_OK;
}

/* ---------------------------------------------------------------- time */

typedef struct candidates {
    size_t count, columns[32];
    bool again;
} candidates;

/* Columns that can be the time by their names, those that say more first. */
static candidates find_candidates(const orth_header *header)
{
    static const orth_role roles[] = {ORTH_ROLE_TIME_OPEN, ORTH_ROLE_TIME, ORTH_ROLE_TIME_CLOSE};
    candidates found = {.count = 0};
    size_t ranks[32];
    for (size_t r = 0; r < 3; r++) {
        size_t first = found.count;
        for (size_t i = 0; i < header->width && found.count < 32; i++) {
            size_t rank;
            if (orth_price_role(header->names[i], &rank) != roles[r])
                continue;
            size_t at = found.count++;
            for (; at > first && ranks[at - 1] > rank; at--) {
                ranks[at] = ranks[at - 1];
                found.columns[at] = found.columns[at - 1];
            }
            ranks[at] = rank;
            found.columns[at] = i;
            found.again = found.again || (at > first && ranks[at - 1] == rank);
        }
    }
    if (header->names[0][0] == '\0' && found.count < 32) /* the index of a pandas frame */
        found.columns[found.count++] = 0;
    return found;
}

/* The first of the candidates whose cell is a time, of 2000 or later if `late`. */
static size_t first_time(const orth_header *header, const candidates *of, const orth_sample *sample,
                         bool late, bool dates)
{
    for (size_t c = 0; c < of->count; c++) {
        const orth_field *cell = orth_sample_cell(sample, 0, of->columns[c]);
        bool digits;
        int64_t time;
        if (orth_header_time(cell, header->wanted->file->dates, &digits, &time) &&
            (!late || time >= ORTH_YEAR_2000) && (dates || !orth_header_is_date(cell, time)))
            return of->columns[c];
    }
    return ORTH_NOWHERE;
}

/* A time of day beside the date. */
static size_t find_clock(orth_header *header, const candidates *of, const orth_sample *sample)
{
    const orth_field *date = orth_sample_cell(sample, 0, header->time);
    int64_t time;
    for (size_t c = 0; c < of->count; c++)
        if (of->columns[c] != header->time &&
            orth_header_join(date, orth_sample_cell(sample, 0, of->columns[c]),
                             header->wanted->file->dates, &time))
            return of->columns[c];
    for (size_t c = 0; c < of->count; c++)
        if (of->columns[c] != header->time &&
            orth_price_same_name(header->names[of->columns[c]], "hour") &&
            orth_header_hours(date, orth_sample_cell(sample, 0, of->columns[c]),
                              header->wanted->file->dates, &time)) {
            header->hours = true;
            return of->columns[c];
        }
    /* digits that are no time of day as they stand: told when the row is read */
    for (size_t c = 0; c < of->count; c++) {
        const orth_field *cell = orth_sample_cell(sample, 0, of->columns[c]);
        if (of->columns[c] != header->time && cell->length > 0 && cell->length < 6 &&
            orth_price_same_name(header->names[of->columns[c]], "time") &&
            strspn(cell->text, "0123456789") == cell->length)
            return of->columns[c];
    }
    return ORTH_NOWHERE;
}

/* Where no cell can be read, the column is named whose cell has a remedy. */
static size_t hopeless_time(const orth_header *header, const candidates *of,
                            const orth_sample *sample)
{
    for (size_t c = 0; sample->cell_rows > 0 && c < of->count; c++) {
        const orth_field *cell = orth_sample_cell(sample, 0, of->columns[c]);
        if (orth_date_remedy(cell->text, cell->length, header->wanted->file->dates)[0] != '\0')
            return of->columns[c];
    }
    return of->columns[0];
}

static orth_status find_given_time(orth_header *header, const char *given, orth_error *error)
{
    const char *plus = strstr(given, " + ");
    orth_status status = ORTH_OK;
    if (plus != NULL) {
        char *date = strndup(given, (size_t)(plus - given));
        if (date == NULL)
            return orth_fail_memory(error, (double)strlen(given));
        status = orth_header_named(&header->time, header, date, "", error);
        free(date);
        return status == ORTH_OK ? orth_header_named(&header->clock, header, plus + 3, "", error)
                                 : status;
    }
    return orth_header_named(&header->time, header, given, "", error);
}

static orth_status find_time(orth_header *header, const orth_sample *sample, orth_error *error)
{
    const orth_wanted *wanted = header->wanted;
    if (wanted->file->time_column != NULL)
        return find_given_time(header, wanted->file->time_column, error);
    candidates found = find_candidates(header);
    if (found.count == 0)
        return fail_missing(header, "time", wanted->panel ? HINT_TIME : ORTH_HINT_NAMES, error);
    if (found.again &&
        orth_price_same_name(header->names[found.columns[0]], header->names[found.columns[1]]))
        return fail_again(header, found.columns[0], error);
    header->time = found.columns[0];
    if (sample->cell_rows == 0)
        return ORTH_OK;
    header->time = first_time(header, &found, sample, true, false);
    if (header->time == ORTH_NOWHERE) {
        header->time = first_time(header, &found, sample, true, true);
        if (header->time != ORTH_NOWHERE)
            header->clock = find_clock(header, &found, sample);
    }
    if (header->time == ORTH_NOWHERE)
        header->time = first_time(header, &found, sample, false, true);
    if (header->time == ORTH_NOWHERE)
        header->time = hopeless_time(header, &found, sample);
    if (header->names[header->time][0] == '\0' && found.count == 1 &&
        !orth_header_time(orth_sample_cell(sample, 0, header->time), wanted->file->dates,
                          &(bool){false}, &(int64_t){0}))
        return fail_missing(header, "time", wanted->panel ? HINT_TIME : ORTH_HINT_NAMES, error);
    return ORTH_OK;
}

/* ---------------------------------------------------------------- prices */

static bool has(const orth_header *header, orth_role role)
{
    return orth_price_find_role(header->width, header->names, role, NULL) != ORTH_NOWHERE;
}

static bool has_bars(const orth_header *header)
{
    return has(header, ORTH_ROLE_HIGH) && has(header, ORTH_ROLE_LOW);
}

/* A column that is called like the token, unless that name means another thing. */
static size_t find_own(const orth_header *header, bool *again)
{
    size_t column = find_exact(header, header->wanted->names[0], again);
    if (column == ORTH_NOWHERE || has_bars(header) || has(header, ORTH_ROLE_OPEN))
        return ORTH_NOWHERE;
    orth_role role = orth_price_role(header->names[column], NULL);
    return role == ORTH_ROLE_NONE || role == ORTH_ROLE_CLOSE || role == ORTH_ROLE_PRICE
               ? column
               : ORTH_NOWHERE;
}

/* The one price of a file that is no panel. */
static orth_status find_price(orth_header *header, orth_error *error)
{
    static const orth_role roles[] = {ORTH_ROLE_CLOSE, ORTH_ROLE_PRICE, ORTH_ROLE_VWAP};
    const orth_wanted *wanted = header->wanted;
    size_t *column = &header->columns[0];
    if (wanted->file->price_column != NULL)
        return orth_header_named(column, header, wanted->file->price_column, "", error);
    bool again = false;
    *column = find_own(header, &again);
    for (size_t r = 0; r < 3 && *column == ORTH_NOWHERE; r++)
        *column = orth_price_find_role(header->width, header->names, roles[r], &again);
    if (*column == ORTH_NOWHERE && header->width == (header->clock == ORTH_NOWHERE ? 2 : 3))
        for (size_t i = 0; i < header->width; i++)
            if (i != header->time && i != header->clock) {
                bool own = strcasecmp(header->names[i], wanted->names[0]) == 0;
                *column = own || orth_price_role(header->names[i], NULL) == ORTH_ROLE_NONE
                              ? i
                              : ORTH_NOWHERE;
            }
    if (*column == ORTH_NOWHERE)
        return fail_missing(header, wanted->names[0], ORTH_HINT_NAMES, error);
    return again ? fail_again(header, *column, error) : ORTH_OK;
}

static orth_status find_tokens(orth_header *header, orth_error *error)
{
    const orth_wanted *wanted = header->wanted;
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < wanted->count; i++)
        status = orth_header_named(&header->columns[i], header, wanted->names[i],
                                   wanted->numeraire ? "" : HINT_NUMERAIRE, error);
    if (status == ORTH_OK && has_bars(header) && has(header, ORTH_ROLE_OPEN))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: line %zu: bars of one market; permitted: a column for each token, or "
                         "TOKEN=FILE",
                         header->label, header->line);
    return status;
}

orth_status orth_header_by_names(orth_header *header, const orth_sample *sample, orth_error *error)
{
    const orth_wanted *wanted = header->wanted;
    orth_status status = find_time(header, sample, error);
    if (status == ORTH_OK)
        status = !wanted->panel && wanted->count == 1 ? find_price(header, error)
                                                      : find_tokens(header, error);
    char quoted[ORTH_QUOTE_MAX];
    for (size_t i = 0; status == ORTH_OK && i < wanted->count; i++)
        if (header->columns[i] == header->time || header->columns[i] == header->clock)
            status = orth_fail(
                error, ORTH_BAD_INPUT, "%s: line %zu: the column %s is both time and price",
                header->label, header->line,
                orth_quote(quoted, sizeof quoted, header->names[header->columns[i]]));
    return status;
}
