/* The probability of backtest overfitting: all splits by recursion from the rows themselves, in
 * long double; what can be said beforehand; pure noise. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "../support/luck_tables.h"
#include "orthant/luck.h"

/* All choices by recursion, measures from the rows themselves. */
typedef struct plain {
    size_t trials, rows, segments, splits, low, losses;
    const double *values;
    orth_luck_measure measure;
    size_t first[21]; /* row where a segment begins */
    bool chosen[20];
    long double ranks, in, out, in_in, in_out;
    long double w[1 << 12]; /* by the choice as a binary number; 0: it is none */
} plain;

static long double plain_measure(const plain *of, bool here, size_t trial)
{
    long double n = 0, sum = 0, square = 0;
    for (size_t s = 0; s < of->segments; s++)
        for (size_t t = of->first[s]; of->chosen[s] == here && t < of->first[s + 1]; t++) {
            sum += of->values[t * of->trials + trial];
            n++;
        }
    for (size_t s = 0; s < of->segments; s++)
        for (size_t t = of->first[s]; of->chosen[s] == here && t < of->first[s + 1]; t++) {
            long double x = of->values[t * of->trials + trial] - sum / n;
            square += x * x;
        }
    if (of->measure == ORTH_LUCK_MEAN)
        return sum / n;
    return square == 0 ? 0 : sum / n / sqrtl(square / (n - 1));
}

static void plain_split(plain *of)
{
    long double here[16] = {0}, there[16] = {0}, rank = 1;
    size_t best = 0;
    for (size_t k = 0; k < of->trials; k++) {
        here[k] = plain_measure(of, true, k);
        there[k] = plain_measure(of, false, k);
        if (here[k] > here[best] + 1e-15L)
            best = k;
    }
    for (size_t k = 0; k < of->trials; k++) {
        long double apart = there[best] - there[k];
        rank += k == best ? 0 : apart > 1e-15L ? 1 : apart > -1e-15L ? 0.5L : 0;
    }
    of->splits++;
    of->low += 2 * rank <= of->trials + 1;
    of->losses += there[best] < 0;
    of->ranks += rank / (of->trials + 1);
    size_t number = 0;
    for (size_t s = 0; s < of->segments; s++)
        number += (size_t)of->chosen[s] << s;
    of->w[number] = rank / (of->trials + 1);
    of->in += here[best];
    of->out += there[best];
    of->in_in += here[best] * here[best];
    of->in_out += here[best] * there[best];
}

static void plain_choose(plain *of, size_t segment, size_t left)
{
    if (segment == of->segments) {
        if (left == 0)
            plain_split(of);
        return;
    }
    of->chosen[segment] = true;
    if (left > 0)
        plain_choose(of, segment + 1, left - 1);
    of->chosen[segment] = false;
    plain_choose(of, segment + 1, left);
}

static void compare_overfitting(size_t trials, size_t rows, const double *values, size_t segments,
                                orth_luck_measure measure)
{
    plain of = {.trials = trials, .rows = rows, .values = values, .segments = segments};
    of.measure = measure;
    for (size_t s = 0; s < segments; s++)
        of.first[s + 1] = of.first[s] + rows / segments + (s < rows % segments);
    plain_choose(&of, 0, segments / 2);
    orth_luck_overfitting result;
    double logits[924];
    ck_assert_int_eq(
        orth_luck_overfitting_of(&result, trials, rows, values, segments, measure, logits, NULL),
        ORTH_OK);
    ck_assert_uint_eq(result.splits, of.splits);
    ck_assert_uint_eq(orth_luck_splits(segments), of.splits);
    long double n = of.splits;
    is_near(result.probability, (double)(of.low / n), 0);
    is_near(result.loss, (double)(of.losses / n), 0);
    is_near(result.rank, (double)(of.ranks / n), 1e-14);
    is_near(result.in, (double)(of.in / n), 1e-13);
    ck_assert(fabs(result.out - (double)(of.out / n)) < 1e-14);
    long double slope = (of.in_out - of.in * of.out / n) / (of.in_in - of.in * of.in / n);
    is_near(result.slope, (double)slope, 1e-9);
    for (size_t number = 0, i = 0; number < (size_t)1 << segments; number++)
        if (of.w[number] > 0)
            ck_assert(fabs(logits[i++] - (double)logl(of.w[number] / (1 - of.w[number]))) < 1e-14);
}

START_TEST(overfitting_by_recursion)
{
    test_random random = test_seeded(13);
    static const size_t shapes[][3] = {{2, 4, 2},   {5, 8, 4},   {9, 61, 6},
                                       {16, 40, 8}, {3, 37, 12}, {4, 9, 4}};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        size_t trials = shapes[i][0], rows = shapes[i][1];
        double *values = table(rows * trials);
        for (size_t t = 0; t < rows; t++)
            for (size_t k = 0; k < trials; k++) /* the last trial is the first once more */
                values[t * trials + k] = k > 2 && k == trials - 1
                                             ? values[t * trials]
                                             : 0.01 * normal(&random) + 0.001 * (double)k;
        compare_overfitting(trials, rows, values, shapes[i][2], ORTH_LUCK_MEAN);
        compare_overfitting(trials, rows, values, shapes[i][2], ORTH_LUCK_SHARPE);
        free(values);
    }
}
END_TEST

/* What can be said beforehand: one trial that is always best; trials of which each is as bad on one
 * half as it is good on the other; a trial that never trades among such that lose. */
START_TEST(overfitting_known)
{
    enum { TRIALS = 6, ROWS = 32, SEGMENTS = 8 };
    test_random random = test_seeded(14);
    double values[ROWS * TRIALS];
    orth_luck_overfitting result;
    for (size_t t = 0; t < ROWS; t++)
        for (size_t k = 0; k < TRIALS; k++)
            values[t * TRIALS + k] = normal(&random) + (k == 2 ? 50 : 0);
    ck_assert_int_eq(orth_luck_overfitting_of(&result, TRIALS, ROWS, values, SEGMENTS,
                                              ORTH_LUCK_MEAN, NULL, NULL),
                     ORTH_OK);
    ck_assert(result.probability == 0 && result.loss == 0);
    is_near(result.rank, 6.0 / 7, 1e-15);
    for (size_t k = 0; k < TRIALS; k++) { /* whole numbers: each trial's sum is exactly 0 */
        double sum = 0;
        for (size_t t = 0; t < ROWS; t++) {
            values[t * TRIALS + k] = (double)test_random_below(&random, 2000001) - 1000000;
            sum += values[t * TRIALS + k];
        }
        values[(5 * k + 1) * TRIALS + k] -= sum;
    }
    ck_assert_int_eq(orth_luck_overfitting_of(&result, TRIALS, ROWS, values, SEGMENTS,
                                              ORTH_LUCK_MEAN, NULL, NULL),
                     ORTH_OK);
    ck_assert(result.probability == 1 && result.loss > 0.9);
    is_near(result.slope, -1, 1e-12);
    is_near(result.out, -result.in, 1e-12);
    for (size_t t = 0; t < ROWS; t++)
        for (size_t k = 0; k < TRIALS; k++)
            values[t * TRIALS + k] = k == 0 ? 0 : normal(&random) - 30;
    ck_assert_int_eq(orth_luck_overfitting_of(&result, TRIALS, ROWS, values, SEGMENTS,
                                              ORTH_LUCK_SHARPE, NULL, NULL),
                     ORTH_OK);
    ck_assert(result.probability == 0 && result.loss == 0 && result.in == 0 && result.out == 0);
    ck_assert(isnan(result.slope));
    ck_assert_uint_eq(orth_luck_splits(16), 12870);
    ck_assert_uint_eq(orth_luck_splits(20), 184756);
}
END_TEST

/* Pure noise: both halves of a split are independent, so that each rank is as likely as any other.
 * With 21 trials the median itself, one rank of 21, counts as no better: 11 of 21. */
START_TEST(overfitting_of_noise)
{
    enum { TRIALS = 21, ROWS = 64, SEGMENTS = 8, REPEATS = 300 };
    test_random random = test_seeded(15);
    double values[ROWS * TRIALS], sum = 0, square = 0, ranks = 0;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
        for (size_t i = 0; i < ROWS * TRIALS; i++)
            values[i] = normal(&random);
        orth_luck_overfitting result;
        ck_assert_int_eq(orth_luck_overfitting_of(&result, TRIALS, ROWS, values, SEGMENTS,
                                                  ORTH_LUCK_SHARPE, NULL, NULL),
                         ORTH_OK);
        sum += result.probability / REPEATS;
        square += result.probability * result.probability / REPEATS;
        ranks += result.rank / REPEATS;
    }
    double error = sqrt((square - sum * sum) / REPEATS);
    test_worst("probability of noise, standard errors", (sum - 11.0 / 21) / error);
    ck_assert(fabs(sum - 11.0 / 21) < 4 * error);
    ck_assert(fabs(ranks - 0.5) < 4 * error);
    ck_assert(error < 0.02);
}
END_TEST

START_TEST(refusals)
{
    static const double values[] = {1, 2, 3, 4, 5, 6, 7, 8};
    orth_luck_overfitting result;
    orth_error error;
    static const size_t wrong[][3] = {/* trials, rows, segments */
                                      {2, 4, 0},
                                      {2, 4, 3},
                                      {2, 4, 22},
                                      {2, 3, 4},
                                      {1, 8, 2}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        ck_assert_int_eq(orth_luck_overfitting_of(&result, wrong[i][0], wrong[i][1], values,
                                                  wrong[i][2], ORTH_LUCK_MEAN, NULL, &error),
                         ORTH_BAD_INPUT);
    ck_assert_int_eq(
        orth_luck_overfitting_of(&result, 2, 3, values, 2, ORTH_LUCK_SHARPE, NULL, &error),
        ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text, "3 rows: it takes 4 or more");
    ck_assert_int_eq(
        orth_luck_overfitting_of(&result, 2, 3, values, 2, ORTH_LUCK_MEAN, NULL, &error), ORTH_OK);
}
END_TEST

ORTH_TEST_MAIN("luck_overfitting", overfitting_by_recursion, overfitting_known,
               overfitting_of_noise, refusals)
