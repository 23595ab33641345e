/* What a file says about its weights, and whether it is so. */
#ifndef ORTH_EXACT_CLAIMS_H
#define ORTH_EXACT_CLAIMS_H

#include <jansson.h>

#include "exact/best.h"
#include "orthant/exact.h"

/* What is proven about a file's schedule, in some number of digits. */
typedef struct orth_proof {
    const orth_rows *rows;
    orth_iv loss;      /* of the schedule */
    orth_best best;    /* between its ends; of J where the file has a running cost */
    orth_iv excess;    /* of the one over the other, relative; hi may be infinite. Of J: absolute */
    orth_iv cv;        /* of the schedule's steps */
    orth_iv objective; /* J of the schedule */
} orth_proof;

typedef enum orth_claim_verdict {
    ORTH_CLAIM_VERDICT_UNDECIDED,
    ORTH_CLAIM_VERDICT_HOLDS,
    ORTH_CLAIM_VERDICT_FAILS
} orth_claim_verdict;

typedef struct orth_claim {
    const char *name;
    char *text;     /* as in the file */
    orth_iv value;  /* the claim narrowed by its own rounding, so that it is never made weaker */
    bool is_double; /* log_loss as a plain number */
    orth_claim_verdict verdict;
} orth_claim;

typedef struct orth_claims {
    size_t count;
    orth_claim claim[ORTH_EXACT_CLAIMS_MAX];
} orth_claims;

/* ORTH_BAD_INPUT where a claim is not of its form. */
orth_status orth_claims_read(orth_claims *claims, const json_t *root, const char *file,
                             orth_error *error);
void orth_claims_clear(orth_claims *claims);

/* Judges what is undecided; *decided when nothing is left so. */
orth_status orth_claims_judge(orth_claims *claims, const orth_proof *proof, bool *decided,
                              orth_error *error);

/* Copies the verdicts, and the refusal that names the first claim that does not hold. */
orth_status orth_claims_report(const orth_claims *claims, orth_exact_certificate *certificate,
                               const orth_proof *proof, orth_error *error);

#endif
