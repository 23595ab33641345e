/* What the table and the writers of the best fee have in common. */
#ifndef ORTH_REPORT_FEE_STUDY_H
#define ORTH_REPORT_FEE_STUDY_H

#include "orthant/fee_study.h"

/* The pool's value in money; NaN without a pool. */
double orth_fee_study_value(const orth_fee_study *study);

/* Blocks over which a state's net income is summed up: a year at rest, the way of the move. */
double orth_fee_study_span(const orth_fee_study *study, orth_fee_state state);

#endif
