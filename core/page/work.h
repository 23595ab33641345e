/* What the parts of a page are made from: the scenario, and results that several parts ask for,
 * each computed once and when it is first asked for. */
#ifndef ORTH_PAGE_WORK_H
#define ORTH_PAGE_WORK_H

#include "orthant/compare.h"
#include "orthant/page.h"
#include "page/facts.h"
#include "page/run.h"
#include "page/sale.h"

typedef struct orth_page_work {
    const orth_scenario *scenario;
    const orth_page_options *options;
    orth_facts *facts;
    orth_comparison *comparison; /* NULL until it is asked for */
    /* Likewise (page/tried.h), and what frees it. */
    struct orth_page_study *study;
    void (*free_study)(struct orth_page_study *study);
    orth_page_run *run; /* the scenario's simulation, likewise */
    orth_page_sale *sale;
    struct orth_page_plan *plan; /* page/planned.h; freed by free_plan */
    void (*free_plan)(struct orth_page_plan *plan);
} orth_page_work;

/* What the scenario's paths cost in each of its numbers of steps; good as long as the work. */
orth_status orth_work_comparison(orth_page_work *work, const orth_comparison **comparison,
                                 orth_error *error);
/* The scenario's simulation, which needs a market; likewise. */
orth_status orth_work_simulation(orth_page_work *work, const orth_page_run **run,
                                 orth_error *error);
/* The scenario's sale; likewise. */
orth_status orth_work_sale(orth_page_work *work, const orth_page_sale **sale, orth_error *error);
void orth_work_clear(orth_page_work *work);

/* What ends the whole page; any other failure is told in the part that has it. */
bool orth_page_ends(orth_status status);

/* One part of the page: a file core/page/part_X.c and a line of the table in core/page/parts.c.
 * `write` fills the part that is begun. Where it fails because of what it was given, the page says
 * so in this part, and goes on. */
typedef struct orth_page_part {
    const char *id, *title;
    bool (*applies)(const orth_scenario *scenario);
    orth_status (*write)(orth_page_work *work, json_t *part, orth_error *error);
} orth_page_part;

extern const orth_page_part *const orth_page_parts[]; /* ends with NULL; in their order */

/* For `applies`. */
bool orth_part_of_all(const orth_scenario *scenario);
bool orth_part_of_moves(const orth_scenario *scenario);       /* launches among them */
bool orth_part_of_moves_alone(const orth_scenario *scenario); /* and no launches */
bool orth_part_of_launches(const orth_scenario *scenario);
bool orth_part_of_strategies(const orth_scenario *scenario);

extern const orth_page_part orth_part_move;
extern const orth_page_part orth_part_calls;
extern const orth_page_part orth_part_safety;
extern const orth_page_part orth_part_launch;
extern const orth_page_part orth_part_strategy;
extern const orth_page_part orth_part_risks;
extern const orth_page_part orth_part_assumed;
extern const orth_page_part orth_part_cost;
extern const orth_page_part orth_part_steps;
extern const orth_page_part orth_part_certificate;

#endif
