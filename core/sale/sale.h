/* Inside the room: blocks in which nobody trades, and when somebody would. */
#ifndef ORTH_SALE_SALE_H
#define ORTH_SALE_SALE_H

#include "orthant/sale.h"

/* B_R / B_T as the formula takes them, a virtual reserve included: p = depth w / r. */
double orth_sale_depth(const orth_sale *sale);
/* The next `count` blocks, >= 1, without a trade; the last one has these weights and this fee. */
void orth_sale_pass(orth_sale *sale, uint64_t count, const double weights[2], const orth_fee *fee);

#endif
