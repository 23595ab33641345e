#include "numeric/brent.h"

#include <math.h>

#define ROUNDS 200
#define GOLDEN 0.3819660112501051 /* (3 - sqrt 5) / 2 */

/* The three best points so far, of -f, and the last two steps. */
typedef struct bracket {
    double low, high;
    double x, w, v, fx, fw, fv;
    double step, earlier;
} bracket;

/* A step to the vertex of the parabola through the three points; else one of the golden section. */
static double propose(bracket *b, double least)
{
    double middle = (b->low + b->high) / 2;
    if (fabs(b->earlier) > least) {
        double r = (b->x - b->w) * (b->fx - b->fv), q = (b->x - b->v) * (b->fx - b->fw);
        double p = (b->x - b->v) * q - (b->x - b->w) * r;
        q = 2 * (q - r);
        p = q > 0 ? -p : p;
        q = fabs(q);
        double before = b->earlier;
        b->earlier = b->step;
        if (fabs(p) < fabs(q * before / 2) && p > q * (b->low - b->x) && p < q * (b->high - b->x)) {
            double step = p / q, at = b->x + step;
            if (at - b->low < 2 * least || b->high - at < 2 * least)
                step = b->x < middle ? least : -least;
            return step;
        }
    }
    b->earlier = b->x < middle ? b->high - b->x : b->low - b->x;
    return GOLDEN * b->earlier;
}

static void take(bracket *b, double at, double value)
{
    if (value <= b->fx) {
        *(at < b->x ? &b->high : &b->low) = b->x;
        b->v = b->w, b->fv = b->fw;
        b->w = b->x, b->fw = b->fx;
        b->x = at, b->fx = value;
        return;
    }
    *(at < b->x ? &b->low : &b->high) = at;
    if (value <= b->fw || b->w == b->x) {
        b->v = b->w, b->fv = b->fw;
        b->w = at, b->fw = value;
    } else if (value <= b->fv || b->v == b->x || b->v == b->w) {
        b->v = at, b->fv = value;
    }
}

double orth_brent_greatest(double low, double high, double tolerance, orth_function *f,
                           const void *of)
{
    double x = low + GOLDEN * (high - low), value = -f(of, x);
    bracket b = {low, high, x, x, x, value, value, value, 0, 0};
    for (int round = 0; round < ROUNDS; round++) {
        double least = tolerance / 3 + 1e-9 * fabs(b.x);
        if (fabs(b.x - (b.low + b.high) / 2) <= 2 * least - (b.high - b.low) / 2)
            break;
        b.step = propose(&b, least);
        double step = fabs(b.step) >= least ? b.step : b.step > 0 ? least : -least;
        take(&b, b.x + step, -f(of, b.x + step));
    }
    return b.x;
}
