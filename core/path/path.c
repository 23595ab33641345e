/* What all families share: creation, exact ends, streaming, loss. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/progress.h"
#include "base/stop.h"
#include "kernel/kernel.h"
#include "path/path.h"

/* A block keeps the arithmetic in the first-level cache, and is cut at a multiple of the lanes. */
#define BLOCK_ELEMENTS 2048

double *orth_path_doubles(size_t rows, size_t n)
{
    if (rows > SIZE_MAX / sizeof(double) / (n + 1))
        return NULL;
    return calloc(rows * n + 1, sizeof(double));
}

static orth_status fill_in(orth_path *path, const char *name, const char *argument,
                           const char *const *tokens, orth_error *error)
{
    size_t n = path->move->n;
    path->name = strdup(name);
    path->block_rows = BLOCK_ELEMENTS / n / ORTH_LANES * ORTH_LANES;
    if (path->block_rows == 0)
        path->block_rows = ORTH_LANES;
    path->block = orth_path_doubles(2 * (path->block_rows + 1) + 1, n);
    if (path->name == NULL || path->block == NULL)
        return orth_fail_memory(error,
                                2.0 * (double)(path->block_rows + 1) * (double)n * sizeof(double));
    path->spare = path->block + 2 * (path->block_rows + 1) * n;
    path->still = !path->family->follows_data && !orth_move_moves(path->move);
    return path->still ? ORTH_OK : path->family->create(path, argument, tokens, error);
}

orth_status orth_path_of(orth_path **out, const orth_family *family, const char *name,
                         const char *argument, const orth_move *move, uint64_t steps,
                         const char *const *tokens, orth_error *error)
{
    *out = NULL;
    ORTH_CHECK(steps >= 1 && steps <= ORTH_STEPS_MAX);
    orth_path *path = calloc(1, sizeof *path);
    if (path == NULL)
        return orth_fail_memory(error, sizeof *path);
    path->family = family;
    path->move = move;
    path->steps = steps;
    orth_status status = fill_in(path, name, argument, tokens, error);
    if (status != ORTH_OK) {
        orth_path_free(path);
        return status;
    }
    *out = path;
    return ORTH_OK;
}

void orth_path_free(orth_path *path)
{
    if (path == NULL)
        return;
    if (path->state != NULL)
        path->family->destroy(path);
    free(path->block);
    free(path->name);
    free(path);
}

const char *orth_path_name(const orth_path *path)
{
    return path->name;
}

uint64_t orth_path_steps(const orth_path *path)
{
    return path->steps;
}

const char *orth_path_note(const orth_path *path)
{
    return path->note[0] == '\0' ? NULL : path->note;
}

const char *orth_path_warning(const orth_path *path)
{
    return path->warning[0] == '\0' ? NULL : path->warning;
}

size_t orth_path_tokens(const orth_path *path)
{
    return path->move->n;
}

static void stay(const orth_move *move, size_t count, double *weights, double *displacements)
{
    for (size_t k = 0; k < count; k++)
        memcpy(weights + k * move->n, move->start, move->n * sizeof(double));
    if (displacements != NULL)
        memset(displacements, 0, count * move->n * sizeof(double));
}

/* Whether no token gains or loses more than a quarter of its weight. NaN fails. */
static bool is_small_step(size_t n, const double *weights, const double *displacement)
{
    for (size_t i = 0; i < n; i++)
        if (!(fabs(displacement[i]) <= 0.25 * weights[i]))
            return false;
    return true;
}

/* A step of such size loses nothing as the difference of its two rows. */
static void redo_large_steps(orth_path *path, uint64_t first, size_t count, const double *weights,
                             double *displacements)
{
    size_t n = path->move->n;
    for (size_t r = 0; r < count && first + r < path->steps; r++) {
        const double *here = weights + r * n, *next = here + n;
        if (is_small_step(n, here, displacements + r * n))
            continue;
        if (first + r + 1 == path->steps) {
            next = path->move->target;
        } else if (r + 1 == count) {
            path->family->rows(path, first + count, 1, path->spare, NULL);
            next = path->spare;
        }
        for (size_t i = 0; i < n; i++)
            displacements[r * n + i] = next[i] - here[i];
    }
}

#ifdef ORTH_CHECKING
static void check_rows(size_t count, size_t n, const double *weights)
{
    for (size_t k = 0; k < count; k++) {
        orth_dd sum = {-1, 0};
        for (size_t i = 0; i < n; i++) {
            ORTH_CHECK(weights[k * n + i] > 0 && weights[k * n + i] < 1);
            sum = orth_dd_add(sum, orth_dd_from(weights[k * n + i]));
        }
        ORTH_CHECK(fabs(orth_dd_value(sum)) <= 4 * (double)n * 0x1p-53);
    }
}
#endif

/* Between ends that are far apart all but one weight may vanish beside 1, which no weight is: rows
 * are written for readers that permit weights below 1. */
static void keep_below_one(size_t count, double *weights)
{
    for (size_t j = 0; j < count; j++)
        weights[j] = weights[j] < 1 ? weights[j] : 1 - 0x1p-53;
}

void orth_path_fill(orth_path *path, uint64_t first, size_t count, double *weights,
                    double *displacements)
{
    const orth_move *move = path->move;
    size_t row = move->n * sizeof(double);
    ORTH_CHECK(first + count <= path->steps + 1);
    if (count == 0)
        return;
    if (path->still)
        stay(move, count, weights, displacements);
    else
        path->family->rows(path, first, count, weights, displacements);
    if (!path->family->stays_below_one)
        keep_below_one(count * move->n, weights);
    if (first == 0)
        memcpy(weights, move->start, row);
    if (first + count == path->steps + 1) {
        memcpy(weights + (count - 1) * move->n, move->target, row);
        if (displacements != NULL)
            memset(displacements + (count - 1) * move->n, 0, row);
    }
    if (displacements != NULL && !path->still && path->family->steps_by_ratio)
        redo_large_steps(path, first, count, weights, displacements);
#ifdef ORTH_CHECKING
    check_rows(count, move->n, weights);
#endif
}

const double *orth_path_block(orth_path *path, uint64_t first, size_t *count)
{
    uint64_t left = path->steps + 1 - first;
    *count = left < path->block_rows ? (size_t)left : path->block_rows;
    orth_path_fill(path, first, *count, path->block, NULL);
    return path->block;
}

double orth_path_log_loss(orth_path *path)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t n = path->move->n;
    double *weights = path->block, *displacements = path->block + (path->block_rows + 1) * n;
    orth_total total;
    orth_total_clear(&total);
    for (uint64_t k = 0; k < path->steps; k += path->block_rows) {
        uint64_t left = path->steps - k;
        size_t count = left < path->block_rows ? (size_t)left : path->block_rows;
        orth_progress("steps", k, path->steps);
        if (orth_stopped())
            return NAN;
        orth_path_fill(path, k, count, weights, displacements);
        kernels->kl_displaced(&total, count * n, weights, displacements);
    }
    return orth_total_value(&total);
}

double orth_path_stored_log_loss(orth_path *path)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t n = path->move->n;
    orth_total total;
    orth_total_clear(&total);
    for (uint64_t k = 0; k < path->steps; k += path->block_rows) {
        uint64_t left = path->steps - k;
        size_t count = left < path->block_rows ? (size_t)left : path->block_rows;
        orth_progress("steps", k, path->steps);
        if (orth_stopped())
            return NAN;
        orth_path_fill(path, k, count + 1, path->block, NULL);
        kernels->kl(&total, count * n, path->block, path->block + n);
    }
    return orth_total_value(&total);
}
