/* Plans made of small scenarios. */
#ifndef TESTS_PLANS_H
#define TESTS_PLANS_H

#include "orthant/plan_file.h"

/* Three tokens, 40 blocks of which one in ten is missed, a pool with a value, both rails. */
extern const char test_plan_scenario[];

typedef struct test_plan {
    orth_scenario *scenario;
    orth_move *move;
    orth_plan_study_options options; /* gas 3, five runs of missed blocks, an address */
    orth_plan_study *study;
} test_plan;

/* Of a scenario's text; `calls` and `legal` as in the options. */
test_plan test_plan_make(const char *text, const char *target, size_t calls, bool legal);
void test_plan_unmake(test_plan *plan);

/* The study's file; to be freed. */
char *test_plan_written(const orth_plan_study *study);

#endif
