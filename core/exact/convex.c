/* On differences of weights x_n = -(x_1 + ... + x_{n-1}), so the form there is that of the matrix
 * B_ij = S_ij - S_in - S_nj + S_nn of the first n - 1 tokens. B is positive semidefinite when
 * symmetric elimination meets no negative pivot, and leaves nothing but zeros where it finds no
 * positive one. It is done in integers, by Bareiss' steps, whose divisions are exact. */
#include "exact/convex.h"

#include <stdlib.h>

typedef struct elimination {
    size_t m;     /* rows of B */
    mpz_t *b;     /* m x m */
    bool *gone;   /* rows that were pivots */
    mpz_t before; /* the pivot before this one */
    mpz_t t;
} elimination;

/* The least common denominator of all entries, for which B becomes integers. */
static void common_denominator(mpz_t common, size_t n, mpq_t *form)
{
    mpz_set_ui(common, 1);
    for (size_t j = 0; j < n * n; j++)
        mpz_lcm(common, common, mpq_denref(form[j]));
}

static void fill(elimination *at, size_t n, mpq_t *form)
{
    mpq_t x, scale;
    mpq_init(x);
    mpq_init(scale);
    common_denominator(mpq_numref(scale), n, form);
    size_t last = n - 1;
    for (size_t i = 0; i < at->m; i++) {
        for (size_t j = 0; j < at->m; j++) {
            mpq_sub(x, form[i * n + j], form[i * n + last]);
            mpq_sub(x, x, form[last * n + j]);
            mpq_add(x, x, form[last * n + last]);
            mpq_mul(x, x, scale);
            mpz_set(at->b[i * at->m + j], mpq_numref(x));
        }
    }
    mpq_clear(x);
    mpq_clear(scale);
}

/* A row with a positive diagonal; m when there is none. *negative when a diagonal is below 0. */
static size_t find_pivot(const elimination *at, bool *negative)
{
    size_t pivot = at->m;
    *negative = false;
    for (size_t i = 0; i < at->m; i++) {
        int sign = at->gone[i] ? 0 : mpz_sgn(at->b[i * at->m + i]);
        *negative = *negative || sign < 0;
        if (sign > 0 && pivot == at->m)
            pivot = i;
    }
    return pivot;
}

static bool is_zero(const elimination *at)
{
    for (size_t i = 0; i < at->m; i++)
        for (size_t j = 0; j < at->m; j++)
            if (!at->gone[i] && !at->gone[j] && mpz_sgn(at->b[i * at->m + j]) != 0)
                return false;
    return true;
}

static void eliminate(elimination *at, size_t p)
{
    size_t m = at->m;
    mpz_t *pivot = &at->b[p * m + p];
    at->gone[p] = true;
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++) {
            if (at->gone[i] || at->gone[j])
                continue;
            mpz_t *entry = &at->b[i * m + j];
            mpz_mul(*entry, *entry, *pivot);
            mpz_mul(at->t, at->b[i * m + p], at->b[p * m + j]);
            mpz_sub(*entry, *entry, at->t);
            mpz_divexact(*entry, *entry, at->before);
        }
    }
    mpz_set(at->before, *pivot);
}

static bool is_semidefinite(elimination *at)
{
    for (;;) {
        bool negative;
        size_t pivot = find_pivot(at, &negative);
        if (negative)
            return false;
        if (pivot == at->m)
            return is_zero(at);
        eliminate(at, pivot);
    }
}

orth_status orth_form_is_convex(bool *convex, size_t n, mpq_t *form, orth_error *error)
{
    elimination at = {.m = n - 1};
    at.b = malloc(at.m * at.m * sizeof *at.b);
    at.gone = calloc(at.m, sizeof *at.gone);
    orth_status status = ORTH_OK;
    if (at.b == NULL || at.gone == NULL) {
        status = orth_fail_memory(error, (double)at.m * (double)at.m * sizeof *at.b);
    } else {
        for (size_t j = 0; j < at.m * at.m; j++)
            mpz_init(at.b[j]);
        mpz_init_set_ui(at.before, 1);
        mpz_init(at.t);
        fill(&at, n, form);
        *convex = is_semidefinite(&at);
        for (size_t j = 0; j < at.m * at.m; j++)
            mpz_clear(at.b[j]);
        mpz_clear(at.before);
        mpz_clear(at.t);
    }
    free(at.b);
    free(at.gone);
    return status;
}
