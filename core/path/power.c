/* power:P: the alpha-geodesics of information geometry,
 *   w(t) ~ ((1 - t) start^P + t target^P)^(1/P), normalised; P = 1 linear, P = 0 geometric (its
 * limit), P = 1/2 the geodesic's curve at uneven speed.
 *
 * Written from the end with the larger P-th power, m = max(start^P, target^P)^(1/P), the mean is
 * m b^(1/P) with b = (1 - s) + s e, e = exp(-|P log(target/start)|) in (0, 1] and s = t or 1 - t:
 * nothing overflows, and b and its change per step keep their last bits. */
#include <gmp.h>
#include <stdlib.h>

#include "numeric/decimal.h"
#include "numeric/elementary.h"
#include "path/path.h"

#define EXPONENT_MAX 64
#define EXPONENT_MIN 1e-6

typedef struct power {
    double exponent;
    double *turn;    /* |P log ratio| */
    double *e;       /* exp(-turn) */
    double *e_less;  /* e - 1 */
    double *from;    /* the end with the larger P-th power */
    double *forward; /* 1 where that is the start (s = t), -1 where it is the target (s = 1 - t) */
} power;

static orth_status read_exponent(const char *text, double *exponent, orth_error *error)
{
    mpq_t value;
    mpq_init(value);
    orth_status status = orth_decimal_parse(value, text, NULL);
    if (status == ORTH_OK)
        *exponent = orth_rational_to_double(value);
    bool zero = status == ORTH_OK && mpq_sgn(value) == 0; /* not what a double rounds to 0 */
    mpq_clear(value);
    double size = status == ORTH_OK ? fabs(*exponent) : EXPONENT_MAX + 1;
    if (size > EXPONENT_MAX || (size < EXPONENT_MIN && !zero))
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "the exponent of 'power:%.60s' must be a decimal number, 0 or from %g to %d in "
            "size",
            text, EXPONENT_MIN, EXPONENT_MAX);
    return ORTH_OK;
}

static orth_status check_argument(const char *argument, orth_error *error)
{
    double exponent;
    return read_exponent(argument, &exponent, error);
}

static void prepare(power *state, const orth_move *move)
{
    for (size_t i = 0; i < move->n; i++) {
        double turn = state->exponent * orth_move_log_ratio(move, i);
        state->turn[i] = fabs(turn);
        state->e[i] = orth_exp(-fabs(turn));
        state->e_less[i] = orth_expm1(-fabs(turn));
        state->forward[i] = turn <= 0 ? 1 : -1;
        state->from[i] = turn <= 0 ? move->start[i] : move->target[i];
    }
}

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    double exponent;
    orth_status status = read_exponent(argument, &exponent, error);
    if (status != ORTH_OK)
        return status;
    if (exponent == 0) {
        path->family = &orth_family_geometric;
        return path->family->create(path, NULL, tokens, error);
    }
    size_t n = path->move->n;
    power *state = malloc(sizeof *state + 5 * n * sizeof(double));
    if (state == NULL)
        return orth_fail_memory(error, 5.0 * (double)n * sizeof(double));
    state->exponent = exponent;
    state->e = (double *)(state + 1);
    state->e_less = state->e + n;
    state->from = state->e_less + n;
    state->forward = state->from + n;
    state->turn = state->forward + n;
    prepare(state, path->move);
    path->state = state;
    return ORTH_OK;
}

/* b of one token at row k, and log b. Near 1 the logarithm takes b - 1, elsewhere b itself; at the
 * end where b = e, which may have vanished, it is -turn. */
static double base_at(const power *state, size_t i, double k, double f, double *log_base)
{
    bool forward = state->forward[i] > 0;
    double s = (forward ? k : f - k) / f, rest = (forward ? f - k : k) / f;
    double less = s * state->e_less[i], base = rest + s * state->e[i];
    if (less > -0.5)
        *log_base = orth_log1p(less);
    else
        *log_base = rest > 0 ? orth_log(base) : -state->turn[i];
    return base;
}

/* log(b(k+1) / b(k)): of a small change by the change itself; else by the quotient, whose parts are
 * sums of positive numbers, or, where one of the two may have vanished, by the logarithms. */
static double log_growth(const power *state, size_t i, double k, double f, double base,
                         double log_base)
{
    double change = state->forward[i] * state->e_less[i] / f / base;
    if (change > -0.5 && change < 1)
        return orth_log1p(change);
    double log_next, next = base_at(state, i, k + 1, f, &log_next);
    return k > 0 && k + 1 < f ? orth_log(next / base) : log_next - log_base;
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    const power *state = path->state;
    size_t n = path->move->n;
    double f = (double)path->steps;
    for (size_t r = 0; r < count; r++) {
        double k = (double)(first + r);
        for (size_t i = 0; i < n; i++) {
            double log_base, base = base_at(state, i, k, f, &log_base);
            weights[r * n + i] = state->from[i] * orth_exp(log_base / state->exponent);
            if (displacements != NULL)
                displacements[r * n + i] =
                    orth_expm1(log_growth(state, i, k, f, base, log_base) / state->exponent);
        }
    }
    orth_rows_normalise(count, n, weights, displacements);
}

static void destroy(orth_path *path)
{
    free(path->state);
}

const orth_family orth_family_power = {
    .listed = {"power", "P",
               "weighted power mean of exponent P, normalised (1 linear, 0 geometric)"},
    .check_argument = check_argument,
    .create = create,
    .rows = rows,
    .destroy = destroy,
    .steps_by_ratio = true,
};
