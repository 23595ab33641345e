/* A running cost in an optimum's file: the object "running_cost". */
#ifndef ORTH_EXACT_RUNNING_FILE_H
#define ORTH_EXACT_RUNNING_FILE_H

#include <jansson.h>

#include "base/json_out.h"
#include "orthant/running.h"

/* ORTH_NO_MEMORY: what was written is half of it. */
orth_status orth_running_write(orth_json_out *json, const orth_exact_running *running,
                               orth_error *error);

/* From the file's root, for n tokens and that many steps; *running is NULL where there is none, and
 * on failure. ORTH_BAD_INPUT with the JSON path. *convex is whether anything can be proven. */
orth_status orth_running_read(orth_exact_running **running, bool *convex, const json_t *root,
                              size_t n, uint64_t steps, const char *file, orth_error *error);

#endif
