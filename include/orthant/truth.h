/* What contract functions stand for in exact mathematics: functions that no contract computes yet
 * but that are specified to the last wei, and the catalogue of all functions.
 *
 * A specified function is an orth_contract_function like an emulated one and is called in the same
 * way. Its result is two rows, floor and ceil of each real value in units of 10^-digits: a contract
 * that computes it must give one or the other. Memory is GMP's and MPFR's own.
 */
#ifndef ORTHANT_TRUTH_H
#define ORTHANT_TRUTH_H

#include <stddef.h>

#include "orthant/api.h"
#include "orthant/contract.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The geometry of the simplex that a contract on the geodesic needs; *count entries. */
ORTH_API const orth_contract_function *orth_truth_functions(size_t *count);

/* All functions: those of orth_contract_functions, then those of orth_truth_functions. */
ORTH_API const orth_contract_function *orth_catalogue(size_t *count);

/* The side of the real value on which a contract promises its result to be. */
typedef enum orth_truth_side {
    ORTH_TRUTH_SIDE_NONE,
    ORTH_TRUTH_SIDE_DOWN,
    ORTH_TRUTH_SIDE_UP
} orth_truth_side;

/* The entry of that name in the catalogue, or NULL with the nearest names in *error
 * (ORTH_BAD_INPUT). */
ORTH_API const orth_contract_function *orth_catalogue_find(const char *name, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
