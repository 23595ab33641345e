/* Bisection by (AM + GM) / sum reaches every dyadic point of the geodesic. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "paper.h"

#define DEPTH 10
#define STEPS (1u << DEPTH)
#define RANDOM_MOVES 40

typedef struct depths {
    double geodesic[DEPTH + 1], product[DEPTH + 1]; /* worst ulps, by depth */
} depths;

/* Every inner dyadic point, in extended precision, by the textbook's recursion. */
static long double *bisect(const orth_move *move)
{
    size_t n = move->n;
    long double *rows = paper_allocate((STEPS + 1) * n * (sizeof *rows / sizeof(double)));
    for (size_t i = 0; i < n; i++) {
        rows[i] = (long double)move->start[i] + move->start_low[i];
        rows[STEPS * n + i] = (long double)move->target[i] + move->target_low[i];
    }
    for (size_t half = STEPS / 2; half > 0; half /= 2)
        for (size_t k = half; k < STEPS; k += 2 * half) {
            const long double *a = rows + (k - half) * n, *b = rows + (k + half) * n;
            long double *m = rows + k * n, sum = 0;
            for (size_t i = 0; i < n; i++) {
                m[i] = (a[i] + b[i]) / 2 + sqrtl(a[i] * b[i]);
                sum += m[i];
            }
            for (size_t i = 0; i < n; i++)
                m[i] /= sum;
        }
    return rows;
}

static int depth_of(size_t k)
{
    int depth = DEPTH;
    for (; k % 2 == 0; k /= 2)
        depth--;
    return depth;
}

static void compare(const orth_move *move, const char *name, const long double *exact,
                    double *worst)
{
    size_t n = move->n;
    double *rows = paper_allocate((STEPS + 1) * n);
    orth_path *path = paper_path(name, move, STEPS);
    orth_path_fill(path, 0, STEPS + 1, rows, NULL);
    for (size_t k = 1; k < STEPS; k++)
        for (size_t i = 0; i < n; i++) {
            double *at = &worst[depth_of(k)];
            *at = fmax(*at, paper_ulps(rows[k * n + i], exact[k * n + i]));
        }
    orth_path_free(path);
    free(rows);
}

static void one_move(const orth_move *move, depths *d)
{
    long double *exact = bisect(move);
    compare(move, "geodesic", exact, d->geodesic);
    compare(move, "bisection", exact, d->product);
    free(exact);
}

static void draw(const paper *p, const depths *d)
{
    double points[DEPTH];
    for (int i = 1; i <= DEPTH; i++)
        points[i - 1] = (double)(1u << i);
    series lines[] = {{"geodesic, sines", DEPTH, points, d->geodesic + 1, false, 0},
                      {"bisection, double", DEPTH, points, d->product + 1, false, 1}};
    picture(p, "dyadic", "Dyadic points by bisection, against extended precision",
            "pieces (2 to the depth)", "worst difference (units in the last place)", false, 2,
            lines);
}

void law_dyadic(paper *p)
{
    depths d = {{0}, {0}};
    for (size_t m = 0; m < p->count; m++)
        one_move(p->subjects[m].move, &d);
    uint64_t state = 3;
    for (size_t r = 0; r < RANDOM_MOVES; r++) {
        size_t n = 2 + r % 11;
        double ends[2][12];
        paper_random_point(&state, n, 1e-12, true, ends[0]);
        paper_random_point(&state, n, 1e-12, true, ends[1]);
        orth_move *move = paper_move(n, ends[0], ends[1]);
        one_move(move, &d);
        orth_move_free(move);
    }
    paper_say(p,
              "\n\nDyadic points: recursive bisection by (AM + GM) / sum in extended precision, "
              "to depth %d, on the\n%zu moves above and %d random ones of 2 to 12 tokens. Worst "
              "difference of a weight, in units in\nthe last place, by depth: the geodesic "
              "(sines), and the bisection in double.\n",
              DEPTH, p->count, RANDOM_MOVES);
    table t;
    table_open(&t, p, "dyadic", "depth,geodesic_ulp,bisection_ulp");
    double worst[2] = {0, 0};
    for (int i = 1; i <= DEPTH; i++) {
        char label[16];
        snprintf(label, sizeof label, "%d", i);
        table_row(&t, label, (double[]){d.geodesic[i], d.product[i]});
        worst[0] = fmax(worst[0], d.geodesic[i]);
        worst[1] = fmax(worst[1], d.product[i]);
    }
    table_close(&t);
    draw(p, &d);
    paper_check(p, worst[0] <= ORTH_GEODESIC_ULP,
                "the geodesic passes every dyadic point within %.3g ulp", worst[0]);
    paper_check(p, worst[1] <= ORTH_BISECTION_ULP,
                "bisection in double reaches them within %.3g ulp", worst[1]);
}
