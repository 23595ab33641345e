/* geodesic: the great circle between the square roots, at constant speed,
 *   eta(k) = [sin((1 - k/f) omega) eta_start + sin(k/f omega) eta_target] / sin omega, w = eta^2.
 * The step eta(k+1) - eta(k) is 2 sin(h/2) times the circle's tangent at the half-way angle
 * (h = omega / f), so that it keeps its last bits however short it is. */
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "path/path.h"

#define OVERHANG 8

typedef struct geodesic {
    orth_arc arc;
    orth_arc_ends ends;
} geodesic;

static void set_arc(geodesic *state, const orth_move *move, uint64_t steps)
{
    orth_dd half_chord = orth_move_half_chord(move);
    orth_dd angle = orth_dd_scale(orth_dd_asin(half_chord), 2);
    orth_dd cosine =
        orth_dd_sqrt(orth_dd_subtract(orth_dd_from(1), orth_dd_multiply(half_chord, half_chord)));
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
        state->ends.u_high[i] = u.high;
        state->ends.u_low[i] = u.low;
        state->ends.w_high[i] = w.high;
        state->ends.w_low[i] = w.low;
        state->ends.tangent[i] = orth_dd_value(orth_dd_multiply(tangent, inverse));
    }
}

/* values[0 .. n-1] repeated to `total` elements */
static void repeat(double *values, size_t n, size_t total)
{
    for (size_t j = n; j < total; j++)
        values[j] = values[j - n];
}

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    (void)argument, (void)tokens;
    size_t n = path->move->n, repeats = n < 8 ? ORTH_ARC_REPEATS : 1;
    size_t length = repeats * n + OVERHANG;
    geodesic *state = calloc(1, sizeof *state + 5 * length * sizeof(double));
    if (state == NULL)
        return orth_fail_memory(error, 5.0 * (double)length * sizeof(double));
    double *data = (double *)(state + 1);
    state->ends = (orth_arc_ends){
        n, repeats, data, data + length, data + 2 * length, data + 3 * length, data + 4 * length};
    set_arc(state, path->move, path->steps);
    for (size_t a = 0; a < 5; a++)
        repeat(data + a * length, n, repeats * n);
    path->state = state;
    return ORTH_OK;
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    geodesic *state = path->state;
    orth_kernels_in_use()->arc_rows(weights, displacements, &state->arc, &state->ends,
                                    (double)first, count);
}

static void destroy(orth_path *path)
{
    free(path->state);
}

const orth_family orth_family_geodesic = {
    .listed = {"geodesic", NULL,
               "the Fisher-Rao geodesic at constant speed (SLERP of square roots)"},
    .create = create,
    .rows = rows,
    .stays_below_one = true,
    .destroy = destroy,
};
