/* Milliseconds (min / median / max of the runs) of the multi-precision room: the optimum with its
 * proof against f, N and the digits, and the enclosure of a given schedule's loss; with the proven
 * gap, so that a fast answer that proves nothing would show. */
#include <gmp.h>
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "orthant/exact.h"

#define RUNS 3
#define TOKENS_MAX 64

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print(const char *name, size_t n, uint64_t steps, unsigned digits, double *ms,
                  const char *note)
{
    qsort(ms, RUNS, sizeof *ms, compare);
    printf("%-10s N=%-3zu f=%-7llu D=%-5u  %9.2f %9.2f %9.2f ms  %8.3f us a token-step  %s\n", name,
           n, (unsigned long long)steps, digits, ms[0], ms[RUNS / 2], ms[RUNS - 1],
           1e3 * ms[RUNS / 2] / ((double)n * (double)steps), note);
    fflush(stdout);
}

/* Weights in proportion to 1 .. n, and the other way round. */
static void set_ends(mpq_t *start, mpq_t *target, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        mpq_set_ui(start[i], i + 1, n * (n + 1) / 2);
        mpq_set_ui(target[i], n - i, n * (n + 1) / 2);
        mpq_canonicalize(start[i]);
        mpq_canonicalize(target[i]);
    }
}

static void check(orth_status status, const orth_error *error)
{
    if (status != ORTH_OK) {
        fprintf(stderr, "%s\n", error->text);
        exit(1);
    }
}

static void run(mpq_t *start, mpq_t *target, size_t n, uint64_t steps, unsigned digits)
{
    double ms[RUNS];
    char gap[64];
    orth_error error;
    set_ends(start, target, n);
    for (int i = 0; i < RUNS; i++) {
        orth_exact_optimum optimum;
        double begun = now();
        check(orth_exact_optimum_create(&optimum, n, start, target, steps, digits, &error), &error);
        ms[i] = now() - begun;
        snprintf(gap, sizeof gap, "relative gap <= %.40s", optimum.relative_gap);
        orth_exact_optimum_free(&optimum);
    }
    print("optimum", n, steps, digits, ms, gap);
}

static void run_loss(mpq_t *start, mpq_t *target, size_t n, uint64_t steps, unsigned digits)
{
    double ms[RUNS];
    orth_error error;
    mpfr_t lower, upper;
    mpfr_inits2(64, lower, upper, (mpfr_ptr)0);
    set_ends(start, target, n);
    for (int i = 0; i < RUNS; i++) {
        double begun = now();
        check(
            orth_exact_path_loss(lower, upper, "geodesic", steps, n, start, target, digits, &error),
            &error);
        ms[i] = now() - begun;
    }
    print("geodesic", n, steps, digits, ms, "loss enclosed");
    mpfr_clears(lower, upper, (mpfr_ptr)0);
}

int main(void)
{
    mpq_t start[TOKENS_MAX], target[TOKENS_MAX];
    for (size_t i = 0; i < TOKENS_MAX; i++)
        mpq_inits(start[i], target[i], NULL);
    run(start, target, 8, 1440, 60);
    for (uint64_t steps = 10; steps <= 10000; steps *= 10)
        run(start, target, 3, steps, 30);
    for (size_t n = 2; n <= TOKENS_MAX; n *= 2)
        run(start, target, n, 64, 30);
    for (unsigned digits = 30; digits <= 3000; digits *= 10)
        run(start, target, 3, 16, digits);
    run(start, target, 3, 2, ORTH_EXACT_DIGITS_MAX);
    run_loss(start, target, 8, 1440, 60);
    run_loss(start, target, 3, 10000, 30);
    for (size_t i = 0; i < TOKENS_MAX; i++)
        mpq_clears(start[i], target[i], NULL);
    mpfr_free_cache();
    return 0;
}
