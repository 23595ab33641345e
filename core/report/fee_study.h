/* What the table and the writers of the best fee have in common. */
#ifndef ORTH_REPORT_FEE_STUDY_H
#define ORTH_REPORT_FEE_STUDY_H

#include "orthant/fee_study.h"

/* The pool's value in money; NaN without a pool. */
double orth_fee_study_value(const orth_fee_study *study);

/* A state's net income over a year at rest, over the way of the move, as a share of the value at
 * its start: income times the blocks, no interest on it, less 1 - e^-L with L the loss in logs of
 * value, which is below 1 however large the loss. */
double orth_fee_study_sum(const orth_fee_study *study, orth_fee_state state,
                          const orth_fee_net *net);

#endif
