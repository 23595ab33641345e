/* Nanoseconds per token-step (min / median / max of the runs): geodesic fill, KL sum over a stored
 * trajectory, streamed loss; beside each the same work by plain loops over the C library. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "orthant/kernel.h"
#include "orthant/path.h"
#include "orthant/simplex.h"

#define RUNS 9

typedef struct job {
    orth_path *path;
    const orth_move *move;
    size_t steps, n;
    double *rows;
    double *roots; /* of start, then of target */
    double result; /* kept, so that no work can be left out */
} job;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void fill(job *j)
{
    orth_path_fill(j->path, 0, j->steps + 1, j->rows, NULL);
}

static void fill_plain(job *j)
{
    const orth_move *move = j->move;
    double omega = orth_move_distance(move) / 2, sine = sin(omega);
    for (size_t k = 0; k <= j->steps; k++) {
        double t = (double)k / (double)j->steps;
        double a = sin((1 - t) * omega) / sine, b = sin(t * omega) / sine;
        for (size_t i = 0; i < j->n; i++) {
            double eta = a * j->roots[i] + b * j->roots[j->n + i];
            j->rows[k * j->n + i] = eta * eta;
        }
    }
}

static void kl_sum(job *j)
{
    j->result += orth_simplex_kl_sum(j->steps, j->n, j->rows);
}

static void kl_sum_plain(job *j)
{
    double sum = 0;
    for (size_t k = 0; k < j->steps; k++)
        for (size_t i = 0; i < j->n; i++) {
            double to = j->rows[(k + 1) * j->n + i], from = j->rows[k * j->n + i];
            sum += to * log(to / from);
        }
    j->result += sum;
}

static void stream(job *j)
{
    j->result += orth_path_log_loss(j->path);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Prints one line and returns the median. */
static double measure(const char *name, void (*work)(job *), job *j)
{
    double times[RUNS], tokens = (double)j->steps * (double)j->n;
    size_t repeats = tokens < 1e5 ? (size_t)(1e5 / tokens) + 1 : 1;
    work(j);
    for (int r = 0; r < RUNS; r++) {
        double start = now();
        for (size_t i = 0; i < repeats; i++)
            work(j);
        times[r] = (now() - start) / (double)repeats / tokens;
    }
    qsort(times, RUNS, sizeof times[0], by_size);
    printf("%-22s N=%-3zu f=%-8zu %7.2f %7.2f %7.2f", name, j->n, j->steps, times[0],
           times[RUNS / 2], times[RUNS - 1]);
    return times[RUNS / 2];
}

static void pair(const char *name, void (*work)(job *), void (*plain)(job *), job *j)
{
    double ours = measure(name, work, j);
    putchar('\n');
    char plain_name[64];
    snprintf(plain_name, sizeof plain_name, "  %s, libm", name);
    double theirs = measure(plain_name, plain, j);
    printf("   ratio %.1f\n", theirs / ours);
}

static void bench(size_t n, size_t steps)
{
    double *start = malloc(n * sizeof *start), *target = malloc(n * sizeof *target);
    for (size_t i = 0; i < n; i++) {
        start[i] = (double)(i + 1);
        target[i] = (double)(n - i);
    }
    orth_simplex_normalise(start, n, start);
    orth_simplex_normalise(target, n, target);
    job j = {.steps = steps, .n = n};
    orth_move *move;
    j.rows = malloc((steps + 1) * n * sizeof(double));
    if (j.rows == NULL || orth_move_create(&move, n, start, NULL, target, NULL, NULL) != ORTH_OK ||
        orth_path_create(&j.path, "geodesic", move, steps, NULL, NULL) != ORTH_OK)
        exit(4);
    j.move = move;
    j.roots = malloc(2 * n * sizeof(double));
    if (j.roots == NULL)
        exit(4);
    orth_hellinger(j.roots, n, start);
    orth_hellinger(j.roots + n, n, target);
    pair("geodesic fill", fill, fill_plain, &j);
    fill(&j);
    pair("KL sum", kl_sum, kl_sum_plain, &j);
    measure("streamed loss", stream, &j);
    putchar('\n');
    orth_path_free(j.path);
    orth_move_free(move);
    free(j.rows);
    free(j.roots);
    free(start);
    free(target);
}

int main(void)
{
    static const char *const kernels[] = {"avx512", "avx2", "scalar"};
    static const size_t tokens[] = {2, 3, 8, 64}, steps[] = {1000, 7200, 1000000};
    for (size_t k = 0; k < 3; k++) {
        if (!orth_kernel_select(kernels[k])) {
            printf("kernel %s: not on this processor\n", kernels[k]);
            continue;
        }
        printf("kernel %s: ns per token-step, min median max\n", kernels[k]);
        for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++)
            for (size_t s = 0; s < sizeof steps / sizeof steps[0]; s++)
                bench(tokens[i], steps[s]);
    }
    return 0;
}
