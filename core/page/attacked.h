/* The study of safety that a page shows: of the plan's calls, of a path where there is no plan, or
 * of the strategies. */
#ifndef ORTH_PAGE_ATTACKED_H
#define ORTH_PAGE_ATTACKED_H

#include "page/planned.h"

#include "orthant/safety_study.h"

/* What a page has the time for: blocks x n 2^n of n tokens, some 1e-6 s each; of strategies, whose
 * windows are mostly unsafe, which takes longer, with all of them. `orthant safety` has no limit.
 */
#define ORTH_PAGE_SAFETY_MOST 1500000
#define ORTH_PAGE_SAFETY_STRATEGIES_MOST 150000

typedef struct orth_page_safety {
    orth_scenario part;  /* of the scenario: one path, or one price path and its first blocks */
    char *path;          /* the path's name; NULL of others */
    uint64_t steps;      /* of the path */
    uint64_t blocks;     /* that are looked at, of strategies */
    uint64_t all_blocks; /* that there are */
    double fee;          /* the pool's, the least where it is a schedule */
    bool nothing_moves;  /* nothing was looked at */
    const orth_page_plan *plan; /* whose calls it is of; NULL of others */
    orth_safety_study *study;   /* NULL where it takes too long */
} orth_page_safety;

/* To be cleared in any case. */
orth_status orth_page_safety_make(orth_page_safety *safety, orth_page_work *work,
                                  orth_error *error);
void orth_page_safety_clear(orth_page_safety *safety);

/* The schedule of which the page speaks: the worst, whose figures the study's verdict rests on. */
const orth_safety_schedule *orth_page_safety_worst(const orth_page_safety *safety);

/* The table of schedules and the curve by capital. */
void orth_page_safety_tables(orth_page_work *work, json_t *part, const orth_page_safety *safety);

#endif
