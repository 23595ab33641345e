/* Figures of a scorecard: as their definitions say, once more and in long double; and those of
 * models that have them in closed form. 1 s. */
#include "scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- the definitions once more */

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
    long double m = score_mean(n, r), second = 0, fourth = 0, logs = 0;
    double sizes[1200];
    for (size_t t = 0; t < n; t++) {
        a[t] = fabsl(r[t]);
        q[t] = r[t] * r[t];
        sizes[t] = (double)a[t];
        second += (r[t] - m) * (r[t] - m) / (long double)n;
        fourth += powl(r[t] - m, 4) / (long double)n;
    }
    qsort(sizes, n, sizeof *sizes, score_ascending);
    for (size_t i = 0; i < tail; i++)
        logs += logl((long double)sizes[n - 1 - i] / sizes[n - 1 - tail]);
    const orth_score_line *line = score_line(score, horizon, token, ORTH_SCORE_KURTOSIS);
    ck_assert_double_eq_tol(line->data[0], (double)(fourth / (second * second) - 3), 1e-11);
    line = score_line(score, horizon, token, ORTH_SCORE_HILL);
    ck_assert_double_eq_tol(line->data[0], (double)((long double)tail / logs), 1e-11);
    for (size_t k = 1; k <= ORTH_SCORE_LAGS; k++) {
        if (k <= ORTH_SCORE_LAGS_SHORT) {
            line = score_line(score, horizon, token, ORTH_SCORE_ACF);
            ck_assert_double_eq_tol(line->data[k - 1], score_lagged(n, r, r, k), 1e-11);
            line = score_line(score, horizon, token, ORTH_SCORE_LEVERAGE);
            ck_assert_double_eq_tol(line->data[k - 1], score_lagged(n, r, q, k), 1e-11);
        }
        line = score_line(score, horizon, token, ORTH_SCORE_ACF_ABSOLUTE);
        ck_assert_double_eq_tol(line->data[k - 1], score_lagged(n, a, a, k), 1e-11);
        line = score_line(score, horizon, token, ORTH_SCORE_ACF_SQUARE);
        ck_assert_double_eq_tol(line->data[k - 1], score_lagged(n, q, q, k), 1e-11);
    }
}

static void holds_together(const orth_score *score, const orth_score_data *data, size_t horizon,
                           uint64_t h)
{
    static long double r[SCORE_TOKENS][1200], in_tail[SCORE_TOKENS][1200];
    score_badness all[1200] = {{0, 0}};
    size_t n = 0, pair = 0;
    for (size_t i = 0; i < SCORE_TOKENS; i++) {
        double sizes[1200];
        n = returns_of(data, i, h, r[i]);
        for (size_t t = 0; t < n; t++)
            sizes[t] = (double)fabsl(r[i][t]);
        qsort(sizes, n, sizeof *sizes, score_ascending);
        for (size_t t = 0; t < n; t++) {
            all[t].time = t;
            all[t].sum += r[i][t] / ((sizes[(n - 1) / 2] + sizes[n / 2]) / 2);
        }
    }
    qsort(all, n, sizeof *all, score_worst_first);
    for (size_t i = 0; i < SCORE_TOKENS; i++)
        for (size_t k = 0; k < n / 20; k++)
            in_tail[i][k] = r[i][all[k].time];
    for (size_t i = 0; i < SCORE_TOKENS; i++)
        for (size_t j = i + 1; j < SCORE_TOKENS; j++, pair++) {
            double whole = score_lagged(n, r[i], r[j], 0);
            const orth_score_line *line = score_line(score, horizon, 0, ORTH_SCORE_CORRELATION);
            ck_assert_uint_eq(line->count, 3);
            ck_assert_double_eq_tol(line->data[pair], whole, 1e-11);
            line = score_line(score, horizon, 0, ORTH_SCORE_TAIL_CORRELATION);
            ck_assert_double_eq_tol(line->data[pair],
                                    score_lagged(n / 20, in_tail[i], in_tail[j], 0) - whole, 1e-11);
        }
}

START_TEST(figures_as_defined)
{
    static const uint64_t horizons[] = {1, 4};
    orth_market *market = score_garch(SCORE_TOKENS, 3);
    double *prices = score_prices(market, 1000, 1101);
    orth_score_data data = {SCORE_TOKENS, score_tokens, 1101, prices, NULL};
    orth_score_terms terms = {
        .horizon_count = 2, .horizons = horizons, .reference = 3, .threads = 1};
    orth_score *score = score_make(&data, market, &terms);
    ck_assert_uint_eq(orth_score_line_count(score), 2 * (8 * SCORE_TOKENS + 2));
    for (size_t h = 0; h < 2; h++) {
        for (size_t i = 0; i < SCORE_TOKENS; i++)
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
    orth_market *model = score_gbm(1, 12), *other = score_garch(1, 3);
    double *prices = score_prices(other, 0, 601),
           *path = score_prices(model, ORTH_SCORE_PATH_FIRST, 601);
    double x[2][600];
    orth_score_data data = {1, score_tokens, 601, prices, NULL},
                    its = {1, score_tokens, 601, path, NULL};
    orth_score_terms terms = {.horizon_count = 1, .horizons = one, .reference = 1, .threads = 1};
    orth_score *score = score_make(&data, model, &terms), *itself = score_make(&its, model, &terms);
    for (size_t s = 0; s < 2; s++) {
        double sizes[600];
        for (size_t t = 0; t < 600; t++) {
            const double *from = s == 0 ? prices : path;
            x[s][t] = log(from[t + 1] / from[t]);
            sizes[t] = fabs(x[s][t]);
        }
        qsort(sizes, 600, sizeof *sizes, score_ascending);
        qsort(x[s], 600, sizeof *sizes, score_ascending);
        for (size_t t = 0; t < 600; t++)
            x[s][t] /= (sizes[299] + sizes[300]) / 2;
    }
    ck_assert_double_eq_tol(score_line(score, 0, 0, ORTH_SCORE_KS)->distance,
                            orth_score_ks(600, x[0], 600, x[1]), 1e-12);
    ck_assert_double_eq_tol(score_line(score, 0, 0, ORTH_SCORE_W1)->distance,
                            orth_score_w1(600, x[0], 600, x[1]), 1e-9);
    for (int kind = ORTH_SCORE_KURTOSIS; kind < ORTH_SCORE_CORRELATION; kind++) {
        const orth_score_line *line = score_line(score, 0, 0, (orth_score_kind)kind);
        const orth_score_line *of_path = score_line(itself, 0, 0, (orth_score_kind)kind);
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
    orth_market_spec spec = score_market_spec("merton", 1, 4);
    spec.parameters[0].values = sigma;
    spec.parameters[1] = (orth_market_parameter){"jump_rate", rate};
    spec.parameters[2] = (orth_market_parameter){"jump_deviation", deviation};
    static const double alpha[] = {0.15}, beta[] = {0.45};
    orth_market *garch = score_garch(1, 9), *merton = score_market(&spec);
    orth_market *mild = score_garch_with(1, 9, alpha, beta);
    double *prices = score_prices(garch, 5000, 40001);
    orth_score_data data = {1, score_tokens, 40001, prices, NULL};
    orth_score_terms terms = {.horizon_count = 1, .horizons = one, .reference = 40};
    orth_score *score = score_make(&data, garch, &terms);
    const orth_score_line *line = score_line(score, 0, 0, ORTH_SCORE_KURTOSIS);
    /* the median of sample kurtoses: fourth moments of this garch settle slowly, from below */
    ck_assert_double_eq_tol(line->model[0], 1.43283582089552, 0.3);
    ck_assert_double_eq_tol(line->gbm[0], 0, 0.03);
    line = score_line(score, 0, 0, ORTH_SCORE_ACF_SQUARE);
    ck_assert_double_eq_tol(line->model[0], 0.205217391304348, 0.03);
    ck_assert_double_eq_tol(line->model[9], 0.171099540750187, 0.03);
    ck_assert(line->ratio > 2);
    orth_score_free(score);
    /* kurtosis less 3: 6 a^2 / (1 - (a + b)^2 - 2 a^2); of r^2 the autocorrelation at lag k is
     * a (1 - a b - b^2) / (1 - 2 a b - b^2) (a + b)^(k - 1) */
    score = score_make(&data, mild, &terms);
    line = score_line(score, 0, 0, ORTH_SCORE_KURTOSIS);
    ck_assert_double_eq_tol(line->model[0], 6 * 0.15 * 0.15 / (1 - 0.36 - 2 * 0.15 * 0.15), 0.02);
    line = score_line(score, 0, 0, ORTH_SCORE_ACF_SQUARE);
    double lag = 0.15 * (1 - 0.15 * 0.45 - 0.45 * 0.45) / (1 - 2 * 0.15 * 0.45 - 0.45 * 0.45);
    for (size_t k = 0; k < 5; k++, lag *= 0.6)
        ck_assert_double_eq_tol(line->model[k], lag, 0.008);
    orth_score_free(score);
    score = score_make(&data, merton, &terms);
    line = score_line(score, 0, 0, ORTH_SCORE_KURTOSIS);
    /* 3 rate d^4 / (sigma^2 + rate d^2)^2, with 800 jumps a path */
    ck_assert_double_eq_tol(line->model[0], 3 * 0.02e-12 / (0.27e-6 * 0.27e-6), 0.03);
    ck_assert_double_lt(fabs(score_line(score, 0, 0, ORTH_SCORE_ACF_SQUARE)->model[0]), 0.01);
    orth_score_free(score);
    orth_market_free(garch);
    orth_market_free(mild);
    orth_market_free(merton);
    free(prices);
}
END_TEST

/* A price that grows at one rate has no figures, and takes none from the others. */
START_TEST(one_rate)
{
    enum { ROWS = 301 };
    static const uint64_t one[] = {1};
    orth_market *market = score_gbm(SCORE_TOKENS, 3);
    double *prices = score_prices(market, 9, ROWS);
    for (size_t t = 0; t < ROWS; t++)
        prices[SCORE_TOKENS * t + 1] = 100 * exp(1e-4 * (double)t);
    orth_score_data data = {SCORE_TOKENS, score_tokens, ROWS, prices, NULL};
    orth_score_terms terms = {
        .horizon_count = 1, .horizons = one, .reference = 2, .resamples = 20, .paths = 19};
    orth_score *score = score_make(&data, market, &terms);
    ck_assert_uint_eq(orth_score_facts_of(score).still, 1);
    ck_assert_int_eq(score_line(score, 0, 1, ORTH_SCORE_HILL)->why, ORTH_SCORE_STILL);
    const orth_score_line *pair = score_line(score, 0, ORTH_SCORE_NO_TOKEN, ORTH_SCORE_CORRELATION);
    ck_assert(pair->why == ORTH_SCORE_DEFINED && pair->count == 1 && pair->has_band);
    ck_assert(pair->data_low[0] < pair->data[0] && pair->data[0] < pair->data_high[0]);
    orth_score_free(score);
    orth_market_free(market);
    free(prices);
}
END_TEST

ORTH_TEST_MAIN("market_score_figures", figures_as_defined, distances_to_a_path, closed_forms,
               one_rate)
