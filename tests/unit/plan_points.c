/* Set points: the table of the mathematics, times, rails, refusals. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/optimum.h"
#include "orthant/plan.h"
#include "orthant/simplex.h"
#include "setpoint/segment.h"

static orth_move *move_of(size_t n, const double *start, const double *target)
{
    orth_move *move;
    ck_assert(orth_move_create(&move, n, start, NULL, target, NULL, NULL) == ORTH_OK);
    return move;
}

static double loss_of(const char *path, const orth_move *move, uint64_t steps)
{
    orth_path *made;
    ck_assert(orth_path_create(&made, path, move, steps, NULL, NULL) == ORTH_OK);
    double loss = orth_path_log_loss(made);
    orth_path_free(made);
    return loss;
}

static orth_setpoints *choose(const orth_move *move, uint64_t steps, size_t calls, bool optimise,
                              bool times)
{
    orth_setpoint_options options = {optimise, times, 0, 0};
    orth_setpoints *points;
    orth_error error;
    ck_assert_msg(orth_setpoints_create(&points, move, steps, calls, &options, &error) == ORTH_OK,
                  "%s", error.text);
    return points;
}

/* Excess in per cent over the geodesic of as many steps. */
static double excess(const orth_move *move, size_t calls, bool optimise, bool times)
{
    orth_setpoints *points = choose(move, 1024, calls, optimise, times);
    double loss = points->log_loss;
    orth_setpoints_free(points);
    return 100 * (loss / loss_of("geodesic", move, 1024) - 1);
}

static const double half[] = {.5, .5}, ninety[] = {.9, .1}, sale[] = {.96, .04};
static const double corner[] = {.01, .01, .98}, other[] = {.98, .01, .01};

typedef struct row {
    size_t n;
    const double *start, *target;
    bool optimise;
    double percent[5]; /* m = 1, 2, 4, 8, 16 */
} row;

static const row table[] = {
    {2, half, ninety, false, {2.21, .714, .191, .0486, .0122}},
    {2, half, ninety, true, {2.21, .707, .190, .0486, .0122}},
    {2, sale, half, false, {7.17, 2.49, .690, .178, .0449}},
    {3, corner, other, false, {20.0, 19.6, 7.50, 2.24, .602}},
    {3, corner, other, true, {20.0, 19.5, 6.79, 2.10, .585}},
};

START_TEST(the_table)
{
    for (size_t r = 0; r < sizeof table / sizeof table[0]; r++) {
        orth_move *move = move_of(table[r].n, table[r].start, table[r].target);
        for (size_t k = 0; k < 5; k++) {
            double got = excess(move, (size_t)1 << k, table[r].optimise, false);
            ck_assert_msg(fabs(got / table[r].percent[k] - 1) < 0.01, "row %zu, m = %d: %g, not %g",
                          r, 1 << k, got, table[r].percent[k]);
        }
        orth_move_free(move);
    }
}
END_TEST

START_TEST(free_times)
{
    orth_move *move = move_of(2, half, ninety), *extreme = move_of(3, corner, other);
    ck_assert(fabs(excess(move, 2, true, true) - 0.500) < 0.01);
    ck_assert(fabs(excess(extreme, 2, true, true) - 13.2) < 0.1);
    ck_assert(excess(extreme, 4, true, true) < 3.5);
    for (size_t m = 1; m <= 16; m++) {
        ck_assert(excess(move, m, true, true) <= excess(move, m, true, false) * (1 + 1e-12));
        ck_assert(excess(extreme, m, false, true) <= excess(extreme, m, false, false));
    }
    orth_move_free(move);
    orth_move_free(extreme);
}
END_TEST

/* The closed form against the sum that it stands for. */
START_TEST(segment_is_its_sum)
{
    static const double cases[][3] = {{.5, .9, 8},   {.9, .1, 3},   {.01, .98, 1}, {.98, .01, 1},
                                      {1e-6, .5, 5}, {.5, 1e-9, 7}, {.1, .7, 400}, {.7, .1, 1000}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        double a = cases[c][0], b = cases[c][1], steps = cases[c][2];
        long double sum = 0, h = ((long double)b - a) / steps;
        for (int j = 1; j <= (int)steps; j++) {
            long double u = a + h * (j - 1), w = j == (int)steps ? b : a + h * j;
            sum += w * logl(w / u) - (w - u);
        }
        orth_segment segment;
        orth_segment_token(&segment, a, b, steps);
        ck_assert_msg(fabsl(segment.loss / sum - 1) < 1e-13L, "case %zu", c);
    }
}
END_TEST

/* Derivatives against differences. */
START_TEST(segment_derivatives)
{
    static const double cases[][3] = {{.5, .9, 8}, {.9, .1, 3}, {.01, .98, 1}, {.3, .301, 70}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        double x[3] = {cases[c][0], cases[c][1], cases[c][2]};
        orth_segment at;
        orth_segment_token(&at, x[0], x[1], x[2]);
        double first[3] = {at.by_a, at.by_b, at.by_k};
        double second[3][3] = {{at.aa, at.ab, at.ak}, {at.ab, at.bb, at.bk}, {at.ak, at.bk, at.kk}};
        for (int j = 0; j < 3; j++) {
            double e = 1e-6 * x[j], y[3], z[3];
            memcpy(y, x, sizeof x), memcpy(z, x, sizeof x);
            y[j] += e, z[j] -= e;
            orth_segment up, down;
            orth_segment_token(&up, y[0], y[1], y[2]);
            orth_segment_token(&down, z[0], z[1], z[2]);
            ck_assert(fabs((up.loss - down.loss) / (y[j] - z[j]) / first[j] - 1) < 1e-6);
            double slope[3] = {up.by_a - down.by_a, up.by_b - down.by_b, up.by_k - down.by_k};
            for (int k = 0; k < 3; k++)
                ck_assert(fabs(slope[k] / (y[j] - z[j]) / second[j][k] - 1) < 1e-6);
        }
    }
}
END_TEST

START_TEST(rails)
{
    orth_move *move = move_of(2, half, ninety);
    orth_setpoints *points;
    orth_error error;
    orth_setpoint_options options = {true, false, 0, 0.12};
    ck_assert(orth_setpoints_create(&points, move, 1000, 4, &options, &error) == ORTH_OK);
    double free_loss = excess(move, 4, true, false);
    for (size_t s = 0; s < 4; s++)
        ck_assert(fabs(points->weights[2 * s + 2] - points->weights[2 * s]) <= 0.12);
    ck_assert(100 * (points->log_loss / loss_of("geodesic", move, 1000) - 1) >= free_loss * 0.99);
    orth_setpoints_free(points);
    ck_assert(orth_setpoints_create(&points, move, 1000, 3, &options, &error) == ORTH_DOMAIN);
    ck_assert(strstr(error.text, "at least 4 set points") != NULL);
    options = (orth_setpoint_options){true, true, 0.2, 0};
    ck_assert(orth_setpoints_create(&points, move, 1000, 3, &options, &error) == ORTH_DOMAIN);
    ck_assert(orth_setpoints_create(&points, move, 2, 3, &options, &error) == ORTH_DOMAIN);
    ck_assert(orth_setpoints_create(&points, move, 100, 0, &options, &error) == ORTH_DOMAIN);
    ck_assert(orth_setpoints_create(&points, move, 100, 65, &options, &error) == ORTH_DOMAIN);
    orth_move_free(move);
}
END_TEST

/* Eight calls on the two-token moves that are shipped. */
START_TEST(eight_calls)
{
    static const double tiny[] = {.500000001, .499999999};
    static const struct {
        const double *start, *target;
        uint64_t steps;
    } shipped[] = {{half, ninety, 7200}, {sale, half, 21600}, {half, tiny, 100}};
    for (size_t k = 0; k < 3; k++) {
        orth_move *move = move_of(2, shipped[k].start, shipped[k].target);
        orth_setpoints *points = choose(move, shipped[k].steps, 8, true, true);
        orth_optimum *optimum;
        ck_assert(orth_optimum_solve(&optimum, move, shipped[k].steps, ORTH_ROUTE_AUTO, NULL) ==
                  ORTH_OK);
        ck_assert(points->log_loss >= optimum->log_loss * (1 - 1e-9));
        ck_assert(points->log_loss < optimum->log_loss * 1.003);
        orth_optimum_free(optimum);
        orth_setpoints_free(points);
        orth_move_free(move);
    }
}
END_TEST

ORTH_TEST_MAIN("plan_points", the_table, free_times, segment_is_its_sum, segment_derivatives, rails,
               eight_calls)
