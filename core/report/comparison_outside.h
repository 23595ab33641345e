/* What a comparison's move costs outside the pool, beside its results. */
#ifndef ORTH_REPORT_COMPARISON_OUTSIDE_H
#define ORTH_REPORT_COMPARISON_OUTSIDE_H

#include <stdio.h>

#include "base/json_out.h"
#include "orthant/compare.h"

/* The key "outside", null where the scenario has no benchmark. */
void orth_comparison_write_outside_json(orth_json_out *json, const orth_comparison *comparison);
/* The lines of the table, none without. */
void orth_comparison_write_outside(const orth_comparison *comparison, FILE *stream);

#endif
