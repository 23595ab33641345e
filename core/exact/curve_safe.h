/* What the two files of safe:R share. */
#ifndef ORTH_EXACT_CURVE_SAFE_H
#define ORTH_EXACT_CURVE_SAFE_H

#include "exact/curve_rows.h"

/* What orth_curve.more holds, in the words of core/exact/curve_safe.c. LENGTH: R X; START, TARGET:
 * z at the ends; ROOT: sqrt(16 + beta^2); KAPPA: 4 / h(0); LOW, HIGH: z where the inside begins and
 * ends; FIRST, LAST: what of LENGTH the capped parts take; AT_START, AT_LOW: lambda at START and at
 * LOW. */
enum {
    LENGTH,
    START,
    TARGET,
    BETA,
    ROOT,
    KAPPA,
    G,
    LOW,
    HIGH,
    FIRST,
    LAST,
    AT_START,
    AT_LOW,
    COUNT
};
_Static_assert(COUNT == ORTH_CURVE_MORE, "what curves keep");

void orth_iv_negate(orth_iv *x);

/* LENGTH, START, TARGET, BETA, ROOT and KAPPA for R = `factor`; false where the precision is too
 * low to tell. */
bool orth_curve_find_speed(orth_curve *c, const orth_iv *factor);

#endif
