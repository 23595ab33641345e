#include "simulate/kept_blocks.h"

#include <stdlib.h>
#include <string.h>

orth_status orth_kept_blocks_create(orth_kept_blocks **out, uint64_t every, size_t n, size_t lanes,
                                    size_t chunk, orth_error *error)
{
    orth_kept_blocks *made = *out = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    size_t most = chunk / (size_t)(every < chunk ? every : chunk) + 1; /* of them in a call */
    size_t doubles = most * n * lanes;
    made->every = every;
    made->n = n;
    made->prices = malloc(doubles * sizeof(double));
    made->weights = malloc(doubles * sizeof(double));
    made->last = calloc(lanes, sizeof(double));
    made->fee_room = malloc(most * sizeof *made->fee_room);
    made->present_room = malloc(most * sizeof *made->present_room);
    if (made->prices == NULL || made->weights == NULL || made->last == NULL ||
        made->fee_room == NULL || made->present_room == NULL)
        return orth_fail_memory(error, 2 * (double)doubles * sizeof(double));
    return ORTH_OK;
}

void orth_kept_blocks_free(orth_kept_blocks *kept)
{
    if (kept == NULL)
        return;
    free(kept->prices);
    free(kept->weights);
    free(kept->last);
    free(kept->fee_room);
    free(kept->present_room);
    free(kept);
}

void orth_kept_blocks_take(orth_kept_blocks *kept, size_t lanes, uint64_t first, size_t count,
                           const double *prices, const double *weights, const orth_fee *fees,
                           const bool *present)
{
    size_t row = kept->n * lanes;
    kept->count = 0;
    for (size_t k = 0; k < count; k++) {
        if ((first + k) % kept->every != 0)
            continue;
        memcpy(kept->prices + kept->count * row, prices + k * row, row * sizeof *prices);
        memcpy(kept->weights + kept->count * row, weights + k * row, row * sizeof *weights);
        if (fees != NULL)
            kept->fee_room[kept->count] = fees[k];
        if (present != NULL)
            kept->present_room[kept->count] = present[k];
        kept->count++;
    }
    kept->fees = fees == NULL ? NULL : kept->fee_room;
    kept->present = present == NULL ? NULL : kept->present_room;
}

void orth_kept_blocks_spread(orth_kept_blocks *kept, size_t lanes, uint64_t first, size_t count,
                             double *values)
{
    size_t left = kept->count; /* from the end, so that none is overwritten before it is read */
    double *last = kept->last;
    for (size_t k = count; k-- > 0;) {
        const double *from = left == 0 ? last : values + (left - 1) * lanes;
        memmove(values + k * lanes, from, lanes * sizeof *values);
        left -= (first + k) % kept->every == 0;
    }
    memcpy(last, values + (count - 1) * lanes, lanes * sizeof *last);
}
