/* The price paths of a simulation: a slot of results for each, filled by all threads, summed in
 * order. */
#ifndef ORTH_SIMULATE_SLOTS_H
#define ORTH_SIMULATE_SLOTS_H

#include "simulate/worker.h"

typedef struct orth_slots {
    const orth_simulation_setup *setup;
    uint64_t first_path; /* slot i is price path first_path + i */
    uint64_t end;        /* slots up to here are filled */
    double *figures;     /* schedules x (ORTH_FIGURES + n) a slot */
    double *misses;      /* schedules a slot */
    double *undecided;   /* likewise, whole numbers; see orth_worker_results */
    double *values;      /* scratch, one a slot */
    /* Of strategies, where setup->performance is there: schedules x orth_performance_count a slot;
     * and each one's stream, of one price path. */
    double *performance;
    orth_undefined *why;
    orth_performance **streams;
} orth_slots;

/* Figures of one schedule, and doubles of one slot. */
static inline size_t orth_slots_each(const orth_simulation_setup *setup)
{
    return ORTH_FIGURES + setup->n;
}
static inline size_t orth_slots_width(const orth_simulation_setup *setup)
{
    return setup->schedules * orth_slots_each(setup);
}

static inline size_t orth_slots_performance_width(const orth_simulation_setup *setup)
{
    return setup->performance == NULL
               ? 0
               : setup->schedules * orth_performance_count(setup->performance->benchmarks);
}

/* Fills up to `most` slots, chunk by chunk on setup->options->threads; sets slots->end. *partial
 * when the options' `stop` ended it. */
orth_status orth_slots_fill(orth_slots *slots, uint64_t most, bool *partial, orth_error *error);

/* Tells options->values of the estimate whose values are in slots->values. */
void orth_slots_tell(const orth_slots *slots, size_t result, orth_simulate_estimate which,
                     size_t index);

/* Whether every difference against the first schedule is known to until_bp. */
bool orth_slots_precise(const orth_slots *slots, double until_bp);

/* The results, into simulation->results. */
orth_status orth_slots_reduce(orth_simulation *simulation, const orth_slots *slots,
                              orth_error *error);

#endif
