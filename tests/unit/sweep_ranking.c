/* What best says of a sweep's points: known answers by hand, and the promise of its joint statement
 * over drawn figures. */
#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/performance.h"
#include "orthant/statistics.h"
#include "orthant/sweep.h"
#include "orthant/sweep_results.h"
#include "sweep/direction.h"
#include "sweep/points_file.h"
#include "sweep_places.h"

#define GROUPS 32
#define POINTS 50

/* Each point's group means. */
static place grouped_place(double (*means)[GROUPS])
{
    place p = place_begin(place_many);
    orth_kept_file *file = place_open_shard(&p, 1, 1);
    for (uint64_t number = 0; number < POINTS; number++) {
        char text[32], low[32], high[32];
        double sum = 0;
        for (size_t g = 0; g < GROUPS; g++)
            sum += means[number][g];
        snprintf(text, sizeof text, "%.17g", sum / GROUPS);
        snprintf(low, sizeof low, "%.17g", sum / GROUPS - 5);
        snprintf(high, sizeof high, "%.17g", sum / GROUPS + 5);
        orth_kept_figure figure = {
            .text = text, .low = low, .high = high, .groups = GROUPS, .group_means = means[number]};
        place_append(&p, file,
                     &(orth_kept_point){.point = number, .figure_count = 1, .figures = &figure});
    }
    place_shut(file);
    return p;
}

static orth_sweep_ranking *rank(const place *p, const orth_sweep_best_options *options)
{
    orth_sweep_ranking *ranking;
    orth_error error = {ORTH_OK, ""};
    ck_assert_msg(orth_sweep_best(&ranking, p->folder, options, &error) == ORTH_OK, "%s",
                  error.text);
    return ranking;
}

/* Point i lies i above the noise that all share, and 0.5 more in every second group. */
START_TEST(test_paired)
{
    double means[POINTS][GROUPS];
    test_random random = test_seeded(3);
    for (size_t g = 0; g < GROUPS; g++) {
        double noise = 1000 * test_random_unit(&random);
        for (size_t i = 0; i < POINTS; i++)
            means[i][g] = noise + (double)((7 * i) % POINTS) + (g % 2 == 0 ? 0.5 * (double)i : 0);
    }
    place p = grouped_place(means);
    orth_sweep_ranking *ranking = rank(&p, &(orth_sweep_best_options){.by = "shortfall", .top = 3});
    ck_assert(!ranking->maximise && ranking->usual && ranking->basis == ORTH_SWEEP_PAIRED);
    ck_assert(ranking->count == 3 && ranking->ranked == POINTS && ranking->groups == GROUPS);
    ck_assert_double_eq(ranking->joint, orth_student(31, 0.1 / 49));
    const orth_sweep_ranked *row = ranking->rows;
    ck_assert(row[0].point == 0 && row[0].difference == 0 && !row[0].told);
    /* Point 1 lies 7 above, and 0.25 in the mean; point 8, 6 and 2; point 43, 1 and 10.75. */
    ck_assert(row[1].point == 1 && row[2].point == 8);
    ck_assert_double_eq_tol(row[1].difference, 7.25, 1e-9);
    /* Differences are 7 and 7.5, in 16 groups each: s = 0.25 sqrt(32 / 31). */
    double half = orth_student(31, 0.05) * 0.25 * sqrt(32.0 / 31) / sqrt(32);
    ck_assert_double_eq_tol(row[1].difference_high - row[1].difference, half, 1e-9);
    ck_assert_double_eq_tol(row[1].difference - row[1].difference_low, half, 1e-9);
    ck_assert(row[1].told && ranking->not_told == 1);
    ck_assert_str_eq(row[1].values[0], "2");
    orth_sweep_ranking_free(ranking);

    ranking = rank(&p, &(orth_sweep_best_options){.by = "/results/0/shortfall",
                                                  .direction = ORTH_SWEEP_MAXIMISE});
    ck_assert(ranking->maximise && !ranking->usual && ranking->count == POINTS);
    for (size_t i = 1; i < POINTS; i++)
        ck_assert(ranking->rows[i].value <= ranking->rows[i - 1].value);
    orth_sweep_ranking_free(ranking);
    place_end(&p);
}
END_TEST

/* Of two results that of the figure counts: its points 0 and 3 made too little of the move, so that
 * the best is point 2, although both cost less. Without move_made of that result none is unmade. */
START_TEST(test_unmade)
{
    static const char text[] =
        "{\"orthant\": 1, \"scenario\": \"scenarios/btc-usdc-with-fee.json\", \"command\": \"compare\","
        " \"vary\": {\"/steps\": [1, 2, 3, 4, 5]}, \"collect\": [\"/results/0/move_made\","
        " \"/results/11/move_made/mean\", \"/results/11/shortfall\", \"/results/1/shortfall\"]}";
    static const char *const made[] = {"0.98", "1", "0.99", "0.5", "null"};
    static const char *const costs[] = {"1", "5", "4", "2", "7"};
    static const uint64_t order[] = {2, 1, 4, 0, 3};
    place p = place_begin(text);
    orth_kept_file *file = place_open_shard(&p, 1, 1);
    for (uint64_t i = 0; i < 5; i++) {
        orth_kept_figure figures[] = {{.text = "0.1"},
                                      {.text = (char *)(uintptr_t)made[i]},
                                      {.text = (char *)(uintptr_t)costs[i]},
                                      {.text = (char *)(uintptr_t)costs[i]}};
        place_append(&p, file,
                     &(orth_kept_point){.point = i, .figure_count = 4, .figures = figures});
    }
    place_shut(file);
    orth_sweep_ranking *ranking =
        rank(&p, &(orth_sweep_best_options){.by = "/results/11/shortfall"});
    ck_assert(ranking->unmade == 2 && ranking->ranked == 5 && ranking->not_told == 1);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_uint_eq(ranking->rows[i].point, order[i]);
        ck_assert(ranking->rows[i].unmade == (i >= 3) && ranking->rows[i].told == (i > 0));
    }
    orth_sweep_ranking_free(ranking);
    ranking = rank(&p, &(orth_sweep_best_options){.by = "/results/1/shortfall"});
    ck_assert(ranking->unmade == 0 && ranking->rows[0].point == 0);
    orth_sweep_ranking_free(ranking);
    place_end(&p);
}
END_TEST

/* Each figure of an investment has a direction; others where their name says it. */
START_TEST(test_directions)
{
    char pointer[128];
    for (int f = 0; f < ORTH_PERFORMANCE_FIGURES + ORTH_AGAINST_FIGURES; f++) {
        const char *name =
            f < ORTH_PERFORMANCE_FIGURES
                ? orth_performance_name((orth_performance_figure)f)
                : orth_against_name((orth_against_figure)(f - ORTH_PERFORMANCE_FIGURES));
        snprintf(pointer, sizeof pointer, "/results/0/performance/%s/mean", name);
        ck_assert_msg(orth_usual_direction(pointer) != ORTH_SWEEP_USUAL, "%s", name);
    }
    static const struct {
        const char *pointer;
        orth_sweep_direction direction;
    } known[] = {
        {"/results/0/shortfall", ORTH_SWEEP_MINIMISE},
        {"/results/12/shortfall/quantiles/p95", ORTH_SWEEP_MINIMISE},
        {"/curve/3/cost", ORTH_SWEEP_MINIMISE},
        {"/results/0/ledger/arbitrage_fees/mean", ORTH_SWEEP_MAXIMISE},
        {"/results/0/performance/sharpe/value", ORTH_SWEEP_MAXIMISE},
        {"/results/0/final_value/stderr", ORTH_SWEEP_USUAL},
        {"/results/0/turnover", ORTH_SWEEP_USUAL},
        {"/best_steps", ORTH_SWEEP_USUAL},
        {"", ORTH_SWEEP_USUAL},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        ck_assert_msg(orth_usual_direction(known[i].pointer) == known[i].direction, "%s",
                      known[i].pointer);
}
END_TEST

/* Sum of twelve uniform numbers less 6. */
static double draw_normal(test_random *random)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += test_random_unit(random);
    return sum;
}

/* All points are alike but for their luck, so each is the true best: point 17 must be among those
 * not told in 95 of 100 draws, and is; with differences as large as their errors most are told. */
START_TEST(test_promise)
{
    test_random random = test_seeded(11);
    int held = 0;
    const int draws = 60;
    for (int draw = 0; draw < draws; draw++) {
        double means[POINTS][GROUPS];
        for (size_t g = 0; g < GROUPS; g++) {
            double common = 30 * draw_normal(&random);
            for (size_t i = 0; i < POINTS; i++)
                means[i][g] =
                    common + draw_normal(&random) + (i == 17 ? 0 : 0.02) + (i > 30 ? 3 : 0);
        }
        place p = grouped_place(means);
        orth_sweep_ranking *ranking = rank(&p, &(orth_sweep_best_options){.by = NULL});
        for (size_t i = 0; i < ranking->count; i++) {
            held += ranking->rows[i].point == 17 && !ranking->rows[i].told;
            ck_assert(ranking->rows[i].point <= 30 || ranking->rows[i].told);
        }
        orth_sweep_ranking_free(ranking);
        place_end(&p);
    }
    ck_assert_int_ge(held, draws * 95 / 100);
}
END_TEST

/* Without groups: intervals that overlap; without intervals: values. */
START_TEST(test_unpaired)
{
    for (int with = 0; with < 2; with++) {
        place p = place_begin(place_many);
        orth_kept_file *file = place_open_shard(&p, 1, 1);
        for (uint64_t number = 0; number < 40; number++) { /* ten are missing */
            char text[32], low[32], high[32];
            int value = number == 4 ? 0 : (int)number;
            snprintf(text, sizeof text, "%d", value);
            snprintf(low, sizeof low, "%d.5", value - 2);
            snprintf(high, sizeof high, "%d.5", value + 1);
            orth_kept_figure figure = {
                .text = text, .low = with ? low : NULL, .high = with ? high : NULL};
            if (number == 9)
                figure = (orth_kept_figure){.text = "null"};
            orth_kept_point point = {.point = number, .figure_count = 1, .figures = &figure};
            if (number == 8)
                point = (orth_kept_point){.point = number, .failed = "so it is"};
            place_append(&p, file, &point);
        }
        place_shut(file);
        orth_sweep_ranking *ranking = rank(&p, &(orth_sweep_best_options){.by = "shortfall"});
        ck_assert(ranking->tally.missing == 10 && ranking->tally.failed == 1);
        ck_assert(ranking->undefined == 1 && ranking->ranked == 38 && ranking->groups == 0);
        ck_assert(ranking->basis == (with ? ORTH_SWEEP_INTERVALS : ORTH_SWEEP_EXACT));
        ck_assert(ranking->rows[0].point == 0 && ranking->rows[1].point == 4);
        /* [-2.5, 1.5] reaches to 0, 4, 1, 2 and, whose interval begins at 1.5, 3. */
        ck_assert_uint_eq(ranking->not_told, with ? 5 : 2);
        ck_assert(isnan(ranking->rows[1].difference) && isnan(ranking->joint));
        orth_sweep_ranking_free(ranking);
        place_end(&p);
    }
}
END_TEST

static void best_refuses(const place *p, const orth_sweep_best_options *options, const char *words)
{
    orth_sweep_ranking *ranking;
    orth_error error = {ORTH_OK, ""};
    ck_assert_int_eq(orth_sweep_best(&ranking, p->folder, options, &error), ORTH_BAD_INPUT);
    ck_assert_ptr_null(ranking);
    ck_assert_msg(strstr(error.text, words) != NULL, "%s", error.text);
}

START_TEST(test_asked)
{
    place p = place_small();
    bool asked = false;
    best_refuses(&p, &(orth_sweep_best_options){.by = "sharp", .asked = &asked},
                 "\"sharp\": no figure that the sweep collects; it has /results/0/log_loss, ");
    ck_assert(asked);
    best_refuses(&p, &(orth_sweep_best_options){.by = "results", .asked = &asked},
                 "several figures have that name");
    best_refuses(&p, &(orth_sweep_best_options){.by = NULL, .asked = &asked},
                 "say by which figure");
    best_refuses(&p, &(orth_sweep_best_options){.by = "path", .asked = &asked},
                 "Say --maximise or --minimise");
    ck_assert(asked);
    best_refuses(
        &p,
        &(orth_sweep_best_options){.by = "path", .direction = ORTH_SWEEP_MAXIMISE, .asked = &asked},
        "no point has a number there");
    ck_assert(!asked);
    orth_sweep_ranking *ranking = rank(&p, &(orth_sweep_best_options){.by = "cost"});
    ck_assert(!ranking->maximise && ranking->ranked == 4);
    orth_sweep_ranking_free(ranking);
    place_end(&p);
}
END_TEST

ORTH_TEST_MAIN("sweep ranking", test_directions, test_paired, test_promise, test_unpaired,
               test_unmade, test_asked)
