/* Values of plan files; what is malformed is ORTH_BAD_INPUT with its JSON path. */
#ifndef ORTH_PLAN_PLAN_FILE_VALUES_H
#define ORTH_PLAN_PLAN_FILE_VALUES_H

#include "plan/plan_claims.h"
#include "plan/target.h"

typedef struct orth_plan_reader {
    const char *file;
    orth_error *error;
    const orth_plan_target *target;
} orth_plan_reader;

orth_status orth_plan_read_bad(const orth_plan_reader *r, const char *where, const char *what);
orth_status orth_plan_read_integer(const orth_plan_reader *r, const json_t *object, const char *key,
                                   const char *where, int64_t least, int64_t most, uint64_t *out);
orth_status orth_plan_read_double(const orth_plan_reader *r, const json_t *object, const char *key,
                                  const char *where, double *out);
orth_status orth_plan_read_word(const orth_plan_reader *r, const json_t *value, bool is_signed,
                                const char *where, orth_word *out);
orth_status orth_plan_read_address(const orth_plan_reader *r, const json_t *value,
                                   const char *where, orth_word *out);

/* The calls of in->plan, and the first of them whose calldata is not what its arguments encode to.
 */
orth_status orth_plan_read_calls(const orth_plan_reader *r, const json_t *root, orth_plan_file *in);

/* What the file says of its losses, gas, limits and missed blocks. */
orth_status orth_plan_read_claims(const orth_plan_reader *r, const json_t *root,
                                  orth_plan_file *in);

#endif
