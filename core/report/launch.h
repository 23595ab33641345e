/* What the table, the writers and the picture of a launch have in common. */
#ifndef ORTH_REPORT_LAUNCH_H
#define ORTH_REPORT_LAUNCH_H

#include "base/json_out.h"
#include "orthant/report.h"

/* What results of one launch may differ in, in the order in which they are written. */
typedef enum orth_launch_column {
    ORTH_LAUNCH_START_WEIGHT,
    ORTH_LAUNCH_END_WEIGHT,
    ORTH_LAUNCH_SWAP_FEE,
    ORTH_LAUNCH_DAYS,
    ORTH_LAUNCH_PATH,
    ORTH_LAUNCH_COLUMNS
} orth_launch_column;

/* Whether there are results that differ in it. Where none differ in anything the path does, so that
 * a result has a name. */
bool orth_launch_varies(const orth_launch *launch, orth_launch_column column);

/* Its value in words: "96 %", "3 d", "linear". */
#define ORTH_LAUNCH_TEXT_MAX 200
const char *orth_launch_text(char out[ORTH_LAUNCH_TEXT_MAX], const orth_launch_result *result,
                             orth_launch_column column);

/* What tells a result from the others, in words: "from 96 %, fee 1 %, 3 d, linear". */
const char *orth_launch_name(char out[ORTH_LAUNCH_TEXT_MAX], const orth_launch *launch, size_t r);

/* The sold token and the one that is paid with; how many blocks a result's sale has. */
const char *orth_launch_project(const orth_launch *launch);
const char *orth_launch_reserve(const orth_launch *launch);
uint64_t orth_launch_blocks(const orth_launch *launch, const orth_launch_result *result);

/* What a figure's mean is more in the contract's integers than in doubles; NaN where either has
 * none. ORTH_NO_MEMORY. */
orth_status orth_launch_more(double *more, const orth_launch *launch, const orth_launch *contract,
                             size_t r, orth_launch_figure figure, orth_error *error);

/* A line a result: raised, sold and the average price in the contract's integers, and what they are
 * more. Errors of orth_launch_more. */
orth_status orth_launch_write_contract(const orth_launch *launch,
                                       const orth_launch_in_contract *contract, FILE *stream,
                                       orth_error *error);

#endif
