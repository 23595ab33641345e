/* safe:R: the geodesic's curve, no step of which changes the log of the ratio of any two weights by
 * more than R L / f, R times the least that any path of f steps needs: L is the most that the move
 * changes one, and the two tokens i and j whose ratio it is are those whose ratio moves fastest all
 * along the curve. With h(lambda) the speed of that log against the angle lambda,
 *   R L k / f = integral of max(h, g) from 0 to lambda(k),
 * where g is such that row f is the target: the angle's speed is constant, but for the parts at the
 * ends where the cap holds it back. R = 1 moves the log at constant speed (two tokens: geometric);
 * from where g is nowhere below h the path is the geodesic.
 *
 * In z, half that log less its value where h is least, h = beta + sqrt(16 + beta^2) cosh z; beta is
 * 0 for two tokens. With roots p and r of the ends' weights rows are (a p + b r)^2, and
 *   a : b = r_i (1 - e^(-y/2)) : p_i (e^(x/2) - 1)
 * where the log has moved by x and has y to go: nothing cancels. */
#include <gmp.h>
#include <stdlib.h>

#include "numeric/decimal.h"
#include "path/safe_speed.h"

#define FACTOR_MAX 1000000
/* Newton's method from above on a convex function; a factor of 1 + 1e-15 takes 30 rounds. */
#define ROUNDS_MAX 200

typedef struct point {
    orth_dd a, b;
} point;

typedef struct safe {
    orth_dd square;        /* of half the chord between the ends */
    orth_dd angle, sine;   /* between the ends */
    orth_dd start, target; /* roots of token i's weights */
    orth_dd whole, length; /* L and R L */
    orth_dd first, last;   /* what of R L the capped parts at the ends take */
    orth_dd inside;        /* the angle between them */
    point from, to;        /* and where it begins and ends */
    double *p, *p_low, *r, *r_low, *delta;
} safe;

/* 0 <= x <= pi / 2 */
static orth_dd sine_of(orth_dd x)
{
    orth_dd s = orth_dd_sin(half(x));
    return orth_dd_scale(times(s, orth_dd_sqrt(less(orth_dd_from(1), times(s, s)))), 2);
}

static orth_status read_factor(const char *text, orth_dd *factor, bool *least, orth_error *error)
{
    mpq_t value;
    mpq_init(value);
    orth_status status = orth_decimal_parse(value, text, NULL);
    bool fits =
        status == ORTH_OK && mpq_cmp_ui(value, 1, 1) >= 0 && mpq_cmp_ui(value, FACTOR_MAX, 1) <= 0;
    if (fits)
        orth_rational_to_dd(&factor->high, &factor->low, value);
    *least = fits && mpq_cmp_ui(value, 1, 1) == 0;
    mpq_clear(value);
    if (!fits)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "the factor of 'safe:%.60s' must be a decimal number from 1 to %d", text,
                         FACTOR_MAX);
    return ORTH_OK;
}

static orth_status check_argument(const char *argument, orth_error *error)
{
    orth_dd factor;
    bool least;
    return read_factor(argument, &factor, &least, error);
}

/* The tokens whose ratio moves most. */
static void find_pair(const orth_move *move, size_t *up, size_t *down, orth_dd *whole)
{
    orth_dd most = orth_move_log_ratio_dd(move, 0), least = most;
    *up = *down = 0;
    for (size_t i = 1; i < move->n; i++) {
        orth_dd ratio = orth_move_log_ratio_dd(move, i);
        if (is_below(most, ratio))
            most = ratio, *up = i;
        if (is_below(ratio, least))
            least = ratio, *down = i;
    }
    *whole = less(most, least);
}

/* The point where the log has moved by `gone` and has `left` to go. */
static point by_ratio(const safe *s, orth_dd gone, orth_dd left)
{
    orth_dd one = orth_dd_from(1);
    orth_dd a = times(s->target, orth_dd_negate(orth_dd_expm1(half(orth_dd_negate(left)))));
    orth_dd b = times(s->start, orth_dd_expm1(half(gone)));
    orth_dd cosine = less(one, orth_dd_scale(s->square, 2));
    orth_dd cross = orth_dd_scale(times(times(a, b), cosine), 2);
    orth_dd size = orth_dd_sqrt(sum(cross, sum(times(a, a), times(b, b))));
    return (point){orth_dd_divide(a, size), orth_dd_divide(b, size)};
}

/* first, last and inside, for the g that R L asks for; false where the cap binds nowhere. */
static bool cap(safe *s, const orth_safe_speed *v, bool least)
{
    s->first = s->length;
    s->last = s->inside = orth_dd_from(0);
    if (least)
        return true;
    orth_dd fastest = larger(orth_safe_speed_at(v, v->start), orth_safe_speed_at(v, v->target));
    if (!is_below(s->length, times(fastest, s->angle)))
        return false;
    orth_dd g = orth_dd_divide(s->length, s->angle), low, high;
    for (int round = 0; round < ROUNDS_MAX; round++) {
        s->inside = orth_safe_inside(v, g, &low, &high);
        if (!(s->inside.high > 0))
            return true;
        s->first = orth_dd_scale(less(low, v->start), 2);
        s->last = orth_dd_scale(less(v->target, high), 2);
        orth_dd found = sum(sum(s->first, s->last), times(g, s->inside));
        orth_dd change = orth_dd_divide(less(found, s->length), s->inside);
        if (!(change.high > 0x1p-98 * g.high))
            break;
        g = less(g, change);
    }
    s->from = by_ratio(s, s->first, less(s->whole, s->first));
    s->to = by_ratio(s, less(s->whole, s->last), s->last);
    return true;
}

static void take_ends(safe *s, const orth_move *move)
{
    for (size_t i = 0; i < move->n; i++) {
        orth_dd p = orth_move_eta_start(move, i), r = orth_move_eta_target(move, i);
        s->p[i] = p.high, s->p_low[i] = p.low;
        s->r[i] = r.high, s->r_low[i] = r.low;
        s->delta[i] = orth_dd_value(orth_move_eta_delta(move, i));
    }
}

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    orth_dd factor;
    bool least;
    orth_status status = read_factor(argument, &factor, &least, error);
    if (status != ORTH_OK)
        return status;
    const orth_move *move = path->move;
    size_t n = move->n, up, down;
    safe *s = calloc(1, sizeof *s + 5 * n * sizeof(double));
    if (s == NULL)
        return orth_fail_memory(error, (double)sizeof *s + 5.0 * (double)n * sizeof(double));
    s->p = (double *)(s + 1);
    s->p_low = s->p + n, s->r = s->p + 2 * n, s->r_low = s->p + 3 * n, s->delta = s->p + 4 * n;
    take_ends(s, move);
    orth_dd chord = orth_move_half_chord(move);
    s->square = times(chord, chord);
    s->angle = orth_dd_scale(orth_dd_asin(chord), 2);
    s->sine = orth_dd_scale(times(chord, orth_dd_sqrt(less(orth_dd_from(1), s->square))), 2);
    find_pair(move, &up, &down, &s->whole);
    s->start = orth_move_eta_start(move, up);
    s->target = orth_move_eta_target(move, up);
    s->length = times(s->whole, factor);
    orth_safe_speed v = orth_safe_speed_of(move, up, down, s->whole, s->square, s->sine);
    if (cap(s, &v, least)) {
        path->state = s;
        return ORTH_OK;
    }
    free(s);
    path->family = &orth_family_geodesic;
    return path->family->create(path, NULL, tokens, error);
}

static point point_at(const safe *s, double k, double f)
{
    orth_dd gone = orth_dd_divide(orth_dd_scale(s->length, k), orth_dd_from(f));
    orth_dd left = orth_dd_divide(orth_dd_scale(s->length, f - k), orth_dd_from(f));
    if (!(s->inside.high > 0))
        return by_ratio(s, gone, left);
    if (!is_below(s->first, gone))
        return by_ratio(s, gone, less(s->whole, gone));
    if (!is_below(s->last, left))
        return by_ratio(s, less(s->whole, left), left);
    orth_dd done = less(gone, s->first), rest = less(left, s->last);
    orth_dd rate = orth_dd_divide(s->inside, sum(done, rest)), sine = sine_of(s->inside);
    orth_dd from = orth_dd_divide(sine_of(times(rest, rate)), sine);
    orth_dd to = orth_dd_divide(sine_of(times(done, rate)), sine);
    return (point){sum(times(from, s->from.a), times(to, s->to.a)),
                   sum(times(from, s->from.b), times(to, s->to.b))};
}

/* a + b - 1, from a^2 + b^2 + 2 a b cos = 1 */
static orth_dd bulge(const safe *s, const point *at)
{
    orth_dd one = orth_dd_from(1), part = orth_dd_scale(times(times(at->a, at->b), s->square), 4);
    return orth_dd_divide(part, sum(one, orth_dd_sqrt(sum(one, part))));
}

static double root_at(const safe *s, const point *at, size_t i)
{
    double a = at->a.high * s->p[i], b = at->b.high * s->r[i];
    double rest = fma(at->a.high, s->p[i], -a) + fma(at->b.high, s->r[i], -b);
    rest += at->a.low * s->p[i] + at->a.high * s->p_low[i];
    rest += at->b.low * s->r[i] + at->b.high * s->r_low[i];
    orth_dd both = orth_dd_sum(a, b);
    return both.high + (both.low + rest);
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    const safe *s = path->state;
    size_t n = path->move->n;
    double f = (double)path->steps;
    point here = point_at(s, (double)first, f);
    for (size_t k = 0; k < count; k++) {
        double *row = weights + k * n;
        for (size_t i = 0; i < n; i++)
            row[i] = root_at(s, &here, i);
        if (first + k < path->steps && (k + 1 < count || displacements != NULL)) {
            point next = point_at(s, (double)(first + k + 1), f);
            double along = orth_dd_value(less(next.b, here.b));
            double out = orth_dd_value(less(bulge(s, &next), bulge(s, &here)));
            for (size_t i = 0; displacements != NULL && i < n; i++)
                displacements[k * n + i] =
                    fma(along, s->delta[i], out * s->p[i]) * (row[i] + root_at(s, &next, i));
            here = next;
        }
        for (size_t i = 0; i < n; i++)
            row[i] *= row[i];
    }
}

static void destroy(orth_path *path)
{
    free(path->state);
}

const orth_family orth_family_safe = {
    .listed = {"safe", "R",
               "the geodesic's curve, no ratio of weights moving faster than R times the least"},
    .check_argument = check_argument,
    .create = create,
    .rows = rows,
    .destroy = destroy,
    .stays_below_one = true,
};
