/* A page of a scenario, and one of its parts: what it says. */
#ifndef TESTS_PAGE_PARTS_H
#define TESTS_PAGE_PARTS_H

#include <jansson.h>
#include <stdbool.h>

#include "orthant/page.h"

typedef struct test_page {
    orth_scenario *scenario;
    orth_page *page;
    const json_t *part;
} test_page;

/* The page of the scenario, which becomes its own, or of a text; a part that must be there. */
test_page test_page_of(orth_scenario *scenario, const char *part);
test_page test_page_of_text(const char *text, const char *part);
/* With what the command line may give beside the scenario: gas (NaN: not given) and a target. */
test_page test_page_with(const char *text, double gas, const char *target, const char *part);
void test_page_clear(test_page *page);

/* From here on it is another part of the same page, which must be there. */
void test_page_turn(test_page *page, const char *part);

/* A figure of the part, whatever it is, which must be there. */
const json_t *test_page_value(const test_page *page, const char *key);
/* A number of the part, which must be there. */
double test_page_figure(const test_page *page, const char *key);
bool test_page_says(const test_page *page, const char *words);
bool test_page_notes(const test_page *page, const char *words);
/* Of "do", "cost" or "sure" of the decision. */
bool test_page_decides(const test_page *page, const char *which, const char *words);
bool test_page_misses(const test_page *page, const char *key);
/* Rows of a table of the part; NULL where there is none. */
const json_t *test_page_rows(const test_page *page, const char *table);

#endif
