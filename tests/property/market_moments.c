/* What the models' random numbers are like, at fixed seeds: each statistic within 4 standard errors
 * of its exact value, the error taken from the spread of the statistic over batches of paths. */
#include "markets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BATCHES 64
#define LANES 32

typedef struct sample {
    size_t blocks, batches;
    double *returns; /* [batch][block][token][lane] */
} sample;

/* Returns of BATCHES * LANES paths, the first `skip` blocks left out. */
static sample draw(const orth_market_spec *spec, size_t skip, size_t blocks)
{
    orth_market *market = test_market(spec);
    orth_market_walk *walk = test_walk(market, LANES);
    size_t row = spec->n * LANES;
    sample s = {.blocks = blocks, .batches = BATCHES};
    s.returns = malloc(BATCHES * blocks * row * sizeof *s.returns);
    double *unused = malloc((skip + 1) * row * sizeof *unused);
    ck_assert(s.returns != NULL && unused != NULL);
    for (size_t b = 0; b < BATCHES; b++) {
        orth_error error = {.text = ""};
        orth_market_walk_start(walk, b * LANES);
        orth_status status = orth_market_walk_fill(walk, skip + 1, unused, NULL, &error);
        if (status == ORTH_OK)
            status =
                orth_market_walk_fill(walk, blocks, NULL, s.returns + b * blocks * row, &error);
        ck_assert_msg(status == ORTH_OK, "%s", error.text);
    }
    free(unused);
    orth_market_walk_free(walk);
    orth_market_free(market);
    return s;
}

/* A function of a path's returns of two tokens at a block and of the one before. */
typedef double statistic(const double *now, const double *before);

static size_t token_of, other_of, tokens_of; /* which tokens a statistic sees */
static double mean_of;                       /* the exact mean, where a statistic needs it */

/* Mean over all blocks, and its standard error from the batches. */
static double mean(const sample *s, statistic *f, double *error)
{
    double sum = 0, squares = 0;
    size_t row = tokens_of * LANES;
    for (size_t b = 0; b < s->batches; b++) {
        const double *returns = s->returns + b * s->blocks * row;
        double batch = 0;
        for (size_t k = 1; k < s->blocks; k++)
            for (size_t l = 0; l < LANES; l++)
                batch += f(returns + k * row + l, returns + (k - 1) * row + l);
        batch /= (double)((s->blocks - 1) * LANES);
        sum += batch;
        squares += batch * batch;
    }
    double m = sum / (double)s->batches;
    *error = sqrt((squares / (double)s->batches - m * m) / (double)(s->batches - 1));
    return m;
}

static void near(const char *what, const sample *s, statistic *f, double exact)
{
    double error, got = mean(s, f, &error), sigmas = (got - exact) / error;
    char text[120];
    snprintf(text, sizeof text, "%s: %.6g against %.6g, sigmas", what, got, exact);
    test_worst(text, sigmas);
    ck_assert_msg(fabs(sigmas) <= 4, "%s: %.8g, not %.8g (standard error %.2g, %.2f of them)", what,
                  got, exact, error, sigmas);
}

static double x_of(const double *now)
{
    return now[token_of * LANES] - mean_of;
}
static double first(const double *now, const double *before)
{
    (void)before;
    return x_of(now);
}
static double second(const double *now, const double *before)
{
    (void)before;
    return x_of(now) * x_of(now);
}
static double third(const double *now, const double *before)
{
    (void)before;
    return x_of(now) * x_of(now) * x_of(now);
}
static double fourth(const double *now, const double *before)
{
    (void)before;
    return x_of(now) * x_of(now) * x_of(now) * x_of(now);
}
static double product(const double *now, const double *before)
{
    (void)before;
    return now[token_of * LANES] * now[other_of * LANES];
}
static double square_product(const double *now, const double *before)
{
    (void)before;
    return pow(now[token_of * LANES] * now[other_of * LANES], 2);
}
static double lagged(const double *now, const double *before)
{
    return x_of(now) * x_of(before);
}
static double lagged_squares(const double *now, const double *before)
{
    return x_of(now) * x_of(now) * x_of(before) * x_of(before);
}
static double growth(const double *now, const double *before)
{
    (void)before;
    return exp(now[token_of * LANES]);
}

static double growth_of_two(const double *now, const double *before)
{
    return exp(now[token_of * LANES] + before[token_of * LANES]);
}

/* Greatest distance between the sample's distribution and the exact one, times sqrt(count). */
static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double kolmogorov(const sample *s, double scale, double (*below)(double x))
{
    size_t row = tokens_of * LANES, count = 0;
    double *x = malloc(s->batches * s->blocks * LANES * sizeof *x), worst = 0;
    ck_assert_ptr_nonnull(x);
    for (size_t k = 0; k < s->batches * s->blocks; k++)
        for (size_t l = 0; l < LANES; l++)
            x[count++] = s->returns[k * row + token_of * LANES + l] / scale;
    qsort(x, count, sizeof *x, by_size);
    for (size_t i = 0; i < count; i++) {
        double p = below(x[i]);
        worst =
            fmax(worst, fmax(p - (double)i / (double)count, (double)(i + 1) / (double)count - p));
    }
    free(x);
    test_worst("Kolmogorov", worst * sqrt((double)count));
    return worst * sqrt((double)count);
}

static double normal_below(double x)
{
    return erfc(-x / sqrt(2)) / 2;
}

static double student4_below(double x)
{
    double q = x * x / (4 + x * x);
    return 0.5 + 0.375 * copysign(sqrt(4 * q), x) * (1 - q / 3);
}

START_TEST(brownian_motion)
{
    orth_market_spec spec = test_market_spec("gbm", NULL);
    double h = 3600 / ORTH_YEAR_SECONDS;
    sample s = draw(&spec, 0, 400);
    tokens_of = 3;
    for (token_of = 0; token_of < 3; token_of++) {
        double variance = test_values(&spec, "volatility")[token_of] *
                          test_values(&spec, "volatility")[token_of] * h;
        double drift = test_values(&spec, "drift")[token_of] * h - variance / 2;
        mean_of = 0;
        near("mean", &s, first, drift);
        near("growth", &s, growth, exp(test_values(&spec, "drift")[token_of] * h));
        mean_of = drift;
        near("variance", &s, second, variance);
        near("third moment", &s, third, 0);
        near("fourth moment", &s, fourth, 3 * variance * variance);
        near("lag 1", &s, lagged, 0);
        near("lag 1 of squares", &s, lagged_squares, variance * variance);
        for (other_of = 0; other_of < token_of; other_of++) {
            double covariance = test_values(&spec, "correlation")[3 * token_of + other_of] *
                                test_values(&spec, "volatility")[token_of] *
                                test_values(&spec, "volatility")[other_of] * h;
            double other = test_values(&spec, "drift")[other_of] * h -
                           test_values(&spec, "volatility")[other_of] *
                               test_values(&spec, "volatility")[other_of] * h / 2;
            near("covariance", &s, product, covariance + drift * other);
        }
    }
    free(s.returns);
}
END_TEST

START_TEST(normal_distribution)
{
    orth_market_spec spec = test_market_spec("gbm", NULL);
    static const double none[] = {0, 0, 0}, one[] = {1, 1, 1};
    spec.block_seconds = ORTH_YEAR_SECONDS / 10000;
    test_set(&spec, "drift", none);
    test_set(&spec, "volatility", one);
    test_set(&spec, "correlation", NULL);
    sample s = draw(&spec, 0, 200);
    tokens_of = 3;
    /* drift - volatility^2 / 2 of a block is 5e-5, 1/200 deviation: shift it away */
    for (size_t e = 0; e < s.batches * s.blocks * 3 * LANES; e++)
        s.returns[e] += 5e-5;
    for (token_of = 0; token_of < 3; token_of++)
        ck_assert(kolmogorov(&s, 0.01, normal_below) < 1.95); /* 0.1 % */
    /* Independent, not just uncorrelated. */
    token_of = 0;
    other_of = 1;
    near("product", &s, product, 0);
    near("product of squares", &s, square_product, 1e-8);
    free(s.returns);
}
END_TEST

START_TEST(jumps)
{
    orth_market_spec spec = test_market_spec("merton", NULL);
    static const double rates[][3] = {{0.4, 0.01, 0}, {20, 3, 0.4}}; /* a block */
    tokens_of = 3;
    for (size_t r = 0; r < 2; r++) {
        double h = 1e-4, a_year[3];
        for (int i = 0; i < 3; i++)
            a_year[i] = rates[r][i] / h;
        spec.block_seconds = h * ORTH_YEAR_SECONDS;
        test_set(&spec, "jump_rate", a_year);
        sample s = draw(&spec, 0, 200);
        for (token_of = 0; token_of < 3; token_of++) {
            double rate = rates[r][token_of], m = test_values(&spec, "jump_mean")[token_of],
                   d = test_values(&spec, "jump_deviation")[token_of] *
                       test_values(&spec, "jump_deviation")[token_of],
                   v = test_values(&spec, "volatility")[token_of] *
                       test_values(&spec, "volatility")[token_of] * h;
            double k = exp(m + d / 2) - 1;
            double variance = v + rate * (m * m + d);
            mean_of = 0;
            near("growth", &s, growth, exp(test_values(&spec, "drift")[token_of] * h));
            mean_of = test_values(&spec, "drift")[token_of] * h - v / 2 - rate * k + rate * m;
            near("mean", &s, first, 0);
            near("variance", &s, second, variance);
            near("third moment", &s, third, rate * (m * m * m + 3 * m * d));
            near("fourth moment", &s, fourth,
                 3 * variance * variance + rate * (m * m * m * m + 6 * m * m * d + 3 * d * d));
            near("lag 1", &s, lagged, 0);
            near("lag 1 of squares", &s, lagged_squares, variance * variance);
        }
        free(s.returns);
    }
}
END_TEST

START_TEST(garch)
{
    static const double nu[] = {14, 30, INFINITY}, alpha[] = {0.1, 0.05, 0.2},
                        beta[] = {0.6, 0.8, 0.3};
    orth_market_spec spec = test_market_spec("garch", NULL);
    test_set(&spec, "correlation", NULL);
    test_set(&spec, "garch_nu", nu);
    test_set(&spec, "garch_alpha", alpha);
    test_set(&spec, "garch_beta", beta);
    double h = 3600 / ORTH_YEAR_SECONDS;
    sample s = draw(&spec, 200, 800);
    tokens_of = 3;
    for (token_of = 0; token_of < 3; token_of++) {
        double variance = test_values(&spec, "volatility")[token_of] *
                          test_values(&spec, "volatility")[token_of] * h;
        double a = alpha[token_of], b = beta[token_of],
               z4 = isinf(nu[token_of]) ? 3 : 3 * (nu[token_of] - 2) / (nu[token_of] - 4);
        double v2 = variance * variance, sum = a + b;
        double fourth_moment = z4 * v2 * (1 - sum * sum) / (1 - sum * sum - (z4 - 1) * a * a);
        double drift = test_values(&spec, "drift")[token_of] * h - variance / 2;
        mean_of = 0;
        near("mean", &s, first, drift);
        mean_of = drift;
        near("variance", &s, second, variance);
        near("third moment", &s, third, 0);
        near("fourth moment", &s, fourth, fourth_moment);
        near("lag 1", &s, lagged, 0);
        /* E x'^2 x^2 = omega E x^2 + alpha E x^4 + beta E s x^2, E s x^2 = E x^4 / z4 */
        near("lag 1 of squares", &s, lagged_squares,
             (1 - sum) * v2 + a * fourth_moment + b * fourth_moment / z4);
    }
    free(s.returns);
}
END_TEST

/* With normal innovations the drift is that of the mean price, as for gbm: half of each block's own
 * variance is taken off, and not half of their mean, at variances where the two differ by many
 * standard errors. */
START_TEST(garch_growth)
{
    static const double drift[] = {0, -2, 3}, volatility[] = {3, 2, 4}, alpha[] = {0.2, 0.05, 0.3},
                        beta[] = {0.3, 0.9, 0.2};
    orth_market_spec spec = test_market_spec("garch", NULL);
    spec.block_seconds = ORTH_YEAR_SECONDS / 100;
    test_set(&spec, "drift", drift);
    test_set(&spec, "volatility", volatility);
    test_set(&spec, "garch_alpha", alpha);
    test_set(&spec, "garch_beta", beta);
    test_set(&spec, "garch_nu", NULL);
    sample s = draw(&spec, 200, 200);
    tokens_of = 3;
    for (token_of = 0; token_of < 3; token_of++) {
        near("growth", &s, growth, exp(drift[token_of] / 100));
        near("growth of two blocks", &s, growth_of_two, exp(drift[token_of] / 50));
    }
    free(s.returns);
}
END_TEST

/* What is taken off each return beside the drift, put back. */
static void add_half_variance(sample *s, const orth_market_spec *spec)
{
    for (size_t e = 0; e < s->batches * s->blocks * 3 * LANES; e++) {
        double v = test_values(spec, "volatility")[e / LANES % 3];
        s->returns[e] += v * v * spec->block_seconds / ORTH_YEAR_SECONDS / 2;
    }
}

/* alpha = beta = 0: plain Student-t numbers, here correlated in part. */
START_TEST(student_distribution)
{
    static const double nu[] = {4, 4, 4}, none[] = {0, 0, 0};
    orth_market_spec spec = test_market_spec("garch", NULL);
    test_set(&spec, "garch_nu", nu);
    test_set(&spec, "garch_alpha", none);
    test_set(&spec, "garch_beta", none);
    test_set(&spec, "drift", none);
    test_set(&spec, "correlation", NULL);
    double h = 3600 / ORTH_YEAR_SECONDS;
    sample s = draw(&spec, 0, 200);
    add_half_variance(&s, &spec);
    tokens_of = 3;
    for (token_of = 0; token_of < 3; token_of++) /* the variance of t4 is 2 */
        ck_assert(kolmogorov(&s, test_values(&spec, "volatility")[token_of] * sqrt(h / 2),
                             student4_below) < 1.95);
    free(s.returns);
    static const double nine[] = {9, 9, 9};
    test_set(&spec, "garch_nu", nine);
    test_set(&spec, "correlation", (const double[]){1, 0.8, -0.3, 0.8, 1, 0.1, -0.3, 0.1, 1});
    s = draw(&spec, 0, 200);
    add_half_variance(&s, &spec);
    for (token_of = 0; token_of < 3; token_of++)
        for (other_of = 0; other_of <= token_of; other_of++)
            near("covariance", &s, product,
                 test_values(&spec, "correlation")[3 * token_of + other_of] *
                     test_values(&spec, "volatility")[token_of] *
                     test_values(&spec, "volatility")[other_of] * h);
    free(s.returns);
}
END_TEST

static size_t row_of(const double *table, double value)
{
    for (size_t k = 0; k < 199; k++)
        if (fabs(table[k] - value) <= 1e-14)
            return k;
    ck_abort_msg("a return that the data do not have");
    return 0;
}

START_TEST(bootstrap)
{
    char *panel;
    test_write_panel(&panel);
    orth_prices *data;
    orth_error error = {.text = ""};
    orth_market_spec spec = test_market_spec("bootstrap", panel);
    ck_assert_msg(orth_prices_load_panel(&data, panel, 3, spec.tokens, NULL, &error) == ORTH_OK,
                  "%s", error.text);
    double table[199], average = 0, squares = 0;
    for (size_t k = 0; k < 199; k++) {
        table[k] = log(data->prices[3 * k + 3] / data->prices[3 * k]);
        average += table[k] / 199;
        squares += table[k] * table[k] / 199;
    }
    sample s = draw(&spec, 0, 400);
    tokens_of = 3;
    token_of = 0;
    mean_of = 0;
    near("mean", &s, first, average);
    near("second moment", &s, second, squares);
    /* How often a row is followed by the next: 1 - 1/L, and by chance. All tokens come together. */
    size_t follows = 0, seen = 0, times[199] = {0};
    for (size_t b = 0; b < s.batches; b++)
        for (size_t k = 0; k + 1 < s.blocks; k++) {
            const double *now = s.returns + (b * s.blocks + k) * 3 * LANES;
            size_t here = row_of(table, now[0]), next = row_of(table, now[3 * LANES]);
            double other = log(data->prices[3 * here + 4] / data->prices[3 * here + 1]);
            ck_assert(fabs(other - now[LANES]) <= 1e-14);
            follows += next == (here + 1) % 199;
            times[here]++;
            seen++;
        }
    double chance = 1 - 1 / test_values(&spec, "mean_length")[0] +
                    1 / (199 * test_values(&spec, "mean_length")[0]);
    double deviation = sqrt((double)seen * chance * (1 - chance));
    ck_assert(fabs((double)follows - (double)seen * chance) <= 4 * deviation);
    /* every row about as often: runs of 20 have the variance of 20 to 39 single draws */
    for (size_t k = 0; k < 199; k++)
        ck_assert(fabs((double)times[k] - (double)seen / 199) <= 6 * sqrt(39 * (double)seen / 199));
    free(s.returns);
    orth_prices_free(data);
    unlink(panel);
    free(panel);
}
END_TEST

ORTH_TEST_MAIN("market_moments", brownian_motion, normal_distribution, jumps, garch, garch_growth,
               student_distribution, bootstrap)
