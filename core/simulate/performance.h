/* How strategies did as investments: a stream of values beside each pool of a follower, and the
 * simulation's figures from those of the price paths. */
#ifndef ORTH_SIMULATE_PERFORMANCE_H
#define ORTH_SIMULATE_PERFORMANCE_H

#include "pool/benchmark.h"
#include "simulate/worker.h"

/* setup->performance of a simulation whose blocks last so long, into *terms; NULL where it is not
 * asked for, or cannot be had. */
void orth_simulation_performance_terms(orth_simulation_setup *setup, orth_performance_terms *terms,
                                       double block_seconds);

/* Hold, rebalanced and, where the scenario has one, the benchmark on an exchange. */
#define ORTH_PERFORMANCE_BENCHMARKS_MOST 3

typedef struct orth_performance_follower {
    size_t lanes[2];                 /* 1, and ORTH_RUN_LANES or 0 */
    orth_performance *streams[2][8]; /* of one price path, and of ORTH_RUN_LANES */
    double *values;                  /* [block][lane] of a call */
} orth_performance_follower;

/* For up to `chunk` blocks a call; *out is NULL where setup->performance is, and then
 * all but `take` does nothing. */
orth_status orth_performance_follower_create(orth_performance_follower **out,
                                             const orth_simulation_setup *setup, size_t chunk,
                                             orth_error *error);
void orth_performance_follower_free(orth_performance_follower *follower); /* NULL is fine */

/* Block 0 of the run that has just begun, whose values are kept from here on. */
void orth_performance_follower_start(orth_performance_follower *follower, size_t w, orth_run *run,
                                     const orth_benchmark *benchmark);
/* Blocks until a period ends, at most `count`: a call for more is cut there. */
size_t orth_performance_follower_piece(const orth_performance_follower *follower, size_t w,
                                       size_t count);
/* The run has just done `count` blocks; `told` where others traded after them, and after the last
 * block of all: the run then says what it is worth. */
void orth_performance_follower_see(orth_performance_follower *follower, size_t w, size_t count,
                                   const orth_run *run, const orth_benchmark *benchmark, bool told);
/* The figures of that lane and why some are none, orth_performance_count of each. */
void orth_performance_follower_take(orth_performance_follower *follower, size_t w, size_t lane,
                                    double *figures, orth_undefined *why);

#endif
