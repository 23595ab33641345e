/* Checking the cases of a vector file, one after another. */
#ifndef ORTH_VECTORS_VECTOR_CASE_H
#define ORTH_VECTORS_VECTOR_CASE_H

#include "base/json_in.h"
#include "orthant/vectors.h"

/* What one check holds; allocated once a file, for its values are large. */
typedef struct orth_vector_case {
    const char *file;
    const orth_contract_function *function;
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], result_type;
    size_t type_count;
    orth_vector_tally *tally;
    orth_vector_report *report;
    void *context;
    orth_error *error;
    orth_contract_arguments arguments, expected;
    orth_contract_result result;
} orth_vector_case;

/* ORTH_BAD_INPUT with file, path and reason. */
orth_status orth_vector_bad(orth_vector_case *check, const char *path, const char *reason);
/* Adds a sentence to what the tally says was assumed. */
void orth_vector_assume(orth_vector_case *check, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Reports a mismatch of the case at `path`: the n words of the step of a rule's run, or with NULL
 * the result or the revert. */
void orth_vector_mismatched(orth_vector_case *check, const char *path, const json_t *inputs,
                            const json_t *expected, const orth_word *step, size_t n);
/* Whether the revert is the expected one; *valid is false when `json` is no hexadecimal text. An
 * empty text accepts any revert. */
bool orth_vector_same_revert(const orth_evm *evm, const json_t *json, bool *valid);
/* Reads what is expected, of `dimensions`; *same becomes false where words of the result differ. */
orth_status orth_vector_same_words(orth_vector_case *check, const char *path, const json_t *json,
                                   int dimensions, bool is_signed, const orth_word *words,
                                   size_t count, bool *same);

/* The arguments and the result of a case, by the function's layout: vector_result.c has those of
 * lists, schedules and bounds, vector_rule.c those of a rule's run. */
orth_status orth_vector_read_inputs(orth_vector_case *check, const char *path, const json_t *in);
orth_status orth_vector_check_result(orth_vector_case *check, const char *path, const json_t *item);
orth_status orth_vector_read_rule(orth_vector_case *check, const char *path, const json_t *item);
orth_status orth_vector_check_rule(orth_vector_case *check, const char *path, const json_t *item);

/* The function that the next cases are of; ORTH_BAD_INPUT at /function with the nearest names. */
orth_status orth_vector_set_function(orth_vector_case *check, const char *name);
/* Calls it with check->arguments; ORTH_BAD_INPUT at `path` where arrays have no lengths for it. */
orth_status orth_vector_call(orth_vector_case *check, const char *path);
/* Checks a whole case of check->function, an object as vector files have it. */
orth_status orth_vector_check_case(orth_vector_case *check, const char *path, const json_t *item);
/* ORTH_BAD_INPUT at `path` unless `json` is a value of that many dimensions: an integer, or a list
 * of them, of `count` where that is not 0. */
orth_status orth_vector_is_value(orth_vector_case *check, const char *path, const json_t *json,
                                 int dimensions, bool is_signed, size_t count);

/* Files of other layouts: rows read off a pool, and operations recorded on one
 * (orthant/vectors.h). */
orth_status orth_vector_check_rows(orth_vector_case *check, const json_t *root);
orth_status orth_vector_check_recorded(orth_vector_case *check, const json_t *root);

#endif
