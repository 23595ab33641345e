/* A move whose risks are tried. */
#ifndef ORTH_PAGE_RISKS_MOVE_H
#define ORTH_PAGE_RISKS_MOVE_H

#include "page/risks.h"
#include "page/tried.h"

typedef struct orth_page_moved {
    orth_page_risks risks;
    orth_page_choice choice;
    orth_path *path;        /* of the choice */
    const char *base_known; /* what the cost as assumed rests on */
} orth_page_moved;

/* A row: what the move costs more, in basis points; NaN where no figure is known. */
void orth_page_moved_add(orth_page_moved *of, const char *risk, const char *does, double bp,
                         const char *known);

/* Rows of arbitrage that is absent or undersized. */
orth_status orth_page_moved_arbitrage(orth_page_moved *of, orth_error *error);

/* Rows of the plan's calls: missed blocks, limits of the contract, gas; none without a plan. */
orth_status orth_page_moved_plan(orth_page_moved *of, orth_error *error);

#endif
