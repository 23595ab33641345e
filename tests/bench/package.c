/* The C calls that the Python package makes, in processor time: a schedule and a strategy in a
 * market from an array, and a contract's functions over words. By itself it prints the least and
 * the median of several turns. package.py measures the package beside it: `package FILE` writes the
 * prices there and takes turns as it is told, a line on standard input for each, whose seconds it
 * prints. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "orthant/contract.h"
#include "orthant/prices.h"
#include "orthant/simulate.h"

#define DAY 1440
#define ROWS (160 * DAY + 1) /* ten days before five months, a row a minute */
#define MOVED 216001         /* rows of the schedule */
#define N 3
#define WORDS 100000
#define TURNS 21

static const char *const tokens[N] = {"BTC", "ETH", "USD"};
static double prices[ROWS * N];
static int64_t times[ROWS];
static orth_word x[WORDS], y[WORDS], made[WORDS];

/* The same that package.py gives, as mappings. */
static const char move[] =
    "{\"orthant\": 1, \"tokens\": [\"BTC\", \"ETH\", \"USD\"],"
    " \"start\": {\"weights\": [0.4, 0.4, 0.2]}, \"target\": {\"weights\": [0.2, 0.3, 0.5]},"
    " \"pool\": {\"value\": 1000000, \"unit\": \"USD\", \"swap_fee\": \"0.003\"},"
    " \"steps\": 216000, \"paths\": [\"geodesic\"]}";
static const char momentum[] =
    "{\"orthant\": 1, \"tokens\": [\"BTC\", \"ETH\", \"USD\"],"
    " \"strategy\": {\"rule\": {\"kind\": \"momentum\", \"k_per_day\": 1.0},"
    " \"estimator\": {\"kind\": \"gradient\", \"memory_days\": 10.0}, \"update_every\": \"1d\","
    " \"move\": {\"path\": \"linear\", \"over\": \"1d\"}, \"rails\": {\"minimum_weight\": \"0.05\"},"
    " \"warm_up\": \"10d\"},"
    " \"pool\": {\"value\": 1000000, \"unit\": \"USD\", \"swap_fee\": \"0.003\"}}";

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static unsigned long long state = 1;

static double unit(void)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(state >> 11) * 0x1p-53;
}

/* A walk of two tokens whose volatilities are some 55 % and 75 % a year, and a dollar; words as of
 * numbers with 18 decimals from 0.5 to 1.5. */
static void fill(void)
{
    const double deviation[2] = {0.55 / sqrt(365.25 * DAY), 0.75 / sqrt(365.25 * DAY)};
    double price[2] = {60000, 3000};
    for (size_t k = 0; k < ROWS; k++) {
        times[k] = INT64_C(1735689600000000) + (int64_t)k * 60000000;
        for (size_t i = 0; i < 2; i++) {
            prices[k * N + i] = price[i];
            price[i] *= exp(deviation[i] * sqrt(12) * (unit() - 0.5));
        }
        prices[k * N + 2] = 1;
    }
    for (size_t k = 0; k < WORDS; k++) {
        x[k].limb[0] = (uint64_t)(1e18 * (0.5 + unit()));
        y[k].limb[0] = (uint64_t)(1e18 * (0.5 + unit()));
    }
}

static void end_if(orth_status status, const orth_error *error)
{
    if (status == ORTH_OK)
        return;
    fprintf(stderr, "package: %s\n", error->text);
    exit(1);
}

static void simulate(const char *text, size_t rows, const int64_t *when)
{
    orth_error error;
    orth_scenario *scenario;
    orth_prices *table;
    orth_simulation *simulation;
    orth_simulate_performance performance = orth_simulate_performance_usual();
    orth_simulate_options how = {.performance = &performance};
    end_if(orth_scenario_parse(&scenario, text, strlen(text), "scenario", &error), &error);
    end_if(orth_prices_borrow(&table, "prices", N, tokens, rows, prices, when, &error), &error);
    end_if(orth_scenario_set_price_table(scenario, table, &error), &error);
    end_if(orth_simulation_run(&simulation, scenario, &how, &error), &error);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
    orth_prices_free(table);
}

static void contract(const char *name)
{
    static orth_contract_result result;
    orth_error error;
    const orth_contract_function *function = orth_contract_find(name, &error);
    if (function == NULL)
        end_if(ORTH_BAD_INPUT, &error);
    for (size_t k = 0; k < WORDS; k++) {
        orth_contract_value values[2] = {{.count = 1, .words = &x[k]},
                                         {.count = 1, .words = &y[k]}};
        end_if(orth_contract_call(&result, function, values, 2, &error), &error);
        made[k] = result.words[0];
    }
}

/* Seconds of one turn. */
static double turn(const char *what)
{
    double begun = now();
    if (strcmp(what, "schedule") == 0)
        simulate(move, MOVED, NULL);
    else if (strcmp(what, "strategy") == 0)
        simulate(momentum, ROWS, times);
    else
        contract(what);
    return now() - begun;
}

static void write_prices(const char *file)
{
    FILE *stream = fopen(file, "wb");
    if (stream == NULL || fwrite(prices, sizeof prices, 1, stream) != 1 ||
        fwrite(x, sizeof x, 1, stream) != 1 || fwrite(y, sizeof y, 1, stream) != 1 ||
        fclose(stream) != 0) {
        perror(file);
        exit(1);
    }
}

static int ascending(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

static void report(const char *what, double scale, const char *in)
{
    double seconds[TURNS];
    for (size_t i = 0; i < TURNS; i++)
        seconds[i] = turn(what);
    qsort(seconds, TURNS, sizeof *seconds, ascending);
    printf("package   %-12s least %7.2f  median %7.2f %s\n", what, scale * seconds[0],
           scale * seconds[TURNS / 2], in);
}

int main(int count, char **arguments)
{
    char line[64];
    fill();
    if (count < 2) {
        report("schedule", 1e3, "ms");
        report("strategy", 1e3, "ms");
        report("fp_mul_down", 1e9 / WORDS, "ns a call");
        report("fp_pow_up", 1e9 / WORDS, "ns a call");
        return 0;
    }
    write_prices(arguments[1]);
    for (puts("ready"); fflush(stdout) == 0 && fgets(line, sizeof line, stdin) != NULL;) {
        line[strcspn(line, "\n")] = '\0';
        printf("%.9f\n", turn(line));
    }
    return 0;
}
