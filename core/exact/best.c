#include "exact/best.h"

#include <string.h>

#include "base/stop.h"
#include "exact/chain.h"
#include "exact/curve.h"
#include "exact/enclosure.h"

/* The Newton passes that any problem is given, and the attempts at the asked digits with more guard
 * bits each. Of 2,134 solves of the tests, corner-biased, none took more than 17 passes. */
enum { PASSES_MAX = 200, HALVINGS_MAX = 60, ATTEMPTS_MAX = 6 };

/* Bits of a sum of f rows' cancellations, of small weights and of small moves, which come on top of
 * the bits that are wanted: the gradient is a difference of terms of order 1, and must be known to
 * well below move^2 / f, and relative to the smallest weight. */
static mpfr_prec_t guard_bits(const orth_rows *ends, size_t steps)
{
    mpfr_prec_t guard = 40 + 2 * orth_rows_smallest_bits(ends) + 2 * orth_rows_move_bits(ends);
    for (size_t f = steps; f > 0; f /= 2)
        guard += 3;
    return guard;
}

/* -log2 of the least weight of the schedule at hand, rounded up. */
static long smallest_bits(const orth_chain *c)
{
    long most = 1;
    for (size_t j = 0; j < (c->steps + 1) * c->n; j++) {
        long bits = 1 - (long)mpfr_get_exp(c->w[j]);
        most = bits > most ? bits : most;
    }
    return most;
}

/* The schedule starts on the geodesic, whose loss is within a few per cent of the best. */
static orth_status fill_geodesic(orth_chain *c, const orth_rows *ends, orth_error *error)
{
    if (orth_rows_same(ends, 0, ends, ends->steps)) { /* a running cost may still move it */
        for (size_t j = c->n; j < c->steps * c->n; j++)
            mpfr_set(c->w[j], c->w[j % c->n], MPFR_RNDN);
        return ORTH_OK;
    }
    orth_curve *curve;
    orth_status status = orth_curve_create(&curve, "geodesic", ends, c->precision, error);
    if (status != ORTH_OK)
        return status;
    orth_iv *row = orth_iv_array(c->n, c->precision);
    if (row == NULL)
        status = orth_fail_memory(error, (double)c->n * sizeof *row);
    for (size_t k = 1; k < c->steps && status == ORTH_OK; k++) {
        status = orth_go_on(error);
        if (status == ORTH_OK)
            status = orth_curve_row(curve, row, k, c->steps, error);
        for (size_t i = 0; i < c->n; i++)
            mpfr_set(c->w[k * c->n + i], row[i].lo, MPFR_RNDN);
        orth_chain_normalise(c->w + k * c->n, c->n);
    }
    orth_iv_array_free(row, c->n);
    orth_curve_free(curve);
    return status;
}

/* log2 of what digits are counted from. */
static long size_bits(const orth_chain *c)
{
    if (mpfr_zero_p(c->size) || mpfr_get_exp(c->size) < -ORTH_OBJECTIVE_BITS)
        return -ORTH_OBJECTIVE_BITS;
    return (long)mpfr_get_exp(c->size);
}

/* log2(loss / gap): the bits that the schedule's loss is good to, at least. */
static long bits_reached(const orth_chain *c)
{
    if (mpfr_sgn(c->gap) <= 0)
        return (long)c->precision;
    long size = c->running.of == NULL ? (long)mpfr_get_exp(c->loss) : size_bits(c);
    return size - (long)mpfr_get_exp(c->gap);
}

/* Whether the step from a schedule of `loss` and `gap` to the present one is progress: the loss
 * falls by a share of what the slope promised, or, where steps are small, the gap falls. */
static bool progress(const orth_chain *c, const mpfr_t loss, const mpfr_t gap, unsigned halvings)
{
    if (!mpfr_number_p(c->loss) || !mpfr_number_p(c->gap))
        return false;
    if (mpfr_cmp_d(c->reach, 0.25) < 0 && halvings == 0 && mpfr_less_p(c->gap, gap))
        return true;
    mpfr_t promised;
    mpfr_init2(promised, c->precision);
    mpfr_div_2ui(promised, c->slope, halvings + 10, MPFR_RNDN);
    mpfr_add(promised, promised, loss, MPFR_RNDN);
    bool falls = mpfr_lessequal_p(c->loss, promised) && mpfr_less_p(c->loss, loss);
    mpfr_clear(promised);
    return falls;
}

/* A running cost may want weights that are far off: no more than a factor e^4 at a time, since what
 * overshoots into tiny weights takes long to come back. */
static unsigned first_halvings(const orth_chain *c)
{
    unsigned halvings = 0;
    if (c->running.of != NULL)
        while (halvings < HALVINGS_MAX / 2 && mpfr_cmp_ui_2exp(c->reach, 4, halvings) > 0)
            halvings++;
    return halvings;
}

/* With a running cost weights fall far below those of the ends, and the linear system needs bits
 * for them: those of its greatest quotients. */
static void follow_weights(orth_chain *c, const orth_rows *ends, mpfr_prec_t guard)
{
    if (c->running.of == NULL)
        return;
    mpfr_prec_t wanted = guard + 20 + 2 * smallest_bits(c);
    if (wanted <= c->precision)
        return;
    orth_chain_set_precision(c, ends, wanted);
    orth_chain_evaluate(c);
}

/* Newton until the gap is 2^-goal of the loss. The precision follows what is reached: the next pass
 * doubles the bits, and the one after wants its gradient that much finer again. Stops without
 * error where no step is progress: the caller looks at what was reached. */
static orth_status iterate(orth_chain *c, const orth_rows *ends, mpfr_prec_t guard, long goal,
                           orth_error *error)
{
    orth_status status = ORTH_OK;
    mpfr_t loss, gap;
    mpfr_init2(loss, 64);
    mpfr_init2(gap, 64);
    for (int pass = 0; pass < PASSES_MAX && bits_reached(c) < goal; pass++) {
        follow_weights(c, ends, guard);
        status = orth_chain_solve(c, error);
        if (status == ORTH_NO_CONVERGENCE) { /* singular: what was reached is proven all the same */
            status = ORTH_OK;
            break;
        }
        if (status != ORTH_OK)
            break;
        mpfr_set_prec(loss, c->precision);
        mpfr_set_prec(gap, c->precision);
        mpfr_set(loss, c->loss, MPFR_RNDN);
        mpfr_set(gap, c->gap, MPFR_RNDN);
        long reached = bits_reached(c) > 8 ? bits_reached(c) : 8;
        mpfr_prec_t next = guard + 20 + (4 * reached < goal ? 4 * reached : goal);
        if (next > c->precision)
            orth_chain_set_precision(c, ends, next);
        unsigned halvings = first_halvings(c);
        orth_chain_try(c, halvings);
        while (!orth_stopped() && !progress(c, loss, gap, halvings) && halvings < HALVINGS_MAX) {
            orth_chain_reject(c);
            orth_chain_try(c, ++halvings);
        }
        if (halvings >= HALVINGS_MAX) {
            orth_chain_reject(c);
            orth_chain_evaluate(c);
            break;
        }
    }
    mpfr_clear(loss);
    mpfr_clear(gap);
    return status == ORTH_OK ? orth_go_on(error) : status;
}

/* The chain's schedule as integers, and what is proven from it. */
static orth_status prove(orth_best *best, const orth_chain *c, const orth_rows *ends,
                         unsigned digits, orth_error *error)
{
    mpfr_prec_t precision = c->precision + 32;
    const orth_exact_running *running = c->running.of;
    orth_rows_copy_row(&best->rows, 0, ends, 0);
    orth_rows_copy_row(&best->rows, c->steps, ends, ends->steps);
    for (size_t k = 1; k <= c->last; k++)
        orth_rows_set_binary(&best->rows, k, c->w + k * c->n, c->precision);
    mpfr_set_prec(best->loss.lo, precision);
    mpfr_set_prec(best->loss.hi, precision);
    orth_iv cost;
    orth_iv_init(&cost, precision);
    orth_iv_set_ui(&cost, 0);
    mpfr_t gap;
    mpfr_init2(gap, precision);
    orth_status status =
        orth_rows_enclose_running(&best->loss, &cost, gap, &best->rows, running, precision, error);
    orth_iv_add(&cost, &cost, &best->loss); /* J */
    mpfr_sub(cost.lo, cost.lo, gap, MPFR_RNDD);
    if (running == NULL && mpfr_sgn(cost.lo) < 0)
        mpfr_set_ui(cost.lo, 0, MPFR_RNDD);
    best->settled = running == NULL ? orth_iv_settled(&cost, digits)
                                    : orth_objective_settled(&cost, &best->loss, digits);
    orth_iv_set(&best->loss, &cost);
    mpfr_clear(gap);
    orth_iv_clear(&cost);
    return status;
}

static orth_status find(orth_best *best, const orth_rows *ends, size_t steps,
                        const orth_exact_running *running, unsigned digits, orth_error *error)
{
    mpfr_prec_t guard = guard_bits(ends, steps) + orth_running_guard_bits(running);
    long goal = orth_exact_bits(digits) + 4;
    orth_chain c;
    orth_status status = orth_chain_create(&c, ends, steps, running, guard + 32, error);
    if (status != ORTH_OK)
        return status;
    status = fill_geodesic(&c, ends, error);
    if (status == ORTH_OK)
        orth_chain_evaluate(&c);
    for (int attempt = 0; attempt < ATTEMPTS_MAX && status == ORTH_OK && !best->settled;
         attempt++) {
        status = iterate(&c, ends, guard, goal, error);
        if (status == ORTH_OK)
            status = prove(best, &c, ends, digits, error);
        goal += 8;
        guard += guard / 2;
        if (running != NULL) /* weights far below those of the ends, and small objectives */
            guard += 2 * smallest_bits(&c) + (size_bits(&c) < 0 ? -size_bits(&c) : 0);
    }
    orth_chain_clear(&c);
    return status;
}

/* Nothing is to be chosen: the rows are those of the ends. */
static orth_status find_given(orth_best *best, const orth_rows *ends,
                              const orth_exact_running *running, unsigned digits, orth_error *error)
{
    orth_rows_copy_row(&best->rows, 0, ends, 0);
    orth_rows_copy_row(&best->rows, 1, ends, ends->steps);
    best->settled = true;
    return running == NULL ? orth_rows_loss(&best->loss, &best->rows, digits, error)
                           : orth_rows_objective(&best->loss, &best->rows, running, digits, error);
}

orth_status orth_best_find(orth_best *best, const orth_rows *ends, size_t steps,
                           const orth_exact_running *running, unsigned digits, orth_error *error)
{
    memset(best, 0, sizeof *best);
    orth_status status = orth_rows_create(&best->rows, ends->n, steps, error);
    if (status != ORTH_OK)
        return status;
    orth_iv_init(&best->loss, 64);
    orth_iv_set_ui(&best->loss, 0);
    if (running == NULL && orth_rows_same(ends, 0, ends, ends->steps)) {
        for (size_t k = 0; k <= steps; k++)
            orth_rows_copy_row(&best->rows, k, ends, 0);
        best->settled = true;
    } else if (orth_running_last(running, steps) == 0) {
        status = find_given(best, ends, running, digits, error);
    } else {
        status = find(best, ends, steps, running, digits, error);
    }
    if (status != ORTH_OK)
        orth_best_clear(best);
    return status;
}

void orth_best_clear(orth_best *best)
{
    if (best->rows.n == 0)
        return;
    orth_rows_clear(&best->rows);
    orth_iv_clear(&best->loss);
    memset(best, 0, sizeof *best);
}
