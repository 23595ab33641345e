/* The sale of a scenario that the page rests on. */
#ifndef ORTH_PAGE_SALE_H
#define ORTH_PAGE_SALE_H

#include "orthant/launch.h"

/* As ORTH_PAGE_RUN_MOST, in blocks x results x price paths; a contract's integers are slower. */
#define ORTH_PAGE_SALE_MOST 1e7
#define ORTH_PAGE_SALE_CONTRACT_MOST 5e5
/* Blocks of the curves. */
#define ORTH_PAGE_SALE_CURVE 121

typedef struct orth_page_sale {
    orth_scenario scenario; /* the page's, but for its price paths; what it points to is shared */
    uint64_t asked;         /* price paths of the scenario */
    orth_launch *launch;
    /* The linear path in the integers of a contract, beside the same in doubles, on as many price
     * paths; NULL where no contract of sales is asked for, or the scenario has no such path. */
    const char *contract;
    orth_scenario linear;
    orth_launch *in_contract, *in_doubles;
} orth_page_sale;

/* `target` as of orth_page_options. Errors of orth_launch_run. *sale is NULL on failure. */
orth_status orth_page_sale_create(orth_page_sale **sale, const orth_scenario *scenario,
                                  const char *target, unsigned threads, orth_error *error);
void orth_page_sale_free(orth_page_sale *sale); /* NULL is fine */

#endif
