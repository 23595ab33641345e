/* Takeuchi's penalty from values on a stencil of finite differences. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/dd.h"
#include "numeric/linear.h"
#include "orthant/luck.h"
#include "tune/luck_parts.h"

#define GROUPS 32

/* Sums of a group of observations: gradients about their mean, the products of these, and Hessians
 * (only the upper triangles). */
typedef struct group_sums {
    size_t count;
    orth_dd *gradient, *products, *hessian;
} group_sums;

typedef struct derivation {
    size_t d, n;
    const double *steps, *values;
    group_sums *groups, total; /* [GROUPS] */
    double *mean, *one;        /* [d]: of the gradients, and those of one observation */
    double *matrix, *column;   /* [d][d] and [d] to work in */
} derivation;

static double at(const derivation *of, size_t point, size_t observation)
{
    return of->values[point * of->n + observation];
}

static double derivative(const derivation *of, size_t i, size_t p)
{
    return (at(of, 1 + 2 * i, p) - at(of, 2 + 2 * i, p)) / (2 * of->steps[i]);
}

static void add(orth_dd *sum, double value)
{
    *sum = orth_dd_add(*sum, orth_dd_from(value));
}

/* The mean in double-double, so that C does not depend on where the gradients lie. */
static void fill_mean(derivation *of)
{
    for (size_t i = 0; i < of->d; i++) {
        orth_dd sum = {0, 0};
        for (size_t p = 0; p < of->n; p++)
            add(&sum, derivative(of, i, p));
        of->mean[i] = orth_dd_value(sum) / (double)of->n;
    }
}

static void add_hessian(const derivation *of, size_t p, orth_dd *hessian)
{
    size_t d = of->d, pair = 1 + 2 * d;
    double middle = at(of, 0, p);
    for (size_t i = 0; i < d; i++) {
        double sides = (at(of, 1 + 2 * i, p) - middle) + (at(of, 2 + 2 * i, p) - middle);
        add(&hessian[i * d + i], sides / (of->steps[i] * of->steps[i]));
    }
    for (size_t i = 0; i < d; i++)
        for (size_t j = i + 1; j < d; j++, pair += 2) {
            double up = (at(of, pair, p) - at(of, 1 + 2 * i, p)) - (at(of, 1 + 2 * j, p) - middle);
            double down =
                (at(of, pair + 1, p) - at(of, 2 + 2 * i, p)) - (at(of, 2 + 2 * j, p) - middle);
            add(&hessian[i * d + j], (up + down) / (2 * of->steps[i] * of->steps[j]));
        }
}

static void see(derivation *of, size_t p)
{
    group_sums *group = &of->groups[p % GROUPS];
    group->count++;
    for (size_t i = 0; i < of->d; i++) {
        of->one[i] = derivative(of, i, p) - of->mean[i];
        add(&group->gradient[i], of->one[i]);
    }
    for (size_t i = 0; i < of->d; i++)
        for (size_t j = i; j < of->d; j++)
            add(&group->products[i * of->d + j], of->one[i] * of->one[j]);
    add_hessian(of, p, group->hessian);
}

static void sum_groups(derivation *of)
{
    size_t d = of->d;
    for (size_t g = 0; g < GROUPS; g++) {
        of->total.count += of->groups[g].count;
        for (size_t i = 0; i < d; i++)
            of->total.gradient[i] = orth_dd_add(of->total.gradient[i], of->groups[g].gradient[i]);
        for (size_t i = 0; i < d * d; i++) {
            of->total.products[i] = orth_dd_add(of->total.products[i], of->groups[g].products[i]);
            of->total.hessian[i] = orth_dd_add(of->total.hessian[i], of->groups[g].hessian[i]);
        }
    }
}

static double without(const orth_dd *total, const orth_dd *left_out, size_t i)
{
    return orth_dd_value(left_out ? orth_dd_subtract(total[i], left_out[i]) : total[i]);
}

/* C and H of all observations but those of a group (NULL: of all), whole matrices. */
static void fill_matrices(const derivation *of, const group_sums *left_out, double *c, double *h)
{
    size_t d = of->d;
    double n = (double)(of->n - (left_out ? left_out->count : 0));
    for (size_t i = 0; i < d; i++)
        for (size_t j = i; j < d; j++) {
            size_t k = i * d + j;
            double a = without(of->total.gradient, left_out ? left_out->gradient : NULL, i);
            double b = without(of->total.gradient, left_out ? left_out->gradient : NULL, j);
            double product = without(of->total.products, left_out ? left_out->products : NULL, k);
            c[k] = c[j * d + i] = (product - a * b / n) / (n - 1);
            h[k] = h[j * d + i] =
                -without(of->total.hessian, left_out ? left_out->hessian : NULL, k) / n;
        }
}

/* Whether H is positive definite, by its eigenvalues once the parameters have such units that each
 * H_ii is 1: the answer does not depend on the caller's units. */
static bool is_maximum(derivation *of, const double *h)
{
    size_t d = of->d;
    for (size_t i = 0; i < d; i++)
        if (!(h[i * d + i] > 0))
            return false;
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++)
            of->matrix[i * d + j] = h[i * d + j] / sqrt(h[i * d + i]) / sqrt(h[j * d + j]);
    orth_luck_eigenvalues(of->column, d, of->matrix);
    return of->column[d - 1] > ORTH_LUCK_CURVATURE_LEAST * of->column[0];
}

/* tr(H^-1 C); NaN where H is not positive definite. */
static double trace(derivation *of, const double *c, const double *h)
{
    size_t d = of->d;
    double sum = 0;
    if (!is_maximum(of, h))
        return NAN;
    for (size_t i = 0; i < d; i++) {
        memcpy(of->matrix, h, d * d * sizeof *h);
        for (size_t j = 0; j < d; j++)
            of->column[j] = c[j * d + i];
        if (!orth_linear_solve(d, of->matrix, of->column))
            return NAN;
        sum += of->column[i];
    }
    return sum;
}

/* Quenouille and Tukey's: from what the trace is without each group. */
static double jackknife(derivation *of, double *c, double *h)
{
    size_t groups = of->n < GROUPS ? of->n : GROUPS;
    double without_one[GROUPS], mean = 0, square = 0;
    for (size_t g = 0; g < groups; g++) {
        fill_matrices(of, &of->groups[g], c, h);
        without_one[g] = trace(of, c, h);
        mean += without_one[g] / (double)groups;
    }
    for (size_t g = 0; g < groups; g++)
        square += (without_one[g] - mean) * (without_one[g] - mean);
    return sqrt(square * (double)(groups - 1) / (double)groups);
}

static void fill_result(orth_luck_optimism *result, derivation *of, double *c, double *h)
{
    size_t d = of->d;
    double n = (double)of->n;
    fill_mean(of);
    for (size_t p = 0; p < of->n; p++)
        see(of, p);
    sum_groups(of);
    fill_matrices(of, NULL, result->c, result->h);
    for (size_t i = 0; i < d; i++) {
        result->gradient[i] = of->mean[i];
        result->gradient_error[i] = sqrt(fmax(result->c[i * d + i], 0) / n);
    }
    memcpy(of->matrix, result->c, d * d * sizeof *c);
    orth_luck_eigenvalues(result->c_eigen, d, of->matrix);
    memcpy(of->matrix, result->h, d * d * sizeof *h);
    orth_luck_eigenvalues(result->h_eigen, d, of->matrix);
    result->slope = orth_luck_slope_of(d, result->c, result->h);
    double whole = trace(of, result->c, result->h);
    if (isnan(whole)) {
        result->why = ORTH_LUCK_NOT_A_MAXIMUM;
        return;
    }
    result->optimism = whole / n;
    result->loss = result->optimism / 2;
    result->optimism_error = jackknife(of, c, h) / n;
}

/* One block for the result and its arrays. */
static bool make_result(orth_luck_optimism **result, size_t d, size_t n)
{
    size_t count = 2 * d * d + 4 * d;
    orth_luck_optimism *made = malloc(sizeof *made + count * sizeof(double));
    if (!made)
        return false;
    double *room = (double *)(made + 1);
    for (size_t i = 0; i < count; i++)
        room[i] = NAN;
    *made = (orth_luck_optimism){.dimensions = d,
                                 .observations = n,
                                 .optimism = NAN,
                                 .optimism_error = NAN,
                                 .loss = NAN,
                                 .gradient = room,
                                 .gradient_error = room + d,
                                 .c_eigen = room + 2 * d,
                                 .h_eigen = room + 3 * d,
                                 .c = room + 4 * d,
                                 .h = room + 4 * d + d * d,
                                 .slope = {NAN, NAN, NAN, NAN}};
    *result = made;
    return true;
}

void orth_luck_optimism_free(orth_luck_optimism *optimism)
{
    free(optimism);
}

static void share_out(derivation *of, group_sums *groups, orth_dd *sums, double *work)
{
    size_t d = of->d, one = d + 2 * d * d;
    for (size_t g = 0; g <= GROUPS; g++, sums += one)
        groups[g] = (group_sums){0, sums, sums + d, sums + d + d * d};
    of->groups = groups;
    of->total = groups[GROUPS];
    of->mean = work;
    of->one = work + d;
    of->column = work + 2 * d;
    of->matrix = work + 3 * d;
}

static orth_status derive(orth_luck_optimism *result, derivation *of, orth_error *error)
{
    size_t d = of->d, sums_count = (GROUPS + 1) * (d + 2 * d * d), work_count = 3 * (d + d * d);
    group_sums groups[GROUPS + 1];
    orth_dd *sums = calloc(sums_count, sizeof *sums);
    double *work = orth_luck_room(work_count, error);
    if (!sums && work)
        orth_fail_memory(error, (double)(sums_count * sizeof *sums));
    bool there = sums && work;
    if (there) {
        share_out(of, groups, sums, work);
        fill_result(result, of, work + 3 * d + d * d, work + 3 * d + 2 * d * d);
    }
    free(sums);
    free(work);
    return there ? ORTH_OK : ORTH_NO_MEMORY;
}

static bool all_finite(size_t count, const double *values)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i]))
            return false;
    return true;
}

orth_status orth_luck_optimism_of(orth_luck_optimism **result, size_t d, const double *steps,
                                  size_t observations, const double *values, orth_error *error)
{
    *result = NULL;
    if (d < 1 || d > ORTH_LUCK_DIMENSIONS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "%zu parameters: it takes 1 to %d", d,
                         ORTH_LUCK_DIMENSIONS_MAX);
    for (size_t i = 0; i < d; i++)
        if (!(steps[i] > 0 && isfinite(steps[i])))
            return orth_fail(error, ORTH_BAD_INPUT, "step %zu is %g: it must be above 0", i,
                             steps[i]);
    if (!make_result(result, d, observations))
        return orth_fail_memory(error, (double)(2 * d * d + 4 * d) * sizeof(double));
    if (observations < 2 || observations <= d) {
        (*result)->why = ORTH_LUCK_FEW;
        return ORTH_OK;
    }
    if (!all_finite(orth_luck_stencil_points(d) * observations, values)) {
        (*result)->why = ORTH_LUCK_VALUES;
        return ORTH_OK;
    }
    derivation of = {.d = d, .n = observations, .steps = steps, .values = values};
    orth_status status = derive(*result, &of, error);
    if (status != ORTH_OK) {
        orth_luck_optimism_free(*result);
        *result = NULL;
    }
    return status;
}
