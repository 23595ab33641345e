/* Every long call ends soon once its thread's flag is set (orthant/stop.h): at once where it was
 * set before, and in the middle of the work, set by a timer of processor time. What a stopped call
 * leaves behind is for valgrind and the sanitizers to say. */
#include "harness.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "orthant/compare.h"
#include "orthant/exact.h"
#include "orthant/fee_study.h"
#include "orthant/optimum.h"
#include "orthant/plan_file.h"
#include "orthant/prices.h"
#include "orthant/safety_study.h"
#include "orthant/stop.h"
#include "orthant/weights.h"
#include "scenarios.h"

/* Seconds of processor time from the flag to the end: permitted; and after how many it is set.
 * Sanitizers and checked assertions slow all work down; for valgrind ORTH_TEST_SLOWER=100. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(ORTH_CHECKING)
#define PERMITTED 1.0
#else
#define PERMITTED 0.1
#endif
#define AFTER 0.03

static volatile sig_atomic_t stop;
static double stopped_at;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void set(int number)
{
    (void)number;
    stopped_at = seconds();
    stop = 1;
}

static void set_after(int timer, double wait)
{
    struct itimerval once = {.it_value = {.tv_usec = (suseconds_t)(1e6 * wait)}};
    signal(timer == ITIMER_PROF ? SIGPROF : SIGALRM, set);
    stop = 0;
    setitimer(timer, &once, NULL);
}

/* ---------------------------------------------------------------- the calls */

#define THREE "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], "
#define MOVE                                                                                       \
    "\"start\": {\"weights\": [\"0.2\", \"0.5\", \"0.3\"]}, \"target\": {\"weights\": "            \
    "[\"0.4\", \"0.2\", \"0.4\"]}, "
#define TWO                                                                                        \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]}, "  \
    "\"target\": {\"weights\": [\"0.9\", \"0.1\"]}, "
#define POOL "\"pool\": {\"value\": 1000, \"unit\": \"USD\", \"swap_fee\": \"0.003\"}"
#define GBM2 ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, \"volatility\": [0.5, 0.6]}"
#define GBM3                                                                                       \
    ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, \"volatility\": [0.5, 0.6, 0.4]"

/* What is asked for is not what is to be stopped. */
static orth_scenario *scenario_of(const char *text)
{
    const volatile sig_atomic_t *before = orth_stop_when(NULL);
    orth_scenario *scenario = test_scenario(text);
    orth_stop_when(before);
    return scenario;
}

static orth_status compare(const char *text, orth_error *error)
{
    orth_scenario *scenario = scenario_of(text);
    orth_comparison *comparison;
    orth_status status = orth_comparison_run(&comparison, scenario, error);
    ck_assert(status == ORTH_OK || comparison == NULL);
    orth_comparison_free(comparison);
    orth_scenario_free(scenario);
    return status;
}

static orth_status compare_paths(orth_error *error)
{
    return compare(THREE MOVE "\"steps\": 900000000, " POOL "}", error);
}

static orth_status compare_by_law(orth_error *error)
{
    return compare(TWO "\"steps\": 900000000, " POOL GBM2 "}", error);
}

static orth_status compare_by_walk(orth_error *error)
{
    return compare(THREE MOVE "\"steps\": [100, 1000, 10000, 100000], \"paths\": [\"linear\", "
                              "\"geodesic\"], " POOL GBM3 "}}",
                   error);
}

static orth_status fee(orth_error *error)
{
    orth_scenario *scenario =
        scenario_of(TWO "\"steps\": 900000000, \"demand\": {\"flow\": \"0.3\", \"elasticity\": "
                        "300}, \"order\": \"together\", " POOL GBM2 "}");
    orth_fee_study *study;
    orth_status status = orth_fee_study_create(&study, scenario, error);
    orth_fee_study_free(study);
    orth_scenario_free(scenario);
    return status;
}

static orth_status best_steps(orth_error *error)
{
    orth_scenario *scenario = scenario_of(THREE MOVE "\"steps\": [10, 100], \"paths\": "
                                                     "[\"geodesic\"], " POOL GBM3
                                                     ", \"blocks\": 100000}, \"monte_carlo\": "
                                                     "{\"paths\": 10}}");
    orth_exposure exposure;
    orth_steps_curve *curve;
    orth_status status = orth_best_steps_prepare(scenario, &exposure, &curve, false, NULL, error);
    orth_steps_curve_free(curve);
    orth_scenario_free(scenario);
    return status;
}

static orth_status simulate(orth_error *error)
{
    orth_scenario *scenario =
        scenario_of(THREE MOVE "\"steps\": 900000, \"paths\": "
                               "[\"geodesic\"], " POOL GBM3 "}, \"monte_carlo\": {\"paths\": 10}}");
    orth_simulate_options how = {.threads = 2};
    orth_simulation *simulation;
    orth_status status = orth_simulation_run(&simulation, scenario, &how, error);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
    return status;
}

static orth_status weights(orth_error *error)
{
    orth_scenario *scenario = scenario_of(
        THREE "\"strategy\": {\"rule\": {\"kind\": \"momentum\", \"k_per_day\": 1}, "
              "\"estimator\": {\"kind\": \"gradient\", \"memory_days\": 1}, \"update_every\": "
              "\"1h\", \"move\": {\"path\": \"linear\", \"over\": \"1h\"}}, " POOL GBM3
              ", \"prices\": [1, 2, 3], \"blocks\": 900000000}}");
    orth_weights *made;
    size_t count = 1;
    const double *rows;
    orth_weights_options which = {.price_path = 0};
    orth_status status = orth_weights_create(&made, scenario, &which, error);
    while (status == ORTH_OK && count > 0)
        status = orth_weights_next(made, &count, &rows, error);
    orth_weights_free(made);
    orth_scenario_free(scenario);
    return status;
}

static orth_status safety(orth_error *error)
{
    orth_scenario *scenario =
        scenario_of(THREE MOVE "\"steps\": 200000, \"paths\": [\"linear\"], " POOL "}");
    orth_safety_options options = orth_safety_options_usual();
    options.window = 1000;
    options.capital = 10;
    options.threads = 2;
    orth_safety_study *study;
    orth_status status = orth_safety_study_of_scenario(&study, scenario, &options, error);
    orth_safety_study_free(study);
    orth_scenario_free(scenario);
    return status;
}

static orth_status plan(orth_error *error)
{
    orth_scenario *scenario =
        scenario_of("{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\", \"D\", \"E\", \"F\", "
                    "\"G\", \"H\"], \"start\": {\"weights\": [0.01, 0.02, 0.03, 0.04, 0.2, 0.2, "
                    "0.2, 0.3]}, \"target\": {\"weights\": [0.3, 0.2, 0.2, 0.2, 0.04, 0.03, "
                    "0.02, 0.01]}, \"steps\": 300000}");
    orth_plan_study_options wanted = orth_plan_study_options_of(scenario);
    wanted.target = "generic";
    orth_move *move;
    orth_plan_study *study = NULL;
    ck_assert(orth_scenario_move(&move, scenario, NULL) == ORTH_OK);
    orth_status status = orth_plan_study_create(&study, move, &wanted, error);
    orth_plan_study_free(study);
    orth_move_free(move);
    orth_scenario_free(scenario);
    return status;
}

static orth_status exact(orth_error *error)
{
    static const char *const texts[] = {"1/5", "1/2", "3/10", "2/5", "1/5", "2/5"};
    orth_exact_optimum optimum;
    mpq_t ends[6];
    for (size_t i = 0; i < 6; i++) {
        mpq_init(ends[i]);
        mpq_set_str(ends[i], texts[i], 10);
    }
    orth_status status = orth_exact_optimum_create(&optimum, 3, ends, ends + 3, 3000, 300, error);
    orth_exact_optimum_free(&optimum);
    for (size_t i = 0; i < 6; i++)
        mpq_clear(ends[i]);
    mpfr_free_cache();
    return status;
}

/* ---- of a move */

static const double from[] = {0.2, 0.5, 0.3}, to[] = {0.4, 0.2, 0.4};

static orth_move *move_of(void)
{
    orth_move *move;
    ck_assert(orth_move_create(&move, 3, from, NULL, to, NULL, NULL) == ORTH_OK);
    return move;
}

/* What a call that returns a number says by it. */
static orth_status status_of(double value)
{
    return isnan(value) ? ORTH_INTERRUPTED : ORTH_OK;
}

static double losses_cv(orth_path *path)
{
    return orth_path_losses_of(path).step_cv;
}

static orth_status measure(double (*what)(orth_path *path))
{
    orth_move *move = move_of();
    orth_path *path;
    ck_assert(orth_path_create(&path, "geodesic", move, 900000000, NULL, NULL) == ORTH_OK);
    orth_status status = status_of(what(path));
    orth_path_free(path);
    orth_move_free(move);
    return status;
}

static orth_status path_loss(orth_error *error)
{
    (void)error;
    return measure(orth_path_log_loss);
}

static orth_status path_losses(orth_error *error)
{
    (void)error;
    return measure(losses_cv);
}

static orth_status path_length(orth_error *error)
{
    (void)error;
    return measure(orth_path_length);
}

static orth_status path_stored_loss(orth_error *error)
{
    (void)error;
    return measure(orth_path_stored_log_loss);
}

static orth_status optimum(orth_route route, size_t n, orth_error *error)
{
    double ends[2][200], sums[2] = {0, 0};
    for (size_t i = 0; i < n; i++) {
        sums[0] += ends[0][i] = 1 + (double)(i % 7);
        sums[1] += ends[1][i] = 1 + (double)(i % 5);
    }
    for (size_t i = 0; i < n; i++) {
        ends[0][i] /= sums[0];
        ends[1][i] /= sums[1];
    }
    orth_move *move;
    orth_optimum *made;
    ck_assert(orth_move_create(&move, n, ends[0], NULL, ends[1], NULL, NULL) == ORTH_OK);
    orth_status status = orth_optimum_solve(&made, move, 10000, route, error);
    ck_assert(status == ORTH_OK || made == NULL);
    orth_optimum_free(made);
    orth_move_free(move);
    return status;
}

static orth_status optimum_by_newton(orth_error *error)
{
    return optimum(ORTH_ROUTE_NEWTON, 100, error);
}

static orth_status optimum_backward(orth_error *error)
{
    return optimum(ORTH_ROUTE_BACKWARD, 60, error);
}

/* ---- texts, which are made before any flag is set */

static const char *const names[] = {"A", "B", "C"};
static char *schedule, *prices;
static size_t schedule_length, prices_length;

static void make_schedule(void)
{
    FILE *stream = open_memstream(&schedule, &schedule_length);
    orth_move *move = move_of();
    orth_path *path;
    ck_assert(orth_path_create(&path, "geodesic", move, 2000, NULL, NULL) == ORTH_OK);
    orth_trajectory_write_json(path, 3, names, stream);
    orth_path_free(path);
    orth_move_free(move);
    fclose(stream);
}

static void make_texts(void)
{
    FILE *stream = open_memstream(&prices, &prices_length);
    fputs("time,A,B,C\n", stream);
    for (int k = 0; k < 1000000; k++)
        fprintf(stream, "%d,%d,%d,1\n", 1700000000 + 60 * k, 100 + k % 7, k % 5 + 1);
    fclose(stream);
    make_schedule();
}

static void free_texts(void)
{
    free(schedule);
    free(prices);
}

static orth_status certify(orth_error *error)
{
    orth_exact_certificate certificate;
    orth_status status =
        orth_exact_certify_text(&certificate, schedule, schedule_length, "x", 300, error);
    orth_exact_certificate_free(&certificate);
    mpfr_free_cache();
    return status;
}

static orth_status read_prices(orth_error *error)
{
    orth_prices *made;
    orth_status status = orth_prices_parse(&made, prices, prices_length, "x", 3, names, error);
    ck_assert(status == ORTH_OK || made == NULL);
    orth_prices_free(made);
    return status;
}

static const struct {
    const char *name;
    orth_status (*run)(orth_error *error);
} calls[] = {
    {"path loss", path_loss},
    {"path losses", path_losses},
    {"path length", path_length},
    {"stored loss", path_stored_loss},
    {"optimum by Newton", optimum_by_newton},
    {"optimum backward", optimum_backward},
    {"compare", compare_paths},
    {"compare, two tokens", compare_by_law},
    {"compare, three tokens", compare_by_walk},
    {"fee", fee},
    {"steps", best_steps},
    {"simulate", simulate},
    {"weights", weights},
    {"safety", safety},
    {"plan", plan},
    {"exact optimum", exact},
    {"certify", certify},
    {"prices", read_prices},
};
#define CALLS (sizeof calls / sizeof calls[0])

/* ---------------------------------------------------------------- tests */

static void check(size_t call, orth_status status, double took)
{
    ck_assert_msg(status == ORTH_INTERRUPTED, "%s: %s", calls[call].name, orth_status_name(status));
    ck_assert_msg(took <= PERMITTED * (double)test_setting("ORTH_TEST_SLOWER", 1), "%s: %.0f ms",
                  calls[call].name, 1e3 * took);
    test_worst(calls[call].name, took);
}

START_TEST(set_before)
{
    orth_error error;
    make_texts();
    stop = 1;
    ck_assert(orth_stop_when(&stop) == NULL);
    for (size_t i = 0; i < CALLS; i++) {
        double begun = seconds();
        orth_status status = calls[i].run(&error);
        check(i, status, seconds() - begun);
    }
    ck_assert(orth_stop_when(NULL) == &stop);
    free_texts();
}
END_TEST

START_TEST(set_by_a_timer)
{
    orth_error error;
    make_texts();
    orth_stop_when(&stop);
    for (size_t i = 0; i < CALLS; i++) {
        set_after(ITIMER_PROF, AFTER);
        orth_status status = calls[i].run(&error);
        check(i, status, seconds() - stopped_at);
    }
    orth_stop_when(NULL);
    free_texts();
}
END_TEST

/* Nobody writes to it, and nobody closes it. */
START_TEST(a_pipe_that_says_nothing)
{
    orth_error error;
    char name[] = "/tmp/orthant-stopped-XXXXXX";
    ck_assert(mkdtemp(name) != NULL);
    char fifo[sizeof name + 8];
    snprintf(fifo, sizeof fifo, "%s/fifo", name);
    ck_assert(mkfifo(fifo, 0600) == 0);
    int writer = open(fifo, O_RDWR | O_CLOEXEC);
    orth_prices *made;
    orth_scenario *scenario;
    orth_stop_when(&stop);
    set_after(ITIMER_REAL, AFTER);
    ck_assert(orth_prices_load_panel(&made, fifo, 3, names, NULL, &error) == ORTH_INTERRUPTED);
    ck_assert(made == NULL);
    set_after(ITIMER_REAL, AFTER);
    ck_assert(orth_scenario_load(&scenario, fifo, &error) == ORTH_INTERRUPTED && scenario == NULL);
    orth_stop_when(NULL);
    close(writer);
    unlink(fifo);
    rmdir(name);
}
END_TEST

static void set_at_once(void *user, uint64_t done, uint64_t most)
{
    (void)user;
    stop = done < most;
}

/* Of price paths that all must be there a part is no answer. */
START_TEST(a_pool_at_rest_in_the_middle)
{
    orth_error error;
    orth_scenario *scenario =
        scenario_of(THREE MOVE "\"steps\": 10, \"paths\": [\"geodesic\"], " POOL GBM3
                               "}, \"monte_carlo\": {\"paths\": 4000}}");
    orth_simulate_options how = {.threads = 1};
    orth_simulation *simulation, *at_target;
    ck_assert(orth_simulation_run(&simulation, scenario, &how, &error) == ORTH_OK);
    how.progress = set_at_once;
    orth_stop_when(&stop);
    ck_assert(orth_simulation_at_target(&at_target, simulation, &how, &error) == ORTH_INTERRUPTED);
    ck_assert(stop != 0 && at_target == NULL);
    stop = 0;
    orth_stop_when(NULL);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("stopped", set_before, set_by_a_timer, a_pipe_that_says_nothing,
               a_pool_at_rest_in_the_middle)
