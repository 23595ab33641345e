/* Inside the room: paths of a market, evaluated. */
#ifndef ORTH_SCORE_PATHS_H
#define ORTH_SCORE_PATHS_H

#include "score/shape.h"

/* `count` paths from `first` on, on `threads` threads. */
typedef struct orth_score_route {
    const orth_score_shape *shape;
    const orth_market *market;
    const size_t *tokens; /* [n]: which of the market's each is; NULL: the same */
    uint64_t first, count;
    unsigned threads;
    const char *progress;              /* what they are called while they run; a constant */
    const volatile sig_atomic_t *stop; /* may be NULL */
} orth_score_route;

/* The reference of those paths. *reference is empty on failure. */
orth_status orth_score_reference_make(orth_score_reference *reference,
                                      const orth_score_route *route, orth_error *error);
void orth_score_reference_free(orth_score_reference *reference);

/* values [path][value] and distances [path][line] of those paths from a reference. */
orth_status orth_score_paths_run(const orth_score_route *route,
                                 const orth_score_reference *reference, double *values,
                                 double *distances, orth_error *error);

/* The GBM of the data's returns: as many tokens, a block of a year (no figure depends on it). */
orth_status orth_score_gbm(orth_market **market, const orth_score_data *data, uint64_t seed,
                           orth_error *error);

#endif
