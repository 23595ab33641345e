/* Milliseconds a solve of the optimum (min / median / max of the runs): the sizes that have a goal,
 * then how time grows in f and in N. Processor time, the page faults included: a solve has one
 * thread, and other programs on the machine then count for less. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "orthant/kernel.h"
#include "orthant/optimum.h"
#include "orthant/simplex.h"

#define RUNS_MAX 15

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

/* Weights in proportion to 1 .. n become those to n .. 1. */
static orth_move *mirror_move(size_t n)
{
    double *ends = malloc(2 * n * sizeof *ends);
    orth_move *move;
    if (ends == NULL)
        exit(4);
    for (size_t i = 0; i < n; i++) {
        ends[i] = (double)(i + 1);
        ends[n + i] = (double)(n - i);
    }
    orth_simplex_normalise(ends, n, ends);
    orth_simplex_normalise(ends + n, n, ends + n);
    if (orth_move_create(&move, n, ends, NULL, ends + n, NULL, NULL) != ORTH_OK)
        exit(4);
    free(ends);
    return move;
}

/* goal in ms, 0 for none. */
static void bench(size_t n, uint64_t steps, double goal)
{
    orth_move *move = mirror_move(n);
    double times[RUNS_MAX], whole = 0;
    size_t runs = 0;
    int iterations = 0;
    orth_route route = ORTH_ROUTE_AUTO;
    bool converged = true;
    for (; runs < RUNS_MAX && (runs < 3 || whole < 2e3); runs++) {
        orth_optimum *optimum;
        double start = now();
        if (orth_optimum_solve(&optimum, move, steps, ORTH_ROUTE_AUTO, NULL) != ORTH_OK)
            exit(4);
        times[runs] = now() - start;
        whole += times[runs];
        iterations = optimum->iterations;
        route = optimum->route;
        converged = converged && optimum->converged;
        orth_optimum_free(optimum);
    }
    orth_move_free(move);
    qsort(times, runs, sizeof times[0], by_size);
    printf("optimum N=%-4zu f=%-8llu %9.3f %9.3f %9.3f   %s, %d iterations%s", n,
           (unsigned long long)steps, times[0], times[runs / 2], times[runs - 1],
           route == ORTH_ROUTE_NEWTON ? "Newton" : "backward", iterations,
           converged ? "" : ", NOT CONVERGED");
    if (goal > 0)
        printf("   goal %g: %s", goal, times[runs / 2] < goal ? "met" : "missed");
    putchar('\n');
}

int main(void)
{
    static const uint64_t steps[] = {1000, 10000, 100000, 1000000};
    static const size_t tokens[] = {2, 3, 5, 8, 16, 32, 50, 100, 200};
    printf("optimum, kernel %s: processor ms a solve, min median max\n", orth_kernel_name());
    bench(8, 7200, 15);
    bench(50, 1000, 30);
    bench(3, 1000000, 1000);
    bench(1000, 1000, 200);
    printf("growth in f\n");
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        bench(3, steps[i], 0);
    printf("growth in N\n");
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++)
        bench(tokens[i], 1000, 0);
    return 0;
}
