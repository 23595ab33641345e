/* The losses of steps between rows of whole weights, and the trades that they call for. */
#ifndef ORTH_PLAN_BLOCK_LOSS_H
#define ORTH_PLAN_BLOCK_LOSS_H

#include <stddef.h>
#include <stdint.h>

#include "contract/word.h"
#include "kernel/kernel.h"
#include "orthant/plan.h"

/* Rows whose displacements are gathered before they are summed: the kernel takes many at once. */
#define ORTH_STEP_BATCH 64

typedef struct orth_block_loss {
    orth_total total;
    size_t n, count;
    double weights[ORTH_STEP_BATCH * ORTH_PLAN_TOKENS_MAX];
    double moves[ORTH_STEP_BATCH * ORTH_PLAN_TOKENS_MAX];
    uint64_t blocks[ORTH_STEP_BATCH];
    double up[ORTH_STEP_BATCH], down[ORTH_STEP_BATCH]; /* extremes of move / weight */
    orth_replay_limits *limits;                        /* NULL: trades are not looked at */
} orth_block_loss;

/* A row and its sum. */
typedef struct orth_step_row {
    const uint64_t *weights;
    orth_limb2 sum;
} orth_step_row;

orth_step_row orth_step_row_of(const uint64_t *weights, size_t n);

/* The sum less 1e18, as a number of 1. */
double orth_step_row_excess(const orth_step_row *row);

void orth_block_loss_begin(orth_block_loss *sum, size_t n, orth_replay_limits *limits);

/* Adds the KL of the step from one row to the next, each divided by its sum, and notes the trades
 * of `block`. */
void orth_block_loss_add(orth_block_loss *sum, const orth_step_row *from, const orth_step_row *to,
                         uint64_t block);

/* The loss of all steps so far. */
double orth_block_loss_end(orth_block_loss *sum);

#endif
