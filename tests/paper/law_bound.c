/* The paper's bound on what the geodesic (slerp) loses more than the optimum, beside that loss. */
#include <math.h>

#include "paper.h"

/* L_slerp - L* <= 128 N Omega^4 / (eps^4 f^3) for f >= 4 Omega / eps, with Omega = arccos of
 * sum sqrt(u w) = D / 2 and no weight below eps. On the geodesic each sqrt(w_i) is concave in time,
 * so that its least weight is one of the ends'. */
typedef struct bound {
    double factor, from; /* the bound times f^3; the f from which on it is stated */
} bound;

static bound bound_of(const subject *s)
{
    double angle = s->distance / 2, least = 1;
    for (size_t i = 0; i < s->move->n; i++)
        least = fmin(least, fmin(s->move->start[i], s->move->target[i]));
    return (bound){128 * (double)s->move->n * pow(angle / least, 4), 4 * angle / least};
}

static void check_move(paper *p, table *t, const subject *s)
{
    bound b = bound_of(s);
    double least_ratio = INFINITY;
    for (size_t i = 0; i < s->scenario->step_count; i++) {
        uint64_t steps = s->scenario->steps[i];
        double f = (double)steps, least = paper_loss("optimum", s->move, steps);
        double more = paper_loss("geodesic", s->move, steps) - least;
        if (f < b.from || !(more >= EXCESS_LEAST * least))
            continue;
        double most = b.factor / (f * f * f);
        table_row(t, s->name, (double[]){f, more, most, most / more});
        least_ratio = fmin(least_ratio, most / more);
    }
    if (isinf(least_ratio))
        paper_say(p, "%s: from f = %.0f on, where doubles show no excess.\n", s->name, b.from);
    else
        paper_check(p, least_ratio >= 1,
                    "%s: the paper's bound on the excess holds, and is %.2g times the excess or "
                    "more",
                    s->name, least_ratio);
}

void law_bound(paper *p)
{
    paper_say(
        p, "\n\nThe paper's bound, L_slerp - L* <= 128 N Omega^4 / (eps^4 f^3) for f >= 4 Omega "
           "/ eps, beside\nthat difference, and their ratio: an upper bound, and nothing more.\n");
    table t;
    table_open(&t, p, "bound", "move,steps,excess,bound,ratio");
    for (size_t m = 0; m < p->count; m++)
        check_move(p, &t, &p->subjects[m]);
    table_close(&t);
}
