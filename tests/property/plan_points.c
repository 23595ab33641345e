/* Random moves: optimised set points never lose more than those of the geodesic, free times never
 * more than equal ones, and nothing less than the optimum; the sum over real blocks agrees. */
#include "harness.h"

#include <math.h>

#include "orthant/optimum.h"
#include "orthant/plan.h"
#include "orthant/simplex.h"

#define MOVES 1000

static double chosen(const orth_move *move, uint64_t steps, size_t calls, bool optimise, bool times,
                     orth_setpoints **keep)
{
    orth_setpoint_options options = {optimise, times, 0, 0};
    orth_setpoints *points;
    orth_error error;
    ck_assert_msg(orth_setpoints_create(&points, move, steps, calls, &options, &error) == ORTH_OK,
                  "%s", error.text);
    double loss = points->log_loss;
    if (keep != NULL)
        *keep = points;
    else
        orth_setpoints_free(points);
    return loss;
}

/* The loss block by block, in long doubles. */
static long double walked(const orth_setpoints *p)
{
    long double sum = 0;
    for (size_t s = 0; s < p->calls; s++) {
        uint64_t length = p->times[s + 1] - p->times[s];
        ck_assert(p->times[s + 1] > p->times[s]);
        for (size_t i = 0; i < p->n; i++) {
            long double a = p->weights[s * p->n + i], b = p->weights[(s + 1) * p->n + i], u = a;
            for (uint64_t k = 1; k <= length; k++) {
                long double w = k == length ? b : (a * (length - k) + b * k) / length;
                sum += w * logl(w / u) - (w - u);
                u = w;
            }
        }
    }
    return sum;
}

START_TEST(between_geodesic_and_optimum)
{
    test_random random = test_seeded(20261122);
    double worst = 0;
    for (int k = 0; k < MOVES; k++) {
        size_t n = 2 + test_random_below(&random, 7), calls = 1 + test_random_below(&random, 8);
        uint64_t steps = calls + test_random_below(&random, 200);
        double start[8], target[8];
        test_random_weights(&random, n, start);
        test_random_weights(&random, n, target);
        orth_move *move;
        ck_assert(orth_move_create(&move, n, start, NULL, target, NULL, NULL) == ORTH_OK);
        double geodesic = chosen(move, steps, calls, false, false, NULL);
        double equal = chosen(move, steps, calls, true, false, NULL);
        orth_setpoints *points;
        double free_times = chosen(move, steps, calls, true, true, &points);
        ck_assert_msg(equal <= geodesic * (1 + 1e-12), "move %d: %.17g > %.17g", k, equal,
                      geodesic);
        ck_assert_msg(free_times <= equal * (1 + 1e-12), "move %d", k);
        orth_optimum *optimum;
        ck_assert(orth_optimum_solve(&optimum, move, steps, ORTH_ROUTE_AUTO, NULL) == ORTH_OK);
        ck_assert_msg(free_times >= (optimum->log_loss - optimum->gap) * (1 - 1e-12),
                      "move %d, N = %zu, f = %d, m = %zu: %.17g < %.17g", k, n, (int)steps, calls,
                      free_times, optimum->log_loss);
        /* the walk's own logarithms are good to 1e-19 each */
        double miss = fabs((double)(walked(points) - free_times));
        ck_assert_msg(miss < 1e-12 * free_times + 2e-19 * (double)(steps * n), "move %d: %g", k,
                      miss / free_times);
        worst = fmax(worst, miss / free_times);
        for (size_t s = 0; s <= calls; s++) {
            double sum = 0;
            for (size_t i = 0; i < n; i++)
                sum += points->weights[s * n + i];
            ck_assert(fabs(sum - 1) <= 4 * (double)n * 0x1p-53);
        }
        orth_optimum_free(optimum);
        orth_setpoints_free(points);
        orth_move_free(move);
    }
    test_worst("closed form against the walk", worst);
}
END_TEST

ORTH_TEST_MAIN("plan points", between_geodesic_and_optimum)
