/* What is to be scored: checked and measured. */
#include <math.h>
#include <stdlib.h>

#include "base/plural.h"
#include "base/text.h"
#include "numeric/elementary.h"
#include "score/score.h"

#define TOKENS_MAX ORTH_SCORE_TOKENS_MAX
#define PERMITTED_PRICE                                                                            \
    "from " ORTH_LIMIT_TEXT(ORTH_PRICE_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX)

const uint64_t orth_score_horizons[ORTH_SCORE_HORIZONS_USUAL] = {1, 5, 15, 60};

static orth_status check_data(const orth_score_data *data, const char *what, orth_error *error)
{
    if (data->n < 1 || data->n > TOKENS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "%s: %zu tokens; permitted: from 1 to %d", what,
                         data->n, TOKENS_MAX);
    if (data->rows < 2 || data->rows > ORTH_SCORE_ROWS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "%s: %zu row%s; permitted: from 2 to %d", what,
                         data->rows, orth_plural(data->rows, "", "s"), ORTH_SCORE_ROWS_MAX);
    for (size_t e = 0; e < data->n * data->rows; e++) {
        double price = data->prices[e];
        if (!(price >= ORTH_PRICE_MIN && price <= ORTH_PRICE_MAX))
            return orth_fail(
                error, ORTH_DOMAIN,
                "%s: row %zu: the price of %.100s is %.6g; permitted: " PERMITTED_PRICE, what,
                e / data->n, data->tokens[e % data->n], price);
    }
    return ORTH_OK;
}

static orth_status check_count(const char *name, uint64_t count, uint64_t least, orth_error *error)
{
    if (count == 0 || (count >= least && count <= ORTH_SCORE_REPLICATES_MAX))
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN, "score: %ju %s; permitted: 0, or from %ju to %d",
                     (uintmax_t)count, name, (uintmax_t)least, ORTH_SCORE_REPLICATES_MAX);
}

static orth_status check_tokens(size_t n, const orth_market *model, const orth_score_terms *terms,
                                orth_error *error)
{
    size_t all = orth_market_tokens(model);
    if (terms->model_tokens == NULL && all != n)
        return orth_fail(error, ORTH_DOMAIN,
                         "score: a model of %zu token%s; permitted: the %zu of the data", all,
                         orth_plural(all, "", "s"), n);
    for (size_t i = 0; terms->model_tokens != NULL && i < n; i++)
        if (terms->model_tokens[i] >= all)
            return orth_fail(error, ORTH_DOMAIN,
                             "score: token %zu of a model of %zu; permitted: from 0 to %zu",
                             terms->model_tokens[i], all, all - 1);
    return ORTH_OK;
}

static orth_status check_horizons(const orth_score_terms *terms, orth_error *error)
{
    if (terms->horizon_count > ORTH_SCORE_HORIZONS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "score: %zu horizons; permitted: at most %d",
                         terms->horizon_count, ORTH_SCORE_HORIZONS_MAX);
    for (size_t h = 0; h < terms->horizon_count; h++) {
        uint64_t before = h == 0 ? 0 : terms->horizons[h - 1];
        if (terms->horizons[h] <= before)
            return orth_fail(error, ORTH_DOMAIN,
                             "score: a horizon of %ju blocks; permitted: at least %ju, as horizons "
                             "rise",
                             (uintmax_t)terms->horizons[h], (uintmax_t)before + 1);
    }
    return ORTH_OK;
}

static uint64_t first_horizon(const orth_score_terms *terms)
{
    return terms->horizon_count > 0 ? terms->horizons[0] : orth_score_horizons[0];
}

static orth_status check_rows(const orth_score_data *data, const orth_score_terms *terms,
                              orth_error *error)
{
    uint64_t first = first_horizon(terms);
    if ((data->rows - 1) / first >= ORTH_SCORE_RETURNS_LEAST)
        return ORTH_OK;
    return orth_fail(
        error, ORTH_DOMAIN,
        "score: %zu rows of prices; permitted: at least %ju, which are %d returns over "
        "%ju block%s",
        data->rows, (uintmax_t)orth_score_rows_least(first), ORTH_SCORE_RETURNS_LEAST,
        (uintmax_t)first, orth_plural(first, "", "s"));
}

orth_status orth_score_check(const orth_score_data *data, const orth_market *model,
                             const orth_score_terms *terms, orth_error *error)
{
    orth_status status = check_data(data, "score", error);
    if (status == ORTH_OK && terms->fitted != NULL)
        status = check_data(terms->fitted, "score: what GBM is fitted to", error);
    if (status == ORTH_OK && terms->fitted != NULL && terms->fitted->n != data->n)
        return orth_fail(error, ORTH_DOMAIN, "score: GBM is fitted to %zu tokens; permitted: %zu",
                         terms->fitted->n, data->n);
    if (status == ORTH_OK)
        status = check_tokens(data->n, model, terms, error);
    if (status == ORTH_OK && !orth_market_is_random(model))
        return orth_fail(error, ORTH_DOMAIN,
                         "score: a model whose paths are all the same; permitted: one that draws "
                         "them, such as gbm or garch");
    if (status == ORTH_OK)
        status = check_horizons(terms, error);
    if (status == ORTH_OK)
        status = check_count("resamples", terms->resamples, 20, error);
    if (status == ORTH_OK)
        status = check_count("paths", terms->paths, 19, error);
    if (status == ORTH_OK && terms->reference > ORTH_SCORE_REFERENCE_MAX)
        return orth_fail(error, ORTH_DOMAIN,
                         "score: a reference of %ju paths; permitted: at most %d, or 0",
                         (uintmax_t)terms->reference, ORTH_SCORE_REFERENCE_MAX);
    return status == ORTH_OK ? check_rows(data, terms, error) : status;
}

/* A price that grows at one rate has no figures either. */
static bool moves(const orth_score_data *data, size_t token)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t t = 1; t < data->rows; t++) {
        const double *price = data->prices + t * data->n + token;
        double r = orth_log(price[0] / *(price - data->n));
        low = fmin(low, r);
        high = fmax(high, r);
    }
    return high - low > ORTH_SCORE_APART * fmax(fabs(low), fabs(high));
}

static orth_status set_shape(orth_score *score, const orth_score_data *data,
                             const orth_score_terms *terms, orth_error *error)
{
    orth_score_shape *shape = &score->shape;
    bool usual = terms->horizon_count == 0;
    shape->n = data->n;
    shape->rows = data->rows;
    shape->horizon_count = usual ? ORTH_SCORE_HORIZONS_USUAL : terms->horizon_count;
    for (size_t h = 0; h < shape->horizon_count; h++) {
        shape->horizons[h] = usual ? orth_score_horizons[h] : terms->horizons[h];
        size_t count = (size_t)((data->rows - 1) / shape->horizons[h]);
        shape->returns[h] = shape->kept[h] = count < ORTH_SCORE_RETURNS_LEAST ? 0 : count;
    }
    shape->moving = malloc(data->n * sizeof *shape->moving);
    shape->by_mean = calloc(shape->horizon_count * data->n, sizeof *shape->by_mean);
    if (shape->moving == NULL || shape->by_mean == NULL)
        return orth_fail_memory(error, (double)data->n * sizeof *shape->moving);
    for (size_t i = 0; i < data->n; i++)
        if (moves(data, i))
            shape->moving[shape->moving_count++] = i;
    if (shape->moving_count == 0)
        return orth_fail(error, ORTH_DOMAIN,
                         "score: no price moves in the data; permitted: one that does");
    shape->pairs = shape->moving_count * (shape->moving_count - 1) / 2;
    return ORTH_OK;
}

static uint64_t usual_reference(size_t rows)
{
    uint64_t fit = (UINT64_C(1) << 20) / rows;
    return fit < 4 ? 4 : fit < 64 ? fit : 64;
}

static orth_status make_room(orth_score *score, orth_error *error)
{
    const orth_score_shape *shape = &score->shape;
    size_t values = orth_score_values(shape), lines = orth_score_lines(shape);
    size_t pictures = shape->horizon_count * shape->n * 3 * ORTH_SCORE_QUANTILES;
    size_t numbers = 7 * values + 5 * lines + pictures + shape->horizon_count;
    double *at = score->numbers = malloc(numbers * sizeof *at);
    score->lines = calloc(lines, sizeof *score->lines);
    if (at == NULL || score->lines == NULL)
        return orth_fail_memory(error, (double)numbers * sizeof *at);
    for (size_t e = 0; e < numbers; e++)
        at[e] = NAN;
    double **of_value[] = {&score->data,      &score->data_low,   &score->data_high, &score->model,
                           &score->model_low, &score->model_high, &score->gbm};
    double **of_line[] = {&score->distance, &score->distance_low, &score->distance_high,
                          &score->gbm_distance, &score->band};
    for (size_t k = 0; k < sizeof of_value / sizeof *of_value; k++, at += values)
        *of_value[k] = at;
    for (size_t k = 0; k < sizeof of_line / sizeof *of_line; k++, at += lines)
        *of_line[k] = at;
    score->quantiles = at;
    score->mean_lengths = at + pictures;
    for (size_t h = 0; h < shape->horizon_count; h++)
        score->mean_lengths[h] = 0;
    return ORTH_OK;
}

orth_status orth_score_set_up(orth_score *score, const orth_score_data *data,
                              const orth_score_terms *terms, orth_error *error)
{
    orth_status status = set_shape(score, data, terms, error);
    if (status == ORTH_OK)
        status = make_room(score, error);
    if (status == ORTH_OK && data->times != NULL)
        status = orth_score_leave_gaps_out(score, data, terms->block_seconds, error);
    orth_score_facts *facts = &score->facts;
    facts->n = data->n;
    facts->rows = data->rows;
    facts->horizon_count = score->shape.horizon_count;
    facts->horizons = score->shape.horizons;
    facts->returns = score->shape.kept;
    facts->left_out = score->left_out;
    facts->mean_lengths = score->mean_lengths;
    facts->resamples = terms->resamples;
    facts->paths = terms->paths;
    facts->reference = terms->reference > 0 ? terms->reference : usual_reference(data->rows);
    facts->still = data->n - score->shape.moving_count;
    return status;
}

void orth_score_put_returns(orth_score_room *room, const orth_score_data *data)
{
    size_t n = data->n, blocks = data->rows - 1;
    for (size_t i = 0; i < n; i++)
        for (size_t t = 0; t < blocks; t++)
            room->base[i * blocks + t] =
                orth_log(data->prices[(t + 1) * n + i] / data->prices[t * n + i]);
}

void orth_score_put_means(orth_score *score, orth_score_room *room)
{
    orth_score_shape *shape = &score->shape;
    for (size_t h = 0; h < shape->horizon_count; h++) {
        size_t count = shape->returns[h];
        const double *returns = orth_score_returns(room, shape, h);
        for (size_t i = 0; i < shape->n; i++) {
            size_t zeros = 0;
            for (size_t t = 0; t < count; t++)
                zeros += returns[i * count + t] == 0 && !orth_score_is_left_out(shape, h, t);
            shape->by_mean[h * shape->n + i] = 2 * zeros > shape->kept[h];
        }
    }
}
