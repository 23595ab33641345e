/* lambertw: the small-change formula of Willetts and Harrington (2024), by bisection: the midpoint
 * of u and v is u e^s normalised, s = W(e v/u) - 1 (multiplier zero in the optimum's equation).
 *
 * A cell carries its left end u and r = log(v/u). With zeta = log sum u e^s its halves have
 * r_left = s - zeta and r_right = r - s + zeta, so that the steps keep their last bits however
 * often a cell is halved. The number of steps is a power of two. */
#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "path/optimum_midpoint.h"
#include "path/path.h"

#define LEVELS_MAX 30

typedef struct lambertw {
    size_t n, levels;
    bool digit[LEVELS_MAX];
    size_t known;   /* levels whose cells are those of the last descent */
    double *cells;  /* levels + 1 cells of 2 n doubles: left end, log ratio */
    double *middle; /* n */
} lambertw;

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    (void)argument, (void)tokens;
    size_t n = path->move->n, levels = 0;
    while ((uint64_t)1 << levels < path->steps)
        levels++;
    if ((uint64_t)1 << levels != path->steps)
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "path 'lambertw' halves steps: their number must be a power of two, as %llu or "
            "%llu, not %llu",
            1ULL << (levels - 1), 1ULL << levels, (unsigned long long)path->steps);
    size_t doubles = (2 * (levels + 1) + 1) * n;
    lambertw *state = calloc(1, sizeof *state + doubles * sizeof(double));
    if (state == NULL)
        return orth_fail_memory(error, (double)doubles * sizeof(double));
    state->n = n;
    state->levels = levels;
    state->cells = (double *)(state + 1);
    state->middle = state->cells + 2 * (levels + 1) * n;
    for (size_t i = 0; i < n; i++) {
        state->cells[i] = path->move->start[i];
        state->cells[n + i] = orth_move_log_ratio(path->move, i);
    }
    path->state = state;
    return ORTH_OK;
}

/* The half of the cell `from` that the digit names, into `to`. */
static void halve(const lambertw *state, const double *from, double *to, bool right)
{
    size_t n = state->n;
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        state->middle[i] = orth_lambert_share(from[n + i]);
        sum += from[i] * orth_expm1(state->middle[i]);
    }
    double zeta = orth_log1p(sum);
    for (size_t i = 0; i < n; i++) {
        double left = state->middle[i] - zeta, rest = (from[n + i] - state->middle[i]) + zeta;
        to[i] = right ? from[i] * orth_exp(left) : from[i];
        to[n + i] = right ? rest : left;
    }
}

/* The leaf cell of row k. */
static const double *locate(lambertw *state, uint64_t k)
{
    size_t width = 2 * state->n;
    for (size_t level = 0; level < state->levels; level++) {
        bool digit = (k >> (state->levels - 1 - level) & 1) != 0;
        if (level < state->known && digit == state->digit[level])
            continue;
        halve(state, state->cells + level * width, state->cells + (level + 1) * width, digit);
        state->digit[level] = digit;
        state->known = level + 1;
    }
    return state->cells + state->levels * width;
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    lambertw *state = path->state;
    size_t n = state->n;
    for (size_t r = 0; r < count && first + r < path->steps; r++) {
        const double *cell = locate(state, first + r);
        double *row = weights + r * n;
        memcpy(row, cell, n * sizeof(double));
        orth_rows_normalise(1, n, row, NULL);
        if (displacements != NULL)
            for (size_t i = 0; i < n; i++)
                displacements[r * n + i] = row[i] * orth_expm1(cell[n + i]);
    }
}

static void destroy(orth_path *path)
{
    free(path->state);
}

const orth_family orth_family_lambertw = {
    .listed = {"lambertw", NULL, "small-change formula of 2024 by halving; a power of two steps"},
    .create = create,
    .rows = rows,
    .destroy = destroy,
};
