#include <stdlib.h>

#include "base/stop.h"
#include "exact/chain.h"

/* With z_k = y_k - y_{k-1} the equations of Newton's step are
 *   z_{k+1} = (z_k + r_k - m_k) w_k / w_{k+1},   y_{k+1} = y_k + z_{k+1},
 *   m_k = sum_i [w_{k,i} (z_{k,i} + r_{k,i}) + w_{k+1,i} y_{k,i}],
 * where m_k keeps sum_i w_{k+1,i} y_{k+1,i} = 0, and both y_0 and y_f are zero. All n columns below
 * go along the chain together: the last is the solution that starts with z_1 = 0, the others are
 * those of r = 0 that start with token j moved against the pivot token. y_f = 0 then is a linear
 * system for how much of each is in the solution.
 *
 * A running cost that tracks adds lambda S diag(w_k) y_k to r_k, in every column. At a free end it
 * is not y_f that is zero but what the equations would hand on: z_f + r_f less its mean. */
typedef struct shot {
    size_t n;
    mpfr_t *y, *z; /* [token][column], n n each */
    mpfr_t *mean;  /* m_k of each column */
    mpfr_t *share; /* of each column in the solution; 1 for the last */
    mpfr_t **row;  /* of the elimination, in pivoted order */
    mpfr_t t;
} shot;

static void shot_clear(shot *s)
{
    orth_mpfr_array_free(s->y, s->n * s->n);
    orth_mpfr_array_free(s->z, s->n * s->n);
    orth_mpfr_array_free(s->mean, s->n);
    orth_mpfr_array_free(s->share, s->n);
    free(s->row);
    mpfr_clear(s->t);
}

static orth_status shot_init(shot *s, size_t n, mpfr_prec_t precision, orth_error *error)
{
    double bytes = 2.0 * (double)n * (double)n * (sizeof(mpfr_t) + 16 + (double)precision / 8);
    orth_status status = orth_exact_memory(bytes, error);
    if (status != ORTH_OK)
        return status;
    s->n = n;
    s->y = orth_mpfr_array(n * n, precision);
    s->z = orth_mpfr_array(n * n, precision);
    s->mean = orth_mpfr_array(n, precision);
    s->share = orth_mpfr_array(n, precision);
    s->row = malloc(n * sizeof *s->row);
    mpfr_init2(s->t, precision);
    if (s->y && s->z && s->mean && s->share && s->row)
        return ORTH_OK;
    shot_clear(s);
    return orth_fail_memory(error, bytes);
}

static size_t largest(mpfr_t *w, size_t n)
{
    size_t at = 0;
    for (size_t i = 1; i < n; i++) {
        if (mpfr_greater_p(w[i], w[at]))
            at = i;
    }
    return at;
}

/* z += lambda S diag(w_k) y, the running cost's share of the second derivative. */
static void add_pull(const orth_chain *c, size_t k, mpfr_t *y, mpfr_t *z, size_t columns, mpfr_t t)
{
    if (c->running.pull == NULL)
        return;
    size_t n = c->n;
    mpfr_t share;
    mpfr_init2(share, c->precision);
    for (size_t i = 0; i < n && !orth_stopped(); i++) {
        for (size_t j = 0; j < n; j++) {
            mpfr_mul(share, c->running.pull[i * n + j].lo, c->w[k * n + j], MPFR_RNDN);
            for (size_t a = 0; a < columns; a++) {
                mpfr_mul(t, share, y[j * columns + a], MPFR_RNDN);
                mpfr_add(z[i * columns + a], z[i * columns + a], t, MPFR_RNDN);
            }
        }
    }
    mpfr_clear(share);
}

/* One step of `columns` columns from row k to row k+1; y and z are [token][columns], column
 * `source` (or none, when it is not below `columns`) has the source r. */
static void advance(const orth_chain *c, size_t k, mpfr_t *y, mpfr_t *z, mpfr_t *mean,
                    size_t columns, size_t source, mpfr_t t)
{
    mpfr_t *w = c->w + k * c->n, *next = w + c->n;
    add_pull(c, k, y, z, columns, t);
    for (size_t a = 0; a < columns; a++)
        mpfr_set_ui(mean[a], 0, MPFR_RNDN);
    for (size_t i = 0; i < c->n && !orth_stopped(); i++) {
        for (size_t a = 0; a < columns; a++) {
            size_t at = i * columns + a;
            if (a == source)
                mpfr_add(z[at], z[at], c->r[k * c->n + i], MPFR_RNDN);
            mpfr_mul(t, w[i], z[at], MPFR_RNDN);
            mpfr_add(mean[a], mean[a], t, MPFR_RNDN);
            mpfr_mul(t, next[i], y[at], MPFR_RNDN);
            mpfr_add(mean[a], mean[a], t, MPFR_RNDN);
        }
    }
    for (size_t i = 0; i < c->n && !orth_stopped(); i++) {
        for (size_t a = 0; a < columns; a++) {
            size_t at = i * columns + a;
            mpfr_sub(z[at], z[at], mean[a], MPFR_RNDN);
            mpfr_mul(z[at], z[at], c->inverse[(k + 1) * c->n + i], MPFR_RNDN);
            mpfr_add(y[at], y[at], z[at], MPFR_RNDN);
        }
    }
}

/* At a free end: y becomes what is to be zero there, z_f + r_f less its mean under w_f. */
static void finish_free(const orth_chain *c, shot *s)
{
    size_t n = s->n;
    mpfr_t *w = c->w + c->steps * n;
    add_pull(c, c->steps, s->y, s->z, n, s->t);
    for (size_t i = 0; i < n; i++)
        mpfr_add(s->z[i * n + n - 1], s->z[i * n + n - 1], c->r[c->steps * n + i], MPFR_RNDN);
    for (size_t a = 0; a < n; a++) {
        mpfr_set_ui(s->mean[a], 0, MPFR_RNDN);
        for (size_t i = 0; i < n; i++) {
            mpfr_mul(s->t, w[i], s->z[i * n + a], MPFR_RNDN);
            mpfr_add(s->mean[a], s->mean[a], s->t, MPFR_RNDN);
        }
        for (size_t i = 0; i < n; i++)
            mpfr_sub(s->y[i * n + a], s->z[i * n + a], s->mean[a], MPFR_RNDN);
    }
}

static void start(const orth_chain *c, shot *s, size_t pivot)
{
    size_t n = s->n;
    mpfr_t *w = c->w + n;
    for (size_t j = 0; j < n * n; j++)
        mpfr_set_ui(s->z[j], 0, MPFR_RNDN);
    for (size_t i = 0, column = 0; i < n; i++) {
        if (i == pivot)
            continue;
        mpfr_set_ui(s->z[i * n + column], 1, MPFR_RNDN);
        mpfr_div(s->t, w[i], w[pivot], MPFR_RNDN);
        mpfr_neg(s->z[pivot * n + column], s->t, MPFR_RNDN);
        column++;
    }
    for (size_t j = 0; j < n * n; j++)
        mpfr_set(s->y[j], s->z[j], MPFR_RNDN);
}

/* Solves sum_a share_a y_{i,a} + y_{i,n-1} = 0 for every token i but the pivot, by elimination with
 * row pivoting. Destroys y; false when singular to working precision. */
static bool solve_shares(shot *s, size_t pivot)
{
    size_t n = s->n, unknowns = n - 1;
    mpfr_t **row = s->row;
    for (size_t i = 0, at = 0; i < n; i++) {
        if (i != pivot)
            row[at++] = s->y + i * n;
    }
    bool regular = true;
    for (size_t a = 0; a < unknowns && regular; a++) {
        size_t best = a;
        for (size_t i = a + 1; i < unknowns; i++) {
            if (mpfr_cmpabs(row[i][a], row[best][a]) > 0)
                best = i;
        }
        mpfr_t *swap = row[a];
        row[a] = row[best];
        row[best] = swap;
        regular = mpfr_regular_p(row[a][a]);
        for (size_t i = a + 1; i < unknowns && regular && !orth_stopped(); i++) {
            mpfr_div(s->t, row[i][a], row[a][a], MPFR_RNDN);
            for (size_t b = a + 1; b < n; b++) {
                mpfr_mul(s->mean[0], s->t, row[a][b], MPFR_RNDN);
                mpfr_sub(row[i][b], row[i][b], s->mean[0], MPFR_RNDN);
            }
        }
    }
    mpfr_set_ui(s->share[unknowns], 1, MPFR_RNDN);
    for (size_t a = unknowns; a-- > 0 && regular;) {
        mpfr_set_ui(s->share[a], 0, MPFR_RNDN);
        for (size_t b = a + 1; b < n; b++) {
            mpfr_mul(s->t, row[a][b], s->share[b], MPFR_RNDN);
            mpfr_sub(s->share[a], s->share[a], s->t, MPFR_RNDN);
        }
        mpfr_div(s->share[a], s->share[a], row[a][a], MPFR_RNDN);
    }
    return regular;
}

/* The solution itself, one column, from its own z_1 (left in s->z's first n entries). */
static void run_solution(orth_chain *c, shot *s, size_t pivot)
{
    size_t n = s->n;
    mpfr_t *z = s->z, *w = c->w + n;
    for (size_t i = 0, a = 0; i < n; i++)
        mpfr_set(z[i], s->share[i == pivot ? 0 : a++], MPFR_RNDN);
    mpfr_set_ui(z[pivot], 0, MPFR_RNDN);
    for (size_t i = 0; i < n; i++) {
        if (i == pivot)
            continue;
        mpfr_mul(s->t, w[i], z[i], MPFR_RNDN);
        mpfr_div(s->t, s->t, w[pivot], MPFR_RNDN);
        mpfr_sub(z[pivot], z[pivot], s->t, MPFR_RNDN);
    }
    for (size_t i = 0; i < n; i++)
        mpfr_set(c->y[n + i], z[i], MPFR_RNDN);
    for (size_t k = 1; k < c->steps && !orth_stopped(); k++) {
        for (size_t i = 0; i < n; i++)
            mpfr_set(c->y[(k + 1) * n + i], c->y[k * n + i], MPFR_RNDN);
        advance(c, k, c->y + (k + 1) * n, z, s->mean, 1, 0, s->t);
    }
}

/* The derivative of the loss along y, sum w r y, and the largest |y|. */
static void measure(orth_chain *c, mpfr_t t)
{
    mpfr_set_ui(c->slope, 0, MPFR_RNDN);
    mpfr_set_ui(c->reach, 0, MPFR_RNDN);
    for (size_t j = c->n; j < (c->last + 1) * c->n; j++) {
        mpfr_mul(t, c->w[j], c->r[j], MPFR_RNDN);
        mpfr_mul(t, t, c->y[j], MPFR_RNDN);
        mpfr_add(c->slope, c->slope, t, MPFR_RNDN);
        if (mpfr_cmpabs(c->y[j], c->reach) > 0)
            mpfr_abs(c->reach, c->y[j], MPFR_RNDN);
    }
}

orth_status orth_chain_solve(orth_chain *c, orth_error *error)
{
    shot s;
    orth_status status = shot_init(&s, c->n, c->precision, error);
    if (status != ORTH_OK)
        return status;
    size_t pivot = largest(c->w + c->n, c->n);
    start(c, &s, pivot);
    for (size_t k = 1; k < c->steps && !orth_stopped(); k++)
        advance(c, k, s.y, s.z, s.mean, c->n, c->n - 1, s.t);
    if (c->last == c->steps)
        finish_free(c, &s);
    if (solve_shares(&s, pivot)) {
        run_solution(c, &s, pivot);
        measure(c, s.t);
    } else {
        status =
            orth_fail(error, ORTH_NO_CONVERGENCE, "the exact optimum's linear system is singular");
    }
    shot_clear(&s);
    orth_status stopped = orth_go_on(error);
    return stopped == ORTH_OK ? status : stopped;
}
