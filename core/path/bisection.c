/* bisection: AM-GM midpoints of midpoints, with +, *, / and sqrt only.
 *
 * The midpoint (AM + GM) / sum(AM + GM) of two weights lies on the geodesic between them. In
 * Hellinger coordinates it is the sum of the two, scaled to length 1, and the scale depends on the
 * level alone: 1 / (2 cos(delta/2)), delta the cell's angle. Row k of f is found by descending
 * along the binary digits of k/f: for f a power of two the row is a midpoint after log2 f levels;
 * for any other f the descent goes on until the cell is so short (delta below 2^-30) that two terms
 * of the sines' series give all bits kept, and the rest of t is interpolated by them. So every f
 * gives points of the geodesic, and bits of one row never depend on f's other rows. Coordinates are
 * double-doubles: the error after any number of levels is that of the last rounding. */
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "path/path.h"

#define LEVELS_MAX 32

typedef struct bisection {
    size_t n;
    uint64_t steps;
    size_t levels; /* after which a cell is below 2^-30 */
    double sixth;  /* delta^2 / 6 of that cell */
    orth_dd scale[LEVELS_MAX];
    /* Points in Hellinger coordinates, 2 n doubles each (high, low): the ends, then one midpoint a
     * level, all of the descent that was made last. */
    double *points;
    bool digit[LEVELS_MAX];
    size_t known;        /* levels of the last descent that are stored */
    double *here, *next; /* two consecutive rows */
} bisection;

static double *point(const bisection *state, size_t slot)
{
    return state->points + 2 * slot * state->n;
}

/* Half-angle by half-angle: cos(delta/2) = sqrt((1 + cos delta) / 2). */
static void set_scales(bisection *state, const orth_move *move)
{
    orth_dd half_chord = orth_move_half_chord(move);
    double angle = 2 * orth_dd_value(orth_dd_asin(half_chord));
    orth_dd square = orth_dd_multiply(half_chord, half_chord);
    orth_dd cosine = orth_dd_subtract(orth_dd_from(1), orth_dd_scale(square, 2));
    state->levels = 0;
    while (state->levels < LEVELS_MAX && ldexp(angle, -(int)state->levels) > 0x1p-30) {
        orth_dd half = orth_dd_sqrt(orth_dd_scale(orth_dd_add(orth_dd_from(1), cosine), 0.5));
        state->scale[state->levels++] = orth_dd_divide(orth_dd_from(1), orth_dd_scale(half, 2));
        cosine = half;
    }
    double cell = ldexp(angle, -(int)state->levels);
    state->sixth = cell * cell / 6;
}

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    (void)argument, (void)tokens;
    const orth_move *move = path->move;
    size_t n = move->n, doubles = 2 * n * (2 + LEVELS_MAX + 2);
    bisection *state = calloc(1, sizeof *state + doubles * sizeof(double));
    if (state == NULL)
        return orth_fail_memory(error, (double)doubles * sizeof(double));
    state->n = n;
    state->steps = path->steps;
    state->known = 0;
    state->points = (double *)(state + 1);
    state->here = point(state, 2 + LEVELS_MAX);
    state->next = point(state, 3 + LEVELS_MAX);
    set_scales(state, move);
    for (size_t i = 0; i < n; i++) {
        orth_dd start = orth_move_eta_start(move, i), target = orth_move_eta_target(move, i);
        point(state, 0)[i] = start.high;
        point(state, 0)[n + i] = start.low;
        point(state, 1)[i] = target.high;
        point(state, 1)[n + i] = target.low;
    }
    path->state = state;
    return ORTH_OK;
}

/* Makes sure that the midpoint of level `level`, between slots left and right, is that of this
 * descent. */
static void ensure_midpoint(bisection *state, size_t level, size_t left, size_t right)
{
    if (level < state->known)
        return;
    size_t n = state->n;
    const double *a = point(state, left), *b = point(state, right);
    double *middle = point(state, 2 + level);
    orth_kernels_in_use()->midpoint(n, middle, middle + n, a, a + n, b, b + n,
                                    state->scale[level].high, state->scale[level].low);
    state->known = level + 1;
}

/* sin((1-t) delta) / sin(delta) left + sin(t delta) / sin(delta) right, t = rest / steps, by
 * sin(t delta) / sin(delta) = t + t (1 - t^2) delta^2 / 6 + O(delta^4):
 *   left + t (right - left) + t (1 - t) delta^2 / 6 ((2 - t) left + (1 + t) right). */
static void interpolate(const bisection *state, size_t left, size_t right, uint64_t rest,
                        double *out)
{
    size_t n = state->n;
    const double *a = point(state, left), *b = point(state, right);
    orth_dd share = orth_dd_divide(orth_dd_from((double)rest), orth_dd_from((double)state->steps));
    double t = share.high, bulge = t * (1 - t) * state->sixth;
    for (size_t i = 0; i < n; i++) {
        orth_dd from = {a[i], a[n + i]}, to = {b[i], b[n + i]};
        orth_dd part = orth_dd_multiply(share, orth_dd_subtract(to, from));
        part = orth_dd_add(part, orth_dd_from(bulge * ((2 - t) * a[i] + (1 + t) * b[i])));
        orth_dd eta = orth_dd_add(from, part);
        out[i] = eta.high;
        out[n + i] = eta.low;
    }
}

/* Row k in Hellinger coordinates. */
static void locate(bisection *state, uint64_t k, double *out)
{
    size_t left = k < state->steps ? 0 : 1, right = 1;
    uint64_t rest = k < state->steps ? k : 0;
    for (size_t level = 0; level < state->levels && rest != 0; level++) {
        ensure_midpoint(state, level, left, right);
        bool digit = 2 * rest >= state->steps;
        rest = 2 * rest - (digit ? state->steps : 0);
        if (digit != state->digit[level]) {
            state->digit[level] = digit;
            state->known = level + 1;
        }
        if (digit)
            left = 2 + level;
        else
            right = 2 + level;
    }
    if (rest == 0)
        memcpy(out, point(state, left), 2 * state->n * sizeof(double));
    else
        interpolate(state, left, right, rest, out);
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    bisection *state = path->state;
    size_t n = state->n;
    locate(state, first, state->here);
    for (size_t r = 0; r < count; r++) {
        const double *eta = state->here;
        for (size_t i = 0; i < n; i++)
            weights[r * n + i] = eta[i] * eta[i] + 2 * eta[i] * eta[n + i];
        if (first + r == path->steps)
            break;
        locate(state, first + r + 1, state->next);
        if (displacements != NULL)
            for (size_t i = 0; i < n; i++) {
                const double *to = state->next;
                double step = (to[i] - eta[i]) + (to[n + i] - eta[n + i]);
                displacements[r * n + i] = step * (to[i] + eta[i]);
            }
        double *done = state->here;
        state->here = state->next;
        state->next = done;
    }
}

static void destroy(orth_path *path)
{
    free(path->state);
}

const orth_family orth_family_bisection = {
    .listed = {"bisection", NULL, "AM-GM midpoints of midpoints: the geodesic without sines"},
    .create = create,
    .rows = rows,
    .destroy = destroy,
};
