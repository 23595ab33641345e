/* What core/exact/curve.c and the families in core/exact/curve_rows.c share. */
#ifndef ORTH_EXACT_CURVE_ROWS_H
#define ORTH_EXACT_CURVE_ROWS_H

#include "exact/curve.h"

/* What a family keeps between rows: transforms of the two ends (square roots, logarithms, powers),
 * and one number (the angle, or P). */
typedef struct orth_curve_family {
    const char *name;
    void (*prepare)(orth_curve *curve); /* NULL: nothing to keep */
    void (*row)(const orth_curve *curve, orth_iv *out, uint64_t k, uint64_t f); /* 0 < k < f */
    bool dyadic_only;
} orth_curve_family;

struct orth_curve {
    const orth_curve_family *family;
    size_t n;
    mpfr_prec_t precision;
    orth_iv *start, *target;     /* the ends */
    orth_iv *from, *to;          /* their transforms */
    orth_iv *low, *high;         /* scratch: the cell of a descent by halves */
    orth_iv number, number_sine; /* omega and its sine, or P */
    const orth_rows *ends;
};

/* The families without argument, up to a NULL name, and power:P. */
extern const orth_curve_family orth_curve_families[];
extern const orth_curve_family orth_curve_power;

bool orth_power_of_two(uint64_t x);

#endif
