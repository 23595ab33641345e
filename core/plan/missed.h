/* Blocks of a plan that are not there, drawn. */
#ifndef ORTH_PLAN_MISSED_H
#define ORTH_PLAN_MISSED_H

#include "orthant/plan.h"

typedef struct orth_missed_draw {
    double log_loss;  /* from block to block that is there */
    uint64_t refused; /* calls that the contract refused, which were left out */
} orth_missed_draw;

/* Runs the plan on the emulated contract through draw number r of missing's: its blocks are there
 * with probability missing->present each, the first and the last always. `visit` is called for each
 * one that is there, with the plan's n weights from 1 to 1e18. ORTH_DOMAIN when the contract cannot
 * be read. */
orth_status orth_plan_draw_blocks(orth_missed_draw *draw, const orth_plan *plan,
                                  const orth_plan_missing *missing, uint64_t r,
                                  void (*visit)(void *user, uint64_t block, const uint64_t *wei),
                                  void *user, orth_error *error);

#endif
