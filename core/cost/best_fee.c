/* The best fee: net income may have several maxima (few trades at a high fee against many at a low
 * one), so that the whole range is scanned first. */
#include "orthant/best_fee.h"

#include <math.h>
#include <stdbool.h>

#include "numeric/brent.h"
#include "numeric/elementary.h"

#define POINTS ORTH_FEE_POINTS
#define PRECISE 1e-9 /* of a fee */

typedef struct question {
    const orth_fee_losses *losses;
    const orth_demand *demand;
} question;

static double net_at(const void *of, double log_fee)
{
    const question *q = of;
    return orth_fee_net_of(q->losses, q->demand, orth_exp(log_fee)).net;
}

static double fee_of_point(size_t i)
{
    if (i == 0)
        return ORTH_FEE_LEAST;
    if (i == POINTS - 1)
        return ORTH_FEE_MOST;
    return ORTH_FEE_LEAST *
           orth_pow(ORTH_FEE_MOST / ORTH_FEE_LEAST, (double)i / (double)(POINTS - 1));
}

/* Between points i - 1 and i + 1, of which i is the highest. */
static orth_fee_net refine(const question *q, const orth_best_fee *best, size_t i)
{
    double at = orth_brent_greatest(orth_log(best->curve[i - 1].fee),
                                    orth_log(best->curve[i + 1].fee), PRECISE, net_at, q);
    orth_fee_net found = orth_fee_net_of(q->losses, q->demand, orth_exp(at));
    return found.net > best->curve[i].net ? found : best->curve[i];
}

/* Where the net income crosses the floor between two fees, of which one is above it. */
static double crossing(const question *q, double inside, double outside, double floor)
{
    while (fabs(outside - inside) > PRECISE * inside) {
        double middle = (inside + outside) / 2;
        if (orth_fee_net_of(q->losses, q->demand, middle).net >= floor)
            inside = middle;
        else
            outside = middle;
    }
    return inside;
}

/* One end of the flat part: the first point beyond the best fee that is below the floor. */
static double flat_end(const question *q, const orth_best_fee *best, int way)
{
    double floor = ORTH_FEE_FLAT * best->best.net, inside = best->best.fee;
    for (size_t k = 0; k < POINTS; k++) {
        const orth_fee_net *point = &best->curve[way > 0 ? k : POINTS - 1 - k];
        if (way * (point->fee - best->best.fee) <= 0)
            continue;
        if (point->net < floor)
            return crossing(q, inside, point->fee, floor);
        inside = point->fee;
    }
    return inside;
}

void orth_best_fee_find(orth_best_fee *best, const orth_fee_losses *losses,
                        const orth_demand *demand)
{
    question q = {losses, demand};
    for (size_t i = 0; i < POINTS; i++)
        best->curve[i] = orth_fee_net_of(losses, demand, fee_of_point(i));
    bool at_most = best->curve[POINTS - 1].net > best->curve[0].net;
    best->best = best->curve[at_most ? POINTS - 1 : 0];
    best->end = at_most ? ORTH_FEE_AT_MOST : ORTH_FEE_AT_LEAST;
    best->maxima = 0;
    for (size_t i = 1; i + 1 < POINTS; i++) {
        double here = best->curve[i].net;
        if (!(here > best->curve[i - 1].net && here >= best->curve[i + 1].net))
            continue;
        orth_fee_net found = refine(&q, best, i);
        best->maxima++;
        if (found.net > best->best.net) {
            best->best = found;
            best->end = ORTH_FEE_INSIDE;
        }
    }
    best->flat_low = best->flat_high = NAN;
    if (!(best->best.net > 0))
        return;
    best->flat_low = flat_end(&q, best, -1);
    best->flat_high = flat_end(&q, best, 1);
}
