/* From the points of an audit to its counts and spreads, in index order on one thread. */
#ifndef ORTH_AUDIT_AUDIT_SPREAD_H
#define ORTH_AUDIT_AUDIT_SPREAD_H

#include "orthant/audit.h"

/* Whether the result is on the side that gives value away. */
bool orth_audit_wrong_way(const orth_audit_point *point, orth_truth_side side);

/* Fills all but function, seed, side, samples and point; `scratch` has audit->samples doubles. */
void orth_audit_reduce(orth_audit *audit, double *scratch);

#endif
