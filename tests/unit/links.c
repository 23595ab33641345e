/* Links: known weights, the same solved by bisection in long doubles, the derivative against
 * differences, and the alpha that keeps a rail against scores that are drawn. */
#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "orthant/link.h"
#include "orthant/simplex.h"

static double relative(double got, double expected)
{
    return fabs(got / expected - 1);
}

/* The weights where the highest score's w_i / q_i is e^log_top, from the definition, and their sum:
 * with power = alpha - 1 the brackets differ by power times the scores. */
static long double weights_at(size_t n, double alpha, const double *q, const double *x, double high,
                              long double log_top, long double *w)
{
    long double sum = 0, power = alpha - 1.0L;
    for (size_t i = 0; i < n; i++) {
        long double own = q == NULL ? 1.0L / (long double)n : q[i], y = (long double)x[i] - high;
        long double rest = power * y * expl(-power * log_top);
        if (alpha == 1)
            w[i] = own * expl(log_top + y);
        else
            w[i] = rest <= -1 ? 0 : own * expl(log_top + log1pl(rest) / power);
        sum += w[i];
    }
    return sum;
}

/* mu, and the weights. */
static long double bisect(size_t n, double alpha, const double *q, const double *x, long double *w)
{
    double most = x[0];
    for (size_t i = 1; i < n; i++)
        most = fmax(most, x[i]);
    long double low = 0, high = 40, power = alpha - 1.0L;
    for (int i = 0; i < 100; i++) {
        long double middle = (low + high) / 2;
        if (weights_at(n, alpha, q, x, most, middle, w) < 1)
            low = middle;
        else
            high = middle;
    }
    weights_at(n, alpha, q, x, most, low, w);
    return most - (power == 0 ? low : expm1l(power * low) / power);
}

START_TEST(three_tokens)
{
    static const struct {
        double alpha, w[3], mu;
    } rows[] = {
        {.25, {.68887410196099, .227860924346746, .0832649736922642}, .440224702791313},
        {.5, {.696038852294663, .234588670286234, .0693724774191029}, .384052700958204},
        {.75, {.701707220365595, .244832062584621, .0534607170497845}, .320784485045353},
        {1, {.705384512698241, .259496460342419, .0351190269593397}, .250399928100077},
        {1.5, {.699826313471363, .300173686528637, 0}, .10208423834364},
        {2, {2. / 3, 1. / 3, 0}, 0},
    };
    const double scores[] = {1, 0, -2};
    const double reference[] = {1. / 3, 1. / 3, 1. / 3};
    for (size_t r = 0; r < 6; r++)
        for (int given = 0; given < 2; given++) {
            double w[3];
            double mu = orth_link_weights(w, 3, rows[r].alpha, given ? reference : NULL, scores);
            ck_assert(fabs(mu - rows[r].mu) <= 1e-14);
            for (size_t i = 0; i < 3; i++)
                ck_assert(fabs(w[i] - rows[r].w[i]) <= 1e-15);
        }
}
END_TEST

START_TEST(the_loser_of_two)
{
    static const double ranges[] = {5, 10, 20};
    static const struct {
        double alpha, w[3], bound[3];
    } rows[] = {
        {.5, {.0480816411547, .0153216089582, .00436013846348}, {.040816, .013889, .004132}},
        {.75, {.025885127084, .00400939316393, .000429561274221}, {0}},
        {1, {.00669285092428, 4.53978687024e-5, 2.06115361819e-9}, {0}},
    };
    for (size_t r = 0; r < 3; r++)
        for (size_t k = 0; k < 3; k++) {
            double alpha = rows[r].alpha, w[2];
            const double scores[] = {3, 3 - ranges[k]};
            orth_link_weights(w, 2, alpha, NULL, scores);
            ck_assert(relative(w[1], rows[r].w[k]) <= 3e-12);
            ck_assert(relative(orth_link_least(alpha, 0.5, ranges[k]), w[1]) <= 1e-15);
            ck_assert(relative(orth_link_range(alpha, 0.5, w[1]), ranges[k]) <= 1e-14);
            double bound = orth_link_bound(alpha, 0.5, ranges[k]);
            ck_assert(bound < w[1]);
            if (rows[r].bound[k] > 0)
                ck_assert(fabs(bound - rows[r].bound[k]) <= 5e-7);
        }
    ck_assert(relative(orth_link_bound(1, 0.5, 3), 0.5 * exp(-3)) <= 1e-15);
    ck_assert(orth_link_bound(1.5, 0.5, 3) == 0);
}
END_TEST

static double random_alpha(test_random *random)
{
    static const double some[] = {1e-6, .125, .5, .999999, 1, 1.000001, 1.5, 2};
    size_t which = test_random_below(random, 16);
    return which < 8 ? some[which] : 1e-6 + (2 - 1e-6) * test_random_unit(random);
}

/* Any scores and reference, weights of which go down to 1e-12. */
START_TEST(by_bisection_too)
{
    double worst = 0, worst_above = 0, worst_mu = 0;
    test_random random = test_seeded(2);
    for (int t = 0; t < 2500; t++) {
        size_t n = 2 + test_random_below(&random, 7);
        double q[8], x[8], w[8], alpha = random_alpha(&random);
        double wide = exp(12 * test_random_unit(&random) - 6);
        test_random_weights(&random, n, q);
        for (size_t i = 0; i < n; i++)
            x[i] = wide * (test_random_unit(&random) - 0.3);
        long double exact[8];
        long double mu = bisect(n, alpha, q, x, exact);
        double got = orth_link_weights(w, n, alpha, q, x);
        worst_mu = fmax(worst_mu, (double)(fabsl(got - mu) / fmaxl(1, fabsl(mu)) / fmax(1, wide)));
        double sum = 0;
        for (size_t i = 0; i < n; i++) {
            sum += w[i];
            if (alpha > 1)
                worst_above = fmax(worst_above, fabs((double)(w[i] - exact[i])));
            else if (exact[i] > 1e-300L)
                worst =
                    fmax(worst, fabs((double)(w[i] / exact[i] - 1)) / (1 + fabs(log(w[i] / q[i]))));
        }
        ck_assert(fabs(sum - 1) <= 1e-15);
    }
    test_worst("weight, relative, alpha to 1", worst);
    test_worst("weight, alpha above 1", worst_above);
    test_worst("mu", worst_mu);
    ck_assert(worst <= 1e-14 && worst_above <= 1e-14 && worst_mu <= 1e-14);
}
END_TEST

/* With equal reference and alpha 2 it is the point of the simplex nearest to (1 + x) / n. */
START_TEST(alpha_2_is_the_projection)
{
    test_random random = test_seeded(3);
    for (int t = 0; t < 300; t++) {
        double x[5], w[5];
        for (size_t i = 0; i < 5; i++)
            x[i] = 6 * test_random_unit(&random);
        orth_link_weights(w, 5, 2, NULL, x);
        for (unsigned held = 1; held < 32; held++) { /* tokens that are not 0: the right ones fit */
            double count = 0, sum = 0, point[5];
            for (size_t i = 0; i < 5; i++)
                if (held >> i & 1)
                    count++, sum += (1 + x[i]) / 5;
            bool fits = true;
            for (size_t i = 0; i < 5; i++) {
                double moved = (1 + x[i]) / 5 - (sum - 1) / count;
                point[i] = held >> i & 1 ? moved : 0;
                fits = fits && (held >> i & 1 ? moved >= 1e-12 : moved <= -1e-12);
            }
            for (size_t i = 0; i < 5 && fits; i++)
                ck_assert(fabs(point[i] - w[i]) <= 1e-15);
        }
    }
}
END_TEST

START_TEST(what_changes_nothing)
{
    test_random random = test_seeded(4);
    for (int t = 0; t < 200; t++) {
        double q[6], x[6], w[6], again[6], alpha = random_alpha(&random);
        test_random_weights(&random, 6, q);
        for (size_t i = 0; i < 6; i++)
            x[i] = 7;
        orth_link_weights(w, 6, alpha, q, x);
        for (size_t i = 0; i < 6; i++) {
            ck_assert(relative(w[i], q[i]) <= 1e-14);
            x[i] = ldexp((double)test_random_below(&random, 1024), -8);
        }
        orth_link_weights(w, 6, alpha, q, x);
        for (size_t i = 0; i < 6; i++)
            x[i] += 1024;
        orth_link_weights(again, 6, alpha, q, x);
        ck_assert(memcmp(w, again, sizeof w) == 0);
    }
}
END_TEST

START_TEST(derivative_by_differences)
{
    test_random random = test_seeded(5);
    double worst = 0;
    for (int t = 0; t < 300; t++) {
        static const double alphas[] = {.25, .5, .75, 1, 1.25};
        double q[4], x[4], w[4], derivative[16], alpha = alphas[t % 5], step = 1e-4;
        for (size_t i = 0; i < 4; i++) {
            q[i] = 0.1 + test_random_unit(&random);
            x[i] = 3 * test_random_unit(&random);
        }
        orth_simplex_normalise(q, 4, q);
        orth_link_weights(w, 4, alpha, q, x);
        orth_link_derivative(derivative, 4, alpha, q, w);
        for (size_t j = 0; j < 4; j++) {
            double keep = x[j], row = 0;
            long double up[4], down[4];
            x[j] = keep + step;
            bisect(4, alpha, q, x, up);
            x[j] = keep - step;
            bisect(4, alpha, q, x, down);
            x[j] = keep;
            for (size_t i = 0; i < 4; i++) {
                double difference = (double)((up[i] - down[i]) / (2 * step));
                worst = fmax(worst, fabs(difference - derivative[i * 4 + j]));
                ck_assert(derivative[i * 4 + j] == derivative[j * 4 + i]);
                row += derivative[j * 4 + i];
            }
            ck_assert(fabs(row) <= 1e-15);
        }
    }
    test_worst("derivative against differences", worst);
    ck_assert(worst <= 3e-8);
}
END_TEST

/* Whatever the scores within the range: no weight below the rail; at a larger alpha one would be,
 * unless it is the softmax. */
START_TEST(the_largest_alpha_keeps_the_rail)
{
    test_random random = test_seeded(6);
    int softmax = 0, none = 0, tight = 0;
    for (int t = 0; t < 400; t++) {
        size_t n = 2 + test_random_below(&random, 4);
        double q[5], alpha, range = 12 * test_random_unit(&random), least = 1;
        for (size_t i = 0; i < n; i++)
            q[i] = 0.02 + test_random_unit(&random);
        orth_simplex_normalise(q, n, q);
        for (size_t i = 0; i < n; i++)
            least = fmin(least, q[i]);
        double rail = least * exp(-4 * test_random_unit(&random) - 0.01);
        orth_error error;
        if (orth_link_alpha(&alpha, n, q, range, rail, &error) != ORTH_OK) {
            none++;
            ck_assert(error.status == ORTH_DOMAIN);
            double worst = 1;
            for (size_t i = 0; i < n; i++)
                worst = fmin(worst, orth_link_least(1e-6, q[i], range));
            ck_assert(worst < rail);
            continue;
        }
        softmax += alpha == 1;
        double worst = 1, beyond = 1;
        for (size_t i = 0; i < n; i++) {
            worst = fmin(worst, orth_link_least(alpha, q[i], range));
            beyond = fmin(beyond, orth_link_least(fmin(1, alpha + 1e-6), q[i], range));
        }
        ck_assert(worst >= rail * (1 - 1e-12));
        if (alpha < 1) {
            ck_assert(relative(worst, rail) <= 1e-12);
            ck_assert(beyond < rail);
            tight++;
        }
        for (int draw = 0; draw < 30; draw++) {
            double x[5], w[5];
            for (size_t i = 0; i < n; i++)
                x[i] = range * (draw % 3 == 0 ? test_random_unit(&random)
                                              : (double)test_random_below(&random, 2));
            orth_link_weights(w, n, alpha, q, x);
            for (size_t i = 0; i < n; i++)
                ck_assert(w[i] >= rail * (1 - 1e-12) &&
                          w[i] >= orth_link_bound(alpha, q[i], range) * (1 - 1e-14));
        }
    }
    ck_assert(softmax > 20 && none > 20 && tight > 20);
}
END_TEST

START_TEST(rails_that_no_link_keeps)
{
    orth_error error;
    double alpha;
    ck_assert(orth_link_alpha(&alpha, 4, NULL, 5, 0.25, &error) == ORTH_DOMAIN);
    ck_assert_ptr_nonnull(strstr(error.text, "least reference weight 0.25"));
    ck_assert(orth_link_alpha(&alpha, 4, NULL, -1, 0.1, &error) == ORTH_DOMAIN);
    ck_assert(orth_link_alpha(&alpha, 4, NULL, NAN, 0.1, &error) == ORTH_DOMAIN);
    ck_assert(orth_link_alpha(&alpha, 4, NULL, 5, 0.1, &error) == ORTH_DOMAIN);
    ck_assert_ptr_nonnull(strstr(error.text, "ranges to 1.66666")); /* 1 / .4 - 1 / 1.2 */
    ck_assert(orth_link_alpha(&alpha, 4, NULL, 5. / 3 - 1e-5, 0.1, &error) == ORTH_OK);
    ck_assert(alpha < 2e-5);
}
END_TEST

ORTH_TEST_MAIN("links", three_tokens, the_loser_of_two, by_bisection_too, alpha_2_is_the_projection,
               what_changes_nothing, derivative_by_differences, the_largest_alpha_keeps_the_rail,
               rails_that_no_link_keeps)
