/* Contract functions measured against the exact mathematics on sampled arguments: how far each
 * result is from the real value that it stands for, and on which side.
 *
 * The real values are computed in GMP and MPFR by code that shares nothing with the emulator, with
 * as many digits as it takes for the sign of every error to be certain, and its size but for the
 * rounding to a double (of a rule's run, and of the guard, the sign alone). Samples are ordinary
 * arguments and, for a good part, those at branch edges; each depends on the seed and its index
 * alone.
 */
#ifndef ORTHANT_AUDIT_H
#define ORTHANT_AUDIT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/contract.h"
#include "orthant/limits.h"
#include "orthant/status.h"
#include "orthant/truth.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Each word of that argument is kept from low to high: sampled words that lie there stay, others
 * are drawn anew between them. */
typedef struct orth_audit_range {
    size_t argument;
    orth_word low, high;
    bool is_signed; /* as the argument is */
} orth_audit_range;

/* Reads "weight=0.2..0.8" (18 decimals) or "amountIn=1wei..5wei". ORTH_BAD_INPUT with the text, or
 * with the function's arguments where that is none of them. */
ORTH_API orth_status orth_audit_range_parse(orth_audit_range *range,
                                            const orth_contract_function *function,
                                            const char *text, orth_error *error);

#define ORTH_AUDIT_RANGES_MAX ORTH_CONTRACT_ARGUMENTS_MAX

typedef struct orth_audit_request {
    const orth_contract_function *function; /* of orth_catalogue */
    uint64_t samples, seed;                 /* samples: 1 to ORTH_AUDIT_SAMPLES_MAX */
    bool calm;                              /* ordinary arguments only, no branch edges */
    size_t range_count;                     /* at most ORTH_AUDIT_RANGES_MAX */
    orth_audit_range ranges[ORTH_AUDIT_RANGES_MAX];
    unsigned threads; /* 0: as many as processors */
    /* Called now and then, in the caller's own thread, with the samples done; may be NULL. */
    void (*progress)(void *context, uint64_t done, uint64_t samples);
    void *context;
    const volatile sig_atomic_t *stop; /* NULL, or not 0: ORTH_INTERRUPTED soon */
} orth_audit_request;

/* Least, median, 99th percentile and largest of a signed error, and where the ends are reached. */
typedef struct orth_audit_spread {
    double min, median, p99, max;
    uint64_t min_at, max_at; /* sample indices */
} orth_audit_spread;

#define ORTH_AUDIT_REVERTS_MAX 32

typedef struct orth_audit_revert {
    uint32_t selector; /* the payload's first 4 bytes; 0 without a payload */
    uint64_t count;
    uint64_t first; /* index of the first such sample */
} orth_audit_revert;

typedef enum orth_audit_state {
    ORTH_AUDIT_STATE_FINE,      /* a result and a value */
    ORTH_AUDIT_STATE_REVERT,    /* the call reverted */
    ORTH_AUDIT_STATE_UNDEFINED, /* a result where the mathematics has no value */
    ORTH_AUDIT_STATE_UNDECIDED  /* equal to its value or not, beyond the precision cap */
} orth_audit_state;

/* One sample. Of several outputs the one on the wrong side, else the one that is furthest off,
 * relative to its value. */
typedef struct orth_audit_point {
    double wei;      /* result - value */
    double relative; /* the same over |value|; 0 where the value is 0 */
    double value;    /* in wei */
    uint32_t selector;
    uint8_t state; /* an orth_audit_state */
} orth_audit_point;

typedef struct orth_audit {
    const orth_contract_function *function;
    uint64_t seed;
    bool calm;
    size_t range_count;
    orth_audit_range ranges[ORTH_AUDIT_RANGES_MAX];
    orth_truth_side side;
    uint64_t samples, points; /* points: those with a result and a value */
    uint64_t reverted, undefined, undecided;
    size_t revert_count; /* kinds of reverts, at most ORTH_AUDIT_REVERTS_MAX are told apart */
    orth_audit_revert reverts[ORTH_AUDIT_REVERTS_MAX];
    orth_audit_spread wei, ulp, relative; /* ulp: in last places of a double at the value */
    uint64_t wrong_way, first_wrong;      /* on the side that gives value away */
    orth_audit_spread margin; /* relative, in the promised direction; zero without a promise */
    orth_audit_point *point;  /* `samples` of them */
} orth_audit;

/* Whether a function's real value is known here, with the promise in *side (unless NULL); if not,
 * the reason in *error (ORTH_BAD_INPUT). */
ORTH_API orth_status orth_audit_known(const orth_contract_function *function, orth_truth_side *side,
                                      orth_error *error);

/* Fills *audit; the same bytes for any number of threads. ORTH_BAD_INPUT when the function has no
 * real value to be held against (the text says why), and for samples out of range; ORTH_NO_MEMORY;
 * ORTH_INTERRUPTED. Free with orth_audit_clear; after a failure there is nothing to free. */
ORTH_API orth_status orth_audit_run(orth_audit *audit, const orth_audit_request *request,
                                    orth_error *error);
ORTH_API void orth_audit_clear(orth_audit *audit);

/* The arguments of sample `index`, as an audit and an export of that seed have them; `calm` keeps
 * to ordinary ones. ORTH_BAD_INPUT for a function that is in no catalogue. */
ORTH_API orth_status orth_audit_sample(orth_contract_arguments *arguments,
                                       const orth_contract_function *function, uint64_t seed,
                                       uint64_t index, bool calm, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
