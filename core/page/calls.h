/* What the part "calls" is made of. */
#ifndef ORTH_PAGE_CALLS_H
#define ORTH_PAGE_CALLS_H

#include "page/planned.h"

/* The row of the study that was chosen. */
const orth_plan_row *orth_page_chosen_row(const orth_plan_study *study);

/* How many calls: a table, the curve, and what another call would save. */
void orth_page_calls_numbers(orth_page_work *work, json_t *part, const orth_page_plan *plan);

/* The calls themselves: dates, weights, calldata; and their arguments, word by word. */
void orth_page_calls_list(orth_page_work *work, json_t *part, const orth_page_plan *plan);

#endif
