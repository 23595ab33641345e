#include "exact/chain.h"

#include <stdlib.h>
#include <string.h>

#include "base/stop.h"
#include "exact/log_ratio.h"

mpfr_t *orth_mpfr_array(size_t n, mpfr_prec_t precision)
{
    mpfr_t *array = malloc((n > 0 ? n : 1) * sizeof *array);
    for (size_t i = 0; array != NULL && i < n; i++)
        mpfr_init2(array[i], precision);
    return array;
}

void orth_mpfr_array_free(mpfr_t *array, size_t n)
{
    for (size_t i = 0; array != NULL && i < n; i++)
        mpfr_clear(array[i]);
    free(array);
}

static void set_end(orth_chain *c, size_t k, const orth_rows *ends, size_t l)
{
    for (size_t i = 0; i < c->n; i++) {
        size_t at = k * c->n + i;
        mpfr_set_z(c->w[at], ends->entry[l * c->n + i], MPFR_RNDN);
        mpfr_div_z(c->w[at], c->w[at], ends->sum[l], MPFR_RNDN);
        mpfr_set(c->trial[at], c->w[at], MPFR_RNDN);
    }
}

static orth_status set_running(orth_chain *c, const orth_exact_running *running, orth_error *error)
{
    c->last = orth_running_last(running, c->steps);
    orth_status status = orth_running_cost_create(&c->running, running, c->precision, error);
    if (running == NULL || status != ORTH_OK)
        return status;
    c->row = orth_iv_array(c->n, c->precision);
    c->gradient = orth_iv_array(c->n, c->precision);
    return c->row != NULL && c->gradient != NULL
               ? ORTH_OK
               : orth_fail_memory(error, 2.0 * (double)c->n * sizeof(orth_iv));
}

orth_status orth_chain_create(orth_chain *c, const orth_rows *ends, size_t steps,
                              const orth_exact_running *running, mpfr_prec_t precision,
                              orth_error *error)
{
    memset(c, 0, sizeof *c);
    size_t cells = (steps + 1) * ends->n;
    double bytes =
        5.0 * ((double)steps + 1) * (double)ends->n * (sizeof(mpfr_t) + 16 + (double)precision / 8);
    orth_status status = orth_exact_memory(bytes, error);
    if (status != ORTH_OK)
        return status;
    c->n = ends->n;
    c->steps = steps;
    c->precision = precision;
    c->w = orth_mpfr_array(cells, precision);
    c->trial = orth_mpfr_array(cells, precision);
    c->r = orth_mpfr_array(cells, precision);
    c->inverse = orth_mpfr_array(cells, precision);
    c->y = orth_mpfr_array(cells, precision);
    mpfr_inits2(precision, c->loss, c->size, c->gap, c->slope, c->reach, (mpfr_ptr)0);
    orth_iv_init(&c->value, precision);
    status = set_running(c, running, error);
    if (status == ORTH_OK && (!c->w || !c->trial || !c->r || !c->inverse || !c->y))
        status = orth_fail_memory(error, bytes);
    if (status != ORTH_OK) {
        orth_chain_clear(c);
        return status;
    }
    set_end(c, 0, ends, 0);
    set_end(c, steps, ends, ends->steps);
    return ORTH_OK;
}

void orth_chain_clear(orth_chain *c)
{
    if (c->n == 0)
        return;
    size_t cells = (c->steps + 1) * c->n;
    orth_mpfr_array_free(c->w, cells);
    orth_mpfr_array_free(c->trial, cells);
    orth_mpfr_array_free(c->r, cells);
    orth_mpfr_array_free(c->inverse, cells);
    orth_mpfr_array_free(c->y, cells);
    mpfr_clears(c->loss, c->size, c->gap, c->slope, c->reach, (mpfr_ptr)0);
    orth_iv_clear(&c->value);
    orth_iv_array_free(c->row, c->n);
    orth_iv_array_free(c->gradient, c->n);
    orth_running_cost_clear(&c->running);
    memset(c, 0, sizeof *c);
}

void orth_chain_normalise(mpfr_t *w, size_t n)
{
    mpfr_t sum;
    mpfr_init2(sum, mpfr_get_prec(w[0]));
    mpfr_set_ui(sum, 0, MPFR_RNDN);
    for (size_t i = 0; i < n; i++)
        mpfr_add(sum, sum, w[i], MPFR_RNDN);
    for (size_t i = 0; i < n; i++)
        mpfr_div(w[i], w[i], sum, MPFR_RNDN);
    mpfr_clear(sum);
}

static void set_running_precision(orth_chain *c)
{
    orth_running_cost_set_precision(&c->running, c->precision);
    mpfr_set_prec(c->value.lo, c->precision);
    mpfr_set_prec(c->value.hi, c->precision);
    for (size_t i = 0; c->row != NULL && i < c->n; i++) {
        mpfr_set_prec(c->row[i].lo, c->precision);
        mpfr_set_prec(c->row[i].hi, c->precision);
        mpfr_set_prec(c->gradient[i].lo, c->precision);
        mpfr_set_prec(c->gradient[i].hi, c->precision);
    }
}

void orth_chain_set_precision(orth_chain *c, const orth_rows *ends, mpfr_prec_t precision)
{
    if (precision == c->precision)
        return;
    c->precision = precision;
    for (size_t j = 0; j < (c->steps + 1) * c->n && !orth_stopped(); j++) {
        mpfr_prec_round(c->w[j], precision, MPFR_RNDN);
        mpfr_prec_round(c->y[j], precision, MPFR_RNDN);
        mpfr_set_prec(c->trial[j], precision);
        mpfr_set_prec(c->r[j], precision);
        mpfr_set_prec(c->inverse[j], precision);
    }
    mpfr_prec_round(c->loss, precision, MPFR_RNDN);
    mpfr_prec_round(c->size, precision, MPFR_RNDN);
    mpfr_prec_round(c->gap, precision, MPFR_RNDN);
    mpfr_prec_round(c->slope, precision, MPFR_RNDN);
    mpfr_prec_round(c->reach, precision, MPFR_RNDN);
    set_running_precision(c);
    set_end(c, 0, ends, 0);
    if (c->last < c->steps)
        set_end(c, c->steps, ends, ends->steps);
    for (size_t k = 1; k <= c->last && !orth_stopped(); k++)
        orth_chain_normalise(c->w + k * c->n, c->n);
}

/* Adds the running cost of row k to `cost`, and its gradient to r. */
static void add_running(orth_chain *c, size_t k, mpfr_t cost)
{
    mpfr_t *w = c->w + k * c->n, *r = c->r + k * c->n;
    for (size_t i = 0; i < c->n; i++) {
        mpfr_set(c->row[i].lo, w[i], MPFR_RNDN);
        mpfr_set(c->row[i].hi, w[i], MPFR_RNDN);
    }
    orth_running_cost_row(&c->running, &c->value, c->gradient, k, c->row);
    mpfr_add(cost, cost, c->value.lo, MPFR_RNDN);
    for (size_t i = 0; i < c->n; i++)
        mpfr_add(r[i], r[i], c->gradient[i].lo, MPFR_RNDN);
}

/* g = log(w_k / w_{k-1}) + 1 - w_{k+1} / w_k from r (which holds the logarithm, and what a running
 * cost adds), less its weighted mean; adds sum_i g_i w_i - min g to the gap. After a free end comes
 * nothing. */
static void centre(orth_chain *c, size_t k, mpfr_t mean, mpfr_t t)
{
    mpfr_t *r = c->r + k * c->n, *w = c->w + k * c->n, *next = w + c->n;
    mpfr_set_ui(mean, 0, MPFR_RNDN);
    size_t least = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (k < c->steps) {
            mpfr_div(t, next[i], w[i], MPFR_RNDN);
            mpfr_ui_sub(t, 1, t, MPFR_RNDN);
            mpfr_add(r[i], r[i], t, MPFR_RNDN);
        }
        mpfr_mul(t, r[i], w[i], MPFR_RNDN);
        mpfr_add(mean, mean, t, MPFR_RNDN);
        if (mpfr_less_p(r[i], r[least]))
            least = i;
    }
    for (size_t i = 0; i < c->n; i++)
        mpfr_sub(r[i], r[i], mean, MPFR_RNDN);
    mpfr_sub(c->gap, c->gap, r[least], MPFR_RNDN);
}

void orth_chain_evaluate(orth_chain *c)
{
    mpfr_t mean, t, cost;
    mpfr_inits2(c->precision, mean, t, cost, (mpfr_ptr)0);
    mpfr_set_ui(c->loss, 0, MPFR_RNDN);
    mpfr_set_ui(c->gap, 0, MPFR_RNDN);
    mpfr_set_ui(cost, 0, MPFR_RNDN);
    for (size_t k = 1; k <= c->steps && !orth_stopped(); k++) {
        for (size_t j = k * c->n; j < (k + 1) * c->n; j++) {
            mpfr_div(c->inverse[j], c->w[j - c->n], c->w[j], MPFR_RNDN);
            orth_log_ratio(c->r[j], c->w[j], c->w[j - c->n]);
            mpfr_mul(t, c->r[j], c->w[j], MPFR_RNDN);
            mpfr_add(c->loss, c->loss, t, MPFR_RNDN);
        }
        if (c->running.of != NULL)
            add_running(c, k, cost);
        if (k <= c->last)
            centre(c, k, mean, t);
    }
    mpfr_set(c->size, c->loss, MPFR_RNDN);
    mpfr_add(c->loss, c->loss, cost, MPFR_RNDN);
    if (mpfr_cmpabs(c->loss, c->size) > 0)
        mpfr_abs(c->size, c->loss, MPFR_RNDN);
    mpfr_clears(mean, t, cost, (mpfr_ptr)0);
}

static void swap(orth_chain *c)
{
    mpfr_t *t = c->w;
    c->w = c->trial;
    c->trial = t;
}

void orth_chain_try(orth_chain *c, unsigned halvings)
{
    mpfr_t t;
    mpfr_init2(t, c->precision);
    bool small = mpfr_cmp_d(c->reach, 1.0 / 16) < 0;
    for (size_t k = 1; k <= c->last && !orth_stopped(); k++) {
        size_t row = k * c->n;
        for (size_t j = row; j < row + c->n; j++) {
            mpfr_div_2ui(t, c->y[j], halvings, MPFR_RNDN);
            if (small)
                mpfr_add_ui(t, t, 1, MPFR_RNDN);
            else
                mpfr_exp(t, t, MPFR_RNDN);
            mpfr_mul(c->trial[j], c->w[j], t, MPFR_RNDN);
        }
        orth_chain_normalise(c->trial + row, c->n);
    }
    mpfr_clear(t);
    swap(c);
    orth_chain_evaluate(c);
}

void orth_chain_reject(orth_chain *c)
{
    swap(c);
}
