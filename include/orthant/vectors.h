/* Test vectors of contract functions: exported in several formats, and checked against what the
 * functions give.
 *
 * A vector file is {"function", "contract", "version", "signature", "seed", "cases": [...]}, with
 * "digits" for specified functions; integers are strings of digits, a revert is its payload in
 * hexadecimal. `check` needs "function" and "cases" only. It reads two other layouts:
 *
 * Rows read off a pool, {"function", "stored": {...}, "rows": [{"timestamp", "weights": [...]}]}.
 * The function gives weights and takes the time last, as `now` or `timestamp` (quantamm_weights_at,
 * lbp_v3_weights, v2_lbp_weights, ...); "stored" has its other arguments by their names. For
 * quantamm_weights_at "slots", the one or two words of the pool's storage, and "tokens" may stand
 * in the place of "weights" and "multipliers". Every row is counted; of those that differ the first
 * is reported, at its weight that differs ("/rows/3/weights/1"; at "/rows/3" where the call
 * reverts or the number of weights is another).
 *
 * Operations recorded on a pool, as the test data of balancer-maths has them: {"swaps", "adds",
 * "removes", "pool"}, lists that may be missing, for "poolType" WEIGHTED, QUANT_AMM_WEIGHTED (its
 * weights are those at "currentTimestamp"), LIQUIDITY_BOOTSTRAPPING (without "currentTimestamp" a
 * pool that trades at "weights") and FIXED_PRICE_LBP. Such a file does not say which version of a
 * contract it is of; "version" in "pool" does: WEIGHTED 1 (where it is left out) or 2,
 * LIQUIDITY_BOOTSTRAPPING 1 (left out, without "currentTimestamp"), 3 (left out, with it) or 4.
 * Scaling factors that are all 1e18 or more are in units of 1e18, as before the Vault's release.
 */
#ifndef ORTHANT_VECTORS_H
#define ORTHANT_VECTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/contract.h"
#include "orthant/limits.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------ checking */

#define ORTH_VECTOR_ASSUMED_MAX 200
typedef struct orth_vector_tally {
    uint64_t passed, failed;
    char assumed[ORTH_VECTOR_ASSUMED_MAX]; /* of the latest file: what it does not say and was taken
                                              as usual, as sentences; "" where nothing was */
} orth_vector_tally;

/* A case that does not match: where it stands ("/cases/3"), and JSON texts. */
typedef struct orth_vector_mismatch {
    const char *file, *place, *function;
    const char *inputs, *expected, *got;
} orth_vector_mismatch;

/* Called for each case that does not match; the texts live until it returns. */
typedef void orth_vector_report(void *context, const orth_vector_mismatch *mismatch);

/* Checks every case of `file` ("-" is standard input), adding to *tally and reporting mismatches
 * (report may be NULL). ORTH_IO when it cannot be read; ORTH_BAD_INPUT with file, JSON path, value
 * and reason for what is no vector file: cases before that place are in the tally. */
ORTH_API orth_status orth_vector_check(const char *file, orth_vector_tally *tally,
                                       orth_vector_report *report, void *context,
                                       orth_error *error);

/* Checks text in memory, of `length` bytes, in the same way; `file` is for messages. */
ORTH_API orth_status orth_vector_check_text(const char *text, size_t length, const char *file,
                                            orth_vector_tally *tally, orth_vector_report *report,
                                            void *context, orth_error *error);

/* One call as a case of a vector file, indented, with a line end. */
ORTH_API void orth_vector_write_case(FILE *stream, const orth_contract_function *function,
                                     const orth_contract_value *arguments,
                                     const orth_contract_result *result);

/* --------------------------------------------------------------------------------- export */

typedef enum orth_vector_format {
    ORTH_VECTOR_FORMAT_JSON,    /* the layout that `check` reads */
    ORTH_VECTOR_FORMAT_CSV,     /* a column an argument, then result and revert */
    ORTH_VECTOR_FORMAT_FOUNDRY, /* one object of arrays of decimal strings, as forge reads right */
    ORTH_VECTOR_FORMAT_ABI /* abi.encode of an array an argument, results, and bytes[] of reverts */
} orth_vector_format;

/* Sampled cases (audit.h says how) and what the function gives for them. */
typedef struct orth_vector_export {
    const orth_contract_function *function; /* of orth_catalogue */
    uint64_t count, seed;                   /* count: 1 to ORTH_VECTOR_COUNT_MAX */
    unsigned digits; /* of a specified function, 1 to ORTH_VECTOR_DIGITS_MAX; else 18 */
    bool calm;       /* ordinary arguments only */
} orth_vector_export;

/* Writes to `stream`; errors of the stream stay in it. The same bytes for the same request.
 * ORTH_BAD_INPUT when the function's layout has no such format (schedules, rules and specified
 * functions are JSON only), and for a function that is in no catalogue or numbers out of range;
 * ORTH_NO_MEMORY. */
ORTH_API orth_status orth_vector_export_write(FILE *stream, const orth_vector_export *what,
                                              orth_vector_format format, orth_error *error);

/* The Solidity test that goes with ORTH_VECTOR_FORMAT_FOUNDRY: an abstract contract that reads
 * `vectors` (a path) and compares, reverts with their whole payload included. Errors as above. */
ORTH_API orth_status orth_vector_export_solidity(FILE *stream, const orth_vector_export *what,
                                                 const char *vectors, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
