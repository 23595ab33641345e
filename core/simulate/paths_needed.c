#include "simulate/paths_needed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

/* Of a normal number 95 % lie within so many standard deviations. */
#define WITHIN_95 1.96
/* A path's loss is known to a few units in the last place: a smaller difference is none. */
#define LOSS_ROUNDING 0x1p-46

/* The rows of one schedule in turn; after its last it rests. */
typedef struct reader {
    orth_path *path;
    const double *rows;
    uint64_t first;
    size_t count;
} reader;

static const double *row_at(reader *from, uint64_t r)
{
    uint64_t steps = orth_path_steps(from->path);
    r = r < steps ? r : steps;
    if (from->rows == NULL || r < from->first || r >= from->first + from->count) {
        from->first = r;
        from->rows = orth_path_block(from->path, r, &from->count);
    }
    return from->rows + (r - from->first) * orth_path_tokens(from->path);
}

/* The sum over rows of d' S d, d the difference of the two schedules' rows. */
static double variance(orth_path *first, orth_path *second, const double *covariance,
                       double *difference)
{
    size_t n = orth_path_tokens(first);
    reader a = {.path = first}, b = {.path = second};
    uint64_t f = orth_path_steps(first), g = orth_path_steps(second);
    double sum = 0;
    for (uint64_t r = 1; r < (f > g ? f : g); r++) {
        const double *one = row_at(&a, r), *other = row_at(&b, r);
        for (size_t i = 0; i < n; i++)
            difference[i] = one[i] - other[i];
        for (size_t i = 0; i < n; i++) {
            double joint = 0;
            for (size_t j = 0; j < n; j++)
                joint += covariance[i * n + j] * difference[j];
            sum += difference[i] * joint;
        }
    }
    return fmax(sum, 0);
}

orth_status orth_paths_needed(double *paths, orth_path *first, orth_path *second,
                              uint64_t blocks_per_step, const double *covariance, orth_error *error)
{
    size_t n = orth_path_tokens(first);
    ORTH_CHECK(n == orth_path_tokens(second) && first != second && blocks_per_step >= 1);
    double one = orth_path_log_loss(first), other = orth_path_log_loss(second), apart = one - other;
    *paths = NAN;
    if (!(fabs(apart) > LOSS_ROUNDING * fmax(one, other)))
        return ORTH_OK;
    double *difference = malloc(n * sizeof *difference);
    if (difference == NULL)
        return orth_fail_memory(error, (double)n * sizeof *difference);
    double deviation =
        WITHIN_95 * sqrt((double)blocks_per_step * variance(first, second, covariance, difference));
    free(difference);
    *paths = (deviation / apart) * (deviation / apart);
    return ORTH_OK;
}

static orth_status create(orth_path **path, const orth_simulation_setup *setup,
                          const orth_simulation_result *result, orth_error *error)
{
    return orth_path_create(path, result->path, setup->move, result->steps,
                            (const char *const *)setup->scenario->tokens, error);
}

static bool is_small(const orth_simulation_setup *setup, const orth_simulation_result *a,
                     const orth_simulation_result *b)
{
    double rows = (double)(a->steps > b->steps ? a->steps : b->steps);
    return rows * (double)setup->n * (double)setup->n <= ORTH_PATHS_NEEDED_MOST;
}

static orth_status fill(orth_simulation *simulation, const orth_simulation_setup *setup,
                        const double *covariance, orth_error *error)
{
    orth_simulation_result *results = simulation->results;
    orth_path *first = NULL;
    orth_status status = create(&first, setup, &results[0], error);
    for (size_t r = 1; status == ORTH_OK && r < simulation->count; r++) {
        orth_path *other = NULL;
        if (!is_small(setup, &results[0], &results[r]))
            continue;
        status = create(&other, setup, &results[r], error);
        if (status == ORTH_OK)
            status = orth_paths_needed(&results[r].paths_needed, first, other,
                                       setup->scenario->blocks_per_step, covariance, error);
        orth_path_free(other);
    }
    orth_path_free(first);
    return status;
}

orth_status orth_simulation_fill_paths_needed(orth_simulation *simulation,
                                              const orth_simulation_setup *setup, orth_error *error)
{
    size_t n = setup->n;
    for (size_t r = 0; r < simulation->count; r++)
        simulation->results[r].paths_needed = NAN;
    /* one row's work is the least that there is: then not even the covariance is wanted */
    if (setup->strategies != NULL || simulation->count < 2 || simulation->price_paths < 2 ||
        !orth_market_moves(setup->market) || (double)n * (double)n > ORTH_PATHS_NEEDED_MOST)
        return ORTH_OK;
    double *covariance = malloc(n * n * sizeof *covariance);
    if (covariance == NULL)
        return orth_fail_memory(error, (double)(n * n) * sizeof *covariance);
    orth_status status = orth_market_covariance(setup->market, setup->blocks, covariance, error);
    if (status == ORTH_OK)
        status = fill(simulation, setup, covariance, error);
    free(covariance);
    return status;
}
