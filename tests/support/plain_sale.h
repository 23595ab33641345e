/* A sale once more, as its formulas stand in orthant/sale.h, in long doubles and without any of the
 * library's code; and buyers who come to it, held in plain lists that are searched from end to end.
 */
#ifndef TESTS_PLAIN_SALE_H
#define TESTS_PLAIN_SALE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct plain_sale {
    long double project, reserve, ghost; /* what a buyer's price counts with, `ghost` is virtual */
    long double w, r, fee, share;
    bool blocked;
} plain_sale;

typedef struct plain_trade {
    long double paid, got;
    bool all; /* the whole budget or amount */
} plain_trade;

void plain_block(plain_sale *sale, double w, double r, double fee);
long double plain_price(const plain_sale *sale);
plain_trade plain_buy(plain_sale *sale, long double budget, long double limit);
plain_trade plain_sell(plain_sale *sale, long double amount, long double limit);

typedef struct plain_buyer {
    unsigned long block; /* in which he comes */
    long double left, limit;
    bool patient, flips;
    long double paid, got; /* in all */
    bool gone;             /* he buys no more */
    bool offers;
    long double tokens; /* that he offers */
} plain_buyer;

typedef struct plain_crowd {
    size_t count;
    plain_buyer *buyers; /* in order of arrival */
    long double gain, paid, taken, highest;
    size_t bought;
    unsigned long first_block;
} plain_crowd;

/* Block number `block`, from 1, of a sale whose block has begun; `unit` is the price of one R. */
void plain_crowd_block(plain_crowd *crowd, plain_sale *sale, unsigned long block, long double unit);

#endif
