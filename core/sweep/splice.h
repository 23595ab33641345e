/* A scenario with gaps, to be filled with values: a point of a sweep, a trial of a study. */
#ifndef ORTH_SWEEP_SPLICE_H
#define ORTH_SWEEP_SPLICE_H

#include <jansson.h>
#include <stddef.h>

#include "orthant/scenario.h"
#include "orthant/status.h"

typedef struct orth_splice orth_splice;

/* The scenario `tree` (of orth_json_parse; it is changed, and stays the caller's) with a gap
 * at each of the `count` (at most ORTH_SWEEP_PARAMETERS_MAX) valid pointers, none of which leads
 * into another. `file` is what messages call it, and its files lie beside it. ORTH_BAD_INPUT where
 * a pointer leads nowhere, with the reason alone, and *failed is its number. *splice is NULL on
 * failure. */
orth_status orth_splice_create(orth_splice **splice, json_t *tree, const char *file, size_t count,
                               const char *const *pointers, size_t *failed, orth_error *error);
void orth_splice_free(orth_splice *splice); /* NULL is fine */

/* The scenario's text with these values, `count` JSON texts. *text has *length bytes and then a
 * NUL, and is the caller's. Any number of threads may ask at a time, as below. */
orth_status orth_splice_text(char **text, size_t *length, const orth_splice *splice,
                             const char *const *values, orth_error *error);
/* The scenario with these values, as orth_scenario_parse reads it, with its errors. */
orth_status orth_splice_scenario(orth_scenario **scenario, const orth_splice *splice,
                                 const char *const *values, orth_error *error);

#endif
