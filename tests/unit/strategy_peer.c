/* quantammsim's strategies: weights by minute. Those of its own run are compared to 1e-12 (2e-12
 * where a memory is in days), those that it does not give were computed by a program in another
 * language from the formulas. Prices are a_i exp(b_i sin(c_i t)), decisions an hour apart. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/strategy.h"
#include "strategy_peer_rows.h"

#define MINUTES 13380

static const char *const tokens[] = {"A", "B", "C"};
static const double initial[] = {0.3, 0.3, 0.4};
static double prices[MINUTES][3], supply[MINUTES][3];

static void make_prices(void)
{
    static const double a[] = {60000, 3000, 1.5}, b[] = {0.20, 0.30, 0.12},
                        c[] = {0.0009, 0.0017, 0.0031}, start[] = {2e7, 1.2e8, 6e11},
                        growth[] = {1e-6, 2e-6, -3e-6};
    for (size_t t = 0; t < MINUTES; t++)
        for (size_t i = 0; i < 3; i++) {
            prices[t][i] = a[i] * exp(b[i] * sin(c[i] * (double)t));
            supply[t][i] = start[i] * (1 + growth[i] * (double)t);
        }
}

#define THREE(...)                                                                                 \
    3, (const double[3])                                                                           \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define DECAYS 3, decays_of_all
static const double decays_of_all[] = {0.86, 0.93, 0.96};

/* The specification that the cases share; `rule` and what it needs is added. */
static orth_strategy_spec peer(const char *rule)
{
    return (orth_strategy_spec){
        .n = 3,
        .tokens = tokens,
        .rule.kind = rule,
        .update_every = 60,
        .warm_up = 1200,
        .block_seconds = 60,
        .max_memory_days = 365,
        .initial_weights = initial,
        .largest_change_a_block = 3e-4,
        .supply_rows = MINUTES,
        .supply = supply[0],
        .as_peer = {.on = true},
    };
}

static void add(orth_strategy_part *part, const char *name, size_t count, const double *values)
{
    size_t at = 0;
    while (part->parameters[at].name != NULL)
        at++;
    part->parameters[at] = (orth_strategy_parameter){name, count, values};
}

/* Rows are counted from minute `start`. */
static void compare_from(const char *name, const orth_strategy_spec *spec, uint64_t start,
                         const double rows[ROWS][3], double tolerance)
{
    orth_strategy *strategy;
    orth_strategy_walk *walk;
    orth_error error;
    ck_assert_msg(orth_strategy_create(&strategy, spec, &error) == ORTH_OK, "%s: %s", name,
                  error.text);
    ck_assert(orth_strategy_walk_create(&walk, strategy, 1, NULL) == ORTH_OK);
    uint64_t count = MINUTES - orth_strategy_ahead(strategy);
    double(*weights)[3] = malloc(count * sizeof *weights);
    orth_strategy_walk_next(walk, count, prices[0], weights[0]);
    for (size_t r = 0; r < ROWS; r++)
        for (size_t i = 0; i < 3; i++) {
            double have = weights[start + row_at[r]][i];
            ck_assert_msg(fabs(have - rows[r][i]) <= tolerance, "%s, row %d, %s: %.17g, not %.17g",
                          name, (int)row_at[r], tokens[i], have, rows[r][i]);
        }
    free(weights);
    orth_strategy_walk_free(walk);
    orth_strategy_free(strategy);
}

static void compare(const char *name, const orth_strategy_spec *spec, const double rows[ROWS][3],
                    double tolerance)
{
    compare_from(name, spec, spec->warm_up, rows, tolerance);
}

static orth_strategy_spec momentum(const char *rule, size_t count, const double *speeds)
{
    orth_strategy_spec spec = peer(rule);
    add(&spec.rule, "k_per_day", count, speeds);
    add(&spec.estimator, "lambda", DECAYS);
    return spec;
}

START_TEST(slopes)
{
    make_prices();
    orth_strategy_spec spec = momentum("momentum", THREE(0.15, 0.25, 0.2));
    compare("momentum", &spec, momentum_rows, 1e-12);
    spec.over = 30;
    spec.path = "approx_optimal";
    compare("approx_optimal", &spec, approx_rows, 1e-12);
    spec = momentum("momentum", THREE(3, 5, 4));
    spec.as_peer.minimum_weight = 0.05;
    compare("limits", &spec, limits_rows, 1e-12);
    spec = momentum("anti_momentum", THREE(0.15, 0.25, 0.2));
    compare("anti_momentum", &spec, anti_rows, 1e-12);
    spec = momentum("momentum", THREE(0.15, 0.25, 0.2));
    spec.warm_up = 1237;
    spec.over = 45;
    compare("a start within a chunk", &spec, late_rows, 1e-12);
}
END_TEST

START_TEST(second_memory_bounds_and_ensemble)
{
    make_prices();
    double decays[2][3];
    const double shift[] = {0.5, -0.5, 0.25};
    for (size_t i = 0; i < 3; i++) {
        double logit = log(decays_of_all[i] / (1 - decays_of_all[i]));
        decays[0][i] = 1 / (1 + exp(-(logit + shift[i])));
        decays[1][i] = 1 / (1 + exp(-(logit + 0.3)));
    }
    orth_strategy_spec spec = momentum("momentum", THREE(0.15, 0.25, 0.2));
    add(&spec.estimator, "second_lambda", 3, decays[0]);
    compare("second memory", &spec, second_rows, 1e-12);
    spec = momentum("momentum", THREE(3, 5, 4));
    spec.as_peer.bound_low = (const double[]){0.1, 0.2, 0.05};
    spec.as_peer.bound_high = (const double[]){0.6, 0.5, 0.7};
    compare("bounded", &spec, bounded_rows, 1e-12);
    spec.as_peer.bound_high = (const double[]){0.6, 0.5, 0.35};
    spec.path = "approx_optimal";
    spec.over = 30;
    compare("a start outside the bounds", &spec, outside_rows, 1e-12);
    orth_strategy_member members[2] = {{.rule.kind = "momentum"}, {.rule.kind = "momentum"}};
    add(&members[0].rule, "k_per_day", THREE(0.15, 0.25, 0.2));
    add(&members[0].estimator, "lambda", DECAYS);
    add(&members[1].rule, "k_per_day", THREE(0.225, 0.375, 0.3));
    add(&members[1].estimator, "lambda", 3, decays[1]);
    spec = peer("ensemble");
    spec.members = members;
    spec.member_count = 2;
    compare("ensemble", &spec, ensemble_rows, 1e-12);
}
END_TEST

static void add_channel(orth_strategy_part *rule)
{
    static const double exponent[] = {1.5, 2, 0.8}, scale[] = {0.02, 0.03, 0.01},
                        width[] = {0.01, 0.02, 0.005}, amplitude[] = {0.02, 0.01, 0.03};
    add(rule, "exponent", 3, exponent);
    add(rule, "scale", 3, scale);
    add(rule, "width", 3, width);
    add(rule, "amplitude", 3, amplitude);
}

START_TEST(channels)
{
    make_prices();
    orth_strategy_spec spec = momentum("power_channel", THREE(0.15, 0.25, 0.2));
    add(&spec.rule, "exponent", THREE(1.5, 2, 1.2));
    add(&spec.rule, "scale", THREE(0.02, 0.03, 0.01));
    compare("power_channel", &spec, power_rows, 1e-12);
    spec = momentum("mean_reversion_channel", THREE(0.15, 0.25, 0.2));
    add_channel(&spec.rule);
    compare("mean_reversion_channel", &spec, channel_rows, 1e-12);
    spec = peer("triple_threat_mean_reversion_channel");
    add(&spec.rule, "k_per_day", THREE(0.15, 0.25, 0.2));
    add_channel(&spec.rule);
    add(&spec.rule, "lambda_1", DECAYS);
    add(&spec.rule, "lambda_2", THREE(0.9, 0.9, 0.95));
    add(&spec.rule, "lambda_3", THREE(0.8, 0.85, 0.9));
    add(&spec.rule, "lambda_average", THREE(0.92, 0.94, 0.96));
    compare("triple", &spec, triple_rows, 1e-12);
}
END_TEST

START_TEST(averages_and_targets)
{
    make_prices();
    orth_strategy_spec spec = peer("difference_momentum");
    add(&spec.rule, "k_per_day", THREE(0.02, 0.03, 0.04));
    add(&spec.rule, "memory_days_1", THREE(0.5, 1, 1.5));
    add(&spec.rule, "memory_days_2", THREE(1, 2.5, 3));
    compare("difference_momentum", &spec, difference_rows, 2e-12);
    spec = peer("min_variance");
    add(&spec.rule, "memory_days", THREE(5, 4, 6));
    add(&spec.rule, "smoothing_memory_days", THREE(0.5, 1, 0.75));
    compare("min_variance", &spec, variance_rows, 2e-12);
    spec.warm_up = 1237;
    spec.over = 45;
    spec.path = "approx_optimal";
    compare("min_variance from within a chunk", &spec, late_variance_rows, 1e-12);
    spec = peer("index_market_cap");
    add(&spec.rule, "smoothing_lambda", DECAYS);
    compare("index_market_cap", &spec, cap_index_rows, 1e-12);
    spec.warm_up = 1237;
    spec.over = 45;
    compare("index from within a chunk", &spec, late_index_rows, 1e-12);
    spec.warm_up = 1200;
    spec.over = 15;
    spec.rule.kind = "hodling_index_market_cap";
    compare("hodling_index_market_cap", &spec, frozen_rows, 1e-12);
    spec = peer("index_market_cap");
    add(&spec.rule, "smoothing_lambda", DECAYS);
    add(&spec.rule, "cap", 1, (const double[]){0.45});
    compare("cap", &spec, capped_rows, 1e-12);
}
END_TEST

/* Native rules decide in the first row of the bout already; their rails do not bind here. */
static orth_strategy_spec native(orth_strategy_spec spec)
{
    spec.as_peer.on = false;
    spec.warm_up += spec.update_every;
    return spec;
}

static void compare_native(const char *name, orth_strategy_spec spec, const double rows[ROWS][3],
                           double tolerance)
{
    orth_strategy_spec own = native(spec);
    compare_from(name, &own, spec.warm_up, rows, tolerance);
}

START_TEST(natively_the_same_where_nothing_binds)
{
    make_prices();
    compare_native("momentum", momentum("momentum", THREE(0.15, 0.25, 0.2)), momentum_rows, 1e-12);
    compare_native("anti_momentum", momentum("anti_momentum", THREE(0.15, 0.25, 0.2)), anti_rows,
                   1e-12);
    orth_strategy_spec spec = momentum("mean_reversion_channel", THREE(0.15, 0.25, 0.2));
    add_channel(&spec.rule);
    compare_native("mean_reversion_channel", spec, channel_rows, 1e-7); /* the limit's 1e-10 */
    spec = peer("difference_momentum");
    add(&spec.rule, "k_per_day", THREE(0.02, 0.03, 0.04));
    add(&spec.rule, "memory_days_1", THREE(0.5, 1, 1.5));
    add(&spec.rule, "memory_days_2", THREE(1, 2.5, 3));
    compare_native("difference_momentum", spec, difference_rows, 2e-12);
}
END_TEST

ORTH_TEST_MAIN("strategy_peer", slopes, second_memory_bounds_and_ensemble, channels,
               averages_and_targets, natively_the_same_where_nothing_binds)
