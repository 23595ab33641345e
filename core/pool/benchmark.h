/* The benchmarks of pools that run side by side: one lane a pool, prices [block][token][lane]. */
#ifndef ORTH_POOL_BENCHMARK_H
#define ORTH_POOL_BENCHMARK_H

#include "orthant/benchmark.h"

/* With 1 lane, or ORTH_RUN_LANES. Each lane's bits are those of a benchmark alone. `by_lane`: as
 * for orth_run_create_lanes. */
orth_status orth_benchmark_create_lanes(orth_benchmark **benchmark, size_t n, size_t lanes,
                                        bool by_lane, orth_order order,
                                        const orth_benchmark_terms *terms, orth_error *error);
orth_benchmark_outcome orth_benchmark_lane(const orth_benchmark *benchmark, size_t lane);

#endif
