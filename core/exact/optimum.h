/* Inside the proven optimum: its rows, and what is said of them. */
#ifndef ORTH_EXACT_OPTIMUM_H
#define ORTH_EXACT_OPTIMUM_H

#include "exact/best.h"
#include "orthant/exact.h"

struct orth_exact_rows {
    orth_rows rows;
    unsigned start_decimals, inner_decimals, target_decimals; /* sum of a row = 10^decimals */
};

/* Digits that the enclosures have beyond those that are shown. */
enum { ORTH_SPARE_DIGITS = 5 };

/* The texts of an optimum whose rows are set, from them and what is proven from `best`. */
orth_status orth_optimum_describe(orth_exact_optimum *optimum, const orth_best *best,
                                  orth_error *error);

#endif
