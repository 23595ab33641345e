/* A folder's points as columns: what kinds they are of, known cells, and what a folder that is not
 * whole, or of many files, gives. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/stop.h"
#include "orthant/sweep_results.h"
#include "sweep/points_file.h"
#include "sweep_places.h"

static orth_sweep_columns *columns_of(const place *p)
{
    orth_error error;
    orth_sweep_columns *columns;
    orth_status status = orth_sweep_columns_read(&columns, p->folder, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return columns;
}

/* The cells of place_small as test_csv of sweep_merge.c has them. */
START_TEST(test_cells)
{
    static const char *const names[] = {"/pool/swap_fee",           "/paths",
                                        "/results/0/log_loss",      "/results/0/path",
                                        "/results/0/cost/mean",     "/results/0/cost/mean low",
                                        "/results/0/cost/mean high"};
    static const orth_sweep_kind kinds[] = {ORTH_SWEEP_REALS, ORTH_SWEEP_TEXTS, ORTH_SWEEP_REALS,
                                            ORTH_SWEEP_TEXTS, ORTH_SWEEP_REALS, ORTH_SWEEP_REALS,
                                            ORTH_SWEEP_REALS};
    place p = place_small();
    orth_sweep_columns *made = columns_of(&p);
    ck_assert(made->rows == 6 && made->parameters == 2 && made->count == 7);
    for (size_t i = 0; i < made->count; i++) {
        ck_assert_str_eq(made->columns[i].name, names[i]);
        ck_assert_int_eq(made->columns[i].kind, kinds[i]);
        ck_assert(made->columns[i].full == (i < 2));
        ck_assert((made->columns[i].texts != NULL) == (kinds[i] == ORTH_SWEEP_TEXTS));
    }
    for (uint64_t row = 0; row < 6; row++) {
        ck_assert_uint_eq(made->points[row], row);
        ck_assert((made->failures[row] != NULL) == (row == 1));
    }
    ck_assert_str_eq(made->failures[1], "no \"fee\", no gain");
    ck_assert(made->columns[0].numbers[3] == 0.003 && made->columns[0].numbers[4] == 0.003);
    ck_assert_str_eq(made->columns[1].texts[5], "[\"amgm\",\"geodesic\"]");
    ck_assert(made->columns[2].numbers[0] == 0.1 && isnan(made->columns[2].numbers[1]));
    ck_assert_ptr_null(made->columns[3].texts[1]);
    ck_assert_str_eq(made->columns[3].texts[3], "amgm, \"so\"");
    ck_assert(made->columns[5].numbers[2] == 11.5 && isnan(made->columns[6].numbers[4]));
    orth_sweep_columns_free(made);
    place_end(&p);
}
END_TEST

/* Figures of place_few one after the other, by the order of points: the kinds that they make. */
static void kinds_are(const char *const figures[6], orth_sweep_kind kind, bool full,
                      const char *const texts[6])
{
    place p = place_begin(place_few);
    orth_kept_file *file = place_open_shard(&p, 1, 1);
    for (uint64_t point = 0; point < 6; point++) {
        orth_kept_figure kept[3] = {{.text = figures[point]}};
        orth_kept_point line = {.point = point, .figure_count = 3, .figures = kept};
        place_append(&p, file, &line);
    }
    place_shut(file);
    orth_sweep_columns *made = columns_of(&p);
    const orth_sweep_column *column = &made->columns[2];
    ck_assert_int_eq(column->kind, kind);
    ck_assert(column->full == full && made->failures == NULL);
    ck_assert((column->texts != NULL) == (texts != NULL));
    for (size_t i = 0; texts != NULL && i < 6; i++) {
        ck_assert((column->texts[i] == NULL) == (texts[i] == NULL));
        if (texts[i] != NULL)
            ck_assert_str_eq(column->texts[i], texts[i]);
    }
    /* Nothing was kept of the other two figures. */
    ck_assert(made->columns[3].kind == ORTH_SWEEP_REALS && isnan(made->columns[3].numbers[0]));
    orth_sweep_columns_free(made);
    place_end(&p);
}

START_TEST(test_kinds)
{
    kinds_are((const char *const[]){"1", "-2", "9007199254740992", "\"4\"", "5", "0"},
              ORTH_SWEEP_WHOLE, true, NULL);
    kinds_are((const char *const[]){"1", "2", "9007199254740993", "4", "5", "9007199254740994"},
              ORTH_SWEEP_REALS, true, NULL);
    kinds_are((const char *const[]){"1", "2.0", "3", "4", "5", "6"}, ORTH_SWEEP_REALS, true, NULL);
    kinds_are((const char *const[]){"1", "2", NULL, "4", "5", "6"}, ORTH_SWEEP_WHOLE, false, NULL);
    kinds_are((const char *const[]){"true", "false", "null", "true", "true", "true"},
              ORTH_SWEEP_TRUTHS, false, NULL);
    kinds_are((const char *const[]){"true", "2", "true", "true", "true", "true"}, ORTH_SWEEP_TEXTS,
              true, (const char *const[]){"true", "2", "true", "true", "true", "true"});
    /* A text that comes last: what stands before it is text as well. */
    kinds_are((const char *const[]){"1e2", "\"2.50\"", "true", "[1]", NULL, "\"\\u0041\""},
              ORTH_SWEEP_TEXTS, false,
              (const char *const[]){"1e2", "2.50", "true", "[1]", NULL, "A"});
    kinds_are((const char *const[]){NULL, "\"x\"", "1", "null", NULL, "\"\""}, ORTH_SWEEP_TEXTS,
              false, (const char *const[]){NULL, "x", "1", NULL, NULL, ""});
}
END_TEST

/* Shards backwards, points missing, one that failed and later did not, a torn line. */
START_TEST(test_what_is_there)
{
    place p = place_begin(place_few);
    orth_sweep_columns *made = columns_of(&p);
    ck_assert(made->rows == 0 && made->tally.missing == 6 && made->count == 5);
    ck_assert(made->columns[0].kind == ORTH_SWEEP_REALS && made->columns[0].full);
    orth_sweep_columns_free(made);
    orth_kept_file *file = place_open_shard(&p, 1, 1);
    place_append(&p, file, &(orth_kept_point){.point = 5, .failed = "out of luck"});
    place_append_small(&p, file, 2);
    place_shut(file);
    file = place_open_shard(&p, 3, 3);
    place_append_small(&p, file, 5);
    place_append_small(&p, file, 2);
    place_shut(file);
    char *name = orth_kept_name_of(p.folder, 3, 3);
    FILE *torn = fopen(name, "a");
    fputs("{\"point\":4,\"values\":[\"0.003", torn);
    fclose(torn);
    free(name);
    made = columns_of(&p);
    ck_assert(made->rows == 2 && made->points[0] == 2 && made->points[1] == 5);
    ck_assert(made->failures == NULL && made->tally.dropped == 1 && made->tally.missing == 4);
    orth_sweep_columns_free(made);
    place_end(&p);
    orth_error error;
    ck_assert_int_eq(orth_sweep_columns_read(&made, "/", &error), ORTH_BAD_INPUT);
    ck_assert_ptr_null(made);
}
END_TEST

/* Whatever reads a folder looks at the thread's flag; a merge that is stopped leaves nothing. */
START_TEST(test_stopped)
{
    volatile sig_atomic_t stop = 1;
    place p = place_small();
    orth_error error;
    orth_sweep_columns *made;
    orth_sweep_ranking *ranking;
    orth_sweep_tally tally;
    orth_sweep *sweep;
    orth_stop_when(&stop);
    ck_assert_int_eq(orth_sweep_columns_read(&made, p.folder, &error), ORTH_INTERRUPTED);
    ck_assert_int_eq(orth_sweep_merge(p.folder, &tally, &error), ORTH_INTERRUPTED);
    orth_sweep_best_options how = {.by = "log_loss"};
    ck_assert_int_eq(orth_sweep_best(&ranking, p.folder, &how, &error), ORTH_INTERRUPTED);
    ck_assert_int_eq(orth_sweep_parse(&sweep, place_few, strlen(place_few), "few", &error),
                     ORTH_INTERRUPTED);
    orth_stop_when(NULL);
    ck_assert(made == NULL && ranking == NULL && sweep == NULL && !place_has(&p, "results.csv"));
    place_end(&p);
}
END_TEST

ORTH_TEST_MAIN("sweep columns", test_cells, test_kinds, test_what_is_there, test_stopped)
