#include "setpoint/box.h"

#include <math.h>

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

bool orth_box_holds(const orth_box *box, const double *weights)
{
    for (size_t i = 0; i < box->n; i++) {
        double units = weights[i] * (double)box->whole;
        if (units < (double)box->low[i] - 0.5 || units > (double)box->high[i] + 0.5)
            return false;
    }
    return true;
}

static int64_t clamped(const orth_box *box, const double *weights, size_t i, double scale)
{
    double units = scale * weights[i] * (double)box->whole;
    if (!(units > (double)box->low[i]))
        return box->low[i];
    return units < (double)box->high[i] ? llrint(units) : box->high[i];
}

static int64_t fill(int64_t *out, const orth_box *box, const double *weights, double scale)
{
    int64_t sum = 0;
    for (size_t i = 0; i < box->n; i++)
        sum += out[i] = clamped(box, weights, i, scale);
    return sum;
}

/* The conditions of Karush, Kuhn and Tucker are the same for either KL divergence and for the
 * Fisher-Rao distance: v_i / w_i is one number c for all i that are inside their bounds, and the
 * others are at the bound that c w_i lies beyond. So v_i = c w_i clamped, with the c that makes the
 * sum 1. It is found by bisection; what whole units leave over goes to those that have room. */
void orth_box_nearest(int64_t *out, const orth_box *box, const double *weights)
{
    double low = 0, high = 1;
    while (fill(out, box, weights, high) < box->whole)
        high *= 2;
    for (int k = 0; k < 100; k++) {
        double middle = low + (high - low) / 2;
        if (fill(out, box, weights, middle) < box->whole)
            low = middle;
        else
            high = middle;
    }
    int64_t over = fill(out, box, weights, high) - box->whole;
    for (int pass = 0; over > 0; pass = 1) /* from those inside their bounds first */
        for (size_t i = 0; i < box->n && over > 0; i++)
            if (out[i] > box->low[i] && (pass > 0 || out[i] < box->high[i]))
                out[i]--, over--;
}
