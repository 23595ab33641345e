/* The lower bound from doubles: below the least loss, close to it from the optimum, and still below
 * it from schedules that are not the best. */
#include "harness.h"

#include <stdlib.h>

#include "orthant/exact.h"
#include "orthant/optimum.h"

static const struct {
    size_t n;
    uint64_t steps;
    const char *start[4], *target[4];
} moves[] = {{2, 2, {"1/2", "1/2"}, {"9/10", "1/10"}},
             {2, 1, {"1/2", "1/2"}, {"9/10", "1/10"}},
             {2, 3000, {"1/2", "1/2"}, {"501/1000", "499/1000"}},
             {3, 700, {"1/100", "1/100", "98/100"}, {"98/100", "1/100", "1/100"}},
             {4, 50, {"1/4", "1/4", "1/4", "1/4"}, {"1/1000", "1/3", "1/3", "997/3000"}}};

static void read(mpq_t *q, double *high, double *low, const char *const *texts, size_t n)
{
    mpq_t part;
    mpq_init(part);
    for (size_t i = 0; i < n; i++) {
        mpq_init(q[i]);
        mpq_set_str(q[i], texts[i], 10);
        mpq_canonicalize(q[i]);
        high[i] = mpq_get_d(q[i]);
        mpq_set_d(part, high[i]);
        mpq_sub(part, q[i], part);
        low[i] = mpq_get_d(part);
    }
    mpq_clear(part);
}

/* How far below, in parts of the least loss; never above it. */
static double below(mpfr_t bound, const char *upper)
{
    mpfr_t least;
    mpfr_init2(least, 200);
    mpfr_set_str(least, upper, 10, MPFR_RNDU);
    ck_assert(mpfr_cmp(bound, least) <= 0);
    mpfr_sub(bound, least, bound, MPFR_RNDU);
    mpfr_div(bound, bound, least, MPFR_RNDU);
    double part = mpfr_get_d(bound, MPFR_RNDU);
    mpfr_clear(least);
    return part;
}

START_TEST(bounds)
{
    for (size_t k = 0; k < sizeof moves / sizeof moves[0]; k++) {
        size_t n = moves[k].n;
        uint64_t steps = moves[k].steps;
        mpq_t start[4], target[4];
        double high[2][4], low[2][4];
        read(start, high[0], low[0], moves[k].start, n);
        read(target, high[1], low[1], moves[k].target, n);
        orth_move *move;
        orth_optimum *optimum;
        orth_exact_optimum exact;
        ck_assert(orth_move_create(&move, n, high[0], low[0], high[1], low[1], NULL) == ORTH_OK);
        ck_assert(orth_optimum_solve(&optimum, move, steps, ORTH_ROUTE_AUTO, NULL) == ORTH_OK);
        ck_assert(orth_exact_optimum_create(&exact, n, start, target, steps, 25, NULL) == ORTH_OK);
        mpfr_t bound;
        mpfr_init2(bound, 200);
        ck_assert(orth_exact_bound(bound, steps, n, start, target, optimum->relative, NULL) ==
                  ORTH_OK);
        double part = below(bound, exact.loss_upper);
        ck_assert_msg(part < 1e-7, "move %zu: %g", k, part);
        /* waits at first, and still nothing false is said */
        for (size_t j = 0; j < n && steps > 1; j++)
            optimum->relative[j] = 0;
        ck_assert(orth_exact_bound(bound, steps, n, start, target, optimum->relative, NULL) ==
                  ORTH_OK);
        double other = below(bound, exact.loss_upper);
        ck_assert(steps == 1 || other > part);
        mpfr_clear(bound);
        orth_exact_optimum_free(&exact);
        orth_optimum_free(optimum);
        orth_move_free(move);
        for (size_t i = 0; i < n; i++)
            mpq_clears(start[i], target[i], NULL);
    }
    mpfr_free_cache();
}
END_TEST

ORTH_TEST_MAIN("exact bound", bounds)
