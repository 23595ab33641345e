/* A sweep inside the room. */
#ifndef ORTH_SWEEP_SWEEP_H
#define ORTH_SWEEP_SWEEP_H

#include "orthant/sweep.h"

#include "sweep/design.h"
#include "sweep/splice.h"

struct orth_sweep {
    char *file;          /* as it was given */
    char *scenario_file; /* likewise; what the scenario's own files lie beside */
    bool inside;         /* the scenario is an object of the sweep's file, and that is its file */
    char *command;
    orth_design design;
    size_t figure_count;
    char *figures[ORTH_SWEEP_FIGURES_MAX];
    orth_splice *splice;
    size_t input_count;
    char **inputs;
    char *text;
    char sha256[65], scenario_sha256[65];
};

/* What the reader of scenarios says of a scenario inside the sweep's file begins with its place
 * there, "/scenario/pool/value", in place of the file's name; others stay as they are. */
void orth_sweep_place_reason(const orth_sweep *sweep, orth_error *reason);

#endif
