#include "launch/purchases.h"

#include <math.h>
#include <stdlib.h>

#include "launch/by_price.h"
#include "numeric/dd.h"

/* Two groups that follow each other have more than the limit together, or they would be one: so
 * at most half as many stay as the limit allows, and one more. */
static void put_together(orth_purchases *purchases)
{
    orth_sale_purchase *list = purchases->list;
    double all = 0;
    orth_purchases_by_price(purchases->count, list, list + purchases->room);
    for (size_t i = 0; i < purchases->count; i++)
        all += list[i].tokens;
    double most = all * (4.0 / ORTH_PURCHASES_MOST);
    size_t groups = 0;
    for (size_t i = 0; i < purchases->count; i++) {
        orth_sale_purchase *group = &list[groups > 0 ? groups - 1 : 0];
        if (groups > 0 && group->tokens + list[i].tokens <= most) {
            group->paid += list[i].paid;
            group->tokens += list[i].tokens;
            group->price = group->paid / group->tokens;
        } else {
            list[groups++] = list[i];
        }
    }
    purchases->count = groups;
}

orth_status orth_purchases_add(orth_purchases *purchases, double paid, double tokens,
                               orth_error *error)
{
    if (purchases->count == ORTH_PURCHASES_MOST)
        put_together(purchases);
    if (purchases->count == purchases->room) {
        size_t room = 2 * purchases->room + 64;
        orth_sale_purchase *list = realloc(purchases->list, 2 * room * sizeof *list);
        if (list == NULL)
            return orth_fail_memory(error, (double)(2 * room * sizeof *list));
        purchases->list = list;
        purchases->room = room;
    }
    purchases->list[purchases->count++] = (orth_sale_purchase){
        .buyer = purchases->made++, .paid = paid, .tokens = tokens, .price = paid / tokens};
    return ORTH_OK;
}

void orth_purchases_free(orth_purchases *purchases)
{
    free(purchases->list);
}

double orth_purchases_average(const orth_purchases *purchases)
{
    orth_dd paid = {0, 0}, tokens = {0, 0};
    for (size_t i = 0; i < purchases->count; i++) {
        paid = orth_dd_add(paid, orth_dd_from(purchases->list[i].paid));
        tokens = orth_dd_add(tokens, orth_dd_from(purchases->list[i].tokens));
    }
    return purchases->count == 0 ? NAN : orth_dd_value(paid) / orth_dd_value(tokens);
}

double orth_purchases_gini(orth_purchases *purchases)
{
    if (purchases->count == 0)
        return NAN;
    orth_purchases_by_price(purchases->count, purchases->list, purchases->list + purchases->room);
    return orth_sale_gini(purchases->count, purchases->list);
}

void orth_purchases_shares(double *prices, size_t count, const orth_purchases *purchases)
{
    double all = 0, sum = 0;
    for (size_t i = 0; i < purchases->count; i++)
        all += purchases->list[i].tokens;
    size_t j = 0;
    for (size_t i = 0; i < purchases->count; i++) {
        const orth_sale_purchase *one = &purchases->list[i];
        sum += one->tokens;
        for (; j < count && (double)j / (double)(count - 1) * all <= sum; j++)
            prices[j] = one->price;
    }
    for (; j < count; j++) /* the sum ends short of itself by rounding, or nobody bought */
        prices[j] = purchases->count == 0 ? NAN : purchases->list[purchases->count - 1].price;
}
