/* The study of a plan: its numbers of set points, rails, cuts, notes, and what cannot be. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/report.h"
#include "plans.h"

/* As many set points as cost least, each row the run of its own plan. */
START_TEST(the_number_of_calls)
{
    test_plan m = test_plan_make(test_plan_scenario, "generic", 0, false);
    const orth_plan_study *s = m.study;
    ck_assert_uint_eq(m.options.rails.minimum_weight, 50000000000000000);
    ck_assert_uint_eq(m.options.rails.largest_move, 200000000000000000);
    ck_assert_uint_eq(s->row_count, ORTH_PLAN_ROWS_MAX - 1); /* one call moves too much */
    ck_assert_uint_eq(s->rows[0].points, 2);
    double least = INFINITY;
    for (size_t k = 0; k < s->row_count; k++) {
        double total = s->rows[k].money + s->rows[k].gas;
        ck_assert(s->rows[k].excess > 0 && s->rows[k].gas == 3. * (double)s->rows[k].calls);
        if (total < least && s->rows[k].points <= s->chosen)
            least = total;
        ck_assert(total >= least);
    }
    const orth_plan_row *chosen = &s->rows[s->chosen - 2];
    ck_assert(chosen->points == s->chosen && chosen->money + chosen->gas == least);
    ck_assert(chosen->log_loss == s->replay->log_loss && chosen->calls == s->plan->call_count);
    ck_assert(s->bounded && s->settled && strtod(s->bound, NULL) <= s->optimum);
    ck_assert(s->note_count == 0 && s->skipped == 0);

    char *csv = NULL;
    size_t length = 0, lines = 0;
    FILE *stream = open_memstream(&csv, &length);
    orth_plan_study_write_csv(s, stream);
    fclose(stream);
    for (size_t k = 0; k < length; k++)
        lines += csv[k] == '\n';
    ck_assert_uint_eq(lines, s->row_count + 1);
    free(csv);
    test_plan_unmake(&m);
}
END_TEST

/* A pool for bootstrapping has one segment, so that one is tried, and one move is what is legal. */
START_TEST(one_set_point_alone)
{
    static const char text[] =
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [0.5, 0.5]},"
        " \"target\": {\"weights\": [0.9, 0.1]}, \"steps\": 30}";
    test_plan m = test_plan_make(text, "balancer-v3-lbp", 0, false);
    ck_assert_uint_eq(m.study->row_count, 1);
    ck_assert(m.study->skipped == 0 && m.study->note_count == 1);
    ck_assert(strstr(m.study->notes[0], "reserveTokenVirtualBalance is 0") != NULL);
    ck_assert(m.study->rows[0].calls == 1 && m.study->plan->call_count == 2);
    ck_assert(m.study->rows[0].gas == 3); /* one transaction of two structs */
    orth_move *legal;
    m.options.rails.largest_move = 100000000000000000;
    ck_assert(orth_plan_study_legal(&legal, m.move, &m.options, NULL) == ORTH_OK);
    ck_assert(legal->target[0] == .6);
    orth_move_free(legal);
    test_plan_unmake(&m);
}
END_TEST

/* A move so slow that whole multipliers miss it: cut in every segment where that saves more than
 * its gas, else in the last alone. */
START_TEST(cuts_where_they_pay)
{
    static const char text[] =
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"steps\": 60000,"
        " \"start\": {\"weights\": [\"0.7\", \"0.2\", \"0.1\"]},"
        " \"target\": {\"weights\": [\"0.699\", \"0.2006\", \"0.1004\"]}}";
    test_plan m = test_plan_make(text, "quantamm", 2, false);
    orth_plan_study *dear;
    ck_assert_uint_eq(m.study->plan->call_count, 6);
    m.options.value = 1e6;
    m.options.gas = 1;
    ck_assert(orth_plan_study_create(&dear, m.move, &m.options, NULL) == ORTH_OK);
    ck_assert_uint_eq(dear->plan->call_count, 4);
    ck_assert(dear->replay->log_loss > m.study->replay->log_loss * 1.001);
    orth_plan_study_free(dear);
    test_plan_unmake(&m);
}
END_TEST

/* Where only some numbers of set points can be, the first that cannot is noted. */
START_TEST(what_is_noted)
{
    static const char text[] =
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"
        " \"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": 2000,"
        " \"guard_rails\": {\"largest_move\": \"0.0799999999999999999\"}}";
    test_plan m = test_plan_make(text, "generic", 0, false);
    ck_assert_uint_eq(m.study->skipped, 5);
    ck_assert_uint_eq(m.study->note_count, 2);
    ck_assert_ptr_eq(strstr(m.study->notes[0], "without --gas: "), m.study->notes[0]);
    ck_assert_ptr_eq(strstr(m.study->notes[1], "with 5 set points: skipped: "), m.study->notes[1]);
    ck_assert_ptr_nonnull(strstr(m.study->notes[1], m.study->skip_reason));
    test_plan_unmake(&m);
}
END_TEST

static orth_status study_fails(test_plan *m, const char *why)
{
    orth_plan_study *study;
    orth_error error;
    orth_status status = orth_plan_study_create(&study, m->move, &m->options, &error);
    ck_assert(study == NULL && status == error.status);
    ck_assert_msg(strstr(error.text, why) != NULL, "%s", error.text);
    return status;
}

START_TEST(studies_that_cannot_be)
{
    test_plan m = test_plan_make(test_plan_scenario, "generic", 2, false);
    m.options.target = "generik";
    ck_assert(study_fails(&m, "no target is called \"generik\"; the nearest is \"generic\"; "
                              "permitted: generic, balancer-v3-lbp, balancer-v3-lbp-v4, "
                              "balancer-v2-lbp, balancer-v2-managed, "
                              "quantamm, quantamm-target") == ORTH_BAD_INPUT);
    m.options.target = "balancer-v3-lbp";
    ck_assert(study_fails(&m, "takes at most 2 tokens, not 3") == ORTH_DOMAIN);
    m.options.target = "generic";
    m.options.calls = 1;
    ck_assert(study_fails(&m, "A: it moves by 0.3, which takes at least 2 set points") ==
              ORTH_DOMAIN);
    m.options.rails.minimum_weight = 250000000000000000;
    ck_assert(study_fails(&m, "A: its start weight 0.2 is below the guard rail") == ORTH_DOMAIN);
    m.options.rails = (orth_plan_rails){0};
    m.options.clock.per = 1000; /* 40 blocks in less than a second */
    ck_assert(study_fails(&m, "all 41 blocks have one timestamp") == ORTH_DOMAIN);
    orth_move *legal;
    ck_assert(orth_plan_study_legal(&legal, m.move, &m.options, NULL) == ORTH_DOMAIN);
    test_plan_unmake(&m);
}
END_TEST

START_TEST(facts_of_targets)
{
    const orth_plan_target *const *all = orth_plan_targets(), *target;
    for (size_t k = 0; all[k] != NULL; k++) {
        ck_assert(orth_plan_target_find(&target, all[k]->name, NULL) == ORTH_OK);
        ck_assert(target == all[k] && target->version[0] != '\0' && target->functions[0] != NULL);
        ck_assert(target->deployment == (target->functions[0]->selector == 0));
        ck_assert(target->calls_max >= 1 && target->calls_max <= ORTH_PLAN_CALLS_MAX);
        ck_assert(target->unit > 0 && 1000000000000000000 % target->unit == 0);
    }
    ck_assert(orth_plan_target_find(&target, "", NULL) == ORTH_BAD_INPUT && target == NULL);
    ck_assert(orth_plan_weight(1) == 1e-18 && orth_plan_weight(100000000000000000) == .1);
}
END_TEST

/* Rails in the doubles that they were written as: as text, and as plain numbers, which are rounded
 * to a wei on the strict side. */
START_TEST(rails_in_doubles)
{
    static const struct {
        uint64_t least, move;
        double least_is, move_is;
    } rails[] = {
        {0, 0, 0, 0},
        {5000000000000000, 200000000000000000, .005, .2},
        {5000000000000001, 200000000000000011, .005, .2}, /* ceil, floor of the doubles */
        {333333333333333334, 333333333333333333, 1. / 3, 1. / 3},
        {1, 1000000000000000000, 1e-18, 1},
    };
    for (size_t k = 0; k < sizeof rails / sizeof rails[0]; k++) {
        const orth_plan_rails r = {0, rails[k].least, rails[k].move, {0}};
        orth_setpoint_options options = orth_plan_setpoint_options(&r, true, false);
        ck_assert(options.optimise_weights && !options.free_times);
        ck_assert_msg(options.minimum_weight == rails[k].least_is &&
                          options.largest_move == rails[k].move_is,
                      "%zu: %.17g %.17g", k, options.minimum_weight, options.largest_move);
    }
}
END_TEST

/* Of the clock, of a legal target, of the cost: each only where there is something to say. */
START_TEST(what_is_told_beside_a_plan)
{
    test_plan m = test_plan_make(test_plan_scenario, "generic", 2, false);
    orth_plan_notes notes = {.count = 0};
    orth_plan_cost cost;
    orth_error error;
    orth_plan_clock_notes(&notes, m.scenario, 0, 0);
    size_t taken = notes.count;
    orth_plan_clock_notes(&notes, m.scenario, 0, m.scenario->start_time + 1);
    ck_assert_uint_eq(notes.count, 2 * taken + 1);
    ck_assert(strstr(notes.lines[notes.count - 1], "starts in the past") != NULL);
    notes.count = 0;
    orth_plan_clock_notes(&notes, m.scenario, 3600, m.scenario->start_time - 60);
    ck_assert(strstr(notes.lines[notes.count - 1], "starts within 1 h") != NULL);
    notes.count = 0;
    orth_plan_legal_note(&notes, m.move, &m.options);
    ck_assert(notes.count == 0);
    m.options.rails.largest_move = 100000000000000000;
    orth_plan_legal_note(&notes, m.move, &m.options);
    ck_assert(notes.count == 1 && strstr(notes.lines[0], "nearest legal target") != NULL);
    m.options.legal = true;
    orth_plan_legal_note(&notes, m.move, &m.options);
    ck_assert(notes.count == 1);
    ck_assert(orth_plan_cost_find(&cost, m.study, m.scenario, &notes, &error) == ORTH_OK);
    ck_assert(!cost.result.has_cost); /* no fee */
    orth_plan_cost_notes(&notes, &cost);
    orth_plan_cost_clear(&cost);
    ck_assert(notes.count == 1);
    notes.count = ORTH_PLAN_NOTES_MAX; /* no room */
    orth_plan_clock_notes(&notes, m.scenario, 0, UINT64_MAX);
    ck_assert_uint_eq(notes.count, ORTH_PLAN_NOTES_MAX);
    test_plan_unmake(&m);
}
END_TEST

ORTH_TEST_MAIN("plan study", the_number_of_calls, one_set_point_alone, cuts_where_they_pay,
               what_is_noted, studies_that_cannot_be, facts_of_targets, rails_in_doubles,
               what_is_told_beside_a_plan)
