/* The settings of a launch ranked: results made up, whose best one is known. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/launch_best.h"

#define RESULTS 4
#define PATHS 96
#define GROUPS 32

static double figures[RESULTS][ORTH_LAUNCH_FIGURES][PATHS];
static orth_launch_result results[RESULTS];
static orth_scenario scenario = {.file = (char[]){"sale.json"}};

/* 2 start weights by 2 lengths; values of figure `of` share each price path's luck. */
static orth_launch make(orth_launch_figure of, const double behind[RESULTS], double own)
{
    test_random random = test_seeded(1);
    double luck[PATHS];
    for (size_t p = 0; p < PATHS; p++)
        luck[p] = test_random_unit(&random);
    for (size_t r = 0; r < RESULTS; r++) {
        results[r] = (orth_launch_result){.path = "linear",
                                          .steps = 100,
                                          .days = r % 2 == 0 ? 1 : 2.5,
                                          .start_weight = r < 2 ? 0.9 : 0.99,
                                          .end_weight = 0.5,
                                          .swap_fee = 0.01};
        for (size_t f = 0; f < ORTH_LAUNCH_FIGURES; f++)
            results[r].values[f] = figures[r][f];
        for (size_t p = 0; p < PATHS; p++)
            figures[r][of][p] =
                100 + 50 * luck[p] + behind[r] + own * (test_random_unit(&random) - 0.5);
    }
    return (orth_launch){.scenario = &scenario,
                         .price_paths = PATHS,
                         .random = true,
                         .count = RESULTS,
                         .results = results};
}

static orth_sweep_ranking *rank(const orth_launch *launch, orth_launch_goal goal, size_t top,
                                uint64_t *left_out)
{
    orth_sweep_ranking *ranking;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_launch_best(&ranking, left_out, launch, goal, top, &error) == ORTH_OK, "%s",
                  error.text);
    return ranking;
}

/* The difference of the means of the price paths p, p + 32, ... of two results. */
static void by_hand(double *mean, double *error, size_t of, size_t best, orth_launch_figure figure)
{
    double apart[GROUPS] = {0}, square = 0;
    *mean = 0;
    for (size_t p = 0; p < PATHS; p++)
        apart[p % GROUPS] +=
            (figures[of][figure][p] - figures[best][figure][p]) * GROUPS / (double)PATHS;
    for (size_t g = 0; g < GROUPS; g++)
        *mean += apart[g] / GROUPS;
    for (size_t g = 0; g < GROUPS; g++)
        square += (apart[g] - *mean) * (apart[g] - *mean);
    *error = sqrt(square / (GROUPS - 1) / GROUPS);
}

/* Luck of 50 hides no difference of 1 path by path: without pairs no two intervals are apart. */
START_TEST(price_path_by_price_path)
{
    static const double behind[RESULTS] = {-1, 0, 0, -4};
    static const uint64_t order[RESULTS] = {1, 2, 0, 3};
    orth_launch launch = make(ORTH_LAUNCH_RAISED, behind, 0.2);
    for (size_t p = 0; p < PATHS; p++) /* nearly as good as 1, better in every other group */
        figures[2][ORTH_LAUNCH_RAISED][p] =
            figures[1][ORTH_LAUNCH_RAISED][p] - 0.002 + (p % 2 == 0 ? 0.1 : -0.1);
    uint64_t left_out;
    orth_sweep_ranking *ranking = rank(&launch, ORTH_LAUNCH_GOAL_RAISE, 0, &left_out);
    ck_assert_str_eq(ranking->by, "/raised");
    ck_assert(ranking->maximise && ranking->basis == ORTH_SWEEP_PAIRED);
    ck_assert_uint_eq(ranking->groups, GROUPS);
    ck_assert_uint_eq(left_out, 0);
    ck_assert_uint_eq(ranking->parameters, 2);
    ck_assert_str_eq(ranking->names[0], "/start_weight");
    ck_assert_str_eq(ranking->names[1], "/days");
    for (size_t i = 0; i < RESULTS; i++) {
        const orth_sweep_ranked *row = &ranking->rows[i];
        bool near = order[i] == 1 || order[i] == 2;
        double mean, error;
        ck_assert_uint_eq(row->point, order[i]);
        ck_assert_msg(row->told == !near, "row %zu", i);
        by_hand(&mean, &error, row->point, ranking->rows[0].point, ORTH_LAUNCH_RAISED);
        ck_assert_double_eq_tol(row->difference, mean, 1e-12);
        ck_assert_double_eq_tol(row->difference_high - row->difference,
                                orth_student(GROUPS - 1, 0.05) * error, 1e-12);
        ck_assert(row->low < row->value - 1 && row->high > row->value + 1);
    }
    ck_assert_uint_eq(ranking->not_told, 2);
    ck_assert_str_eq(ranking->rows[3].values[0], "0.99");
    ck_assert_str_eq(ranking->rows[3].values[1], "2.5");
    orth_sweep_ranking_free(ranking);
}
END_TEST

/* Of stability and dispersion less is better; rows are kept as asked for. */
START_TEST(the_least_is_best)
{
    static const double behind[RESULTS] = {5, 3, -2, 1};
    static const orth_launch_figure of[] = {ORTH_LAUNCH_PRICE_DEVIATION, ORTH_LAUNCH_GINI};
    static const orth_launch_goal goals[] = {ORTH_LAUNCH_GOAL_PRICE_STABILITY,
                                             ORTH_LAUNCH_GOAL_DISPERSION};
    for (size_t g = 0; g < 2; g++) {
        orth_launch launch = make(of[g], behind, 0.2);
        uint64_t left_out;
        orth_sweep_ranking *ranking = rank(&launch, goals[g], 2, &left_out);
        ck_assert_uint_eq(ranking->count, 2);
        ck_assert_uint_eq(ranking->ranked, RESULTS);
        ck_assert_uint_eq(ranking->rows[0].point, 2);
        ck_assert_uint_eq(ranking->rows[1].point, 3);
        ck_assert_uint_eq(ranking->not_told, 1);
        orth_sweep_ranking_free(ranking);
    }
}
END_TEST

/* Price paths on which nobody buys under one setting tell nothing of it. */
START_TEST(price_paths_without_the_figure)
{
    static const double behind[RESULTS] = {1, 0, 3, 2};
    orth_launch launch = make(ORTH_LAUNCH_GINI, behind, 0.2);
    for (size_t p = 0; p < PATHS; p++)
        figures[3][ORTH_LAUNCH_GINI][p] = NAN;
    double sum = 0;
    for (size_t p = 0; p < PATHS; p++) {
        if (p < 20)
            figures[1][ORTH_LAUNCH_GINI][p] = NAN;
        else
            sum += figures[1][ORTH_LAUNCH_GINI][p];
    }
    uint64_t left_out;
    orth_sweep_ranking *ranking = rank(&launch, ORTH_LAUNCH_GOAL_DISPERSION, 0, &left_out);
    ck_assert_uint_eq(left_out, 20);
    ck_assert_uint_eq(ranking->undefined, 1);
    ck_assert_uint_eq(ranking->ranked, 3);
    ck_assert_uint_eq(ranking->tally.points, 4);
    ck_assert_uint_eq(ranking->rows[0].point, 1);
    ck_assert_double_eq_tol(ranking->rows[0].value, sum / (PATHS - 20), 1e-12);
    orth_sweep_ranking_free(ranking);

    for (size_t p = 0; p < PATHS; p++) /* none together */
        figures[p < 50 ? 0 : 1][ORTH_LAUNCH_GINI][p] = NAN;
    ranking = rank(&launch, ORTH_LAUNCH_GOAL_DISPERSION, 0, &left_out);
    ck_assert_int_eq(ranking->basis, ORTH_SWEEP_INTERVALS);
    ck_assert_uint_eq(left_out, 0);
    ck_assert_uint_eq(ranking->not_told, 3);
    orth_sweep_ranking_free(ranking);
}
END_TEST

START_TEST(without_chance)
{
    static const double behind[RESULTS] = {-1, -1e-9, 0, -1e-9};
    orth_launch launch = make(ORTH_LAUNCH_RAISED, behind, 0);
    launch.price_paths = 1;
    launch.random = false;
    uint64_t left_out;
    orth_sweep_ranking *ranking = rank(&launch, ORTH_LAUNCH_GOAL_RAISE, 0, &left_out);
    static const uint64_t order[RESULTS] = {2, 1, 3, 0};
    ck_assert_int_eq(ranking->basis, ORTH_SWEEP_EXACT);
    for (size_t i = 0; i < RESULTS; i++) {
        ck_assert_uint_eq(ranking->rows[i].point, order[i]);
        ck_assert(isnan(ranking->rows[i].low) && isnan(ranking->rows[i].difference));
    }
    ck_assert_uint_eq(ranking->not_told, 1);
    orth_sweep_ranking_free(ranking);
}
END_TEST

static void check_refused(const orth_launch *launch, const char *part)
{
    orth_sweep_ranking *ranking;
    uint64_t left_out;
    orth_error error = {.text = ""};
    ck_assert_int_eq(
        orth_launch_best(&ranking, &left_out, launch, ORTH_LAUNCH_GOAL_DISPERSION, 0, &error),
        ORTH_BAD_INPUT);
    ck_assert_ptr_null(ranking);
    ck_assert_msg(strstr(error.text, part) != NULL, "%s", error.text);
}

START_TEST(what_cannot_be_ranked)
{
    static const double behind[RESULTS] = {0};
    orth_launch launch = make(ORTH_LAUNCH_GINI, behind, 0);
    launch.count = 1;
    check_refused(&launch, "sale.json: one setting");
    launch.count = RESULTS;
    for (size_t r = 0; r < RESULTS; r++)
        for (size_t p = 0; p < PATHS; p++)
            figures[r][ORTH_LAUNCH_GINI][p] = NAN;
    check_refused(&launch, "nobody buys");
}
END_TEST

START_TEST(goals_by_name)
{
    orth_launch_goal goal;
    orth_error error = {.text = ""};
    for (size_t g = 0; g < ORTH_LAUNCH_GOALS; g++) {
        ck_assert_int_eq(orth_launch_goal_find(&goal, orth_launch_goal_name(g), NULL), ORTH_OK);
        ck_assert_uint_eq(goal, g);
    }
    ck_assert_int_eq(orth_launch_goal_find(&goal, "raised", &error), ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "permitted: raise, price-stability, dispersion") != NULL, "%s",
                  error.text);
}
END_TEST

ORTH_TEST_MAIN("launch best", price_path_by_price_path, the_least_is_best,
               price_paths_without_the_figure, without_chance, what_cannot_be_ranked, goals_by_name)
