/* A line of a file of points as text: its check, and what stands in it. */
#ifndef ORTH_SWEEP_POINTS_LINE_H
#define ORTH_SWEEP_POINTS_LINE_H

#include "sweep/points_file.h"

/* What stands behind a line's last part: ,"check":"0123456789abcdef"} and the newline. */
#define ORTH_SEAL_LENGTH 29

/* Puts the seal of the `length` bytes at `line` behind them. */
void orth_line_seal(char *line, size_t length);
/* Whether a line, without its newline, has its own seal; *length becomes what it seals. */
bool orth_line_sealed(const char *line, size_t *length);

/* What one line is read into; used again for the next. */
typedef struct orth_line_room {
    size_t value_room, figure_room, mean_room;
    const char **values;
    orth_kept_figure *figures;
    double *means;
} orth_line_room;

/* Reads a sealed line, which it writes into: `point` shows into both then. ORTH_BAD_INPUT with what
 * is wrong, and no place, where a point is not what it says. */
orth_status orth_line_read(orth_kept_point *point, orth_line_room *room, char *line, size_t length,
                           orth_error *error);
void orth_line_room_free(orth_line_room *room);

#endif
