/* What the part "calls" is made of. */
#ifndef ORTH_PAGE_CALLS_H
#define ORTH_PAGE_CALLS_H

#include "page/planned.h"

/* The row of the study that was chosen. */
const orth_plan_row *orth_page_chosen_row(const orth_plan_study *study);

/* Who sends them; the box's sentence, and between which dates they hold; and the commands that make
 * them again. */
void orth_page_calls_sender(orth_page_work *work, json_t *part, const orth_page_plan *plan);
void orth_page_calls_decide(orth_page_work *work, json_t *part, const orth_page_plan *plan);
void orth_page_calls_command(orth_page_work *work, json_t *part, const orth_page_plan *plan);

/* How many calls: a table, the curve, and what another call would save. */
void orth_page_calls_numbers(orth_page_work *work, json_t *part, const orth_page_plan *plan);

/* The calls themselves: dates, weights, calldata; and their arguments, word by word. */
void orth_page_calls_list(orth_page_work *work, json_t *part, const orth_page_plan *plan);

/* Of a pool that is to be created: all fields that the plan's arguments leave out. */
void orth_page_calls_fields(orth_page_work *work, json_t *part);

/* What comes of a call that is late, early, lost or sent twice: a table. Only errors that end the
 * page are returned. */
orth_status orth_page_calls_late(orth_page_work *work, json_t *part, const orth_page_plan *plan,
                                 orth_error *error);

#endif
