/* Places of values, lines and samples, and all figures of one series. */
#include "score/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "score/sort.h"

static const orth_score_place of_token[] = {
    [ORTH_SCORE_KS] = {0, 0},
    [ORTH_SCORE_W1] = {0, 0},
    [ORTH_SCORE_KURTOSIS] = {0, 1},
    [ORTH_SCORE_HILL] = {1, 1},
    [ORTH_SCORE_ACF] = {2, ORTH_SCORE_LAGS_SHORT},
    [ORTH_SCORE_ACF_ABSOLUTE] = {2 + ORTH_SCORE_LAGS_SHORT, ORTH_SCORE_LAGS},
    [ORTH_SCORE_ACF_SQUARE] = {2 + ORTH_SCORE_LAGS_SHORT + ORTH_SCORE_LAGS, ORTH_SCORE_LAGS},
    [ORTH_SCORE_LEVERAGE] = {2 + ORTH_SCORE_LAGS_SHORT + 2 * ORTH_SCORE_LAGS,
                             ORTH_SCORE_LAGS_SHORT}};

uint64_t orth_score_rows_least(uint64_t horizon)
{
    uint64_t most = (UINT64_MAX - 1) / ORTH_SCORE_RETURNS_LEAST;
    return horizon <= most ? horizon * ORTH_SCORE_RETURNS_LEAST + 1 : UINT64_MAX;
}

static size_t of_horizon(const orth_score_shape *shape)
{
    return shape->n * ORTH_SCORE_OF_TOKEN + 2 * shape->pairs;
}

orth_score_place orth_score_place_of(const orth_score_shape *shape, size_t horizon, size_t token,
                                     orth_score_kind kind)
{
    size_t start = horizon * of_horizon(shape), tokens = shape->n * ORTH_SCORE_OF_TOKEN;
    if (kind == ORTH_SCORE_CORRELATION)
        return (orth_score_place){start + tokens, shape->pairs};
    if (kind == ORTH_SCORE_TAIL_CORRELATION)
        return (orth_score_place){start + tokens + shape->pairs, shape->pairs};
    orth_score_place place = of_token[kind];
    place.at += start + token * ORTH_SCORE_OF_TOKEN;
    return place;
}

size_t orth_score_values(const orth_score_shape *shape)
{
    return shape->horizon_count * of_horizon(shape);
}

size_t orth_score_line_of(const orth_score_shape *shape, size_t horizon, size_t token,
                          orth_score_kind kind)
{
    size_t tokens = shape->n * ORTH_SCORE_TOKEN_KINDS, start = horizon * (tokens + 2);
    if (kind >= ORTH_SCORE_CORRELATION)
        return start + tokens + (size_t)(kind - ORTH_SCORE_CORRELATION);
    return start + token * ORTH_SCORE_TOKEN_KINDS + (size_t)kind;
}

size_t orth_score_lines(const orth_score_shape *shape)
{
    return shape->horizon_count * (shape->n * ORTH_SCORE_TOKEN_KINDS + 2);
}

size_t orth_score_sample_at(const orth_score_shape *shape, size_t horizon, size_t token)
{
    size_t at = 0;
    for (size_t h = 0; h < horizon; h++)
        at += shape->n * shape->kept[h];
    return horizon < shape->horizon_count ? at + token * shape->kept[horizon] : at;
}

size_t orth_score_sample_size(const orth_score_shape *shape)
{
    return orth_score_sample_at(shape, shape->horizon_count, 0);
}

orth_status orth_score_room_create(orth_score_room *room, const orth_score_shape *shape,
                                   orth_error *error)
{
    size_t rows = shape->rows, n = shape->n, padded = rows + ORTH_SCORE_PAD;
    size_t numbers = 2 * n * rows + 3 * padded + 2 * rows + n;
    double *all = malloc(numbers * sizeof *all + rows * sizeof(size_t));
    *room = (orth_score_room){0};
    if (all == NULL)
        return orth_fail_memory(error, (double)numbers * sizeof *all);
    room->base = all;
    room->sums = room->base + n * rows;
    room->y = room->sums + n * rows;
    room->a = room->y + padded;
    room->q = room->a + padded;
    room->sorted = room->q + padded;
    room->spare = room->sorted + rows;
    room->scales = room->spare + rows;
    room->tail = (size_t *)(void *)(room->scales + n);
    return ORTH_OK;
}

void orth_score_room_free(orth_score_room *room)
{
    free(room->base);
}

const double *orth_score_returns(orth_score_room *room, const orth_score_shape *shape,
                                 size_t horizon)
{
    size_t h = (size_t)shape->horizons[horizon], count = shape->returns[horizon];
    if (h == 1)
        return room->base;
    for (size_t i = 0; i < shape->n; i++)
        for (size_t k = 0; k < count; k++) {
            const double *from = room->base + i * (shape->rows - 1) + k * h;
            double sum = 0;
            for (size_t b = 0; b < h; b++)
                sum += from[b];
            room->sums[i * count + k] = sum;
        }
    return room->sums;
}

orth_score_series orth_score_series_of(const orth_score_shape *shape, size_t horizon, size_t token,
                                       const double *returns)
{
    return (orth_score_series){.n = shape->returns[horizon],
                               .kept = shape->kept[horizon],
                               .returns = returns + token * shape->returns[horizon],
                               .left_out = shape->left_out[horizon],
                               .by_mean = shape->by_mean[horizon * shape->n + token]};
}

static void see_token(orth_score_room *room, const orth_score_shape *shape, size_t horizon,
                      size_t token, const double *returns, const orth_score_wanted *wanted)
{
    size_t n = shape->kept[horizon], at = orth_score_sample_at(shape, horizon, token);
    orth_score_series series = orth_score_series_of(shape, horizon, token, returns);
    double scale = orth_score_series_prepare(room, &series);
    orth_score_place first = orth_score_place_of(shape, horizon, token, ORTH_SCORE_KURTOSIS);
    orth_score_series_figures(room, &series, scale, wanted->values + first.at);
    room->scales[token] = scale;
    if (wanted->samples != NULL)
        memcpy(wanted->samples + at * wanted->series + wanted->number * n, room->sorted,
               n * sizeof(double));
    double *distances = wanted->distances;
    const orth_score_reference *reference = wanted->reference;
    if (distances == NULL)
        return;
    size_t line = orth_score_line_of(shape, horizon, token, ORTH_SCORE_KS);
    distances[line] = distances[line + 1] = NAN;
    if (!isnan(scale))
        orth_score_apart(n, room->sorted, n * reference->series,
                         reference->samples + at * reference->series, &distances[line],
                         &distances[line + 1]);
}

void orth_score_evaluate(orth_score_room *room, const orth_score_shape *shape,
                         const orth_score_wanted *wanted)
{
    for (size_t v = 0; v < orth_score_values(shape); v++)
        wanted->values[v] = NAN;
    for (size_t l = 0; wanted->distances != NULL && l < orth_score_lines(shape); l++)
        wanted->distances[l] = NAN;
    for (size_t h = 0; h < shape->horizon_count; h++) {
        if (shape->returns[h] == 0)
            continue;
        const double *returns = orth_score_returns(room, shape, h);
        for (size_t m = 0; m < shape->moving_count; m++)
            see_token(room, shape, h, shape->moving[m], returns, wanted);
        orth_score_place all = orth_score_place_of(shape, h, 0, ORTH_SCORE_CORRELATION);
        double *correlations = wanted->values + all.at;
        orth_score_together(room, shape, h, returns, correlations, correlations + shape->pairs);
    }
    if (wanted->distances != NULL)
        orth_score_distances(shape, wanted->values, wanted->reference, wanted->distances);
}

void orth_score_distances(const orth_score_shape *shape, const double *values,
                          const orth_score_reference *reference, double *distances)
{
    for (size_t h = 0; h < shape->horizon_count; h++)
        for (size_t i = 0; i < shape->n; i++)
            for (int kind = ORTH_SCORE_KURTOSIS; kind < ORTH_SCORE_KINDS; kind++) {
                if (kind >= ORTH_SCORE_CORRELATION && i > 0)
                    break;
                orth_score_place place = orth_score_place_of(shape, h, i, (orth_score_kind)kind);
                double sum = place.count > 0 ? 0 : NAN;
                for (size_t v = place.at; v < place.at + place.count; v++)
                    sum += fabs(values[v] - reference->values[v]);
                distances[orth_score_line_of(shape, h, i, (orth_score_kind)kind)] = sum;
            }
}
