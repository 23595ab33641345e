/* The geodesic's excess against the size of the move. */
#include <math.h>
#include <stdlib.h>

#include "paper.h"

#define STEPS 32
#define LENGTHS 29 /* each 2^(1/4) shorter than the last */
#define RANDOM_MOVES 300
#define TOKENS_MOST 8

static double excess_of(const orth_move *move)
{
    double excess = paper_loss("geodesic", move, STEPS) / paper_loss("optimum", move, STEPS) - 1;
    return excess >= EXCESS_LEAST ? excess : (double)NAN;
}

typedef struct shortened {
    double distance[LENGTHS], excess[LENGTHS], predicted[LENGTHS];
} shortened;

/* The same start and direction: the targets are points of the move's own geodesic. */
static void shorten(const orth_move *move, shortened *s)
{
    size_t n = move->n;
    double *target = paper_allocate(n);
    for (size_t j = 0; j < LENGTHS; j++) {
        uint64_t of = 1u << 20, row = (uint64_t)lround((double)of * pow(2, -(double)j / 4));
        orth_path *geodesic = paper_path("geodesic", move, of);
        orth_path_fill(geodesic, row, 1, target, NULL);
        orth_move *part = paper_move(n, move->start, target);
        s->distance[j] = orth_move_distance(part);
        s->excess[j] = excess_of(part);
        s->predicted[j] =
            isfinite(s->excess[j]) ? predict(part).excess / (STEPS * STEPS) : (double)NAN;
        orth_move_free(part);
        orth_path_free(geodesic);
    }
    free(target);
}

/* log excess = a + p log D + q D, where the move is short beside the distance to the nearest face
 * of the simplex, sqrt(least weight), and doubles show the excess. */
static fit fit_size(const orth_move *move, const shortened *s, size_t *count)
{
    double x[LENGTHS], size[LENGTHS], y[LENGTHS], least = 1;
    for (size_t i = 0; i < move->n; i++)
        least = fmin(least, move->start[i]);
    *count = 0;
    for (size_t j = 0; j < LENGTHS; j++)
        if (isfinite(s->excess[j]) && s->distance[j] <= sqrt(least) / 2) {
            x[*count] = log(s->distance[j]);
            size[*count] = s->distance[j];
            y[(*count)++] = log(s->excess[j]);
        }
    return fit_least_squares(*count, y, 2, (const double *const[]){x, size});
}

static void along_moves(paper *p, shortened *all)
{
    table t;
    paper_say(p, "\nEach move cut short: same start, same direction, %d steps.\n", STEPS);
    table_open(&t, p, "size", "move,D,excess,predicted,excess_over_D2,excess_over_D4");
    for (size_t m = 0; m < p->count; m++) {
        shorten(p->subjects[m].move, &all[m]);
        for (size_t j = 0; j < LENGTHS; j++) {
            double d = all[m].distance[j], e = all[m].excess[j];
            table_row(&t, p->subjects[m].name,
                      (double[]){d, e, all[m].predicted[j], e / (d * d), e / (d * d * d * d)});
        }
    }
    table_close(&t);
    paper_say(p, "\nFits of log excess against log D (slope; with a term in D) where D <= "
                 "sqrt(least weight)/2.\n");
    table_open(&t, p, "size_fit", "move,points,slope,slope_se");
    for (size_t m = 0; m < p->count; m++) {
        size_t count;
        fit f = fit_size(p->subjects[m].move, &all[m], &count);
        table_row(&t, p->subjects[m].name, (double[]){(double)count, f.value[1], f.error[1]});
        paper_check(p, fabs(f.value[1] - 4) <= 0.05,
                    "%s cut short: the excess falls as D^%.4f (standard error %.1g)",
                    p->subjects[m].name, f.value[1], f.error[1]);
    }
    table_close(&t);
}

typedef struct cloud {
    size_t count;
    double distance[RANDOM_MOVES], excess[RANDOM_MOVES], predicted[RANDOM_MOVES];
} cloud;

/* Between random points of 2 to 8 tokens, no weight below 0.04 / N: at 32 steps the expansion
 * holds for all of them. */
static void between_random_points(paper *p, cloud *c)
{
    uint64_t state = 4;
    double x[RANDOM_MOVES], y[RANDOM_MOVES], lowest = INFINITY, highest = 0;
    table t;
    paper_say(p,
              "\nBetween random points, 2 to 8 tokens, %d steps (rows in size_random.csv only).\n",
              STEPS);
    table_open(&t, p, "size_random", "tokens,D,excess,predicted,ratio");
    t.csv_only = true;
    for (size_t r = 0; r < RANDOM_MOVES; r++) {
        size_t n = 2 + r % (TOKENS_MOST - 1);
        double start[TOKENS_MOST], target[TOKENS_MOST];
        paper_random_point(&state, n, 0.04, false, start);
        paper_random_point(&state, n, 0.04, false, target);
        orth_move *move = paper_move(n, start, target);
        double d = orth_move_distance(move), e = excess_of(move);
        double predicted = predict(move).excess / (STEPS * STEPS);
        orth_move_free(move);
        char label[16];
        snprintf(label, sizeof label, "%zu", n);
        table_row(&t, label, (double[]){d, e, predicted, e / predicted});
        if (!isfinite(e))
            continue;
        lowest = fmin(lowest, e / predicted);
        highest = fmax(highest, e / predicted);
        c->distance[c->count] = d;
        c->excess[c->count] = e;
        c->predicted[c->count] = predicted;
        x[c->count] = log(d);
        y[c->count++] = log(e);
    }
    table_close(&t);
    fit f = fit_least_squares(c->count, y, 1, (const double *const[]){x});
    double scatter = 0;
    for (size_t i = 0; i < c->count; i++)
        scatter += pow(y[i] - f.value[0] - f.value[1] * x[i], 2);
    scatter = exp(sqrt(scatter / (double)(c->count - 2)));
    paper_check(p, f.value[1] > 3 && f.error[1] < 0.3,
                "%zu random moves: the excess grows as D^%.3f (standard error %.2g) with a scatter "
                "of a factor %.2f: the paper's D^2 is an upper bound",
                c->count, f.value[1], f.error[1], scatter);
    paper_check(p, lowest > 0.97 && highest < 1.03,
                "of each, the predicted coefficient is right: measured / predicted from %.4f to "
                "%.4f",
                lowest, highest);
}

static void draw(const paper *p, const shortened *all, const cloud *c)
{
    double x[] = {0.02, 3}, square[] = {1e-6 * 0.02 * 0.02, 1e-6 * 9};
    double fourth[] = {1e-6 * pow(0.02, 4), 1e-6 * 81};
    series lines[2 * MOVES_MAX + 3] = {
        {"random moves", c->count, c->distance, c->excess, false, 20}};
    size_t count = 1;
    for (size_t m = 0; m < p->count; m++) {
        lines[count++] = (series){NULL, LENGTHS, all[m].distance, all[m].predicted, true, m};
        lines[count++] =
            (series){p->subjects[m].name, LENGTHS, all[m].distance, all[m].excess, false, m};
    }
    lines[count++] = (series){"slope 2", 2, x, square, true, 6};
    lines[count++] = (series){"slope 4", 2, x, fourth, true, 7};
    picture(p, "size", "Excess of the geodesic over the optimum, 32 steps",
            "Fisher-Rao distance D of the move", "relative excess (lines: predicted)", true, count,
            lines);
}

void law_size(paper *p)
{
    paper_say(p, "\n\nExcess of the geodesic against the size of the move, at %d steps.\n", STEPS);
    shortened *all = paper_allocate(p->count * (sizeof *all / sizeof(double)));
    cloud *c = paper_allocate(sizeof *c / sizeof(double) + 1);
    along_moves(p, all);
    between_random_points(p, c);
    draw(p, all, c);
    free(all);
    free(c);
}
