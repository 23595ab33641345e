/* The MPFR twins of the path families: enclosures of the points of each family's schedule, for
 * exact rational ends. Nothing here is shared with core/path. */
#ifndef ORTH_EXACT_CURVE_H
#define ORTH_EXACT_CURVE_H

#include "exact/interval.h"
#include "exact/rows.h"

typedef struct orth_curve orth_curve;

/* The family `name` ("geodesic", "power:0.5"; not "optimum", which is no curve) from the first row
 * of `ends` to its last, which must live as long. ORTH_BAD_INPUT for an unknown name or a bad P. */
orth_status orth_curve_create(orth_curve **curve, const char *name, const orth_rows *ends,
                              mpfr_prec_t precision, orth_error *error);
void orth_curve_free(orth_curve *curve); /* NULL is fine */

/* out (n intervals) encloses the weights at step k of f, 0 <= k <= f. */
orth_status orth_curve_row(const orth_curve *curve, orth_iv *out, uint64_t k, uint64_t f,
                           orth_error *error);

/* Encloses the angle 2 asin(|sqrt u - sqrt w| / 2) between the first row and the last. */
void orth_rows_angle(orth_iv *omega, const orth_rows *ends);

#endif
