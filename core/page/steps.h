/* What the part "steps" shows. */
#ifndef ORTH_PAGE_STEPS_H
#define ORTH_PAGE_STEPS_H

#include "page/tried.h"

/* The curve: closed forms, and what was simulated. */
orth_status orth_page_steps_draw(orth_page_work *work, json_t *part, const orth_page_choice *choice,
                                 const orth_page_steps *steps, orth_error *error);
/* What was simulated, as a table; nothing where nothing was. */
void orth_page_steps_table(orth_page_work *work, json_t *part, const orth_page_steps *steps);

/* What prices may do meanwhile to a pool that moves evenly to its target, beside one that is there
 * from the start: one standard deviation, a part of the value,
 *     sqrt(d' S d t / 3),   d the change of weights, S a block's covariance, t blocks.
 * NaN where nothing says how prices move. Errors of orth_price_noise_of. */
orth_status orth_page_price_risk(double *risk, const orth_page_work *work, uint64_t steps,
                                 orth_error *error);

/* Says beside the scenario's own number of steps what the best would save, a part of the value;
 * `known_by` is how that is known. */
orth_status orth_page_steps_decide(orth_page_work *work, json_t *part, const orth_page_steps *steps,
                                   double saves, const char *known_by, orth_error *error);

#endif
