/* The emulator against the exact mathematics, and the geometry against the tables of the paper's
 * formulas and against itself by a second route. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/functions.h"
#include "audit/sample.h"
#include "orthant/audit.h"
#include "orthant/contract.h"

static orth_audit audit_of(const char *name, uint64_t samples, uint64_t seed, unsigned threads)
{
    orth_audit audit;
    orth_audit_request request = {.function = orth_catalogue_find(name, NULL),
                                  .samples = samples,
                                  .seed = test_seed(seed),
                                  .threads = threads};
    orth_error error = {.text = ""};
    ck_assert(request.function != NULL);
    ck_assert_msg(orth_audit_run(&audit, &request, &error) == ORTH_OK, "%s", error.text);
    return audit;
}

START_TEST(promised_sides_hold)
{
    static const char *const names[] = {"fp_mul_down",
                                        "fp_mul_up",
                                        "fp_div_down",
                                        "fp_div_up",
                                        "fp_pow_down",
                                        "fp_pow_up",
                                        "weighted_out_given_exact_in",
                                        "weighted_in_given_exact_out",
                                        "weighted_balance_given_invariant",
                                        "weighted_invariant_down",
                                        "weighted_invariant_up",
                                        "vault_swap_exact_in",
                                        "vault_swap_exact_out",
                                        "pool_join_single_exact_bpt",
                                        "pool_exit_single_exact_bpt",
                                        "pool_join_unbalanced",
                                        "pool_exit_proportional",
                                        "pool_exit_single_exact_out",
                                        "fp_mul_div_up",
                                        "prb_sqrt",
                                        "v2_pow_down",
                                        "v2_pow_up",
                                        "v2_out_given_exact_in",
                                        "v2_in_given_exact_out",
                                        "v2_compress16",
                                        "v2_uncompress16",
                                        "v2_compress31",
                                        "v2_uncompress31",
                                        "v2_compress32",
                                        "v2_uncompress32",
                                        "v2_compress64",
                                        "v2_uncompress64"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        orth_audit audit = audit_of(names[i], 3000, 11, 2);
        ck_assert_msg(audit.side != ORTH_TRUTH_SIDE_NONE && audit.wrong_way == 0, "%s: %llu",
                      names[i], (unsigned long long)audit.wrong_way);
        ck_assert_uint_gt(audit.points, 1000);
        ck_assert_uint_eq(audit.undecided, 0);
        orth_audit_clear(&audit);
    }
}
END_TEST

/* ln is off by less than 2 wei, which an exponent multiplies: from 1.1 to e^130 it is 1364, so that
 * pow's relative error above 1 stays below 2.5e-15, a quarter of the margin that is charged. */
START_TEST(errors_stay_within_bounds)
{
    orth_audit pow = audit_of("log_exp_pow", 20000, 3, 2);
    orth_audit ln = audit_of("log_exp_ln", 20000, 3, 2);
    for (uint64_t i = 0; i < pow.samples; i++) {
        const orth_audit_point *p = &pow.point[i];
        if (p->state == ORTH_AUDIT_STATE_FINE && p->value > 1e18)
            ck_assert_msg(fabs(p->relative) < 2.5e-15, "pow sample %llu: %g", (unsigned long long)i,
                          p->relative);
    }
    for (uint64_t i = 0; i < ln.samples; i++) {
        const orth_audit_point *p = &ln.point[i];
        if (p->state == ORTH_AUDIT_STATE_FINE)
            ck_assert_msg(fabs(p->wei) < 2, "ln sample %llu: %g", (unsigned long long)i, p->wei);
    }
    orth_audit_clear(&pow);
    orth_audit_clear(&ln);
}
END_TEST

/* The reference measures planted errors rightly: results moved by whole wei. */
START_TEST(planted_errors_are_seen)
{
    const orth_contract_function *function = orth_catalogue_find("fp_mul_down", NULL);
    orth_contract_arguments *arguments = malloc(sizeof *arguments);
    orth_truth truth;
    mpz_t result;
    orth_truth_init(&truth);
    mpz_init(result);
    orth_contract_arguments_clear(arguments);
    orth_contract_type word = {.is_signed = false};
    orth_contract_arguments_add_text(arguments, &word, "3e18", NULL);
    orth_contract_arguments_add_text(arguments, &word, "5", NULL);
    ck_assert(orth_audit_function_find(function)->prepare(&truth, arguments->values, 0));
    for (int planted = -3; planted <= 3; planted++) {
        mpz_set_si(result, 15 + planted);
        orth_truth_error found = orth_truth_measure(&truth, result);
        ck_assert(found.decided && found.wei == planted);
        ck_assert_int_eq((found.sign > 0) - (found.sign < 0), (planted > 0) - (planted < 0));
    }
    mpz_clear(result);
    orth_truth_clear(&truth);
    free(arguments);
}
END_TEST

/* The size of an error is told, not its sign alone: ln(1.1 less a wei) / ln(1 and a wei) has 35
 * digits, so that 128 bits tell the sign of this one, and three of its digits. */
START_TEST(small_errors_of_large_results_are_told)
{
    const orth_contract_function *function = orth_catalogue_find("log_exp_log", NULL);
    orth_contract_arguments *arguments = malloc(sizeof *arguments);
    orth_truth truth;
    mpz_t result;
    orth_truth_init(&truth);
    mpz_init_set_str(result, "95310179804324859325477649743277566", 10);
    orth_contract_arguments_clear(arguments);
    orth_contract_type word = {.is_signed = true};
    orth_contract_arguments_add_text(arguments, &word, "1099999999999999999", NULL);
    orth_contract_arguments_add_text(arguments, &word, "1000000000000000001", NULL);
    ck_assert(orth_audit_function_find(function)->prepare(&truth, arguments->values, 0));
    orth_truth_error found = orth_truth_measure(&truth, result);
    ck_assert(found.decided && found.sign > 0);
    ck_assert_double_eq_tol(found.wei, 142961345651259135.54, 64);
    mpz_clear(result);
    orth_truth_clear(&truth);
    free(arguments);
}
END_TEST

/* A join of (4, 1) times the balances at a fee of 1/2 mints sqrt(3) - 1, for r = 2 leaves (3, 1);
 * an exit of 3/4 of a balance at a fee of 1/5 leaves (1/4 - 1/10) / (4/5) = 3/16, and burns 1 -
 * sqrt(3)/4. */
START_TEST(fees_with_a_power_inside)
{
    static const struct {
        const char *name, *fee, *last;
        uint64_t floor;
        double fraction; /* of the value above its floor */
    } cases[] = {
        {"pool_join_unbalanced", "5e17", "[3e18,0]", UINT64_C(732050807568877293),
         0.527446341505872},
        {"pool_exit_single_exact_out", "2e17", "75e16", UINT64_C(566987298107780676),
         0.618138414623532},
    };
    orth_contract_arguments *arguments = malloc(sizeof *arguments);
    orth_truth truth;
    mpz_t result;
    ck_assert(arguments != NULL);
    orth_truth_init(&truth);
    mpz_init(result);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
        const orth_contract_function *function = orth_catalogue_find(cases[i].name, NULL);
        const char *texts[] = {"[5e17,5e17]",
                               "[1e18,1e18]",
                               "[1,1]",
                               "[1e18,1e18]",
                               cases[i].fee,
                               "1e18",
                               i == 0 ? cases[i].last : "0",
                               cases[i].last};
        size_t n = orth_contract_signature(function, types, NULL);
        orth_contract_arguments_clear(arguments);
        for (size_t k = 0; k < n; k++)
            ck_assert(orth_contract_arguments_add_text(arguments, &types[k], texts[k], NULL) ==
                      ORTH_OK);
        ck_assert(orth_audit_function_find(function)->prepare(&truth, arguments->values, 0));
        mpz_set_ui(result, cases[i].floor);
        orth_truth_error found = orth_truth_measure(&truth, result);
        ck_assert(found.decided && found.sign < 0);
        ck_assert_double_eq_tol(-found.wei, cases[i].fraction, 1e-12);
    }
    mpz_clear(result);
    orth_truth_clear(&truth);
    free(arguments);
}
END_TEST

/* ----------------------------------------------------------------------------- geometry */

typedef struct call_state {
    orth_contract_arguments arguments;
    orth_contract_result result;
} call_state;

/* Calls a function on ';'-separated arguments. */
static void call(call_state *state, const char *name, const char *list, unsigned digits)
{
    const orth_contract_function *function = orth_catalogue_find(name, NULL);
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    char copy[512], *rest = copy;
    size_t n = orth_contract_signature(function, types, NULL);
    snprintf(copy, sizeof copy, "%s", list);
    orth_contract_arguments_clear(&state->arguments);
    for (size_t i = 0; i < n; i++)
        ck_assert(orth_contract_arguments_add_text(&state->arguments, &types[i], strsep(&rest, ";"),
                                                   NULL) == ORTH_OK);
    state->result.digits = digits;
    ck_assert(orth_contract_call(&state->result, function, state->arguments.values, n, NULL) ==
              ORTH_OK);
}

START_TEST(tables)
{
    static const char *const known[][3] = {
        {"simplex_kl", "[5e29,5e29];[9e29,1e29]", "368064207168497069910682144325"},
        {"optimal_midpoint", "[5e28,55e28,40e28];[40e28,50e28,10e28]",
         "184547444097287216641637677243 563942635291412478350147799568 "
         "251509920611300305008214523187"},
        {"geodesic_midpoint", "[5e28,55e28,40e28];[40e28,50e28,10e28]",
         "196385621906241252327911290532 562434303970092659906422417628 "
         "241180074123666087765666291838"},
        {"real_lambert_w", "1e30", "567143290409783872999968662210"},
    };
    call_state *state = malloc(sizeof *state);
    ck_assert(state != NULL);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        char have[512] = "";
        size_t at = 0, n;
        call(state, known[i][0], known[i][1], 30);
        n = state->result.lengths[0];
        for (size_t k = 0; k < n; k++) {
            char text[ORTH_WORD_TEXT_MAX];
            at += (size_t)snprintf(have + at, sizeof have - at, "%s%s", k == 0 ? "" : " ",
                                   orth_word_text(text, state->result.words[k], true));
            ck_assert(memcmp(&state->result.words[k], &state->result.words[n + k],
                             sizeof(orth_word)) != 0); /* irrational: floor is not ceil */
        }
        /* the tables' last digits are rounded, not cut: compare all but the last two */
        const char *want = known[i][2];
        ck_assert_uint_eq(strlen(have), strlen(want));
        for (size_t k = 0; have[k] != '\0'; k++) {
            bool near_end = have[k + 1] == '\0' || have[k + 1] == ' ' || have[k + 2] == '\0' ||
                            have[k + 2] == ' ' || have[k] == ' ';
            if (i != 0 || k < 23)
                ck_assert_msg(near_end || have[k] == want[k], "%s: %s", known[i][0], have);
        }
    }
    free(state);
}
END_TEST

/* The geodesic at t = 1/2 is the AM-GM midpoint; at 0 and 1 it is the ends. */
START_TEST(two_routes_to_the_midpoint)
{
    call_state *state = malloc(sizeof *state), *other = malloc(sizeof *other);
    const orth_contract_function *point = orth_catalogue_find("geodesic_point", NULL);
    const orth_contract_function *middle = orth_catalogue_find("geodesic_midpoint", NULL);
    orth_contract_type word = {.is_signed = false};
    static const char *const times[] = {"5e17", "0", "1e18"};
    ck_assert(state != NULL && other != NULL);
    for (uint64_t i = 0; i < 60; i++) {
        orth_sample(&other->arguments, middle, 9, i, false);
        other->result.digits = state->result.digits = 18;
        ck_assert(orth_contract_call(&other->result, middle, other->arguments.values, 2, NULL) ==
                  ORTH_OK);
        for (int t = 0; t < 3; t++) {
            orth_sample(&state->arguments, middle, 9, i, false);
            orth_contract_arguments_add_text(&state->arguments, &word, times[t], NULL);
            ck_assert(orth_contract_call(&state->result, point, state->arguments.values, 3, NULL) ==
                      ORTH_OK);
            const orth_word *want =
                t == 0 ? other->result.words : other->arguments.values[t - 1].words;
            ck_assert_mem_eq(state->result.words, want,
                             state->result.lengths[0] * sizeof(orth_word));
        }
    }
    free(state);
    free(other);
}
END_TEST

ORTH_TEST_MAIN("contract truth", promised_sides_hold, errors_stay_within_bounds,
               planted_errors_are_seen, small_errors_of_large_results_are_told,
               fees_with_a_power_inside, tables, two_routes_to_the_midpoint)
