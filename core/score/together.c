/* How tokens move together: in all, and in the worst times. */
#include <math.h>
#include <string.h>

#include "score/shape.h"
#include "score/sort.h"

/* The correlation of x and y over `count` rows, all of them or those of a list; of all, some may be
 * left out. */
static double correlation(size_t count, const size_t *rows, const bool *left_out, const double *x,
                          const double *y)
{
    double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0, taken = 0;
    for (size_t k = 0; k < count; k++) {
        size_t t = rows != NULL ? rows[k] : k;
        if (left_out != NULL && left_out[t])
            continue;
        taken++;
        mean_x += x[t];
        mean_y += y[t];
    }
    mean_x /= taken;
    mean_y /= taken;
    for (size_t k = 0; k < count; k++) {
        size_t t = rows != NULL ? rows[k] : k;
        if (left_out != NULL && left_out[t])
            continue;
        double a = x[t] - mean_x, b = y[t] - mean_y;
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    double both = sqrt(xx) * sqrt(yy);
    return both > 0 ? fmax(-1, fmin(1, xy / both)) : NAN;
}

/* The floor(0.05 kept) worst times, those that are equally bad in their order. */
static size_t find_tail(orth_score_room *room, const orth_score_shape *shape, size_t horizon,
                        const double *returns)
{
    size_t n = shape->returns[horizon], kept = 0, count = 0;
    const bool *left_out = shape->left_out[horizon];
    size_t wanted = (size_t)(ORTH_SCORE_TAIL * (double)shape->kept[horizon] + 1e-9), ties = wanted;
    memset(room->a, 0, n * sizeof *room->a);
    for (size_t m = 0; m < shape->moving_count; m++) {
        size_t i = shape->moving[m];
        for (size_t t = 0; t < n; t++)
            room->a[t] += returns[i * n + t] / room->scales[i];
    }
    for (size_t t = 0; t < n; t++)
        if (left_out == NULL || !left_out[t])
            room->sorted[kept++] = room->a[t];
    orth_score_sort(kept, room->sorted, room->spare);
    double edge = room->sorted[wanted - 1];
    for (size_t k = 0; k < wanted; k++)
        ties -= room->sorted[k] < edge;
    for (size_t t = 0; t < n; t++) {
        if (left_out != NULL && left_out[t])
            continue;
        bool tie = room->a[t] == edge && ties > 0;
        if (room->a[t] < edge || tie)
            room->tail[count++] = t;
        ties -= tie;
    }
    return count;
}

void orth_score_together(orth_score_room *room, const orth_score_shape *shape, size_t horizon,
                         const double *returns, double *correlations, double *in_tails)
{
    size_t n = shape->returns[horizon], pair = 0;
    bool still = false;
    for (size_t m = 0; m < shape->moving_count; m++)
        still = still || isnan(room->scales[shape->moving[m]]);
    size_t tail = still || shape->pairs == 0 ? 0 : find_tail(room, shape, horizon, returns);
    for (size_t m = 0; m < shape->moving_count; m++)
        for (size_t k = m + 1; k < shape->moving_count; k++, pair++) {
            const double *x = returns + shape->moving[m] * n, *y = returns + shape->moving[k] * n;
            if (still) {
                correlations[pair] = in_tails[pair] = NAN;
                continue;
            }
            correlations[pair] = correlation(n, NULL, shape->left_out[horizon], x, y);
            in_tails[pair] = correlation(tail, room->tail, NULL, x, y) - correlations[pair];
        }
}
