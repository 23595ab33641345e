#include "exact/rows.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"

orth_status orth_exact_memory(double bytes, orth_error *error)
{
    double pages = (double)sysconf(_SC_PHYS_PAGES), page = (double)sysconf(_SC_PAGESIZE);
    if (pages > 0 && page > 0 && bytes > pages * page)
        return orth_fail(error, ORTH_NO_MEMORY,
                         "the exact computation needs about %.3g bytes and this machine has %.3g",
                         bytes, pages * page);
    return ORTH_OK;
}

orth_status orth_rows_create(orth_rows *rows, size_t n, size_t steps, orth_error *error)
{
    memset(rows, 0, sizeof *rows);
    double bytes = ((double)steps + 1) * (double)n * (sizeof(mpz_t) + 32.0);
    orth_status status = orth_exact_memory(bytes, error);
    if (status != ORTH_OK)
        return status;
    rows->entry = malloc((steps + 1) * n * sizeof *rows->entry);
    rows->sum = malloc((steps + 1) * sizeof *rows->sum);
    if (rows->entry == NULL || rows->sum == NULL) {
        free(rows->entry);
        free(rows->sum);
        memset(rows, 0, sizeof *rows);
        return orth_fail_memory(error, bytes);
    }
    rows->n = n;
    rows->steps = steps;
    for (size_t j = 0; j < (steps + 1) * n; j++)
        mpz_init(rows->entry[j]);
    for (size_t k = 0; k <= steps; k++)
        mpz_init(rows->sum[k]);
    return ORTH_OK;
}

void orth_rows_clear(orth_rows *rows)
{
    if (rows->entry != NULL) {
        for (size_t j = 0; j < (rows->steps + 1) * rows->n; j++)
            mpz_clear(rows->entry[j]);
        for (size_t k = 0; k <= rows->steps; k++)
            mpz_clear(rows->sum[k]);
    }
    free(rows->entry);
    free(rows->sum);
    memset(rows, 0, sizeof *rows);
}

static void add_up(orth_rows *rows, size_t k)
{
    mpz_set_ui(rows->sum[k], 0);
    for (size_t i = 0; i < rows->n; i++)
        mpz_add(rows->sum[k], rows->sum[k], rows->entry[k * rows->n + i]);
}

void orth_rows_set_q(orth_rows *rows, size_t k, mpq_t *weights)
{
    mpz_t *entry = rows->entry + k * rows->n;
    mpz_t common;
    mpz_init_set_ui(common, 1);
    for (size_t i = 0; i < rows->n; i++)
        mpz_lcm(common, common, mpq_denref(weights[i]));
    for (size_t i = 0; i < rows->n; i++) {
        ORTH_CHECK(mpq_sgn(weights[i]) > 0);
        mpz_divexact(entry[i], common, mpq_denref(weights[i]));
        mpz_mul(entry[i], entry[i], mpq_numref(weights[i]));
    }
    mpz_clear(common);
    add_up(rows, k);
}

void orth_rows_set_binary(orth_rows *rows, size_t k, mpfr_t *weights, mpfr_prec_t bits)
{
    mpz_t *entry = rows->entry + k * rows->n;
    mpfr_t t;
    mpfr_init2(t, bits + 64);
    for (size_t i = 0; i < rows->n; i++) {
        mpfr_mul_2si(t, weights[i], bits, MPFR_RNDN);
        mpfr_get_z(entry[i], t, MPFR_RNDN);
        if (mpz_sgn(entry[i]) <= 0)
            mpz_set_ui(entry[i], 1);
    }
    mpfr_clear(t);
    add_up(rows, k);
}

bool orth_rows_set_decimal(orth_rows *rows, size_t k, mpfr_t *weights, unsigned decimals)
{
    mpz_t *entry = rows->entry + k * rows->n;
    mpz_t ten;
    mpfr_t t;
    mpz_init(ten);
    mpz_ui_pow_ui(ten, 10, decimals);
    mpfr_init2(t, mpfr_get_prec(weights[0]) + (mpfr_prec_t)mpz_sizeinbase(ten, 2));
    size_t largest = 0;
    for (size_t i = 0; i < rows->n; i++) {
        mpfr_mul_z(t, weights[i], ten, MPFR_RNDN);
        mpfr_get_z(entry[i], t, MPFR_RNDN);
        if (mpz_cmp(entry[i], entry[largest]) > 0)
            largest = i;
    }
    add_up(rows, k);
    mpz_sub(rows->sum[k], ten, rows->sum[k]);
    mpz_add(entry[largest], entry[largest], rows->sum[k]);
    mpz_set(rows->sum[k], ten);
    mpfr_clear(t);
    mpz_clear(ten);
    for (size_t i = 0; i < rows->n; i++) {
        if (mpz_sgn(entry[i]) <= 0)
            return false;
    }
    return true;
}

void orth_rows_copy_row(orth_rows *to, size_t k, const orth_rows *from, size_t l)
{
    for (size_t i = 0; i < to->n; i++)
        mpz_set(to->entry[k * to->n + i], from->entry[l * from->n + i]);
    mpz_set(to->sum[k], from->sum[l]);
}

void orth_rows_get_q(mpq_t weight, const orth_rows *rows, size_t k, size_t i)
{
    mpz_set(mpq_numref(weight), rows->entry[k * rows->n + i]);
    mpz_set(mpq_denref(weight), rows->sum[k]);
    mpq_canonicalize(weight);
}

bool orth_rows_same(const orth_rows *a, size_t k, const orth_rows *b, size_t l)
{
    mpz_t x, y;
    mpz_init(x);
    mpz_init(y);
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++) {
        mpz_mul(x, a->entry[k * a->n + i], b->sum[l]);
        mpz_mul(y, b->entry[l * b->n + i], a->sum[k]);
        same = mpz_cmp(x, y) == 0;
    }
    mpz_clear(x);
    mpz_clear(y);
    return same;
}

/* -log2(x), rounded up to within one. */
static long bits_below_one(const mpq_t x)
{
    return (long)mpz_sizeinbase(mpq_denref(x), 2) - (long)mpz_sizeinbase(mpq_numref(x), 2) + 1;
}

long orth_rows_smallest_bits(const orth_rows *rows)
{
    long most = 1;
    mpq_t w;
    mpq_init(w);
    for (size_t i = 0; i < 2 * rows->n; i++) {
        orth_rows_get_q(w, rows, i < rows->n ? 0 : rows->steps, i % rows->n);
        long bits = bits_below_one(w);
        most = bits > most ? bits : most;
    }
    mpq_clear(w);
    return most;
}

long orth_rows_move_bits(const orth_rows *rows)
{
    long least = -1;
    mpq_t a, b;
    mpq_init(a);
    mpq_init(b);
    for (size_t i = 0; i < rows->n; i++) {
        orth_rows_get_q(a, rows, 0, i);
        orth_rows_get_q(b, rows, rows->steps, i);
        mpq_sub(b, b, a);
        mpq_div(b, b, a);
        mpq_abs(b, b);
        if (mpq_sgn(b) == 0)
            continue;
        long bits = bits_below_one(b);
        bits = bits > 0 ? bits : 0;
        if (least < 0 || bits < least)
            least = bits;
    }
    mpq_clear(a);
    mpq_clear(b);
    return least < 0 ? 0 : least;
}
