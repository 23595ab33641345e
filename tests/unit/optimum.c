/* The optimum against the tables of the mathematics, by both routes, and its special points. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/optimum.h"
#include "orthant/simplex.h"

typedef struct known_loss {
    uint64_t steps;
    double loss;
} known_loss;

static const known_loss two_tokens[] = {
    {1, 0.3680642071684970699106821},  {2, 0.1978934190851692974007871},
    {3, 0.1355172885280869954899847},  {4, 0.1030468369372471149297435},
    {8, 0.05261472992057738348685486},
};
static const known_loss three_tokens[] = {
    {1, 0.6454920906577828793952561},
    {2, 0.2954390001680118541005817},
    {4, 0.1421721374123236671220852},
    {8, 0.06982541366357778584359252},
};

static orth_move *exact_move(size_t n, const long double *start, const long double *target)
{
    double values[4][16];
    for (size_t i = 0; i < n; i++) {
        values[0][i] = (double)start[i];
        values[1][i] = (double)(start[i] - (long double)values[0][i]);
        values[2][i] = (double)target[i];
        values[3][i] = (double)(target[i] - (long double)values[2][i]);
    }
    orth_move *move;
    ck_assert(orth_move_create(&move, n, values[0], values[1], values[2], values[3], NULL) ==
              ORTH_OK);
    return move;
}

static orth_move *two_token_move(void)
{
    return exact_move(2, (long double[]){0.5L, 0.5L}, (long double[]){0.9L, 0.1L});
}

static orth_move *three_token_move(void)
{
    return exact_move(3, (long double[]){0.05L, 0.55L, 0.40L},
                      (long double[]){0.40L, 0.50L, 0.10L});
}

static orth_optimum *solve(const orth_move *move, uint64_t steps, orth_route route)
{
    orth_optimum *optimum;
    orth_error error;
    ck_assert_msg(orth_optimum_solve(&optimum, move, steps, route, &error) == ORTH_OK, "%s",
                  error.text);
    ck_assert_msg(optimum->converged, "%llu steps, route %d, residual %g",
                  (unsigned long long)steps, (int)route, optimum->residual);
    return optimum;
}

static void check_table(const orth_move *move, const known_loss *table, size_t count)
{
    for (size_t r = 0; r < count; r++)
        for (int route = ORTH_ROUTE_AUTO; route <= ORTH_ROUTE_BACKWARD; route++) {
            orth_optimum *optimum = solve(move, table[r].steps, (orth_route)route);
            ck_assert_msg(fabs(optimum->log_loss / table[r].loss - 1) <= 1e-14,
                          "%llu steps, route %d: %.17g, not %.17g",
                          (unsigned long long)table[r].steps, route, optimum->log_loss,
                          table[r].loss);
            orth_optimum_free(optimum);
        }
}

START_TEST(tables)
{
    orth_move *move = two_token_move();
    check_table(move, two_tokens, sizeof two_tokens / sizeof two_tokens[0]);
    orth_move_free(move);
    move = three_token_move();
    check_table(move, three_tokens, sizeof three_tokens / sizeof three_tokens[0]);
    orth_move_free(move);
}
END_TEST

/* Three routes to one point. */
START_TEST(midpoint)
{
    static const double known[] = {0.184547444097287216641637677244,
                                   0.563942635291412478350147799569,
                                   0.251509920611300305008214523187};
    orth_move *move = three_token_move();
    double point[3], mu;
    orth_optimum_midpoint(point, &mu, move);
    orth_optimum *newton = solve(move, 2, ORTH_ROUTE_NEWTON);
    orth_optimum *backward = solve(move, 2, ORTH_ROUTE_BACKWARD);
    for (int i = 0; i < 3; i++) {
        ck_assert(fabs(point[i] / known[i] - 1) <= 1e-14);
        ck_assert(fabs(newton->weights[3 + i] / known[i] - 1) <= 1e-14);
        ck_assert(fabs(backward->weights[3 + i] / known[i] - 1) <= 1e-13);
    }
    /* The multiplier is the divergence of the first step. */
    ck_assert(fabs(mu / orth_simplex_kl(3, point, move->start) - 1) <= 1e-13);
    orth_optimum_free(newton);
    orth_optimum_free(backward);
    orth_move_free(move);
}
END_TEST

START_TEST(extreme_move_at_every_small_step_count)
{
    orth_move *move =
        exact_move(3, (long double[]){0.01L, 0.01L, 0.98L}, (long double[]){0.98L, 0.01L, 0.01L});
    for (uint64_t steps = 2; steps <= 64; steps++) {
        orth_optimum *newton = solve(move, steps, ORTH_ROUTE_NEWTON);
        orth_optimum *backward = solve(move, steps, ORTH_ROUTE_BACKWARD);
        ck_assert(fabs(newton->log_loss / backward->log_loss - 1) <= 1e-14);
        orth_optimum_free(newton);
        orth_optimum_free(backward);
    }
    orth_move_free(move);
}
END_TEST

START_TEST(nothing_moves)
{
    orth_move *move =
        exact_move(3, (long double[]){0.2L, 0.3L, 0.5L}, (long double[]){0.2L, 0.3L, 0.5L});
    orth_optimum *optimum = solve(move, 5, ORTH_ROUTE_AUTO);
    ck_assert(optimum->log_loss == 0 && optimum->gap == 0);
    for (int k = 0; k <= 5; k++)
        ck_assert(memcmp(optimum->weights + 3 * k, move->start, 3 * sizeof(double)) == 0);
    orth_optimum_free(optimum);
    orth_move_free(move);
}
END_TEST

/* A move of 1e-15 loses D^2/2f to leading order, and the next order is 1e-15 smaller. */
START_TEST(moves_of_1e_15)
{
    orth_move *move = exact_move(2, (long double[]){0.5L, 0.5L}, (long double[]){0.5L, 0.5L});
    double start[] = {0.5, 0.5}, low[] = {1e-15, -1e-15};
    orth_move_free(move);
    ck_assert(orth_move_create(&move, 2, start, NULL, start, low, NULL) == ORTH_OK);
    for (uint64_t steps = 1; steps <= 100; steps = 3 * steps + 1) {
        orth_optimum *optimum = solve(move, steps, ORTH_ROUTE_AUTO);
        double leading = orth_move_leading_loss(move, steps);
        ck_assert_msg(fabs(optimum->log_loss / leading - 1) <= 1e-14, "%llu: %.17g %.17g",
                      (unsigned long long)steps, optimum->log_loss, leading);
        ck_assert(fabs(leading * (double)steps / 2e-30 - 1) <= 1e-14);
        orth_optimum_free(optimum);
    }
    orth_move_free(move);
}
END_TEST

/* Ends nearly equal at a corner of the simplex, and a target with a weight of 1e-12. */
START_TEST(corners)
{
    double start[] = {1e-12, 2e-12, 1 - 3e-12}, near[] = {1.0001e-12, 1.9999e-12, 1 - 3e-12};
    double low[] = {0, 0, 0};
    double far[] = {1e-12, 0.7, 0.3 - 1e-12};
    for (int which = 0; which < 2; which++) {
        orth_move *move;
        ck_assert(orth_move_create(&move, 3, start, low, which == 0 ? near : far, low, NULL) ==
                  ORTH_OK);
        for (uint64_t steps = 2; steps <= 64; steps *= 2) {
            orth_optimum *optimum = solve(move, steps, ORTH_ROUTE_NEWTON);
            orth_path *path;
            ck_assert(orth_path_create(&path, "geodesic", move, steps, NULL, NULL) == ORTH_OK);
            ck_assert(optimum->log_loss <= orth_path_log_loss(path) * (1 + 1e-13));
            orth_path_free(path);
            orth_optimum_free(optimum);
        }
        orth_move_free(move);
    }
}
END_TEST

START_TEST(a_million_steps)
{
    orth_move *move = two_token_move();
    orth_optimum *optimum = solve(move, 1000000, ORTH_ROUTE_AUTO);
    ck_assert_msg(optimum->residual <= ORTH_OPTIMUM_RESIDUAL, "%g", optimum->residual);
    orth_path *path;
    ck_assert(orth_path_create(&path, "geodesic", move, 1000000, NULL, NULL) == ORTH_OK);
    double geodesic = orth_path_log_loss(path);
    ck_assert(fabs(optimum->log_loss / geodesic - 1) <= 1e-11);
    ck_assert(optimum->log_loss <= geodesic * (1 + 2e-15));
    orth_path_free(path);
    orth_optimum_free(optimum);
    orth_move_free(move);
}
END_TEST

/* Beyond what doubles resolve: a feasible schedule, no worse than the geodesic, and no claim. */
START_TEST(not_reached)
{
    double start[] = {0.5, 0.5, 1e-29}, target[] = {1e-29, 0.5, 0.5};
    orth_move *move;
    orth_optimum *optimum;
    orth_path *path;
    ck_assert(orth_move_create(&move, 3, start, NULL, target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_optimum_solve(&optimum, move, 20, ORTH_ROUTE_AUTO, NULL) == ORTH_OK);
    ck_assert(!optimum->converged);
    ck_assert(orth_path_create(&path, "geodesic", move, 20, NULL, NULL) == ORTH_OK);
    ck_assert(optimum->log_loss <= orth_path_log_loss(path) * (1 + 1e-14));
    /* The true least loss, from the exact room, lies within the gap. */
    ck_assert(optimum->log_loss - optimum->gap <= 0.11381 && optimum->log_loss >= 0.1138);
    for (size_t j = 0; j < 63; j++)
        ck_assert(optimum->weights[j] > 0 && optimum->weights[j] < 1);
    orth_path_free(path);
    ck_assert(orth_path_create(&path, "optimum", move, 20, NULL, NULL) == ORTH_OK);
    ck_assert(orth_path_warning(path) != NULL);
    orth_path_free(path);
    orth_optimum_free(optimum);
    orth_move_free(move);
}
END_TEST

/* More than any machine holds: refused before anything is allocated. */
START_TEST(beyond_memory)
{
    static double weights[100000];
    for (int i = 0; i < 100000; i++)
        weights[i] = 1e-5;
    orth_move *move;
    orth_optimum *optimum;
    orth_error error;
    ck_assert(orth_move_create(&move, 100000, weights, NULL, weights, NULL, NULL) == ORTH_OK);
    ck_assert(orth_optimum_solve(&optimum, move, ORTH_STEPS_MAX, ORTH_ROUTE_AUTO, &error) ==
              ORTH_NO_MEMORY);
    ck_assert(optimum == NULL && strstr(error.text, "memory") != NULL);
    orth_move_free(move);
}
END_TEST

ORTH_TEST_MAIN("optimum", tables, midpoint, extreme_move_at_every_small_step_count, nothing_moves,
               moves_of_1e_15, corners, a_million_steps, not_reached, beyond_memory)
