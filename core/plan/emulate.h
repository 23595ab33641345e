/* A plan on its emulated contract, block after block. */
#ifndef ORTH_PLAN_EMULATE_H
#define ORTH_PLAN_EMULATE_H

#include "plan/target.h"

typedef struct orth_emulation {
    const orth_plan *plan;
    const orth_target *target;
    orth_plan_state state;
    size_t next;  /* the call that is to come */
    bool lenient; /* leave refused calls out and count them; else they are errors */
    uint64_t refused;
    bool frozen;  /* a rail stopped weights that were to go on */
    bool stopped; /* a call's own stop time did */
} orth_emulation;

void orth_emulation_begin(orth_emulation *run, const orth_plan *plan);

/* The block at `now`: the calls that are due, then the weights, n from 1 to 1e18. */
orth_status orth_emulation_block(orth_emulation *run, uint64_t now, uint64_t *row,
                                 orth_error *error);

/* After the last block, which was at `now`: a call that never came is an error. */
orth_status orth_emulation_end(orth_emulation *run, uint64_t now, orth_error *error);

#endif
