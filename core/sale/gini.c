#include "sale/gini.h"

#include <stdlib.h>

#include "numeric/dd.h"

int orth_sale_purchase_by_price(const void *left, const void *right)
{
    const orth_sale_purchase *a = left, *b = right;
    if (a->price != b->price)
        return a->price < b->price ? -1 : 1;
    return (a->buyer > b->buyer) - (a->buyer < b->buyer);
}

/* Mostly they are sorted by one who has room to do it faster. */
static bool is_sorted(size_t count, const orth_sale_purchase *purchases)
{
    for (size_t i = 1; i < count; i++)
        if (orth_sale_purchase_by_price(&purchases[i - 1], &purchases[i]) > 0)
            return false;
    return true;
}

/* With t shares of all tokens, T_i and D_i the sums of t and of d = t (p - least p) over those who
 * paid no more, the sum is that of T_(i-1) d_i - t_i D_(i-1), none of which is below 0. */
double orth_sale_gini(size_t count, orth_sale_purchase *purchases)
{
    if (count < 2)
        return 0;
    if (!is_sorted(count, purchases))
        qsort(purchases, count, sizeof *purchases, orth_sale_purchase_by_price);
    double least = purchases[0].price;
    orth_dd all = {0}, tokens = {0}, mean = {0}, above = {0}, sum = {0};
    for (size_t i = 0; i < count; i++)
        all = orth_dd_add(all, orth_dd_from(purchases[i].tokens));
    for (size_t i = 0; i < count; i++) {
        double t = purchases[i].tokens / all.high, d = t * (purchases[i].price - least);
        sum = orth_dd_add(sum, orth_dd_from(tokens.high * d - t * above.high));
        tokens = orth_dd_add(tokens, orth_dd_from(t));
        above = orth_dd_add(above, orth_dd_from(d));
        mean = orth_dd_add(mean, orth_dd_product(t, purchases[i].price));
    }
    return orth_dd_value(sum) / mean.high;
}
