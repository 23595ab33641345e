#include "tune/luck_parts.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

orth_status orth_luck_check_table(size_t trials, size_t rows, size_t least, const double *values,
                                  orth_error *error)
{
    if (trials < 2)
        return orth_fail(error, ORTH_BAD_INPUT, "%zu trials: luck among them takes 2 or more",
                         trials);
    if (rows < least)
        return orth_fail(error, ORTH_BAD_INPUT, "%zu rows: it takes %zu or more", rows, least);
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < trials; k++)
            if (!isfinite(values[i * trials + k]))
                return orth_fail(error, ORTH_BAD_INPUT, "row %zu of trial %zu is not finite", i, k);
    return ORTH_OK;
}

double *orth_luck_room(size_t count, orth_error *error)
{
    double *room = count <= SIZE_MAX / sizeof *room ? malloc(count * sizeof *room) : NULL;
    if (!room)
        orth_fail_memory(error, (double)count * sizeof *room);
    return room;
}
