/* The normalised sum of arithmetic and geometric mean is the geodesic's midpoint. */
#include <math.h>
#include <stdlib.h>

#include "orthant/optimum.h"
#include "orthant/simplex.h"
#include "paper.h"

typedef struct result {
    double ulps, off;   /* geodesic against (AM + GM) / sum; D(u,m) and D(m,w) less D/2 */
    double between;     /* the per-step heuristic at t = 1/4 against the geodesic, relative */
    double optimum_off; /* the optimum of two steps against the geodesic's midpoint, relative */
} result;

/* From the textbook, in extended precision; `geodesic` is row 1 of the path in two steps. */
static double compare_midpoint(const orth_move *move, const double *geodesic)
{
    size_t n = move->n;
    long double sum = 0;
    double worst = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < n; i++) {
            long double u = (long double)move->start[i] + move->start_low[i];
            long double w = (long double)move->target[i] + move->target_low[i];
            long double mean = (u + w) / 2 + sqrtl(u * w);
            if (pass == 0)
                sum += mean;
            else
                worst = fmax(worst, paper_ulps(geodesic[i], mean / sum));
        }
    return worst;
}

static double farthest(size_t n, const double *a, const double *b)
{
    double worst = 0;
    for (size_t i = 0; i < n; i++)
        worst = fmax(worst, fabs(a[i] / b[i] - 1));
    return worst;
}

static void row_of(const char *name, const orth_move *move, uint64_t steps, double *row)
{
    orth_path *path = paper_path(name, move, steps);
    orth_path_fill(path, 1, 1, row, NULL);
    orth_path_free(path);
}

static void one_pair(const orth_move *move, double *rows, result *r)
{
    size_t n = move->n;
    double *geodesic = rows, *other = rows + n;
    row_of("geodesic", move, 2, geodesic);
    r->ulps = fmax(r->ulps, compare_midpoint(move, geodesic));
    double half = orth_move_distance(move) / 2;
    r->off = fmax(r->off, fabs(orth_simplex_distance(n, move->start, geodesic) - half));
    r->off = fmax(r->off, fabs(orth_simplex_distance(n, geodesic, move->target) - half));
    double mu;
    orth_optimum_midpoint(other, &mu, move);
    r->optimum_off = fmax(r->optimum_off, farthest(n, other, geodesic));
    row_of("geodesic", move, 4, geodesic);
    row_of("amgm", move, 4, other);
    r->between = fmax(r->between, farthest(n, other, geodesic));
}

void law_midpoint(paper *p)
{
    static const size_t tokens[] = {2, 3, 8, 50, 1000}, pairs[] = {2000, 2000, 1000, 200, 20};
    paper_say(p,
              "\n\nThe midpoint of the geodesic is (AM + GM) / sum: random pairs, one end in three "
              "at a corner\nof the simplex (weights from 1e-12). midpoint_ulp: largest difference "
              "of a weight, in units in\nthe last place; half_way: D(start, m) and D(m, target) "
              "less D/2. For contrast, largest relative\ndifferences: the per-step heuristic from "
              "the geodesic at t = 1/4, and the optimum of two steps\nfrom the midpoint.\n");
    table t;
    table_open(&t, p, "midpoint", "tokens,pairs,midpoint_ulp,half_way,amgm_quarter,optimum");
    uint64_t state = 2;
    result all = {0, 0, INFINITY, INFINITY};
    for (size_t c = 0; c < sizeof tokens / sizeof tokens[0]; c++) {
        size_t n = tokens[c];
        double *rows = paper_allocate(2 * n), *ends = paper_allocate(2 * n);
        result r = {0};
        for (size_t i = 0; i < pairs[c]; i++) {
            paper_random_point(&state, n, 1e-12, true, ends);
            paper_random_point(&state, n, 1e-12, true, ends + n);
            orth_move *move = paper_move(n, ends, ends + n);
            one_pair(move, rows, &r);
            orth_move_free(move);
        }
        char label[32];
        snprintf(label, sizeof label, "%zu", n);
        table_row(&t, label, (double[]){(double)pairs[c], r.ulps, r.off, r.between, r.optimum_off});
        all.ulps = fmax(all.ulps, r.ulps);
        all.off = fmax(all.off, r.off);
        all.between = fmin(all.between, r.between);
        all.optimum_off = fmin(all.optimum_off, r.optimum_off);
        free(rows);
        free(ends);
    }
    table_close(&t);
    paper_check(p, all.ulps <= ORTH_GEODESIC_ULP, "midpoint within %.3g ulp of (AM + GM) / sum",
                all.ulps);
    paper_check(p, all.off <= 2e-15, "midpoint half-way within %.3g", all.off);
    paper_check(p, all.between >= 1e-2 && all.optimum_off >= 1e-2,
                "elsewhere the per-step heuristic leaves the geodesic, and the optimum its "
                "midpoint");
}
