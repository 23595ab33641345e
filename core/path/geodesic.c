/* geodesic: the great circle between the square roots, at constant speed,
 *   eta(k) = [sin((1 - k/f) omega) eta_start + sin(k/f omega) eta_target] / sin omega, w = eta^2.
 * The step eta(k+1) - eta(k) is 2 sin(h/2) times the circle's tangent at the half-way angle
 * (h = omega / f), so that it keeps its last bits however short it is. */
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "path/path.h"

/* Elements a chunk of rows, and room for a vector's overhang behind each array. */
#define CHUNK_ELEMENTS 512
#define OVERHANG 8

typedef struct geodesic {
    orth_arc arc;
    size_t chunk; /* rows at a time */
    /* Of the ends, repeated for each row of a chunk. */
    double *u_high, *u_low, *w_high, *w_low, *tangent;
    orth_arc_rows rows;  /* one value a row */
    orth_arc_rows spread; /* the same, one value an element */
} geodesic;

static void set_arc(geodesic *state, const orth_move *move, uint64_t steps)
{
    orth_dd half_chord = orth_move_half_chord(move);
    orth_dd angle = orth_dd_scale(orth_dd_asin(half_chord), 2);
    orth_dd cosine = orth_dd_sqrt(
        orth_dd_subtract(orth_dd_from(1), orth_dd_multiply(half_chord, half_chord)));
    orth_dd sine = orth_dd_scale(orth_dd_multiply(half_chord, cosine), 2);
    orth_dd inverse = orth_dd_divide(orth_dd_from(1), sine);
    orth_dd step = orth_dd_divide(angle, orth_dd_from((double)steps));
    state->arc = (orth_arc){
        .steps = (double)steps,
        .step_high = step.high,
        .step_low = step.low,
        .inverse_high = inverse.high,
        .inverse_low = inverse.low,
        .chord = 2 * orth_dd_value(orth_dd_sin(orth_dd_scale(step, 0.5))),
    };
    for (size_t i = 0; i < move->n; i++) {
        /* tangent = (eta_target - eta_start cos omega) / sin omega, 1 - cos omega = 2 sin^2 */
        orth_dd u = orth_move_eta_start(move, i), w = orth_move_eta_target(move, i);
        orth_dd versine = orth_dd_scale(orth_dd_multiply(half_chord, half_chord), 2);
        orth_dd tangent = orth_dd_add(orth_move_eta_delta(move, i), orth_dd_multiply(u, versine));
        state->u_high[i] = u.high;
        state->u_low[i] = u.low;
        state->w_high[i] = w.high;
        state->w_low[i] = w.low;
        state->tangent[i] = orth_dd_value(orth_dd_multiply(tangent, inverse));
    }
}

/* values[0 .. n-1] repeated to `total` elements */
static void repeat(double *values, size_t n, size_t total)
{
    for (size_t j = n; j < total; j++)
        values[j] = values[j - n];
}

static void share_out(orth_arc_rows *rows, double **data, size_t length)
{
    double **const arrays[] = {&rows->start_high, &rows->start_low, &rows->end_high,
                               &rows->end_low,    &rows->along,     &rows->across};
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0]; a++) {
        *arrays[a] = *data;
        *data += length;
    }
}

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    (void)argument, (void)tokens;
    size_t n = path->move->n;
    size_t chunk = CHUNK_ELEMENTS / n / OVERHANG * OVERHANG;
    if (chunk == 0)
        chunk = n < CHUNK_ELEMENTS ? OVERHANG : 1;
    size_t elements = chunk * n + OVERHANG, rows = chunk + OVERHANG;
    size_t doubles = 11 * elements + 6 * rows;
    geodesic *state = malloc(sizeof *state + doubles * sizeof(double));
    if (state == NULL)
        return orth_fail_memory(error, (double)doubles * sizeof(double));
    double *data = (double *)(state + 1);
    double **const ends[] = {&state->u_high, &state->u_low, &state->w_high, &state->w_low,
                             &state->tangent};
    for (size_t a = 0; a < sizeof ends / sizeof ends[0]; a++) {
        *ends[a] = data;
        data += elements;
    }
    share_out(&state->spread, &data, elements);
    share_out(&state->rows, &data, rows);
    state->chunk = chunk;
    set_arc(state, path->move, path->steps);
    for (size_t a = 0; a < sizeof ends / sizeof ends[0]; a++)
        repeat(*ends[a], n, chunk * n);
    path->state = state;
    return ORTH_OK;
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    geodesic *state = path->state;
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t n = path->move->n;
    bool moving = displacements != NULL;
    for (size_t r = 0; r < count; r += state->chunk) {
        size_t part = count - r < state->chunk ? count - r : state->chunk;
        orth_arc_rows *at = &state->rows, *to = &state->spread;
        kernels->arc_rows(at, &state->arc, (double)(first + r), part, moving);
        kernels->spread(to->start_high, at->start_high, part, n);
        kernels->spread(to->start_low, at->start_low, part, n);
        kernels->spread(to->end_high, at->end_high, part, n);
        kernels->spread(to->end_low, at->end_low, part, n);
        if (moving) {
            kernels->spread(to->along, at->along, part, n);
            kernels->spread(to->across, at->across, part, n);
        }
        kernels->arc_points(part * n, weights + r * n, moving ? displacements + r * n : NULL, to,
                            state->u_high, state->u_low, state->w_high, state->w_low,
                            state->tangent);
    }
}

static void destroy(orth_path *path)
{
    free(path->state);
}

const orth_family orth_family_geodesic = {
    .listed = {"geodesic", NULL, "the Fisher-Rao geodesic at constant speed (SLERP of square roots)"},
    .create = create,
    .rows = rows,
    .destroy = destroy,
};
