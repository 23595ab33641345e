#include "exact/enclosure.h"

#include "base/stop.h"
#include "exact/log_ratio.h"
#include "exact/running_cost.h"

/* The window of two rows that the sums need, n intervals each. */
typedef struct window {
    orth_iv *before, *now; /* weights of rows k-1 and k */
    orth_iv *ratio;        /* now / before */
    orth_iv *log_ratio;    /* of row k */
    orth_iv *log_before;   /* of row k-1 */
    orth_iv term;
} window;

static void window_clear(window *w, size_t n)
{
    orth_iv_array_free(w->before, n);
    orth_iv_array_free(w->now, n);
    orth_iv_array_free(w->ratio, n);
    orth_iv_array_free(w->log_ratio, n);
    orth_iv_array_free(w->log_before, n);
    orth_iv_clear(&w->term);
}

static orth_status window_init(window *w, size_t n, mpfr_prec_t precision, orth_error *error)
{
    w->before = orth_iv_array(n, precision);
    w->now = orth_iv_array(n, precision);
    w->ratio = orth_iv_array(n, precision);
    w->log_ratio = orth_iv_array(n, precision);
    w->log_before = orth_iv_array(n, precision);
    orth_iv_init(&w->term, precision);
    if (w->before && w->now && w->ratio && w->log_ratio && w->log_before)
        return ORTH_OK;
    window_clear(w, n);
    return orth_fail_memory(error, 5.0 * (double)n * sizeof(orth_iv));
}

static void swap(orth_iv **a, orth_iv **b)
{
    orth_iv *t = *a;
    *a = *b;
    *b = t;
}

static void load_row(orth_iv *out, const orth_rows *rows, size_t k)
{
    for (size_t i = 0; i < rows->n; i++)
        orth_iv_set_ratio(&out[i], rows->entry[k * rows->n + i], rows->sum[k]);
}

/* gap += sum_i w_i (g_i - min g) for the row before, g = log_before + 1 - ratio + slope (NULL:
 * none); all upwards, the least g downwards. Overwrites log_before by g. */
static void add_gap(mpfr_t gap, window *w, const orth_iv *slope, size_t n)
{
    size_t least = 0;
    for (size_t i = 0; i < n; i++) {
        orth_iv *g = &w->log_before[i];
        mpfr_add_ui(g->lo, g->lo, 1, MPFR_RNDD);
        mpfr_add_ui(g->hi, g->hi, 1, MPFR_RNDU);
        orth_iv_sub(g, g, &w->ratio[i]);
        if (slope != NULL)
            orth_iv_add(g, g, &slope[i]);
        if (mpfr_less_p(g->lo, w->log_before[least].lo))
            least = i;
    }
    for (size_t i = 0; i < n; i++) {
        mpfr_sub(w->term.hi, w->log_before[i].hi, w->log_before[least].lo, MPFR_RNDU);
        mpfr_mul(w->term.hi, w->term.hi, w->before[i].hi, MPFR_RNDU);
        mpfr_add(gap, gap, w->term.hi, MPFR_RNDU);
    }
}

/* What the running cost adds to the sums, row by row. */
typedef struct running_sums {
    orth_running_cost cost;
    orth_iv value;
    orth_iv *slope, *held; /* gradients of the row at hand, and of the row before */
} running_sums;

static void running_clear(running_sums *r, size_t n)
{
    orth_iv_array_free(r->slope, n);
    orth_iv_array_free(r->held, n);
    orth_iv_clear(&r->value);
    orth_running_cost_clear(&r->cost);
}

static orth_status running_init(running_sums *r, const orth_exact_running *of, size_t n,
                                mpfr_prec_t precision, orth_error *error)
{
    r->slope = r->held = NULL;
    orth_iv_init(&r->value, precision);
    orth_status status = orth_running_cost_create(&r->cost, of, precision, error);
    if (status != ORTH_OK || of == NULL)
        return status;
    r->slope = orth_iv_array(n, precision);
    r->held = orth_iv_array(n, precision);
    return r->slope != NULL && r->held != NULL
               ? ORTH_OK
               : orth_fail_memory(error, 2.0 * (double)n * sizeof(orth_iv));
}

static void add_up(orth_iv *loss, orth_iv *cost, mpfr_ptr gap, window *w, running_sums *r,
                   const orth_rows *rows)
{
    bool runs = r->cost.of != NULL;
    load_row(w->before, rows, 0);
    for (size_t k = 1; k <= rows->steps && !orth_stopped(); k++) {
        load_row(w->now, rows, k);
        for (size_t i = 0; i < rows->n; i++) {
            if (gap != NULL)
                orth_iv_div(&w->ratio[i], &w->now[i], &w->before[i]);
            orth_iv_log_ratio(&w->log_ratio[i], &w->now[i], &w->before[i]);
            orth_iv_mul(&w->term, &w->log_ratio[i], &w->now[i]);
            orth_iv_add(loss, loss, &w->term);
        }
        if (k > 1 && gap != NULL)
            add_gap(gap, w, r->held, rows->n);
        if (runs) {
            orth_running_cost_row(&r->cost, &r->value, r->slope, k, w->now);
            orth_iv_add(cost, cost, &r->value);
        }
        swap(&w->before, &w->now);
        swap(&w->log_before, &w->log_ratio);
        swap(&r->held, &r->slope);
    }
    if (!runs || !r->cost.of->free_end || gap == NULL)
        return;
    for (size_t i = 0; i < rows->n; i++) /* a free end: nothing comes after the last row */
        orth_iv_set_ui(&w->ratio[i], 0);
    add_gap(gap, w, r->held, rows->n);
}

orth_status orth_rows_enclose_running(orth_iv *loss, orth_iv *cost, mpfr_t gap,
                                      const orth_rows *rows, const orth_exact_running *running,
                                      mpfr_prec_t precision, orth_error *error)
{
    window w;
    orth_status status = window_init(&w, rows->n, precision, error);
    if (status != ORTH_OK)
        return status;
    running_sums r;
    status = running_init(&r, running, rows->n, precision, error);
    orth_iv_set_ui(loss, 0);
    if (cost != NULL)
        orth_iv_set_ui(cost, 0);
    if (gap != NULL)
        mpfr_set_ui(gap, 0, MPFR_RNDU);
    if (status == ORTH_OK)
        add_up(loss, cost, gap, &w, &r, rows);
    if (status == ORTH_OK)
        status = orth_go_on(error);
    if (mpfr_sgn(loss->lo) < 0) /* a sum of divergences */
        mpfr_set_ui(loss->lo, 0, MPFR_RNDD);
    running_clear(&r, rows->n);
    window_clear(&w, rows->n);
    return status;
}

orth_status orth_rows_enclose(orth_iv *loss, mpfr_t gap, const orth_rows *rows,
                              mpfr_prec_t precision, orth_error *error)
{
    return orth_rows_enclose_running(loss, NULL, gap, rows, NULL, precision, error);
}

/* The divergence of row k from the row before it, which w->before holds; then holds row k. */
static void step_loss(orth_iv *loss, window *w, const orth_rows *rows, size_t k)
{
    load_row(w->now, rows, k);
    orth_iv_set_ui(loss, 0);
    for (size_t i = 0; i < rows->n; i++) {
        orth_iv_log_ratio(&w->log_ratio[i], &w->now[i], &w->before[i]);
        orth_iv_mul(&w->term, &w->log_ratio[i], &w->now[i]);
        orth_iv_add(loss, loss, &w->term);
    }
    swap(&w->before, &w->now);
}

orth_status orth_rows_step_cv(orth_iv *cv, const orth_rows *rows, const orth_iv *loss,
                              orth_error *error)
{
    mpfr_prec_t precision = mpfr_get_prec(loss->lo);
    mpfr_set_prec(cv->lo, precision);
    mpfr_set_prec(cv->hi, precision);
    orth_iv_set_ui(cv, 0);
    if (mpfr_zero_p(loss->hi) || rows->steps == 1)
        return ORTH_OK;
    window w;
    orth_status status = window_init(&w, rows->n, precision, error);
    if (status != ORTH_OK)
        return status;
    orth_iv step;
    orth_iv_init(&step, precision);
    load_row(w.before, rows, 0);
    for (size_t k = 1; k <= rows->steps && !orth_stopped(); k++) {
        step_loss(&step, &w, rows, k);
        orth_iv_mul_ui(&step, &step, rows->steps);
        orth_iv_sub(&step, &step, loss);
        orth_iv_mul(&step, &step, &step);
        if (mpfr_sgn(step.lo) < 0) /* a square */
            mpfr_set_ui(step.lo, 0, MPFR_RNDD);
        orth_iv_add(cv, cv, &step);
    }
    orth_iv_div_ui(cv, cv, rows->steps);
    orth_iv_sqrt(cv, cv);
    orth_iv_div(cv, cv, loss);
    orth_iv_clear(&step);
    window_clear(&w, rows->n);
    return orth_go_on(error);
}

mpfr_prec_t orth_exact_bits(unsigned digits)
{
    return (mpfr_prec_t)digits * 33220 / 10000 + 2; /* log2(10) = 3.32193 */
}

static bool never_moves(const orth_rows *rows)
{
    for (size_t k = 1; k <= rows->steps; k++) {
        if (!orth_rows_same(rows, k - 1, rows, k))
            return false;
    }
    return true;
}

orth_status orth_rows_loss(orth_iv *loss, const orth_rows *rows, unsigned digits, orth_error *error)
{
    if (never_moves(rows)) {
        orth_iv_set_ui(loss, 0);
        return ORTH_OK;
    }
    /* The loss is about move^2 / steps; beneath it the sum loses a few bits a row. */
    mpfr_prec_t precision = orth_exact_bits(digits) + 2 * orth_rows_move_bits(rows) + 40;
    for (size_t f = rows->steps; f > 0; f /= 2)
        precision += 2;
    for (;; precision += precision / 2) {
        mpfr_set_prec(loss->lo, precision);
        mpfr_set_prec(loss->hi, precision);
        orth_status status = orth_rows_enclose(loss, NULL, rows, precision, error);
        if (status != ORTH_OK || orth_iv_settled(loss, digits))
            return status;
    }
}

bool orth_objective_settled(const orth_iv *objective, const orth_iv *loss, unsigned digits)
{
    mpfr_prec_t precision = mpfr_get_prec(objective->lo);
    mpfr_t width, size;
    mpfr_inits2(precision, width, size, (mpfr_ptr)0);
    mpfr_sub(width, objective->hi, objective->lo, MPFR_RNDU);
    if (mpfr_sgn(objective->lo) > 0) /* the least magnitude that it holds */
        mpfr_set(size, objective->lo, MPFR_RNDD);
    else if (mpfr_sgn(objective->hi) < 0)
        mpfr_neg(size, objective->hi, MPFR_RNDD);
    else
        mpfr_set_ui(size, 0, MPFR_RNDD);
    if (mpfr_less_p(size, loss->lo))
        mpfr_set(size, loss->lo, MPFR_RNDD);
    if (mpfr_cmp_ui_2exp(size, 1, -ORTH_OBJECTIVE_BITS) < 0)
        mpfr_set_ui_2exp(size, 1, -ORTH_OBJECTIVE_BITS, MPFR_RNDD);
    mpfr_div_2si(size, size, orth_exact_bits(digits), MPFR_RNDD); /* 2^-bits < 10^-digits */
    bool settled = mpfr_lessequal_p(width, size);
    mpfr_clears(width, size, (mpfr_ptr)0);
    return settled;
}

orth_status orth_rows_objective(orth_iv *objective, const orth_rows *rows,
                                const orth_exact_running *running, unsigned digits,
                                orth_error *error)
{
    orth_iv loss;
    orth_iv_init(&loss, 64);
    mpfr_prec_t precision = orth_exact_bits(digits) + 2 * orth_rows_move_bits(rows) + 40;
    orth_status status;
    for (;; precision += precision / 2) {
        mpfr_set_prec(loss.lo, precision);
        mpfr_set_prec(loss.hi, precision);
        mpfr_set_prec(objective->lo, precision);
        mpfr_set_prec(objective->hi, precision);
        status = orth_rows_enclose_running(&loss, objective, NULL, rows, running, precision, error);
        orth_iv_add(objective, objective, &loss);
        if (status != ORTH_OK || orth_objective_settled(objective, &loss, digits))
            break;
    }
    orth_iv_clear(&loss);
    return status;
}

void orth_excess_up(mpfr_t excess, const mpfr_t upper, const mpfr_t bound)
{
    mpfr_sub(excess, upper, bound, MPFR_RNDU);
    mpfr_div(excess, excess, bound, MPFR_RNDU);
}
