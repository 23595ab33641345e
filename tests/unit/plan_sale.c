/* What a launch is created with, where the plan knows the sale: the fifth word, whether project
 * tokens are taken back, and the project's token first. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/contract.h"
#include "plans.h"
#include "scenario/read.h"

static const char reserve_first[] =
    "{\"orthant\": 1, \"tokens\": [\"USDC\", \"PRJ\"], \"start\": {\"weights\": [\"0.1\", \"0.9\"]},"
    " \"target\": {\"weights\": [\"0.5\", \"0.5\"]}, \"steps\": 20}";

typedef struct made {
    orth_scenario *scenario;
    orth_move *move;
    orth_plan_study *study;
    char *text;
} made;

static made make(const char *target, uint64_t virtual_balance, bool blocks)
{
    made m;
    orth_error error = {.text = ""};
    ck_assert_int_eq(
        orth_scenario_parse(&m.scenario, reserve_first, strlen(reserve_first), "sale", &error),
        ORTH_OK);
    ck_assert_int_eq(orth_scenario_move(&m.move, m.scenario, &error), ORTH_OK);
    orth_plan_study_options options = orth_plan_study_options_of(m.scenario);
    options.target = target;
    options.calls = 1;
    options.has_sale = true;
    options.sale = (orth_plan_sale){{{virtual_balance}}, blocks};
    options.project_last = true;
    ck_assert_msg(orth_plan_study_create(&m.study, m.move, &options, &error) == ORTH_OK, "%s",
                  error.text);
    m.text = test_plan_written(m.study);
    return m;
}

static void unmake(made *m)
{
    free(m->text);
    orth_plan_study_free(m->study);
    orth_move_free(m->move);
    orth_scenario_free(m->scenario);
}

static void check_word(const made *m, size_t call, size_t argument, const char *name,
                       uint64_t value)
{
    const orth_plan_call *of = &m->study->plan->calls[call];
    ck_assert_str_eq(of->function->arguments[argument].name, name);
    ck_assert_uint_eq(of->arguments[argument].words[0].limb[0], value);
}

static void check_note(const made *m, const char *part)
{
    for (size_t i = 0; i < m->study->note_count; i++)
        if (strstr(m->study->notes[i], part) != NULL)
            return;
    ck_abort_msg("no note has: %s", part);
}

static void check_certified(const char *text, const char *refusal)
{
    orth_plan_file *in;
    orth_plan_certificate certificate;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_plan_file_parse(&in, text, strlen(text), "sale", &error) == ORTH_OK, "%s",
                  error.text);
    ck_assert_msg(orth_plan_certify(&certificate, in, 20, &error) == ORTH_OK, "%s", error.text);
    ck_assert_msg(strstr(certificate.refusal, refusal) != NULL, "%s", certificate.refusal);
    if (refusal[0] == '\0')
        ck_assert_str_eq(certificate.refusal, "");
    orth_plan_certificate_clear(&certificate);
    orth_plan_file_free(in);
}

START_TEST(the_parameters_of_a_sale)
{
    static const char *const targets[] = {"balancer-v3-lbp", "balancer-v3-lbp-v4"};
    for (size_t t = 0; t < 2; t++) {
        made m = make(targets[t], 123456789, t == 0);
        check_word(&m, 0, 0, "projectTokenStartWeight", UINT64_C(900000000000000000));
        check_word(&m, 0, 1, "reserveTokenStartWeight", UINT64_C(100000000000000000));
        check_word(&m, 0, 4, "reserveTokenVirtualBalance", 123456789);
        check_word(&m, 1, 2, "blockProjectTokenSwapsIn", t == 0);
        ck_assert_str_eq(m.study->options.tokens[0], "PRJ");
        ck_assert_uint_eq(m.study->replay->weights[0], UINT64_C(900000000000000000));
        check_note(&m, "the plan's tokens are PRJ, USDC");
        check_note(&m, "reserveTokenVirtualBalance is 123456789, in the smallest unit of USDC");
        check_note(&m, t == 0 ? "the pool takes no PRJ back" : "PRJ can be sold to the pool");
        ck_assert_ptr_nonnull(strstr(m.text, "\"tokens\": [\"PRJ\", \"USDC\"]"));
        check_certified(m.text, "");
        unmake(&m);
    }
}
END_TEST

/* Three words of common parameters, the last of them a truth value, which certify reads back. */
START_TEST(what_is_no_truth_value_is_refused)
{
    made m = make("balancer-v3-lbp", 0, true);
    char *at = strstr(m.text, "\"blockProjectTokenSwapsIn\": \"1\"");
    ck_assert_ptr_nonnull(at);
    at[strlen("\"blockProjectTokenSwapsIn\": \"")] = '2';
    check_certified(m.text, "the calldata of call 2 is not what its arguments encode to");
    at = strstr(at, "\"calldata\": \"");
    ck_assert_ptr_nonnull(at);
    at = strchr(at + strlen("\"calldata\": \""), '"');
    ck_assert_int_eq(at[-1], '1');
    at[-1] = '2';
    check_certified(m.text, "blockProjectTokenSwapsIn is neither 0 nor 1");
    unmake(&m);
}
END_TEST

START_TEST(other_targets_keep_the_order)
{
    made m = make("generic", 5, true);
    ck_assert_str_eq(m.study->options.tokens[0], "USDC");
    ck_assert_uint_eq(m.study->replay->weights[0], UINT64_C(100000000000000000));
    unmake(&m);
}
END_TEST

/* A scenario with a sale of one million virtual USDC. */
static orth_scenario *with_sale(size_t project, const char *reserve, const char *virtual_reserve,
                                unsigned decimals)
{
    orth_scenario *scenario;
    ck_assert_int_eq(
        orth_scenario_parse(&scenario, reserve_first, strlen(reserve_first), "sale.json", NULL),
        ORTH_OK);
    ck_assert_int_eq(orth_scenario_launch_create(&scenario->launch, NULL), ORTH_OK);
    orth_scenario_launch *launch = scenario->launch;
    launch->project = project;
    launch->reserve = 1 - project;
    mpq_set_ui(launch->project_balance, 9000000, 1);
    mpq_set_str(launch->reserve_balance, reserve, 10);
    mpq_set_str(launch->virtual_reserve, virtual_reserve, 10);
    launch->reserve_decimals = decimals;
    scenario->blocks_per_step = 3;
    return scenario;
}

START_TEST(as_the_scenario_says)
{
    orth_scenario *scenario = with_sale(1, "0", "3000000/7", 6);
    orth_plan_study_options options = orth_plan_study_options_of(scenario);
    options.target = "balancer-v3-lbp";
    ck_assert_int_eq(orth_plan_study_set_sale(&options, scenario, NULL), ORTH_OK);
    ck_assert(options.has_sale && options.project_last && options.sale.blocks_project);
    ck_assert_uint_eq(options.sale.virtual_balance.limb[0], UINT64_C(428571428571));
    ck_assert_uint_eq(options.sale.virtual_balance.limb[1], 0);
    ck_assert_uint_eq(options.steps, 60);
    orth_scenario_free(scenario);

    scenario = with_sale(0, "100000", "0", 18);
    scenario->launch->sales_blocked = false;
    options = orth_plan_study_options_of(scenario);
    options.target = "balancer-v3-lbp-v4";
    ck_assert_int_eq(orth_plan_study_set_sale(&options, scenario, NULL), ORTH_OK);
    ck_assert(options.has_sale && !options.project_last && !options.sale.blocks_project);
    ck_assert_uint_eq(options.sale.virtual_balance.limb[0], 0);
    options = orth_plan_study_options_of(scenario);
    ck_assert_int_eq(orth_plan_study_set_sale(&options, scenario, NULL), ORTH_OK);
    ck_assert(!options.has_sale && options.steps == 60); /* generic */
    orth_scenario_free(scenario);
}
END_TEST

/* 2^64 + 1 has two words. */
START_TEST(large_virtual_reserves)
{
    orth_scenario *scenario = with_sale(0, "0", "18446744073709551617", 0);
    orth_plan_study_options options = orth_plan_study_options_of(scenario);
    options.target = "balancer-v3-lbp";
    ck_assert_int_eq(orth_plan_study_set_sale(&options, scenario, NULL), ORTH_OK);
    ck_assert_uint_eq(options.sale.virtual_balance.limb[0], 1);
    ck_assert_uint_eq(options.sale.virtual_balance.limb[1], 1);
    orth_scenario_free(scenario);
}
END_TEST

static void check_refused(orth_scenario *scenario, orth_status status, const char *part)
{
    orth_error error = {.text = ""};
    orth_plan_study_options options = orth_plan_study_options_of(scenario);
    options.target = "balancer-v3-lbp";
    ck_assert_int_eq(orth_plan_study_set_sale(&options, scenario, &error), status);
    ck_assert_msg(strstr(error.text, part) != NULL, "%s", error.text);
    ck_assert(!options.has_sale);
    orth_scenario_free(scenario);
}

START_TEST(what_such_a_pool_cannot_have)
{
    check_refused(with_sale(0, "1", "1", 6), ORTH_DOMAIN, "/launch/balances/reserve: 1 beside");
    check_refused(with_sale(0, "0", "340282366920938463463374607431768211456", 0), ORTH_DOMAIN,
                  "with 0 decimals it takes 129 bits");
    check_refused(with_sale(0, "0", "1/10000000", 6), ORTH_DOMAIN, "less than the smallest unit");
    orth_scenario *scenario = with_sale(0, "1", "0", 6);
    scenario->blocks_per_step = ORTH_STEPS_MAX;
    check_refused(scenario, ORTH_BAD_INPUT, "a sale of at most 1000000000 blocks");
}
END_TEST

ORTH_TEST_MAIN("plan sale", as_the_scenario_says, large_virtual_reserves,
               what_such_a_pool_cannot_have, the_parameters_of_a_sale,
               what_is_no_truth_value_is_refused, other_targets_keep_the_order)
