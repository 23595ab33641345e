/* Lines: what was measured, put beside each other and judged. */
#include <math.h>

#include "score/score.h"

#define MISSING_SHARE 0.25

static bool any_nan(const double *values, orth_score_place place)
{
    for (size_t v = place.at; v < place.at + place.count; v++)
        if (isnan(values[v]))
            return true;
    return false;
}

static bool moves(const orth_score_shape *shape, size_t token)
{
    for (size_t m = 0; m < shape->moving_count; m++)
        if (shape->moving[m] == token)
            return true;
    return false;
}

static orth_score_why why_of(const orth_score *score, size_t horizon, size_t token,
                             orth_score_kind kind)
{
    const orth_score_shape *shape = &score->shape;
    bool joint = kind >= ORTH_SCORE_CORRELATION;
    orth_score_place place = orth_score_place_of(shape, horizon, token, kind);
    if (shape->returns[horizon] == 0)
        return (shape->rows - 1) / shape->horizons[horizon] < ORTH_SCORE_RETURNS_LEAST
                   ? ORTH_SCORE_FEW
                   : ORTH_SCORE_GAPS;
    if (joint && shape->pairs == 0)
        return ORTH_SCORE_ALONE;
    if (!joint) {
        size_t of_all = orth_score_place_of(shape, horizon, token, ORTH_SCORE_KURTOSIS).at;
        if (!moves(shape, token) || isnan(score->data[of_all]))
            return ORTH_SCORE_STILL;
        if (isnan(score->model[of_all]) || isnan(score->gbm[of_all]))
            return ORTH_SCORE_MODEL_STILL;
    }
    if (any_nan(score->data, place))
        return ORTH_SCORE_ZEROS;
    if (any_nan(score->model, place) || any_nan(score->gbm, place))
        return ORTH_SCORE_MODEL_STILL;
    return ORTH_SCORE_DEFINED;
}

static double sum_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t v = 0; v < count; v++)
        sum += values[v];
    return sum;
}

/* Whether the data show what GBM has none of, and the model hardly any. */
static bool is_missing(const orth_score_line *line)
{
    if (line->kind != ORTH_SCORE_KURTOSIS && line->kind != ORTH_SCORE_ACF_ABSOLUTE &&
        line->kind != ORTH_SCORE_ACF_SQUARE && line->kind != ORTH_SCORE_LEVERAGE &&
        line->kind != ORTH_SCORE_TAIL_CORRELATION)
        return false;
    double data = sum_of(line->data, line->count), model = sum_of(line->model, line->count);
    return data < 0 ? model > MISSING_SHARE * data : model < MISSING_SHARE * data;
}

static orth_score_verdict by_ratio(double ratio)
{
    if (ratio >= ORTH_SCORE_RATIO_TOLD)
        return ORTH_SCORE_CLOSER;
    return ratio * ORTH_SCORE_RATIO_TOLD <= 1 ? ORTH_SCORE_WORSE : ORTH_SCORE_AS_GBM;
}

static orth_score_verdict judge(const orth_score_line *line, bool is_gbm)
{
    if (line->has_band && line->inside)
        return ORTH_SCORE_ALIKE;
    orth_score_verdict verdict = line->has_ratio ? by_ratio(line->ratio) : ORTH_SCORE_CLOSER;
    if (line->has_band && verdict != ORTH_SCORE_CLOSER && is_missing(line))
        return ORTH_SCORE_MISSING;
    return line->has_band && verdict == ORTH_SCORE_AS_GBM && is_gbm ? ORTH_SCORE_FAR : verdict;
}

/* How far from 0 a figure can be. */
static double most_of(orth_score_kind kind)
{
    switch (kind) {
    case ORTH_SCORE_ACF:
    case ORTH_SCORE_ACF_ABSOLUTE:
    case ORTH_SCORE_ACF_SQUARE:
    case ORTH_SCORE_LEVERAGE:
    case ORTH_SCORE_CORRELATION:
        return 1;
    case ORTH_SCORE_TAIL_CORRELATION:
        return 2;
    default:
        return INFINITY;
    }
}

/* A resample takes its products over a lag from the rows as they stood, so that one great return
 * that is drawn in a product and not in the variance leaves what a correlation can be. */
static void keep_within(double *values, size_t count, double most)
{
    for (size_t v = 0; v < count; v++)
        values[v] = fmax(-most, fmin(most, values[v]));
}

static void put_values(orth_score_line *line, const orth_score *score, orth_score_place place)
{
    line->count = place.count;
    if (place.count == 0)
        return;
    line->data = score->data + place.at;
    line->model = score->model + place.at;
    line->gbm = score->gbm + place.at;
    if (!any_nan(score->data_low, place) && !any_nan(score->data_high, place)) {
        keep_within(score->data_low + place.at, place.count, most_of(line->kind));
        keep_within(score->data_high + place.at, place.count, most_of(line->kind));
        line->data_low = score->data_low + place.at;
        line->data_high = score->data_high + place.at;
    }
    if (!any_nan(score->model_low, place) && !any_nan(score->model_high, place)) {
        line->model_low = score->model_low + place.at;
        line->model_high = score->model_high + place.at;
    }
}

static void put_line(orth_score *score, size_t horizon, size_t token, orth_score_kind kind)
{
    const orth_score_shape *shape = &score->shape;
    bool joint = kind >= ORTH_SCORE_CORRELATION;
    size_t at = orth_score_line_of(shape, horizon, token, kind);
    orth_score_line *line = &score->lines[at];
    *line = (orth_score_line){.kind = kind,
                              .horizon = horizon,
                              .token = joint ? ORTH_SCORE_NO_TOKEN : token,
                              .why = why_of(score, horizon, token, kind)};
    if (line->why == ORTH_SCORE_FEW) {
        line->rows_needed = orth_score_rows_least(shape->horizons[horizon]);
    }
    if (line->why != ORTH_SCORE_DEFINED)
        return;
    line->by_mean = !joint && shape->by_mean[horizon * shape->n + token];
    put_values(line, score, orth_score_place_of(shape, horizon, token, kind));
    line->distance = score->distance[at];
    line->gbm_distance = score->gbm_distance[at];
    line->has_interval = !isnan(score->distance_low[at]) && !isnan(score->distance_high[at]);
    line->distance_low = line->has_interval ? score->distance_low[at] : 0;
    line->distance_high = line->has_interval ? score->distance_high[at] : 0;
    line->has_ratio = line->distance > 0 && isfinite(line->gbm_distance / line->distance);
    line->ratio = line->has_ratio ? line->gbm_distance / line->distance : 0;
    line->has_band = !isnan(score->band[at]);
    line->band = line->has_band ? score->band[at] : 0;
    line->inside = line->has_band && line->distance <= line->band;
    line->gbm_apart = (line->has_band && line->gbm_distance > line->band) ||
                      (line->has_interval && line->gbm_distance > line->distance_high);
    line->verdict = judge(line, score->is_gbm);
}

void orth_score_put_lines(orth_score *score)
{
    const orth_score_shape *shape = &score->shape;
    for (size_t h = 0; h < shape->horizon_count; h++) {
        for (size_t i = 0; i < shape->n; i++)
            for (size_t kind = 0; kind < ORTH_SCORE_TOKEN_KINDS; kind++)
                put_line(score, h, i, (orth_score_kind)kind);
        put_line(score, h, 0, ORTH_SCORE_CORRELATION);
        put_line(score, h, 0, ORTH_SCORE_TAIL_CORRELATION);
    }
}

size_t orth_score_line_count(const orth_score *score)
{
    return orth_score_lines(&score->shape);
}

const orth_score_line *orth_score_line_at(const orth_score *score, size_t i)
{
    return &score->lines[i];
}

bool orth_score_inside(const orth_score *score)
{
    size_t with_band = 0;
    for (size_t l = 0; l < orth_score_lines(&score->shape); l++) {
        with_band += score->lines[l].has_band;
        if (score->lines[l].has_band && !score->lines[l].inside)
            return false;
    }
    return with_band > 0;
}

orth_score_quantiles orth_score_quantiles_of(const orth_score *score, size_t horizon, size_t token)
{
    size_t line = orth_score_line_of(&score->shape, horizon, token, ORTH_SCORE_KS);
    if (score->lines[line].why != ORTH_SCORE_DEFINED)
        return (orth_score_quantiles){0};
    const double *at =
        score->quantiles + (horizon * score->shape.n + token) * 3 * ORTH_SCORE_QUANTILES;
    return (orth_score_quantiles){score->normal, at, at + ORTH_SCORE_QUANTILES,
                                  at + (size_t)2 * ORTH_SCORE_QUANTILES};
}
