/* Rails as bounds on whole units, which rounding cannot break. */
#include "plan/target.h"

void orth_plan_to_units(int64_t *units, const orth_word *weights, size_t n, uint64_t unit)
{
    for (size_t i = 0; i < n; i++)
        units[i] = (int64_t)(weights[i].limb[0] / unit);
}

void orth_plan_from_units(orth_word *weights, const int64_t *units, size_t n, uint64_t unit)
{
    for (size_t i = 0; i < n; i++)
        weights[i] = orth_word_of((uint64_t)units[i] * unit);
}

static void narrow(orth_plan_box *box, size_t i, int64_t low, int64_t high)
{
    box->low[i] = low > box->low[i] ? low : box->low[i];
    box->high[i] = high < box->high[i] ? high : box->high[i];
}

void orth_plan_box_from(orth_plan_box *box, const orth_plan *plan, uint64_t unit,
                        const int64_t *now)
{
    uint64_t least, most, rail = plan->minimum_weight;
    int64_t move = (int64_t)(plan->largest_move / unit);
    orth_error unused;
    orth_target_find(plan->target, &unused)->limits(plan->n, plan->rail.limb[0], &least, &most);
    least = rail > least ? rail : least;
    box->n = plan->n;
    for (size_t i = 0; i < plan->n; i++) {
        box->low[i] = (int64_t)((least + unit - 1) / unit);
        box->high[i] = (int64_t)(most / unit);
        if (now != NULL && plan->largest_move > 0)
            narrow(box, i, now[i] - move, now[i] + move);
    }
}

void orth_plan_box_reach(orth_plan_box *box, const orth_plan *plan, uint64_t unit, size_t calls,
                         const int64_t *wanted)
{
    int64_t reach = (int64_t)(plan->largest_move / unit) * (int64_t)calls;
    for (size_t i = 0; i < plan->n && plan->largest_move > 0; i++)
        narrow(box, i, wanted[i] - reach, wanted[i] + reach);
}

/* The token that can take up most of what is left over. */
static size_t roomiest(const int64_t *point, const orth_plan_box *box, bool down, int64_t *room)
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

bool orth_plan_box_fit(int64_t *point, const orth_plan_box *box)
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
