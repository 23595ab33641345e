/* Purchases in order of their prices, in time that is linear in their number. */
#ifndef ORTH_LAUNCH_BY_PRICE_H
#define ORTH_LAUNCH_BY_PRICE_H

#include "orthant/sale_buyers.h"

/* Sorts by price, each above 0; equal prices stay in the order in which they came. `scratch` has
 * room for as many; what it holds afterwards means nothing. */
void orth_purchases_by_price(size_t count, orth_sale_purchase *list, orth_sale_purchase *scratch);

#endif
