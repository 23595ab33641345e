#include "setpoint/box.h"

void orth_box_narrow(orth_box *box, size_t i, int64_t low, int64_t high)
{
    box->low[i] = low > box->low[i] ? low : box->low[i];
    box->high[i] = high < box->high[i] ? high : box->high[i];
}

bool orth_box_has_points(const orth_box *box)
{
    int64_t low = 0, high = 0;
    for (size_t i = 0; i < box->n; i++) {
        if (box->low[i] > box->high[i])
            return false;
        low += box->low[i], high += box->high[i];
    }
    return low <= box->whole && box->whole <= high;
}

/* The token that can take up most of what is left over. */
static size_t roomiest(const int64_t *point, const orth_box *box, bool down, int64_t *room)
{
    size_t best = 0;
    *room = 0;
    for (size_t i = 0; i < box->n; i++) {
        int64_t has = down ? point[i] - box->low[i] : box->high[i] - point[i];
        if (has > *room)
            *room = has, best = i;
    }
    return best;
}

bool orth_box_fit(int64_t *point, const orth_box *box)
{
    int64_t over = 0;
    for (size_t i = 0; i < box->n; i++) {
        if (box->low[i] > box->high[i])
            return false;
        int64_t was = point[i];
        point[i] = was < box->low[i] ? box->low[i] : was > box->high[i] ? box->high[i] : was;
        over += point[i] - was;
    }
    while (over != 0) {
        int64_t room, size = over > 0 ? over : -over;
        size_t i = roomiest(point, box, over > 0, &room);
        if (room == 0)
            return false;
        int64_t part = room < size ? room : size;
        point[i] += over > 0 ? -part : part;
        over += over > 0 ? -part : part;
    }
    return true;
}
