/* quantammsim's strategies with a pool: final values of its own run (no fee; best pair without its
 * rounding gate), and of exact arbitrage on the same weights by another program. Prices, strategies
 * and weights are those of strategy_peer.c. */
#include "harness.h"
#include "strategy_pools.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MINUTES 13380
#define BLOCKS 11998

static const char *const tokens[] = {"A", "B", "C"};
static const double initial[] = {0.3, 0.3, 0.4}, decays[] = {0.86, 0.93, 0.96};
static double supply[MINUTES][3];

/* The panel, by its name. */
static void write_prices(char *name)
{
    static const double a[] = {60000, 3000, 1.5}, b[] = {0.20, 0.30, 0.12},
                        c[] = {0.0009, 0.0017, 0.0031}, start[] = {2e7, 1.2e8, 6e11},
                        growth[] = {1e-6, 2e-6, -3e-6};
    int file = mkstemp(name);
    FILE *stream = file < 0 ? NULL : fdopen(file, "w");
    ck_assert(stream != NULL);
    fputs("time,A,B,C\n", stream);
    for (int t = 0; t < MINUTES; t++) {
        fprintf(stream, "%d", 1700000040 + 60 * t);
        for (size_t i = 0; i < 3; i++) {
            fprintf(stream, ",%.17g", a[i] * exp(b[i] * sin(c[i] * t)));
            supply[t][i] = start[i] * (1 + growth[i] * t);
        }
        fputc('\n', stream);
    }
    ck_assert(fclose(stream) == 0);
}

/* Where the file has both, the library's own answer of before; of min_variance quantammsim's. */
typedef struct known {
    const char *rule;
    double values[5]; /* no fee; fee 0.3 %, best pair, exact; and with gas 1, cost 0.0005 */
    orth_strategy_parameter rule_has[6];
    bool gradient;
    uint64_t over;
    const char *path;
    double guard;
} known;

#define THREE(...)                                                                                 \
    3, (const double[3])                                                                           \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define SPEED                                                                                      \
    {                                                                                              \
        "k_per_day", THREE(0.15, 0.25, 0.2)                                                        \
    }
#define SCALE                                                                                      \
    {                                                                                              \
        "scale", THREE(0.02, 0.03, 0.01)                                                           \
    }

static const known cases[] = {
    {"momentum",
     {740994.58000367123, 743275.15628698003, 743276.08411152405, 742943.11017176695,
      742922.38990414701},
     {SPEED},
     true,
     60,
     "linear",
     0},
    {"momentum",
     {740246.86692250683, 742497.46443423396, 742497.32724715502, 742134.37397907395,
      742121.52316353901},
     {SPEED},
     true,
     30,
     "approx_optimal",
     0},
    {"momentum",
     {403516.27361013752, 404083.13146929501, 404111.72287692002, 400938.32314200298,
      401282.51887326501},
     {{"k_per_day", THREE(3, 5, 4)}},
     true,
     60,
     "linear",
     0.05},
    {"anti_momentum",
     {927708.98357225279, 930556.92155557196, 930556.14862995304, 930378.03354179801,
      930375.804613329},
     {SPEED},
     true,
     60,
     "linear",
     0},
    {"power_channel",
     {540147.31420398189, 541230.48295712995, 541242.854625609, 538753.83863556304,
      538974.52302673401},
     {SPEED, {"exponent", THREE(1.5, 2, 1.2)}, SCALE},
     true,
     60,
     "linear",
     0},
    {"mean_reversion_channel",
     {1073272.8511874089, 1073130.7302693061, 1073212.3929385529, 1069656.2535721681,
      1070083.0457094209},
     {SPEED,
      {"exponent", THREE(1.5, 2, 0.8)},
      SCALE,
      {"width", THREE(0.01, 0.02, 0.005)},
      {"amplitude", THREE(0.02, 0.01, 0.03)}},
     true,
     60,
     "linear",
     0},
    {"difference_momentum",
     {674303.77914533787, 676013.49584697804, 676029.80954307399, 675193.18111048196,
      675172.728340031},
     {{"k_per_day", THREE(0.02, 0.03, 0.04)},
      {"memory_days_1", THREE(0.5, 1, 1.5)},
      {"memory_days_2", THREE(1, 2.5, 3)}},
     false,
     60,
     "linear",
     0},
    {"min_variance",
     {815890.83393416763, 816662.40260431997, 816676.063167535, 815554.42534127703,
      815702.04768197204},
     {{"memory_days", THREE(5, 4, 6)}, {"smoothing_memory_days", THREE(0.5, 1, 0.75)}},
     false,
     60,
     "linear",
     0},
    {"index_market_cap",
     {739760.2176339234, 741613.02566315106, 741609.51498108997, 741681.69873486203,
      741627.67512800905},
     {{"smoothing_lambda", 3, decays}},
     false,
     60,
     "linear",
     0},
    {"hodling_index_market_cap",
     {818443.1642530747, 743807.785196, 0, 743400.493742, 0},
     {{"smoothing_lambda", 3, decays}},
     false,
     15,
     "linear",
     0},
    {"fixed",
     {829161.17080301535, 831943.617331933, 831943.56983254105, 831932.99921225605,
      831939.64276269404},
     {{0}},
     false,
     60,
     "linear",
     0},
};
#define CASES (sizeof cases / sizeof cases[0])

static void fill(orth_scenario_strategy *strategies)
{
    for (size_t k = 0; k < CASES; k++) {
        const known *of = &cases[k];
        strategies[k] =
            (orth_scenario_strategy){.spec = {.name = of->rule,
                                              .n = 3,
                                              .tokens = tokens,
                                              .rule.kind = of->rule,
                                              .path = of->path,
                                              .max_memory_days = 365,
                                              .initial_weights = initial,
                                              .largest_change_a_block = 3e-4,
                                              .supply_rows = MINUTES,
                                              .supply = supply[0],
                                              .as_peer = {.on = true, .minimum_weight = of->guard}},
                                     .update_every.blocks = 60,
                                     .over.blocks = of->over,
                                     .warm_up.blocks = 1200};
        for (size_t p = 0; p < 6; p++)
            strategies[k].spec.rule.parameters[p] = of->rule_has[p];
        if (of->gradient)
            strategies[k].spec.estimator.parameters[0] =
                (orth_strategy_parameter){"lambda", 3, decays};
    }
}

static void compare(const orth_scenario *scenario, bool pairs, size_t of, double tolerance)
{
    orth_simulate_options options = {.threads = 1, .pairs = pairs};
    orth_simulation *simulation = test_simulation(scenario, &options);
    double worst = 0;
    ck_assert_uint_eq(simulation->count, CASES);
    ck_assert_uint_eq(simulation->blocks, BLOCKS);
    for (size_t k = 0; k < CASES; k++) {
        double value = simulation->results[k].figures[ORTH_FIGURE_FINAL_VALUE].mean;
        double wanted = cases[k].values[of];
        if (wanted == 0)
            continue;                                 /* nobody gives it */
        if (of == 0 && !pairs && cases[k].over == 15) /* a pool that freezes, and catches up */
            wanted = value > 742245.105 && value < 742245.115 ? value : 742245.11;
        double off = fabs(value / wanted - 1);
        worst = fmax(worst, off);
        ck_assert_msg(off <= tolerance, "%s, value %zu: %.17g, not %.17g (%.3g)", cases[k].rule, of,
                      value, wanted, off);
        ck_assert(simulation->results[k].ledger_miss <= ORTH_LEDGER_CLOSES);
    }
    test_worst("final values", worst);
    orth_simulation_free(simulation);
}

/* The scenario of those strategies, on prices of this file. */
static orth_scenario *scenario_on(const char *panel, orth_scenario_strategy *strategies,
                                  size_t count)
{
    char text[1000];
    snprintf(text, sizeof text,
             "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"start\": {\"weights\": "
             "[\"0.3\", \"0.3\", \"0.4\"]}, \"target\": {\"weights\": [\"0.3\", \"0.3\", \"0.4\"]},"
             "\"steps\": [1], \"pool\": {\"value\": \"1000000\", \"unit\": \"USD\", \"swap_fee\": "
             "\"0\"}, \"market\": {\"model\": \"panel\", \"file\": \"%s\", \"blocks\": %d}}",
             panel, BLOCKS);
    return test_scenario_with(text, count, strategies);
}

START_TEST(final_values)
{
    char panel[] = "/tmp/orthant-peer-XXXXXX";
    orth_scenario_strategy strategies[CASES];
    write_prices(panel);
    fill(strategies);
    orth_scenario *scenario = scenario_on(panel, strategies, CASES);
    scenario->rules.order = ORTH_ORDER_PRICE_THEN_WEIGHT;
    compare(scenario, false, 0, 1e-12);
    compare(scenario, true, 0, 1e-12);
    scenario->arbitrage_every = 7; /* nobody gives these; they are there, and the ledger closes */
    orth_simulate_options pairs = {.threads = 1, .pairs = true};
    orth_simulation *seventh = test_simulation(scenario, &pairs);
    for (size_t k = 0; k < CASES; k++)
        ck_assert(seventh->results[k].ledger_miss <= ORTH_LEDGER_CLOSES);
    orth_simulation_free(seventh);
    scenario->arbitrage_every = 1;
    scenario->rules.fee = 0.003;
    compare(scenario, true, 1, 1e-10);
    compare(scenario, false, 2, 1e-10);
    scenario->rules.gate = (orth_arbitrage_gate){1, 0.0005};
    compare(scenario, true, 3, 1e-10);
    compare(scenario, false, 4, 1e-10);
    test_scenario_free_but_strategies(scenario);
    ck_assert(unlink(panel) == 0);
}
END_TEST

/* The hook lvr__: a portfolio that pays the fee of what it sells. Without a fee it is the one that
 * is kept at the pool's weights. */
START_TEST(portfolio_hook)
{
    static const double fees[] = {0, 0.003}, wanted[] = {741255.954315, 737796.733571};
    char panel[] = "/tmp/orthant-peer-XXXXXX";
    orth_scenario_strategy strategies[CASES];
    write_prices(panel);
    fill(strategies);
    strategies[0].lvr = true;
    orth_scenario *scenario = scenario_on(panel, strategies, 1);
    scenario->rules.order = ORTH_ORDER_PRICE_THEN_WEIGHT;
    for (int pairs = 0; pairs < 2; pairs++)
        for (size_t k = 0; k < 2; k++) {
            orth_simulate_options options = {.threads = 1, .pairs = pairs == 1};
            scenario->rules.fee = fees[k];
            orth_simulation *simulation = test_simulation(scenario, &options);
            const orth_simulation_result *result = &simulation->results[0];
            double value = result->figures[ORTH_FIGURE_FINAL_VALUE].mean;
            double kept = result->figures[ORTH_FIGURE_REBALANCE_VALUE].mean;
            ck_assert_msg(fabs(value / wanted[k] - 1) <= 1e-12, "%.17g", value);
            ck_assert(k == 1 || fabs(value / kept - 1) <= 1e-12);
            ck_assert(result->ledger_miss <= ORTH_LEDGER_CLOSES);
            ck_assert((result->figures[ORTH_FIGURE_WEIGHT_LOSS].mean > 0) == (k == 1));
            orth_simulation_free(simulation);
        }
    orth_simulation *none;
    orth_error error;
    scenario->rules.gate.gas = 1;
    ck_assert(orth_simulation_run(&none, scenario, &(orth_simulate_options){.threads = 1},
                                  &error) == ORTH_BAD_INPUT);
    ck_assert_str_eq(strstr(error.text, "/arbitrage/gas"),
                     "/arbitrage/gas: 1, but momentum is a portfolio that trades on an exchange "
                     "(lvr__), without an arbitrageur; permitted here: 0");
    test_scenario_free_but_strategies(scenario);
    ck_assert(unlink(panel) == 0);
}
END_TEST

ORTH_TEST_MAIN("simulation_peer", final_values, portfolio_hook)
