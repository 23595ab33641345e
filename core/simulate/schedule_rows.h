/* The weights of one schedule: kept whole, once for all threads, or made as they are asked for. */
#ifndef ORTH_SIMULATE_SCHEDULE_ROWS_H
#define ORTH_SIMULATE_SCHEDULE_ROWS_H

#include "simulate/worker.h"

typedef struct orth_schedule_rows {
    orth_path *path;
    uint64_t steps;
    bool late; /* amgm as quantammsim has it */
} orth_schedule_rows;

/* Schedule s of the setup. */
orth_status orth_schedule_rows_create(orth_schedule_rows *source,
                                      const orth_simulation_setup *setup, size_t s,
                                      orth_error *error);
void orth_schedule_rows_fill(const orth_simulation_setup *setup, const orth_schedule_rows *source,
                             uint64_t first, size_t count, double *rows);

/* quantammsim's AM-GM, row k of `steps`: the sum of the ends' arithmetic mean at k / steps and of
 * their geometric one at k / (steps + 1), normalised: the geometric part is a step late. The last
 * row is the target all the same, to the bit: that simulator sets it. */
void orth_schedule_rows_late(const orth_move *move, uint64_t steps, uint64_t first, size_t count,
                             double *rows);

/* setup->rows; its scenario, schedules, move and n are there. Free on failure too. */
orth_status orth_simulation_keep_rows(orth_simulation_setup *setup, orth_error *error);
void orth_simulation_free_rows(orth_simulation_setup *setup);

#endif
