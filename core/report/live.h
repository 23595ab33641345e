/* Inside the room: two logs' events side by side. */
#ifndef ORTH_REPORT_LIVE_H
#define ORTH_REPORT_LIVE_H

#include "orthant/report.h"

/* A number that either log has: its shares, and its part of the divergence (bits). */
typedef struct orth_live_difference {
    uint32_t number;
    double share, other, part;
} orth_live_difference;

/* All numbers of both, those that tell the logs apart most first, then by number. To be freed. */
orth_status orth_live_differences(orth_live_difference **all, size_t *count,
                                  const orth_live_report *report, orth_error *error);
/* "log", "given", "found". */
const char *orth_live_fee_name(orth_live_fee known);

#endif
