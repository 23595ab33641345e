/* The least loss lies along D^2 / 2f: how far from it, and on which side. */
#include <math.h>
#include <stdlib.h>

#include "paper.h"

#define POINTS_MAX 64
/* Below this the prediction of the term in 1/f is taken for zero (mirror-image moves). */
#define LEADING_LEAST 1e-9

typedef struct curve {
    size_t count;
    bool mirrored; /* the term in 1/f vanishes */
    double f[POINTS_MAX], deviation[POINTS_MAX], size[POINTS_MAX];
    double predicted[POINTS_MAX]; /* size */
    double coefficient;
} curve;

static void measure(const subject *s, curve *c)
{
    c->coefficient = predict(s->move).leading;
    c->mirrored = fabs(c->coefficient) < LEADING_LEAST;
    c->count = s->scenario->step_count < POINTS_MAX ? s->scenario->step_count : POINTS_MAX;
    for (size_t i = 0; i < c->count; i++) {
        uint64_t steps = s->scenario->steps[i];
        c->f[i] = (double)steps;
        c->deviation[i] =
            paper_loss("optimum", s->move, steps) / orth_move_leading_loss(s->move, steps) - 1;
        if (!(fabs(c->deviation[i]) >= EXCESS_LEAST))
            c->deviation[i] = NAN;
        c->size[i] = fabs(c->deviation[i]);
        c->predicted[i] = c->mirrored ? (double)NAN : fabs(c->coefficient) / c->f[i];
    }
}

static void fit_curve(paper *p, table *t, const subject *s, const curve *c)
{
    double x[POINTS_MAX], inverse[POINTS_MAX], y[POINTS_MAX], expected = c->mirrored ? -2 : -1;
    size_t count = 0;
    for (size_t i = 0; i < c->count; i++)
        if (isfinite(c->size[i]) && c->f[i] >= 64) {
            x[count] = log(c->f[i]);
            inverse[count] = 1 / c->f[i];
            y[count++] = log(c->size[i]);
        }
    fit plain = fit_least_squares(count, y, 1, (const double *const[]){x});
    fit full = fit_least_squares(count, y, 2, (const double *const[]){x, inverse});
    double coefficient = copysign(exp(full.value[0]), c->deviation[c->count - 1]);
    table_row(t, s->name,
              (double[]){(double)count, plain.value[1], plain.error[1], full.value[1],
                         full.error[1], coefficient, fabs(coefficient) * full.error[0],
                         c->mirrored ? (double)NAN : c->coefficient});
    paper_check(p, fabs(full.value[1] - expected) <= 0.005,
                "%s: the least loss nears D^2/2f as f^%.5f (standard error %.1g), from %s", s->name,
                full.value[1], full.error[1], coefficient < 0 ? "below" : "above");
    if (!c->mirrored)
        paper_check(p, fabs(coefficient / c->coefficient - 1) <= 0.02,
                    "%s: coefficient %.6g, predicted %.6g", s->name, coefficient, c->coefficient);
}

static void draw(const paper *p, const curve *curves)
{
    series lines[2 * MOVES_MAX];
    for (size_t m = 0; m < p->count; m++) {
        const curve *c = &curves[m];
        lines[m] = (series){NULL, c->count, c->f, c->predicted, true, m};
        lines[p->count + m] = (series){p->subjects[m].name, c->count, c->f, c->size, false, m};
    }
    picture(p, "leading", "The least loss against its leading order D\xc2\xb2/2f", "steps f",
            "|L_opt / (D\xc2\xb2/2f) - 1| (lines: predicted a/f)", true, 2 * p->count, lines);
}

/* The other way round the term in 1/f changes its sign. */
static void check_reversal(paper *p, const subject *s, const curve *c)
{
    orth_move *back = paper_move(s->move->n, s->move->target, s->move->start);
    uint64_t steps = 4096;
    double there =
        paper_loss("optimum", s->move, steps) / orth_move_leading_loss(s->move, steps) - 1;
    double again = paper_loss("optimum", back, steps) / orth_move_leading_loss(back, steps) - 1;
    orth_move_free(back);
    if (!c->mirrored)
        paper_check(p, there * again < 0 && fabs(there / again + 1) <= 0.02,
                    "%s: %.4g at %d steps, the other way round %.4g", s->name, there, (int)steps,
                    again);
}

void law_leading(paper *p)
{
    paper_say(p, "\n\nThe least loss against its leading order: L_opt / (D^2/2f) - 1.\n");
    curve *curves = paper_allocate(p->count * (sizeof *curves / sizeof(double) + 1));
    table t;
    table_open(&t, p, "leading", "move,steps,deviation,predicted_size");
    for (size_t m = 0; m < p->count; m++) {
        curve *c = &curves[m];
        measure(&p->subjects[m], c);
        for (size_t i = 0; i < c->count; i++)
            table_row(&t, p->subjects[m].name,
                      (double[]){c->f[i], c->deviation[i], c->predicted[i]});
    }
    table_close(&t);
    draw(p, curves);
    paper_say(p,
              "\nFits of log |deviation| against log f from f = 64 up (slope), and with a term in "
              "1/f (slope_next, a).\n");
    table_open(&t, p, "leading_fit",
               "move,points,slope,slope_se,slope_next,slope_next_se,a,a_se,a_predicted");
    for (size_t m = 0; m < p->count; m++)
        fit_curve(p, &t, &p->subjects[m], &curves[m]);
    table_close(&t);
    for (size_t m = 0; m < p->count; m++)
        check_reversal(p, &p->subjects[m], &curves[m]);
    free(curves);
}
