/* A sweep of 100,000 points of `compare`, whole: points computed, lines written and synced, in a
 * folder beside the program. On one thread and on two: seconds, points a second, microseconds of
 * processor time a point, and the most memory that the process has had. Then what of a point's time
 * is the engine's: the same points without lines. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "orthant/sweep.h"
#include "orthant/sweep_point.h"
#include "orthant/sweep_run.h"

#define ALONE 20000

static const char text[] =
    "{\"orthant\": 1, \"scenario\": {\"orthant\": 1, \"tokens\": [\"BTC\", \"USDC\"], "
    "\"start\": {\"weights\": [\"0.5\", \"0.5\"]}, \"target\": {\"weights\": [\"0.9\", \"0.1\"]}, "
    "\"steps\": 100, \"paths\": [\"linear\", \"geodesic\"], "
    "\"pool\": {\"value\": \"1000000\", \"unit\": \"USD\"}}, \"command\": \"compare\", "
    "\"vary\": {\"/steps\": {\"from\": 10, \"to\": 109, \"count\": 100}, "
    "\"/pool/value\": {\"from\": 1000, \"to\": 1999, \"count\": 1000}}, \"design\": \"grid\"}";

static char folder[] = "orthant-bench-XXXXXX";

static double now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void must(orth_status status, const orth_error *error)
{
    if (status == ORTH_OK)
        return;
    fprintf(stderr, "%s\n", error->text);
    exit(1);
}

static long most_memory(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return use.ru_maxrss;
}

static double run(const orth_sweep *sweep, unsigned threads)
{
    orth_error error;
    orth_sweep_outcome outcome;
    orth_sweep_run_options options = {.folder = folder, .threads = threads, .fresh = true};
    double began = now(CLOCK_MONOTONIC), worked = now(CLOCK_PROCESS_CPUTIME_ID);
    must(orth_sweep_run(sweep, &options, &outcome, &error), &error);
    double took = now(CLOCK_MONOTONIC) - began, points = (double)outcome.ran;
    worked = now(CLOCK_PROCESS_CPUTIME_ID) - worked;
    printf("sweep     compare  %.0f points  %u thread%s  %6.2f s  %7.0f a second  %5.1f us of "
           "processor time a point  at most %.1f MB\n",
           points, threads, threads == 1 ? " " : "s", took, points / took, 1e6 * worked / points,
           (double)most_memory() / 1024);
    return took;
}

static void report_alone(const orth_sweep *sweep)
{
    orth_error error;
    const char *pointers[64];
    size_t count = orth_sweep_figure_count(sweep);
    for (size_t i = 0; i < count && i < 64; i++)
        pointers[i] = orth_sweep_figure(sweep, i);
    double took[2];
    for (int with = 0; with < 2; with++) {
        took[with] = now(CLOCK_PROCESS_CPUTIME_ID);
        for (uint64_t point = 0; point < ALONE; point++) {
            orth_scenario *scenario;
            orth_point_result *result = NULL;
            orth_point_options how = {.threads = 1};
            must(orth_sweep_scenario(&scenario, sweep, point, &error), &error);
            if (with == 1)
                must(orth_point_run(&result, orth_sweep_command(sweep), scenario, count, pointers,
                                    &how, &error),
                     &error);
            orth_point_result_free(result);
            orth_scenario_free(scenario);
        }
        took[with] = 1e6 * (now(CLOCK_PROCESS_CPUTIME_ID) - took[with]) / ALONE;
    }
    printf("sweep     compare  without lines %.1f us a point, of them the scenario %.1f\n", took[1],
           took[0]);
}

static void remove_folder(void)
{
    DIR *all = opendir(folder);
    for (struct dirent *file; all != NULL && (file = readdir(all)) != NULL;) {
        char name[512];
        snprintf(name, sizeof name, "%s/%.400s", folder, file->d_name);
        if (file->d_name[0] != '.')
            unlink(name);
    }
    if (all != NULL)
        closedir(all);
    rmdir(folder);
}

int main(void)
{
    orth_sweep *sweep;
    orth_error error;
    must(orth_sweep_parse(&sweep, text, strlen(text), "bench.json", &error), &error);
    if (mkdtemp(folder) == NULL)
        return 1;
    double one = run(sweep, 1), two = run(sweep, 2);
    remove_folder();
    printf("sweep     compare  two threads are %.2f times as fast as one\n", one / two);
    report_alone(sweep);
    orth_sweep_free(sweep);
    return 0;
}
