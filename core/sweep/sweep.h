/* A sweep inside the room. */
#ifndef ORTH_SWEEP_SWEEP_H
#define ORTH_SWEEP_SWEEP_H

#include "orthant/sweep.h"

#include "sweep/design.h"
#include "sweep/splice.h"

struct orth_sweep {
    char *file;          /* as it was given */
    char *scenario_file; /* likewise; what the scenario's own files lie beside */
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

#endif
