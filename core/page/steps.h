/* What the part "steps" shows. */
#ifndef ORTH_PAGE_STEPS_H
#define ORTH_PAGE_STEPS_H

#include "page/tried.h"

/* The curve: closed forms, and what was simulated. */
orth_status orth_page_steps_draw(orth_page_work *work, json_t *part, const orth_page_choice *choice,
                                 const orth_page_steps *steps, orth_error *error);
/* What was simulated, as a table; nothing where nothing was. */
void orth_page_steps_table(orth_page_work *work, json_t *part, const orth_page_steps *steps);

#endif
