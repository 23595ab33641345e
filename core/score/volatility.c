/* How far prices go in a block, in the data and in the model: no line depends on it. */
#include <math.h>
#include <stdlib.h>

#include "score/score.h"

/* The root of the mean square of a token's returns over a block, those over gaps left out. */
static double of_data(const orth_score_shape *shape, const double *returns)
{
    size_t kept = 0;
    double squares = 0;
    for (size_t t = 0; t + 1 < shape->rows; t++) {
        if (shape->gaps != NULL && shape->gaps[t])
            continue;
        squares += returns[t] * returns[t];
        kept++;
    }
    return kept > 0 ? sqrt(squares / (double)kept) : 0;
}

orth_status orth_score_put_volatility(orth_score *score, const orth_score_room *room,
                                      const orth_market *model, const size_t *model_tokens,
                                      orth_error *error)
{
    const orth_score_shape *shape = &score->shape;
    size_t n = shape->n, all = orth_market_tokens(model);
    double *covariance = malloc(all * all * sizeof *covariance);
    score->volatility = malloc(n * sizeof *score->volatility);
    orth_status status = covariance == NULL || score->volatility == NULL
                             ? orth_fail_memory(error, (double)(all * all + 2 * n) * sizeof(double))
                             : orth_market_covariance(model, 0, covariance, error);
    for (size_t i = 0; status == ORTH_OK && i < n; i++) {
        size_t own = model_tokens != NULL ? model_tokens[i] : i;
        double data = of_data(shape, room->base + i * (shape->rows - 1));
        double of_model = sqrt(covariance[own * all + own]);
        score->volatility[i] = (orth_score_volatility){data, of_model};
    }
    free(covariance);
    return status;
}

orth_score_volatility orth_score_volatility_of(const orth_score *score, size_t token)
{
    return score->volatility[token];
}
