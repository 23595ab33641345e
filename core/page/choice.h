/* Which of the scenario's paths is recommended, and in which of its numbers of steps: what the
 * parts "move", "cost" and "steps" agree on. */
#ifndef ORTH_PAGE_CHOICE_H
#define ORTH_PAGE_CHOICE_H

#include "page/work.h"

/* Of paths whose costs are nearer than this, in basis points, the plainest is recommended: linear,
 * else the geodesic. */
#define ORTH_PAGE_SAME_BP 1e-3

typedef struct orth_page_choice {
    const orth_comparison *comparison;
    /* The cheapest by what is most known of it (orth_outside_basis). The optimum, which has no
     * formula, gives way to any other. */
    const orth_comparison_result *best;
    const orth_comparison_result *linear; /* in the same steps; NULL where it was not asked for */
    const orth_comparison_result *first;  /* of the results in the same steps */
    orth_outside_basis basis;             /* of the best */
    double cost;        /* of the best by that basis, a part of the pool's value */
    double linear_more; /* what linear costs more, likewise; 0 without it */
    bool matters;       /* whether that is ORTH_REPORT_MATTERS_BP or more */
} orth_page_choice;

/* Its comparison is the work's. */
orth_status orth_page_choose(orth_page_choice *choice, orth_page_work *work, orth_error *error);

/* What one result costs more than another, a part of the value: by the most that is known of
 * both. */
double orth_page_costs_more(const orth_comparison_result *result,
                            const orth_comparison_result *than);

/* Updates and tracking of one step on the way, in logs of value. */
double orth_page_apart(const orth_scenario *scenario);

/* Whether the cost with the fee, of three and more tokens, is a walk so long (a high fee beside
 * small noise) that a page has the time for those of the comparison alone. */
bool orth_page_walks_are_long(const orth_page_choice *choice);

#endif
