/* Takeuchi's penalty: quadratic objectives, where finite differences are exact and C, H and the
 * optimism are known; an experiment; eigenvalues; the slope. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../support/luck_tables.h"
#include "orthant/luck.h"

/* f_p(theta) = - (theta - z_p)' A (theta - z_p) / 2, so that H = A, C = A S A with S the covariance
 * of z, and tr(H^-1 C) = tr(S A). */
static double quadratic(size_t d, const double *a, const double *z, const double *theta)
{
    double sum = 0;
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++)
            sum += a[i * d + j] * (theta[i] - z[i]) * (theta[j] - z[j]);
    return -sum / 2;
}

typedef struct planted {
    size_t d, n;
    double a[16], *z, theta[4], steps[4], *values;
} planted;

static void plant(planted *of, size_t d, size_t n, test_random *random)
{
    *of = (planted){.d = d, .n = n, .z = table(n * d)};
    for (size_t i = 0; i < d; i++) {
        for (size_t j = 0; j <= i; j++)
            of->a[i * d + j] = of->a[j * d + i] =
                i == j ? 2 + (double)i : 0.8 * test_random_unit(random);
        of->theta[i] = test_random_unit(random);
        of->steps[i] = 0.01 * (1 + (double)i);
    }
    for (size_t p = 0; p < n; p++)
        for (size_t i = 0; i < d; i++)
            of->z[p * d + i] = normal(random) + (i > 0 ? 0.5 * of->z[p * d] : 0);
    size_t points = orth_luck_stencil_points(d);
    double *stencil = table(points * d);
    orth_luck_stencil(stencil, d, of->theta, of->steps);
    of->values = table(points * n);
    for (size_t k = 0; k < points; k++)
        for (size_t p = 0; p < n; p++)
            of->values[k * n + p] = quadratic(d, of->a, of->z + p * d, stencil + k * d);
    free(stencil);
}

static void uproot(planted *of)
{
    free(of->z);
    free(of->values);
}

/* With n - 1. */
static void fill_covariance(const planted *of, double *s)
{
    size_t d = of->d;
    double mean[4] = {0};
    memset(s, 0, d * d * sizeof *s);
    for (size_t p = 0; p < of->n; p++)
        for (size_t i = 0; i < d; i++)
            mean[i] += of->z[p * d + i] / (double)of->n;
    for (size_t p = 0; p < of->n; p++)
        for (size_t i = 0; i < d * d; i++)
            s[i] += (of->z[p * d + i / d] - mean[i / d]) * (of->z[p * d + i % d] - mean[i % d]) /
                    (double)(of->n - 1);
}

START_TEST(quadratics)
{
    test_random random = test_seeded(21);
    for (size_t d = 1; d <= 4; d++) {
        planted of;
        plant(&of, d, 60 + d, &random);
        orth_luck_optimism *result;
        double s[16], trace = 0;
        ck_assert_int_eq(orth_luck_optimism_of(&result, d, of.steps, of.n, of.values, NULL),
                         ORTH_OK);
        ck_assert_int_eq(result->why, ORTH_LUCK_DEFINED);
        fill_covariance(&of, s);
        for (size_t i = 0; i < d; i++)
            for (size_t j = 0; j < d; j++) {
                double asa = 0;
                for (size_t k = 0; k < d * d; k++)
                    asa += of.a[i * d + k / d] * s[k] * of.a[k % d * d + j];
                trace += s[i * d + j] * of.a[j * d + i];
                is_near(result->h[i * d + j], of.a[i * d + j], 1e-9);
                ck_assert(fabs(result->c[i * d + j] - asa) < 1e-9);
            }
        is_near(result->optimism, trace / (double)of.n, 1e-9);
        is_near(result->loss, result->optimism / 2, 0);
        for (size_t i = 0; i < d; i++) {
            double slope = 0;
            for (size_t p = 0; p < of.n; p++)
                for (size_t j = 0; j < d; j++)
                    slope += of.a[i * d + j] * (of.z[p * d + j] - of.theta[j]) / (double)of.n;
            ck_assert(fabs(result->gradient[i] - slope) < 1e-9);
            is_near(result->gradient_error[i], sqrt(result->c[i * d + i] / (double)of.n), 1e-12);
        }
        orth_luck_optimism_free(result);
        uproot(&of);
    }
}
END_TEST

/* Tuned on n observations (their mean is the best theta), judged by new ones: what it looked better
 * is the optimism, and what it is worse than the true best is half of that. The mean of the
 * estimates is right, and their spread is what the jackknife says. */
START_TEST(experiment)
{
    enum { D = 2, N = 50, REPEATS = 3000 };
    test_random random = test_seeded(22);
    const double a[D * D] = {3, 1, 1, 2}, zero[D] = {0, 0}, steps[D] = {0.1, 0.1};
    double gap = 0, gap_square = 0, loss = 0, told = 0, told_square = 0, jackknife = 0;
    double z[N * D], stencil[7 * D], values[7 * N];
    for (int repeat = 0; repeat < REPEATS; repeat++) {
        double tuned[D] = {0};
        for (size_t p = 0; p < N * D; p++) {
            z[p] = normal(&random);
            tuned[p % D] += z[p] / N;
        }
        orth_luck_stencil(stencil, D, tuned, steps);
        for (size_t k = 0; k < 7; k++)
            for (size_t p = 0; p < N; p++)
                values[k * N + p] = quadratic(D, a, z + p * D, stencil + k * D);
        double in = 0;
        for (size_t p = 0; p < N; p++)
            in += values[p] / N;
        double worse = -quadratic(D, a, zero, tuned); /* than theta = 0, on all that may come */
        double out = -(a[0] + a[3]) / 2 - worse;
        orth_luck_optimism *result;
        ck_assert_int_eq(orth_luck_optimism_of(&result, D, steps, N, values, NULL), ORTH_OK);
        gap += (in - out) / REPEATS;
        gap_square += (in - out) * (in - out) / REPEATS;
        loss += worse / REPEATS;
        told += result->optimism / REPEATS;
        told_square += result->optimism * result->optimism / REPEATS;
        jackknife += result->optimism_error * result->optimism_error / REPEATS;
        orth_luck_optimism_free(result);
    }
    double truth = (a[0] + a[3]) / N, error = sqrt((gap_square - gap * gap) / REPEATS);
    double spread = told_square - told * told;
    test_worst("optimism seen, standard errors", (gap - truth) / error);
    test_worst("optimism told, standard errors", (told - truth) / sqrt(spread / REPEATS));
    test_worst("jackknife, of the spread", sqrt(jackknife / spread));
    ck_assert(fabs(gap - truth) < 4 * error);
    ck_assert(fabs(loss - truth / 2) < 0.08 * truth);
    ck_assert(fabs(told - truth) < 4 * sqrt(spread / REPEATS));
    ck_assert(fabs(sqrt(jackknife / spread) - 1) < 0.1);
}
END_TEST

/* The jackknife by leaving each group out of the values. */
START_TEST(groups_left_out)
{
    enum { GROUPS = 32 };
    test_random random = test_seeded(26);
    planted of;
    plant(&of, 2, 45, &random);
    double kept[7 * 45], traces[GROUPS], mean = 0, square = 0;
    orth_luck_optimism *result;
    for (size_t g = 0; g < GROUPS; g++) {
        size_t n = 0;
        for (size_t p = 0; p < of.n; p++)
            n += p % GROUPS != g;
        for (size_t k = 0, i = 0; k < 7; k++)
            for (size_t p = 0; p < of.n; p++)
                if (p % GROUPS != g)
                    kept[i++] = of.values[k * of.n + p];
        ck_assert_int_eq(orth_luck_optimism_of(&result, 2, of.steps, n, kept, NULL), ORTH_OK);
        traces[g] = result->optimism * (double)n;
        mean += traces[g] / GROUPS;
        orth_luck_optimism_free(result);
    }
    for (size_t g = 0; g < GROUPS; g++)
        square += (traces[g] - mean) * (traces[g] - mean);
    ck_assert_int_eq(orth_luck_optimism_of(&result, 2, of.steps, of.n, of.values, NULL), ORTH_OK);
    is_near(result->optimism_error * (double)of.n, sqrt(square * (GROUPS - 1) / GROUPS), 1e-9);
    orth_luck_optimism_free(result);
    uproot(&of);
}
END_TEST

/* The units of the parameters change C and H, and not the optimism. */
START_TEST(other_units)
{
    test_random random = test_seeded(23);
    planted of;
    plant(&of, 3, 80, &random);
    const double units[] = {1e6, 1, 1e-7};
    double steps[3];
    for (size_t i = 0; i < 3; i++)
        steps[i] = of.steps[i] * units[i];
    orth_luck_optimism *here, *there;
    ck_assert_int_eq(orth_luck_optimism_of(&here, 3, of.steps, of.n, of.values, NULL), ORTH_OK);
    ck_assert_int_eq(orth_luck_optimism_of(&there, 3, steps, of.n, of.values, NULL), ORTH_OK);
    is_near(there->optimism, here->optimism, 1e-9);
    is_near(there->optimism_error, here->optimism_error, 1e-9);
    is_near(there->h[0], here->h[0] * 1e-12, 1e-12);
    orth_luck_optimism_free(here);
    orth_luck_optimism_free(there);
    uproot(&of);
}
END_TEST

/* C_ii = H_ii^1.4 lies on its line; another C beside the normal equations in long double. */
START_TEST(slopes)
{
    enum { D = 4, N = 400 };
    test_random random = test_seeded(24);
    double values[(1 + D + D * D) * N], stencil[(1 + D + D * D) * D], scale[D];
    const double theta[D] = {0}, steps[D] = {0.5, 0.5, 0.5, 0.5}, h[D] = {0.5, 1, 3, 10};
    orth_luck_stencil(stencil, D, theta, steps);
    for (int straight = 1; straight >= 0; straight--) {
        for (size_t i = 0; i < D; i++)
            scale[i] = pow(h[i], 0.7) * (straight ? 1 : 1 + test_random_unit(&random));
        for (size_t p = 0; p < N; p++) /* signs that are balanced: C_ii = scale^2 N / (N - 1) */
            for (size_t k = 0; k < 1 + D + D * D; k++) {
                double f = 0;
                for (size_t i = 0; i < D; i++) {
                    double x = stencil[k * D + i];
                    f += scale[i] * x * (p >> i & 1 ? 1 : -1) - h[i] * x * x / 2;
                }
                values[k * N + p] = f;
            }
        orth_luck_optimism *result;
        ck_assert_int_eq(orth_luck_optimism_of(&result, D, steps, N, values, NULL), ORTH_OK);
        long double n = D, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
        for (size_t i = 0; i < D; i++) {
            long double u = logl(h[i]), v = logl((long double)scale[i] * scale[i] * N / (N - 1));
            x += u, y += v, xx += u * u, xy += u * v, yy += v * v;
        }
        long double sxx = xx - x * x / n, sxy = xy - x * y / n, syy = yy - y * y / n;
        is_near(result->slope.slope, (double)(sxy / sxx), 1e-12);
        double error = sqrt((double)fmaxl(syy - sxy * sxy / sxx, 0) / 2 / (double)sxx);
        ck_assert(fabs(result->slope.stderr_ - error) < 1e-8);
        double half = 4.30265272974946 * result->slope.stderr_; /* Student's t, 2 degrees */
        ck_assert(fabs(result->slope.high - result->slope.slope - half) < 1e-8);
        ck_assert(fabs(result->slope.slope - result->slope.low - half) < 1e-8);
        if (straight)
            is_near(result->slope.slope, 1.4, 1e-12);
        orth_luck_optimism_free(result);
    }
}
END_TEST

/* Hilbert's matrix of 5, its eigenvalues in 30 digits; and matrices made of their eigenvalues. */
START_TEST(eigenvalues)
{
    double matrix[144], values[12];
    static const double hilbert[] = {1.56705069109823080, 0.208534218611013336,
                                     0.0114074916234198066, 3.05898040151191727e-4,
                                     3.28792877217186296e-6};
    for (size_t i = 0; i < 25; i++)
        matrix[i] = 1 / (double)(i / 5 + i % 5 + 1);
    orth_luck_eigenvalues(values, 5, matrix);
    for (size_t i = 0; i < 5; i++)
        ck_assert(fabs(values[i] - hilbert[i]) < 1e-15);
    test_random random = test_seeded(25);
    for (int repeat = 0; repeat < 50; repeat++) {
        size_t d = 1 + test_random_below(&random, 12);
        double expected[12];
        memset(matrix, 0, sizeof matrix);
        for (size_t i = 0; i < d; i++) /* some are equal, some 0, some negative */
            matrix[i * d + i] = expected[i] = i % 4 == 1 ? 1 : i % 4 == 2 ? 0 : normal(&random);
        for (int turns = 0; turns < 3; turns++) { /* reflect: (1 - 2 u u') M (1 - 2 u u') */
            double u[12], mu[12] = {0}, length = 0, umu = 0;
            for (size_t i = 0; i < d; i++) {
                u[i] = normal(&random);
                length += u[i] * u[i];
            }
            for (size_t i = 0; i < d; i++)
                u[i] /= sqrt(length);
            for (size_t i = 0; i < d * d; i++)
                mu[i / d] += matrix[i] * u[i % d];
            for (size_t i = 0; i < d; i++)
                umu += u[i] * mu[i];
            for (size_t i = 0; i < d * d; i++)
                matrix[i] += 4 * umu * u[i / d] * u[i % d] - 2 * u[i / d] * mu[i % d] -
                             2 * mu[i / d] * u[i % d];
        }
        orth_luck_eigenvalues(values, d, matrix);
        for (size_t i = 0; i < d; i++) {
            size_t above = 0, here = 0;
            for (size_t j = 0; j < d; j++) {
                above += expected[j] > values[i] + 1e-13;
                here += fabs(expected[j] - values[i]) <= 1e-13;
            }
            ck_assert(above <= i && i < above + here);
        }
    }
}
END_TEST

START_TEST(not_to_be_had)
{
    const double steps[] = {0.1, 0.1}, saddle[] = {1, 0, 0, -1}, zero[] = {0, 0};
    double stencil[14], values[7 * 40];
    orth_luck_optimism *result;
    orth_error error;
    orth_luck_stencil(stencil, 2, zero, steps);
    for (size_t k = 0; k < 7; k++)
        for (size_t p = 0; p < 40; p++) {
            double z[] = {(double)(p % 5), (double)(p % 3)};
            values[k * 40 + p] = quadratic(2, saddle, z, stencil + 2 * k);
        }
    ck_assert_int_eq(orth_luck_optimism_of(&result, 2, steps, 40, values, &error), ORTH_OK);
    ck_assert_int_eq(result->why, ORTH_LUCK_NOT_A_MAXIMUM);
    ck_assert(isnan(result->optimism) && isnan(result->optimism_error) && isnan(result->loss));
    is_near(result->h_eigen[1], -1, 1e-9);
    ck_assert(isnan(result->slope.slope)); /* an H_ii below 0 */
    orth_luck_optimism_free(result);
    ck_assert_int_eq(orth_luck_optimism_of(&result, 2, steps, 2, values, &error), ORTH_OK);
    ck_assert_int_eq(result->why, ORTH_LUCK_FEW);
    orth_luck_optimism_free(result);
    values[279] = NAN;
    ck_assert_int_eq(orth_luck_optimism_of(&result, 2, steps, 40, values, &error), ORTH_OK);
    ck_assert_int_eq(result->why, ORTH_LUCK_VALUES);
    ck_assert(isnan(result->c[0]) && strlen(orth_luck_why_text(result->why)) > 0);
    orth_luck_optimism_free(result);
    const double still[] = {0.1, 0};
    ck_assert_int_eq(orth_luck_optimism_of(&result, 2, still, 40, values, &error), ORTH_BAD_INPUT);
    ck_assert_int_eq(orth_luck_optimism_of(&result, 41, steps, 40, values, &error), ORTH_BAD_INPUT);
    ck_assert_ptr_null(result);
    orth_luck_optimism_free(NULL);
}
END_TEST

ORTH_TEST_MAIN("luck_optimism", quadratics, experiment, groups_left_out, other_units, slopes,
               eigenvalues, not_to_be_had)
