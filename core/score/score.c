/* The scorecard, from the data and the model to its lines. */
#include "score/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market/market.h"
#include "numeric/normal.h"
#include "orthant/performance.h"
#include "score/paths.h"
#include "score/resample.h"
#include "score/sort.h"

uint64_t orth_score_paths(uint64_t replicates)
{
    if (replicates == 0)
        return 0;
    uint64_t all = replicates / 20 * 20;
    return all < 20 ? 19 : all - 1;
}

size_t orth_score_split(size_t rows, double share)
{
    return (size_t)floor(share * (double)(rows - 1) + 0.5) + 1;
}

/* Everything that lives while a score is made. */
typedef struct making {
    orth_score *score;
    const orth_score_data *data;
    const orth_score_terms *terms;
    orth_score_room room;
    orth_score_reference model, gbm;
    double *samples;   /* of the data */
    double *values;    /* [path][value] of the band's paths */
    double *distances; /* [1 + path][line], the data's first */
} making;

static orth_status make_references(making *make, const orth_market *model, orth_error *error)
{
    const orth_score_data *fitted = make->terms->fitted != NULL ? make->terms->fitted : make->data;
    orth_score_route route = {.shape = &make->score->shape,
                              .market = model,
                              .tokens = make->terms->model_tokens,
                              .first = ORTH_SCORE_PATH_FIRST,
                              .count = make->score->facts.reference,
                              .threads = make->terms->threads,
                              .progress = "paths of the model",
                              .stop = make->terms->stop};
    orth_market *gbm = NULL;
    orth_status status = orth_score_reference_make(&make->model, &route, error);
    if (status == ORTH_OK)
        status = orth_score_gbm(&gbm, fitted, make->terms->seed, error);
    route.market = gbm;
    route.tokens = NULL;
    route.progress = "paths of GBM";
    if (status == ORTH_OK)
        status = orth_score_reference_make(&make->gbm, &route, error);
    orth_market_free(gbm);
    return status;
}

/* The data's figures, and how far they are from both references. */
static void see_data(making *make)
{
    orth_score *score = make->score;
    const orth_score_shape *shape = &score->shape;
    orth_score_wanted wanted = {.values = score->data,
                                .samples = make->samples,
                                .series = 1,
                                .reference = &make->gbm,
                                .distances = score->gbm_distance};
    orth_score_evaluate(&make->room, shape, &wanted);
    wanted.reference = &make->model;
    wanted.distances = score->distance;
    orth_score_evaluate(&make->room, shape, &wanted);
    for (size_t v = 0; v < orth_score_values(shape); v++) {
        score->model[v] = make->model.values[v];
        score->gbm[v] = make->gbm.values[v];
    }
}

static void put_quantiles(making *make)
{
    orth_score *score = make->score;
    const orth_score_shape *shape = &score->shape;
    for (size_t q = 0; q < ORTH_SCORE_QUANTILES; q++)
        score->normal[q] = -3.5 + 7.0 * (double)q / (ORTH_SCORE_QUANTILES - 1);
    for (size_t h = 0; h < shape->horizon_count; h++)
        for (size_t m = 0; m < shape->moving_count && shape->returns[h] > 0; m++) {
            size_t i = shape->moving[m], at = orth_score_sample_at(shape, h, i);
            size_t n = shape->kept[h], all = n * make->model.series;
            double *out = score->quantiles + (h * shape->n + i) * 3 * ORTH_SCORE_QUANTILES;
            for (size_t q = 0; q < ORTH_SCORE_QUANTILES; q++) {
                double level = 1 - orth_normal_above(score->normal[q]);
                out[q] = orth_score_quantile(n, make->samples + at, level);
                out[ORTH_SCORE_QUANTILES + q] =
                    orth_score_quantile(all, make->model.samples + at * make->model.series, level);
                out[2 * ORTH_SCORE_QUANTILES + q] =
                    orth_score_quantile(all, make->gbm.samples + at * make->gbm.series, level);
            }
        }
}

/* Quantiles of each value over the paths of the band. */
static void put_spread(making *make, double *scratch)
{
    orth_score *score = make->score;
    size_t width = orth_score_values(&score->shape), paths = (size_t)score->facts.paths;
    for (size_t v = 0; v < width; v++) {
        for (size_t p = 0; p < paths; p++)
            scratch[p] = make->values[p * width + v];
        orth_spread spread = orth_spread_of(paths, scratch);
        score->model_low[v] = spread.low;
        score->model_high[v] = spread.high;
    }
}

static orth_status see_band(making *make, const orth_market *model, orth_error *error)
{
    orth_score *score = make->score;
    size_t width = orth_score_values(&score->shape), lines = orth_score_lines(&score->shape);
    size_t paths = (size_t)score->facts.paths;
    orth_score_route route = {.shape = &score->shape,
                              .market = model,
                              .tokens = make->terms->model_tokens,
                              .first = ORTH_SCORE_PATH_FIRST + score->facts.reference,
                              .count = paths,
                              .threads = make->terms->threads,
                              .progress = "paths of the model against itself",
                              .stop = make->terms->stop};
    if (paths == 0)
        return ORTH_OK;
    make->values = malloc((paths * width + paths) * sizeof(double));
    make->distances = malloc((paths + 1) * lines * sizeof(double));
    if (make->values == NULL || make->distances == NULL)
        return orth_fail_memory(error, (double)(paths * (width + lines)) * sizeof(double));
    orth_status status =
        orth_score_paths_run(&route, &make->model, make->values, make->distances + lines, error);
    if (status != ORTH_OK)
        return status;
    for (size_t l = 0; l < lines; l++)
        make->distances[l] = score->distance[l];
    put_spread(make, make->values + paths * width);
    return orth_score_band(paths + 1, lines, make->distances, score->band, error);
}

static orth_status see_resamples(making *make, orth_error *error)
{
    orth_score *score = make->score;
    orth_score_resamples all = {.shape = &score->shape,
                                .reference = &make->model,
                                .count = score->facts.resamples,
                                .seed = make->terms->seed,
                                .threads = make->terms->threads,
                                .stop = make->terms->stop};
    orth_score_intervals out = {score->data_low, score->data_high, score->distance_low,
                                score->distance_high, score->mean_lengths};
    return all.count == 0 ? ORTH_OK : orth_score_resample(&all, &make->room, &out, error);
}

static orth_status make_all(making *make, const orth_market *model, orth_error *error)
{
    orth_score *score = make->score;
    orth_status status = orth_score_room_create(&make->room, &score->shape, error);
    if (status != ORTH_OK)
        return status;
    orth_score_put_returns(&make->room, make->data);
    orth_score_put_means(score, &make->room);
    status = orth_score_put_volatility(score, &make->room, model, make->terms->model_tokens, error);
    if (status != ORTH_OK)
        return status;
    size_t samples = orth_score_sample_size(&score->shape);
    make->samples = malloc(samples * sizeof *make->samples);
    if (make->samples == NULL)
        return orth_fail_memory(error, (double)samples * sizeof *make->samples);
    status = make_references(make, model, error);
    if (status != ORTH_OK)
        return status;
    see_data(make);
    put_quantiles(make);
    status = see_band(make, model, error);
    if (status == ORTH_OK)
        status = see_resamples(make, error);
    if (status == ORTH_OK)
        orth_score_put_lines(score);
    return status;
}

orth_status orth_score_make(orth_score **score, const orth_score_data *data,
                            const orth_market *model, const orth_score_terms *terms,
                            orth_error *error)
{
    *score = NULL;
    orth_status status = orth_score_check(data, model, terms, error);
    if (status != ORTH_OK)
        return status;
    making make = {.data = data, .terms = terms, .score = calloc(1, sizeof **score)};
    if (make.score == NULL)
        return orth_fail_memory(error, sizeof **score);
    status = orth_score_set_up(make.score, data, terms, error);
    make.score->is_gbm = strcmp(model->model->public.name, "gbm") == 0;
    if (status == ORTH_OK)
        status = make_all(&make, model, error);
    orth_score_room_free(&make.room);
    orth_score_reference_free(&make.model);
    orth_score_reference_free(&make.gbm);
    free(make.samples);
    free(make.values);
    free(make.distances);
    if (status == ORTH_OK)
        *score = make.score;
    else
        orth_score_free(make.score);
    return status;
}

void orth_score_free(orth_score *score)
{
    if (score == NULL)
        return;
    free(score->shape.moving);
    free(score->shape.by_mean);
    free(score->shape.gaps);
    free(score->volatility);
    free(score->lines);
    free(score->numbers);
    free(score);
}

orth_score_facts orth_score_facts_of(const orth_score *score)
{
    return score->facts;
}
