/* The rows of one price file on their way to orth_prices. */
#ifndef ORTH_MARKET_PRICE_SERIES_H
#define ORTH_MARKET_PRICE_SERIES_H

#include "market/price_table.h"

typedef struct orth_series {
    const char *label; /* of the file, for messages */
    size_t columns;    /* prices a row */
    bool bars;         /* the times are the starts of bars, the prices their ends */
    bool joined;       /* with other files, for notes */
    size_t rows, room;
    int64_t *times;
    uint32_t *lines;    /* where each row stands in the file */
    double *prices;     /* [row][column] */
    orth_prices *notes; /* whose notes are added to */
} orth_series;

/* What is looked for in a file. `names` has one token a column; a file of another form than a
 * panel can serve one only. */
typedef struct orth_wanted {
    size_t count;
    const char *const *names;
    bool panel;               /* only columns with the names of tokens will do */
    bool numeraire;           /* one more token is priced 1 */
    bool joined;              /* with other files */
    const char *time_column;  /* or NULL */
    const char *price_column; /* or NULL; for one token */
} orth_wanted;

/* Reads a file, or `text` unless NULL, to its end: recognises its form, sorts by time, leaves out
 * all but the last row of each time, moves bars to their ends, and adds notes. The caller frees the
 * series even after a failure. */
orth_status orth_series_read(orth_series *series, const char *file, const char *text, size_t length,
                             const orth_wanted *wanted, orth_prices *notes, orth_error *error);
void orth_series_free(orth_series *series);

/* Room for one more row, whose prices are to be filled in at *prices; its time must be set. */
orth_status orth_series_append(orth_series *series, int64_t time, size_t line, double **prices,
                               orth_error *error);
orth_status orth_series_order(orth_series *series, orth_error *error); /* price_order.c */
orth_status orth_series_read_json(orth_series *series, const char *text, size_t length,
                                  const orth_wanted *wanted, orth_error *error);

#endif
