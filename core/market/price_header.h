/* Which columns of a price file are wanted, by the names in its header or by the values. */
#ifndef ORTH_MARKET_PRICE_HEADER_H
#define ORTH_MARKET_PRICE_HEADER_H

#include "market/price_names.h"
#include "market/price_sample.h"
#include "market/price_series.h"
#include "market/price_text.h"

typedef struct orth_header {
    const char *label; /* of the file */
    size_t line;       /* where the header, or the first row, stands */
    const orth_wanted *wanted;
    char separator;
    bool named;   /* the line was a header, not a row */
    bool address; /* the line above it was a web address */
    size_t width;
    const char **names; /* of all columns */
    size_t time;        /* which column */
    size_t clock;       /* the time of day beside a date, or ORTH_NOWHERE */
    size_t *columns;    /* which column for each wanted token */
    size_t *where;      /* which column for each condition of the file */
    struct {
        size_t column;
        bool strict;         /* it must have one value; else it is told */
    } marks[ORTH_MARKS_MAX]; /* columns that name the market or the source of a row */
    size_t mark_count;
    bool hours;          /* the time of day is an hour, 0 to 23 */
    size_t clock_digits; /* times of day are so many digits; 0: they have colons */
    size_t used;         /* none of these is beyond the first so many */
    bool digits;         /* times are YYYYMMDD and the like */
    size_t zone_column;  /* where a zone can stand, or ORTH_NOWHERE */
    bool zoned;          /* the first row has one, */
    bool zone_mark;      /* ... by a sign before its last six characters, */
    size_t zone_length;  /* ... and the text is so long */
    bool snap;           /* a time is the last moment of a bar, not the first after it */
    int64_t earliest;    /* a time before this is none */
    char *copy;          /* the line that the names point into */
    char *numbers;       /* names of columns that have none */
} orth_header;

/* Cuts the first line, which stays as it is, into names; `separator` is 0 where it is not known.
 * *kept says whether the line is a row itself. The caller frees the header even after a failure. */
orth_status orth_header_begin(orth_header *header, const char *line, size_t number, char separator,
                              const char *label, const orth_wanted *wanted, bool *kept,
                              orth_error *error);
/* Finds the columns; what the file is goes into the series' record. */
orth_status orth_header_resolve(orth_header *header, const orth_sample *sample, orth_series *series,
                                orth_error *error);
void orth_header_free(orth_header *header);

/* price_columns.c: by names. */
orth_status orth_header_by_names(orth_header *header, const orth_sample *sample, orth_error *error);
/* The column that the caller has named, by name or number. `hint` ends the message. */
orth_status orth_header_named(size_t *column, const orth_header *header, const char *name,
                              const char *hint, orth_error *error);
/* price_headless.c: by values; the layout goes into the record. */
orth_status orth_header_by_values(orth_header *header, const orth_sample *sample,
                                  orth_series *series, orth_error *error);
/* price_layout.c: whether the file has bars, what their times are, and what the file is called. */
orth_status orth_header_layout(orth_header *header, const orth_sample *sample, orth_series *series,
                               orth_error *error);

/* price_maker.c: the maker, or NULL, and whether its times are surely the starts of bars (or of
 * moments), or are what a setting says. */
typedef enum orth_maker { ORTH_MAKER_SURE, ORTH_MAKER_UNSURE, ORTH_MAKER_AS_SET } orth_maker;
const char *orth_header_maker(const orth_header *header, const orth_sample *sample,
                              orth_maker *says);

/* price_marks.c: finds such columns; takes the value of column i of them in a row. */
void orth_header_marks(orth_header *header);
orth_status orth_mark_take(orth_series *series, const orth_header *header, size_t i,
                           orth_field *fields, size_t line, orth_error *error);

/* price_zones.c: whether the first row has a zone, kept in the header; whether another is like it,
 * counted in the series. */
bool orth_header_zone(orth_header *header, const orth_field *cell);
void orth_zone_compare(orth_series *series, const orth_header *header, const orth_field *cell,
                       size_t line);
/* +02:00 or its like, as far as that is to be seen without going through the text. */
static inline bool orth_zone_mark(const orth_field *cell)
{
    char mark = cell->length < 6 ? '\0' : cell->text[cell->length - 6];
    return mark == '+' || mark == '-';
}
static inline void orth_zone_count(orth_series *series, const orth_header *header,
                                   const orth_field *cell, size_t line)
{
    bool letter = cell->length > 0 && cell->text[cell->length - 1] > '9';
    if (cell->length != header->zone_length || orth_zone_mark(cell) != header->zone_mark ||
        letter != (header->zoned && !header->zone_mark))
        orth_zone_compare(series, header, cell, line);
}

/* A cell as a time, in any form; *digits where it is YYYYMMDD or longer. */
bool orth_header_time(const orth_field *cell, orth_dates dates, bool *digits, int64_t *time);
/* Two cells, a date and a time of day. */
bool orth_header_join(const orth_field *date, const orth_field *clock, orth_dates dates,
                      int64_t *time);
/* The same with an hour, 0 to 23. */
bool orth_header_hours(const orth_field *date, const orth_field *hour, orth_dates dates,
                       int64_t *time);
/* Whether a time has no time of day. */
bool orth_header_is_date(const orth_field *cell, int64_t time);

#define ORTH_HINT_NAMES                                                                            \
    "; rename it, or name others by time_column and price_column in market.files"

#endif
