/* Inside the room: what of a resample depends on the order of its returns: samples, Hill's index,
 * the worst times. */
#ifndef ORTH_SCORE_RANKS_H
#define ORTH_SCORE_RANKS_H

#include "score/shape.h"

typedef struct orth_score_ranks {
    const orth_score_shape *shape;
    size_t horizon, n, kept;
    double *centred;  /* [token that moves][return]: x without its mean */
    double *sorted;   /* the same: x in order, `kept` of them, */
    uint32_t *order;  /* whose times these are */
    uint32_t *worst;  /* [kept]: the times in order, the worst first */
    double *drawn;    /* [thread][returns] */
    uint32_t *counts; /* the same */
} orth_score_ranks;

/* Of the returns at a horizon; the room is scratch. */
orth_status orth_score_ranks_create(orth_score_ranks *ranks, const orth_score_shape *shape,
                                    size_t horizon, orth_score_room *room, const double *returns,
                                    size_t threads, orth_error *error);
void orth_score_ranks_free(orth_score_ranks *ranks);

/* How often each return is in the thread's resample: the caller's to fill. */
uint32_t *orth_score_ranks_counts(orth_score_ranks *ranks, size_t thread);
/* How many returns that resample has, without those that are left out. */
size_t orth_score_ranks_drawn(const orth_score_ranks *ranks, size_t thread);
/* Hill's index and the correlations in the tails among its values, after the others, and the
 * distances of its samples. */
void orth_score_ranks_see(orth_score_ranks *ranks, size_t thread,
                          const orth_score_reference *reference, double *values, double *distances);

#endif
