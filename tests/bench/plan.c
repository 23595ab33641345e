/* Milliseconds a plan (min / median / max of the runs): set points of 16 calls with weights and
 * times optimised, and the replay of a week at one-second resolution. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "orthant/plan.h"
#include "orthant/simplex.h"

#define RUNS 11

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report(const char *what, double *times, double goal)
{
    qsort(times, RUNS, sizeof *times, by_size);
    printf("%-40s %9.3f %9.3f %9.3f   goal %g: %s\n", what, times[0], times[RUNS / 2],
           times[RUNS - 1], goal, times[RUNS / 2] < goal ? "met" : "missed");
}

static void must(orth_status status, const orth_error *error)
{
    if (status == ORTH_OK)
        return;
    fprintf(stderr, "%s\n", error->text);
    exit(4);
}

int main(void)
{
    double start[8], target[8], times[RUNS];
    orth_move *move;
    orth_setpoints *points;
    orth_error error;
    for (size_t i = 0; i < 8; i++)
        start[i] = (double)(i + 2), target[i] = (double)(9 - i);
    orth_simplex_normalise(start, 8, start);
    orth_simplex_normalise(target, 8, target);
    must(orth_move_create(&move, 8, start, NULL, target, NULL, &error), &error);
    orth_setpoint_options options = {true, true, 0, 0};
    printf("plan: ms, min median max\n");
    for (int r = 0; r < RUNS; r++) {
        double begin = now();
        must(orth_setpoints_create(&points, move, 7200, 16, &options, &error), &error);
        times[r] = now() - begin;
        orth_setpoints_free(points);
    }
    report("set points m=16 N=8 f=7200, free times", times, 500);

    static const char *const targets[] = {"generic", "quantamm"};
    orth_plan_clock clock = {1767225600, 1, 1};
    orth_plan_pool pool = {.rails.pool = 10000000000000000};
    must(orth_setpoints_create(&points, move, 604800, 8, &options, &error), &error);
    for (size_t t = 0; t < 2; t++) {
        orth_plan *plan;
        must(orth_plan_create(&plan, targets[t], move, points, &clock, &pool, &error), &error);
        for (int r = 0; r < RUNS; r++) {
            orth_replay *replay;
            double begin = now();
            must(orth_plan_replay(&replay, plan, &error), &error);
            times[r] = now() - begin;
            orth_replay_free(replay);
        }
        char what[60];
        snprintf(what, sizeof what, "replay N=8, 604800 seconds, %s", targets[t]);
        report(what, times, 500);
        orth_plan_free(plan);
    }
    orth_setpoints_free(points);
    orth_move_free(move);
    return 0;
}
