/* Every kernel gives the same bits on every instruction set that this machine has, at every length;
 * the elementary functions stay within 1 ulp of MPFR. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "moves.h"
#include "numeric/elementary.h"
#include "oracle.h"
#include "orthant/kernel.h"

#define LENGTHS 44
static const size_t lengths[LENGTHS] = {
    1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19,  20,  21,   22,
    23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 100, 255, 1000, 4099};
#define LONGEST 4099

static const orth_kernels *const tables[] = {&orth_kernels_avx512, &orth_kernels_avx2,
                                             &orth_kernels_scalar};

/* The tables that this processor runs, the scalar one last; at least one. */
static size_t runnable(const orth_kernels **out)
{
    size_t count = 0;
    for (size_t i = 0; i < 3; i++)
        if (orth_kernel_select(tables[i]->name))
            out[count++] = orth_kernels_in_use();
    ck_assert(count > 0 && strcmp(out[count - 1]->name, "scalar") == 0);
    return count;
}

/* Doubles of every size from 2^low to 2^high, now and then a neighbour of a power of two. */
static double any_size(test_random *random, int low, int high)
{
    double x = ldexp(1 + test_random_unit(random),
                     low + (int)test_random_below(random, (size_t)(high - low)));
    switch (test_random_below(random, 8)) {
    case 0:
        return nextafter(ldexp(1, low + (int)test_random_below(random, (size_t)(high - low))), 0);
    case 1:
        return nextafter(ldexp(1, low + (int)test_random_below(random, (size_t)(high - low))), 1e9);
    default:
        return x;
    }
}

typedef void map_kernel(size_t n, double *out, const double *in);

typedef struct map_case {
    const char *name;
    map_kernel *(*of)(const orth_kernels *kernels);
    double (*scalar)(double x);
    double (*input)(test_random *random);
    int (*exact)(mpfr_t, const mpfr_t, mpfr_rnd_t);
} map_case;

static map_kernel *exp_of(const orth_kernels *k)
{
    return k->exp;
}
static map_kernel *expm1_of(const orth_kernels *k)
{
    return k->expm1;
}
static map_kernel *log_of(const orth_kernels *k)
{
    return k->log;
}
static map_kernel *log1p_of(const orth_kernels *k)
{
    return k->log1p;
}
static double signed_input(test_random *random)
{
    double x = any_size(random, -70, 9);
    return test_random_below(random, 2) == 0 ? x : -x;
}
static double positive_input(test_random *random)
{
    return test_random_below(random, 3) == 0 ? any_size(random, -1, 1)
                                             : any_size(random, -900, 900);
}
static double above_minus_one(test_random *random)
{
    double x = any_size(random, -80, 40);
    return x < 1 && test_random_below(random, 2) == 0 ? -x : x;
}

static const map_case maps[] = {
    {"exp", exp_of, orth_exp, signed_input, mpfr_exp},
    {"expm1", expm1_of, orth_expm1, signed_input, mpfr_expm1},
    {"log", log_of, orth_log, positive_input, mpfr_log},
    {"log1p", log1p_of, orth_log1p, above_minus_one, mpfr_log1p},
};

START_TEST(maps_have_the_same_bits)
{
    const orth_kernels *run[3];
    size_t sets = runnable(run);
    test_random random = test_seeded(1);
    static double in[LONGEST], out[LONGEST + 1], first[LONGEST];
    const map_case *map = &maps[_i];
    for (size_t l = 0; l < LENGTHS; l++) {
        size_t n = lengths[l];
        for (size_t i = 0; i < n; i++) {
            in[i] = map->input(&random);
            first[i] = map->scalar(in[i]);
        }
        for (size_t s = 0; s < sets; s++) {
            out[n] = 77;
            map->of(run[s])(n, out, in);
            ck_assert_msg(memcmp(out, first, n * sizeof *out) == 0, "%s, %s, n = %zu", map->name,
                          run[s]->name, n);
            ck_assert(out[n] == 77);
        }
        map->of(run[0])(n, in, in); /* in place */
        ck_assert(memcmp(in, first, n * sizeof *in) == 0);
    }
}
END_TEST

START_TEST(maps_within_one_ulp)
{
    test_random random = test_seeded(2);
    const map_case *map = &maps[_i];
    mpfr_t exact, x;
    mpfr_inits2(ORACLE_BITS, exact, x, (mpfr_ptr)0);
    double worst = 0;
    for (int round = 0; round < 4000; round++) {
        double in = map->input(&random);
        mpfr_set_d(x, in, MPFR_RNDN);
        map->exact(exact, x, MPFR_RNDN);
        double ulps = oracle_ulps(map->scalar(in), exact);
        worst = fmax(worst, ulps);
        ck_assert_msg(ulps <= 1, "%s(%a): %.3g ulp", map->name, in, ulps);
    }
    mpfr_clears(exact, x, (mpfr_ptr)0);
    test_worst(map->name, worst);
}
END_TEST

static void check_scalar(const char *name, double got, const mpfr_t exact, double x, double *worst)
{
    double ulps = oracle_ulps(got, exact);
    *worst = fmax(*worst, ulps);
    ck_assert_msg(ulps <= 1, "%s(%a): %.3g ulp", name, x, ulps);
}

START_TEST(scalars_within_one_ulp)
{
    test_random random = test_seeded(3);
    mpfr_t exact, x, y;
    mpfr_inits2(ORACLE_BITS, exact, x, y, (mpfr_ptr)0);
    double worst[4] = {0, 0, 0, 0};
    for (int round = 0; round < 3000; round++) {
        double in = any_size(&random, -60, 1);
        mpfr_set_d(x, in, MPFR_RNDN);
        mpfr_sin(exact, x, MPFR_RNDN);
        check_scalar("sin", orth_sin(in), exact, in, &worst[0]);
        mpfr_cos(exact, x, MPFR_RNDN);
        check_scalar("cos", orth_cos(in), exact, in, &worst[1]);
        double small = fmin(in, 1);
        mpfr_set_d(x, small, MPFR_RNDN);
        mpfr_asin(exact, x, MPFR_RNDN);
        check_scalar("asin", orth_asin(small), exact, small, &worst[2]);
        double base = any_size(&random, -30, 30), power = 16 * (test_random_unit(&random) - 0.5);
        mpfr_set_d(x, base, MPFR_RNDN);
        mpfr_set_d(y, power, MPFR_RNDN);
        mpfr_pow(exact, x, y, MPFR_RNDN);
        check_scalar("pow", orth_pow(base, power), exact, base, &worst[3]);
    }
    mpfr_clears(exact, x, y, (mpfr_ptr)0);
    for (int i = 0; i < 4; i++)
        test_worst("sin, cos, asin, pow in turn, ulp", worst[i]);
}
END_TEST

/* A second argument that is close to, around the tiers of, or far from the first. */
static double partner(test_random *random, double u)
{
    static const double tiers[] = {0.025, 1.0 / 3};
    double s;
    switch (test_random_below(random, 6)) {
    case 0:
        return u;
    case 1:
        return u * (1 + 4 * (test_random_unit(random) - 0.5) * any_size(random, -52, -1));
    case 2: /* w = u (1 + s) / (1 - s), s at a border of the formulas */
        s = tiers[test_random_below(random, 2)] * (1 + 1e-15 * (test_random_unit(random) - 0.5));
        s = test_random_below(random, 2) == 0 ? s : -s;
        return u * (1 + s) / (1 - s);
    case 3:
        return u * exp(0.1 * (test_random_unit(random) - 0.5));
    case 4:
        return u * exp(4 * (test_random_unit(random) - 0.5));
    default:
        return u * exp(60 * (test_random_unit(random) - 0.5));
    }
}

static bool same_total(const orth_total *a, const orth_total *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

START_TEST(divergences_have_the_same_bits)
{
    const orth_kernels *run[3];
    size_t sets = runnable(run);
    test_random random = test_seeded(4);
    static double from[LONGEST], to[LONGEST], steps[LONGEST];
    for (size_t l = 0; l < LENGTHS; l++)
        for (int round = 0; round < 4; round++) {
            size_t n = lengths[l];
            for (size_t i = 0; i < n; i++) {
                from[i] = any_size(&random, -40, 0);
                /* one round of small steps only, the others mixed */
                to[i] = round == 0 ? from[i] * (1 + 0.01 * test_random_unit(&random))
                                   : partner(&random, from[i]);
                steps[i] = test_random_below(&random, 9) == 0 ? -from[i] : to[i] - from[i];
            }
            orth_total pairs[3], displaced[3];
            for (size_t s = 0; s < sets; s++) {
                orth_total_clear(&pairs[s]);
                orth_total_clear(&displaced[s]);
                run[s]->kl(&pairs[s], n, from, to);
                run[s]->kl_displaced(&displaced[s], n, from, steps);
                ck_assert_msg(same_total(&pairs[s], &pairs[0]), "kl, %s, n = %zu", run[s]->name, n);
                ck_assert_msg(same_total(&displaced[s], &displaced[0]), "kl_displaced, %s, n = %zu",
                              run[s]->name, n);
                ck_assert(isfinite(orth_total_value(&pairs[s])) &&
                          orth_total_value(&displaced[s]) >= 0);
            }
        }
}
END_TEST

START_TEST(totals_do_not_depend_on_the_cuts)
{
    const orth_kernels *run[3];
    size_t sets = runnable(run);
    test_random random = test_seeded(5);
    static double from[LONGEST], to[LONGEST], steps[LONGEST];
    for (size_t i = 0; i < LONGEST; i++) {
        from[i] = any_size(&random, -40, 0);
        to[i] = partner(&random, from[i]);
        steps[i] = to[i] - from[i];
    }
    for (size_t s = 0; s < sets; s++)
        for (int round = 0; round < 50; round++) {
            orth_total whole, cut, displaced, displaced_cut;
            orth_total_clear(&whole);
            displaced = cut = displaced_cut = whole;
            run[s]->kl(&whole, LONGEST, from, to);
            run[s]->kl_displaced(&displaced, LONGEST, from, steps);
            for (size_t at = 0; at < LONGEST;) {
                size_t count = ORTH_LANES * (1 + test_random_below(&random, 40));
                if (count > LONGEST - at)
                    count = LONGEST - at;
                run[s]->kl(&cut, count, from + at, to + at);
                run[s]->kl_displaced(&displaced_cut, count, from + at, steps + at);
                at += count;
            }
            ck_assert(same_total(&whole, &cut));
            ck_assert(same_total(&displaced, &displaced_cut));
        }
}
END_TEST

/* Fifteen lanes that each are half a unit of the first: rounded once, not fifteen times. */
START_TEST(lanes_add_up_exactly)
{
    orth_total total;
    orth_total_clear(&total);
    total.high[0] = 1;
    for (size_t i = 1; i < ORTH_LANES; i++)
        total.high[i] = 0x1p-53;
    ck_assert(orth_total_value(&total) == 1 + 0x1p-49);
    total.low[3] = 0x1p-52;
    ck_assert(orth_total_value(&total) == 1 + 0x1p-49);
    total.low[3] = 0x1p-51;
    ck_assert(orth_total_value(&total) == 1 + 0x1p-49 + 0x1p-51);
}
END_TEST

START_TEST(midpoints_have_the_same_bits)
{
    const orth_kernels *run[3];
    size_t sets = runnable(run);
    test_random random = test_seeded(6);
    static double in[4][LONGEST], out[3][2][LONGEST];
    for (size_t l = 0; l < LENGTHS; l++) {
        size_t n = lengths[l];
        for (size_t i = 0; i < n; i++) {
            for (size_t a = 0; a < 4; a += 2) {
                in[a][i] = any_size(&random, -40, 0);
                in[a + 1][i] = in[a][i] * 0x1p-54 * (2 * test_random_unit(&random) - 1);
            }
        }
        double scale = 0.5 + 0.2 * test_random_unit(&random), low = scale * 0x1p-55;
        for (size_t s = 0; s < sets; s++) {
            run[s]->midpoint(n, out[s][0], out[s][1], in[0], in[1], in[2], in[3], scale, low);
            for (size_t a = 0; a < 2; a++)
                ck_assert_msg(memcmp(out[s][a], out[0][a], n * sizeof(double)) == 0, "%s, n = %zu",
                              run[s]->name, n);
        }
    }
}
END_TEST

/* Every path, its rows, displacements and losses: arc_rows with both kinds of group, and all else
 * that a path is made of. */
START_TEST(paths_have_the_same_bits)
{
    test_paths paths = TEST_FORMULAS("-0.5");
    const orth_kernels *run[3];
    size_t sets = runnable(run);
    test_random random = test_seeded(7);
    for (size_t n = 2; n <= 40; n++)
        for (size_t p = 0; p < paths.count; p++) {
            size_t f = 1 + test_random_below(&random, 70), length = (f + 1) * n;
            test_move move = test_move_random(&random, n, n % 5 == 4 ? 1e-9 : 0);
            double *rows = malloc(5 * length * sizeof *rows), losses[3][2];
            for (size_t s = 0; s < sets; s++) {
                ck_assert(orth_kernel_select(run[s]->name));
                orth_path *path = test_path(paths.names[p], move.move, f);
                double *here = s == 0 ? rows : rows + 2 * length, *bare = rows + 4 * length;
                orth_path_fill(path, 0, f + 1, here, here + length);
                orth_path_fill(path, 0, f + 1, bare, NULL);
                losses[s][0] = orth_path_log_loss(path);
                losses[s][1] = orth_path_stored_log_loss(path);
                ck_assert_msg(memcmp(here, rows, 2 * length * sizeof *rows) == 0 &&
                                  memcmp(bare, rows, length * sizeof *rows) == 0 &&
                                  memcmp(losses[s], losses[0], sizeof losses[0]) == 0,
                              "%s, %s, %zu tokens, %zu steps", paths.names[p], run[s]->name, n, f);
                orth_path_free(path);
            }
            free(rows);
            test_move_free(&move);
        }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kernels");
    TCase *cases = orth_test_case(suite, "kernels");
    tcase_add_loop_test(cases, maps_have_the_same_bits, 0, 4);
    tcase_add_loop_test(cases, maps_within_one_ulp, 0, 4);
    tcase_add_test(cases, scalars_within_one_ulp);
    tcase_add_test(cases, divergences_have_the_same_bits);
    tcase_add_test(cases, totals_do_not_depend_on_the_cuts);
    tcase_add_test(cases, lanes_add_up_exactly);
    tcase_add_test(cases, midpoints_have_the_same_bits);
    tcase_add_test(cases, paths_have_the_same_bits);
    return orth_test_run_suite(suite);
}
