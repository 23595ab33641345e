/* gradient: the relative slope a chunk of an exponentially weighted line through the coarse prices,
 *   e <- e + (1 - lambda) (c - e),  A <- lambda A + (c - e) / (1 - lambda),
 *   g = A (1 - lambda)^3 / (lambda e').
 * e' is e, or the average of a second decay where one is given. */
#include <math.h>
#include <stdlib.h>

#include "strategy/gradient.h"

typedef struct gradient {
    orth_slope *slopes; /* n */
    double *memory;     /* n */
} gradient;

static const orth_strategy_key keys[] = {
    ORTH_DECAY_KEYS("lambda", "memory_days", "of the slope"),
    ORTH_DECAY_KEYS("second_lambda", "second_memory_days", "of the average that divides"),
    {.name = NULL},
};

static orth_status prepare(orth_piece *piece, orth_error *error)
{
    size_t n = piece->strategy->n;
    size_t bytes =
        sizeof(gradient) + n * (sizeof(orth_slope) + 2 * sizeof(orth_decay)) + n * sizeof(double);
    gradient *own = piece->own = malloc(bytes);
    if (own == NULL)
        return orth_fail_memory(error, (double)bytes);
    own->slopes = (orth_slope *)(own + 1);
    orth_decay *first = (orth_decay *)(own->slopes + n), *second = first + n;
    own->memory = (double *)(second + n);
    piece->memory = own->memory;
    orth_status status =
        orth_piece_decays(piece, "lambda", "memory_days", NAN, first, own->memory, error);
    bool two =
        orth_piece_has(piece, "second_lambda") || orth_piece_has(piece, "second_memory_days");
    if (status == ORTH_OK && two)
        status = orth_piece_decays(piece, "second_lambda", "second_memory_days", NAN, second, NULL,
                                   error);
    for (size_t i = 0; i < n && status == ORTH_OK; i++)
        own->slopes[i] = orth_slope_of(first[i], two ? &second[i] : NULL, piece->strategy->as_peer);
    return status;
}

static void see(const orth_piece *piece, size_t lanes, uint64_t index, const double *prices,
                double *kept, double *estimate)
{
    const gradient *own = piece->own;
    orth_slopes_see(own->slopes, piece->strategy->n, lanes, index == 0, prices, kept, estimate);
}

const orth_estimator orth_estimator_gradient = {
    .piece = {.listed = {"gradient", "the relative slope a chunk of a weighted line", keys},
              .peer_note = "a sum of slopes below 1e-10 counts as 0, so that a token of tiny price "
                           "has no slope; natively there is no threshold",
              .slots = ORTH_SLOPE_SLOTS,
              .prepare = prepare},
    .see = see,
};
