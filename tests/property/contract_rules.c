/* QuantAMM's rules and guard against their reference in real numbers, and the reference against
 * values by hand. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/functions.h"
#include "orthant/audit.h"

typedef struct call_state {
    orth_contract_arguments arguments;
    orth_contract_result result;
    orth_truth truth;
} call_state;

static call_state *call_of(const char *name, const char *const *texts)
{
    call_state *state = malloc(sizeof *state);
    const orth_contract_function *function = orth_catalogue_find(name, NULL);
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    ck_assert(state != NULL && function != NULL);
    size_t n = orth_contract_signature(function, types, &type);
    orth_contract_arguments_clear(&state->arguments);
    for (size_t i = 0; i < n; i++)
        ck_assert(orth_contract_arguments_add_text(&state->arguments, &types[i], texts[i], NULL) ==
                  ORTH_OK);
    ck_assert(orth_contract_call(&state->result, function, state->arguments.values, n, NULL) ==
              ORTH_OK);
    orth_truth_init(&state->truth);
    return state;
}

static void call_free(call_state *state)
{
    orth_truth_clear(&state->truth);
    free(state);
}

/* How far `wei` is from the real value of the output. */
static orth_truth_error error_of(call_state *state, const char *name, size_t output,
                                 const char *wei)
{
    const orth_contract_function *function = orth_catalogue_find(name, NULL);
    mpz_t result;
    ck_assert(orth_audit_function_find(function)->prepare(&state->truth, state->arguments.values,
                                                          output));
    mpz_init_set_str(result, wei, 10);
    orth_truth_error found = orth_truth_measure(&state->truth, result);
    mpz_clear(result);
    ck_assert_msg(found.decided, "%s, output %zu", name, output);
    return found;
}

/* One update of two tokens, lambda 1/2, kappa 1, prices (1, 1), then (2, 1): the averages are 3/2
 * and 1, a = (1, 0), F = 1/4. */
#define UPDATE(parameters, lambda, step)                                                           \
    {                                                                                              \
        "[1e18,1e18]", "[0,0]", "[5e17,5e17]", parameters, lambda, "1e18", "1e16", step            \
    }

static const struct {
    const char *name, *arguments[8];
    double first; /* the first weight */
} by_hand[] = {
    {"quantamm_rule_momentum", UPDATE("[[1e18],[0]]", "[5e17]", "[[2e18,1e18]]"), 7. / 12},
    {"quantamm_rule_momentum", UPDATE("[[1e18],[1e18]]", "[5e17]", "[[2e18,1e18]]"), 9. / 16},
    {"quantamm_rule_momentum", UPDATE("[[1e18,3e18]]", "[5e17]", "[[2e18,1e18]]"), 0.625},
    {"quantamm_rule_anti_momentum", UPDATE("[[1e18],[0]]", "[5e17]", "[[2e18,1e18]]"), 5. / 12},
    {"quantamm_rule_power_channel", UPDATE("[[6e18],[2e18]]", "[5e17]", "[[2e18,1e18]]"), 7. / 12},
    /* a rail of 1 % and a step of at most 1 */
    {"quantamm_rule_momentum", UPDATE("[[36e18],[0]]", "[5e17]", "[[2e18,1e18]]"), 0.99},
    /* prices fall from 1 to 1/2: the average is 3/4, a = -1/2, b = -1/6 */
    {"quantamm_rule_power_channel", UPDATE("[[6e18],[2e18]]", "[5e17]", "[[5e17,1e18]]"), 5. / 12},
};

START_TEST(updates_by_hand)
{
    for (size_t i = 0; i < sizeof by_hand / sizeof by_hand[0]; i++) {
        const char *name = by_hand[i].name;
        call_state *state = call_of(name, by_hand[i].arguments);
        orth_truth_error first = error_of(state, name, 0, "500000000000000000");
        orth_truth_error second = error_of(state, name, 1, "500000000000000000");
        ck_assert_msg(fabs(first.value / 1e18 - by_hand[i].first) < 1e-15, "%s, %zu: %.17g", name,
                      i, first.value / 1e18);
        ck_assert_double_eq_tol(second.value / 1e18, 1 - by_hand[i].first, 1e-15);
        call_free(state);
    }
}
END_TEST

/* b = 1/6 with W = 1/6, A = h = 1, S = 1/12 and x = 2: e = e^(-1/2), u = pi / 3, a trend of 1. */
START_TEST(channel_following_by_hand)
{
    static const char *const arguments[] =
        UPDATE("[[1e17],[166666666666666667],[1e18],[2e18],[1e18],[83333333333333333]]", "[5e17]",
               "[[2e18,1e18]]");
    const char *name = "quantamm_rule_channel_following";
    call_state *state = call_of(name, arguments);
    double e = exp(-0.5), u = acos(-1) / 3, signal = 1 - e - e * (u - u * u * u / 6);
    orth_truth_error first = error_of(state, name, 0, "500000000000000000");
    ck_assert_double_eq_tol(first.value / 1e18, 0.5 + 0.05 * signal, 1e-15);
    call_free(state);
}
END_TEST

/* Averages of 3/2, and 7/4 for the short lambda of 1/4. And variances: the states (1/2) 1 + 1 1/2
 * and (1/2) 1, L = 1/2, shares 1/3 and 2/3. */
START_TEST(averages_and_variances_by_hand)
{
    static const char *const difference[] = {
        "[1e18,1e18]", "[1e18,1e18]", "[5e17,5e17]", "[[1e18],[25e16]]",
        "[5e17]",      "1e18",        "1e16",        "[[2e18,1e18]]"};
    static const char *const variance[] = {"[1e18,1e18]", "[1e18,1e18]",  "[5e17,5e17]",
                                           "[[5e17]]",    "[5e17]",       "1e18",
                                           "1e16",        "[[2e18,1e18]]"};
    call_state *state = call_of("quantamm_rule_difference_momentum", difference);
    orth_truth_error found = error_of(state, "quantamm_rule_difference_momentum", 0, "1");
    ck_assert_double_eq_tol(found.value / 1e18, 0.5 + 1. / 12, 1e-15);
    call_free(state);
    state = call_of("quantamm_rule_minimum_variance", variance);
    found = error_of(state, "quantamm_rule_minimum_variance", 0, "1");
    ck_assert_double_eq_tol(found.value / 1e18, 0.25 + 0.5 / 3, 1e-15);
    call_free(state);
}
END_TEST

/* The rail, and a share of 0.9 / 1.3 of what is not raised: 99/1300 and so on; a rail is met
 * exactly, and a wei more or less is seen. */
START_TEST(guard_by_hand)
{
    static const char *const arguments[] = {"[-3e17,11e16,60e16,59e16]", "[2e17,3e17,2e17,3e17]",
                                            "1e18", "1e17"};
    static const struct {
        size_t output;
        const char *wei;
        double error;
    } cases[] = {{0, "100000000000000000", 0},        {0, "100000000000000001", 1},
                 {0, "99999999999999999", -1},        {1, "76153846153846154", 2. / 13},
                 {2, "415384615384615384", -8. / 13}, {3, "408461538461538462", 6. / 13}};
    call_state *state = call_of("quantamm_guard", arguments);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orth_truth_error found = error_of(state, "quantamm_guard", cases[i].output, cases[i].wei);
        ck_assert_msg(fabs(found.wei - cases[i].error) < 1e-12, "%s: %g", cases[i].wei, found.wei);
        ck_assert_int_eq(found.sign == 0, cases[i].error == 0);
    }
    call_free(state);
}
END_TEST

/* Half the change where it is twice what is allowed; then a shortage of 0.195 goes to the second
 * largest, an excess of 0.295 comes off the largest. */
START_TEST(speed_and_sum_by_hand)
{
    static const struct {
        const char *arguments[4], *first, *second;
    } cases[] = {
        {{"[5e17,5e17]", "[3e17,7e17]", "1e17", "1e17"},
         "400000000000000000",
         "600000000000000000"},
        {{"[3e17,3e17]", "[3e17,31e16]", "1e17", "1e17"},
         "595000000000000000",
         "405000000000000000"},
        {{"[5e17,5e17]", "[8e17,79e16]", "15e16", "1e17"},
         "355000000000000000",
         "645000000000000000"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        call_state *state = call_of("quantamm_guard", cases[i].arguments);
        ck_assert_int_eq(error_of(state, "quantamm_guard", 0, cases[i].first).sign, 0);
        ck_assert_int_eq(error_of(state, "quantamm_guard", 1, cases[i].second).sign, 0);
        call_free(state);
    }
}
END_TEST

/* What is kept of one call is not given for another with the same places in memory. */
START_TEST(another_call_in_the_same_place)
{
    static const char *const first[] = {"[3e17,7e17]", "[3e17,7e17]", "1e18", "1e17"};
    call_state *state = call_of("quantamm_guard", first);
    ck_assert(error_of(state, "quantamm_guard", 1, "700000000000000000").sign == 0);
    state->arguments.words[0] = (orth_word){{UINT64_C(600000000000000000), 0, 0, 0}};
    orth_truth_error found = error_of(state, "quantamm_guard", 1, "700000000000000000");
    ck_assert_double_eq_tol(found.value / 1e18, 7. / 13, 1e-15);
    call_free(state);
}
END_TEST

/* The emulated runs stay near the real ones: by far the largest error is of few digits that are
 * left of (1 - lambda)^3 / lambda. */
START_TEST(runs_stay_near)
{
    static const struct {
        const char *name;
        double relative;
        uint64_t samples;
    } functions[] = {{"quantamm_guard", 1e-15, 4000},
                     {"quantamm_rule_momentum", 1e-9, 150},
                     {"quantamm_rule_anti_momentum", 1e-9, 150},
                     {"quantamm_rule_power_channel", 1e-9, 100},
                     {"quantamm_rule_channel_following", 1e-9, 40},
                     {"quantamm_rule_difference_momentum", 1e-9, 150},
                     {"quantamm_rule_minimum_variance", 1e-9, 150}};
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        orth_audit audit;
        orth_audit_request request = {.function = orth_catalogue_find(functions[i].name, NULL),
                                      .samples = functions[i].samples,
                                      .seed = test_seed(5),
                                      .threads = 2};
        ck_assert(orth_audit_run(&audit, &request, NULL) == ORTH_OK);
        ck_assert_msg(audit.undecided == 0 && audit.undefined == 0, "%s", functions[i].name);
        ck_assert_uint_gt(audit.points, functions[i].samples / 2);
        ck_assert_msg(audit.relative.max < functions[i].relative &&
                          audit.relative.min > -functions[i].relative,
                      "%s: %g, %g", functions[i].name, audit.relative.min, audit.relative.max);
        orth_audit_clear(&audit);
    }
}
END_TEST

ORTH_TEST_MAIN("contract rules", updates_by_hand, channel_following_by_hand,
               averages_and_variances_by_hand, guard_by_hand, speed_and_sum_by_hand,
               another_call_in_the_same_place, runs_stay_near)
