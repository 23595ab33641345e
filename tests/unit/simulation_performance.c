/* Performance in simulations of strategies: the figures of a stream that is recorded block by
 * block, the same for a price path alone and beside others. */
#include "harness.h"
#include "strategy_pools.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/market.h"
#include "orthant/report.h"

static const char *const pools[] = {STRATEGY_POOLS};
#define POOLS (sizeof pools / sizeof pools[0])
enum { MOMENTUM, HOLD, COUNT, PATHS = 19, BLOCKS = 700, BENCHMARKS = 3 };
enum { FIGURES = ORTH_PERFORMANCE_FIGURES + BENCHMARKS * ORTH_AGAINST_FIGURES };

static orth_scenario *with_strategies(const char *text, orth_scenario_strategy *strategies)
{
    test_plain_strategies(COUNT, strategies);
    return test_scenario_with(text, COUNT, strategies);
}

static const orth_simulate_performance asked = {25 * 3600, 0.03, 0.1, 200};

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

/* The estimate of those that are numbers; holding has no deviation from itself. */
static void assert_is(const orth_performance_estimate *found, const double *each)
{
    double there[PATHS];
    size_t m = 0;
    for (size_t i = 0; i < PATHS; i++)
        if (!isnan(each[i]))
            there[m++] = each[i];
    ck_assert_uint_eq(found->left_out, PATHS - m);
    ck_assert((found->why == ORTH_DEFINED) == (m == PATHS));
    if (m == 0) {
        ck_assert(isnan(found->estimate.mean));
        return;
    }
    orth_estimate expected = orth_estimate_of(m, there);
    ck_assert(memcmp(&expected, &found->estimate, sizeof expected) == 0);
}

START_TEST(each_price_path_as_alone)
{
    static double figures[COUNT][FIGURES][PATHS], paired[FIGURES][PATHS];
    orth_scenario_strategy strategies[COUNT];
    for (size_t p = 0; p < POOLS; p++) {
        orth_scenario *scenario = with_strategies(pools[p], strategies);
        orth_simulation *all = test_simulation(
            scenario, &(orth_simulate_options){.threads = 2, .performance = &asked});
        for (uint64_t i = 0; i < PATHS; i++) {
            orth_simulation *one = test_simulation(
                scenario,
                &(orth_simulate_options){
                    .threads = 1, .one_path = true, .price_path = i, .performance = &asked});
            for (size_t s = 0; s < COUNT; s++)
                for (size_t f = 0; f < FIGURES; f++)
                    figures[s][f][i] = one->results[s].performance->figures[f].estimate.mean;
            for (size_t f = 0; f < FIGURES; f++) {
                paired[f][i] = one->results[1].performance->paired[f].estimate.mean;
                ck_assert(same(paired[f][i], figures[1][f][i] - figures[0][f][i]));
            }
            orth_simulation_free(one);
        }
        for (size_t s = 0; s < COUNT; s++) {
            const orth_simulation_performance *found = all->results[s].performance;
            ck_assert_uint_eq(found->terms.period, 25);
            ck_assert_uint_eq(found->periods, 28);
            ck_assert_uint_eq(found->count, FIGURES);
            ck_assert(found->resamples == 0 && (found->paired == NULL) == (s == 0));
            for (size_t f = 0; f < FIGURES; f++)
                assert_is(&found->figures[f], figures[s][f]);
        }
        for (size_t f = 0; f < FIGURES; f++)
            assert_is(&all->results[1].performance->paired[f], paired[f]);
        orth_simulation *first = test_simulation(
            scenario,
            &(orth_simulate_options){.threads = 1, .one_path = true, .performance = &asked});
        ck_assert(memcmp(all->alike->distances, first->alike->distances,
                         COUNT * COUNT * sizeof(double)) == 0);
        orth_simulation_free(first);
        orth_simulation_free(all);
        test_scenario_free_but_strategies(scenario);
    }
}
END_TEST

/* ---------------------------------------------------------------- a stream of its own */

typedef struct recorded {
    double value[COUNT][BLOCKS + 1], benchmark[COUNT][BLOCKS + 1][2];
    double weights[COUNT][BLOCKS + 1][3];
} recorded;

static void record(void *user, size_t result, uint64_t block, const orth_run *run)
{
    recorded *r = user;
    orth_pool_outcome now = orth_run_outcome(run);
    r->value[result][block] = now.final_value;
    r->benchmark[result][block][0] = now.hold_value;
    r->benchmark[result][block][1] = now.rebalance_value;
    memcpy(r->weights[result][block], orth_run_weights(run), sizeof r->weights[result][block]);
}

/* All but the benchmark on an exchange, which is not recorded. */
static orth_performance *stream_of(const recorded *r, size_t s)
{
    const orth_performance_terms terms = {25, 3600, 0.03, 0.1, 2};
    orth_performance *p;
    ck_assert(orth_performance_create(&p, &terms, BLOCKS, NULL) == ORTH_OK);
    orth_performance_start(p, r->value[s][0], r->benchmark[s][0]);
    for (size_t k = 1; k <= BLOCKS; k++) {
        orth_performance_see(p, 1, &r->value[s][k], 1);
        if (k % 25 == 0)
            orth_performance_benchmarks(p, r->benchmark[s][k]);
    }
    return p;
}

/* Weights at block 0 and at the end of each period. */
static void assert_alike(const orth_simulation *one, const recorded *r)
{
    orth_alike *own;
    double mean[COUNT * COUNT], greatest[COUNT * COUNT];
    ck_assert(orth_alike_create(&own, COUNT, 3, NULL) == ORTH_OK);
    for (size_t k = 0; k <= BLOCKS; k += 25) {
        double weights[COUNT][3];
        for (size_t s = 0; s < COUNT; s++)
            memcpy(weights[s], r->weights[s][k], sizeof weights[s]);
        orth_alike_see(own, weights[0]);
    }
    orth_alike_result result = orth_alike_now(own);
    orth_alike_distances(own, mean, greatest);
    orth_alike_free(own);
    ck_assert_uint_eq(one->alike->result.times, 29);
    ck_assert(memcmp(&result, &one->alike->result, sizeof result) == 0);
    ck_assert(memcmp(mean, one->alike->distances, sizeof mean) == 0);
    ck_assert(memcmp(greatest, one->alike->greatest, sizeof greatest) == 0);
}

START_TEST(as_a_stream_that_is_recorded)
{
    static recorded r;
    static double resamples[200 * FIGURES], column[200];
    orth_scenario_strategy strategies[COUNT];
    for (size_t p = 0; p < POOLS; p++) {
        orth_scenario *scenario = with_strategies(pools[p], strategies);
        orth_simulation *one =
            test_simulation(scenario, &(orth_simulate_options){.threads = 2,
                                                               .one_path = true,
                                                               .record = record,
                                                               .record_every = 1,
                                                               .user = &r,
                                                               .performance = &asked});
        for (size_t s = 0; s < COUNT; s++) {
            const orth_simulation_performance *found = one->results[s].performance;
            orth_performance *own = stream_of(&r, s);
            double figures[FIGURES];
            orth_undefined why[FIGURES];
            size_t count = orth_performance_count(2);
            orth_performance_figures(own, figures, why);
            orth_resample_terms terms = {200, 9, found->mean_length, 1};
            ck_assert(orth_performance_resample(resamples, own, &terms, NULL) == ORTH_OK);
            ck_assert_uint_eq(found->resamples, 200);
            for (size_t f = 0; f < count; f++) {
                const orth_performance_estimate *estimate = &found->figures[f];
                if (f == ORTH_PERFORMANCE_FIGURES + ORTH_AGAINST_TRACKING_DIFFERENCE)
                    ck_assert(s != HOLD || fabs(estimate->estimate.mean) < 1e-9);
                ck_assert_int_eq(estimate->why, why[f]);
                if (isnan(figures[f]))
                    continue;
                double size = 1e-8 * fmax(1, fabs(figures[f]));
                ck_assert_msg(fabs(figures[f] - estimate->estimate.mean) <= size,
                              "pool %zu, strategy %zu, figure %zu: %.17g %.17g", p, s, f,
                              figures[f], estimate->estimate.mean);
                for (size_t i = 0; i < 200; i++)
                    column[i] = resamples[i * count + f];
                orth_spread spread = orth_spread_of(200, column);
                ck_assert(fabs(spread.low - estimate->estimate.low) <= 10 * size);
                ck_assert(fabs(spread.high - estimate->estimate.high) <= 10 * size);
            }
            orth_performance_free(own);
        }
        assert_alike(one, &r);
        orth_simulation_free(one);
        test_scenario_free_but_strategies(scenario);
    }
}
END_TEST

START_TEST(where_it_is_none)
{
    orth_scenario_strategy strategies[COUNT];
    orth_scenario *scenario = with_strategies(pools[0], strategies);
    orth_simulation *none =
        test_simulation(scenario, &(orth_simulate_options){.threads = 1, .one_path = true});
    ck_assert(none->results[0].performance == NULL);
    orth_simulation_free(none);
    /* four periods: figures, but no intervals */
    const orth_simulate_performance long_ones = {175 * 3600, 0, 0.05, 100};
    orth_simulation *few = test_simulation(
        scenario,
        &(orth_simulate_options){.threads = 1, .one_path = true, .performance = &long_ones});
    const orth_simulation_performance *found = few->results[0].performance;
    ck_assert_uint_eq(found->periods, 4);
    ck_assert(found->resamples == 0 && found->mean_length == 0);
    ck_assert(found->figures[ORTH_PERFORMANCE_VOLATILITY].estimate.mean > 0);
    ck_assert(isnan(found->figures[ORTH_PERFORMANCE_VOLATILITY].estimate.low));
    orth_simulation_free(few);
    test_scenario_free_but_strategies(scenario);
}
END_TEST

/* The picture of what was recorded has all that there is of strategies. */
START_TEST(as_a_picture)
{
    char file[] = "/tmp/orthant-performance-XXXXXX.svg";
    int handle = mkstemps(file, 4);
    ck_assert_int_ge(handle, 0);
    close(handle);
    orth_scenario_strategy strategies[COUNT];
    orth_scenario *scenario = with_strategies(pools[0], strategies);
    orth_recording *series;
    ck_assert(orth_recording_create(&series, scenario, NULL) == ORTH_OK);
    orth_simulation *one =
        test_simulation(scenario, &(orth_simulate_options){.threads = 1,
                                                           .one_path = true,
                                                           .record = orth_recording_record,
                                                           .record_every = 50,
                                                           .user = series});
    orth_error error;
    ck_assert_msg(orth_simulation_plot(one, series, file, false, &error) == ORTH_OK, "%s",
                  error.text);
    static char bytes[1 << 20];
    FILE *stream = fopen(file, "r");
    size_t size = fread(bytes, 1, sizeof bytes - 1, stream);
    fclose(stream);
    remove(file);
    bytes[size] = '\0';
    static const char *const wanted[] = {"momentum",   "hold (first)", "drawdown (%)", "weight",
                                         "Fisher-Rao", "value (USD)",  "block"};
    for (size_t k = 0; k < sizeof wanted / sizeof wanted[0]; k++)
        ck_assert_msg(strstr(bytes, wanted[k]) != NULL, "no %s", wanted[k]);
    orth_simulation_free(one);
    orth_recording_free(series);
    test_scenario_free_but_strategies(scenario);
}
END_TEST

ORTH_TEST_MAIN("simulation_performance", each_price_path_as_alone, as_a_stream_that_is_recorded,
               where_it_is_none, as_a_picture)
