#include "sale/orders.h"

#include <stdlib.h>

#include "base/check.h"

#define ROOM 64 /* at first */

bool orth_orders_reserve(orth_orders *orders)
{
    if (orders->count < orders->room)
        return true;
    size_t room = orders->room == 0 ? ROOM : 2 * orders->room;
    orth_order *heap = realloc(orders->heap, room * sizeof *heap);
    if (heap == NULL)
        return false;
    orders->heap = heap;
    orders->room = room;
    return true;
}

static bool before(const orth_order *a, const orth_order *b)
{
    return a->key < b->key || (a->key == b->key && a->buyer < b->buyer);
}

void orth_orders_add(orth_orders *orders, orth_order order)
{
    ORTH_CHECK(orders->count < orders->room);
    size_t place = orders->count++;
    while (place > 0 && before(&order, &orders->heap[(place - 1) / 2])) {
        orders->heap[place] = orders->heap[(place - 1) / 2];
        place = (place - 1) / 2;
    }
    orders->heap[place] = order;
}

void orth_orders_drop(orth_orders *orders)
{
    ORTH_CHECK(orders->count > 0);
    orth_order last = orders->heap[--orders->count];
    size_t place = 0, count = orders->count;
    for (size_t child; (child = 2 * place + 1) < count; place = child) {
        child += child + 1 < count && before(&orders->heap[child + 1], &orders->heap[child]);
        if (!before(&orders->heap[child], &last))
            break;
        orders->heap[place] = orders->heap[child];
    }
    if (count > 0)
        orders->heap[place] = last;
}
