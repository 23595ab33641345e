/* Inside the room: notes, and what a block did to the reserves. */
#ifndef ORTH_LIVE_LIVE_H
#define ORTH_LIVE_LIVE_H

#include "orthant/live.h"

/* Appends a line, printf's format, cut at 600 bytes. */
orth_status orth_live_note(char ***notes, size_t *count, orth_error *error, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void orth_live_notes_free(char **notes, size_t count);

/* Row k of a log with the row before, of the block that lies between. */
typedef struct orth_live_block {
    size_t n;
    const double *before, *after, *weights, *prices;
} orth_live_block;
orth_live_block orth_live_block_of(const orth_live_log *log, size_t row);
/* Whether only the block of `row` lies between the reserves of rows `row` - 1 and `row`. */
bool orth_live_next(const orth_live_log *log, size_t row);
/* Whether any reserve changed. */
bool orth_live_changed(const orth_live_block *block);
/* The log of how what takes part of a reserve changes, fee and all in `to`. */
double orth_live_log_change(double to, double from, double keep);

/* The swap fee that the trades of a log tell, its error and how many they are. ORTH_BAD_INPUT where
 * none does or they do not agree. */
orth_status orth_live_find_fee(orth_live *live, const orth_live_log *log, orth_error *error);

#endif
