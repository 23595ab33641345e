/* Milliseconds of processor time (min / median / max of the runs): what a move costs with a fee and
 * noise. Five paths of two tokens in closed form, and by the interpolant below a band of two
 * deviations; one path of more tokens by the walk, on one thread. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "orthant/cost.h"
#include "orthant/kernel.h"
#include "orthant/simplex.h"

#define RUNS 7
#define FEE 0.003

typedef struct job {
    const orth_cost_terms *terms;
    orth_path *paths[5];
    size_t count;
    double result; /* kept, so that no work can be left out */
} job;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double measure(const char *name, job *j, size_t n, uint64_t steps)
{
    double times[RUNS];
    for (int r = 0; r < RUNS; r++) {
        double start = now();
        for (size_t p = 0; p < j->count; p++) {
            orth_cost cost;
            if (orth_cost_of_path(&cost, j->paths[p], j->terms, NULL, NULL) != ORTH_OK)
                exit(4);
            j->result += cost.cost;
        }
        times[r] = now() - start;
    }
    qsort(times, RUNS, sizeof times[0], by_size);
    printf("%-28s N=%-3zu f=%-8llu %8.3f %8.3f %8.3f ms", name, n, (unsigned long long)steps,
           times[0], times[RUNS / 2], times[RUNS - 1]);
    return times[RUNS / 2];
}

static orth_cost_terms *terms_of(size_t n, double sigma)
{
    double covariance[ORTH_COST_TOKENS_MAX * ORTH_COST_TOKENS_MAX] = {0};
    orth_cost_terms *terms;
    for (size_t i = 0; i + 1 < n; i++)
        for (size_t k = 0; k + 1 < n; k++)
            covariance[i * n + k] = (i == k ? 1 : 0.8) * sigma * sigma;
    if (orth_cost_terms_create(&terms, n, FEE, covariance, NULL) != ORTH_OK)
        exit(4);
    return terms;
}

static void bench(const char *name, size_t n, uint64_t steps, double sigma, size_t count)
{
    static const char *const names[] = {"linear", "geodesic", "geometric", "power:0.5", "amgm"};
    double start[ORTH_COST_TOKENS_MAX], target[ORTH_COST_TOKENS_MAX];
    for (size_t i = 0; i < n; i++) {
        start[i] = (double)(i + 1);
        target[i] = (double)(n - i);
    }
    orth_simplex_normalise(start, n, start);
    orth_simplex_normalise(target, n, target);
    orth_move *move;
    orth_cost_terms *terms = terms_of(n, sigma);
    job j = {.terms = terms, .count = count};
    if (orth_move_create(&move, n, start, NULL, target, NULL, NULL) != ORTH_OK)
        exit(4);
    for (size_t p = 0; p < count; p++)
        if (orth_path_create(&j.paths[p], names[p], move, steps, NULL, NULL) != ORTH_OK)
            exit(4);
    double median = measure(name, &j, n, steps);
    if (n > 2)
        printf("   %.2f ns a pool-block",
               median * 1e6 / (3.0 * ORTH_COST_NODES * ORTH_COST_WALK_BLOCKS));
    putchar('\n');
    for (size_t p = 0; p < count; p++)
        orth_path_free(j.paths[p]);
    orth_move_free(move);
    orth_cost_terms_free(terms);
}

static void bench_interpolant(void)
{
    double start = now(), sum = 0;
    for (int i = 0; i < 20; i++)
        sum += orth_cost_law_of(1 + 0.01 * i).rest;
    printf("%-28s %40.3f ms%s\n", "interpolant, made once", (now() - start) / 20,
           sum > 0 ? "" : " (?)");
}

int main(void)
{
    static const char *const kernels[] = {"avx512", "avx2", "scalar"};
    for (size_t k = 0; k < 3; k++) {
        if (!orth_kernel_select(kernels[k])) {
            printf("kernel %s: not on this processor\n", kernels[k]);
            continue;
        }
        printf("kernel %s: min median max\n", kernels[k]);
        bench("5 paths, closed form", 2, 7200, 5e-4, 5);
        bench("5 paths, interpolant", 2, 7200, 3e-3, 5);
        bench("1 path, closed form", 2, 1000000, 5e-4, 1);
        bench_interpolant();
        bench("1 path, walk", 3, 7200, 5e-4, 1);
        bench("1 path, walk", 8, 7200, 5e-4, 1);
    }
    return 0;
}
