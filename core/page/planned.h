/* The plan of a scenario's move, made once for all parts of a page: the calls, what missed blocks
 * do to them, their file, and the certificate of that file. */
#ifndef ORTH_PAGE_PLANNED_H
#define ORTH_PAGE_PLANNED_H

#include "page/work.h"

#include "orthant/plan_file.h"

/* Blocks x tokens of a plan that a page has the time for; `orthant plan` makes others. */
#define ORTH_PAGE_PLAN_MOST 400000

typedef struct orth_page_plan {
    const orth_plan_target *target;
    orth_move *move;
    uint64_t steps;     /* the first that the scenario has */
    uint64_t blocks;    /* on the chain */
    double gas;         /* money a call; NaN where it is not known */
    bool gas_is_ours;   /* it is the scenario's cost of an update, not the option's */
    bool nothing_moves; /* nothing below was made: the target is the start */
    bool too_long;      /* nothing below was made: ORTH_PAGE_PLAN_MOST */
    orth_plan_study_options wanted;
    orth_error error;       /* status ORTH_OK, or why there is no plan */
    orth_plan_study *study; /* NULL without a plan, and all below with it */
    char sha256[65];        /* of the file that the command writes */
    /* The same file without its bound, which took as long to prove as all else took to make. */
    orth_plan_file *file;
    orth_plan_certificate certificate; /* of `file`; the study has the bound */
} orth_page_plan;

/* Good as long as the work. Not of scenarios with strategies. A plan that cannot be made is no
 * failure: `error` and too_long say so. */
orth_status orth_work_plan(orth_page_work *work, const orth_page_plan **plan, orth_error *error);
void orth_page_plan_free(orth_page_plan *plan); /* NULL is fine */

/* The command that makes the plan, with more options (such as "-o plan.json"), to be freed; NULL
 * without memory. */
char *orth_page_plan_command(const orth_page_work *work, const orth_page_plan *plan,
                             const char *more);
#define ORTH_PAGE_PLAN_OUT "-o plan.json"

#endif
