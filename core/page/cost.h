/* What the part "cost" is made of: one path in one number of steps, by all that is known of it. */
#ifndef ORTH_PAGE_COST_H
#define ORTH_PAGE_COST_H

#include "page/tried.h"

typedef struct orth_page_cost_facts {
    orth_page_choice choice;
    const orth_page_simulated *simulated;
    const orth_page_steps *steps;
    double turnover;  /* of the value */
    double half_more; /* what half as many steps lose more, likewise; 0 where not known */
    orth_page_known_cost known;
} orth_page_cost_facts;

/* Tables: of each path and number of steps; of the recommended path by what is counted; of what
 * moves the cost, the greatest first. */
void orth_page_cost_paths(orth_page_work *work, json_t *part, const orth_page_cost_facts *of);
void orth_page_cost_counted(orth_page_work *work, json_t *part, const orth_page_cost_facts *of);
void orth_page_cost_effects(orth_page_work *work, json_t *part, const orth_page_cost_facts *of);

/* What single steps cost along the way, of the recommended path and of linear. */
orth_status orth_page_cost_draw(orth_page_work *work, json_t *part, const orth_page_cost_facts *of,
                                orth_error *error);

/* Selling on an exchange beside it: sentences. */
void orth_page_cost_outside(orth_page_work *work, json_t *part, const orth_page_cost_facts *of);

#endif
