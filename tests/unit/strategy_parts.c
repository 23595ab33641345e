/* Filters, links and flows as parts of a strategy: its weights against the functions themselves,
 * and what is refused. */
#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "orthant/estimator.h"
#include "orthant/flow.h"
#include "orthant/link.h"
#include "orthant/strategy.h"

#define N 3
#define ROWS 60
#define LANES 8

static const char *const tokens[N] = {"A", "B", "C"};
static const double initial[N] = {0.5, 0.3, 0.2}, speed[] = {2}, half[] = {0.5};

static orth_strategy_spec momentum(orth_strategy_part estimator, orth_strategy_part link)
{
    return (orth_strategy_spec){.n = N,
                                .tokens = tokens,
                                .rule = {"momentum", {{"speed", 1, speed}}},
                                .estimator = estimator,
                                .link = link,
                                .block_seconds = 86400,
                                .initial_weights = initial};
}

static double prices[ROWS][N][LANES], weights[ROWS][N][LANES];

/* The weights of every row, of LANES price paths. */
static void walk(const orth_strategy_spec *spec)
{
    orth_error error;
    orth_strategy *strategy;
    orth_strategy_walk *walk;
    test_random random = test_seeded(31);
    double p[N][LANES];
    for (size_t i = 0; i < N; i++)
        for (size_t l = 0; l < LANES; l++)
            p[i][l] = exp(8 * test_random_unit(&random));
    for (size_t k = 0; k < ROWS; k++)
        for (size_t i = 0; i < N; i++)
            for (size_t l = 0; l < LANES; l++)
                prices[k][i][l] = p[i][l] *= exp(0.2 * test_random_unit(&random) - 0.1);
    ck_assert_msg(orth_strategy_create(&strategy, spec, &error) == ORTH_OK, "%s", error.text);
    ck_assert(orth_strategy_walk_create(&walk, strategy, LANES, NULL) == ORTH_OK);
    orth_strategy_walk_next(walk, ROWS, &prices[0][0][0], &weights[0][0][0]);
    orth_strategy_walk_free(walk);
    orth_strategy_free(strategy);
}

/* Row k + 1 is the link of the scores after the price of row k: with equal speeds they are the
 * estimates less their mean, times 2. */
static void compare(const orth_filter *filters, double alpha, double scale, const double *reference)
{
    double moved = 0;
    for (size_t l = 0; l < LANES; l++) {
        double kept[N][ORTH_FILTER_SLOTS], estimate[N], scores[N], expected[N];
        for (size_t k = 0; k + 1 < ROWS; k++) {
            double mean = 0;
            for (size_t i = 0; i < N; i++) {
                double price = prices[k][i][l];
                orth_filter_see(&filters[i], 1, 1, k, &price, kept[i]);
                double level = kept[i][ORTH_FILTER_LEVEL];
                estimate[i] =
                    filters[i].trend ? kept[i][ORTH_FILTER_SLOPE] / level : price / level - 1;
                mean += estimate[i] / N;
            }
            for (size_t i = 0; i < N; i++)
                scores[i] = 2 * (estimate[i] - mean) / scale;
            orth_link_weights(expected, N, alpha, reference, scores);
            for (size_t i = 0; i < N; i++) {
                ck_assert(fabs(weights[k + 1][i][l] - expected[i]) <= 1e-14);
                moved = fmax(moved, fabs(expected[i] - reference[i]));
            }
        }
    }
    ck_assert(moved > 0.05);
}

START_TEST(filters_and_links)
{
    const double lambda[] = {0.8, 0.9, 0.95}, q[] = {0.01, 0.02, 0.05}, slope[] = {1e-4},
                 rho[] = {0.3, 0.5, -0.2}, one[] = {1}, scale[] = {0.05},
                 reference[] = {0.2, 0.2, 0.6};
    orth_filter filters[N];
    for (size_t i = 0; i < N; i++)
        ck_assert(orth_filter_level_of(&filters[i], lambda[i], false, NULL) == ORTH_OK);
    orth_strategy_spec spec = momentum((orth_strategy_part){"level", {{"lambda", N, lambda}}},
                                       (orth_strategy_part){"softmax", {{"scale", 1, scale}}});
    walk(&spec);
    compare(filters, 1, 0.05, initial);

    spec = momentum((orth_strategy_part){"trend", {{"lambda", N, lambda}, {"varying", 1, one}}},
                    (orth_strategy_part){"tsallis", {{"alpha", 1, half}, {"scale", 1, scale}}});
    for (size_t i = 0; i < N; i++)
        ck_assert(orth_filter_trend_of(&filters[i], lambda[i], true, NULL) == ORTH_OK);
    walk(&spec);
    compare(filters, 0.5, 0.05, initial);

    spec = momentum(
        (orth_strategy_part){"level+ar1", {{"rho", N, rho}, {"q", N, q}}},
        (orth_strategy_part){
            "tsallis", {{"reference", N, reference}, {"alpha", 1, half}, {"scale", 1, scale}}});
    for (size_t i = 0; i < N; i++)
        ck_assert(orth_filter_level(&filters[i], q[i], rho[i], false, NULL) == ORTH_OK);
    walk(&spec);
    compare(filters, 0.5, 0.05, reference);

    spec = momentum(
        (orth_strategy_part){
            "trend+ar1",
            {{"q_slope", 1, slope}, {"rho", N, rho}, {"q_level", N, q}, {"varying", 1, one}}},
        (orth_strategy_part){"softmax", {{"scale", 1, scale}, {"reference", N, reference}}});
    for (size_t i = 0; i < N; i++)
        ck_assert(orth_filter_trend(&filters[i], q[i], 1e-4, rho[i], true, NULL) == ORTH_OK);
    walk(&spec);
    compare(filters, 1, 0.05, reference);
}
END_TEST

/* alpha from a rail, and filters by memory and by variances, which have a memory for k_per_day. */
START_TEST(what_follows_from_parameters)
{
    const double least[] = {0.02}, range[] = {0.3}, scale[] = {0.05}, days[] = {6};
    double alpha, expected;
    ck_assert(orth_link_alpha(&alpha, N, initial, 0.3 / 0.05, 0.02, NULL) == ORTH_OK);
    ck_assert(alpha > 0.2 && alpha < 0.9);
    orth_strategy_part link = {
        "tsallis", {{"least_weight", 1, least}, {"score_range", 1, range}, {"scale", 1, scale}}};
    orth_strategy_spec spec =
        momentum((orth_strategy_part){"level", {{"memory_days", 1, days}}}, link);
    orth_filter filters[N];
    for (size_t i = 0; i < N; i++)
        ck_assert(orth_filter_level_of(&filters[i], orth_memory_lambda(6, 1), false, NULL) ==
                  ORTH_OK);
    walk(&spec);
    compare(filters, alpha, 0.05, initial);
    expected = weights[ROWS - 1][1][3];

    /* The same market by its variance; the speed by a memory that is the decay's. */
    double variance[] = {orth_level_ratio(orth_memory_lambda(6, 1))}, per_day[] = {2. / 6};
    spec = momentum((orth_strategy_part){"level", {{"q", 1, variance}}}, link);
    spec.rule = (orth_strategy_part){"momentum", {{"k_per_day", 1, per_day}}};
    walk(&spec);
    ck_assert(fabs(weights[ROWS - 1][1][3] - expected) <= 1e-13);

    orth_trend_ratios ratios = orth_trend_ratios_of(orth_memory_lambda(6, 1));
    spec = momentum((orth_strategy_part){"trend", {{"memory_days", 1, days}}}, link);
    walk(&spec);
    expected = weights[ROWS - 1][1][3];
    spec = momentum(
        (orth_strategy_part){"trend",
                             {{"q_level", 1, &ratios.level}, {"q_slope", 1, &ratios.slope}}},
        link);
    spec.rule = (orth_strategy_part){"momentum", {{"k_per_day", 1, per_day}}};
    walk(&spec);
    ck_assert(fabs(weights[ROWS - 1][1][3] - expected) <= 1e-13);
}
END_TEST

/* A price that falls to a tenth at once takes the level of a filter that begins to learn below 0;
 * what fell is sold all the same. */
START_TEST(a_level_below_0)
{
    const double few[4][N] = {{100, 1, 1}, {10, 1, 1}, {9, 1, 1}, {9, 1, 1}}, lambda[] = {0.9},
                 one[] = {1}, slow[] = {0.01};
    double out[4][N], kept[ORTH_FILTER_SLOTS];
    orth_filter filter;
    orth_strategy *strategy;
    orth_strategy_walk *walk;
    ck_assert(orth_filter_trend_of(&filter, 0.9, true, NULL) == ORTH_OK);
    for (size_t k = 0; k < 3; k++)
        orth_filter_see(&filter, 1, 1, k, &few[k][0], kept);
    ck_assert(kept[ORTH_FILTER_LEVEL] < 0 && kept[ORTH_FILTER_SLOPE] < 0);
    orth_strategy_spec spec =
        momentum((orth_strategy_part){"trend", {{"lambda", 1, lambda}, {"varying", 1, one}}},
                 (orth_strategy_part){NULL, {{0}}});
    spec.rule.parameters[0].values = slow;
    ck_assert(orth_strategy_create(&strategy, &spec, NULL) == ORTH_OK);
    ck_assert(orth_strategy_walk_create(&walk, strategy, 1, NULL) == ORTH_OK);
    orth_strategy_walk_next(walk, 4, &few[0][0], &out[0][0]);
    ck_assert(out[3][0] < out[2][0] && out[2][0] < out[1][0]);
    double change = 0.01 * kept[ORTH_FILTER_SLOPE] / 9 * 2 / 3;
    ck_assert(fabs(out[3][0] - out[2][0] - change) <= 1e-15);
    orth_strategy_walk_free(walk);
    orth_strategy_free(strategy);
}
END_TEST

/* Row k + 1 is a step of the flow from the weights of row k along what is known after its price. */
START_TEST(flows_are_rules)
{
    static const char *const kinds[] = {"natural_flow", "sphere_flow", "logit_flow",
                                        "value_softmax"};
    static const orth_flow flows[] = {ORTH_FLOW_NATURAL, ORTH_FLOW_SPHERE, ORTH_FLOW_LOGIT,
                                      ORTH_FLOW_LOGIT};
    const double lambda[] = {0.8}, rate[] = {3}, value_rate[] = {0.5};
    for (size_t r = 0; r < 4; r++) {
        bool values = r == 3;
        orth_strategy_spec spec = {.n = N,
                                   .tokens = tokens,
                                   .rule = {kinds[r], {{"rate", 1, rate}}},
                                   .initial_weights = initial};
        if (values)
            spec.rule.parameters[1] = (orth_strategy_parameter){"value_rate", 1, value_rate};
        else
            spec.estimator = (orth_strategy_part){"level", {{"lambda", 1, lambda}}};
        walk(&spec);
        double moved = 0;
        for (size_t l = 0; l < LANES; l++) {
            double level[N], g[N] = {0}, w[N], next[N];
            for (size_t k = 0; k + 1 < ROWS; k++) {
                for (size_t i = 0; i < N; i++) {
                    double p = prices[k][i][l];
                    w[i] = weights[k][i][l];
                    level[i] = k == 0 ? p : level[i] + (1 - 0.8) * (p - level[i]);
                    if (!values)
                        g[i] = p / level[i] - 1;
                    else if (k > 0)
                        g[i] += 0.5 * w[i] * (p / prices[k - 1][i][l] - 1 - g[i]);
                }
                orth_flow_step(flows[r], next, N, w, g, 3);
                for (size_t i = 0; i < N; i++) {
                    ck_assert(fabs(weights[k + 1][i][l] - next[i]) <= 1e-15);
                    moved = fmax(moved, fabs(next[i] - initial[i]));
                }
            }
        }
        ck_assert(moved > 0.01);
    }
}
END_TEST

static void refused(orth_strategy_part estimator, orth_strategy_part link, orth_status status,
                    const char *text)
{
    orth_error error;
    orth_strategy *strategy;
    orth_strategy_spec spec = momentum(estimator, link);
    spec.name = "mine";
    ck_assert(orth_strategy_create(&strategy, &spec, &error) == status);
    ck_assert_ptr_null(strategy);
    ck_assert_msg(strstr(error.text, text) != NULL, "\"%s\" is not in \"%s\"", text, error.text);
}

START_TEST(what_is_refused)
{
    const double zero[] = {0}, one[] = {1}, tenth[] = {0.1}, tiny[] = {1e-24}, million[] = {1e6},
                 above[] = {1.5}, sum[] = {0.2, 0.3, 0.6};
    orth_strategy_part usual = {"level", {{"q", 1, tenth}}}, none = {NULL, {{0}}};
    refused((orth_strategy_part){"level", {{0}}}, none, ORTH_BAD_INPUT, "memory_days, lambda or q");
    refused((orth_strategy_part){"trend", {{0}}}, none, ORTH_BAD_INPUT, "or q_level and q_slope");
    refused((orth_strategy_part){"trend", {{"q_slope", 1, tenth}}}, none, ORTH_BAD_INPUT,
            "q_level and q_slope");
    refused((orth_strategy_part){"level+ar1", {{"rho", 1, tenth}}}, none, ORTH_BAD_INPUT,
            "q and rho must be given");
    refused((orth_strategy_part){"level+ar1", {{"q", 1, tenth}}}, none, ORTH_BAD_INPUT,
            "rho is missing");
    refused((orth_strategy_part){"level", {{"q", 1, tenth}, {"lambda", 1, half}}}, none,
            ORTH_BAD_INPUT, "a decay and variances are given");
    refused((orth_strategy_part){"level", {{"lambda", 1, zero}}}, none, ORTH_DOMAIN,
            "lambda of A is 0; permitted: above 0, below 1");
    refused((orth_strategy_part){"level", {{"memory_days", 1, zero}}}, none, ORTH_DOMAIN,
            "memory_days of A is 0; permitted: above 0");
    refused((orth_strategy_part){"level", {{"lambda", 1, one}}}, none, ORTH_DOMAIN,
            "lambda is 1; permitted: above 0, below 1");
    refused((orth_strategy_part){"level+ar1", {{"q", 1, tenth}, {"rho", 1, one}}}, none,
            ORTH_DOMAIN, "rho is 1; permitted: from -0.999999");
    refused((orth_strategy_part){"level", {{"q", 1, tenth}, {"varying", 1, half}}}, none,
            ORTH_DOMAIN, "varying is 0.5; permitted: 0 or 1");
    refused((orth_strategy_part){"trend", {{"q_level", 1, million}, {"q_slope", 1, tiny}}}, none,
            ORTH_DOMAIN, "strategy \"mine\": trend of A: the filter has no steady gains");
    refused(usual, (orth_strategy_part){"tsallis", {{0}}}, ORTH_BAD_INPUT, "alpha is missing");
    refused(usual,
            (orth_strategy_part){"tsallis", {{"alpha", 1, half}, {"least_weight", 1, tenth}}},
            ORTH_BAD_INPUT, "alpha and a rail");
    refused(usual, (orth_strategy_part){"tsallis", {{"alpha", 1, above}}}, ORTH_BAD_INPUT,
            "alpha above 1 makes weights 0");
    refused(
        usual,
        (orth_strategy_part){"tsallis", {{"least_weight", 1, tenth}, {"score_range", 1, million}}},
        ORTH_DOMAIN, "tsallis, scores over scale: no link keeps a least weight of 0.1");
    refused(usual, (orth_strategy_part){"softmax", {{"reference", N, sum}}}, ORTH_DOMAIN,
            "the sum of reference is 1.1; permitted: 1 within");
    refused(usual, (orth_strategy_part){"softmax", {{"scale", 1, zero}}}, ORTH_DOMAIN,
            "scale is 0; permitted: from 1e-12");
    const char *const flows[] = {"natural_flow", "value_softmax"};
    for (size_t r = 0; r < 2; r++) {
        orth_error error;
        orth_strategy *strategy;
        orth_strategy_spec spec = {.n = N, .tokens = tokens, .rule.kind = flows[r]};
        if (r == 0)
            spec.estimator = usual;
        ck_assert(orth_strategy_create(&strategy, &spec, &error) == ORTH_BAD_INPUT);
        ck_assert_ptr_nonnull(strstr(error.text, "rate is missing"));
    }
}
END_TEST

ORTH_TEST_MAIN("strategy_parts", filters_and_links, what_follows_from_parameters, a_level_below_0,
               flows_are_rules, what_is_refused)
