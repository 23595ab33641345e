/* The geodesic's relative excess over the optimum falls as 1/f^2, and its coefficient. */
#include <math.h>
#include <stdlib.h>

#include "paper.h"

#define POINTS_MAX 64
#define TITLE "Excess of the geodesic over the optimum"

typedef struct curve {
    size_t count;
    double f[POINTS_MAX], excess[POINTS_MAX], predicted[POINTS_MAX];
    double coefficient; /* predicted */
} curve;

static void measure(const subject *s, curve *c)
{
    c->coefficient = predict(s->move).excess;
    c->count = s->scenario->step_count < POINTS_MAX ? s->scenario->step_count : POINTS_MAX;
    for (size_t i = 0; i < c->count; i++) {
        uint64_t steps = s->scenario->steps[i];
        c->f[i] = (double)steps;
        double excess =
            paper_loss("geodesic", s->move, steps) / paper_loss("optimum", s->move, steps) - 1;
        c->excess[i] = excess >= EXCESS_LEAST ? excess : NAN;
        c->predicted[i] = c->coefficient / (c->f[i] * c->f[i]);
    }
}

/* log excess = log c + p log f + q / f from f = 32 up and where the predicted excess is below 1e-4:
 * there the expansion has set in. The term in 1/f takes up its next order. */
static void fit_curve(paper *p, table *t, const subject *s, const curve *c)
{
    double x[POINTS_MAX], inverse[POINTS_MAX], y[POINTS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < c->count; i++)
        if (isfinite(c->excess[i]) && c->f[i] >= 32 && c->predicted[i] < 1e-4) {
            x[count] = log(c->f[i]);
            inverse[count] = 1 / c->f[i];
            y[count++] = log(c->excess[i]);
        }
    fit plain = fit_least_squares(count, y, 1, (const double *const[]){x});
    fit full = fit_least_squares(count, y, 2, (const double *const[]){x, inverse});
    double coefficient = exp(full.value[0]);
    double d2 = s->distance * s->distance;
    table_row(t, s->name,
              (double[]){(double)count, plain.value[1], plain.error[1], full.value[1],
                         full.error[1], coefficient, coefficient * full.error[0], c->coefficient,
                         coefficient / d2});
    paper_check(p, fabs(full.value[1] + 2) <= 0.005 && fabs(plain.value[1] + 2) <= 0.03,
                "%s: the excess falls as f^%.5f (standard error %.1g; straight line %.4f)", s->name,
                full.value[1], full.error[1], plain.value[1]);
    paper_check(p, fabs(coefficient / c->coefficient - 1) <= 0.02,
                "%s: coefficient %.6g, predicted %.6g", s->name, coefficient, c->coefficient);
}

static void tabulate(paper *p, const curve *curves)
{
    table t;
    table_open(&t, p, "excess", "move,steps,excess,predicted,ratio");
    for (size_t m = 0; m < p->count; m++) {
        const curve *c = &curves[m];
        for (size_t i = 0; i < c->count; i++)
            table_row(
                &t, p->subjects[m].name,
                (double[]){c->f[i], c->excess[i], c->predicted[i], c->excess[i] / c->predicted[i]});
    }
    table_close(&t);
}

static void draw(paper *p, const curve *curves)
{
    series lines[2 * MOVES_MAX];
    for (size_t m = 0; m < p->count; m++) {
        const curve *c = &curves[m];
        lines[m] = (series){NULL, c->count, c->f, c->predicted, true, m};
        lines[p->count + m] = (series){p->subjects[m].name, c->count, c->f, c->excess, false, m};
    }
    picture(p, "excess", TITLE, "steps f", "relative excess (lines: predicted c/f\xc2\xb2)", true,
            2 * p->count, lines);
}

void law_excess(paper *p)
{
    paper_say(p,
              "\n\n%s: L_geodesic / L_optimum - 1 against f.\n"
              "Points below %g are left out, where the rounding of the two losses shows.\n",
              TITLE, EXCESS_LEAST);
    curve *curves = paper_allocate(p->count * (sizeof *curves / sizeof(double) + 1));
    for (size_t m = 0; m < p->count; m++)
        measure(&p->subjects[m], &curves[m]);
    tabulate(p, curves);
    draw(p, curves);
    paper_say(p, "\nFits of log excess against log f (slope), and with a term in 1/f as well "
                 "(slope_next, c).\n");
    table t;
    table_open(&t, p, "excess_fit",
               "move,points,slope,slope_se,slope_next,slope_next_se,c,c_se,c_predicted,c_over_D2");
    for (size_t m = 0; m < p->count; m++)
        fit_curve(p, &t, &p->subjects[m], &curves[m]);
    table_close(&t);
    free(curves);
}
