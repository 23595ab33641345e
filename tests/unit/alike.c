/* How alike strategies are: known by hand, and against plain loops over every time. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>

#include "orthant/alike.h"
#include "orthant/simplex.h"

#define NEAR(a, b, most) ck_assert_double_le(fabs((a) - (b)), (most)*fmax(1, fabs((double)(b))))

static orth_alike *made_for(size_t strategies, size_t n)
{
    orth_alike *alike;
    ck_assert(orth_alike_create(&alike, strategies, n, NULL) == ORTH_OK);
    return alike;
}

/* M points at equal angles, each with one token of its own: roots a and, M - 1 times, c with
 * a^2 + (M - 1) c^2 = 1 and cosine rho = 2 a c + (M - 2) c^2. Then R^2 = (1 + (M - 1) rho) / M and
 * 1 / mean of squares = M / (1 + (M - 1) rho^2). */
START_TEST(equal_angles)
{
    enum { M = 5 };
    double a = 0.9955, c = 0, weights[M * M];
    for (int i = 0; i < 200; i++) { /* rho = 0.2: c from the cosine, a from the norm */
        c = (-a + sqrt(a * a + 3 * 0.2)) / 3;
        a = sqrt(1 - 4 * c * c);
    }
    for (int s = 0; s < M; s++)
        for (int i = 0; i < M; i++)
            weights[s * M + i] = i == s ? a * a : c * c;
    orth_alike *alike = made_for(M, M);
    ck_assert(isnan(orth_alike_now(alike).order));
    orth_alike_see(alike, weights);
    orth_alike_see(alike, weights);
    orth_alike_result r = orth_alike_now(alike);
    double mean[M * M], greatest[M * M];
    size_t cluster[M];
    orth_alike_distances(alike, mean, greatest);
    ck_assert_uint_eq(r.times, 2);
    NEAR(r.order, 0.6, 1e-14);
    NEAR(r.order_least, 0.6, 1e-14);
    NEAR(r.order_last, 0.6, 1e-14);
    NEAR(r.different, 5 / 1.16, 1e-14);
    for (int i = 0; i < M * M; i++) {
        NEAR(mean[i], i % (M + 1) == 0 ? 0 : 2 * acos(0.2), 1e-13);
        NEAR(greatest[i], mean[i], 1e-13);
    }
    ck_assert_uint_eq(orth_alike_clusters(M, mean, 2.7, cluster), 5);
    ck_assert_uint_eq(orth_alike_clusters(M, mean, 2.8, cluster), 1);
    orth_alike_free(alike);
}
END_TEST

START_TEST(the_same_strategy_counts_once)
{
    const double weights[] = {0.2, 0.3, 0.5, 0.2, 0.3, 0.5, 0.2, 0.3, 0.5};
    orth_alike *alike = made_for(3, 3);
    orth_alike_see(alike, weights);
    NEAR(orth_alike_now(alike).order, 1, 1e-15);
    NEAR(orth_alike_now(alike).different, 1, 1e-14);
    orth_alike_free(alike);
    alike = made_for(1, 3);
    orth_alike_see(alike, weights);
    NEAR(orth_alike_now(alike).different, 1, 1e-15);
    orth_alike_free(alike);
    /* nearly nothing in common */
    const double apart[] = {1 - 1e-12, 1e-12, 1e-12, 1 - 1e-12};
    alike = made_for(2, 2);
    orth_alike_see(alike, apart);
    NEAR(orth_alike_now(alike).order, sqrt(0.5), 2e-6);
    NEAR(orth_alike_now(alike).different, 2, 1e-11);
    orth_alike_free(alike);
}
END_TEST

START_TEST(over_time)
{
    enum { M = 4, N = 3, T = 50 };
    test_random random = test_seeded(7);
    double weights[T][M][N], mean[M * M], greatest[M * M], squares = 0, order = 0, least = 2;
    orth_alike *alike = made_for(M, N);
    for (int t = 0; t < T; t++) {
        for (int s = 0; s < M; s++)
            test_random_weights(&random, N, weights[t][s]);
        orth_alike_see(alike, weights[t][0]);
    }
    orth_alike_distances(alike, mean, greatest);
    for (int a = 0; a < M; a++)
        for (int b = 0; b < M; b++) {
            double sum = 0, most = 0;
            for (int t = 0; t < T; t++) {
                double d = orth_simplex_distance(N, weights[t][a], weights[t][b]);
                sum += d / T;
                most = fmax(most, d);
                squares += cos(d / 2) * cos(d / 2) / (M * M * T);
            }
            NEAR(mean[a * M + b], sum, 1e-14);
            ck_assert(greatest[a * M + b] == most);
        }
    for (int t = 0; t < T; t++) {
        double now = 0;
        for (int a = 0; a < M; a++)
            for (int b = 0; b < M; b++)
                now += cos(orth_simplex_distance(N, weights[t][a], weights[t][b]) / 2) / (M * M);
        order += sqrt(now) / T;
        least = fmin(least, sqrt(now));
    }
    NEAR(orth_alike_now(alike).different, 1 / squares, 1e-13);
    NEAR(orth_alike_now(alike).order, order, 1e-13);
    NEAR(orth_alike_now(alike).order_least, least, 1e-13);
    orth_alike_free(alike);
}
END_TEST

/* Single linkage: a chain joins what is far apart itself. */
START_TEST(clusters)
{
    const double at[] = {0, 5, 1, 5.9, 2, 9, 6.8};
    enum { M = 7 };
    double distances[M * M];
    size_t cluster[M];
    for (int a = 0; a < M; a++)
        for (int b = 0; b < M; b++)
            distances[a * M + b] = fabs(at[a] - at[b]);
    ck_assert_uint_eq(orth_alike_clusters(M, distances, 1, cluster), 3);
    const size_t expected[M] = {0, 1, 0, 1, 0, 2, 1};
    for (int a = 0; a < M; a++)
        ck_assert_uint_eq(cluster[a], expected[a]);
    ck_assert_uint_eq(orth_alike_clusters(M, distances, 0.5, cluster), 7);
    ck_assert_uint_eq(cluster[6], 6);
    ck_assert_uint_eq(orth_alike_clusters(M, distances, 3, cluster), 1);
}
END_TEST

START_TEST(concentration)
{
    orth_concentration c = {0};
    const double lowest[] = {0.1, 0.1, 0.1}, highest[] = {0.9, 0.7, 0.8};
    ck_assert(isnan(orth_concentration_mean(&c)) && isnan(orth_concentration_on_rails(&c)));
    const double weights[][3] = {
        {0.25, 0.25, 0.5}, {0.1, 0.45, 0.45}, {0.15, 0.7, 0.15}, {0.3, 0.3, 0.4}};
    double mean = 0, least = 3;
    for (int t = 0; t < 4; t++) {
        double h = 0;
        for (int i = 0; i < 3; i++)
            h -= weights[t][i] * log(weights[t][i]);
        mean += exp(h) / 4;
        least = fmin(least, exp(h));
        orth_concentration_see(&c, 3, weights[t], lowest, highest);
        NEAR(c.last, exp(h), 1e-14);
    }
    NEAR(orth_concentration_mean(&c), mean, 1e-14);
    NEAR(c.least, least, 1e-14);
    ck_assert(orth_concentration_on_rails(&c) == 0.5);
    orth_concentration none = {0};
    orth_concentration_see(&none, 3, weights[1], NULL, NULL);
    ck_assert(orth_concentration_on_rails(&none) == 0);
    orth_concentration first = {0};
    orth_concentration_see(&first, 3, weights[0], NULL, NULL);
    NEAR(first.last, 2.82842712474619, 1e-14); /* 2^1.5 */
}
END_TEST

START_TEST(refusals)
{
    orth_alike *alike;
    orth_error error;
    ck_assert(orth_alike_create(&alike, 0, 3, &error) == ORTH_DOMAIN && alike == NULL);
    ck_assert(orth_alike_create(&alike, 1, 1, &error) == ORTH_DOMAIN);
}
END_TEST

ORTH_TEST_MAIN("alike", equal_angles, the_same_strategy_counts_once, over_time, clusters,
               concentration, refusals)
