/* Inside the room: a log while it is read. */
#ifndef ORTH_LIVE_READER_H
#define ORTH_LIVE_READER_H

#include "live/csv.h"
#include "live/live.h"

typedef enum orth_live_role {
    ORTH_LIVE_PASSED_OVER,
    ORTH_LIVE_BLOCK,
    ORTH_LIVE_TIME,
    ORTH_LIVE_FEE,
    ORTH_LIVE_FLOW,
    ORTH_LIVE_PATH,
    ORTH_LIVE_STEPS,
    ORTH_LIVE_WEIGHT, /* these three of a token */
    ORTH_LIVE_PRICE,
    ORTH_LIVE_RESERVE
} orth_live_role;

typedef struct orth_live_column {
    orth_live_role role;
    size_t token;
} orth_live_column;

typedef struct orth_live_reader {
    orth_live_log *log;
    const orth_live_pick *pick;
    orth_live_csv csv;
    size_t room;
    orth_live_column columns[ORTH_LIVE_CELLS_MAX];
    bool has[ORTH_LIVE_RESERVE + 1];
    char *path, *steps;                 /* of the first row taken */
    double flow;                        /* of the row before */
    bool timed;                         /* times are kept so far */
    int64_t closest, widest;            /* between rows, microseconds */
    double sum;                         /* of the first row's weights */
    size_t other_sums, other_sums_line; /* rows of another sum, and the first of them */
} orth_live_reader;

#define ORTH_LIVE_COLUMNS                                                                          \
    "block or time, weight TOKEN, price TOKEN and reserve TOKEN of each token, fee, flow, path, "  \
    "strategy, steps"

/* Places each column by its name. */
orth_status orth_live_read_header(orth_live_reader *in, orth_error *error);
/* Takes the row in in->csv, unless it is of a log that is not meant. */
orth_status orth_live_read_row(orth_live_reader *in, orth_error *error);

#endif
