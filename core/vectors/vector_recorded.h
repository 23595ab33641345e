/* The pool of a file of recorded operations: its type, and what its functions take. */
#ifndef ORTH_VECTORS_VECTOR_RECORDED_H
#define ORTH_VECTORS_VECTOR_RECORDED_H

#include "vectors/vector_case.h"

/* A type of pool and the functions that its operations are. NULL: there is none. */
typedef struct orth_recorded_kind {
    const char *name;    /* of "poolType" */
    json_int_t version;  /* of "version", which a file may leave out for the first of a name */
    const char *swap[2]; /* exact in, exact out */
    const char *join, *join_single, *exit_single, *exit_out;
    bool at_a_time; /* it has "currentTimestamp" */
} orth_recorded_kind;

typedef struct orth_recorded {
    orth_vector_case *check;
    const json_t *pool;
    const orth_recorded_kind *kind;
    size_t n;
    bool failed;     /* a list could not grow: there is no memory */
    json_t *weights; /* at the file's time; NULL where the type has none */
    json_t *scaling; /* factors of 1, not of 1e18 */
    json_t *fee;     /* as the function for a swap takes it */
    json_t *sale;    /* of a sale: its words */
} orth_recorded;

/* Sets recorded->kind by "poolType", "version" and whether there is a "currentTimestamp". */
orth_status orth_recorded_find_kind(orth_recorded *recorded);

/* Appends `value`, which becomes the list's. */
void orth_recorded_add(orth_recorded *recorded, json_t *list, json_t *value);

/* Looks at all values of recorded->pool. It is to be closed in any case. */
orth_status orth_recorded_open(orth_recorded *recorded);
void orth_recorded_close(orth_recorded *recorded);

/* The first arguments of a swap, and of a join or exit (with weights and fee, or without), as new
 * lists; NULL without memory. */
json_t *orth_recorded_pool_of_swap(const orth_recorded *recorded);
json_t *orth_recorded_pool_of_shares(const orth_recorded *recorded, bool weighted);

#endif
