/* The optimum: memory, the choice of the route; and the path family. */
#include "orthant/optimum.h"
#include "base/plural.h"
#include "base/stop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "path/optimum.h"
#include "path/path.h"

void orth_optimum_free(orth_optimum *optimum)
{
    if (optimum == NULL)
        return;
    free(optimum->weights);
    free(optimum->relative);
    free(optimum);
}

/* The geodesic, from which every route starts. */
static orth_status start_from_geodesic(orth_optimum *optimum, const orth_move *move,
                                       orth_error *error)
{
    orth_path *path;
    orth_status status = orth_path_of(&path, &orth_family_geodesic, "geodesic", NULL, move,
                                      optimum->steps, NULL, error);
    if (status != ORTH_OK)
        return status;
    size_t n = optimum->n, count = n * (size_t)optimum->steps, rows = path->block_rows;
    /* One more row than `relative` has: the last row's displacement (zero) is not wanted. */
    for (size_t k = 0; k < (size_t)optimum->steps && !orth_stopped(); k += rows) {
        size_t left = (size_t)optimum->steps - k;
        orth_path_fill(path, k, left < rows ? left : rows, optimum->weights + k * n,
                       optimum->relative + k * n);
    }
    memcpy(optimum->weights + count, move->target, optimum->n * sizeof(double));
    for (size_t j = 0; j < count; j++)
        optimum->relative[j] /= optimum->weights[j];
    orth_path_free(path);
    return orth_go_on(error);
}

static bool is_feasible(const orth_optimum *optimum)
{
    size_t n = optimum->n;
    for (size_t k = 0; k <= (size_t)optimum->steps; k++) {
        double sum = 0;
        for (size_t i = 0; i < n; i++) {
            double w = optimum->weights[k * n + i];
            if (!(w > 0 && w < 1))
                return false;
            sum += w;
        }
        if (!(fabs(sum - 1) <= 1e-12))
            return false;
    }
    return true;
}

/* Rows scaled to the sum 1 in their last bits, ends exact, and what can be said of the result. */
static void finish(orth_optimum *optimum, const orth_move *move, double *scratch)
{
    size_t n = optimum->n, last = n * (size_t)optimum->steps;
    for (size_t k = 1; k < (size_t)optimum->steps; k++) {
        double *w = optimum->weights + k * n, sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += w[i];
        for (size_t i = 0; i < n; i++)
            w[i] /= sum;
    }
    memcpy(optimum->weights + last, move->target, n * sizeof(double));
    /* A large step is best known from its ends, a small one from itself. */
    for (size_t j = 0; j < last; j++) {
        double from = optimum->weights[j], to = optimum->weights[j + n];
        if (fabs(to - from) > 0.25 * from)
            optimum->relative[j] = (to - from) / from;
    }
    double residual, largest;
    orth_optimum_residual(optimum, scratch, &residual, &largest);
    optimum->residual = largest > 0 ? residual / largest : 0;
    optimum->converged = optimum->residual <= ORTH_OPTIMUM_RESIDUAL;
    optimum->log_loss = orth_optimum_loss(optimum, scratch);
    optimum->gap = orth_optimum_gap(optimum, scratch);
}

typedef enum outcome { UNUSABLE, FEASIBLE, CONVERGED } outcome;

/* One route from the geodesic. */
static orth_status try_route(orth_optimum *optimum, const orth_move *move, orth_route route,
                             double *scratch, outcome *reached, orth_error *error)
{
    bool converged = false;
    *reached = UNUSABLE;
    optimum->iterations = 0;
    optimum->route = route;
    orth_status status = start_from_geodesic(optimum, move, error);
    if (status == ORTH_OK)
        status = route == ORTH_ROUTE_NEWTON
                     ? orth_optimum_newton(optimum, move, scratch, &converged, error)
                     : orth_optimum_backward(optimum, move, scratch, &converged, error);
    if (status == ORTH_OK)
        status = orth_go_on(error);
    if (status != ORTH_OK || !is_feasible(optimum))
        return status;
    finish(optimum, move, scratch);
    optimum->converged = optimum->converged && converged;
    *reached = optimum->converged ? CONVERGED : FEASIBLE;
    return ORTH_OK;
}

/* No route converged: where Newton's method got to, or the geodesic if that is no worse. Feasible
 * in any case, and honest about its gap. */
static orth_status settle(orth_optimum *optimum, const orth_move *move, double *scratch,
                          orth_error *error)
{
    orth_status status = start_from_geodesic(optimum, move, error);
    if (status != ORTH_OK)
        return status;
    finish(optimum, move, scratch);
    double geodesic = optimum->log_loss;
    outcome reached;
    status = try_route(optimum, move, ORTH_ROUTE_NEWTON, scratch, &reached, error);
    if (status == ORTH_OK && (reached == UNUSABLE || !(optimum->log_loss < geodesic))) {
        status = start_from_geodesic(optimum, move, error);
        finish(optimum, move, scratch);
    }
    optimum->converged = false;
    return status;
}

static orth_status solve(orth_optimum *optimum, const orth_move *move, orth_route route,
                         double *scratch, orth_error *error)
{
    double size = (double)optimum->n * (double)optimum->n * (double)optimum->steps;
    orth_route first = route, second = route;
    if (route == ORTH_ROUTE_AUTO) {
        bool newton = size <= ORTH_NEWTON_MOST &&
                      (optimum->n <= ORTH_NEWTON_EITHER || optimum->steps <= ORTH_NEWTON_EITHER);
        first = newton ? ORTH_ROUTE_NEWTON : ORTH_ROUTE_BACKWARD;
        second = first == ORTH_ROUTE_NEWTON ? ORTH_ROUTE_BACKWARD : ORTH_ROUTE_NEWTON;
    }
    outcome reached;
    orth_status status = try_route(optimum, move, first, scratch, &reached, error);
    if (status == ORTH_OK && reached != CONVERGED && second != first)
        status = try_route(optimum, move, second, scratch, &reached, error);
    return status == ORTH_OK && reached != CONVERGED ? settle(optimum, move, scratch, error)
                                                     : status;
}

static bool fits_in_memory(size_t n, uint64_t steps, double *bytes)
{
    *bytes = 5.0 * (double)n * ((double)steps + 1) * sizeof(double);
    double physical = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    return *bytes <= physical;
}

static void stay(orth_optimum *optimum, const orth_move *move)
{
    for (size_t k = 0; k <= (size_t)optimum->steps; k++)
        memcpy(optimum->weights + k * optimum->n, move->start, optimum->n * sizeof(double));
    optimum->converged = true;
    optimum->route = ORTH_ROUTE_NEWTON;
}

orth_status orth_optimum_solve(orth_optimum **out, const orth_move *move, uint64_t steps,
                               orth_route route, orth_error *error)
{
    *out = NULL;
    double bytes;
    if (!fits_in_memory(move->n, steps, &bytes))
        return orth_fail(error, ORTH_NO_MEMORY,
                         "the optimum of %zu tokens in %llu step%s takes %.1f GB, more than this "
                         "machine's memory",
                         move->n, (unsigned long long)steps, orth_plural(steps, "", "s"),
                         bytes / 1e9);
    size_t count = move->n * (size_t)steps;
    orth_optimum *optimum = calloc(1, sizeof *optimum);
    double *scratch = malloc(3 * count * sizeof *scratch);
    if (optimum != NULL) {
        optimum->n = move->n;
        optimum->steps = steps;
        optimum->weights = calloc(count + move->n, sizeof(double));
        optimum->relative = calloc(count, sizeof(double));
    }
    orth_status status = ORTH_OK;
    if (optimum == NULL || scratch == NULL || optimum->weights == NULL || optimum->relative == NULL)
        status = orth_fail_memory(error, bytes);
    else if (!orth_move_moves(move))
        stay(optimum, move);
    else
        status = solve(optimum, move, route, scratch, error);
    free(scratch);
    if (status != ORTH_OK)
        orth_optimum_free(optimum);
    else
        *out = optimum;
    return status;
}

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    (void)argument, (void)tokens;
    orth_optimum *optimum;
    orth_status status =
        orth_optimum_solve(&optimum, path->move, path->steps, ORTH_ROUTE_AUTO, error);
    if (status != ORTH_OK)
        return status;
    path->state = optimum;
    if (!optimum->converged)
        snprintf(path->warning, sizeof path->warning,
                 "optimum in %llu step%s: not reached to full accuracy; this schedule's loss is at "
                 "most %.3g above the least possible",
                 (unsigned long long)path->steps, orth_plural(path->steps, "", "s"), optimum->gap);
    return ORTH_OK;
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    const orth_optimum *optimum = path->state;
    size_t n = optimum->n, at = (size_t)first * n;
    memcpy(weights, optimum->weights + at, count * n * sizeof(double));
    if (displacements == NULL)
        return;
    size_t moving = first + count > path->steps ? (size_t)(path->steps - first) : count;
    for (size_t j = 0; j < moving * n; j++)
        displacements[j] = weights[j] * optimum->relative[at + j];
}

static void destroy(orth_path *path)
{
    orth_optimum_free(path->state);
}

const orth_family orth_family_optimum = {
    .listed = {"optimum", NULL, "the schedule of least loss, exactly, for this number of steps"},
    .create = create,
    .rows = rows,
    .destroy = destroy,
};
