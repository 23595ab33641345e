/* safe:R: no step beyond its cap, the geodesic where the cap binds nowhere, geometric for two
 * tokens and R = 1, losses in between, and the mathematics' own numbers. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "moves.h"
#include "oracle.h"

/* The largest change of a log of a ratio of two weights in a step. */
static double largest_step(const char *name, const orth_move *move, uint64_t f)
{
    size_t n = move->n;
    double *rows = malloc((f + 1) * n * sizeof *rows), most = 0;
    orth_path *path = test_path(name, move, f);
    orth_path_fill(path, 0, f + 1, rows, NULL);
    for (size_t k = 0; k < f; k++) {
        double up = -INFINITY, down = INFINITY;
        for (size_t i = 0; i < n; i++) {
            double change = log(rows[(k + 1) * n + i] / rows[k * n + i]);
            up = fmax(up, change);
            down = fmin(down, change);
        }
        most = fmax(most, up - down);
    }
    orth_path_free(path);
    free(rows);
    return most;
}

static double whole(const orth_move *move)
{
    double up = -INFINITY, down = INFINITY;
    for (size_t i = 0; i < move->n; i++) {
        double change = log(move->target[i] / move->start[i]);
        up = fmax(up, change);
        down = fmin(down, change);
    }
    return up - down;
}

static double loss(const char *name, const orth_move *move, uint64_t f)
{
    orth_path *path = test_path(name, move, f);
    double result = orth_path_log_loss(path);
    orth_path_free(path);
    return result;
}

static test_move from_half(double target)
{
    const double start[] = {0.5, 0.5}, end[] = {target, 1 - target};
    return test_move_from(2, start, NULL, end, NULL);
}

/* (.5, .5) -> (.9, .1) in 7,200 steps: what the geodesic, the straight and the geometric path need
 * at most in a step, in 25 digits elsewhere. */
START_TEST(known_steps)
{
    test_move move = from_half(0.9);
    static const struct {
        const char *name;
        double step;
    } all[] = {{"geodesic", 4.29266e-4}, {"linear", 6.17132e-4},         {"geometric", 3.05170e-4},
               {"safe:1", 3.05170e-4},   {"safe:1.2", 1.2 * 3.05170e-4}, {"safe:2", 4.29266e-4}};
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        double step = largest_step(all[k].name, move.move, 7200);
        ck_assert_msg(fabs(step - all[k].step) <= 6e-6 * step, "%s: %.9g", all[k].name, step);
    }
    test_move_free(&move);
}
END_TEST

/* The cap is kept, and met: the pair is the same all along the way. */
START_TEST(no_step_beyond_the_cap)
{
    test_random random = test_seeded(61);
    for (int round = 0; round < 60; round++) {
        size_t n = 2 + test_random_below(&random, 9), f = 1 + test_random_below(&random, 90);
        test_move move = test_move_random(&random, n, round % 6 == 5 ? 1e-3 : 0);
        double natural = largest_step("geodesic", move.move, 4 * f) * 4 * (double)f;
        double least = whole(move.move), factor = 1 + 0.7 * (natural / least - 1) * (round % 4) / 3;
        char name[40];
        snprintf(name, sizeof name, "safe:%.10f", factor);
        double most = largest_step(name, move.move, f), cap = strtod(name + 5, NULL) * least;
        ck_assert_msg(most * (double)f <= cap * (1 + 1e-9) + 1e-12 * (double)f,
                      "round %d: %zu tokens, %zu steps, %s: %.17g above %.17g", round, n, f, name,
                      most, cap / (double)f);
        /* A step of a fine schedule lies within the part that is held back. */
        if (round % 4 != 0) {
            most = largest_step(name, move.move, 4000) * 4000;
            ck_assert_msg(most >= cap * (1 - 1e-3), "round %d: %s: %.9g below %.9g", round, name,
                          most, cap);
        }
        test_move_free(&move);
    }
}
END_TEST

/* A slower path loses more, by a limit from which on it is the geodesic to the bit. */
START_TEST(between_geometric_and_geodesic)
{
    test_random random = test_seeded(62);
    static const char *const names[] = {"safe:1", "safe:1.01", "safe:1.1", "safe:1.5", "safe:1e6"};
    for (int round = 0; round < 40; round++) {
        test_move move = test_move_random(&random, 2 + test_random_below(&random, 6), 0);
        double before = INFINITY;
        for (size_t k = 0; k < 5; k++) {
            double now = loss(names[k], move.move, 400);
            ck_assert_msg(now <= before * (1 + 1e-5), "round %d, %s: %.9g after %.9g", round,
                          names[k], now, before);
            before = now;
        }
        ck_assert(before == loss("geodesic", move.move, 400));
        test_move_free(&move);
    }
    for (int round = 0; round < 20; round++) {
        test_move move = test_move_random(&random, 2, 0);
        double one = loss("safe:1", move.move, 50), other = loss("geometric", move.move, 50);
        ck_assert_msg(fabs(one - other) <= 1e-14 * one, "%.17g, %.17g", one, other);
        test_move_free(&move);
    }
}
END_TEST

/* Factors beside 1 and beside the geodesic's own, corners, and ends that nearly agree. */
START_TEST(extremes)
{
    static const double corners[][2] = {
        {1e-12, 0.5}, {0.5, 1e-12}, {1e-12, 1 - 1e-12}, {1e-100, 1e-60}, {1e-9, 2e-9}};
    static const char *const names[] = {"safe:1",          "safe:1.000000000000001",
                                        "safe:1.00000001", "safe:1.0000000000000000000000000001",
                                        "safe:1.7",        "safe:50"};
    mpfr_t *exact = oracle_new(3);
    for (size_t c = 0; c < sizeof corners / sizeof corners[0]; c++)
        for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
            double rest = 1 - fmax(corners[c][0], corners[c][1]);
            rest = (rest > 0.4 ? 0.3 : 0.3 * rest);
            const double start[] = {corners[c][0], rest, 1 - corners[c][0] - rest};
            const double target[] = {corners[c][1], 0.9 * rest, 1 - corners[c][1] - 0.9 * rest};
            test_move move = test_move_from(3, start, NULL, target, NULL);
            orth_path *path = test_path(names[k], move.move, 37);
            double rows[38 * 3];
            orth_path_fill(path, 0, 38, rows, NULL);
            for (uint64_t row = 1; row < 37; row++) {
                oracle_row(3, exact, names[k], move.start, move.target, row, 37);
                for (size_t i = 0; i < 3; i++)
                    ck_assert_msg(oracle_ulps(rows[row * 3 + i], exact[i]) <= 12,
                                  "%g -> %g, %s, row %llu: %.3g ulp", corners[c][0], corners[c][1],
                                  names[k], (unsigned long long)row,
                                  oracle_ulps(rows[row * 3 + i], exact[i]));
            }
            orth_path_free(path);
            test_move_free(&move);
        }
    oracle_free(3, exact);
}
END_TEST

START_TEST(refusals)
{
    static const char *const bad[] = {"safe:0.99", "safe:-2", "safe:1e7", "safe:x", "safe:nan"};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        orth_error error;
        ck_assert(orth_path_check_name(bad[k], &error) == ORTH_BAD_INPUT);
        ck_assert_msg(strstr(error.text, "from 1 to 1000000") != NULL, "%s", error.text);
    }
    orth_error error;
    ck_assert(orth_path_check_name("safe", &error) == ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text, "path 'safe' is written safe:R");
    ck_assert(orth_path_check_name("safe:4/3", &error) == ORTH_OK);
}
END_TEST

ORTH_TEST_MAIN("path safe", known_steps, no_step_beyond_the_cap, between_geometric_and_geodesic,
               extremes, refusals)
