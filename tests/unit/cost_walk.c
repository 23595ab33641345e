/* Three and more tokens: the frozen walk and the balance by pairs against long Monte Carlo runs of
 * another program (2e7 blocks at rest, 1e7 moving), and whole moves against a pool that trades. */
#include "cost_tables.h"
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/kernel.h"

#define JOINT 4 /* standard errors */

static double deviations(double value, double error, double known, double known_error)
{
    return fabs(value - known) / sqrt(error * error + known_error * known_error);
}

START_TEST(rest)
{
    double worst = 0, sum = 0;
    uint64_t seed = test_seed(1);
    for (size_t c = 0; c < COST_AT_REST; c++)
        for (size_t b = 0; b < 4; b++) {
            double still[8] = {0};
            orth_cost_frozen walk;
            orth_cost_terms *terms =
                cost_table_terms(cost_at_rest[c].n, cost_at_rest[c].kind, cost_bands[b], COST_UNIT);
            const double *w = cost_weights[cost_at_rest[c].weights];
            ck_assert(orth_cost_frozen_walk(&walk, terms, w, still, seed + 4 * c + b, NULL) ==
                      ORTH_OK);
            double square = COST_UNIT * COST_UNIT, error = 1e-6 * cost_at_rest[c].error[b];
            double off = deviations(walk.rest / square, walk.rest_stderr / square,
                                    cost_at_rest[c].loss[b], error);
            ck_assert_double_lt(off, JOINT);
            ck_assert_double_lt(walk.rest_stderr / walk.rest, 0.01);
            /* No drift: all three pools are one. */
            ck_assert_double_eq(walk.extra, 0);
            ck_assert_double_eq(walk.total, walk.rest);
            worst = fmax(worst, off);
            sum += off * off;
            orth_cost_terms_free(terms);
        }
    test_worst("standard errors", worst);
    test_worst("their mean square", sum / (4 * COST_AT_REST));
    /* 44 squares: their mean is 1 +- 0.21. */
    ck_assert_double_lt(sum / (4 * COST_AT_REST), 2);
    ck_assert_double_gt(sum / (4 * COST_AT_REST), 0.4);
}
END_TEST

START_TEST(rest_by_pairs)
{
    static const struct {
        size_t n, weights;
        const char *kind;
        double band, loss;
    } known[] = {
        {3, 0, "unc", 6, 0.01492202828},  {3, 0, "stb", 6, 0.0244931802},
        {3, 1, "stb", 6, 0.02608642866},  {3, 1, "cor", 10, 0.003948535243},
        {4, 4, "stb", 6, 0.03664043716},  {8, 7, "cor", 6, 0.006821699855},
        {8, 8, "stb", 10, 0.01304059141}, {4, 4, "cor", 2, 0.01973048188},
    };
    for (size_t c = 0; c < sizeof known / sizeof known[0]; c++) {
        double loss;
        orth_cost_terms *terms =
            cost_table_terms(known[c].n, known[c].kind, known[c].band, COST_UNIT);
        ck_assert(orth_cost_rest_by_pairs(&loss, terms, cost_weights[known[c].weights], NULL) ==
                  ORTH_OK);
        ck_assert_double_eq_tol(loss / (COST_UNIT * COST_UNIT) / known[c].loss, 1, 2e-10);
        orth_cost_terms_free(terms);
    }
    double worst = 0;
    for (size_t c = 0; c < COST_AT_REST; c++)
        for (size_t b = 0; b < 4; b++) {
            double loss;
            orth_cost_terms *terms =
                cost_table_terms(cost_at_rest[c].n, cost_at_rest[c].kind, cost_bands[b], COST_UNIT);
            const double *w = cost_weights[cost_at_rest[c].weights];
            ck_assert(orth_cost_rest_by_pairs(&loss, terms, w, NULL) == ORTH_OK);
            worst = fmax(worst, fabs(loss / (COST_UNIT * COST_UNIT) / cost_at_rest[c].loss[b] - 1));
            orth_cost_terms_free(terms);
        }
    test_worst("relative", worst);
    ck_assert_double_lt(worst, ORTH_COST_PAIRS_ERROR);
}
END_TEST

START_TEST(moving)
{
    static const double speeds[3] = {0.1, 0.5, 0.02};
    double square = COST_UNIT * COST_UNIT, worst = 0;
    uint64_t seed = test_seed(1000);
    for (size_t c = 0; c < COST_MOVING; c++)
        for (size_t m = 0; m < 6; m++) {
            double drift[8], off;
            orth_cost_frozen walk;
            orth_cost_terms *terms =
                cost_table_terms(cost_moving[c].n, cost_moving[c].kind, 6, COST_UNIT);
            const double *w = cost_weights[cost_moving[c].weights];
            cost_table_drift(drift, cost_moving[c].n, w, m % 2 == 0 ? 'A' : 'B',
                             speeds[m / 2] * COST_UNIT);
            ck_assert(orth_cost_frozen_walk(&walk, terms, w, drift, seed + 6 * c + m, NULL) ==
                      ORTH_OK);
            if (m < 4)
                off = deviations(walk.total / square, walk.total_stderr / square,
                                 cost_moving[c].total[m], 1e-6 * cost_moving[c].error[m]);
            else
                off = deviations(walk.extra / square, walk.extra_stderr / square,
                                 cost_moving[c].extra[m - 4],
                                 1e-6 * cost_moving[c].extra_error[m - 4]);
            ck_assert_double_lt(off, JOINT);
            worst = fmax(worst, off);
            orth_cost_terms_free(terms);
        }
    test_worst("standard errors", worst);
}
END_TEST

static orth_cost cost_of(size_t n, const double *start, const double *target, uint64_t steps,
                         const orth_cost_terms *terms, const orth_cost_options *options)
{
    orth_move *move;
    orth_path *path;
    orth_cost cost;
    ck_assert(orth_move_create(&move, n, start, NULL, target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&path, "linear", move, steps, NULL, NULL) == ORTH_OK);
    ck_assert(orth_cost_by_walk(&cost, path, terms, options, NULL) == ORTH_OK);
    orth_path_free(path);
    orth_move_free(move);
    return cost;
}

static const double three[2][3] = {{0.05, 0.55, 0.4}, {0.4, 0.5, 0.1}};
static const double four[2][4] = {{0.1, 0.2, 0.3, 0.4}, {0.4, 0.3, 0.2, 0.1}};
static const double eight[2][8] = {{0.05, 0.05, 0.05, 0.05, 0.1, 0.15, 0.25, 0.3},
                                   {0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.05}};
#define FEE_BAND 0.003004509020298725 /* 30 bp */

START_TEST(whole_moves)
{
    static const struct {
        size_t n;
        const double *start, *target;
        uint64_t steps;
        const char *kind;
        double loss, error; /* bp, of the exact pool */
    } known[] = {
        {3, three[0], three[1], 7200, "unc", 1.5930, 0.0008},
        {3, three[0], three[1], 7200, "stb", 1.7738, 0.0011},
        {3, three[0], three[1], 7200, "cor", 1.4790, 0.0007},
        {3, three[0], three[1], 72000, "stb", 4.376, 0.005},
        {3, three[0], three[1], 72000, "cor", 2.0836, 0.0027},
        {4, four[0], four[1], 72000, "stb", 6.094, 0.005},
        {8, eight[0], eight[1], 72000, "cor", 2.3615, 0.0029},
        {3, three[0], three[1], 720, "stb", 8.1642, 0.0008},
        {3, three[0], three[1], 720, "cor", 8.1042, 0.0008},
    };
    orth_cost_options options = {.seed = test_seed(7), .threads = 1};
    for (size_t c = 0; c < sizeof known / sizeof known[0]; c++) {
        orth_cost_terms *terms = cost_table_terms(known[c].n, known[c].kind, FEE_BAND / 5e-4, 5e-4);
        orth_cost cost =
            cost_of(known[c].n, known[c].start, known[c].target, known[c].steps, terms, &options);
        double noise = sqrt(pow(1e4 * cost.loss_stderr, 2) + pow(known[c].error, 2));
        ck_assert_double_eq_tol(1e4 * cost.loss, known[c].loss, 0.005 * known[c].loss + 2 * noise);
        ck_assert_double_lt(cost.loss_stderr / cost.loss, 0.004);
        ck_assert_double_eq_tol(cost.cost + cost.rest, cost.loss, 1e-12 * cost.loss);
        ck_assert(cost.valid && cost.steps_best == 0);
        orth_cost_terms_free(terms);
    }
}
END_TEST

START_TEST(the_same_bits)
{
    static const char *const kernels[] = {"scalar", "avx2", "avx512"};
    orth_cost_terms *terms = cost_table_terms(8, "cor", FEE_BAND / 5e-4, 5e-4);
    orth_cost_terms *other = cost_table_terms(3, "stb", FEE_BAND / 5e-4, 5e-4);
    orth_cost first = {.loss = 0}, first_other = {.loss = 0};
    bool have = false;
    for (size_t k = 0; k < 3; k++) {
        if (!orth_kernel_select(kernels[k]))
            continue;
        orth_cost_options options = {.seed = 3, .threads = k == 0 ? 2 : 1};
        orth_cost cost = cost_of(8, eight[0], eight[1], 72000, terms, &options);
        orth_cost small = cost_of(3, three[0], three[1], 7200, other, &options);
        if (have) {
            ck_assert_mem_eq(&cost.loss, &first.loss, 9 * sizeof(double));
            ck_assert_mem_eq(&small.loss, &first_other.loss, 9 * sizeof(double));
        }
        first = cost;
        first_other = small;
        have = true;
    }
    orth_cost_options seeded = {.seed = 4, .threads = 1}, threads = {.seed = 3, .threads = 3};
    orth_cost cost = cost_of(3, three[0], three[1], 7200, other, &seeded);
    ck_assert_double_ne(cost.loss, first_other.loss);
    cost = cost_of(3, three[0], three[1], 7200, other, &threads);
    ck_assert_mem_eq(&cost.loss, &first_other.loss, 9 * sizeof(double));
    orth_cost_terms_free(terms);
    orth_cost_terms_free(other);
}
END_TEST

START_TEST(where_it_does_not_hold)
{
    orth_cost_terms *terms = cost_table_terms(3, "stb", FEE_BAND / 5e-4, 5e-4);
    orth_cost cost = cost_of(3, three[0], three[1], 200, terms, NULL);
    ck_assert(!cost.valid && strstr(cost.why, "short") != NULL);
    static const double near[3] = {0.051, 0.55, 0.399};
    cost = cost_of(3, three[0], near, 7200, terms, NULL);
    ck_assert(cost.valid);
    static const double nearer[3] = {0.0501, 0.55, 0.3999};
    cost = cost_of(3, three[0], nearer, 7200, terms, NULL);
    ck_assert(!cost.valid && strstr(cost.why, "small beside") != NULL);
    /* Weights down to 1e-9: most of the loss is within the first few steps. */
    static const double corner[3] = {1e-9, 0.55, 0.45 - 1e-9};
    cost = cost_of(3, corner, three[1], 7200, terms, NULL);
    ck_assert(!cost.valid && strstr(cost.why, "not smooth") != NULL);
    orth_cost_terms_free(terms);
}
END_TEST

/* A move from a corner: fast, so that it costs what it costs without fee and noise, of which twelve
 * nodes alone miss 0.3 % while the standard error is nothing. */
START_TEST(the_nodes_miss_nothing_of_a_fast_move)
{
    static const double from[3] = {1e-6, 0.4999995, 0.4999995}, to[3] = {0.9, 0.05, 0.05};
    static const struct {
        const char *name;
        double start;
    } cases[] = {{"geodesic", 1e-6}, {"linear", 0.02}, {"geometric", 0.001}};
    double covariance[9] = {1e-10, 0, 0, 0, 1e-10}; /* lower triangle: [1][1] is the fifth */
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        double start[3] = {cases[c].start, (1 - cases[c].start) / 2, (1 - cases[c].start) / 2};
        orth_move *move;
        orth_path *path;
        orth_cost_terms *terms;
        orth_cost cost;
        ck_assert(orth_move_create(&move, 3, c == 0 ? from : start, NULL, to, NULL, NULL) ==
                  ORTH_OK);
        ck_assert(orth_path_create(&path, cases[c].name, move, 1000, NULL, NULL) == ORTH_OK);
        ck_assert(orth_cost_terms_create(&terms, 3, 1e-6, covariance, NULL) == ORTH_OK);
        ck_assert(orth_cost_by_walk(&cost, path, terms, NULL, NULL) == ORTH_OK);
        ck_assert(cost.valid && cost.regime == ORTH_COST_FAST);
        ck_assert_double_eq_tol(cost.cost / cost.ideal, 1, 2e-5); /* the fee is still there */
        ck_assert_double_eq_tol(cost.loss - cost.rest, cost.cost, 1e-12 * cost.loss);
        orth_cost_terms_free(terms);
        orth_path_free(path);
        orth_move_free(move);
    }
}
END_TEST

ORTH_TEST_MAIN("cost_walk", rest, rest_by_pairs, moving, whole_moves, the_same_bits,
               where_it_does_not_hold, the_nodes_miss_nothing_of_a_fast_move)
