/* The scorecard: known answers, an oracle that counts as the definitions say, verdicts, reasons,
 * the same bits everywhere. How often a model is inside the band of its own is market_score_level.
 * 1 s. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/kernel.h"
#include "orthant/market_score.h"
#include "score/ranks.h"
#include "score/resample.h"
#include "score/sort.h"

#define N 3
static const char *const tokens[N] = {"ONE", "TWO", "THREE"};
static const double volatility[N] = {0.001, 0.002, 0.0005}, high_alpha[N] = {0.08, 0.08, 0.08};
static const double high_beta[N] = {0.9, 0.9, 0.9};
static const double correlation[N * N] = {1, 0.6, 0.2, 0.6, 1, 0.3, 0.2, 0.3, 1};

/* Blocks of a year, so that parameters are those of a block. */
static orth_market_spec spec_of(const char *model, size_t n, uint64_t seed)
{
    orth_market_spec spec = {.model = model,
                             .n = n,
                             .tokens = tokens,
                             .seed = seed,
                             .block_seconds = ORTH_YEAR_SECONDS,
                             .parameters = {{"volatility", volatility}}};
    if (n == N)
        spec.parameters[1] = (orth_market_parameter){"correlation", correlation};
    return spec;
}

static orth_market *market_of(const orth_market_spec *spec)
{
    orth_market *market;
    orth_error error;
    ck_assert_msg(orth_market_create(&market, spec, &error) == ORTH_OK, "%s", error.text);
    return market;
}

static orth_market *garch_with(size_t n, uint64_t seed, const double *alpha, const double *beta)
{
    orth_market_spec spec = spec_of("garch", n, seed);
    size_t next = n == N ? 2 : 1;
    spec.parameters[next] = (orth_market_parameter){"garch_alpha", alpha};
    spec.parameters[next + 1] = (orth_market_parameter){"garch_beta", beta};
    return market_of(&spec);
}

static orth_market *garch_of(size_t n, uint64_t seed)
{
    return garch_with(n, seed, high_alpha, high_beta);
}

static orth_market *gbm_of(size_t n, uint64_t seed)
{
    orth_market_spec spec = spec_of("gbm", n, seed);
    return market_of(&spec);
}

static double *prices_of(const orth_market *market, uint64_t path, size_t rows)
{
    double *prices = malloc(rows * orth_market_tokens(market) * sizeof *prices);
    orth_market_walk *walk;
    orth_error error;
    ck_assert(prices != NULL && orth_market_walk_create(&walk, market, 1, &error) == ORTH_OK);
    orth_market_walk_start(walk, path);
    ck_assert(orth_market_walk_fill(walk, rows, prices, NULL, &error) == ORTH_OK);
    orth_market_walk_free(walk);
    return prices;
}

static orth_score *score_of(const orth_score_data *data, const orth_market *model,
                            const orth_score_terms *terms)
{
    orth_score *score;
    orth_error error;
    ck_assert_msg(orth_score_make(&score, data, model, terms, &error) == ORTH_OK, "%s", error.text);
    return score;
}

static const orth_score_line *line_of(const orth_score *score, size_t horizon, size_t token,
                                      orth_score_kind kind)
{
    for (size_t l = 0; l < orth_score_line_count(score); l++) {
        const orth_score_line *line = orth_score_line_at(score, l);
        bool joint = line->token == ORTH_SCORE_NO_TOKEN;
        if (line->horizon == horizon && line->kind == kind && (joint || line->token == token))
            return line;
    }
    ck_abort_msg("no such line");
    return NULL;
}

/* ---------------------------------------------------------------- samples */

START_TEST(known_distances)
{
    static const double x[] = {-1.2, -.3, 0, .4, 2}, y[] = {-1, -.1, .1, .3, .5, 1.5};
    ck_assert_double_eq_tol(orth_score_ks(5, x, 6, y), 4.0 / 15, 1e-15);
    ck_assert_double_eq_tol(orth_score_w1(5, x, 6, y), 0.31666666666666667, 1e-15);
    ck_assert_double_eq_tol(orth_score_ks(6, y, 5, x), 4.0 / 15, 1e-15);
    ck_assert(orth_score_ks(5, x, 5, x) == 0 && orth_score_w1(5, x, 5, x) == 0);
    static const double ties[] = {0, 0, 0, 1}, other[] = {0, 1, 1, 1};
    ck_assert(orth_score_ks(4, ties, 4, other) == 0.5 && orth_score_w1(4, ties, 4, other) == 0.5);
    static const double far[] = {5};
    ck_assert(orth_score_ks(1, far, 4, ties) == 1 && orth_score_w1(1, far, 4, ties) == 4.75);
}
END_TEST

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void sorts_as_qsort(size_t n, const double *values)
{
    double *one = malloc(3 * n * sizeof *one), *two = one + n, *scratch = two + n;
    memcpy(one, values, n * sizeof *one);
    memcpy(two, values, n * sizeof *two);
    orth_score_sort(n, one, scratch);
    qsort(two, n, sizeof *two, ascending);
    for (size_t i = 0; i < n; i++)
        ck_assert(one[i] == two[i]);
    for (size_t i = 0; i < n; i++)
        scratch[i] = fabs(values[i]);
    qsort(scratch, n, sizeof *scratch, ascending);
    ck_assert(orth_score_median_size(n, one) == (scratch[(n - 1) / 2] + scratch[n / 2]) / 2);
    free(one);
}

START_TEST(sorted_by_bits)
{
    test_random random = test_seeded(5);
    double values[3000];
    for (size_t round = 0; round < 60; round++) {
        size_t n = 1 + test_random_below(&random, 3000);
        for (size_t i = 0; i < n; i++) {
            double u = test_random_unit(&random) - 0.5;
            /* wide; ties; told apart by the last bits only, which takes the long way; one sign */
            values[i] = round % 4 == 0   ? u * exp(40 * test_random_unit(&random))
                        : round % 4 == 1 ? floor(8 * u)
                        : round % 4 == 2 ? 1 + 1e-12 * u
                                         : -fabs(u);
        }
        sorts_as_qsort(n, values);
    }
}
END_TEST

/* ---------------------------------------------------------------- the definitions once more */

static long double mean_of(size_t n, const long double *v)
{
    long double sum = 0;
    for (size_t t = 0; t < n; t++)
        sum += v[t];
    return sum / (long double)n;
}

/* sum (x_t - mean)(y_(t+k) - mean) / sqrt(...), over all of both below. */
static double lagged(size_t n, const long double *x, const long double *y, size_t k)
{
    long double mx = mean_of(n, x), my = mean_of(n, y), xy = 0, xx = 0, yy = 0;
    for (size_t t = 0; t < n; t++) {
        xx += (x[t] - mx) * (x[t] - mx);
        yy += (y[t] - my) * (y[t] - my);
        if (t + k < n)
            xy += (x[t] - mx) * (y[t + k] - my);
    }
    return (double)(xy / sqrtl(xx * yy));
}

/* The returns of a token at a horizon, their sizes, squares; returns how many. */
static size_t returns_of(const orth_score_data *data, size_t token, uint64_t h, long double *r)
{
    size_t n = (data->rows - 1) / h;
    for (size_t k = 0; k < n; k++)
        r[k] = logl((long double)data->prices[(k + 1) * h * data->n + token] /
                    data->prices[k * h * data->n + token]);
    return n;
}

static void holds_for_token(const orth_score *score, const orth_score_data *data, size_t horizon,
                            size_t token, uint64_t h)
{
    long double r[1200], a[1200], q[1200];
    size_t n = returns_of(data, token, h, r), tail = n / 20;
    long double m = mean_of(n, r), second = 0, fourth = 0, logs = 0;
    double sizes[1200];
    for (size_t t = 0; t < n; t++) {
        a[t] = fabsl(r[t]);
        q[t] = r[t] * r[t];
        sizes[t] = (double)a[t];
        second += (r[t] - m) * (r[t] - m) / (long double)n;
        fourth += powl(r[t] - m, 4) / (long double)n;
    }
    qsort(sizes, n, sizeof *sizes, ascending);
    for (size_t i = 0; i < tail; i++)
        logs += logl((long double)sizes[n - 1 - i] / sizes[n - 1 - tail]);
    const orth_score_line *line = line_of(score, horizon, token, ORTH_SCORE_KURTOSIS);
    ck_assert_double_eq_tol(line->data[0], (double)(fourth / (second * second) - 3), 1e-11);
    line = line_of(score, horizon, token, ORTH_SCORE_HILL);
    ck_assert_double_eq_tol(line->data[0], (double)((long double)tail / logs), 1e-11);
    for (size_t k = 1; k <= ORTH_SCORE_LAGS; k++) {
        if (k <= ORTH_SCORE_LAGS_SHORT) {
            line = line_of(score, horizon, token, ORTH_SCORE_ACF);
            ck_assert_double_eq_tol(line->data[k - 1], lagged(n, r, r, k), 1e-11);
            line = line_of(score, horizon, token, ORTH_SCORE_LEVERAGE);
            ck_assert_double_eq_tol(line->data[k - 1], lagged(n, r, q, k), 1e-11);
        }
        line = line_of(score, horizon, token, ORTH_SCORE_ACF_ABSOLUTE);
        ck_assert_double_eq_tol(line->data[k - 1], lagged(n, a, a, k), 1e-11);
        line = line_of(score, horizon, token, ORTH_SCORE_ACF_SQUARE);
        ck_assert_double_eq_tol(line->data[k - 1], lagged(n, q, q, k), 1e-11);
    }
}

typedef struct badness {
    long double sum;
    size_t time;
} badness;

static int worst_first(const void *a, const void *b)
{
    const badness *x = a, *y = b;
    return (x->sum > y->sum) - (x->sum < y->sum);
}

static void holds_together(const orth_score *score, const orth_score_data *data, size_t horizon,
                           uint64_t h)
{
    static long double r[N][1200], in_tail[N][1200];
    badness all[1200] = {{0, 0}};
    size_t n = 0, pair = 0;
    for (size_t i = 0; i < N; i++) {
        double sizes[1200];
        n = returns_of(data, i, h, r[i]);
        for (size_t t = 0; t < n; t++)
            sizes[t] = (double)fabsl(r[i][t]);
        qsort(sizes, n, sizeof *sizes, ascending);
        for (size_t t = 0; t < n; t++) {
            all[t].time = t;
            all[t].sum += r[i][t] / ((sizes[(n - 1) / 2] + sizes[n / 2]) / 2);
        }
    }
    qsort(all, n, sizeof *all, worst_first);
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < n / 20; k++)
            in_tail[i][k] = r[i][all[k].time];
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++, pair++) {
            double whole = lagged(n, r[i], r[j], 0);
            const orth_score_line *line = line_of(score, horizon, 0, ORTH_SCORE_CORRELATION);
            ck_assert_uint_eq(line->count, 3);
            ck_assert_double_eq_tol(line->data[pair], whole, 1e-11);
            line = line_of(score, horizon, 0, ORTH_SCORE_TAIL_CORRELATION);
            ck_assert_double_eq_tol(line->data[pair],
                                    lagged(n / 20, in_tail[i], in_tail[j], 0) - whole, 1e-11);
        }
}

START_TEST(figures_as_defined)
{
    static const uint64_t horizons[] = {1, 4};
    orth_market *market = garch_of(N, 3);
    double *prices = prices_of(market, 1000, 1101);
    orth_score_data data = {N, tokens, 1101, prices, NULL};
    orth_score_terms terms = {
        .horizon_count = 2, .horizons = horizons, .reference = 3, .threads = 1};
    orth_score *score = score_of(&data, market, &terms);
    ck_assert_uint_eq(orth_score_line_count(score), 2 * (8 * N + 2));
    for (size_t h = 0; h < 2; h++) {
        for (size_t i = 0; i < N; i++)
            holds_for_token(score, &data, h, i, horizons[h]);
        holds_together(score, &data, h, horizons[h]);
    }
    orth_score_free(score);
    orth_market_free(market);
    free(prices);
}
END_TEST

/* Distances are between data and the reference: by one path as the reference, made here. */
START_TEST(distances_to_a_path)
{
    static const uint64_t one[] = {1};
    orth_market *model = gbm_of(1, 12), *other = garch_of(1, 3);
    double *prices = prices_of(other, 0, 601), *path = prices_of(model, 0, 601), x[2][600];
    orth_score_data data = {1, tokens, 601, prices, NULL}, its = {1, tokens, 601, path, NULL};
    orth_score_terms terms = {.horizon_count = 1, .horizons = one, .reference = 1, .threads = 1};
    orth_score *score = score_of(&data, model, &terms), *itself = score_of(&its, model, &terms);
    for (size_t s = 0; s < 2; s++) {
        double sizes[600];
        for (size_t t = 0; t < 600; t++) {
            const double *from = s == 0 ? prices : path;
            x[s][t] = log(from[t + 1] / from[t]);
            sizes[t] = fabs(x[s][t]);
        }
        qsort(sizes, 600, sizeof *sizes, ascending);
        qsort(x[s], 600, sizeof *sizes, ascending);
        for (size_t t = 0; t < 600; t++)
            x[s][t] /= (sizes[299] + sizes[300]) / 2;
    }
    ck_assert_double_eq_tol(line_of(score, 0, 0, ORTH_SCORE_KS)->distance,
                            orth_score_ks(600, x[0], 600, x[1]), 1e-12);
    ck_assert_double_eq_tol(line_of(score, 0, 0, ORTH_SCORE_W1)->distance,
                            orth_score_w1(600, x[0], 600, x[1]), 1e-9);
    for (int kind = ORTH_SCORE_KURTOSIS; kind < ORTH_SCORE_CORRELATION; kind++) {
        const orth_score_line *line = line_of(score, 0, 0, (orth_score_kind)kind);
        const orth_score_line *of_path = line_of(itself, 0, 0, (orth_score_kind)kind);
        double sum = 0, sum_gbm = 0;
        for (size_t v = 0; v < line->count; v++) {
            ck_assert_double_eq_tol(line->model[v], of_path->data[v], 1e-9);
            sum += fabs(line->data[v] - line->model[v]);
            sum_gbm += fabs(line->data[v] - line->gbm[v]);
        }
        ck_assert_double_eq_tol(line->distance, sum, 1e-12);
        ck_assert_double_eq_tol(line->gbm_distance, sum_gbm, 1e-12);
        ck_assert_double_eq_tol(line->ratio, sum_gbm / sum, 1e-9);
        ck_assert(of_path->distance < 1e-9);
    }
    orth_score_free(score);
    orth_score_free(itself);
    orth_market_free(model);
    orth_market_free(other);
    free(prices);
    free(path);
}
END_TEST

/* ---------------------------------------------------------------- closed forms of the models */

START_TEST(closed_forms)
{
    static const uint64_t one[] = {1};
    static const double rate[] = {0.02}, deviation[] = {1e-3}, sigma[] = {5e-4};
    orth_market_spec spec = spec_of("merton", 1, 4);
    spec.parameters[0].values = sigma;
    spec.parameters[1] = (orth_market_parameter){"jump_rate", rate};
    spec.parameters[2] = (orth_market_parameter){"jump_deviation", deviation};
    static const double alpha[] = {0.15}, beta[] = {0.45};
    orth_market *garch = garch_of(1, 9), *merton = market_of(&spec);
    orth_market *mild = garch_with(1, 9, alpha, beta);
    double *prices = prices_of(garch, 5000, 40001);
    orth_score_data data = {1, tokens, 40001, prices, NULL};
    orth_score_terms terms = {.horizon_count = 1, .horizons = one, .reference = 40};
    orth_score *score = score_of(&data, garch, &terms);
    const orth_score_line *line = line_of(score, 0, 0, ORTH_SCORE_KURTOSIS);
    /* the median of sample kurtoses, as fourth moments of this garch settle slowly and from below */
    ck_assert_double_eq_tol(line->model[0], 1.43283582089552, 0.3);
    ck_assert_double_eq_tol(line->gbm[0], 0, 0.03);
    line = line_of(score, 0, 0, ORTH_SCORE_ACF_SQUARE);
    ck_assert_double_eq_tol(line->model[0], 0.205217391304348, 0.015);
    ck_assert_double_eq_tol(line->model[9], 0.171099540750187, 0.015);
    ck_assert(line->ratio > 2);
    orth_score_free(score);
    /* kurtosis less 3: 6 a^2 / (1 - (a + b)^2 - 2 a^2); acf of r^2 a (1 - a b - b^2) / (1 - 2 a b - b^2) (a + b)^(k-1) */
    score = score_of(&data, mild, &terms);
    line = line_of(score, 0, 0, ORTH_SCORE_KURTOSIS);
    ck_assert_double_eq_tol(line->model[0], 6 * 0.15 * 0.15 / (1 - 0.36 - 2 * 0.15 * 0.15), 0.02);
    line = line_of(score, 0, 0, ORTH_SCORE_ACF_SQUARE);
    double lag = 0.15 * (1 - 0.15 * 0.45 - 0.45 * 0.45) / (1 - 2 * 0.15 * 0.45 - 0.45 * 0.45);
    for (size_t k = 0; k < 5; k++, lag *= 0.6)
        ck_assert_double_eq_tol(line->model[k], lag, 0.008);
    orth_score_free(score);
    score = score_of(&data, merton, &terms);
    line = line_of(score, 0, 0, ORTH_SCORE_KURTOSIS);
    /* 3 rate d^4 / (sigma^2 + rate d^2)^2, with 800 jumps a path */
    ck_assert_double_eq_tol(line->model[0], 3 * 0.02e-12 / (0.27e-6 * 0.27e-6), 0.03);
    ck_assert_double_lt(fabs(line_of(score, 0, 0, ORTH_SCORE_ACF_SQUARE)->model[0]), 0.01);
    orth_score_free(score);
    orth_market_free(garch);
    orth_market_free(mild);
    orth_market_free(merton);
    free(prices);
}
END_TEST

/* ---------------------------------------------------------------- verdicts */

START_TEST(verdicts)
{
    static const uint64_t one[] = {1};
    orth_market *garch = garch_of(N, 9), *gbm = gbm_of(N, 2);
    double *prices = prices_of(garch, 5000, 5001);
    orth_score_data data = {N, tokens, 5001, prices, NULL};
    orth_score_terms terms = {.horizon_count = 1, .horizons = one, .paths = 39};
    char words[ORTH_SCORE_WORDS_MAX];
    orth_score *score = score_of(&data, garch, &terms);
    ck_assert(orth_score_inside(score));
    orth_score_summary of = orth_score_summarise(score, ORTH_SCORE_CLUSTERING, 1);
    ck_assert(of.verdict == ORTH_SCORE_ALIKE && of.defined == 6 && of.inside == 6);
    ck_assert_str_eq(orth_score_words(words, of.verdict, of.ratio), "as the data");
    orth_score_free(score);
    score = score_of(&data, gbm, &terms);
    ck_assert(!orth_score_inside(score));
    of = orth_score_summarise(score, ORTH_SCORE_CLUSTERING, 0);
    ck_assert_str_eq(orth_score_words(words, of.verdict, of.ratio), "missing");
    of = orth_score_summarise(score, ORTH_SCORE_TOGETHER, 0);
    ck_assert(of.inside >= 1);
    const orth_score_line *line = line_of(score, 0, 1, ORTH_SCORE_ACF_SQUARE);
    ck_assert(line->verdict == ORTH_SCORE_MISSING && line->has_band && !line->inside);
    ck_assert(line->model_low != NULL && line->data_low == NULL && !line->has_interval);
    orth_score_free(score);
    ck_assert_str_eq(orth_score_words(words, ORTH_SCORE_CLOSER, 2.34), "2.3 times closer than GBM");
    ck_assert_str_eq(orth_score_words(words, ORTH_SCORE_WORSE, 0.5), "GBM is 2.0 times closer");
    orth_market_free(garch);
    orth_market_free(gbm);
    free(prices);
}
END_TEST

/* ---------------------------------------------------------------- the bootstrap */

/* A resample that has every return once is the data. */
START_TEST(the_data_drawn_are_the_data)
{
    enum { RETURNS = 700 };
    orth_market *market = garch_of(1, 3);
    double *prices = prices_of(market, 1, RETURNS + 1), *prefix = malloc((RETURNS + 1) * 8);
    orth_score_data data = {1, tokens, RETURNS + 1, prices, NULL};
    size_t moving[] = {0};
    bool by_mean[] = {false};
    orth_score_shape shape = {.n = 1,
                              .rows = RETURNS + 1,
                              .horizon_count = 1,
                              .horizons = {1},
                              .returns = {RETURNS},
                              .moving_count = 1,
                              .moving = moving,
                              .by_mean = by_mean};
    orth_score_room room;
    orth_error error;
    ck_assert(orth_score_room_create(&room, &shape, &error) == ORTH_OK);
    for (size_t t = 0; t < RETURNS; t++)
        room.base[t] = log(data.prices[t + 1] / data.prices[t]);
    orth_score_series series = {RETURNS, room.base, false};
    double direct[ORTH_SCORE_OF_TOKEN], drawn[ORTH_SCORE_OF_TOKEN];
    double sums[2 * ORTH_SCORE_SUMS];
    double scale = orth_score_series_prepare(&room, &series);
    orth_score_series_figures(&room, &series, scale, direct);
    /* one resample in two runs that go on after the last, one in a single run */
    orth_score_run runs[] = {{400, 500}, {200, 200}, {0, RETURNS}};
    size_t begin[] = {0, 2, 3};
    orth_score_runs all = {RETURNS, 2, begin, runs, 3};
    for (size_t s = 0; s < ORTH_SCORE_SUMS; s++) {
        orth_score_drawn_prefix(&room, RETURNS, s, prefix);
        orth_score_runs_sum(&all, prefix, sums + s, ORTH_SCORE_SUMS);
    }
    for (size_t b = 0; b < 2; b++) {
        orth_score_drawn_values(sums + b * ORTH_SCORE_SUMS, RETURNS, drawn);
        for (size_t v = 0; v < ORTH_SCORE_OF_TOKEN; v++)
            if (v != 1)
                ck_assert_double_eq_tol(drawn[v], direct[v], 1e-11);
    }
    uint32_t counts[RETURNS];
    orth_score_runs_count(&all, 0, counts);
    for (size_t t = 0; t < RETURNS; t++)
        ck_assert_uint_eq(counts[t], 1);
    orth_score_room_free(&room);
    orth_market_free(market);
    free(prices);
    free(prefix);
}
END_TEST

/* What depends on the order of a resample, against the resample written out. */
START_TEST(ranks_of_a_resample)
{
    enum { RETURNS = 700, TAIL = 35 };
    orth_market *market = garch_of(2, 3);
    double *prices = prices_of(market, 1, RETURNS + 1);
    size_t moving[] = {0, 1};
    bool by_mean[] = {false, true};
    orth_score_shape shape = {.n = 2,
                              .rows = RETURNS + 1,
                              .horizon_count = 1,
                              .horizons = {1},
                              .returns = {RETURNS},
                              .moving_count = 2,
                              .moving = moving,
                              .pairs = 1,
                              .by_mean = by_mean};
    orth_score_room room;
    orth_score_ranks ranks;
    orth_error error;
    ck_assert(orth_score_room_create(&room, &shape, &error) == ORTH_OK);
    for (size_t e = 0; e < 2 * RETURNS; e++)
        room.base[e] = log(prices[2 * (e % RETURNS + 1) + e / RETURNS] /
                           prices[2 * (e % RETURNS) + e / RETURNS]);
    ck_assert(orth_score_ranks_create(&ranks, &shape, 0, &room, room.base, 1, &error) == ORTH_OK);
    orth_score_run runs[] = {{650, 120}, {10, 300}, {200, 280}};
    size_t begin[] = {0, 3}, filled = 0;
    orth_score_runs all = {RETURNS, 1, begin, runs, 3};
    orth_score_runs_count(&all, 0, orth_score_ranks_counts(&ranks, 0));
    static double samples[2 * RETURNS], values[2 * ORTH_SCORE_OF_TOKEN + 2], distances[18];
    for (size_t e = 0; e < 2 * RETURNS; e++)
        samples[e] = -2 + 4.0 * (double)(e % RETURNS) / RETURNS;
    orth_score_reference reference = {1, samples, NULL};
    size_t joint = orth_score_place_of(&shape, 0, 0, ORTH_SCORE_CORRELATION).at;
    values[joint] = 0.25;
    orth_score_ranks_see(&ranks, 0, &reference, values, distances);

    static double drawn[2][RETURNS], sorted[RETURNS];
    badness worst[RETURNS] = {{0, 0}};
    for (size_t k = 0; k < 3; k++)
        for (size_t j = 0; j < runs[k].length; j++, filled++)
            for (size_t i = 0; i < 2; i++)
                drawn[i][filled] = room.base[i * RETURNS + (runs[k].first + j) % RETURNS];
    ck_assert_uint_eq(filled, RETURNS);
    for (size_t i = 0; i < 2; i++) {
        double *own = room.base + i * RETURNS, sizes[RETURNS], mean = 0, of_data = 0;
        for (size_t t = 0; t < RETURNS; t++) {
            sizes[t] = fabs(drawn[i][t]);
            mean += sizes[t] / RETURNS;
            of_data += fabs(own[t]) / RETURNS;
        }
        qsort(sizes, RETURNS, sizeof *sizes, ascending);
        memcpy(sorted, drawn[i], sizeof sorted);
        qsort(sorted, RETURNS, sizeof *sorted, ascending);
        ck_assert_double_eq_tol(values[orth_score_place_of(&shape, 0, i, ORTH_SCORE_HILL).at],
                                orth_score_hill(RETURNS, sorted), 1e-9);
        double scale = i == 1 ? mean : (sizes[349] + sizes[350]) / 2;
        for (size_t t = 0; t < RETURNS; t++)
            sorted[t] /= scale;
        size_t line = orth_score_line_of(&shape, 0, i, ORTH_SCORE_KS);
        ck_assert_double_eq_tol(distances[line], orth_score_ks(RETURNS, sorted, RETURNS, samples),
                                1e-9);
        ck_assert_double_eq_tol(distances[line + 1],
                                orth_score_w1(RETURNS, sorted, RETURNS, samples), 1e-9);
        for (size_t t = 0; t < RETURNS; t++)
            sizes[t] = fabs(own[t]);
        qsort(sizes, RETURNS, sizeof *sizes, ascending);
        for (size_t t = 0; t < RETURNS; t++) {
            worst[t].time = t;
            worst[t].sum += drawn[i][t] / (i == 1 ? of_data : (sizes[349] + sizes[350]) / 2);
        }
    }
    qsort(worst, RETURNS, sizeof *worst, worst_first);
    long double tail[2][TAIL];
    for (size_t e = 0; e < (size_t)2 * TAIL; e++)
        tail[e / TAIL][e % TAIL] = drawn[e / TAIL][worst[e % TAIL].time];
    ck_assert_double_eq_tol(values[joint + 1], lagged(TAIL, tail[0], tail[1], 0) - 0.25, 1e-9);
    orth_score_ranks_free(&ranks);
    orth_score_room_free(&room);
    orth_market_free(market);
    free(prices);
}
END_TEST

/* Runs cover a resample, begin anywhere alike and have the mean length that was asked for. */
START_TEST(runs_as_asked)
{
    orth_score_runs runs = {0};
    orth_error error;
    size_t count = 0;
    double first = 0;
    ck_assert(orth_score_runs_draw(&runs, 5000, 20, 1, 4, 0, 100, &error) == ORTH_OK);
    for (size_t b = 0; b < 100; b++) {
        size_t all = 0;
        for (size_t k = runs.begin[b]; k < runs.begin[b + 1]; k++, count++) {
            all += runs.runs[k].length;
            first += runs.runs[k].first;
        }
        ck_assert_uint_eq(all, 5000);
    }
    ck_assert_double_eq_tol(100.0 * 5000 / (double)count, 20, 0.5);
    ck_assert_double_eq_tol(first / (double)count, 2499.5, 40);
    orth_score_runs_free(&runs);
}
END_TEST

/* Of returns that are independent, autocorrelations have the interval that theory gives. */
START_TEST(intervals)
{
    static const uint64_t one[] = {1};
    orth_market *market = gbm_of(2, 2);
    double *prices = prices_of(market, 7000, 8001), width = 0;
    orth_score_data data = {2, tokens, 8001, prices, NULL};
    orth_score_terms terms = {
        .horizon_count = 1, .horizons = one, .resamples = 300, .reference = 4};
    orth_score *score = score_of(&data, market, &terms);
    for (size_t l = 0; l < orth_score_line_count(score); l++) {
        const orth_score_line *line = orth_score_line_at(score, l);
        ck_assert(line->has_interval && line->distance_low <= line->distance_high);
        for (size_t v = 0; v < line->count; v++)
            ck_assert(line->data_low[v] < line->data[v] && line->data[v] < line->data_high[v]);
    }
    const orth_score_line *line = line_of(score, 0, 1, ORTH_SCORE_ACF);
    for (size_t k = 0; k < 10; k++)
        width += (line->data_high[k] - line->data_low[k]) / 10;
    ck_assert_double_eq_tol(width, 2 * 1.96 / sqrt(8000), 0.15 * 2 * 1.96 / sqrt(8000));
    ck_assert(orth_score_facts_of(score).mean_lengths[0] >= 19.99);
    orth_score_free(score);
    orth_market_free(market);
    free(prices);
}
END_TEST

/* ---------------------------------------------------------------- what cannot be had is told */

static void refuses(const orth_score_data *data, const orth_market *model,
                    const orth_score_terms *terms, const char *words)
{
    orth_score *score;
    orth_error error;
    ck_assert(orth_score_make(&score, data, model, terms, &error) == ORTH_DOMAIN);
    ck_assert_msg(score == NULL && strstr(error.text, words) != NULL, "%s", error.text);
}

START_TEST(refusals)
{
    static const uint64_t falling[] = {5, 1};
    orth_market *market = gbm_of(2, 2), *one = gbm_of(1, 2);
    orth_market_spec constant = {.model = "constant", .n = 2, .tokens = tokens};
    orth_market *still = market_of(&constant);
    double *prices = prices_of(market, 1, 301), *flat = prices_of(still, 0, 301);
    orth_score_data data = {2, tokens, 301, prices, NULL}, few = {2, tokens, 200, prices, NULL};
    orth_score_data same = {2, tokens, 301, flat, NULL};
    orth_score_terms terms = {.threads = 1}, wrong = {.horizon_count = 2, .horizons = falling};
    refuses(&few, market, &terms, "200 rows of prices; permitted: at least 201");
    refuses(&same, market, &terms, "no price moves");
    refuses(&data, one, &terms, "a model of 1 token; permitted: the 2");
    refuses(&data, still, &terms, "paths are all the same");
    refuses(&data, market, &wrong, "a horizon of 1 blocks; permitted: at least 6");
    wrong = (orth_score_terms){.paths = 18};
    refuses(&data, market, &wrong, "18 paths; permitted: 0, or from 19");
    prices[7] = 0;
    refuses(&data, market, &terms, "row 3: the price of TWO is 0;");
    orth_market_free(market);
    orth_market_free(one);
    orth_market_free(still);
    free(prices);
    free(flat);
}
END_TEST

/* A token that does not move, horizons with too few rows, steps that are longer. */
START_TEST(reasons)
{
    enum { ROWS = 1101 };
    orth_market *market = gbm_of(2, 2);
    double *prices = prices_of(market, 1, ROWS);
    int64_t times[ROWS];
    for (size_t t = 0; t < ROWS; t++) {
        prices[2 * t + 1] = 1;
        times[t] = (int64_t)t * 60000000 + (t > 500 ? 3600000000 : 0);
    }
    orth_score_data data = {2, tokens, ROWS, prices, times};
    orth_score_terms terms = {.resamples = 20, .paths = 19, .reference = 4};
    orth_score *score = score_of(&data, market, &terms);
    orth_score_facts facts = orth_score_facts_of(score);
    ck_assert(facts.step == 60000000 && facts.gaps == 1 && facts.still == 1);
    ck_assert(line_of(score, 0, 0, ORTH_SCORE_KS)->why == ORTH_SCORE_DEFINED);
    ck_assert(line_of(score, 1, 0, ORTH_SCORE_KS)->why == ORTH_SCORE_DEFINED);
    ck_assert(line_of(score, 0, 1, ORTH_SCORE_HILL)->why == ORTH_SCORE_STILL);
    ck_assert(line_of(score, 0, 0, ORTH_SCORE_CORRELATION)->why == ORTH_SCORE_ALONE);
    ck_assert(line_of(score, 3, 0, ORTH_SCORE_KS)->why == ORTH_SCORE_FEW);
    ck_assert_uint_eq(line_of(score, 3, 0, ORTH_SCORE_KS)->rows_needed, 12001);
    ck_assert(orth_score_quantiles_of(score, 0, 1).data == NULL);
    ck_assert(orth_score_quantiles_of(score, 0, 0).data != NULL);
    for (size_t l = 0; l < orth_score_line_count(score); l++) {
        const orth_score_line *line = orth_score_line_at(score, l);
        ck_assert((line->why == ORTH_SCORE_DEFINED) == (*orth_score_why_text(line->why) == 0));
        ck_assert(isfinite(line->distance) && isfinite(line->ratio) && isfinite(line->band));
        ck_assert(line->why == ORTH_SCORE_DEFINED || line->verdict == ORTH_SCORE_NO_VERDICT);
    }
    orth_score_free(score);
    orth_market_free(market);
    free(prices);
}
END_TEST

/* More than half of the returns are 0: the mean takes the median's place. All of one size: there
 * is nothing to correlate. */
START_TEST(returns_of_few_values)
{
    enum { ROWS = 2001 };
    static const uint64_t one[] = {1};
    orth_market *market = gbm_of(1, 2);
    double *prices = prices_of(market, 1, ROWS);
    for (size_t t = 1; t < ROWS; t++)
        if (t % 3 != 0)
            prices[t] = prices[t - 1];
    orth_score_data data = {1, tokens, ROWS, prices, NULL};
    orth_score_terms terms = {.horizon_count = 1, .horizons = one, .resamples = 20, .paths = 19};
    orth_score *score = score_of(&data, market, &terms);
    const orth_score_line *line = line_of(score, 0, 0, ORTH_SCORE_KS);
    ck_assert(line->why == ORTH_SCORE_DEFINED && line->by_mean && line->has_band && !line->inside);
    orth_score_free(score);
    for (size_t t = 1; t < ROWS; t++)
        prices[t] = t % 7 < 3 ? prices[t - 1] * 2 : prices[t - 1] / 2;
    for (size_t t = 0; t < ROWS; t++)
        prices[t] = t % 2 == 0 ? 1 : t % 4 == 1 ? 2 : 0.5;
    score = score_of(&data, market, &terms);
    ck_assert(line_of(score, 0, 0, ORTH_SCORE_KS)->why == ORTH_SCORE_DEFINED);
    ck_assert(line_of(score, 0, 0, ORTH_SCORE_ACF_SQUARE)->why == ORTH_SCORE_ZEROS);
    ck_assert(line_of(score, 0, 0, ORTH_SCORE_HILL)->why == ORTH_SCORE_ZEROS);
    orth_score_free(score);
    orth_market_free(market);
    free(prices);
}
END_TEST

/* ---------------------------------------------------------------- the same bits */

static void hold_same(const orth_score *a, const orth_score *b)
{
    for (size_t l = 0; l < orth_score_line_count(a); l++) {
        const orth_score_line *x = orth_score_line_at(a, l), *y = orth_score_line_at(b, l);
        ck_assert(x->distance == y->distance && x->gbm_distance == y->gbm_distance);
        ck_assert(x->band == y->band && x->distance_low == y->distance_low);
        ck_assert(x->distance_high == y->distance_high && x->verdict == y->verdict);
        for (size_t v = 0; v < x->count; v++) {
            ck_assert(x->data[v] == y->data[v] && x->model[v] == y->model[v]);
            ck_assert(x->data_low[v] == y->data_low[v] && x->model_high[v] == y->model_high[v]);
        }
    }
}

START_TEST(the_same_bits_on_threads_and_kernels)
{
    static const char *const kernels[] = {"scalar", "avx2", "avx512"};
    static const uint64_t horizons[] = {1, 3};
    orth_market *market = garch_of(N, 3);
    double *prices = prices_of(market, 1000, 1101);
    orth_score_data data = {N, tokens, 1101, prices, NULL};
    orth_score *first = NULL;
    for (size_t k = 0; k < 3; k++) {
        if (!orth_kernel_select(kernels[k]))
            continue;
        orth_score_terms terms = {.horizon_count = 2,
                                  .horizons = horizons,
                                  .resamples = 20,
                                  .paths = 19,
                                  .reference = 3,
                                  .threads = (unsigned)k + 1};
        orth_score *score = score_of(&data, market, &terms);
        if (first != NULL)
            hold_same(first, score);
        else
            first = score;
        if (score != first)
            orth_score_free(score);
    }
    orth_score_free(first);
    orth_market_free(market);
    free(prices);
}
END_TEST

START_TEST(counts)
{
    ck_assert_uint_eq(orth_score_paths(0), 0);
    ck_assert_uint_eq(orth_score_paths(5), 19);
    ck_assert_uint_eq(orth_score_paths(39), 19);
    ck_assert_uint_eq(orth_score_paths(40), 39);
    ck_assert_uint_eq(orth_score_paths(200), 199);
    ck_assert_uint_eq(orth_score_split(101, 0.5), 51);
    ck_assert_uint_eq(orth_score_split(1001, 0.7), 701);
}
END_TEST

ORTH_TEST_MAIN("market_score", known_distances, sorted_by_bits, figures_as_defined,
               distances_to_a_path, closed_forms, verdicts, the_data_drawn_are_the_data,
               ranks_of_a_resample, runs_as_asked, intervals, refusals, reasons,
               returns_of_few_values, the_same_bits_on_threads_and_kernels, counts)
