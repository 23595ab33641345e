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

#define ORTH_CURVE_MORE 13

struct orth_curve {
    const orth_curve_family *family;
    size_t n;
    mpfr_prec_t precision;
    orth_iv *start, *target;     /* the ends */
    orth_iv *from, *to;          /* their transforms */
    orth_iv *low, *high;         /* scratch: the cell of a descent by halves */
    orth_iv number, number_sine; /* omega and its sine, or P, or R */
    orth_iv *more;               /* ORTH_CURVE_MORE, of safe:R alone; encloses where `known` */
    bool known, capped;          /* likewise: capped everywhere, R = 1 */
    const orth_rows *ends;
};

/* The families without argument, up to a NULL name, and those with one. */
extern const orth_curve_family orth_curve_families[];
extern const orth_curve_family orth_curve_power, orth_curve_safe;

/* out = (sin(from) sqrt a + sin(to) sqrt b)^2 / sin^2 omega: the great circle's point at the angle
 * `to` from the start and `from` from the target. */
void orth_curve_arc_row(const orth_curve *c, orth_iv *out, const orth_iv *from, const orth_iv *to);
/* Square roots of the ends, the angle and its sine. */
void orth_curve_prepare_roots(orth_curve *c);

bool orth_power_of_two(uint64_t x);

#endif
