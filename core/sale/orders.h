/* Resting orders, the best first: a heap. */
#ifndef ORTH_SALE_ORDERS_H
#define ORTH_SALE_ORDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ORTH_ORDER_NOTHING SIZE_MAX

typedef struct orth_order {
    double key;      /* the least comes first: -v of a buyer, the price of an offer */
    uint64_t buyer;  /* who came first, of those with the same key */
    double amount;   /* of the unit that is left to spend, of T that is left to sell */
    size_t purchase; /* his, ORTH_ORDER_NOTHING where he has bought nothing yet */
    bool flips;
} orth_order;

typedef struct orth_orders {
    size_t count, room;
    orth_order *heap; /* the best one is heap[0] */
} orth_orders;

/* Room for one more; false where there is no memory, and nothing changed. */
bool orth_orders_reserve(orth_orders *orders);
void orth_orders_add(orth_orders *orders, orth_order order); /* there must be room */
void orth_orders_drop(orth_orders *orders);                  /* the best one; count > 0 */

#endif
