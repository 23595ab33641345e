/* How alike the strategies of a simulation are, on its first price path. */
#ifndef ORTH_SIMULATE_LIKENESS_H
#define ORTH_SIMULATE_LIKENESS_H

#include "orthant/alike.h"
#include "simulate/follower.h"

/* What the thread that runs the first price path fills. */
typedef struct orth_likeness {
    orth_alike *alike;
    double *weights; /* [strategy][token], scratch */
} orth_likeness;

/* setup->likeness, of several strategies whose performance is asked for; NULL else. Free on failure
 * too. */
orth_status orth_likeness_create(orth_simulation_setup *setup, orth_likeness *likeness,
                                 orth_error *error);
void orth_likeness_free(orth_simulation_setup *setup);

/* The weights of all of them now, in the first lane. */
void orth_likeness_see(orth_likeness *likeness, const orth_simulation_setup *setup,
                       const orth_follower *schedules, size_t w);

/* Into simulation->alike, which is freed with `free`. */
orth_status orth_likeness_take(orth_simulation *simulation, const orth_simulation_setup *setup,
                               orth_error *error);

#endif
