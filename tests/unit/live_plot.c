/* A pool's log block by block, and its picture: sums so far are those of the log's beginning,
 * points are those of the rows that they stand for. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/live.h"
#include "orthant/report.h"
#include "pictures.h"

#define TOKENS 3
#define BINS 480
#define ROWS_MAX 2400

/* Three tokens; others trade in every 50th block, rows are missing, nobody trades in a third. */
static orth_live_log *made_log(size_t rows, double fee, const char *name)
{
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    test_random random = test_seeded(7);
    double reserves[TOKENS] = {1e6, 5e5, 2e5}, prices[TOKENS] = {1, 2, 5};
    uint64_t block = 18000000;
    fputs("block,fee,flow", stream);
    for (int i = 0; i < TOKENS; i++)
        fprintf(stream, ",weight T%d,price T%d,reserve T%d", i, i, i);
    fputc('\n', stream);
    for (size_t k = 0; k < rows; k++) {
        bool trades = test_random_unit(&random) < 0.67;
        block += test_random_unit(&random) < 0.02 ? 3 : 1;
        for (int i = 0; i < TOKENS; i++)
            prices[i] *= exp(4e-3 * (test_random_unit(&random) - 0.5));
        double level[TOKENS], mean = 0;
        for (int i = 0; i < TOKENS; i++)
            mean += (level[i] = log(3 * reserves[i] * prices[i])) / TOKENS;
        for (int i = 0; i < TOKENS && trades; i++)
            reserves[i] *= exp(0.5 * (mean - level[i]));
        fprintf(stream, "%llu,%.17g,%zu", (unsigned long long)block, fee, k / 50);
        for (int i = 0; i < TOKENS; i++)
            fprintf(stream, ",%.17g,%.17g,%.17g", 1.0 / 3, prices[i], reserves[i]);
        fputc('\n', stream);
    }
    fclose(stream);
    orth_error error = {.text = ""};
    orth_live_log *log;
    orth_status status = orth_live_log_parse(&log, text, length, name, NULL, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    free(text);
    return log;
}

static const orth_live_options options = {.fee = -1, .gate = {.gas = 0.01}};

static orth_live *measured(const orth_live_log *log)
{
    orth_error error = {.text = ""};
    orth_live *live;
    orth_status status = orth_live_measure(&live, log, &options, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return live;
}

typedef struct seen {
    size_t count;
    orth_live_step steps[ROWS_MAX];
} seen;

static void see(void *user, const orth_live_step *step)
{
    seen *all = user;
    all->count++;
    ck_assert_uint_eq(step->row, all->count);
    all->steps[step->row] = *step;
}

static seen walked(const orth_live *live, const orth_live_log *log)
{
    static seen all;
    orth_error error = {.text = ""};
    all.count = 0;
    orth_status status = orth_live_walk(live, log, &options, see, &all, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    ck_assert_uint_eq(all.count, log->rows - 1);
    return all;
}

static double apart(const orth_live_log *log, size_t held, size_t row)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < log->n; i++) {
        double level = log2(log->reserves[held * log->n + i]) +
                       log2(log->prices[row * log->n + i]) - log2(log->weights[row * log->n + i]);
        low = fmin(low, level);
        high = fmax(high, level);
    }
    return (high - low) * 0.69314718055994531;
}

/* The log's beginning, measured by itself, has the sums that were so far. */
START_TEST(sums_so_far)
{
    enum { ROWS = 300 };
    orth_live_log *log = made_log(ROWS, 0.0004, "log.csv");
    orth_live *live = measured(log);
    ck_assert(live->others > 0 && live->gaps > 0 && live->traded > 50);
    seen all = walked(live, log);
    for (size_t rows = 2; rows <= ROWS; rows += 37) {
        orth_live_log part = *log;
        part.rows = rows;
        orth_live *begun = measured(&part);
        const orth_live_step *step = &all.steps[rows - 1];
        ck_assert_double_eq_tol(step->made, begun->made, 1e-12 * (1 + begun->made));
        ck_assert_double_eq_tol(step->best, begun->best, 1e-12 * (1 + begun->best));
        ck_assert_double_eq_tol(step->perfect, begun->perfect, 1e-12 * (1 + begun->perfect));
        orth_live_free(begun);
    }
    for (size_t k = 1; k < ROWS; k++) {
        ck_assert_uint_eq(all.steps[k].block, log->blocks[k]);
        ck_assert_double_eq_tol(all.steps[k].misprice, apart(log, k - 1, k), 1e-13);
        ck_assert_double_eq_tol(all.steps[k].left, apart(log, k, k), 1e-13);
        ck_assert_double_eq_tol(all.steps[k].band, -log1p(-0.0004), 1e-17);
    }
    ck_assert_double_eq_tol(all.steps[ROWS - 1].made, live->made, 1e-12 * live->made);
    ck_assert_double_gt(live->made, 0);
    orth_live_free(live);
    orth_live_log_free(log);
}
END_TEST

static void draws(const orth_live_log *log, const orth_live *live, const char *file)
{
    orth_error error = {.text = ""};
    const orth_live_report report = {.log = log, .options = &options, .live = live};
    orth_status status = orth_live_plot(&report, file, true, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    picture_is_whole(file);
}

/* Each point of the picture is of its own rows, and no row is left out. */
START_TEST(points_of_a_long_log)
{
    static double taken[4 * (BINS + 1)], misprice[12 * BINS];
    orth_live_log *log = made_log(ROWS_MAX, 0.0004, "a <log> & 'more'.csv");
    orth_live *live = measured(log);
    seen all = walked(live, log);
    picture_enter();
    draws(log, live, "a.svg");
    draws(log, live, "b.svg");
    char *one = picture_bytes("a.svg"), *other = picture_bytes("b.svg");
    ck_assert_str_eq(one, other);
    ck_assert_uint_lt(strlen(one), 300000);
    ck_assert_uint_eq(picture_numbers("a.svg", "taken", 0, taken, sizeof taken / 8 + 1),
                      4 * (BINS + 1));
    ck_assert_uint_eq(picture_numbers("a.svg", "misprice", 0, misprice, sizeof misprice / 8 + 1),
                      12 * BINS);
    size_t row = 1;
    for (size_t b = 0; b < BINS; b++) {
        const double *at = misprice + 12 * b;
        double least = INFINITY, most = 0, sum = 0, left = 0, first = (double)row, count;
        for (; row < ROWS_MAX && (row - 1) * BINS / (ROWS_MAX - 1) == b; row++) {
            least = fmin(least, all.steps[row].misprice);
            most = fmax(most, all.steps[row].misprice);
            sum += all.steps[row].misprice;
            left += all.steps[row].left;
        }
        count = (double)row - first;
        ck_assert(count >= 1 && at[0] == (double)log->blocks[(size_t)first - 1] &&
                  at[6] == (double)log->blocks[row - 1]);
        ck_assert(memcmp(at + 1, at + 7, 5 * sizeof *at) == 0);
        ck_assert_double_eq_tol(at[1], 1e4 * least, 1e-6);
        ck_assert_double_eq_tol(at[2], 1e4 * most, 1e-6);
        ck_assert_double_eq_tol(at[3], 1e4 * sum / count, 1e-6);
        ck_assert_double_eq_tol(at[4], 1e4 * left / count, 1e-6);
        ck_assert_double_eq_tol(at[5], 1e4 * -log1p(-0.0004), 1e-6);
        const double *so_far = taken + 4 * (b + 1);
        ck_assert(so_far[0] == (double)log->blocks[row - 1]);
        ck_assert_double_eq_tol(so_far[1], all.steps[row - 1].made, 1e-7 * live->made);
        ck_assert_double_eq_tol(so_far[2], all.steps[row - 1].best, 1e-7 * live->best);
        ck_assert_double_eq_tol(so_far[3], all.steps[row - 1].perfect, 1e-7 * live->perfect);
    }
    ck_assert_uint_eq(row, ROWS_MAX);
    free(one);
    free(other);
    picture_leave();
    orth_live_free(live);
    orth_live_log_free(log);
}
END_TEST

/* Two rows; a fee of 0; one misprice far beyond the others. */
START_TEST(short_and_steep)
{
    orth_live_log *log = made_log(200, 0, "log.csv");
    double numbers[12 * BINS];
    picture_enter();
    log->prices[TOKENS * 100] *= 1.5;
    orth_live *live = measured(log);
    draws(log, live, "a.svg");
    size_t count = picture_numbers("a.svg", "misprice", 0, numbers, 12 * BINS);
    ck_assert_uint_eq(count, (size_t)12 * 199);
    for (size_t i = 0; i < count; i += 6) /* the axis is logarithmic: nothing stands at 0 */
        ck_assert(numbers[i + 1] > 0 && numbers[i + 4] > 0 && numbers[i + 5] > 0);
    orth_live_free(live);
    log->rows = 2;
    live = measured(log);
    draws(log, live, "b.png.svg");
    orth_error error;
    const orth_live_report report = {.log = log, .options = &options, .live = live};
    ck_assert(orth_live_plot(&report, "not-there/a.svg", false, &error) == ORTH_IO);
    picture_leave();
    orth_live_free(live);
    orth_live_log_free(log);
}
END_TEST

ORTH_TEST_MAIN("live_plot", sums_so_far, points_of_a_long_log, short_and_steep)
