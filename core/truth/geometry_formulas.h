/* The formulas of geometry as enclosures (core/exact/interval.h). */
#ifndef ORTH_TRUTH_GEOMETRY_FORMULAS_H
#define ORTH_TRUTH_GEOMETRY_FORMULAS_H

#include "exact/interval.h"
#include "orthant/contract.h"

#define ORTH_GEOMETRY_MAX 64 /* tokens */

/* Encloses the values in wei, that is multiplied by `unit`: `wei` has one interval, or one a token.
 * A value that is rational in an obvious way (the end of a path, an exact root) becomes an interval
 * of no width once the precision holds its integers. False when the formula's own search did not
 * end in this precision. */
typedef bool orth_geometry_formula(orth_iv *wei, const orth_contract_value *arguments,
                                   const mpz_t unit);

orth_geometry_formula orth_geometry_sqrt, orth_geometry_ln, orth_geometry_exp,
    orth_geometry_lambert_w, orth_geometry_kl, orth_geometry_midpoint, orth_geometry_point,
    orth_geometry_optimal_midpoint;

#endif
