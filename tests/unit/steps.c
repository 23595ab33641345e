/* The best number of steps: what its verdicts say of costs whose differences are known, and the
 * closed form against a simulated market. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/report.h"
#include "orthant/simulate.h"

#define VALUE 1000.0
#define PRICE_PATHS 400
#define COUNT 7

/* A pool at the target that costs 5 % of the value, wide (1 in 10), and moves that cost `least`
 * more, a difference, and a little of their own. */
typedef struct made {
    orth_scenario scenario;
    char *paths[1];
    uint64_t steps[COUNT];
    orth_simulation simulation, at_target;
    orth_simulation_result results[COUNT], rest;
    orth_estimate figures[COUNT][ORTH_FIGURES]; /* all trade, and make the move */
    double shortfalls[COUNT][PRICE_PATHS], at_rest[PRICE_PATHS];
} made;

static void make_seeded(made *m, uint64_t seed, size_t price_paths, double least,
                        const uint64_t *steps, const double *differences)
{
    test_random random = {.state = seed};
    *m = (made){.paths = {(char *)"linear"}};
    m->scenario = (orth_scenario){.name = (char *)"made",
                                  .n = 2,
                                  .path_count = 1,
                                  .paths = m->paths,
                                  .step_count = COUNT,
                                  .steps = m->steps};
    m->simulation = (orth_simulation){.scenario = &m->scenario,
                                      .start_value = VALUE,
                                      .price_paths = price_paths,
                                      .random = true,
                                      .count = COUNT,
                                      .results = m->results};
    m->at_target = m->simulation;
    m->at_target.count = 1;
    m->at_target.results = &m->rest;
    m->rest = (orth_simulation_result){.path = "linear", .steps = 1, .log_shortfalls = m->at_rest};
    for (size_t i = 0; i < price_paths; i++)
        m->at_rest[i] = 0.05 * (0.9 + 0.2 * test_random_unit(&random));
    for (size_t s = 0; s < COUNT; s++) {
        m->steps[s] = steps[s];
        for (size_t i = 0; i < price_paths; i++)
            m->shortfalls[s][i] =
                m->at_rest[i] + least +
                0.01 * (differences[s] + 0.002 * (test_random_unit(&random) - 0.5));
        m->figures[s][ORTH_FIGURE_TRADES].mean = 1;
        m->figures[s][ORTH_FIGURE_MOVE_MADE].mean = 1;
        m->results[s] = (orth_simulation_result){.path = "linear",
                                                 .steps = steps[s],
                                                 .figures = m->figures[s],
                                                 .log_shortfalls = m->shortfalls[s]};
    }
}

static void make(made *m, size_t price_paths, double least, const uint64_t *steps,
                 const double *differences)
{
    make_seeded(m, test_seed(7), price_paths, least, steps, differences);
}

static orth_best_steps *report_of(const made *m, const orth_exposure *exposure)
{
    orth_best_steps *report;
    ck_assert(orth_best_steps_create(&report, &m->simulation, &m->at_target, exposure, NULL,
                                     NULL) == ORTH_OK);
    return report;
}

/* In the order asked, which is not that of the steps; parts of the least cost. */
static const uint64_t asked[COUNT] = {64, 4, 8, 128, 16, 32, 2};
static const double more[COUNT] = {0.01, 0.012, 0.005, 0.05, 0, 0.00001, 0.3};

START_TEST(verdicts)
{
    made *m = calloc(1, sizeof *m);
    make(m, PRICE_PATHS, 0.01, asked, more);
    orth_exposure exposure = {0};
    orth_best_steps *report = report_of(m, &exposure);
    static const struct {
        uint64_t steps;
        double more;
        orth_best_steps_verdict verdict;
    } expected[COUNT] = {{2, 0.3, ORTH_BEST_STEPS_BEYOND},      {4, 0.012, ORTH_BEST_STEPS_BEYOND},
                         {8, 0.005, ORTH_BEST_STEPS_WITHIN},    {16, 0, ORTH_BEST_STEPS_LEAST},
                         {32, 0.00001, ORTH_BEST_STEPS_WITHIN}, {64, 0.01, ORTH_BEST_STEPS_OPEN},
                         {128, 0.05, ORTH_BEST_STEPS_BEYOND}};
    for (size_t i = 0; i < COUNT; i++) {
        const orth_best_steps_point *point = &report->points[i];
        const orth_estimate *difference = &point->difference;
        ck_assert_uint_eq(point->steps, expected[i].steps);
        ck_assert_msg(point->verdict == expected[i].verdict, "%d steps: %s", (int)point->steps,
                      orth_best_steps_verdict_name(point->verdict));
        ck_assert(fabs(difference->mean - 0.01 * expected[i].more) <= 5 * difference->stderr_);
        /* the common part is gone: noise of two uniforms of 2e-5 */
        if (i != report->best)
            ck_assert(fabs(difference->stderr_ / (2e-5 / sqrt(6 * PRICE_PATHS)) - 1) < 0.15);
        ck_assert(fabs(point->cost - 0.01 * (1 + expected[i].more)) <= 5 * point->stderr_);
        ck_assert((point->joint_low > 0) == (expected[i].more > 0.0001));
    }
    ck_assert_uint_eq(report->best, 3);
    ck_assert(report->within.from == 8 && report->within.to == 32);
    ck_assert(report->perhaps.from == 8 && report->perhaps.to == 64);
    ck_assert(report->tied.from == 16 && report->tied.to == 32);
    orth_best_steps_free(report);

    /* Updates and tracking, which no simulation sees, count for each step: now 8 is the least. */
    exposure = (orth_exposure){.update = 7e-6, .tracking = 3e-6, .total = 1e-5};
    report = report_of(m, &exposure);
    ck_assert_uint_eq(report->points[report->best].steps, 8);
    const orth_estimate *difference = &report->points[3].difference;
    ck_assert(fabs(difference->mean - (8e-5 - 5e-5)) <= 5 * difference->stderr_);
    ck_assert(report->points[3].verdict == ORTH_BEST_STEPS_WITHIN &&
              report->points[3].joint_low > 0);
    orth_best_steps_free(report);
    free(m);
}
END_TEST

/* Candidates that cost the same: of 200 reports at most 5 in 100 tell any from the chosen least, or
 * put one beyond what it is (here 1 % more than the least would cost). By plain 95 % intervals most
 * reports would. */
START_TEST(equal_costs_are_not_told_apart)
{
    static const double same[COUNT] = {0};
    int told = 0, plainly = 0;
    made *m = calloc(1, sizeof *m);
    orth_exposure exposure = {0};
    uint64_t first = test_seed(1);
    for (uint64_t seed = first; seed < first + 200; seed++) {
        make_seeded(m, seed, 40, 0.01, asked, same);
        orth_best_steps *report = report_of(m, &exposure);
        bool any = false, by_plain = false;
        for (size_t i = 0; i < COUNT; i++) {
            any = any || report->points[i].joint_low > 0;
            by_plain = by_plain || report->points[i].difference.low > 0;
            ck_assert(report->points[i].verdict <= ORTH_BEST_STEPS_WITHIN);
        }
        told += any;
        plainly += by_plain;
        orth_best_steps_free(report);
    }
    free(m);
    test_worst("reports of 200 that tell equal costs apart, jointly", told);
    test_worst("and by plain intervals", plainly);
    ck_assert(told <= 10);
    ck_assert(plainly > 40); /* else this says nothing */
}
END_TEST

/* A way that earns more than it costs, or may: there is no 1 % of that. What costs exactly the same
 * is within all the same. */
START_TEST(a_least_cost_that_is_not_above_0)
{
    made *m = calloc(1, sizeof *m);
    const double least[] = {-0.01, 0, 1e-8};
    for (size_t k = 0; k < 3; k++) {
        make(m, PRICE_PATHS, least[k], asked, more);
        memcpy(m->shortfalls[5], m->shortfalls[4], sizeof m->shortfalls[5]);
        orth_exposure exposure = {.distance = 1, .most = 1000};
        orth_best_steps *report = report_of(m, &exposure);
        ck_assert(!report->defined && !report->ended);
        ck_assert(report->points[report->best].verdict == ORTH_BEST_STEPS_LEAST);
        ck_assert_uint_eq(report->points[report->best].steps, 16);
        ck_assert(report->points[4].verdict == ORTH_BEST_STEPS_WITHIN);
        ck_assert(report->points[2].verdict == ORTH_BEST_STEPS_UNDEFINED);
        ck_assert(report->points[0].verdict == ORTH_BEST_STEPS_UNDEFINED);
        ck_assert(report->points[2].joint_low > 0); /* the differences are known as before */
        char *text = NULL;
        size_t size = 0;
        FILE *stream = open_memstream(&text, &size);
        orth_best_steps_write_table(report, stream);
        fclose(stream);
        ck_assert_msg(strstr(text, "At most 1 % more: undefined") != NULL, "%s", text);
        free(text);
        orth_best_steps_free(report);
    }
    free(m);
}
END_TEST

static void says(const orth_best_steps *report, const char *expected)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    orth_best_steps_write_table(report, stream);
    fclose(stream);
    ck_assert_msg(strstr(text, expected) != NULL, "no '%s' in:\n%s", expected, text);
    free(text);
}

/* What the table says of the ends of the range, of a closed form beyond it, and of no move. */
START_TEST(ends_of_the_range)
{
    made *m = calloc(1, sizeof *m);
    const double falling[COUNT] = {0.01, 0.3, 0.2, 0, 0.1, 0.05, 0.5};
    make(m, PRICE_PATHS, 0.01, asked, falling);
    m->scenario.market_blocks = 128;
    m->simulation.blocks = 128;
    orth_exposure exposure = {.distance = 1,
                              .total = 1,
                              .factors = {.move = 1, .lvr = 1, .blocks = 1, .valid = true},
                              .best_steps = 500,
                              .most = 128};
    orth_best_steps *report = report_of(m, &exposure);
    ck_assert(report->ended);
    says(report, "The market's 128 blocks end the range; raise market.blocks.");
    says(report, "more than the market has room for: 128 steps");
    m->scenario.market_blocks = 0;
    says(report, "The market's 128 blocks end the range; its prices have no more.");
    orth_best_steps_free(report);
    exposure.most = UINT64_MAX;
    report = report_of(m, &exposure);
    ck_assert(!report->ended);
    says(report, "--steps tries more");
    orth_best_steps_free(report);
    exposure = (orth_exposure){.most = UINT64_MAX};
    report = report_of(m, &exposure);
    says(report, "Nothing moves");
    orth_best_steps_free(report);
    free(m);
}
END_TEST

/* One price path: values without intervals, and a simulation of several paths is refused. */
START_TEST(one_price_path_and_several_paths)
{
    made *m = calloc(1, sizeof *m);
    make(m, 1, 0.01, asked, more);
    orth_exposure exposure = {0};
    orth_best_steps *report = report_of(m, &exposure);
    ck_assert(report->within.from == report->perhaps.from &&
              report->within.to == report->perhaps.to);
    for (size_t i = 0; i < COUNT; i++)
        ck_assert(report->points[i].verdict != ORTH_BEST_STEPS_OPEN);
    orth_best_steps_free(report);
    m->scenario.path_count = 2;
    orth_error error;
    ck_assert(orth_best_steps_create(&report, &m->simulation, &m->at_target, &exposure, NULL,
                                     &error) == ORTH_BAD_INPUT);
    ck_assert_ptr_null(report);
    free(m);
}
END_TEST

typedef struct simulated {
    orth_scenario *scenario;
    orth_exposure exposure;
    orth_simulation *simulation;
    orth_best_steps *report;
} simulated;

/* At f* / 2, f* / 1.4, f*, 1.4 f*, 2 f*. */
static simulated simulate(const char *text)
{
    simulated s = {.scenario = test_scenario(text)};
    orth_simulation *at_target;
    orth_simulate_options options = {0};
    orth_error error = {.text = ""};
    ck_assert(orth_exposure_of(&s.exposure, s.scenario, s.scenario->paths[0],
                               s.scenario->update_cost, 1e-4 * s.scenario->tracking_bp,
                               NULL) == ORTH_OK);
    char steps[128];
    double best = round(s.exposure.best_steps);
    snprintf(steps, sizeof steps, "%.0f,%.0f,%.0f,%.0f,%.0f", best, best / 2, best / 1.4,
             1.4 * best, 2 * best);
    ck_assert(orth_scenario_set_steps(s.scenario, steps, &error) == ORTH_OK);
    ck_assert_msg(orth_simulation_run(&s.simulation, s.scenario, &options, &error) == ORTH_OK, "%s",
                  error.text);
    ck_assert(orth_simulation_at_target(&at_target, s.simulation, &options, &error) == ORTH_OK);
    ck_assert(orth_best_steps_create(&s.report, s.simulation, at_target, &s.exposure, NULL,
                                     &error) == ORTH_OK);
    orth_simulation_free(at_target);
    return s;
}

static void discard(simulated *s)
{
    orth_best_steps_free(s->report);
    orth_simulation_free(s->simulation);
    orth_scenario_free(s->scenario);
}

/* 3 % of each term for what is beyond the leading order, and four standard errors. */
static double compare(const simulated *s)
{
    double reach = 0, d = s->exposure.distance;
    for (size_t i = 0; i < s->report->count; i++) {
        const orth_best_steps_point *point = &s->report->points[i];
        double f = (double)point->steps, loss = d * d / (2 * f), way = s->exposure.total * f;
        ck_assert(fabs(point->closed_form - (loss + way)) <= 1e-14);
        double miss = point->cost - (loss + way);
        char what[160];
        snprintf(what, sizeof what, "%g steps: %g against %g, standard error %g, off by", f,
                 point->cost, loss + way, point->stderr_);
        test_worst(what, miss);
        ck_assert_msg(fabs(miss) <= 4 * point->stderr_ + 0.03 * (loss + way), "%s %g", what, miss);
        reach = fmax(reach, way / point->stderr_);
    }
    return reach;
}

/* A fee-less pool in a market without drift: cost(f) = D^2 / 2f + l f, with l the excess LVR alone;
 * the values, not their differences alone, and whatever the market does after the move. */
START_TEST(the_closed_form_in_a_market)
{
    static const char text[] =
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"
        "\"target\": {\"weights\": [\"0.95\", \"0.05\"]}, \"paths\": [\"geodesic\"], \"steps\": 1,"
        "\"pool\": {\"value\": \"1000\", \"unit\": \"USD\"},"
        "\"market\": {\"model\": \"gbm\", \"block_seconds\": 86400, \"volatility\": [\"0.9\", "
        "\"0\"]}, \"monte_carlo\": {\"paths\": 3000, \"seed\": 11}}";
    simulated s = simulate(text);
    ck_assert(s.exposure.lvr > 0 && s.exposure.best_steps > 40 && s.exposure.best_steps < 100);
    ck_assert(compare(&s) > 20); /* else this says nothing of l */
    ck_assert(s.report->points[s.report->best].steps == (uint64_t)round(s.exposure.best_steps));
    discard(&s);
}
END_TEST

#define WEEKLY                                                                                     \
    "{\"orthant\": 1, \"tokens\": [\"BTC\", \"USDC\"], \"start\": {\"weights\": [\"0.3\", "        \
    "\"0.7\"]}, \"target\": {\"weights\": [\"0.7\", \"0.3\"]}, \"paths\": [\"geodesic\"], "        \
    "\"steps\": 1, \"pool\": {\"value\": \"10000000\", \"unit\": \"USD\", \"swap_fee\": \"%s\"}, " \
    "\"exposure\": {\"update_cost\": \"0.5\", \"tracking\": \"0.001\"}, \"market\": {\"model\": "  \
    "\"gbm\", \"prices\": [\"60000\", \"1\"], \"block_seconds\": 12, \"volatility\": [\"0.6\", "   \
    "\"0\"], \"blocks\": %d}, \"monte_carlo\": {\"paths\": 64, \"seed\": 5}}"

/* The shipped weekly update. What the pool goes on to lose once it is at its target is none of the
 * move's: without fees to rounding, with them to 1e-8, where within the fee's band each pool came
 * to rest. */
START_TEST(blocks_after_the_move)
{
    char text[2048];
    simulated s[4];
    static const struct {
        const char *fee;
        int blocks;
    } cases[4] = {{"0", 3200}, {"0", 12000}, {"0.003", 3200}, {"0.003", 12000}};
    for (size_t k = 0; k < 4; k++) {
        snprintf(text, sizeof text, WEEKLY, cases[k].fee, cases[k].blocks);
        s[k] = simulate(text);
    }
    compare(&s[0]);
    for (size_t k = 0; k < 4; k += 2) {
        const orth_best_steps *few = s[k].report, *many = s[k + 1].report;
        double apart = 0, rest = many->at_target.mean - few->at_target.mean;
        ck_assert_uint_eq(few->count, many->count);
        for (size_t i = 0; i < few->count; i++) {
            const orth_best_steps_point *a = &few->points[i], *b = &many->points[i];
            apart = fmax(apart, fabs(a->cost - b->cost));
            ck_assert(a->steps == b->steps);
            if (k == 0)
                ck_assert(a->verdict == b->verdict);
        }
        test_worst(k == 0 ? "no fee: apart" : "with fee: apart", apart);
        test_worst("while the pool at rest lost", rest);
        ck_assert(apart <= (k == 0 ? 1e-12 : 1e-8));
        ck_assert(k != 0 || rest > 1e-4);
    }
    for (size_t k = 0; k < 4; k++)
        discard(&s[k]);
}
END_TEST

/* One price path from a file: the excess LVR is that of its log-returns. log A goes up by 0.03 and
 * down by 0.01, log B by 0.02 down and up, in turn: mean products 0.0005, 0.0004 and -0.0004. */
START_TEST(exposure_from_data)
{
    char folder[] = "/tmp/orthant-steps-XXXXXX", file[64], text[1024];
    ck_assert(mkdtemp(folder) != NULL);
    snprintf(file, sizeof file, "%s/p.csv", folder);
    FILE *stream = fopen(file, "w");
    fputs("time,A,B\n", stream);
    double a = 0, b = 0;
    for (int k = 0; k <= 40; k++) {
        fprintf(stream, "%d,%.17g,%.17g\n", 60 * k, exp(a), exp(b));
        a += k % 2 == 0 ? 0.03 : -0.01;
        b += k % 2 == 0 ? -0.02 : 0.02;
    }
    fclose(stream);
    static const char *const models[] = {"\"panel\"", "\"files\"",
                                         "\"bootstrap\", \"mean_length\": \"4\"",
                                         "\"panel\", \"blocks\": 31"};
    /* the mean of w (1 - w) from 0.5 to 0.9 is that at the mean less 0.4^2 / 12 */
    double pair = 0.0005 + 0.0004 + 2 * 0.0004;
    double expected = pair / 2 * (0.21 - 0.16 / 12 - 0.09);
    for (size_t k = 0; k < 4; k++) {
        char where[256];
        snprintf(where, sizeof where,
                 k == 1 ? "\"files\": {\"A\": \"%s\", \"B\": \"%s\"}" : "\"file\": \"%s\"", file,
                 file);
        snprintf(text, sizeof text,
                 "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", "
                 "\"0.5\"]}, \"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": 1, "
                 "\"blocks_per_step\": 3, \"market\": {\"model\": %s, %s}}",
                 models[k], where);
        orth_scenario *scenario = test_scenario(text);
        orth_exposure exposure;
        orth_error error = {.text = ""};
        orth_status status = orth_exposure_of(&exposure, scenario, "linear", 0, 0, &error);
        ck_assert_msg(status == ORTH_OK, "%s", error.text);
        double part =
            k == 3 ? (0.0009 * 16 + 0.0001 * 15 + 0.0004 * 31 + 2 * (0.0006 * 16 + 0.0002 * 15)) /
                         31 / pair
                   : 1;
        ck_assert_msg(fabs(exposure.lvr - 3 * part * expected) <= 1e-5 * exposure.lvr,
                      "model %d: %g, not %g", (int)k, exposure.lvr, 3 * part * expected);
        ck_assert(exposure.most == (k == 2 ? UINT64_MAX : k == 3 ? 10 : 13));
        orth_scenario_free(scenario);
    }
    remove(file);
    remove(folder);
}
END_TEST

/* A move that goes nowhere: no distance, no exposure but what was named, one number of steps, and
 * all that are asked for tie. */
START_TEST(nothing_moves)
{
    orth_scenario *scenario = test_scenario(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"start\": {\"weights\": [\"1/3\", "
        "\"1/3\", \"1/3\"]}, \"target\": {\"weights\": [\"1/3\", \"1/3\", \"1/3\"]}, \"paths\": "
        "[\"geodesic\"], \"steps\": [3, 1, 8], \"market\": {\"model\": \"gbm\", \"block_seconds\": "
        "60, \"volatility\": [\"0.9\", \"0.5\", \"0\"]}, \"monte_carlo\": {\"paths\": 9}}");
    orth_exposure exposure;
    orth_simulation *simulation, *at_target;
    orth_simulate_options options = {0};
    ck_assert(orth_exposure_of(&exposure, scenario, "geodesic", 0, 0, NULL) == ORTH_OK);
    ck_assert(exposure.distance == 0 && exposure.lvr == 0 && exposure.best_steps == 0);
    ck_assert(orth_simulation_run(&simulation, scenario, &options, NULL) == ORTH_OK);
    ck_assert(orth_simulation_at_target(&at_target, simulation, &options, NULL) == ORTH_OK);
    orth_best_steps *report;
    ck_assert(orth_best_steps_create(&report, simulation, at_target, &exposure, NULL, NULL) ==
              ORTH_OK);
    for (size_t i = 0; i < report->count; i++)
        ck_assert(report->points[i].cost == 0 &&
                  report->points[i].verdict <= ORTH_BEST_STEPS_WITHIN);
    ck_assert(!report->defined);
    says(report, "Nothing moves");
    orth_best_steps_free(report);
    orth_simulation_free(at_target);
    orth_simulation_free(simulation);
    ck_assert(orth_exposure_candidates(scenario, &exposure, NULL) == ORTH_OK);
    ck_assert(scenario->step_count == 1 && scenario->steps[0] == 1);
    orth_scenario_free(scenario);
}
END_TEST

/* Candidates rise, and none is beyond what the market has; that itself is tried in their place. */
START_TEST(candidates)
{
    static const struct {
        double best;
        uint64_t most;
        size_t count;
        uint64_t first, last;
    } cases[] = {{580, 100000, 15, 73, 4640},
                 {580, 620, 9, 73, 620},
                 {580, 50, 1, 50, 50},
                 {580, 1, 1, 1, 1},
                 {0, UINT64_MAX, 11, 1, 1024},
                 {0, 10, 5, 1, 10},
                 {0, 3000, 13, 1, 3000},
                 {0, 100000, 15, 1, 16384},
                 {0, 16384, 15, 1, 16384},
                 {0, 0, 1, 1, 1},
                 {1, 100000, 4, 1, 8},
                 {1e9, 100000, 1, 100000, 100000},
                 {20000, 1000000, 15, 2500, 131072},
                 {1e9, UINT64_MAX, 1, 131072, 131072}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        orth_scenario scenario = {0};
        orth_exposure exposure = {
            .distance = 1, .near_steps = cases[k].best, .most = cases[k].most};
        ck_assert(orth_exposure_candidates(&scenario, &exposure, NULL) == ORTH_OK);
        ck_assert_msg(scenario.step_count == cases[k].count, "case %d: %d candidates", (int)k,
                      (int)scenario.step_count);
        ck_assert_uint_eq(scenario.steps[0], cases[k].first);
        ck_assert_uint_eq(scenario.steps[scenario.step_count - 1], cases[k].last);
        for (size_t i = 1; i < scenario.step_count; i++)
            ck_assert(scenario.steps[i] > scenario.steps[i - 1]);
        free(scenario.steps);
    }
}
END_TEST

/* Of several paths the first; price paths, candidates and the scenario's own costs unless said. */
START_TEST(a_scenario_is_prepared)
{
    orth_scenario *scenario;
    orth_exposure exposure;
    ck_assert(orth_scenario_load(&scenario, "scenarios/market/weekly-update.json", NULL) ==
              ORTH_OK);
    ck_assert(orth_scenario_set_paths(scenario, "linear,geodesic", NULL) == ORTH_OK);
    ck_assert(orth_scenario_set_steps(scenario, "7,9", NULL) == ORTH_OK);
    scenario->price_paths = 0;
    scenario->tracking_bp = 0.01;
    ck_assert(orth_exposure_prepare(scenario, &exposure, true, NULL) == ORTH_OK);
    ck_assert(scenario->path_count == 1 && strcmp(scenario->paths[0], "linear") == 0);
    ck_assert(scenario->step_count == 2 && scenario->steps[1] == 9);
    ck_assert_uint_eq(scenario->price_paths, ORTH_EXPOSURE_PRICE_PATHS);
    ck_assert(fabs(exposure.tracking - 1e-6) < 1e-11);
    scenario->price_paths = 3;
    ck_assert(orth_exposure_prepare(scenario, &exposure, false, NULL) == ORTH_OK);
    ck_assert(scenario->price_paths == 3 && scenario->step_count > 2);
    scenario->tracking_bp = 1e4;
    ck_assert(orth_exposure_prepare(scenario, &exposure, false, NULL) == ORTH_BAD_INPUT);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("steps", a_scenario_is_prepared, candidates, verdicts,
               equal_costs_are_not_told_apart, a_least_cost_that_is_not_above_0, ends_of_the_range,
               one_price_path_and_several_paths, the_closed_form_in_a_market, blocks_after_the_move,
               exposure_from_data, nothing_moves)
