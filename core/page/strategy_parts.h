/* What the part of strategies is made of, a file each. */
#ifndef ORTH_PAGE_STRATEGY_PARTS_H
#define ORTH_PAGE_STRATEGY_PARTS_H

#include "page/work.h"

/* The rules in words, with a table of their parameters. */
void orth_page_strategy_rules(orth_page_work *work, json_t *part);

/* The one with the greatest mean return against holding; the first where that is not measured. */
size_t orth_page_strategy_best(const orth_page_run *run);
/* Likewise of those that are not `but`, where that is measured; SIZE_MAX where there are none. */
size_t orth_page_strategy_best_but(const orth_page_run *run, size_t but);

/* What `s` ended with more than `than`, price path by price path, a part of the start's value. */
orth_status orth_page_strategy_ended_more(orth_estimate *out, const orth_page_run *run, size_t s,
                                          size_t than, orth_error *error);

/* Sentences for the box. */
orth_status orth_page_strategy_decide(orth_page_work *work, const orth_page_run *run,
                                      orth_error *error);

/* Of several a row each: return, bad case, cost, and the difference from the best. */
orth_status orth_page_strategy_summary(orth_page_work *work, json_t *part, const orth_page_run *run,
                                       orth_error *error);

/* Weights, value and drawdown on the first price path. */
void orth_page_strategy_pictures(orth_page_work *work, json_t *part, const orth_page_run *run);

/* Returns and risks with intervals, differences, where the value went. */
void orth_page_strategy_tables(orth_page_work *work, json_t *part, const orth_page_run *run);

/* The name of a strategy, or "the strategy" where there is one alone. */
const char *orth_page_strategy_name(const orth_page_run *run, size_t result);

/* The estimate of the return against holding the start's tokens, (V_T / V_0) / (B_T / B_0) - 1;
 * NULL where performance is not measured. */
const orth_performance_estimate *orth_page_strategy_against_hold(const orth_page_run *run,
                                                                 size_t result);
/* Where an estimate has an interval that leaves out 0: its sign, else 0. */
int orth_page_told(const orth_estimate *estimate);

/* How much of it is luck. */
orth_status orth_page_strategy_luck(orth_page_work *work, json_t *part, const orth_page_run *run,
                                    orth_error *error);

#endif
