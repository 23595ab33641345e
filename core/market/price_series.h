/* The rows of one price file on their way to orth_prices.
 *
 * One reader: orth_series_read goes from the file's bytes (price_bytes.h: unpacked, turned into
 * UTF-8) by lines (line_in.h) and the columns that are wanted of them (price_header.h: by names or
 * by values) to rows in order of time (price_order.c), closes at the ends of their bars
 * (price_bars.c). What it read or assumed goes into one record, orth_price_source, and is said in
 * one note made of it (price_source.c). What a file is, and so what its times are, is decided in
 * price_layout.c alone; whether files can be joined, in price_agree.c alone; which times the rows
 * of a table have, in price_join.c and price_shape.c. A guess is never silent: it is in the note,
 * and where it would decide a join the join is refused, with the key that decides. */
#ifndef ORTH_MARKET_PRICE_SERIES_H
#define ORTH_MARKET_PRICE_SERIES_H

#include "market/price_table.h"

/* What a file that is a page of HTML is told. */
#define ORTH_PRICES_PERMITTED "prices as CSV or JSON"

/* What a column that names markets or sources has in the rows so far. */
#define ORTH_MARKS_MAX 8
typedef struct orth_mark {
    char *name, *first; /* of the column; its value in the first row */
    size_t length;      /* of the first */
    size_t rows;        /* behind the first */
    size_t others;      /* with another value */
    size_t again;       /* with the first value, or that of the row before */
    char before[32];
    size_t kept; /* of the value of the row before */
} orth_mark;

typedef struct orth_series {
    const char *label; /* of the file, for messages */
    size_t columns;    /* prices a row */
    bool joined;       /* with other files, for notes */
    bool trades;       /* several prices at one time are a matter of course: the last stays */
    bool doubtful;     /* whether the times are starts or ends can be read either way */
    size_t rows, room;
    int64_t *times;
    uint32_t *lines;       /* where each row stands in the file */
    double *prices;        /* [row][column] */
    size_t empty;          /* rows among them without a price: their prices are 0 */
    size_t thousands;      /* prices with commas between thousands */
    bool thousands_proven; /* in none of the readings a decimal comma */
    size_t zones,
        zone_line; /* rows with a zone, or none, unlike the first one; the first of them */
    orth_mark marks[ORTH_MARKS_MAX];
    orth_price_source source;
    orth_prices *notes; /* whose notes are added to */
} orth_series;

/* What is looked for in a file. `names` has one token a column; a file of another form than a
 * panel can serve one only. */
typedef struct orth_wanted {
    size_t count;
    const char *const *names;
    bool panel;                  /* only columns with the names of tokens will do */
    bool numeraire;              /* one more token is priced 1 */
    bool joined;                 /* with other files */
    bool digest;                 /* the SHA-256 is asked for */
    const orth_price_file *file; /* how it is to be read; its `file` is opened unless there is: */
    const char *text;            /* the whole file, or NULL */
    size_t length;
} orth_wanted;

/* Reads a file to its end: recognises its form, sorts by time, leaves out all but one of equal
 * rows, finds the length of bars and moves closes to their ends, and adds notes, the first of them
 * the file's record. The caller frees the series even after a failure. */
orth_status orth_series_read(orth_series *series, const orth_wanted *wanted, orth_prices *notes,
                             orth_error *error);
void orth_series_free(orth_series *series);

/* Room for one more row, whose prices are to be filled in at *prices; its time must be set. */
orth_status orth_series_append(orth_series *series, int64_t time, size_t line, double **prices,
                               orth_error *error);
orth_status orth_series_read_json(orth_series *series, const char *text, size_t length,
                                  const orth_wanted *wanted, orth_error *error);

/* price_order.c: rows by time, one a time. */
orth_status orth_series_order(orth_series *series, const orth_wanted *wanted, orth_error *error);
orth_status orth_series_tell_gaps(const orth_series *series, orth_error *error);
/* price_marks.c: a note where a column names several sources. */
orth_status orth_series_tell_marks(const orth_series *series, orth_error *error);
void orth_series_free_marks(orth_series *series);
/* price_zones.c: a note where some rows have a zone and others have none. */
orth_status orth_series_tell_zones(const orth_series *series, orth_error *error);
/* price_bars.c: the length of a bar, unless it is known; closes to the ends of their bars. */
orth_status orth_series_move(orth_series *series, orth_error *error);
/* price_apart.c: ORTH_BAD_INPUT for two rows (their lines) of one time with different prices. */
orth_status orth_series_fail_twice(const orth_series *series, const orth_wanted *wanted,
                                   uint32_t first, uint32_t second, int64_t time,
                                   orth_error *error);
/* price_agree.c: ORTH_BAD_INPUT where files stand in time differently and one is a guess. Series
 * without rows play no part. */
orth_status orth_series_agree(const orth_series *series, size_t count, const char *const *tokens,
                              orth_error *error);

/* price_source.c: the record as the note at place `at`. */
orth_status orth_source_note(orth_prices *prices, size_t at, const orth_price_source *source,
                             orth_error *error);

#define ORTH_YEAR_2000 (INT64_C(946684800) * 1000000)

#endif
