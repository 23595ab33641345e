/* Order flow fitted to records: planted parameters, known answers, files. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/hawkes_fit.h"
#include "orthant/scenario.h"
#include "orthant/simulate.h"

static size_t events(double *times, size_t most, const orth_hawkes *process, uint64_t path,
                     double end)
{
    orth_hawkes_walk walk;
    size_t count = 0;
    orth_hawkes_start(&walk, process, 1, path);
    while (count < most && orth_hawkes_next(&walk, end))
        times[count++] = walk.time;
    return count;
}

/* The standard error of what has those derivatives by (mu, n, beta), by the inverse of -hessian. */
static double error_of(const double h[3][3], const double by[3])
{
    double sum = 0, determinant = 0;
    for (int i = 0; i < 3; i++)
        determinant -= h[0][i] * (h[1][(i + 1) % 3] * h[2][(i + 2) % 3] -
                                  h[1][(i + 2) % 3] * h[2][(i + 1) % 3]);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            int a = (j + 1) % 3, b = (j + 2) % 3, c = (i + 1) % 3, d = (i + 2) % 3;
            sum += by[i] * by[j] * (h[a][c] * h[b][d] - h[a][d] * h[b][c]) / determinant;
        }
    return sqrt(sum);
}

static void check_errors(const orth_hawkes_fit *fit, const orth_hawkes_likelihood *top, double mu)
{
    double n = fit->process.branching, beta = fit->process.decay;
    const double by[5][3] = {
        {1 / (1 - n), mu / ((1 - n) * (1 - n)), 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}, {0, beta, n}};
    for (int v = 0; v < 5; v++) {
        double error = error_of(top->hessian, by[v]);
        ck_assert_double_le(fabs(fit->values[v].error - error), 1e-4 * error);
    }
}

/* 60 records of 4,000 units of time: each parameter is in its interval for most (0.95 of them: 51
 * or more of 60 but for one time in 1,000), and no other point has a greater likelihood. */
START_TEST(planted_parameters)
{
    enum { MOST = 20000, SEEDS = 60 };
    static double times[MOST];
    orth_hawkes process = {0.5, 0.6, 1};
    const double truth[] = {0.5, 0.6, 1, 0.2, 0.6};
    int covered[5] = {0};
    for (uint64_t path = 0; path < SEEDS; path++) {
        size_t count = events(times, MOST, &process, path, 4000);
        orth_hawkes_fit fit;
        ck_assert(orth_hawkes_fit_times(&fit, count, times, 4000, NULL) == ORTH_OK);
        for (int v = 0; v < 5; v++) {
            const orth_hawkes_estimate *of = &fit.values[v];
            ck_assert(of->known && of->bounded && of->low < of->value && of->value < of->high);
            covered[v] += of->low <= truth[v] && truth[v] <= of->high;
        }
        ck_assert(fit.bic < fit.poisson_bic && fit.residual_distance < fit.residual_critical);
        double mu = fit.values[ORTH_HAWKES_OUTSIDE].value;
        double n = fit.process.branching, beta = fit.process.decay;
        ck_assert_double_le(fabs(fit.process.rate - mu / (1 - n)), 1e-12);
        for (int k = 0; k < 27; k++) {
            double off[] = {1 + 0.01 * (k % 3 - 1), 1 + 0.01 * (k / 3 % 3 - 1),
                            1 + 0.01 * (k / 9 - 1)};
            double value = orth_hawkes_likelihood_of(mu * off[0], n * off[1], beta * off[2], count,
                                                     times, 4000)
                               .value;
            ck_assert_double_le(value, fit.log_likelihood + 1e-7);
            if (k == 13)
                ck_assert_double_le(fabs(value - fit.log_likelihood), 1e-7);
        }
        orth_hawkes_likelihood top = orth_hawkes_likelihood_of(mu, n, beta, count, times, 4000);
        for (int v = 0; v < 3; v++)
            ck_assert_double_le(fabs(top.gradient[v]), 1e-4);
        check_errors(&fit, &top, mu);
    }
    for (int v = 0; v < 5; v++)
        ck_assert_int_ge(covered[v], 51);
}
END_TEST

/* Events at even distances do not cluster; Poisson's likelihood and interval are known. */
START_TEST(no_clustering)
{
    double times[400];
    for (int k = 0; k < 400; k++)
        times[k] = 2 * (k + 0.5);
    orth_hawkes_fit fit;
    ck_assert(orth_hawkes_fit_times(&fit, 400, times, 800, NULL) == ORTH_OK);
    ck_assert(fit.process.branching == 0 && fit.process.decay == 0 && fit.note_count == 1);
    ck_assert(!fit.values[ORTH_HAWKES_BRANCHING].bounded && !fit.values[ORTH_HAWKES_DECAY].known);
    const orth_hawkes_estimate *rate = &fit.values[ORTH_HAWKES_RATE];
    ck_assert_double_le(fabs(rate->value - 0.5), 1e-12);
    ck_assert_double_le(fabs(rate->error - 0.5 / 20), 1e-12);
    ck_assert_double_le(fabs(rate->high - 0.5 * exp(1.959963984540054 / 20)), 1e-12);
    ck_assert_double_le(fabs(fit.poisson_log_likelihood - 400 * (log(0.5) - 1)), 1e-10);
    ck_assert_double_le(fabs(fit.log_likelihood - fit.poisson_log_likelihood), 1e-9);
}
END_TEST

/* Of trades that come two at once the excitation is over before the record can see how long it
 * lasts. */
START_TEST(decay_at_an_end)
{
    enum { PAIRS = 200 };
    static double times[2 * PAIRS];
    test_random random = test_seeded(3);
    double now = 0;
    for (size_t k = 0; k < PAIRS; k++) {
        now -= log(1 - test_random_unit(&random));
        times[2 * k] = now;
        times[2 * k + 1] = now + 1e-9;
    }
    orth_hawkes_fit fit;
    ck_assert(orth_hawkes_fit_times(&fit, (size_t)2 * PAIRS, times, now + 1, NULL) == ORTH_OK);
    for (int v = 0; v < 5; v++)
        ck_assert(!fit.values[v].bounded && strstr(fit.values[v].why, "end of what the record"));
    ck_assert(fit.note_count == 1 && strstr(fit.notes[0], "end of what the record") != NULL);
}
END_TEST

/* A clock that ticks slowly against the decay leaves that without an interval, and says so. */
START_TEST(slow_clock)
{
    enum { MOST = 20000 };
    static double times[MOST];
    const double decays[] = {0.1, 1};
    for (int slow = 0; slow < 2; slow++) {
        orth_hawkes process = {0.5, 0.6, decays[slow]};
        size_t count = events(times, MOST, &process, 1, 4000), used = 0;
        char *text = malloc(16 * count + 16);
        used += (size_t)sprintf(text, "time\n");
        for (size_t k = 0; k < count; k++)
            used += (size_t)sprintf(text + used, "%d\n", 1700000000 + (int)times[k]);
        orth_flow_record *record;
        ck_assert(orth_flow_record_parse(&record, text, "r.csv", NULL) == ORTH_OK);
        orth_hawkes_fit fit;
        ck_assert(orth_hawkes_fit_record(&fit, record, 1, NULL) == ORTH_OK);
        const orth_hawkes_estimate *of = &fit.values[ORTH_HAWKES_DECAY];
        ck_assert(of->bounded == !slow && fit.values[ORTH_HAWKES_EXCITATION].bounded == !slow);
        ck_assert(!slow || strstr(of->why, "too fast for the record's clock") != NULL);
        ck_assert(fit.values[ORTH_HAWKES_BRANCHING].bounded && fit.note_count == 1 + (size_t)slow);
        orth_flow_record_free(record);
        free(text);
    }
}
END_TEST

/* Independent trades: what the likelihood gains by crowds is luck, and no interval leaves out the
 * truth, branching 0. */
START_TEST(poissons_flow)
{
    enum { COUNT = 400, SEEDS = 20 };
    static double times[COUNT];
    orth_hawkes process = {1, 0, 1};
    int above = 0;
    for (uint64_t path = 0; path < SEEDS; path++) {
        ck_assert_uint_eq(events(times, COUNT, &process, path, 1000), COUNT);
        orth_hawkes_fit fit;
        ck_assert(orth_hawkes_fit_times(&fit, COUNT, times, times[COUNT - 1], NULL) == ORTH_OK);
        const orth_hawkes_value those[] = {ORTH_HAWKES_BRANCHING, ORTH_HAWKES_DECAY,
                                           ORTH_HAWKES_EXCITATION};
        for (int v = 0; v < 3; v++)
            ck_assert(!fit.values[those[v]].bounded && fit.values[those[v]].why != NULL);
        ck_assert(fit.values[ORTH_HAWKES_RATE].known && fit.note_count >= 1);
        above += fit.process.branching > 0;
    }
    ck_assert_int_ge(above, SEEDS / 2);
}
END_TEST

/* Crowds that are over within the clock's second: how many trades each brings is seen, how fast is
 * not. */
START_TEST(too_fast_for_the_clock)
{
    enum { MOST = 20000 };
    static double times[MOST];
    orth_hawkes process = {0.05, 0.6, 50};
    size_t count = events(times, MOST, &process, 1, 40000);
    orth_flow_record record = {.file = "trades.csv", .count = count, .times = times, .tick = 1};
    for (size_t k = 0; k < count; k++) {
        times[k] = floor(times[k]);
        record.ties += k > 0 && times[k] == times[k - 1];
    }
    orth_hawkes_fit fit;
    ck_assert(orth_hawkes_fit_record(&fit, &record, 1, NULL) == ORTH_OK);
    const orth_hawkes_estimate *n = &fit.values[ORTH_HAWKES_BRANCHING];
    ck_assert(n->bounded && n->low < 0.6 && n->high > 0.6);
    ck_assert(!fit.values[ORTH_HAWKES_DECAY].bounded && fit.values[ORTH_HAWKES_DECAY].known);
    ck_assert(!fit.values[ORTH_HAWKES_EXCITATION].bounded);
    ck_assert(strstr(fit.values[ORTH_HAWKES_DECAY].why, "too fast") != NULL);
    ck_assert(fit.note_count == 2 && strstr(fit.notes[1], "too fast") != NULL);
}
END_TEST

/* Sizes of which no simulated pool can be made. */
START_TEST(sizes_beyond_a_pool)
{
    char *text = malloc(40 * 200 + 100), *at = text + sprintf(text, "time,size\n");
    for (int k = 0; k < 200; k++)
        at += sprintf(at, "%d,3e-130\n", 7 * k);
    orth_flow_record *record;
    orth_hawkes_fit fit;
    orth_error error;
    char file[] = "/tmp/orthant-flow-XXXXXX";
    int made = mkstemp(file);
    ck_assert(made >= 0 && close(made) == 0 && unlink(file) == 0);
    ck_assert(orth_flow_record_parse(&record, text, "trades.csv", NULL) == ORTH_OK);
    ck_assert(orth_hawkes_fit_record(&fit, record, 12, NULL) == ORTH_OK);
    ck_assert(orth_hawkes_fit_write(&fit, 12, file, &error) == ORTH_DOMAIN);
    ck_assert(strstr(error.text, "mean size is 3e-130") != NULL && access(file, F_OK) != 0);
    ck_assert(orth_hawkes_fit_write_to(&fit, 12, NULL, &error) == ORTH_DOMAIN); /* before writing */
    orth_flow_record_free(record);
    free(text);
}
END_TEST

/* More and more trades: no process that comes to rest has them. */
START_TEST(no_rest)
{
    double times[500];
    for (int k = 0; k < 500; k++)
        times[k] = 100 + 20 * log1p(k + 0.0);
    orth_hawkes_fit fit;
    ck_assert(orth_hawkes_fit_times(&fit, 500, times, times[499], NULL) == ORTH_OK);
    ck_assert(!fit.values[ORTH_HAWKES_BRANCHING].bounded && fit.note_count >= 1);
}
END_TEST

/* Sizes e^0, e^2, ..: mean log 1, deviation 1. Sides repeat in 3 of 4 steps. */
START_TEST(sizes_and_sides)
{
    char *text = malloc(100000), *at = text;
    at += sprintf(at, "\xef\xbb\xbfside, size,time,who\r\n");
    for (int k = 0; k < 401; k++)
        at += sprintf(at, "%s,%s,%d.%d,x\r\n", k / 4 % 2 ? "sell" : "buy",
                      k % 2 ? "1" : "7.38905609893065", 1700000000 + 3 * k + k % 3, 5 * (k % 2));
    orth_flow_record *record;
    ck_assert(orth_flow_record_parse(&record, text, "trades.csv", NULL) == ORTH_OK);
    ck_assert(record->count == 401 && !record->in_blocks && record->ties == 0);
    ck_assert_double_eq(record->tick, 0.5);
    ck_assert_double_eq(record->times[1], 4.5);
    ck_assert(record->note != NULL && strstr(record->note, "who") != NULL);
    orth_hawkes_fit fit;
    ck_assert(orth_hawkes_fit_record(&fit, record, 12, NULL) == ORTH_OK);
    double half = 200.0 / 401, variance = 4 * half * (1 - half), mean = 2 * (1 - half);
    const orth_hawkes_estimate *values = fit.values;
    ck_assert_double_le(fabs(values[ORTH_HAWKES_SIZE].value - exp(mean + variance / 2)), 1e-12);
    double log_error = sqrt(variance / 401 + variance * variance / 802);
    ck_assert_double_le(
        fabs(values[ORTH_HAWKES_SIZE].error / values[ORTH_HAWKES_SIZE].value - log_error), 1e-12);
    ck_assert_double_le(fabs(values[ORTH_HAWKES_DEVIATION].value - sqrt(variance)), 1e-12);
    ck_assert_double_le(fabs(values[ORTH_HAWKES_DEVIATION].error / sqrt(variance) - 1 / sqrt(802)),
                        1e-12);
    ck_assert_double_le(fabs(values[ORTH_HAWKES_PERSISTENCE].value - 0.75), 1e-12);
    ck_assert_double_le(fabs(values[ORTH_HAWKES_PERSISTENCE].error - sqrt(.75 * .25 / 400)), 1e-12);
    ck_assert_double_le(fabs(fit.duration - (record->times[400] + 0.5) / 12), 1e-10);
    orth_flow_record_free(record);
    free(text);
}
END_TEST

/* Times in whole blocks: trades of one block are spread over it; the record of a process is told
 * nearly as well as with its true times. */
START_TEST(times_in_blocks)
{
    enum { MOST = 20000 };
    static double times[MOST];
    orth_hawkes process = {0.5, 0.6, 0.1};
    size_t count = events(times, MOST, &process, 5, 8000);
    char *text = malloc(20 * count + 100), *at = text + sprintf(text, "block\n");
    for (size_t k = 0; k < count; k++)
        at += sprintf(at, "%.0f\n", 1000 + floor(times[k]));
    orth_flow_record *record;
    ck_assert(orth_flow_record_parse(&record, text, "trades.csv", NULL) == ORTH_OK);
    ck_assert(record->in_blocks && record->tick == 1 && record->ties > 100);
    orth_hawkes_fit fit;
    ck_assert(orth_hawkes_fit_record(&fit, record, 0, NULL) == ORTH_OK);
    ck_assert(fit.note_count == 1 && strstr(fit.notes[0], "spread evenly") != NULL);
    const double truth[] = {0.5, 0.6, 0.1};
    for (int v = 0; v < 3; v++)
        ck_assert_double_le(fabs(fit.values[v].value - truth[v]), 3.5 * fit.values[v].error);
    /* and the scenario of it runs */
    char file[] = "/tmp/orthant-flow-XXXXXX";
    int made = mkstemp(file);
    ck_assert(made >= 0 && close(made) == 0);
    orth_scenario *scenario;
    orth_simulation *simulation;
    orth_simulate_options options = {.threads = 1};
    ck_assert(orth_hawkes_fit_write(&fit, 12, file, NULL) == ORTH_OK);
    ck_assert(orth_scenario_load(&scenario, file, NULL) == ORTH_OK);
    char *written = NULL;
    size_t length;
    FILE *stream = open_memstream(&written, &length);
    ck_assert(orth_hawkes_fit_write_to(&fit, 12, stream, NULL) == ORTH_OK && fclose(stream) == 0);
    orth_scenario *same;
    ck_assert(orth_scenario_parse(&same, written, length, "same", NULL) == ORTH_OK);
    ck_assert_str_eq(same->sha256, scenario->sha256); /* byte for byte */
    orth_scenario_free(same);
    free(written);
    ck_assert(scenario->noise.hawkes && scenario->noise.branching == fit.process.branching &&
              scenario->noise.decay == fit.process.decay &&
              scenario->noise.rate == fit.process.rate);
    ck_assert(orth_simulation_run(&simulation, scenario, &options, NULL) == ORTH_OK);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
    unlink(file);
    orth_flow_record_free(record);
    free(text);
}
END_TEST

START_TEST(what_is_refused)
{
    static const char *const texts[][2] = {
        {"", "no trades"},
        {"time\n", "no trades"},
        {"size\n1\n",
         "line 1: the column time is missing (the first of 1, cut at commas, is \"size\")"},
        {"time;size\n1;2\n", "is missing (the first of 1, cut at commas, is \"time;size\")"},
        {"time,block\n1,1\n", "line 1: the column time stands beside block"},
        {"time,time\n1,1\n", "line 1: the column time stands twice"},
        {"time\n5\n4\n", "line 3: time is \"4\"; permitted: trades in the order of time"},
        {"time\nnoon\n", "line 2: time is \"noon\""},
        {"time\n1.0000001\n", "line 2: time is"},
        {"block\n1.5\n", "line 2: block is \"1.5\""},
        {"time,size\n1,0\n", "line 2: size is \"0\"; permitted: a number above 0"},
        {"time,size\n1,nan\n", "line 2: size is \"nan\""},
        {"time,side\n1,Sell\n2,BUY\n3,hold\n", "line 4: side is \"hold\""},
        {"time,side\n1,hold\n", "line 2: side is \"hold\"; permitted: buy or sell"},
        {"time,side\n1\n", "line 2: 1 cells; permitted: 2"},
    };
    orth_flow_record *record;
    orth_error error;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        orth_status status = orth_flow_record_parse(&record, texts[i][0], "f.csv", &error);
        ck_assert(status == ORTH_BAD_INPUT && record == NULL);
        ck_assert_msg(strstr(error.text, texts[i][1]) != NULL && strstr(error.text, "f.csv"), "%s",
                      error.text);
    }
    ck_assert(orth_flow_record_read(&record, "/nowhere/f.csv", &error) == ORTH_IO);
    ck_assert(orth_flow_record_parse(&record, "time\n1\n2\n", "f.csv", &error) == ORTH_OK);
    orth_hawkes_fit fit;
    ck_assert(orth_hawkes_fit_record(&fit, record, 12, &error) == ORTH_BAD_INPUT);
    ck_assert(strstr(error.text, "2 trades; a fit needs 100 or more") != NULL);
    orth_flow_record_free(record);
}
END_TEST

ORTH_TEST_MAIN("hawkes_fit", planted_parameters, no_clustering, decay_at_an_end, slow_clock,
               poissons_flow, too_fast_for_the_clock, sizes_beyond_a_pool, no_rest, sizes_and_sides,
               times_in_blocks, what_is_refused)
