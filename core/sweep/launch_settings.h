/* In what the results of a launch differ: what a setting is made of. */
#ifndef ORTH_SWEEP_LAUNCH_SETTINGS_H
#define ORTH_SWEEP_LAUNCH_SETTINGS_H

#include <stddef.h>

#include "orthant/launch.h"

#define ORTH_LAUNCH_PARAMETERS 5

typedef struct orth_launch_parameter {
    const char *name;                                   /* "/days" */
    double (*number)(const orth_launch_result *result); /* NULL: the path's name */
} orth_launch_parameter;

/* Those that are not the same in all results; returns how many. */
size_t orth_launch_parameters(const orth_launch_parameter *chosen[ORTH_LAUNCH_PARAMETERS],
                              const orth_launch *launch);

/* A result's value as JSON, to be freed; NULL without memory. The C locale must be entered. */
char *orth_launch_parameter_text(const orth_launch_parameter *of, const orth_launch_result *result);

#endif
