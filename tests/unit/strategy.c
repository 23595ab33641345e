/* Strategies: what is refused, memory in days, rails, limits, and rules whose answer is known. */
#include "strategies.h"

#include <math.h>
#include <string.h>

#include "orthant/path.h"
#include "orthant/simplex.h"

#define N 3
#define ROWS 400

static double prices[ROWS * N], weights[ROWS * N], again[ROWS * N];

START_TEST(weights_that_stay)
{
    const double initial[] = {0.5, 0.3, 0.2};
    const char *const kinds[] = {"hold", "fixed"};
    for (size_t k = 0; k < 2; k++) {
        test_strategy made;
        test_strategy_fill(&made, kinds[k], NULL, "linear", N, 7);
        made.spec.initial_weights = initial;
        orth_strategy *strategy = test_strategy_of(&made.spec);
        test_strategy_weights(strategy, 1, ROWS, 9, prices, weights);
        for (size_t e = 0; e < ROWS * N; e++)
            ck_assert(weights[e] == initial[e % N]);
        ck_assert(orth_strategy_frozen(strategy, 50) == (k == 0));
        orth_strategy_free(strategy);
    }
}
END_TEST

/* A parameter more; what it must be called in the message, and what is permitted. */
static void refused(const char *rule, const char *key, double value, size_t count,
                    const char *permitted)
{
    test_strategy made;
    orth_strategy *strategy;
    orth_error error;
    double values[N] = {0.1, value, 0.2};
    test_strategy_fill(&made, rule, NULL, "linear", N, 7);
    bool found = false;
    orth_strategy_part *parts[2] = {&made.spec.rule, &made.spec.estimator};
    for (size_t p = 0; p < 2; p++)
        for (size_t k = 0;
             made.spec.rule.parameters[0].name != NULL && parts[p]->parameters[k].name != NULL; k++)
            if (strcmp(parts[p]->parameters[k].name, key) == 0) {
                parts[p]->parameters[k].count = count;
                parts[p]->parameters[k].values = count == 1 ? &values[1] : values;
                found = true;
            }
    ck_assert_msg(found, "%s has no %s", rule, key);
    ck_assert_msg(orth_strategy_create(&strategy, &made.spec, &error) == ORTH_DOMAIN, "%s %s %g",
                  rule, key, value);
    ck_assert(strategy == NULL);
    ck_assert_msg(strstr(error.text, key) != NULL && strstr(error.text, permitted) != NULL &&
                      (count == 1 || strstr(error.text, " of B is ") != NULL),
                  "%s", error.text);
}

START_TEST(parameters_out_of_range)
{
    refused("momentum", "lambda", 1, N, "from 0, below 1");
    refused("momentum", "lambda", -0.1, 1, "from 0, below 1");
    refused("momentum", "lambda", NAN, N, "from 0, below 1");
    refused("momentum", "k_per_day", INFINITY, 1, "from -1e6 to 1e6");
    refused("power_channel", "scale", 0, N, "from 1e-12");
    refused("mean_reversion_channel", "width", -1, N, "from 1e-12");
    refused("difference_momentum", "lambda_2", 1, N, "from 0, below 1");
    refused("min_variance", "smoothing_lambda", 1, N, "from 0, below 1");
    refused("index_market_cap", "cap", 0.3, 1, "from 1 / n to 1");
    refused("index_market_cap", "cap", 1.5, 1, "from 1 / n to 1");
}
END_TEST

/* A specification that is refused, and a word of the message. */
static void refused_spec(const orth_strategy_spec *spec, const char *word)
{
    orth_strategy *strategy;
    orth_error error;
    orth_status status = orth_strategy_create(&strategy, spec, &error);
    ck_assert_msg(status == ORTH_DOMAIN || status == ORTH_BAD_INPUT, "%s", word);
    ck_assert_msg(strstr(error.text, word) != NULL, "%s: %s", word, error.text);
}

START_TEST(specifications_that_do_not_fit)
{
    const double much[] = {0.4, 0.4, 0.3}, little[] = {0.3, 0.3, 0.3}, none[] = {0.2, 0, 0.2},
                 off[] = {0.5, 0.3, 0.3}, minus = -1;
    test_strategy made;
    test_strategy_fill(&made, "momentum", NULL, "linear", N, 7);
    orth_strategy_spec good = made.spec, spec = good;
    refused_spec((spec = good, spec.minimum_weight = much, &spec), "the sum of minimum_weight");
    refused_spec((spec = good, spec.maximum_weight = little, &spec), "the sum of maximum_weight");
    spec = good;
    spec.as_peer = (orth_strategy_peer){.on = true, .bound_low = much};
    refused_spec(&spec, "the sum of min_weights_per_asset");
    spec.as_peer = (orth_strategy_peer){.on = true, .minimum_weight = 0.5};
    refused_spec(&spec, "minimum_weight is 0.5; permitted: above 0, to 1 / n");
    refused_spec((spec = good, spec.minimum_weight = none, &spec), "minimum_weight of B is 0");
    refused_spec((spec = good, spec.initial_weights = off, &spec), "the sum of initial_weights");
    refused_spec((spec = good, spec.largest_change_a_block = -1, &spec), "largest_change_a_block");
    refused_spec((spec = good, spec.largest_change_a_block = NAN, &spec), "largest_change_a_block");
    refused_spec((spec = good, spec.rule.kind = "momentun", &spec), "the nearest is \"momentum\"");
    refused_spec((spec = good, spec.path = "approx_optimal", &spec), "quantammsim's own");
    refused_spec((spec = good, spec.path = "power:0", &spec), "from 0.01 to 4");
    refused_spec((spec = good, spec.path = "pursue:-0.5", &spec), "from 1e-09 to 1");
    refused_spec((spec = good, spec.path = "pursue:0.5", &spec), "over is given");
    refused_spec((spec = good, spec.path = "linear:1", &spec), "is written linear");
    refused_spec((spec = good, spec.block_seconds = -1, &spec), "above 0");
    refused_spec((spec = good, spec.block_seconds = 0, &spec), "no memory in days");
    refused_spec((spec = good, spec.rule.parameters[0].count = 2, &spec), "has 2 values");
    spec = good;
    spec.estimator.parameters[0] = (orth_strategy_parameter){"memory_days", 1, &minus};
    refused_spec(&spec, "memory_days is -1; permitted: from 0");
    spec = good;
    spec.rule.parameters[1] = spec.rule.parameters[0];
    refused_spec(&spec, "k_per_day is given twice");
    spec.rule.parameters[1].name = "k_per_weak";
    refused_spec(&spec, "the nearest is \"k_per_day\"");
    spec = good;
    memset(spec.rule.parameters, 0, sizeof spec.rule.parameters);
    refused_spec(&spec, "no speed is given");
    test_strategy_fill(&made, "index_market_cap", NULL, "linear", N, 7);
    made.spec.supply = NULL;
    refused_spec(&made.spec, "there is no supply");
}
END_TEST

START_TEST(memory_and_decay)
{
    static const struct {
        double days, chunk_minutes;
    } cases[] = {{10, 60}, {365, 60}, {365, 1440}, {10, 1}, {365, 1}, {1e-3, 1440}, {1e6, 1}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        double chunk = cases[k].chunk_minutes / 1440, rest = orth_memory_rest(cases[k].days, chunk);
        /* q u^3 + u - 1, whose slope is at least 1 and 3 q u^2 */
        long double q = powl(cases[k].days / (2 * chunk), 3) / 6, u = rest;
        long double miss = (q * u * u * u + u - 1) / (3 * q * u * u + 1);
        ck_assert_msg(fabsl(miss) <= 0x1p-50L * u, "%g days: %Lg of %Lg", cases[k].days, miss, u);
        double lambda = orth_memory_lambda(cases[k].days, chunk);
        ck_assert(fabs(lambda - (1 - rest)) <= 0x1p-53 && lambda < 1);
        if (rest > 1e-3)
            ck_assert(fabs(orth_memory_days(lambda, chunk) / cases[k].days - 1) <= 1e-11);
    }
    ck_assert(orth_memory_rest(0, 1) == 1 && orth_memory_days(0, 1) == 0);
}
END_TEST

/* Within the rails to the bit, sums to 1, no change above the limit, on every row. */
static void check_rails(const test_strategy *made)
{
    static const double low[] = {0.05, 0.2, 0.1}, high[] = {0.5, 0.6, 0.4};
    const double limit = 2e-3;
    test_random random = test_seeded(3);
    test_strategy railed = *made;
    railed.spec.minimum_weight = low;
    railed.spec.maximum_weight = high;
    railed.spec.largest_change_a_block = limit;
    orth_strategy *strategy = test_strategy_of(&railed.spec);
    test_strategy_prices(&random, ROWS, N, 1, prices);
    test_strategy_weights(strategy, 1, ROWS, ROWS, prices, weights);
    for (size_t r = 0; r < ROWS; r++) {
        const double *row = weights + r * N;
        ck_assert_msg(fabs(row[0] + row[1] + row[2] - 1) <= 8 * 0x1p-53 * N, "%s, %s: row %zu",
                      made->spec.rule.kind, made->spec.path, r);
        for (size_t i = 0; i < N; i++) {
            ck_assert_msg(row[i] >= low[i] && row[i] <= high[i], "%s, %s: row %zu, %.17g",
                          made->spec.rule.kind, made->spec.path, r, row[i]);
            if (r > 0)
                ck_assert_msg(fabs(row[i] - row[(int)i - N]) <= limit * (1 + 1e-12),
                              "%s, %s: row %zu changes by %.17g", made->spec.rule.kind,
                              made->spec.path, r, row[i] - row[(int)i - N]);
        }
    }
    orth_strategy_free(strategy);
}

START_TEST(rails_and_speed)
{
    test_all_strategies(N, 7, check_rails);
    test_all_strategies(N, 30, check_rails);
}
END_TEST

/* No threshold: prices 2^-40 times as large give the same bits. */
static void check_scale(const test_strategy *made)
{
    test_random random = test_seeded(5);
    orth_strategy *strategy = test_strategy_of(&made->spec);
    test_strategy_prices(&random, ROWS, N, 1, prices);
    test_strategy_weights(strategy, 1, ROWS, ROWS, prices, weights);
    for (size_t e = 0; e < ROWS * N; e++)
        prices[e] = ldexp(prices[e], -40);
    test_strategy_weights(strategy, 1, ROWS, ROWS, prices, again);
    ck_assert_msg(memcmp(weights, again, sizeof weights) == 0, "%s", made->spec.rule.kind);
    orth_strategy_free(strategy);
}

START_TEST(no_thresholds)
{
    test_all_strategies(N, 7, check_scale);
}
END_TEST

/* A strategy of these targets, decided upon every `every` rows from the first row on. */
static void fill_targets(test_strategy *made, const char *path, uint64_t over, const double *from,
                         uint64_t every, size_t count, const uint64_t *rows, const double *to)
{
    test_strategy_fill(made, "file", NULL, path, N, over);
    made->spec.initial_weights = from;
    made->spec.update_every = every;
    made->spec.warm_up = 0;
    made->spec.target_count = count;
    made->spec.target_rows = rows;
    made->spec.targets = to;
}

/* A move by file, whose target is known: its rows are those of the path room. */
static void check_path(const char *path, uint64_t over)
{
    const uint64_t at = 0;
    const double from[] = {0.1, 0.3, 0.6}, to[] = {0.55, 0.4, 0.05};
    test_strategy made;
    orth_move *move;
    orth_path *known;
    fill_targets(&made, path, over, from, 200, 1, &at, to);
    orth_strategy *strategy = test_strategy_of(&made.spec);
    ck_assert(orth_move_create(&move, N, from, NULL, to, NULL, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&known, made.spec.path, move, over, NULL, NULL) == ORTH_OK);
    test_strategy_weights(strategy, 1, 200, 11, prices, weights);
    orth_path_fill(known, 0, over + 1, again, NULL);
    for (size_t e = 0; e < (over + 1) * N; e++)
        ck_assert_msg(fabs(weights[e] - again[e]) <= 2e-15, "%s, row %zu: %.17g, not %.17g", path,
                      e / N, weights[e], again[e]);
    ck_assert(memcmp(weights + over * N, to, sizeof to) == 0);
    ck_assert(memcmp(weights + 199 * N, to, sizeof to) == 0);
    orth_path_free(known);
    orth_move_free(move);
    orth_strategy_free(strategy);
}

START_TEST(moves_are_those_of_the_paths)
{
    static const char *const paths[] = {"linear",    "geometric", "amgm",
                                        "bisection", "geodesic",  "power"};
    for (size_t p = 0; p < sizeof paths / sizeof paths[0]; p++) {
        check_path(paths[p], 1);
        check_path(paths[p], 2);
        check_path(paths[p], 100);
        check_path(paths[p], 111);
    }
}
END_TEST

/* The next target interrupts a move half way: it starts from where the weights are. */
START_TEST(a_move_interrupted)
{
    const uint64_t at[] = {0, 10};
    const double from[] = {0.2, 0.3, 0.5},
                 to[] = {0.6, 0.3, 0.1, 0.1, 0.8, 0.1}; /* 20 rows each, 10 rows apart */
    test_strategy made;
    fill_targets(&made, "linear", 20, from, 10, 2, at, to);
    orth_strategy *strategy = test_strategy_of(&made.spec);
    test_strategy_weights(strategy, 1, 60, 7, prices, weights);
    for (size_t i = 0; i < N; i++) {
        double half = from[i] + 0.5 * (to[i] - from[i]);
        ck_assert(fabs(weights[10 * N + i] - half) <= 1e-15);
        ck_assert(fabs(weights[15 * N + i] - (half + 0.25 * (to[N + i] - half))) <= 1e-15);
    }
    orth_strategy_free(strategy);
}
END_TEST

/* A target pursued: the squared sine law of the geodesic, a share of what is left each block. */
START_TEST(a_target_pursued)
{
    const uint64_t at = 0;
    const double from[] = {0.1, 0.3, 0.6}, to[] = {0.55, 0.4, 0.05};
    test_strategy made;
    fill_targets(&made, "pursue", 0, from, 1000, 1, &at, to);
    orth_strategy *strategy = test_strategy_of(&made.spec);
    test_strategy_weights(strategy, 1, ROWS, 7, prices, weights);
    double left = orth_simplex_distance(N, from, to);
    for (size_t r = 1; r < 40; r++) {
        double now = orth_simplex_distance(N, weights + r * N, to);
        double gone = orth_simplex_distance(N, weights + (r - 1) * N, weights + r * N);
        ck_assert_msg(fabs(now - 0.7 * left) <= 1e-14, "row %zu: %g left of %g", r, now, left);
        ck_assert_msg(fabs(gone - 0.3 * left) <= 1e-14, "row %zu", r);
        left = now;
    }
    orth_strategy_free(strategy);
    ck_assert(fabs(orth_pursuit_share(1e-4) - 0.00995012499922) <= 1e-14);
    ck_assert(fabs(orth_pursuit_share(1e-2) - 0.0951249219725) <= 1e-13);
    ck_assert(orth_pursuit_share(0) == 0);
}
END_TEST

START_TEST(scores_that_leave_the_doubles)
{
    static const double exponent = 100, scale = 1e-12, speed = 1;
    test_random random = test_seeded(3);
    test_strategy made;
    test_strategy_fill(&made, "power_channel", NULL, "linear", N, 7);
    orth_strategy_part *rule = &made.spec.rule;
    memset(rule->parameters, 0, sizeof rule->parameters);
    rule->parameters[0] = (orth_strategy_parameter){"speed", 1, &speed};
    rule->parameters[1] = (orth_strategy_parameter){"exponent", 1, &exponent};
    rule->parameters[2] = (orth_strategy_parameter){"scale", 1, &scale};
    orth_strategy *strategy = test_strategy_of(&made.spec);
    orth_strategy_walk *walk = test_strategy_walk(strategy, 1);
    test_strategy_prices(&random, ROWS, N, 1, prices);
    orth_strategy_walk_next(walk, ROWS, prices, weights);
    ck_assert(orth_strategy_walk_undecided(walk) == ROWS / 7 - 1);
    ck_assert(weights[(ROWS - 1) * N] == 1.0 / 3);
    orth_strategy_walk_start(walk);
    ck_assert(orth_strategy_walk_undecided(walk) == 0);
    orth_strategy_walk_free(walk);
    orth_strategy_free(strategy);
}
END_TEST

ORTH_TEST_MAIN("strategy", weights_that_stay, parameters_out_of_range,
               specifications_that_do_not_fit, memory_and_decay, rails_and_speed, no_thresholds,
               moves_are_those_of_the_paths, a_move_interrupted, a_target_pursued,
               scores_that_leave_the_doubles)
