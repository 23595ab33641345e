/* Three and more tokens: the frozen walk and the balance by pairs against long Monte Carlo runs of
 * another program (2e7 blocks at rest, 1e7 moving), and whole moves against a pool that trades. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/cost.h"
#include "orthant/kernel.h"

#define UNIT 1e-4 /* of noise and band, so that fees are small */
#define JOINT 4   /* standard errors */

static const double weights[9][8] = {
    {1.0 / 3, 1.0 / 3, 1.0 / 3},
    {0.6, 0.3, 0.1},
    {0.9, 0.05, 0.05},
    {0.25, 0.25, 0.25, 0.25},
    {0.4, 0.3, 0.2, 0.1},
    {0.85, 0.05, 0.05, 0.05},
    {0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125},
    {0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.05},
    {0.79, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03},
};

/* "unc": independent, "stb": the last one a stable coin, "cor": and the others correlated. */
static orth_cost_terms *terms_of(size_t n, const char *kind, double band, double unit)
{
    double covariance[64] = {0};
    orth_cost_terms *terms;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            bool stable = i == n - 1 || j == n - 1;
            double entry = i == j ? 1 : 0;
            if (strcmp(kind, "unc") == 0)
                entry /= 2;
            else if (stable)
                entry = 0;
            else if (strcmp(kind, "cor") == 0 && i != j)
                entry = 0.8;
            covariance[i * n + j] = entry * unit * unit;
        }
    ck_assert(orth_cost_terms_create(&terms, n, -expm1(-band * unit), covariance, NULL) == ORTH_OK);
    return terms;
}

static const struct {
    size_t n, weights;
    const char *kind;
    double loss[4], error[4]; /* at b = 1, 2, 6, 10; error in the last digits, 1e-6 */
} at_rest[] = {
    {3, 0, "unc", {0.0636048, 0.0386527, 0.0149559, 0.0092560}, {5, 6, 5, 4}},
    {3, 0, "stb", {0.0955459, 0.0604583, 0.0244171, 0.0152926}, {8, 10, 10, 8}},
    {3, 1, "unc", {0.0508786, 0.0310309, 0.0120615, 0.0074812}, {5, 5, 5, 4}},
    {3, 1, "stb", {0.0995037, 0.0637249, 0.0261140, 0.0164245}, {8, 10, 10, 9}},
    {3, 1, "cor", {0.0276466, 0.0165896, 0.0063785, 0.0039417}, {3, 4, 3, 3}},
    {3, 2, "unc", {0.0173328, 0.0105729, 0.0041176, 0.0025559}, {2, 2, 1, 1}},
    {4, 4, "stb", {0.1412827, 0.0903303, 0.0366109, 0.0229141}, {8, 10, 10, 8}},
    {4, 4, "cor", {0.0331149, 0.0196927, 0.0074675, 0.0046042}, {3, 4, 3, 3}},
    {4, 5, "unc", {0.0257306, 0.0156411, 0.0060503, 0.0037475}, {2, 2, 2, 1}},
    {8, 6, "unc", {0.0915953, 0.0557711, 0.0207737, 0.0126290}, {3, 4, 4, 3}},
    {8, 7, "cor", {0.0321382, 0.0187232, 0.0068594, 0.0041783}, {2, 2, 2, 2}},
};
#define AT_REST (sizeof at_rest / sizeof at_rest[0])
static const double bands[4] = {1, 2, 6, 10};

static double deviations(double value, double error, double known, double known_error)
{
    return fabs(value - known) / sqrt(error * error + known_error * known_error);
}

START_TEST(rest)
{
    double worst = 0, sum = 0;
    uint64_t seed = test_seed(1);
    for (size_t c = 0; c < AT_REST; c++)
        for (size_t b = 0; b < 4; b++) {
            double still[8] = {0};
            orth_cost_frozen walk;
            orth_cost_terms *terms = terms_of(at_rest[c].n, at_rest[c].kind, bands[b], UNIT);
            const double *w = weights[at_rest[c].weights];
            ck_assert(orth_cost_frozen_walk(&walk, terms, w, still, seed + 4 * c + b, NULL) ==
                      ORTH_OK);
            double square = UNIT * UNIT, error = 1e-6 * at_rest[c].error[b];
            double off = deviations(walk.rest / square, walk.rest_stderr / square,
                                    at_rest[c].loss[b], error);
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
    test_worst("their mean square", sum / (4 * AT_REST));
    /* 44 squares: their mean is 1 +- 0.21. */
    ck_assert_double_lt(sum / (4 * AT_REST), 2);
    ck_assert_double_gt(sum / (4 * AT_REST), 0.4);
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
        orth_cost_terms *terms = terms_of(known[c].n, known[c].kind, known[c].band, UNIT);
        ck_assert(orth_cost_rest_by_pairs(&loss, terms, weights[known[c].weights], NULL) ==
                  ORTH_OK);
        ck_assert_double_eq_tol(loss / (UNIT * UNIT) / known[c].loss, 1, 2e-10);
        orth_cost_terms_free(terms);
    }
    double worst = 0;
    for (size_t c = 0; c < AT_REST; c++)
        for (size_t b = 0; b < 4; b++) {
            double loss;
            orth_cost_terms *terms = terms_of(at_rest[c].n, at_rest[c].kind, bands[b], UNIT);
            const double *w = weights[at_rest[c].weights];
            ck_assert(orth_cost_rest_by_pairs(&loss, terms, w, NULL) == ORTH_OK);
            worst = fmax(worst, fabs(loss / (UNIT * UNIT) / at_rest[c].loss[b] - 1));
            orth_cost_terms_free(terms);
        }
    test_worst("relative", worst);
    ck_assert_double_lt(worst, ORTH_COST_PAIRS_ERROR);
}
END_TEST

/* A: token 1 against all others; B: token 1 against the last one. */
static void drift_of(double *drift, size_t n, const double *w, char kind, double x)
{
    for (size_t i = 0; i < n; i++)
        drift[i] = kind == 'A' ? -x * w[0] : 0;
    if (kind == 'A') {
        drift[0] += x;
    } else {
        drift[0] = x * w[n - 1] / (w[0] + w[n - 1]);
        drift[n - 1] = -x * w[0] / (w[0] + w[n - 1]);
    }
}

START_TEST(moving)
{
    static const struct {
        size_t n, weights;
        const char *kind;
        double total[4], error[4];       /* A .1, B .1, A .5, B .5; error 1e-6 */
        double extra[2], extra_error[2]; /* A, B at .02; error 1e-6 */
    } known[] = {
        {3,
         0,
         "unc",
         {0.0199189, 0.0187173, 0.0823700, 0.0674177},
         {20, 10, 20, 20},
         {2.1560e-4, 1.5704e-4},
         {2, 2}},
        {3,
         1,
         "unc",
         {0.0180447, 0.0138609, 0.0876380, 0.0378453},
         {20, 8, 20, 10},
         {2.6314e-4, 7.6073e-5},
         {3, 1}},
        {3,
         1,
         "stb",
         {0.0312091, 0.0278312, 0.1093897, 0.0494695},
         {20, 20, 30, 20},
         {2.0635e-4, 7.7760e-5},
         {3, 1}},
        {4,
         4,
         "stb",
         {0.0412479, 0.0382226, 0.1170915, 0.0578081},
         {20, 20, 30, 20},
         {1.8950e-4, 6.8259e-5},
         {2, 1}},
        {4,
         4,
         "cor",
         {0.0135626, 0.0091944, 0.0689953, 0.0322781},
         {7, 7, 10, 10},
         {3.2882e-4, 7.0973e-5},
         {2, 1}},
        {8,
         7,
         "cor",
         {0.0118999, 0.0076903, 0.0600622, 0.0200552},
         {5, 4, 7, 7},
         {2.8229e-4, 3.3887e-5},
         {2, 0.6}},
    };
    static const double speeds[3] = {0.1, 0.5, 0.02};
    double square = UNIT * UNIT, worst = 0;
    uint64_t seed = test_seed(1000);
    for (size_t c = 0; c < sizeof known / sizeof known[0]; c++)
        for (size_t m = 0; m < 6; m++) {
            double drift[8], off;
            orth_cost_frozen walk;
            orth_cost_terms *terms = terms_of(known[c].n, known[c].kind, 6, UNIT);
            const double *w = weights[known[c].weights];
            drift_of(drift, known[c].n, w, m % 2 == 0 ? 'A' : 'B', speeds[m / 2] * UNIT);
            ck_assert(orth_cost_frozen_walk(&walk, terms, w, drift, seed + 6 * c + m, NULL) ==
                      ORTH_OK);
            if (m < 4)
                off = deviations(walk.total / square, walk.total_stderr / square, known[c].total[m],
                                 1e-6 * known[c].error[m]);
            else
                off = deviations(walk.extra / square, walk.extra_stderr / square,
                                 known[c].extra[m - 4], 1e-6 * known[c].extra_error[m - 4]);
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
        orth_cost_terms *terms = terms_of(known[c].n, known[c].kind, FEE_BAND / 5e-4, 5e-4);
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
    orth_cost_terms *terms = terms_of(8, "cor", FEE_BAND / 5e-4, 5e-4);
    orth_cost_terms *other = terms_of(3, "stb", FEE_BAND / 5e-4, 5e-4);
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
    orth_cost_terms *terms = terms_of(3, "stb", FEE_BAND / 5e-4, 5e-4);
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

ORTH_TEST_MAIN("cost_walk", rest, rest_by_pairs, moving, whole_moves, the_same_bits,
               where_it_does_not_hold)
