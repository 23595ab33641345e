/* Inside the room: a log while it is read. */
#ifndef ORTH_LIVE_READER_H
#define ORTH_LIVE_READER_H

#include "live/live.h"

/* Three columns a token, and those of a recording, with room for others. */
#define ORTH_LIVE_CELLS_MAX (3 * ORTH_LIVE_TOKENS_MAX + 64)

typedef enum orth_live_role {
    ORTH_LIVE_PASSED_OVER,
    ORTH_LIVE_BLOCK,
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
    const char *name; /* in the text */
} orth_live_column;

typedef struct orth_live_reader {
    orth_live_log *log;
    const char *label;
    const orth_live_pick *pick;
    char *text;
    size_t line, room, count; /* `count` columns */
    orth_live_column columns[ORTH_LIVE_CELLS_MAX];
    bool has[ORTH_LIVE_RESERVE + 1];
    const char *path, *steps; /* of the first row taken */
    double flow;              /* of the row before */
} orth_live_reader;

#define ORTH_LIVE_COLUMNS                                                                          \
    "block or time, weight TOKEN, price TOKEN and reserve TOKEN of each token, fee, flow, path, "  \
    "strategy, steps"

/* Takes the line of column names off in->text, and places each. */
orth_status orth_live_read_header(orth_live_reader *in, orth_error *error);

#endif
