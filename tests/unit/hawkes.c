/* A Hawkes process: its moments, its events, its likelihood. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/hawkes.h"
#include "orthant/kernel.h"

static const orth_hawkes usual = {.rate = 0.5, .branching = 0.6, .decay = 1};

static void near(double got, double wanted, double relative)
{
    ck_assert_msg(fabs(got - wanted) <= relative * fabs(wanted), "%.17g, not %.17g", got, wanted);
}

/* mu = .2, alpha = .6, beta = 1. */
START_TEST(known_moments)
{
    static const struct {
        double window, variance, fano, correlation;
    } known[] = {{1, .961475302108883, 1.92295060421777, .370925140373874},
                 {10, 24.8076963802073, 4.96153927604146, .127466666315031},
                 {100, 305.9375, 6.11875, .0107252298263534}};
    for (size_t i = 0; i < 3; i++) {
        double window = known[i].window, variance = orth_hawkes_variance(&usual, window);
        near(variance, known[i].variance, 1e-14);
        near(orth_hawkes_fano(&usual, window), known[i].fano, 1e-14);
        near(orth_hawkes_covariance(&usual, window, 1) / variance, known[i].correlation, 1e-12);
    }
    near(orth_hawkes_fano(&usual, 1e12), 6.25, 1e-11);
}
END_TEST

/* Two windows beside one another are one of twice the length, so is any number of them; short ones
 * are Poisson's. */
START_TEST(moments_add_up)
{
    for (double window = 1e-9; window < 1e4; window *= 7.3) {
        double variance = orth_hawkes_variance(&usual, window), sum = 3 * variance;
        sum += 4 * orth_hawkes_covariance(&usual, window, 1);
        sum += 2 * orth_hawkes_covariance(&usual, window, 2);
        near(orth_hawkes_variance(&usual, 3 * window), sum, 4e-15);
    }
    near(orth_hawkes_fano(&usual, 1e-12), 1, 1e-11);
    orth_hawkes poisson = {.rate = 3, .branching = 0, .decay = 2};
    ck_assert_double_eq(orth_hawkes_variance(&poisson, 5), 15);
    ck_assert_double_eq(orth_hawkes_covariance(&poisson, 5, 1), 0);
}
END_TEST

/* Mean, variance and neighbours of counts; bounds are 5 standard errors. */
START_TEST(events_have_the_moments)
{
    enum { PATHS = 4000, WINDOWS = 12 };
    double mean = 0, square = 0, cross = 0;
    for (uint64_t path = 0; path < PATHS; path++) {
        orth_hawkes_walk walk;
        orth_hawkes_start(&walk, &usual, 7, path);
        double before = 0;
        for (int k = 0; k < WINDOWS; k++) {
            double count = -5;
            while (orth_hawkes_next(&walk, 10.0 * (k + 1)))
                count++;
            mean += count;
            square += count * count;
            cross += k > 0 ? count * before : 0;
            before = count;
        }
    }
    double variance = orth_hawkes_variance(&usual, 10), windows = (double)PATHS * WINDOWS;
    double of_path = orth_hawkes_variance(&usual, 10 * WINDOWS) / (WINDOWS * WINDOWS);
    ck_assert_double_le(fabs(mean / windows), 5 * sqrt(of_path / PATHS));
    ck_assert_double_le(fabs(square / windows / variance - 1), 5 * sqrt(4.0 / windows));
    cross /= (double)PATHS * (WINDOWS - 1);
    ck_assert_double_le(fabs(cross - orth_hawkes_covariance(&usual, 10, 1)),
                        5 * variance * sqrt(2.0 / windows));
}
END_TEST

/* A process that remembers 10 units of time, in its first 2: nearly all of the variance is of what
 * has happened before. */
START_TEST(it_has_run_before)
{
    enum { PATHS = 20000 };
    orth_hawkes slow = {.rate = 1, .branching = 0.9, .decay = 1};
    double mean = 0, square = 0, variance = orth_hawkes_variance(&slow, 2);
    for (uint64_t path = 0; path < PATHS; path++) {
        orth_hawkes_walk walk;
        double count = -2;
        orth_hawkes_start(&walk, &slow, 7, path);
        while (orth_hawkes_next(&walk, 2))
            count++;
        mean += count;
        square += count * count;
    }
    ck_assert_double_ge(variance, 20);
    ck_assert_double_le(fabs(mean / PATHS), 5 * sqrt(variance / PATHS));
    ck_assert_double_le(fabs(square / PATHS / variance - 1), 5 * sqrt(10.0 / PATHS));
}
END_TEST

/* The same events however far one looks at once, and on each instruction set. */
START_TEST(the_same_events)
{
    double times[500];
    orth_hawkes_walk walk;
    orth_hawkes_start(&walk, &usual, 3, UINT64_C(1) << 40);
    for (size_t i = 0; i < 500; i++) {
        ck_assert(orth_hawkes_next(&walk, INFINITY));
        ck_assert(walk.time > (i == 0 ? 0 : times[i - 1]));
        times[i] = walk.time;
    }
    static const char *const names[] = {"avx512", "avx2", "scalar"};
    const char *usual_kernels = orth_kernel_name();
    for (size_t k = 0; k < 3; k++) {
        if (!orth_kernel_select(names[k]))
            continue;
        orth_hawkes_start(&walk, &usual, 3, UINT64_C(1) << 40);
        size_t seen = 0;
        for (double until = 0.37; seen < 500; until += 0.37)
            for (; seen < 500 && orth_hawkes_next(&walk, until); seen++)
                ck_assert_double_eq(walk.time, times[seen]);
    }
    ck_assert(orth_kernel_select(usual_kernels));
}
END_TEST

/* After a change of what comes from outside, the mean goes over as the formula says; without any,
 * nothing comes but what earlier events bring. */
START_TEST(a_change_from_outside)
{
    enum { PATHS = 20000 };
    double soon = 0, late = 0, after = 0;
    for (uint64_t path = 0; path < PATHS; path++) {
        orth_hawkes_walk walk;
        orth_hawkes_start(&walk, &usual, 11, path);
        while (orth_hawkes_next(&walk, 5))
            continue;
        orth_hawkes_scale(&walk, 5, 3);
        while (orth_hawkes_next(&walk, 7))
            soon++;
        while (orth_hawkes_next(&walk, 30))
            continue;
        while (orth_hawkes_next(&walk, 32))
            late++;
        orth_hawkes_scale(&walk, 32, 0);
        while (orth_hawkes_next(&walk, 1e6))
            after++;
    }
    double kappa = 0.4, rate = 0.5;
    double mean = 2 * 3 * rate - 2 * 0.6 * rate * (1 - exp(-2 * kappa)) / kappa;
    ck_assert_double_le(fabs(soon / PATHS - mean), 5 * sqrt(3.5 / PATHS));
    ck_assert_double_le(fabs(late / PATHS - 2 * 3 * rate), 5 * sqrt(8.0 / PATHS));
    /* an excess x brings x / kappa in all; its mean is 3 L n */
    ck_assert_double_le(fabs(after / PATHS - 3 * rate * 0.6 / kappa), 5 * sqrt(16.0 / PATHS));
}
END_TEST

/* By the sums as they stand, in long doubles. */
static long double plainly(const double theta[3], size_t count, const double *times, double end)
{
    long double mu = theta[0], n = theta[1], beta = theta[2], value = -mu * end;
    for (size_t i = 0; i < count; i++) {
        long double excess = 0;
        for (size_t j = 0; j < i; j++)
            excess += expl(-beta * ((long double)times[i] - times[j]));
        value += logl(mu + n * beta * excess) + n * expm1l(-beta * ((long double)end - times[i]));
    }
    return value;
}

START_TEST(the_likelihood)
{
    double times[300], end = 700;
    size_t count = 0;
    orth_hawkes_walk walk;
    orth_hawkes_start_empty(&walk, &usual, 5, 0);
    while (count < 300 && orth_hawkes_next(&walk, end))
        times[count++] = walk.time;
    ck_assert(count > 150);
    static const double points[][3] = {{.2, .6, 1}, {.5, .1, 8}, {.05, 1.3, .02}, {.4, 0, 1}};
    for (size_t p = 0; p < 4; p++) {
        const double *theta = points[p];
        orth_hawkes_likelihood of =
            orth_hawkes_likelihood_of(theta[0], theta[1], theta[2], count, times, end);
        near(of.value, (double)plainly(theta, count, times, end), 1e-14);
        for (int a = 0; a < 3; a++) {
            double step = 1e-5, low[3], high[3];
            memcpy(low, theta, sizeof low);
            memcpy(high, theta, sizeof high);
            low[a] -= p == 3 && a == 1 ? 0 : step;
            high[a] += step;
            double width = high[a] - low[a];
            orth_hawkes_likelihood below =
                orth_hawkes_likelihood_of(low[0], low[1], low[2], count, times, end);
            orth_hawkes_likelihood above =
                orth_hawkes_likelihood_of(high[0], high[1], high[2], count, times, end);
            bool ahead = p == 3 && a == 1;
            double slope =
                ((double)(plainly(high, count, times, end) - plainly(low, count, times, end))) /
                width;
            ck_assert_double_le(fabs(of.gradient[a] - slope),
                                (ahead ? 1e-2 : 3e-5) * (1 + fabs(slope)));
            for (int b = 0; b < 3; b++) {
                double second = (above.gradient[b] - below.gradient[b]) / width;
                ck_assert_double_le(fabs(of.hessian[a][b] - second),
                                    (ahead ? 1e-2 : 3e-5) * (1 + fabs(second)));
                ck_assert_double_eq(of.hessian[a][b], of.hessian[b][a]);
            }
        }
    }
    /* one event at a time of 2, until 3: by hand */
    double one = 2;
    near(orth_hawkes_likelihood_of(.2, .6, 1, 1, &one, 3).value,
         log(.2) - .6 - .6 * (1 - exp(-1.0)), 1e-15);
}
END_TEST

ORTH_TEST_MAIN("hawkes", known_moments, moments_add_up, events_have_the_moments, it_has_run_before,
               the_same_events, a_change_from_outside, the_likelihood)
