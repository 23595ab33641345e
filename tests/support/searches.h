/* Searches whose evaluations are watched, over functions whose best is known. */
#ifndef TESTS_SEARCHES_H
#define TESTS_SEARCHES_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "orthant/search.h"

enum { MOST = 4000 };

typedef struct watched {
    double (*function)(size_t d, const double *x);
    size_t d, calls, evaluations, largest;
    size_t fail_at; /* the evaluation that fails; 0: none */
    double x[MOST * 6];
} watched;

static inline orth_status evaluate(void *user, size_t first, size_t count, const double *x,
                                   double *values, orth_error *error)
{
    watched *of = user;
    of->calls++;
    of->largest = count > of->largest ? count : of->largest;
    for (size_t i = 0; i < count; i++) {
        if (of->fail_at != 0 && first + i == of->fail_at)
            return orth_fail(error, ORTH_IO, "the disk is full");
        memcpy(of->x + (first + i) * of->d, x + i * of->d, of->d * sizeof *x);
        values[i] = of->function(of->d, x + i * of->d);
        of->evaluations++;
    }
    return ORTH_OK;
}

static const orth_search_range plain[] = {{-5, 10, false, false}, {-5, 10, false, false},
                                          {-5, 10, false, false}, {-5, 10, false, false},
                                          {-5, 10, false, false}, {-5, 10, false, false}};
static const double start[] = {7, 8, 9, 6, 5, 4};

static inline orth_search_task task_of(orth_search_method method, size_t d, uint64_t budget,
                                       watched *of)
{
    return (orth_search_task){.method = method,
                              .dimensions = d,
                              .ranges = plain,
                              .start = start,
                              .budget = budget,
                              .seed = 5,
                              .evaluate = evaluate,
                              .user = of};
}

static inline watched *watch(double (*function)(size_t, const double *), size_t d)
{
    watched *of = calloc(1, sizeof *of);
    ck_assert_ptr_nonnull(of);
    of->function = function;
    of->d = d;
    return of;
}

/* ---------------------------------------------------------------- functions with a known best */

static inline double bowl(size_t d, const double *x) /* 0 at (1, 2, ..) */
{
    double sum = 0;
    for (size_t i = 0; i < d; i++)
        sum += (1 + (double)i) * (x[i] - 1 - (double)i) * (x[i] - 1 - (double)i);
    return sum;
}

static inline double branin(size_t d,
                            const double *x) /* 5 / (4 pi) at (pi, 2.275) and two others */
{
    const double pi = 3.14159265358979324;
    double y = x[1] - 5.1 / (4 * pi * pi) * x[0] * x[0] + 5 / pi * x[0] - 6;
    (void)d;
    return y * y + 10 * (1 - 1 / (8 * pi)) * cos(x[0]) + 10;
}

static inline double rastrigin(size_t d, const double *x) /* 0 at 0, many other minima */
{
    double sum = 0;
    for (size_t i = 0; i < d; i++)
        sum += x[i] * x[i] + 10 - 10 * cos(6.28318530717958648 * x[i]);
    return sum;
}

/* Flat nearly everywhere: DIRECT without the L runs out of its lists here. */
static inline double stairs(size_t d, const double *x)
{
    (void)d;
    return floor((x[0] + 5) / 1.5);
}

/* A third of the box is not defined, and the best lies at its border: 0.5 at (1, 1). */
static inline double hidden(size_t d, const double *x)
{
    double sum = 0.5;
    for (size_t i = 0; i < d; i++)
        sum += fabs(x[i] - 1);
    return x[0] < 1 ? (x[1] > 0 ? NAN : -INFINITY) : sum;
}

static inline double nowhere(size_t d, const double *x)
{
    (void)d;
    (void)x;
    return NAN;
}

static inline double minus_bowl(size_t d, const double *x)
{
    return -bowl(d, x);
}

static inline orth_search_result *run(const orth_search_task *task)
{
    orth_search_result *result;
    orth_error error = {0};
    ck_assert_msg(orth_search_run(&result, task, &error) == ORTH_OK, "%s", error.text);
    return result;
}

/* The best of what was seen, how many evaluations, and no point twice. */
static inline void check_result(const orth_search_task *task, const orth_search_result *result)
{
    const watched *of = task->user;
    size_t d = task->dimensions;
    ck_assert_uint_le(result->evaluations, task->budget);
    ck_assert_uint_eq(result->evaluations, of->evaluations);
    ck_assert(result->end == ORTH_SEARCH_CONVERGED || result->evaluations == task->budget);
    ck_assert(memcmp(result->x, of->x, result->evaluations * d * sizeof(double)) == 0);
    if (task->start)
        ck_assert(memcmp(result->x, task->start, d * sizeof(double)) == 0);
    size_t undefined = 0, best = result->evaluations;
    for (size_t i = 0; i < result->evaluations; i++) {
        double value = of->function(d, result->x + i * d);
        ck_assert(isfinite(value) ? result->values[i] == value : isnan(result->values[i]));
        undefined += isfinite(value) ? 0 : 1;
        if (isfinite(value) &&
            (best == result->evaluations ||
             (task->maximise ? value > result->values[best] : value < result->values[best])))
            best = i;
        for (size_t k = 0; k < d; k++)
            ck_assert(result->x[i * d + k] >= task->ranges[k].from &&
                      result->x[i * d + k] <= task->ranges[k].to);
        for (size_t j = 0; j < i && i < 300; j++)
            ck_assert(memcmp(result->x + i * d, result->x + j * d, d * sizeof(double)) != 0);
    }
    ck_assert_uint_eq(result->undefined, undefined);
    ck_assert_uint_eq(result->best, best);
}

#endif
