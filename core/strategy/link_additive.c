/* additive: weights + scores, as QuantAMM does; the rails come after it. */
#include "strategy/strategy.h"

static void apply(const orth_piece *piece, double *out, const double *weights, const double *scores)
{
    for (size_t i = 0; i < piece->strategy->n; i++)
        out[i] = weights[i] + scores[i];
}

static const orth_strategy_key no_keys[] = {{.name = NULL}};

const orth_link orth_link_additive = {
    .piece.listed = {"additive", "the weights and the scores added", no_keys},
    .apply = apply,
};
