/* Figures of performance from the slots of price paths to a simulation's results. */
#ifndef ORTH_SIMULATE_PERFORMANCE_REDUCE_H
#define ORTH_SIMULATE_PERFORMANCE_REDUCE_H

#include "simulate/performance.h"
#include "simulate/slots.h"

/* The names of benchmarks, in their order; a simulation has the first two, or all. */
extern const char *const orth_performance_benchmark_names[ORTH_PERFORMANCE_BENCHMARKS_MOST];

/* Room in the slots of so many price paths; none where setup->performance is NULL, and then nothing
 * below does anything. Free on failure too. */
orth_status orth_performance_make_slots(orth_slots *slots, uint64_t most, orth_error *error);
void orth_performance_free_slots(orth_slots *slots);

/* Into simulation->results, which are there. */
orth_status orth_performance_reduce(orth_simulation *simulation, orth_slots *slots,
                                    orth_error *error);
void orth_performance_free_result(orth_simulation_result *result);

#endif
