/* The keys of a sweep's file. */
#ifndef ORTH_SWEEP_KEYS_H
#define ORTH_SWEEP_KEYS_H

#include <jansson.h>

#include "scenario/read.h"
#include "sweep/sweep.h"

/* A reader of scenarios, so that both formats say what is wrong in the same way. */
typedef struct orth_sweep_reader {
    orth_reader reader; /* first: keys get a pointer to it */
    orth_sweep *sweep;  /* being filled */
    json_t *scenario;   /* its tree, once it is read */
} orth_sweep_reader;

/* All keys of the tree, into reader->sweep: file's and scenario's names, command, design with its
 * axes filled, figures, the SHA-256 of a scenario's file. ORTH_BAD_INPUT with file and place. */
orth_status orth_sweep_read_keys(orth_sweep_reader *reader, const json_t *tree);

/* Goes down to a parameter of "vary", whose name in the file is a pointer itself. */
size_t orth_sweep_enter_parameter(orth_reader *reader, const char *pointer);

/* The key "vary" (core/sweep/vary.c). */
orth_read_function orth_sweep_read_vary;

#endif
