/* A schedule in integers: weight i of row k is entry[k n + i] / sum[k], and sum[k] is the sum of
 * the row's entries. So every row sums to exactly 1 by construction, whatever it was made from:
 * decimal strings, doubles that miss 1 by their rounding, or points of a binary grid. */
#ifndef ORTH_EXACT_ROWS_H
#define ORTH_EXACT_ROWS_H

#include <gmp.h>
#include <mpfr.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/status.h"

typedef struct orth_rows {
    size_t n;
    size_t steps;
    mpz_t *entry; /* (steps + 1) n */
    mpz_t *sum;   /* steps + 1 */
} orth_rows;

/* All entries zero: each row must be set before use. ORTH_NO_MEMORY, also where the integers alone
 * would exceed the machine's memory. */
orth_status orth_rows_create(orth_rows *rows, size_t n, size_t steps, orth_error *error);
void orth_rows_clear(orth_rows *rows); /* a zeroed struct is fine */

/* Sets row k to n positive rationals, scaled to their sum. */
void orth_rows_set_q(orth_rows *rows, size_t k, mpq_t *weights);
/* Sets row k to w_i rounded to multiples of 2^-bits, scaled to their sum; each entry at least 1. */
void orth_rows_set_binary(orth_rows *rows, size_t k, mpfr_t *weights, mpfr_prec_t bits);
/* Sets row k to w_i rounded to multiples of 10^-decimals, the largest adjusted so that the sum is
 * exactly 1. False, and the row is unusable, when an entry would not be positive. */
bool orth_rows_set_decimal(orth_rows *rows, size_t k, mpfr_t *weights, unsigned decimals);
void orth_rows_copy_row(orth_rows *to, size_t k, const orth_rows *from, size_t l);

/* The weight as a rational. */
void orth_rows_get_q(mpq_t weight, const orth_rows *rows, size_t k, size_t i);

/* Whether rows k of a and l of b are the same point. */
bool orth_rows_same(const orth_rows *a, size_t k, const orth_rows *b, size_t l);

/* -log2 of the smallest weight of the two end rows, rounded up; at least 1. */
long orth_rows_smallest_bits(const orth_rows *rows);
/* -log2 of the largest |w_f,i - w_0,i| / w_0,i, rounded up, at least 0; 0 when the ends agree. */
long orth_rows_move_bits(const orth_rows *rows);

/* Refuses what cannot fit: ORTH_NO_MEMORY when `bytes` exceeds the machine's memory. */
orth_status orth_exact_memory(double bytes, orth_error *error);

#endif
