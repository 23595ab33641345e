/* The weights of one schedule: kept whole, once for all threads, or made as they are asked for. */
#ifndef ORTH_SIMULATE_SCHEDULE_ROWS_H
#define ORTH_SIMULATE_SCHEDULE_ROWS_H

#include "simulate/worker.h"

typedef struct orth_way {
    orth_path *path;
    uint64_t steps;
    bool late; /* amgm as quantammsim has it */
} orth_way;

/* Schedule s of the plan. */
orth_status orth_way_create(orth_way *way, const orth_plan *plan, size_t s, orth_error *error);
void orth_way_fill(const orth_plan *plan, const orth_way *way, uint64_t first, size_t count,
                   double *rows);

/* plan->rows; its scenario, schedules, move and n are there. Free on failure too. */
orth_status orth_plan_keep_rows(orth_plan *plan, orth_error *error);
void orth_plan_free_rows(orth_plan *plan);

#endif
