/* What whole moves cost, in closed form (two tokens) and by the walk (more), against pools that
 * really trade while their weights move: 14.4 million blocks a move. Takes 33 s of one core. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/cost.h"
#include "traded_pool.h"

#define FEE 0.003         /* 30 bp */
#define NOISE 5e-4        /* of a block, where nothing else is said */
#define BLOCKS 14400000.0 /* of a move, over all price paths */
#define ERRORS 3.8        /* standard errors: all cases hold together at 99 % */
#define JOINT 4           /* to what another program measured */

typedef struct whole_move {
    size_t n;
    const double *start, *target;
    uint64_t steps;
    const char *path;
    double fee, noise;
    double factors[TRADED_TOKENS * TRADED_TOKENS]; /* L, lower: log-returns are noise L g */
} whole_move;

typedef struct schedule {
    orth_move *move;
    orth_path *path;
} schedule;

static schedule schedule_of(const whole_move *of)
{
    schedule s;
    ck_assert(orth_move_create(&s.move, of->n, of->start, NULL, of->target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&s.path, of->path, s.move, of->steps, NULL, NULL) == ORTH_OK);
    return s;
}

static void schedule_free(schedule *s)
{
    orth_path_free(s->path);
    orth_move_free(s->move);
}

static double one_path(test_random *random, const whole_move *of, const double *rows,
                       const double *logs)
{
    size_t n = of->n;
    traded_pool pool = traded_pool_start(n, -log1p(-of->fee), logs);
    double prices[TRADED_TOKENS] = {0}, draws[TRADED_TOKENS + 1], total = 0;
    for (uint64_t k = 1; k <= of->steps; k++) {
        for (size_t i = 0; i < n; i += 2)
            test_random_normals(random, draws + i);
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j <= i; j++)
                prices[i] += of->noise * of->factors[i * n + j] * draws[j];
        total += traded_pool_block(&pool, prices, rows + k * n, logs + k * n);
    }
    return total;
}

/* What each price path takes, in units of 1e-4 of the log of value. */
static double *simulate(test_random *random, const whole_move *of, int paths)
{
    schedule s = schedule_of(of);
    size_t count = (size_t)(of->steps + 1) * of->n;
    double *rows = malloc(2 * count * sizeof *rows), *logs = rows + count;
    double *losses = malloc((size_t)paths * sizeof *losses);
    ck_assert(rows != NULL && losses != NULL);
    orth_path_fill(s.path, 0, (size_t)of->steps + 1, rows, NULL);
    schedule_free(&s);
    for (size_t e = 0; e < count; e++)
        logs[e] = log(rows[e]);
    for (int p = 0; p < paths; p++)
        losses[p] = 1e4 * one_path(random, of, rows, logs);
    free(rows);
    return losses;
}

/* Of losses, or of their differences to others on the same price paths. */
static test_mean mean_of(int paths, const double *losses, const double *less)
{
    test_mean mean = {0};
    for (int p = 0; p < paths; p++)
        test_mean_add(&mean, losses[p] - (less != NULL ? less[p] : 0));
    return mean;
}

static test_mean simulated(test_random *random, const whole_move *of)
{
    int paths = (int)(BLOCKS / (double)of->steps);
    double *losses = simulate(random, of, paths);
    test_mean mean = mean_of(paths, losses, NULL);
    free(losses);
    return mean;
}

static orth_cost cost_of(const whole_move *of, uint64_t seed)
{
    size_t n = of->n;
    double covariance[TRADED_TOKENS * TRADED_TOKENS] = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            for (size_t k = 0; k < n; k++)
                covariance[i * n + j] +=
                    of->noise * of->noise * of->factors[i * n + k] * of->factors[j * n + k];
    orth_cost_terms *terms;
    orth_cost cost;
    schedule s = schedule_of(of);
    orth_cost_options options = {.seed = seed};
    ck_assert(orth_cost_terms_create(&terms, n, of->fee, covariance, NULL) == ORTH_OK);
    ck_assert(orth_cost_of_path(&cost, s.path, terms, &options, NULL) == ORTH_OK);
    orth_cost_terms_free(terms);
    schedule_free(&s);
    return cost;
}

/* ---- two tokens */

static const double half[2] = {0.5, 0.5}, most[2] = {0.9, 0.1}, nearly_all[2] = {0.99, 0.01};

static whole_move of_two(const double *start, const double *target, uint64_t steps,
                         const char *path)
{
    return (whole_move){2, start, target, steps, path, FEE, NOISE, {1}};
}

/* Within 0.2 % of the closed form: its own error, the limit of small fees, and the first blocks of
 * a pool that starts in the middle of its band. */
static test_mean check_two(test_random *random, const whole_move *of)
{
    test_mean mean = simulated(random, of);
    orth_cost cost = cost_of(of, 0);
    double closed = 1e4 * cost.loss, error = test_mean_error(&mean);
    test_worst("relative", test_mean_value(&mean) / closed - 1);
    ck_assert(cost.valid);
    ck_assert_double_eq_tol(test_mean_value(&mean), closed, 0.002 * closed + ERRORS * error);
    test_mean_shift(&mean, -1e4 * cost.rest);
    return mean;
}

START_TEST(two_tokens)
{
    static const char *const paths[] = {"linear", "geodesic"};
    /* Of the move in a day: simulated elsewhere, less the pool at rest; standard error 0.0009. */
    static const double known[] = {1.3457, 1.3407};
    test_random random = test_seeded(1);
    for (size_t p = 0; p < 2; p++)
        for (uint64_t steps = 720; steps <= 72000; steps *= 10) {
            whole_move of = of_two(half, most, steps, paths[p]);
            test_mean mean = check_two(&random, &of);
            if (steps == 7200)
                ck_assert_double_eq_tol(test_mean_value(&mean), known[p],
                                        JOINT * hypot(test_mean_error(&mean), 0.0009));
        }
}
END_TEST

/* From a corner in 72,000 steps the geodesic costs more than the straight line: by 0.0094 bp in
 * closed form. On the same price paths that is seen. */
START_TEST(the_geodesic_can_lose)
{
    test_random random = test_seeded(2), again = random;
    whole_move line = of_two(nearly_all, half, 72000, "linear"), curve = line;
    curve.path = "geodesic";
    orth_cost line_cost = cost_of(&line, 0), curve_cost = cost_of(&curve, 0);
    double expected = 1e4 * (curve_cost.cost - line_cost.cost);
    int paths = (int)(BLOCKS / 72000);
    double *line_losses = simulate(&random, &line, paths);
    double *curve_losses = simulate(&again, &curve, paths);
    test_mean more = mean_of(paths, curve_losses, line_losses);
    test_mean_shift(&more, -1e4 * (curve_cost.rest - line_cost.rest));
    test_worst("difference", test_mean_value(&more));
    test_worst("its standard error", test_mean_error(&more));
    ck_assert_double_eq_tol(expected, 0.0094, 5e-5);
    ck_assert_double_eq_tol(test_mean_value(&more), expected, ERRORS * test_mean_error(&more));
    ck_assert_double_gt(test_mean_value(&more), 2 * test_mean_error(&more));
    free(line_losses);
    free(curve_losses);
}
END_TEST

/* ---- more tokens */

static const double three[2][3] = {{0.05, 0.55, 0.4}, {0.4, 0.5, 0.1}};
static const double pegged[3][3] = {{0.4, 0.3, 0.3}, {0.4, 0.4, 0.2}, {0.3, 0.4, 0.3}};
static const double coupled[2][3] = {{0.5, 0.1, 0.4}, {0.1, 0.5, 0.4}};
static const double four[2][4] = {{0.1, 0.2, 0.3, 0.4}, {0.4, 0.3, 0.2, 0.1}};
static const double eight[2][8] = {{0.05, 0.05, 0.05, 0.05, 0.1, 0.15, 0.25, 0.3},
                                   {0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.05}};

/* Log-returns of variance 1: "unc" all independent (of 1/2), "stb" the last token a stable coin,
 * "cor" and the others correlated by 0.8, "nin" two by 0.99, "peg" only the first one moves. */
static void factors_of(whole_move *of, const char *kind)
{
    size_t n = of->n;
    double correlation = strcmp(kind, "cor") == 0 ? 0.8 : strcmp(kind, "nin") == 0 ? 0.99 : 0;
    bool independent = strcmp(kind, "unc") == 0;
    size_t noisy = independent ? n : strcmp(kind, "peg") == 0 ? 1 : n - 1;
    memset(of->factors, 0, sizeof of->factors);
    for (size_t i = 0; i < noisy; i++) { /* Cholesky's factor, by its definition */
        double rest = independent ? 0.5 : 1;
        for (size_t j = 0; j < i; j++) {
            double sum = correlation;
            for (size_t k = 0; k < j; k++)
                sum -= of->factors[i * n + k] * of->factors[j * n + k];
            of->factors[i * n + j] = sum / of->factors[j * n + j];
            rest -= of->factors[i * n + j] * of->factors[i * n + j];
        }
        of->factors[i * n + i] = sqrt(rest);
    }
}

/* Within `part` of the walk's total. `loss`: of another program, met within JOINT errors and what
 * two programs may differ in by the small steps of either (1e-4). */
typedef struct known_move {
    size_t n;
    const double *start, *target;
    uint64_t steps;
    const char *kind;
    double fee, noise, part, loss, error;
} known_move;

static void check_many(test_random *random, const known_move *k, uint64_t seed)
{
    whole_move of = {k->n, k->start, k->target, k->steps, "linear", k->fee, k->noise, {0}};
    factors_of(&of, k->kind);
    test_mean mean = simulated(random, &of);
    orth_cost cost = cost_of(&of, seed);
    double walk = 1e4 * cost.loss, value = test_mean_value(&mean), error = test_mean_error(&mean);
    test_worst("relative", walk / value - 1);
    test_worst("standard errors", (value - k->loss) / hypot(error, k->error));
    ck_assert_double_eq_tol(value, k->loss, 1e-4 * k->loss + JOINT * hypot(error, k->error));
    ck_assert_double_eq_tol(walk, value,
                            k->part * value + ERRORS * hypot(error, 1e4 * cost.loss_stderr));
    ck_assert(cost.valid == (k->steps > 200));
}

#define PART 0.005 /* at 30 bp */

START_TEST(three_tokens_in_a_day)
{
    static const known_move known[] = {
        {3, three[0], three[1], 7200, "unc", FEE, NOISE, PART, 1.5930, 0.0008},
        {3, three[0], three[1], 7200, "stb", FEE, NOISE, PART, 1.7738, 0.0011},
        {3, three[0], three[1], 7200, "cor", FEE, NOISE, PART, 1.4790, 0.0007},
        {3, three[0], three[1], 720, "stb", FEE, NOISE, PART, 8.1642, 0.0008},
        {3, three[0], three[1], 720, "cor", FEE, NOISE, PART, 8.1042, 0.0008},
        {3, three[0], three[1], 200, "stb", FEE, NOISE, PART, 28.704, 0.001},
        {3, three[0], three[1], 7200, "stb", FEE, 1.5e-4, PART, 0.91828, 0.0002},
        {3, three[0], three[1], 7200, "stb", 0.03, 50e-4, 0.01, 43.06, 0.07},
        {3, coupled[0], coupled[1], 7200, "nin", FEE, NOISE, PART, 1.2261, 0.0006},
    };
    test_random random = test_seeded(3);
    for (size_t c = 0; c < sizeof known / sizeof known[0]; c++)
        check_many(&random, &known[c], 7);
}
END_TEST

START_TEST(many_tokens_in_ten_days)
{
    static const known_move known[] = {
        {3, three[0], three[1], 72000, "stb", FEE, NOISE, PART, 4.376, 0.005},
        {3, three[0], three[1], 72000, "cor", FEE, NOISE, PART, 2.0836, 0.0027},
        {3, pegged[0], pegged[1], 72000, "peg", FEE, NOISE, PART, 1.9351, 0.0033},
        {3, pegged[0], pegged[2], 72000, "peg", FEE, NOISE, PART, 1.8265, 0.0035},
        {3, coupled[0], coupled[1], 72000, "nin", FEE, NOISE, PART, 2.4704, 0.0031},
        {4, four[0], four[1], 72000, "stb", FEE, NOISE, PART, 6.094, 0.005},
        {8, eight[0], eight[1], 72000, "cor", FEE, NOISE, PART, 2.3615, 0.0029},
    };
    test_random random = test_seeded(4);
    for (size_t c = 0; c < sizeof known / sizeof known[0]; c++)
        check_many(&random, &known[c], 7);
}
END_TEST

ORTH_TEST_MAIN("cost_moves", two_tokens, the_geodesic_can_lose, three_tokens_in_a_day,
               many_tokens_in_ten_days)
