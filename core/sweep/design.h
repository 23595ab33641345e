/* Which values the points of a sweep have. */
#ifndef ORTH_SWEEP_DESIGN_H
#define ORTH_SWEEP_DESIGN_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/limits.h"
#include "orthant/status.h"
#include "sweep/axis.h"
#include "sweep/sobol.h"

typedef enum orth_design_kind {
    ORTH_DESIGN_GRID,  /* each value with each other; the last parameter moves fastest */
    ORTH_DESIGN_ZIP,   /* the first values together, the second ones together, ... */
    ORTH_DESIGN_SOBOL, /* point k of Sobol's sequence, its digits shifted at random by the seed */
    ORTH_DESIGN_LATIN /* each of `points` equal parts of each parameter's range once, at its middle,
                          in an order of its own that the seed draws */
} orth_design_kind;
#define ORTH_DESIGN_KINDS 4
extern const char *const orth_design_names[ORTH_DESIGN_KINDS];

typedef struct orth_design {
    orth_design_kind kind;
    uint64_t points; /* that sobol and latin are asked for */
    uint64_t seed;   /* likewise */
    size_t axis_count;
    orth_axis axes[ORTH_SWEEP_PARAMETERS_MAX];
    /* By orth_design_prepare. */
    uint64_t count;
    uint32_t shift[ORTH_SWEEP_PARAMETERS_MAX];
    orth_sobol sobol;
    uint32_t *order; /* latin: for each parameter a permutation of the points */
} orth_design;

void orth_design_free(orth_design *design); /* what it points to, its axes too */

/* With the axes filled: how many points there are, and what their values are drawn from.
 * ORTH_BAD_INPUT, the reason alone: more points than ORTH_SWEEP_MAX, lists of a zip that differ in
 * length. */
orth_status orth_design_prepare(orth_design *design, orth_error *error);

/* The value of a parameter at a point, in `text` or not. */
const char *orth_design_value(const orth_design *design, uint64_t point, size_t parameter,
                              char text[ORTH_AXIS_TEXT_MAX]);

#endif
