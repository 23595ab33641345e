/* Purchases in order of their prices. */
#ifndef ORTH_SALE_GINI_H
#define ORTH_SALE_GINI_H

#include "orthant/sale_buyers.h"

/* Of two orth_sale_purchase, for qsort: by price, then by number. */
int orth_sale_purchase_by_price(const void *left, const void *right);

#endif
