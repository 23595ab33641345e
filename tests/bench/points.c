/* Milliseconds of processor time of a sweep's points, one after the other on one thread: scenario
 * read, run, and written as the command's JSON. A strategy on 216,000 blocks of three tokens'
 * minute prices from a file, pool with fee, figures and their resamples: with the file read for
 * each point, and with it read once. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "orthant/report.h"
#include "orthant/simulate.h"

#define BLOCKS 216000
#define POINTS 40

static char prices[] = "/tmp/orthant-bench-XXXXXX", text[2000];

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void must(orth_status status, const orth_error *error)
{
    if (status == ORTH_OK)
        return;
    fprintf(stderr, "%s\n", error->text);
    exit(1);
}

/* Minutes that move by some 0.08 and 0.1 %, and a token that is the numeraire. */
static void write_prices(void)
{
    unsigned long long state = 1;
    double p[2] = {60000, 3000};
    FILE *file = fdopen(mkstemp(prices), "w");
    if (file == NULL)
        exit(1);
    fputs("time,BTC,ETH\n", file);
    for (int k = 0; k <= BLOCKS; k++) {
        fprintf(file, "%d,%.2f,%.3f\n", 1704067200 + 60 * k, p[0], p[1]);
        for (int i = 0; i < 2; i++) {
            double sum = -6; /* of twelve even numbers: nearly a normal one */
            for (int d = 0; d < 12; d++) {
                state = state * 6364136223846793005ULL + 1442695040888963407ULL;
                sum += (double)(state >> 11) * 0x1p-53;
            }
            p[i] *= exp((i == 0 ? 8e-4 : 1e-3) * sum);
        }
    }
    fclose(file);
}

static void write_scenario(const char *fee)
{
    snprintf(text, sizeof text,
             "{\"orthant\": 1, \"tokens\": [\"BTC\", \"ETH\", \"USDC\"], \"strategy\": {"
             "\"rule\": {\"kind\": \"momentum\", \"k_per_day\": 1}, "
             "\"estimator\": {\"kind\": \"gradient\", \"memory_days\": 10}, "
             "\"update_every\": \"1d\", \"move\": {\"path\": \"linear\", \"over\": \"1d\"}, "
             "\"rails\": {\"minimum_weight\": \"0.05\", \"largest_change_a_block\": \"0.0003\"}}, "
             "\"pool\": {\"value\": \"10000000\", \"unit\": \"USD\", \"swap_fee\": \"%s\"}, "
             "\"market\": {\"model\": \"panel\", \"file\": \"%s\", \"numeraire\": \"USDC\"}}",
             fee, prices);
}

static double point(orth_price_store *store)
{
    orth_scenario *scenario;
    orth_simulation *simulation;
    orth_error error;
    char *json;
    size_t length;
    double begun = now();
    must(orth_scenario_parse(&scenario, text, strlen(text), "bench.json", &error), &error);
    scenario->market->store = store;
    orth_simulate_performance performance = orth_simulate_performance_usual();
    orth_simulate_options options = {
        .threads = 1, .one_path = true, .performance = &performance, .digest = true};
    must(orth_simulation_run(&simulation, scenario, &options, &error), &error);
    FILE *stream = open_memstream(&json, &length);
    if (stream == NULL)
        exit(1);
    orth_simulation_write_json(simulation, 1, NULL, stream);
    fclose(stream);
    free(json);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
    return now() - begun;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report(const char *what, const char *fee, orth_price_store *store)
{
    double took[POINTS];
    write_scenario(fee);
    point(store);
    for (int i = 0; i < POINTS; i++)
        took[i] = point(store);
    qsort(took, POINTS, sizeof *took, ascending);
    printf(
        "point     momentum  3 tokens  fee %-6s  216,000 blocks  %-14s %7.1f ms  (median %.1f)\n",
        fee, what, 1e3 * took[0], 1e3 * took[POINTS / 2]);
}

int main(void)
{
    orth_price_store *store;
    orth_error error;
    write_prices();
    must(orth_price_store_create(&store, ORTH_PRICE_STORE_BYTES, &error), &error);
    report("prices read", "0.003", NULL);
    report("prices shared", "0.003", store);
    report("prices shared", "0", store);
    orth_price_store_free(store);
    unlink(prices);
    return 0;
}
