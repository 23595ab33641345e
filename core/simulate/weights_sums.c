/* What a strategy's weights come to without a pool. */
#include <math.h>
#include <string.h>

#include "numeric/elementary.h"
#include "orthant/simplex.h"
#include "orthant/weights.h"

static void note_row(orth_weights_sums *sums, size_t n, const double *w)
{
    for (size_t i = 0; i < n; i++) {
        if (sums->rows == 0 && i == 0)
            sums->least_weight = sums->largest_weight = w[0];
        if (w[i] < sums->least_weight) {
            sums->least_weight = w[i];
            sums->least_token = i;
        }
        if (w[i] > sums->largest_weight) {
            sums->largest_weight = w[i];
            sums->largest_token = i;
        }
    }
    double effective = orth_exp(orth_simplex_entropy(n, w)), last = sums->effective_mean;
    sums->rows++;
    sums->effective_mean += (effective - last) / (double)sums->rows;
    sums->effective_least =
        sums->rows == 1 || effective < sums->effective_least ? effective : sums->effective_least;
    sums->effective_most =
        sums->rows == 1 || effective > sums->effective_most ? effective : sums->effective_most;
}

void orth_weights_sum(orth_weights_sums *sums, size_t n, size_t count, const double *rows,
                      double *previous)
{
    for (size_t k = 0; k < count; k++) {
        const double *row = rows + k * n;
        if (sums->rows > 0 && memcmp(previous, row, n * sizeof *row) != 0) {
            double change = 0;
            for (size_t i = 0; i < n; i++)
                change += fabs(row[i] - previous[i]);
            sums->turnover += change / 2;
            sums->cost_of_moves += orth_simplex_kl(n, row, previous);
        }
        note_row(sums, n, row);
        memcpy(previous, row, n * sizeof *row);
    }
}
