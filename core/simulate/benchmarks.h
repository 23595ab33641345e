/* The benchmark of a schedule in a simulation: what trades on an exchange beside its pool. */
#ifndef ORTH_SIMULATE_BENCHMARKS_H
#define ORTH_SIMULATE_BENCHMARKS_H

#include "pool/benchmark.h"
#include "simulate/worker.h"

/* One of one price path, and where setup->side_by_side one of ORTH_RUN_LANES; NULL where the
 * scenario has none. What was made stays the caller's on failure too. */
orth_status orth_benchmarks_create(orth_benchmark *benchmarks[2],
                                   const orth_simulation_setup *setup, orth_error *error);

/* Its figures of that lane, which need the pool's final value; 0 for NULL. */
void orth_benchmarks_take(double *figures, const orth_benchmark *benchmark, size_t lane);

#endif
