/* The cells of a file of recorded trades. */
#ifndef ORTH_SALE_RECORDS_H
#define ORTH_SALE_RECORDS_H

#include "orthant/sale_trades.h"

enum {
    ORTH_RECORD_TIME,
    ORTH_RECORD_SIDE,
    ORTH_RECORD_IN,
    ORTH_RECORD_OUT,
    ORTH_RECORD_PROJECT,
    ORTH_RECORD_RESERVE,
    ORTH_RECORD_COLUMNS
};
extern const char *const orth_record_columns[ORTH_RECORD_COLUMNS];

/* The cells of a line by column: NULL or "" where it has none. */
typedef struct orth_record_line {
    const char *file; /* for messages */
    size_t line;
    const char *cell[ORTH_RECORD_COLUMNS];
    unsigned project_decimals, reserve_decimals;
} orth_record_line;

/* ORTH_BAD_INPUT with file, line, column, value and what is permitted. */
orth_status orth_record_read(orth_sale_record *record, const orth_record_line *line,
                             orth_error *error);

#endif
