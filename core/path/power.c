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
    double *e;       /* exp(-|P log ratio|) */
    double *e_less;  /* e - 1 */
    double *from;    /* the end with the larger P-th power */
    double *forward; /* 1 where that is the start (s = t), -1 where it is the target (s = 1 - t) */
} power;

static orth_status read_exponent(const char *text, double *exponent, orth_error *error)
{
    mpq_t value;
    mpq_init(value);
    orth_status status = orth_decimal_parse(value, text, NULL);
    double low;
    if (status == ORTH_OK)
        orth_rational_to_dd(exponent, &low, value);
    mpq_clear(value);
    double size = status == ORTH_OK ? fabs(*exponent) : EXPONENT_MAX + 1;
    if (size > EXPONENT_MAX || (size < EXPONENT_MIN && size != 0))
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
    double slope_low, growth, log_ratio;
    for (size_t i = 0; i < move->n; i++) {
        orth_move one = {1,
                         move->start + i,
                         move->start_low + i,
                         move->target + i,
                         move->target_low + i,
                         move->delta + i};
        orth_move_log_slope(&one, 1, &log_ratio, &slope_low, &growth);
        double turn = state->exponent * log_ratio;
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
    power *state = malloc(sizeof *state + 4 * n * sizeof(double));
    if (state == NULL)
        return orth_fail_memory(error, 4.0 * (double)n * sizeof(double));
    state->exponent = exponent;
    state->e = (double *)(state + 1);
    state->e_less = state->e + n;
    state->from = state->e_less + n;
    state->forward = state->from + n;
    prepare(state, path->move);
    path->state = state;
    return ORTH_OK;
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
            bool forward = state->forward[i] > 0;
            double s = (forward ? k : f - k) / f, rest = (forward ? f - k : k) / f;
            double less = s * state->e_less[i], base = rest + s * state->e[i];
            /* Near 1 the logarithm takes b - 1, elsewhere b itself. */
            double log_base = less > -0.5 ? orth_log1p(less) : orth_log(base);
            weights[r * n + i] = state->from[i] * orth_exp(log_base / state->exponent);
            if (displacements != NULL) {
                double change = state->forward[i] * state->e_less[i] / f / base;
                displacements[r * n + i] = orth_expm1(orth_log1p(change) / state->exponent);
            }
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
};
