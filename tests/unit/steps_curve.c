/* The number of steps that costs least with a fee and noise: against a scan that adds up the
 * formula itself, against the page of known numbers, and against a small simulated market. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/compare.h"
#include "orthant/cost.h"
#include "orthant/loss.h"
#include "orthant/steps_curve.h"

/* Two tokens at blocks of 12 s, so volatile that a block's deviation is 5 bp; keys to be put in. */
#define VOLATILITY "0.8108329290"
#define SIGMA 5e-4
#define SCENARIO(start, target, more)                                                              \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [" start                \
    "]}, \"target\": {\"weights\": [" target                                                       \
    "]}, \"paths\": [\"linear\"], \"steps\": 1, \"order\": \"together\"" more "}"
#define TO_NINE_TENTHS(more) SCENARIO("\"0.5\", \"0.5\"", "\"0.9\", \"0.1\"", more)
#define MARKET                                                                                     \
    ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, \"volatility\": [\"" VOLATILITY     \
    "\", \"0\"]}"
#define POOL(fee)                                                                                  \
    ", \"pool\": {\"value\": \"1000000\", \"unit\": \"USD\", \"swap_fee\": \"" fee "\"}"

typedef struct made {
    orth_scenario *scenario;
    orth_exposure exposure;
    orth_steps_curve *curve;
} made;

static made make(const char *text)
{
    made m = {.scenario = test_scenario(text)};
    orth_error error = {.text = ""};
    ck_assert_msg(orth_best_steps_prepare(m.scenario, &m.exposure, &m.curve, false, NULL, &error) ==
                      ORTH_OK,
                  "%s", error.text);
    return m;
}

static void discard(made *m)
{
    orth_steps_curve_free(m->curve);
    orth_scenario_free(m->scenario);
}

/* The formula added up for a linear path from `start` to `target`. */
static double by_hand(double start, double target, double steps, double fee, double apart)
{
    double band = -log1p(-fee) / SIGMA, sum = 0, last = log(start / (1 - start));
    for (double k = 1; k <= steps; k++) {
        double w = start + (target - start) * k / steps, here = log(w / (1 - w));
        sum += w * (1 - w) * orth_cost_overshoot(band, fabs(here - last) / SIGMA);
        last = here;
    }
    double rest = target * (1 - target) * orth_cost_overshoot(band, 0);
    return SIGMA * SIGMA / 2 * (sum - steps * rest) + steps * apart;
}

/* A hundredth of a basis point a step, a fee of 15 bp: every number of steps up to 1200 is tried.
 */
START_TEST(the_least_is_the_least)
{
    made m = make(TO_NINE_TENTHS(POOL("0.0015") MARKET ", \"exposure\": {\"tracking\": \"0.01\"}"));
    ck_assert(m.curve->there && m.curve->holds && m.curve->searched && !m.curve->ended);
    double least = INFINITY, worst = 0;
    uint64_t best = 0;
    for (uint64_t f = 1; f <= 1200; f++) {
        double cost = by_hand(0.5, 0.9, (double)f, 0.0015, orth_loss_of_bp(0.01));
        if (cost < least) {
            least = cost;
            best = f;
        }
        if (f % 97 == 1) {
            orth_steps_point point;
            ck_assert(orth_steps_curve_at(&point, m.curve, f, NULL) == ORTH_OK);
            worst = fmax(worst, fabs(point.cost / cost - 1));
            ck_assert(point.steps == f && point.stderr_ == 0);
            ck_assert(point.valid == (f >= 91)); /* ten times 3.002^2 */
        }
    }
    test_worst("cost against the formula added up", worst);
    ck_assert(worst < 1e-8); /* the volatility has ten digits */
    ck_assert_msg(m.curve->best.steps == best, "%d, not %d", (int)m.curve->best.steps, (int)best);
    ck_assert(best > 200 && best < 1000);
    ck_assert(fabs(m.curve->best.cost / least - 1) < 1e-8);
    /* The candidates lie around it, and not around the fee-less least. */
    ck_assert(m.scenario->step_count == 15 && m.scenario->steps[7] == best);
    ck_assert(fabs(m.exposure.best_steps - (double)best) > 2);
    discard(&m);
}
END_TEST

/* 30 bp and 5 bp of noise, from 50/50 to 90/10, linear: the way with the fee less the target's rest
 * is 1.433 bp in 7200 steps; and the least lies where the schedule stretched in time has it. */
START_TEST(known_numbers)
{
    made m = make(TO_NINE_TENTHS(POOL("0.003") MARKET));
    orth_steps_point point;
    ck_assert(orth_steps_curve_at(&point, m.curve, 7200, NULL) == ORTH_OK);
    ck_assert_msg(fabs(1e4 * point.cost - 1.433) < 1e-3, "%.5f bp", 1e4 * point.cost);
    orth_move *move;
    orth_path *path;
    orth_cost cost;
    ck_assert(orth_scenario_move(&move, m.scenario, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&path, "linear", move, 7200, NULL, NULL) == ORTH_OK);
    ck_assert(orth_cost_of_path(&cost, path, m.curve->cost->terms, NULL, NULL) == ORTH_OK);
    double apart = (double)cost.steps_best / (double)m.curve->best.steps - 1;
    test_worst("best number of steps against the stretched schedule's", apart);
    ck_assert(fabs(apart) < 0.01);
    /* Without the fee it would be D / sqrt(2 l), far from there. */
    ck_assert((double)m.curve->best.steps > 6 * m.exposure.best_steps);
    orth_path_free(path);
    orth_move_free(move);
    discard(&m);
}
END_TEST

/* Ends: a market too short for the least, a way that rests more cheaply than the target, and
 * nothing that moves. */
START_TEST(ends)
{
    made m = make(TO_NINE_TENTHS(
        POOL("0.003") ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 12,"
                      "\"volatility\": [\"" VOLATILITY "\", \"0\"], \"blocks\": 5000}"));
    ck_assert(m.curve->searched && m.curve->ended && m.curve->best.steps == 5000);
    ck_assert_uint_eq(m.scenario->steps[m.scenario->step_count - 1], 5000);
    discard(&m);
    m = make(SCENARIO("\"0.9\", \"0.1\"", "\"0.5\", \"0.5\"", POOL("0.003") MARKET));
    ck_assert(m.curve->searched && !m.curve->ended && m.curve->best.steps == 0);
    ck_assert(m.curve->holds && m.scenario->step_count == 11);
    discard(&m);
    m = make(SCENARIO("\"0.9\", \"0.1\"", "\"0.9\", \"0.1\"", POOL("0.003") MARKET));
    ck_assert(!m.curve->there && !m.curve->holds);
    discard(&m);
    m = make(TO_NINE_TENTHS(POOL("0") MARKET));
    ck_assert(!m.curve->there);
    discard(&m);
    m = make(TO_NINE_TENTHS(POOL("0.003") ", \"market\": {\"model\": \"constant\"}"));
    ck_assert(!m.curve->there);
    discard(&m);
}
END_TEST

/* Moves whose cost the formula of small steps puts far too low in a single step. The least lies
 * where
 * a scan of the numbers of steps in which it holds has it; or no such number is there and no step
 * count is offered, and the candidates lie around the fee-less least, which is right there. */
START_TEST(a_single_step_is_not_the_least)
{
    made m =
        make(SCENARIO("\"0.05\", \"0.95\"", "\"0.9\", \"0.1\"",
                      POOL("0.0001") ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, "
                                     "\"volatility\": [\"0.8\", \"0\"], \"blocks\": 70000}"));
    ck_assert(m.curve->searched && !m.curve->ended && m.curve->why[0] == '\0');
    double best = (double)m.curve->best.steps;
    ck_assert_msg(best > 15900 && best < 16500, "%g", best); /* simulated: 15670 to 17089 */
    for (double f = 1; f <= 70000; f *= 1.19) {
        orth_steps_point point;
        ck_assert(orth_steps_curve_at(&point, m.curve, (uint64_t)f, NULL) == ORTH_OK);
        ck_assert(point.cost >= m.curve->best.cost || !point.valid);
    }
    discard(&m);
    static const struct {
        const char *text, *why;
        double least; /* as simulated */
    } cases[] = {
        {SCENARIO("\"0.02\", \"0.98\"", "\"0.9\", \"0.1\"",
                  POOL("0.003") ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 86400, "
                                "\"volatility\": [\"0.6\", \"0\"], \"blocks\": 365}"),
         "in up to 365 steps", 274},
        {SCENARIO(
             "\"0.01\", \"0.99\"", "\"0.9\", \"0.1\"",
             POOL(
                 "0.0001") ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, \"volatility\": "
                           "[\"0.8\", \"0\"], \"blocks\": 400}, \"exposure\": {\"tracking\": \"5\"}"),
         "in up to 400 steps", 79},
        {SCENARIO(
             "\"0.01\", \"0.99\"", "\"0.9\", \"0.1\"",
             POOL(
                 "0.0001") ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, \"volatility\": "
                           "[\"0.8\", \"0\"]}, \"exposure\": {\"tracking\": \"5\"}"),
         "the least lies in fewer than", 79},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        m = make(cases[k].text);
        ck_assert(m.curve->there && !m.curve->holds && !m.curve->searched && !m.curve->ended);
        ck_assert_msg(strstr(m.curve->why, cases[k].why) != NULL, "%s", m.curve->why);
        ck_assert(strstr(m.curve->why, "the steps are too large") != NULL);
        ck_assert(m.curve->best.steps == 0);
        ck_assert(fabs(m.exposure.best_steps / cases[k].least - 1) < 0.2);
        discard(&m);
    }
}
END_TEST

/* What the closed form does not know is said, and then the candidates are the fee-less ones. */
START_TEST(where_it_does_not_hold)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        {TO_NINE_TENTHS(POOL("0.003") MARKET ", \"arbitrage\": {\"gas\": \"1\"}"), "gas"},
        {TO_NINE_TENTHS(POOL("0.003") MARKET ", \"arbitrage\": {\"cost\": \"0.001\"}"),
         "cost of his own"},
        {TO_NINE_TENTHS(POOL("0.003") MARKET ", \"arbitrage\": {\"presence\": \"0.5\"}"),
         "absent, undersized"},
        {TO_NINE_TENTHS(POOL("0.003") MARKET ", \"arbitrage\": {\"sizing\": \"0.5\"}"),
         "absent, undersized"},
        {TO_NINE_TENTHS(POOL("0.003") MARKET
                        ", \"noise\": {\"rate\": \"0.1\", \"size\": \"1000\"}"),
         "others trade"},
        {TO_NINE_TENTHS(POOL("0.003") MARKET ", \"blocks_per_step\": 2"), "2 blocks"},
        {"{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", "
         "\"0.5\"]}, \"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"paths\": [\"linear\"], "
         "\"steps\": 1, \"order\": \"price-then-weight\"" POOL("0.003") MARKET "}",
         "another order"},
        {TO_NINE_TENTHS(
             ", \"pool\": {\"value\": \"1000\", \"unit\": \"USD\", \"swap_fee\": {\"from\": "
             "\"0.01\", \"to\": \"0.003\", \"blocks\": 100}}" MARKET),
         "the fee changes"},
        {SCENARIO("\"0.5\", \"0.5\"", "\"0.5001\", \"0.4999\"", POOL("0.003") MARKET),
         "small beside the fee"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        made m = make(cases[k].text);
        ck_assert_msg(m.curve->there && !m.curve->holds && !m.curve->searched, "%s", cases[k].why);
        ck_assert_msg(strstr(m.curve->why, cases[k].why) != NULL, "no '%s' in '%s'", cases[k].why,
                      m.curve->why);
        if (m.exposure.best_steps > 8)
            ck_assert_uint_eq(m.scenario->steps[7], (uint64_t)round(m.exposure.best_steps));
        discard(&m);
    }
}
END_TEST

/* Three tokens: the least of the walk's costs lies where a grid of them has it, and does not depend
 * on the threads. */
START_TEST(three_tokens)
{
    orth_scenario *scenario = test_scenario(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"start\": {\"weights\": [\"0.1\", "
        "\"0.5\", \"0.4\"]}, \"target\": {\"weights\": [\"0.4\", \"0.5\", \"0.1\"]}, \"paths\": "
        "[\"linear\"], \"steps\": 1, \"order\": \"together\"" POOL(
            "0.0015") ", \"exposure\": {\"tracking\": \"0.002\"}, \"market\": {\"model\": \"gbm\", "
                      "\"block_seconds\": 12, \"volatility\": [\"0.8\", \"0.6\", \"0\"]}}");
    orth_exposure exposure;
    orth_steps_curve *curves[2];
    for (unsigned k = 0; k < 2; k++) {
        orth_cost_options options = {.seed = 5, .threads = k + 1};
        ck_assert(orth_exposure_of(&exposure, scenario, "linear", 0, orth_loss_of_bp(0.002),
                                   NULL) == ORTH_OK);
        ck_assert(orth_steps_curve_create(&curves[k], scenario, &exposure, &options, NULL) ==
                  ORTH_OK);
    }
    ck_assert(curves[0]->best.steps == curves[1]->best.steps &&
              curves[0]->best.cost == curves[1]->best.cost);
    ck_assert(curves[0]->best.stderr_ > 0 && curves[0]->best.stderr_ < 0.01 * curves[0]->best.cost);
    double best = (double)curves[0]->best.steps;
    for (int k = -2; k <= 2; k++) {
        orth_steps_point point;
        uint64_t steps = (uint64_t)round(best * exp2(0.25 * k));
        ck_assert(orth_steps_curve_at(&point, curves[0], steps, NULL) == ORTH_OK);
        ck_assert(k == 0 || point.cost > curves[0]->best.cost);
    }
    orth_steps_curve_free(curves[0]);
    orth_steps_curve_free(curves[1]);
    orth_scenario_free(scenario);
}
END_TEST

static orth_best_steps *simulated(const orth_scenario *scenario, const orth_exposure *exposure,
                                  const orth_steps_curve *curve, orth_simulation **simulation)
{
    orth_simulation *at_target;
    orth_simulate_options options = {0};
    orth_best_steps *report;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_simulation_run(simulation, scenario, &options, &error) == ORTH_OK, "%s",
                  error.text);
    ck_assert(orth_simulation_at_target(&at_target, *simulation, &options, &error) == ORTH_OK);
    ck_assert(orth_best_steps_create(&report, *simulation, at_target, exposure, curve, &error) ==
              ORTH_OK);
    orth_simulation_free(at_target);
    return report;
}

/* A small market of 400 price paths agrees; and does not where the closed form is that of a pool
 * with a third of the fee. */
START_TEST(a_simulated_market_agrees)
{
    static const char text[] =
        TO_NINE_TENTHS(POOL("0.003") MARKET ", \"exposure\": {\"tracking\": \"0.002\"}, "
                                            "\"monte_carlo\": {\"paths\": 400, \"seed\": 3}");
    static const char other[] =
        TO_NINE_TENTHS(POOL("0.001") MARKET ", \"exposure\": {\"tracking\": \"0.002\"}");
    made m = make(text), wrong = make(other);
    ck_assert(orth_scenario_set_steps(m.scenario, "700,1100,1800,3000", NULL) == ORTH_OK);
    for (int k = 0; k < 2; k++) {
        orth_simulation *simulation;
        orth_best_steps *report =
            simulated(m.scenario, &m.exposure, k == 0 ? m.curve : wrong.curve, &simulation);
        const orth_steps_difference *difference = &report->steps_difference;
        const orth_best_steps_point *least = &report->points[report->best];
        ck_assert(difference->known && difference->judged);
        ck_assert(difference->mean == least->cost - least->with_fee.cost);
        ck_assert(difference->stderr_ == least->stderr_);
        ck_assert_msg(difference->agrees == (k == 0), "%s", difference->why);
        ck_assert(strstr(difference->why, k == 0 ? "agrees with" : "does not agree") != NULL);
        if (k == 0)
            test_worst("simulated less closed form at the least, of the cost",
                       difference->mean / least->cost);
        ck_assert(k == 1 || fabs(difference->mean) < 0.02 * least->cost);
        orth_best_steps_free(report);
        orth_simulation_free(simulation);
    }
    discard(&m);
    discard(&wrong);
}
END_TEST

/* A dollar on ten million: more than 2073 steps buy nothing, and 2.07 bp remain. */
START_TEST(gas_ends_the_steps)
{
    made m = make(TO_NINE_TENTHS(", \"pool\": {\"value\": \"10000000\", \"unit\": \"USD\"}, "
                                 "\"arbitrage\": {\"gas\": \"1\"}, \"market\": {\"model\": "
                                 "\"constant\", \"blocks\": 7200}"));
    ck_assert(orth_scenario_set_steps(m.scenario, "1000,7200", NULL) == ORTH_OK);
    orth_simulation *simulation;
    orth_best_steps *report = simulated(m.scenario, &m.exposure, m.curve, &simulation);
    ck_assert(report->gas_share == 1e-7);
    ck_assert(fabs(report->gas.steps_ends - 2073.50) < 0.01);
    ck_assert(fabs(orth_loss_bp(report->gas.limit) - 2.0733) < 1e-3);
    ck_assert(report->gas_steps == report->points[report->best].steps);
    /* Linear steps, the simulated pool and the walk make the same trades. */
    ck_assert(fabs(report->gas.loss / report->points[report->best].cost - 1) < 1e-9);
    orth_best_steps_free(report);
    orth_simulation_free(simulation);
    discard(&m);
}
END_TEST

ORTH_TEST_MAIN("steps_curve", the_least_is_the_least, known_numbers, ends,
               a_single_step_is_not_the_least, where_it_does_not_hold, three_tokens,
               a_simulated_market_agrees, gas_ends_the_steps)
