/* Price paths of a launch on all processors, and what they come to. */
#ifndef ORTH_LAUNCH_SLOTS_H
#define ORTH_LAUNCH_SLOTS_H

#include "launch/one_sale.h"

/* What price paths leave, [price path][width]: of each result its orth_one_slot, one after the
 * other. */
typedef struct orth_launch_slots {
    const orth_launch_setup *setup;
    orth_launch *launch; /* its results say what is recorded */
    size_t width;
    size_t *offsets; /* [result] within a price path's slots */
    double *values;
    uint64_t most, end;                       /* price paths; and how many are done */
    char (*texts)[ORTH_SALE_REPLAY_TEXT_MAX]; /* [result], what was not done on price path 0 */
} orth_launch_slots;

orth_status orth_launch_slots_create(orth_launch_slots *slots, const orth_launch_setup *setup,
                                     orth_launch *launch, uint64_t most, orth_error *error);
void orth_launch_slots_free(orth_launch_slots *slots); /* all zero is fine */
orth_one_slot orth_launch_slot(const orth_launch_slots *slots, uint64_t price_path, size_t result);

/* Runs them (core/launch/study.c): slots->end, launch->partial. */
orth_status orth_launch_slots_fill(orth_launch_slots *slots, orth_error *error);
/* Takes them into the results: values, curves. */
orth_status orth_launch_slots_reduce(const orth_launch_slots *slots, orth_error *error);

#endif
