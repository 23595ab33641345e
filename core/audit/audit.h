/* A function measured against the exact mathematics on sampled arguments. */
#ifndef ORTH_AUDIT_AUDIT_H
#define ORTH_AUDIT_AUDIT_H

#include "contract/arguments.h"
#include "truth/truth.h"

#define ORTH_AUDIT_REVERTS_MAX 32

typedef struct orth_audit_request {
    const orth_contract_function *function;
    uint64_t samples, seed;
    unsigned threads; /* 0: one a core */
    /* Called now and then by one thread, with the samples done; may be NULL. */
    void (*progress)(void *context, uint64_t done, uint64_t samples);
    void *context;
} orth_audit_request;

/* least, median, 99th percentile and largest of a signed error, and where the ends are reached. */
typedef struct orth_audit_spread {
    double min, median, p99, max;
    uint64_t min_at, max_at; /* sample indices */
} orth_audit_spread;

typedef struct orth_audit_revert {
    uint32_t selector;
    uint64_t count;
    uint64_t first; /* index of the first such sample */
} orth_audit_revert;

/* One sample; kept for pictures. Of several outputs the one on the wrong side, else the one that is
 * furthest off, relative to its value. */
typedef struct orth_audit_point {
    double wei;      /* result - value */
    double relative; /* the same over |value|; 0 where the value is 0 */
    double value;    /* in wei */
    uint32_t selector;
    uint8_t state; /* enum below */
} orth_audit_point;

enum {
    ORTH_AUDIT_POINT_FINE,
    ORTH_AUDIT_POINT_REVERT,
    ORTH_AUDIT_POINT_UNDEFINED,
    ORTH_AUDIT_POINT_UNDECIDED
};

typedef struct orth_audit {
    orth_truth_side side;
    uint64_t samples, points; /* points: those with a result and a value */
    uint64_t reverted, undefined, undecided;
    size_t revert_count;
    orth_audit_revert reverts[ORTH_AUDIT_REVERTS_MAX];
    orth_audit_spread wei, ulp, relative;
    uint64_t wrong_way, first_wrong; /* on the side that gives value away */
    orth_audit_spread margin; /* relative, in the promised direction; zero without a promise */
    orth_audit_point *point;  /* `samples` of them */
} orth_audit;

/* Fills *audit; the same bytes for any number of threads. ORTH_UNSUPPORTED when the function has no
 * known value, ORTH_NO_MEMORY. Free with orth_audit_clear. */
orth_status orth_audit_run(orth_audit *audit, const orth_audit_request *request, orth_error *error);
void orth_audit_clear(orth_audit *audit);

#endif
