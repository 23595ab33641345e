/* The formulas of geometry in MPFR at p bits, to nearest throughout; weights are divided by their
 * sum. */
#ifndef ORTH_TRUTH_GEOMETRY_FORMULAS_H
#define ORTH_TRUTH_GEOMETRY_FORMULAS_H

#include <mpfr.h>

#include "orthant/contract.h"

#define ORTH_GEOMETRY_MAX 64 /* tokens */

/* Fills values (initialised, of precision p), in units of 1. */
typedef void orth_geometry_formula(mpfr_t *values, const orth_contract_value *arguments,
                                   unsigned digits, mpfr_prec_t p);

orth_geometry_formula orth_geometry_sqrt, orth_geometry_ln, orth_geometry_exp,
    orth_geometry_lambert_w, orth_geometry_kl, orth_geometry_midpoint, orth_geometry_point,
    orth_geometry_optimal_midpoint;

#endif
