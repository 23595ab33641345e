/* Filters of prices: the decays that are right for a market, Riccati's fixed point by doubling
 * against closed forms and plain iteration, and the filters themselves against averages, and
 * against the best linear estimate solved as one dense system. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/linear.h"
#include "orthant/estimator.h"
#include "strategy/gradient.h"

static double relative(double got, double expected)
{
    return fabs(got / expected - 1);
}

/* A number of the standard normal law, near enough: twelve uniform ones. */
static double draw(test_random *random)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += test_random_unit(random);
    return sum;
}

static orth_steady_filter steady(const orth_state_model *model)
{
    orth_steady_filter filter;
    ck_assert(orth_steady_filter_find(&filter, model, NULL) == ORTH_OK);
    for (size_t i = 0; i < model->size; i++) {
        ck_assert(filter.covariance[i * model->size + i] >= 0);
        for (size_t j = 0; j < i; j++)
            ck_assert(filter.covariance[i * model->size + j] ==
                      filter.covariance[j * model->size + i]);
    }
    return filter;
}

START_TEST(the_market_of_a_decay)
{
    static const struct {
        double lambda, q, level, slope;
    } rows[] = {{0.9, 0.0111111111111111, 0.0222222222222222, 1.23456790123457e-4},
                {0.99, 1.01010101010101e-4, 2.02020202020202e-4, 1.02030405060708e-8},
                {0.999, 1.001001001001e-6, 2.002002002002e-6, 1.002003004005e-12}};
    for (size_t r = 0; r < 3; r++) {
        double l = rows[r].lambda;
        ck_assert(relative(orth_level_ratio(l), rows[r].q) <= 1e-12);
        ck_assert(relative(orth_level_gain(orth_level_ratio(l)), 1 - l) <= 1e-12);
        orth_trend_ratios q = orth_trend_ratios_of(l);
        ck_assert(relative(q.level, rows[r].level) <= 1e-12);
        ck_assert(relative(q.slope, rows[r].slope) <= 1e-12);
        orth_trend_gains of = orth_trend_gains_of(l);
        orth_trend_gains gains = orth_trend_gains_steady(q.level, q.slope);
        ck_assert(relative(gains.level, of.level) <= 1e-12);
        ck_assert(relative(gains.slope, of.slope) <= 1e-12);
        ck_assert(relative(of.level, 1 - l * l) <= 1e-12);
    }
}
END_TEST

START_TEST(kalata_has_these_gains)
{
    static const struct {
        double index, level, slope, real, imaginary;
    } rows[] = {{0.01, .131850991273301, .00931745141509575, .929415778656, .0658431402071},
                {0.1, .36, .08, .78, .177763888346},
                {1, .75, .5, .375, .330718913883}};
    for (size_t r = 0; r < 3; r++) {
        orth_trend_gains gains = orth_trend_gains_kalata(rows[r].index);
        ck_assert(relative(gains.level, rows[r].level) <= 2e-14);
        ck_assert(relative(gains.slope, rows[r].slope) <= 2e-14);
        /* z^2 - (2 - level - slope) z + 1 - level = 0 */
        double half = 0.5 * (2 - gains.level - gains.slope);
        ck_assert(fabs(half - rows[r].real) <= 1e-12);
        ck_assert(fabs(sqrt(1 - gains.level - half * half) - rows[r].imaginary) <= 1e-12);
        orth_state_model model = orth_state_model_acceleration(rows[r].index);
        orth_steady_filter filter = steady(&model);
        ck_assert(relative(filter.gain[0], gains.level) <= 1e-13);
        ck_assert(relative(filter.gain[1], gains.slope) <= 1e-13);
    }
}
END_TEST

/* The fixed point by doubling against the closed forms of level and trend, at all sizes. */
START_TEST(doubling_finds_the_closed_forms)
{
    double worst = 0;
    test_random random = test_seeded(3);
    for (int i = 0; i < 2000; i++) {
        double q = exp(20 * test_random_unit(&random) - 16), gain = orth_level_gain(q);
        orth_state_model level = orth_state_model_level(q, 0);
        orth_steady_filter filter = steady(&level);
        double miss = fmax(relative(filter.gain[0], gain), relative(filter.covariance[0], gain));
        ck_assert(relative(filter.foretold, 1 / (1 - gain)) <= 1e-12 * fmax(1, q));
        worst = fmax(worst, miss * gain / fmax(1, q));
        double slope = exp(20 * test_random_unit(&random) - 24);
        orth_state_model trend = orth_state_model_trend(i % 7 == 0 ? 0 : q, slope, 0);
        filter = steady(&trend);
        orth_trend_gains gains = orth_trend_gains_steady(i % 7 == 0 ? 0 : q, slope);
        double sum = gains.level + gains.slope; /* 1 - pole is about slope / level */
        miss = fmax(relative(filter.gain[0], gains.level), relative(filter.gain[1], gains.slope));
        worst = fmax(worst, miss * fmin(1, gains.slope / sum) / fmax(1, q + slope));
        ck_assert(filter.doublings <= 30);
    }
    test_worst("doubling times (1 - pole)", worst);
    ck_assert(worst <= 4e-15);
}
END_TEST

/* ... and against ten thousand plain steps from no knowledge, with three states too. */
START_TEST(doubling_is_many_steps)
{
    static const struct {
        double level, slope, rho;
    } rows[] = {{.01, 0, .5}, {.1, 0, -.5}, {.01, 1e-4, .5}, {.02, 1e-3, -.7}, {0, 1e-3, .9}};
    for (size_t r = 0; r < 5; r++) {
        orth_state_model model =
            rows[r].slope == 0 ? orth_state_model_level(rows[r].level, rows[r].rho)
                               : orth_state_model_trend(rows[r].level, rows[r].slope, rows[r].rho);
        orth_steady_filter filter = steady(&model);
        double p[9] = {0}, gain[3] = {0}, foretold = 0;
        for (size_t i = 0; i < model.size; i++)
            p[i * model.size + i] = 1;
        for (int k = 0; k < 10000; k++)
            foretold = orth_filter_step(&model, p, gain);
        ck_assert(relative(filter.foretold, foretold) <= 1e-13);
        for (size_t i = 0; i < model.size; i++)
            ck_assert(fabs(filter.gain[i] - gain[i]) <= 1e-13);
        for (size_t e = 0; e < model.size * model.size; e++)
            ck_assert(fabs(filter.covariance[e] - p[e]) <= 1e-13);
    }
}
END_TEST

/* The error of an average, from the weights that it gives to each noise. */
static double average_error(double lambda, double q, double rho)
{
    double level = 0, noise = 0, weight = 1 - lambda, left = 1;
    for (int k = 0; k < 4000; k++) {
        left *= lambda; /* of the level's change k steps ago what is not in the average yet */
        level += left * left * q;
        noise += weight * weight * (1 + 2 * lambda * rho / (1 - lambda * rho));
        weight *= lambda;
    }
    return level + noise;
}

START_TEST(correlated_noise)
{
    static const struct {
        double q, rho, kalman, lambda, error, ratio;
    } rows[] = {{.01, 0, .095124921973, .904875, .095124921973, 1.0000},
                {.01, .5, .158853386507, .939455, .161685187174, 1.0178},
                {.01, .9, .351122180574, .971125, .383594598891, 1.0925},
                {.1, -.5, .166666666667, .676413, .179800893814, 1.0788}};
    for (size_t r = 0; r < 4; r++) {
        double q = rows[r].q, rho = rows[r].rho;
        orth_state_model model = orth_state_model_level(q, rho);
        orth_steady_filter filter = steady(&model);
        ck_assert(fabs(filter.covariance[0] - rows[r].kalman) <= 6e-13);
        double lambda = orth_average_best(q, rho), error = orth_average_error(lambda, q, rho);
        ck_assert(fabs(lambda - rows[r].lambda) <= 6e-7);
        ck_assert(fabs(error - rows[r].error) <= 6e-13);
        ck_assert(fabs(error / filter.covariance[0] - rows[r].ratio) <= 6e-5);
        for (double l = 0.05; l < 1; l += 0.05) {
            ck_assert(relative(orth_average_error(l, q, rho), average_error(l, q, rho)) <= 1e-12);
            ck_assert(orth_average_error(l, q, rho) >= error);
        }
        ck_assert(orth_average_error(lambda + 1e-5, q, rho) > error);
        ck_assert(orth_average_error(lambda - 1e-5, q, rho) > error);
    }
    ck_assert(relative(orth_average_best(.01, 0), 1 - orth_level_gain(.01)) <= 1e-13);
    /* To misjudge 1 - lambda by a factor. */
    double u = orth_level_gain(.01);
    ck_assert(fabs(orth_average_error(1 - 2 * u, .01, 0) / u - 1.305) <= 5e-4);
    ck_assert(fabs(orth_average_error(1 - u / 2, .01, 0) / u - 1.283) <= 5e-4);
    ck_assert(fabs(orth_average_error(1 - 3 * u, .01, 0) / u - 1.859) <= 5e-4);
    ck_assert(fabs(orth_average_error(1 - u / 3, .01, 0) / u - 1.749) <= 5e-4);
}
END_TEST

START_TEST(a_filter_without_noise_is_refused)
{
    orth_steady_filter filter;
    orth_error error;
    orth_state_model still = orth_state_model_level(0, 0);
    ck_assert(orth_steady_filter_find(&filter, &still, &error) == ORTH_DOMAIN);
    ck_assert_ptr_nonnull(strstr(error.text, "depends on the first one"));
    orth_state_model slope = orth_state_model_trend(.1, 0, 0);
    ck_assert(orth_steady_filter_find(&filter, &slope, &error) == ORTH_DOMAIN);
    still.observation_noise = 0;
    ck_assert(orth_steady_filter_find(&filter, &still, &error) == ORTH_DOMAIN);
    ck_assert_ptr_nonnull(strstr(error.text, "no noise at all"));
}
END_TEST

#define PRICES 5000
static void random_prices(test_random *random, double *prices)
{
    double x = 100;
    for (size_t k = 0; k < PRICES; k++)
        prices[k] = x *= exp(0.02 * draw(random));
}

/* On the same prices the contracts' doubly smoothed gradient, and the slope that the rules use, are
 * the slope of a trend's filter; and an average the level's filter, to the bit. */
START_TEST(averages_are_filters)
{
    static const double decays[] = {0.5, 0.9, 0.93, 0.99};
    static double prices[PRICES];
    test_random random = test_seeded(5);
    double worst = 0;
    for (size_t d = 0; d < 4; d++) {
        double l = decays[d], level[ORTH_FILTER_SLOTS], trend[ORTH_FILTER_SLOTS], kept[3] = {0};
        double average = 0, second = 0, price = 0;
        orth_filter of_level, of_trend;
        ck_assert(orth_filter_level_of(&of_level, l, false, NULL) == ORTH_OK);
        ck_assert(orth_filter_trend_of(&of_trend, l, false, NULL) == ORTH_OK);
        orth_slope slope = orth_slope_of((orth_decay){l, 1 - l}, NULL, false);
        random_prices(&random, prices);
        for (size_t k = 0; k < PRICES; k++) {
            price = prices[k] / 100; /* near 1, so that the bound is an absolute one */
            orth_filter_see(&of_level, 1, 1, k, &price, level);
            orth_filter_see(&of_trend, 1, 1, k, &price, trend);
            average = k == 0 ? price : average + (1 - l) * (price - average);
            second = k == 0 ? 0 : l * second + (price - average) / (1 - l);
            ck_assert(level[ORTH_FILTER_LEVEL] == average);
            double gradient = second * (1 - l) * (1 - l) * (1 - l) / l;
            double unit = fmax(1, price), filtered = trend[ORTH_FILTER_SLOPE], relative_slope;
            worst = fmax(worst, fabs(filtered - gradient) / unit);
            orth_slopes_see(&slope, 1, 1, k == 0, &price, kept, &relative_slope);
            worst = fmax(worst, fabs(filtered - relative_slope * average) / unit);
        }
    }
    test_worst("slope of a filter against the gradient", worst);
    ck_assert(worst <= 1e-14);
}
END_TEST

/* A ramp's slope, and what a gradient makes of noise: sum h, sum k h, sum h^2 of its response. */
START_TEST(the_response_of_a_gradient)
{
    static const double gain[][2] = {{0.9, 2.9158769499927e-4}, {0.99, 2.5378781486e-7}};
    for (size_t r = 0; r < 2; r++) {
        orth_filter filter;
        double kept[ORTH_FILTER_SLOTS * 2];
        ck_assert(orth_filter_trend_of(&filter, gain[r][0], false, NULL) == ORTH_OK);
        double sum = 0, moment = 0, square = 0;
        for (size_t k = 0; k < 6001; k++) {
            double prices[] = {k == 1, 1 + 0.01 * (double)k};
            orth_filter_see(&filter, 2, 2, k, prices, kept);
            double h = k == 0 ? 0 : kept[ORTH_FILTER_SLOPE * 2];
            sum += h;
            moment += (double)(k - 1) * h;
            square += h * h;
        }
        ck_assert(fabs(kept[ORTH_FILTER_SLOPE * 2 + 1] - 0.01) <= 1e-14);
        ck_assert(fabs(sum) <= 1e-12);
        ck_assert(fabs(moment + 1) <= 1e-10);
        ck_assert(relative(square, gain[r][1]) <= 1e-10);
    }
}
END_TEST

/* The best linear estimate of a part of the state from m prices, when nothing is known of the level
 * and the slope at first: the prices' weights, which are right for any of them, of least error
 * (universal kriging). cov: the prices' covariance, and that with the part; f: what level and slope
 * at first add to each price, and to the part. */
static double kriging(size_t m, size_t trend, double (*cov)[12], const double *with, double own,
                      const double f[][2], const double *part, const double *y, double *error)
{
    size_t size = m + 1 + trend;
    double matrix[14 * 14] = {0}, right[14], keep[14];
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++)
            matrix[i * size + j] = cov[i][j];
        for (size_t j = 0; j <= trend; j++)
            matrix[i * size + m + j] = matrix[(m + j) * size + i] = f[i][j];
        right[i] = with[i];
    }
    for (size_t j = 0; j <= trend; j++)
        right[m + j] = part[j];
    memcpy(keep, right, sizeof keep);
    ck_assert(orth_linear_solve(size, matrix, right));
    double estimate = 0;
    *error = own;
    for (size_t i = 0; i < size; i++)
        *error -= right[i] * keep[i];
    for (size_t i = 0; i < m; i++)
        estimate += right[i] * y[i];
    return estimate;
}

/* Covariance of the states at times s <= t without what level and slope at first add: each noise
 * that has come in moves on by A. */
static void covariances(size_t trend, double q, double slope, double rho, size_t m,
                        double (*cov)[12], double (*with)[12], double *own)
{
    memset(own, 0, 2 * sizeof *own);
    for (size_t s = 0; s < m; s++)
        for (size_t t = 0; t < m; t++) {
            size_t least = s < t ? s : t;
            cov[s][t] = pow(rho, fabs((double)s - (double)t)) + q * (double)least;
            for (size_t r = 1; trend && r < least;
                 r++) /* a change of slope at r shows from r + 1 */
                cov[s][t] += slope * (double)(s - r) * (double)(t - r);
        }
    for (size_t s = 0; s < m; s++) {
        size_t last = m - 1;
        with[0][s] = cov[s][last] - pow(rho, (double)(last - s)); /* the level, without noise */
        with[1][s] = 0;
        for (size_t r = 1; r < s; r++)
            with[1][s] += slope * (double)(s - r);
    }
    own[0] = with[0][m - 1];
    own[1] = slope * (double)(m - 1);
}

START_TEST(varying_gains_are_the_best_estimate)
{
    static const struct {
        double level, slope, rho;
    } rows[] = {{.05, 0, 0}, {.05, 0, .6}, {.05, .01, 0}, {.2, .003, -.4}, {0, .02, .5}};
    test_random random = test_seeded(11);
    for (size_t r = 0; r < 5; r++) {
        size_t trend = rows[r].slope > 0;
        double q = rows[r].level, slope = rows[r].slope, rho = rows[r].rho;
        orth_filter filter;
        double kept[ORTH_FILTER_SLOTS], y[12];
        ck_assert((trend ? orth_filter_trend(&filter, q, slope, rho, true, NULL)
                         : orth_filter_level(&filter, q, rho, true, NULL)) == ORTH_OK);
        for (size_t k = 0; k < 12; k++) {
            y[k] = 5 + draw(&random) + 0.3 * (double)k;
            orth_filter_see(&filter, 1, 1, k, &y[k], kept);
            if (k <= trend)
                continue;
            double cov[12][12], with[2][12], own[2], f[12][2], error;
            covariances(trend, q, slope, rho, k + 1, cov, with, own);
            for (size_t s = 0; s <= k; s++)
                f[s][0] = 1, f[s][1] = (double)s;
            double parts[2][2] = {{1, (double)k}, {0, 1}};
            const double *p = kept + ORTH_FILTER_COVARIANCE;
            for (size_t part = 0; part <= trend; part++) {
                double best =
                    kriging(k + 1, trend, cov, with[part], own[part], f, parts[part], y, &error);
                ck_assert(fabs(kept[part] - best) <= 1e-12);
                ck_assert(fabs(p[part * (filter.model.size + 1)] - error) <= 1e-12);
            }
        }
        /* In the end the gains are the steady ones. */
        double p[9], gain[3];
        memcpy(p, kept + ORTH_FILTER_COVARIANCE, sizeof p);
        for (int k = 0; k < 2000; k++)
            orth_filter_step(&filter.model, p, gain);
        for (size_t i = 0; i < filter.model.size; i++)
            ck_assert(fabs(gain[i] - filter.steady.gain[i]) <= 1e-13);
    }
}
END_TEST

/* What is foretold comes true: on prices of its own market a filter's innovations have the variance
 * S and are not correlated (Ljung-Box of 10 lags, below the 1 - 1e-4 quantile of chi^2); those of
 * the filter that takes the noise for white are. The errors are those that P says. */
START_TEST(innovations_are_white)
{
    enum { STEPS = 20000, LAGS = 10 };
    static double e[2][STEPS];
    double q = .05, rho = .6, x = 3, v = 0, error = 0, q_box[2] = {0}, variance = 0;
    orth_filter filters[2];
    double kept[2][ORTH_FILTER_SLOTS];
    ck_assert(orth_filter_level(&filters[0], q, rho, true, NULL) == ORTH_OK);
    ck_assert(orth_filter_level(&filters[1], q, 0, true, NULL) == ORTH_OK);
    test_random random = test_seeded(17);
    v = draw(&random);
    for (size_t k = 0; k < STEPS; k++) {
        double price = x + v;
        for (size_t f = 0; f < 2; f++) {
            orth_filter_see(&filters[f], 1, 1, k, &price, kept[f]);
            double s = kept[f][ORTH_FILTER_FORETOLD];
            ck_assert(k == 0 ? isinf(s) : s > 0);
            e[f][k] = kept[f][ORTH_FILTER_INNOVATION] / sqrt(s);
        }
        variance += e[0][k] * e[0][k] / STEPS;
        double miss = kept[0][ORTH_FILTER_LEVEL] - x;
        error += miss * miss / STEPS;
        ck_assert(fabs(kept[0][ORTH_FILTER_LEVEL] + kept[0][ORTH_FILTER_NOISE] - price) <= 1e-12);
        x += sqrt(q) * draw(&random);
        v = rho * v + sqrt(1 - rho * rho) * draw(&random);
    }
    for (size_t f = 0; f < 2; f++) {
        double none = 0;
        for (size_t k = 0; k < STEPS; k++)
            none += e[f][k] * e[f][k];
        for (size_t lag = 1; lag <= LAGS; lag++) {
            double sum = 0;
            for (size_t k = lag; k < STEPS; k++)
                sum += e[f][k] * e[f][k - lag];
            q_box[f] += sum * sum / (none * none) * STEPS;
        }
    }
    ck_assert(fabs(variance - 1) <= 4 * sqrt(2.0 / STEPS));
    ck_assert(fabs(error / filters[0].steady.covariance[0] - 1) <= 0.1);
    ck_assert(q_box[0] <= 35.6);
    ck_assert(q_box[1] >= 1000);
}
END_TEST

START_TEST(lanes_do_not_touch)
{
    orth_filter filter;
    static double together[ORTH_FILTER_SLOTS * 9], alone[8][ORTH_FILTER_SLOTS];
    test_random random = test_seeded(23);
    for (int varying = 0; varying < 2; varying++) {
        ck_assert(orth_filter_trend(&filter, .02, .001, .3, varying, NULL) == ORTH_OK);
        for (size_t k = 0; k < 50; k++) {
            double prices[8];
            for (size_t l = 0; l < 8; l++)
                prices[l] = 1 + test_random_unit(&random);
            orth_filter_see(&filter, 8, 9, k, prices, together);
            for (size_t l = 0; l < 8; l++) {
                orth_filter_see(&filter, 1, 1, k, &prices[l], alone[l]);
                for (size_t s = 0; s < ORTH_FILTER_SLOTS; s++)
                    ck_assert(alone[l][s] == together[s * 9 + l]);
            }
        }
    }
}
END_TEST

ORTH_TEST_MAIN("estimators", the_market_of_a_decay, kalata_has_these_gains,
               doubling_finds_the_closed_forms, doubling_is_many_steps, correlated_noise,
               a_filter_without_noise_is_refused, averages_are_filters, the_response_of_a_gradient,
               varying_gains_are_the_best_estimate, innovations_are_white, lanes_do_not_touch)
