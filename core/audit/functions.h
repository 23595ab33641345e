/* How each function is sampled, and which real value it stands for. A test wants a row for each
 * function of the catalogue. */
#ifndef ORTH_AUDIT_FUNCTIONS_H
#define ORTH_AUDIT_FUNCTIONS_H

#include "audit/sample_random.h"
#include "truth/truth.h"

typedef struct orth_audit_function {
    const char *name;

    /* Adds the arguments of one call. */
    void (*sample)(orth_sampler *s, orth_contract_arguments *arguments);

    /* Sets up the value of the result's word `output` for arguments for which the call did not
     * revert; false: the mathematics is not defined there though the contract gave something (log
     * of a negative number, say). NULL: there is no value here. */
    bool (*prepare)(orth_truth *truth, const orth_contract_value *arguments, size_t output);
    orth_truth_side side; /* that the contract promises */
    const char *missing;  /* the reason for a NULL `prepare`, else NULL */
} orth_audit_function;

/* The row of that function, or NULL. */
const orth_audit_function *orth_audit_function_find(const orth_contract_function *function);

#endif
