/* Sweeps: one scenario at many points, each with other values at some of its keys. The JSON file
 * (version 1) says which scenario, which command, what varies and what is kept of each result;
 * scenarios/schema/sweep.schema.json states the format, orthant-sweep(5) its keys.
 *
 * A point is computed from the sweep and its number alone: any process, on any machine, in any
 * order, computes the same one. */
#ifndef ORTHANT_SWEEP_H
#define ORTHANT_SWEEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/scenario.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct orth_sweep orth_sweep;

/* Reads and validates `file` ("-" for standard input), with the scenario that it names. Each
 * pointer must be there or be a key that the scenario format permits there, and each value of each
 * parameter must be one that the format takes at each other parameter's first value. All are tried
 * before anything runs, but of a range of more than 10,000 values that many, and of sobol and
 * latin the ends and the first points. ORTH_BAD_INPUT with file, place, value and what is
 * permitted; ORTH_IO. *sweep is NULL on failure. */
ORTH_API orth_status orth_sweep_load(orth_sweep **sweep, const char *file, orth_error *error);
/* The same from text in memory; `file` is for messages, and the scenario's file lies beside it. */
ORTH_API orth_status orth_sweep_parse(orth_sweep **sweep, const char *text, size_t length,
                                      const char *file, orth_error *error);
ORTH_API void orth_sweep_free(orth_sweep *sweep); /* NULL is fine */

/* "compare", "steps" or "simulate". */
ORTH_API const char *orth_sweep_command(const orth_sweep *sweep);
ORTH_API uint64_t orth_sweep_count(const orth_sweep *sweep); /* points, 1 .. ORTH_SWEEP_MAX */
/* What varies: JSON pointers into the scenario, in the file's order. */
ORTH_API size_t orth_sweep_parameter_count(const orth_sweep *sweep);
ORTH_API const char *orth_sweep_parameter(const orth_sweep *sweep, size_t parameter);
/* What is kept: JSON pointers into the command's result, in the file's order, or the command's
 * usual ones where the file names none. */
ORTH_API size_t orth_sweep_figure_count(const orth_sweep *sweep);
ORTH_API const char *orth_sweep_figure(const orth_sweep *sweep, size_t figure);

/* The sweep as JSON text that says all of it: the scenario itself in place of its file's name, all
 * keys in a fixed order. Two sweeps with the same text have the same points. The sweep's. */
ORTH_API const char *orth_sweep_text(const orth_sweep *sweep);
ORTH_API const char *orth_sweep_sha256(const orth_sweep *sweep); /* of that text */
/* Of the scenario's file; of a scenario inside the sweep's file, of its compact JSON. */
ORTH_API const char *orth_sweep_scenario_sha256(const orth_sweep *sweep);
/* Files that points read (prices, weights, paths), by the names that they are opened by. */
ORTH_API size_t orth_sweep_input_count(const orth_sweep *sweep);
ORTH_API const char *orth_sweep_input(const orth_sweep *sweep, size_t input);

/* The value of a parameter at a point, as JSON text (0.003, "0.003", [1, 2]) in the `size` bytes of
 * `text`; returns `text`. Bytes do not depend on the machine. */
#define ORTH_SWEEP_VALUE_MAX 512
ORTH_API const char *orth_sweep_value(const orth_sweep *sweep, uint64_t point, size_t parameter,
                                      char text[ORTH_SWEEP_VALUE_MAX]);

/* The scenario of a point. Different threads may ask the same sweep. ORTH_BAD_INPUT where the
 * values together are what the format refuses; *scenario is NULL then. */
ORTH_API orth_status orth_sweep_scenario(orth_scenario **scenario, const orth_sweep *sweep,
                                         uint64_t point, orth_error *error);
/* Its text, as a file that is read alike where it lies beside the sweep's scenario: *text has
 * *length bytes and then a NUL, and is the caller's; NULL on failure. */
ORTH_API orth_status orth_sweep_scenario_text(char **text, size_t *length, const orth_sweep *sweep,
                                              uint64_t point, orth_error *error);

/* For people: how many points, what varies and within which ends, what is kept, and the values of
 * the first `rows` points. Errors of the stream stay in it. */
ORTH_API void orth_sweep_write_table(const orth_sweep *sweep, uint64_t rows, FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
