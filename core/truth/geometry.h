/* What a contract that follows the geodesic must compute: correctly rounded, both ways. */
#ifndef ORTH_TRUTH_GEOMETRY_H
#define ORTH_TRUTH_GEOMETRY_H

#include "orthant/contract.h"

extern const orth_contract_function orth_functions_geometry[];

#endif
