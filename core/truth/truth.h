/* The exact value that a contract function stands for, in GMP and MPFR, and how far a result is
 * from it. Shares no code with the emulator (core/contract): integers come in as limbs and go at
 * once into GMP.
 *
 * Every value but the logarithms is  a + b prod base_i^exponent_i  with rationals throughout (a
 * product, a quotient, a power, a swap, an invariant, a join by a single token); e may be a base.
 * Two joins and exits have a power inside a power and are evaluated between bounds instead; the
 * rules' runs and the guard as enclosures, for which the arguments must stay until it is measured.
 * It is evaluated at a precision p with a bound on the error, p being doubled until the sign of
 * result - value is certain and its size known to 50 bits; a result that might be equal is decided
 * by rational arithmetic. */
#ifndef ORTH_TRUTH_TRUTH_H
#define ORTH_TRUTH_TRUTH_H

#include <gmp.h>
#include <mpfr.h>
#include <stdbool.h>

#include "orthant/truth.h"

#define ORTH_TRUTH_FACTORS_MAX 64

/* A rational, not in lowest terms; den > 0. */
typedef struct orth_ratio {
    mpz_t num, den;
} orth_ratio;

typedef enum orth_truth_kind {
    ORTH_TRUTH_POWERS, /* a + b prod base^exponent */
    ORTH_TRUTH_EXP,    /* a + b e^exponent[0] */
    ORTH_TRUTH_LOG,    /* b log(base[0]) / log(base[1]); base[1] = 0 means e */
    ORTH_TRUTH_JOIN,   /* unbalanced, with a fee on what is out of proportion */
    ORTH_TRUTH_EXIT,   /* of one token, for an exact amount, with the fee on top */
    ORTH_TRUTH_RUN     /* a weight of a rule's run or of the guard */
} orth_truth_kind;

/* truth/real_run.c */
typedef struct orth_truth_run orth_truth_run;

typedef struct orth_truth {
    orth_truth_kind kind;
    size_t n;
    orth_ratio a, b, fee; /* fee: joins and exits */
    orth_ratio base[ORTH_TRUTH_FACTORS_MAX], exponent[ORTH_TRUTH_FACTORS_MAX];
    mpfr_t value, product, log, term, error; /* scratch */
    orth_truth_run *run; /* NULL until there is one; of the arguments that were prepared last */
} orth_truth;

void orth_truth_init(orth_truth *truth);
void orth_truth_clear(orth_truth *truth);

typedef struct orth_truth_error {
    bool decided; /* false: equal or not, beyond the precision cap */
    int sign;     /* of result - value */
    double wei;   /* result - value */
    double value; /* the value in wei, rounded */
} orth_truth_error;

/* result is an integer of wei. */
orth_truth_error orth_truth_measure(orth_truth *truth, const mpz_t result);

/* The integer of a word, and the word of an integer (mod 2^256, two's complement). */
void orth_truth_integer(mpz_t out, orth_word word, bool is_signed);
void orth_truth_word(orth_word *out, const mpz_t integer);

#endif
