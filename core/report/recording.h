/* What is inside a recording: rows of numbers, each schedule's by itself. */
#ifndef ORTH_REPORT_RECORDING_H
#define ORTH_REPORT_RECORDING_H

#include "orthant/report.h"

/* Columns before weights, prices and reserves, n of each. */
enum {
    ORTH_RECORDED_BLOCK,
    ORTH_RECORDED_VALUE,
    ORTH_RECORDED_HOLD,
    ORTH_RECORDED_REBALANCE,
    ORTH_RECORDED_TRADES,
    ORTH_RECORDED_PRICE_MOVE,
    ORTH_RECORDED_LVR,
    ORTH_RECORDED_WEIGHT_LOSS,
    ORTH_RECORDED_FEES, /* what the pool keeps: both kinds, less the protocol's */
    ORTH_RECORDED_FLOW, /* noise_impact - noise_reversal */
    ORTH_RECORDED_FIXED
};

size_t orth_recording_tokens(const orth_recording *recording);
size_t orth_recording_width(const orth_recording *recording);
const double *orth_recording_rows(const orth_recording *recording, size_t schedule, size_t *count);

#endif
