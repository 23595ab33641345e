/* Known results and reverts through the table, and what a call refuses. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/truth.h"

#define PANIC_11 "4e487b710000000000000000000000000000000000000000000000000000000000000011"
#define PANIC_12 "4e487b710000000000000000000000000000000000000000000000000000000000000012"
#define PANIC_32 "4e487b710000000000000000000000000000000000000000000000000000000000000032"
/* Error("BAL#..."), the first generation's */
#define BAL(digits)                                                                                \
    "revert 08c379a0"                                                                              \
    "0000000000000000000000000000000000000000000000000000000000000020"                             \
    "0000000000000000000000000000000000000000000000000000000000000007"                             \
    "42414c23" digits "00000000000000000000000000000000000000000000000000"
#define WORD_MAX_TEXT                                                                              \
    "115792089237316195423570985008687907853269984665640564039457584007913129639935"
#define INT_MIN_TEXT                                                                               \
    "-57896044618658097711785492504343953926634992332820282019728792003956564819968"

/* Function, arguments separated by ';', and the result's words or "revert payload". */
static const char *const calls[][3] = {
    {"fp_mul_down", "1.5e18;2", "3"},
    {"fp_mul_up", "1;1", "1"},
    {"fp_mul_down", WORD_MAX_TEXT ";2", "revert " PANIC_11},
    {"fp_div_down", "1;0", "revert " PANIC_12},
    {"fp_div_down", WORD_MAX_TEXT ";0", "revert " PANIC_11},
    {"fp_div_up", "1;0", "revert 0a0c22c7"},
    {"fp_div_up", WORD_MAX_TEXT ";0", "revert 0a0c22c7"},
    {"log_exp_pow", "0;0", "1000000000000000000"},
    {"log_exp_pow", "0;5", "0"},
    {"log_exp_pow",
     "57896044618658097711785492504343953926634992332820282019728792003956564819968;" WORD_MAX_TEXT,
     "revert 022701e0"},
    {"log_exp_pow", "1;" WORD_MAX_TEXT, "revert d8317311"},
    {"log_exp_pow", "2e18;200e18", "revert a2f9f7e3"},
    {"log_exp_exp", "130000000000000000001", "revert d4794efd"},
    {"log_exp_exp", "-41000000000000000001", "revert d4794efd"},
    {"log_exp_ln", "0", "revert b4120f14"},
    {"log_exp_log", "1e18;1e18", "revert " PANIC_12},
    {"fp_pow_up", "1.5e18;333333333333333333", "1144714242553343315"},
    {"fp_pow_up", "3e18;2e18", "9000000000000000000"},
    {"weighted_out_given_exact_in", "1e18;5e17;1e18;5e17;300000000000000001", "revert 340a4533"},
    {"weighted_in_given_exact_out", "1e18;5e17;1e18;5e17;300000000000000001", "revert 64590b9f"},
    {"weighted_out_given_exact_in", "0;5e17;1e18;5e17;0", "revert 0a0c22c7"},
    {"weighted_invariant_down", "[5e17,5e17];[3e18,4e18]", "3464101615137685293"},
    {"weighted_invariant_down", "[5e17,5e17];[3e18]", "revert " PANIC_32},
    {"weighted_invariant_up", "[1e18];[0]", "revert 26543689"},
    {"weighted_invariant_up", "[];[]", "1000000000000000000"},
    {"prb_mul", "5;1e17", "1"}, /* half a wei goes up, away from zero */
    {"prb_mul", "-5;1e17", "-1"},
    {"prb_mul", "4;1e17", "0"},
    {"prb_mul", INT_MIN_TEXT ";1", "revert 3406846c"},
    {"prb_div", "1e18;0", "revert " PANIC_12},
    {"prb_div", "57896044618658097711785492504343953926634992332820282019728792003956564819967;0",
     "revert 773cc18c00000000000000000000000000000000000000000000000006f05b59d3b1ffff"
     "0000000000000000000000000000000000000000000000000000000000000000"},
    {"prb_log2", "-5",
     "revert 613f4fba"
     "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffb"},
    {"prb_abs", INT_MIN_TEXT, "revert 741d0b8c"},
    {"prb_exp", "-5e17", "606530659712633424"},
    {"prb_pow", "0;0", "1000000000000000000"},
    {"pool_join_single_exact_bpt",
     "[5e17,5e17];[1e18,1e18];[1,1];[1e18,1e18];0;1e18;0;2000000000000000001",
     "revert 3e8960dc00000000000000000000000000000000000000000000000029a2241af62c0001"
     "00000000000000000000000000000000000000000000000029a2241af62c0000"},
    {"pool_exit_single_exact_bpt", "[5e17,5e17];[1e18,1e18];[1,1];[1e18,1e18];0;1e18;0;4e17",
     "revert e31c95be0000000000000000000000000000000000000000000000000853a0d2313c0000"
     "00000000000000000000000000000000000000000000000009b6e64a8ec60000"},
    {"vault_swap_exact_in", "[5e17,5e17];[1e18,1e18];[1,1];[1e18,1e18];0;2;0;1",
     "revert " PANIC_32},
    {"lbp_weights", "9e17;1e17;1000;2000;1500", "500000000000000000 500000000000000000"},
    {"lbp_weights", "9e17;1e17;1000;2000;2000", "100000000000000000 900000000000000000"},
    {"quantamm_pack128", "[]",
     "revert 08c379a0"
     "0000000000000000000000000000000000000000000000000000000000000020"
     "0000000000000000000000000000000000000000000000000000000000000004"
     "4c454e3000000000000000000000000000000000000000000000000000000000"},
    {"quantamm_block_weight", "1;-2e18;1e18", "revert " PANIC_11},
    {"v2_pow_up", "3e18;2e18", "9000000000000089992"}, /* no shortcut: the margin is charged */
    {"v2_pow_down", "3e18;1e18", "2999999999999969997"},
    {"v2_pow_up", WORD_MAX_TEXT ";1", BAL("303036")},
    {"v2_pow_up", "1;" WORD_MAX_TEXT, BAL("303037")},
    {"v2_pow_up", "2e18;200e18", BAL("303038")},
    {"v2_out_given_exact_in", "1e18;5e17;1e18;5e17;300000000000000001", BAL("333034")},
    {"v2_in_given_exact_out", "1e18;5e17;1e18;5e17;300000000000000001", BAL("333035")},
    {"v2_out_given_exact_in", "0;5e17;1e18;5e17;0", BAL("303034")},
    {"v2_compress16", "99e16", "64880"},
    {"v2_uncompress16", "64880", "990005340657663844"}, /* as a pool on the chain has it */
    {"v2_compress31", "1", "1"},
    {"v2_compress31", WORD_MAX_TEXT, BAL("303033")},
    {"v2_lbp_state", "1;3;5;[25e16,75e16];[5e17,5e17]",
     "134799733354584504180225879695643572362222134545282546805148592635905"},
    {"v2_lbp_state", "0;3;5;[25e16,75e16];[9e15,991e15]", BAL("333032")},
    {"v2_lbp_state", "0;3;5;[25e16,75e16];[5e17,499999999999999999]", BAL("333038")},
    {"v2_lbp_update", "0;3;5;[5e17,5e17];6", BAL("333236")},
    {"v2_weight_at", "9e17;1e17;1000;2000;1500", "500000000000000000"},
    {"v2_weight_at", "9e17;1e17;1000;1000;1000", "100000000000000000"},
    {"v2_weight_at", "9e17;1e17;1000;2000;999", "900000000000000000"},
};

typedef struct call_state {
    orth_contract_arguments arguments;
    orth_contract_result result;
} call_state;

/* The result as text, as in the table above. */
static orth_status call(call_state *state, const char *name, const char *list, char *out,
                        size_t size)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    const orth_contract_function *function = orth_catalogue_find(name, NULL);
    ck_assert_msg(function != NULL, "%s", name);
    size_t n = orth_contract_signature(function, types, &type);
    char copy[2048], *rest = copy;
    snprintf(copy, sizeof copy, "%s", list);
    orth_contract_arguments_clear(&state->arguments);
    for (size_t i = 0; i < n && rest != NULL; i++) {
        char *text = strsep(&rest, ";");
        orth_status status =
            orth_contract_arguments_add_text(&state->arguments, &types[i], text, NULL);
        if (status != ORTH_OK)
            return status;
    }
    state->result.digits = 18;
    orth_status status = orth_contract_call(&state->result, function, state->arguments.values,
                                            state->arguments.count, NULL);
    if (status != ORTH_OK)
        return status;
    if (state->result.evm.reverted) {
        char payload[ORTH_EVM_PAYLOAD_TEXT_MAX];
        snprintf(out, size, "revert %s", orth_evm_payload_text(payload, &state->result.evm));
        return ORTH_OK;
    }
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; i < state->result.count; i++) {
        char text[ORTH_WORD_TEXT_MAX];
        at += (size_t)snprintf(out + at, size - at, "%s%s", i == 0 ? "" : " ",
                               orth_word_text(text, state->result.words[i], type.is_signed));
    }
    return ORTH_OK;
}

START_TEST(known_calls)
{
    call_state *state = malloc(sizeof *state);
    ck_assert(state != NULL);
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        char have[1024];
        ck_assert(call(state, calls[i][0], calls[i][1], have, sizeof have) == ORTH_OK);
        ck_assert_msg(strcmp(have, calls[i][2]) == 0, "%s(%s) is %s, not %s", calls[i][0],
                      calls[i][1], have, calls[i][2]);
    }
    free(state);
}
END_TEST

START_TEST(refused_calls)
{
    static const char *const bad[][2] = {
        {"fp_mul_down", "1"},
        {"fp_mul_down", "[1];2"},
        {"weighted_invariant_up", "1;[1]"},
        {"weighted_invariant_up", "[1;[1]"},
        {"weighted_invariant_up", "[1,];[1]"},
        {"weighted_invariant_up", "[1]x;[1]"},
        {"fp_mul_down", "-1;1"},
        {"quantamm_schedule", "[1];[1];1;1;[1]"},
        {"quantamm_schedule", "[1,2];[1];1;1;[1]"},
        {"quantamm_rule_momentum", "[1,2];[1,2];[1,2];[[1,2,3]];[1];1;1;[[1,2]]"},
        {"quantamm_rule_momentum", "[1,2];[1,2];[1,2];[[1]];[1];1;1;[[1]]"},
    };
    call_state *state = malloc(sizeof *state);
    ck_assert(state != NULL);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char have[1024];
        ck_assert_msg(call(state, bad[i][0], bad[i][1], have, sizeof have) == ORTH_BAD_INPUT,
                      "%s(%s)", bad[i][0], bad[i][1]);
    }
    free(state);
}
END_TEST

/* Values that a caller puts together himself, with counts that their types do not have. */
START_TEST(counts_that_do_not_fit)
{
    orth_contract_result *result = malloc(sizeof *result);
    orth_word *words = calloc(ORTH_CONTRACT_WORDS_MAX + 1, sizeof *words);
    static uint16_t lengths[ORTH_CONTRACT_ROWS_MAX + 1];
    const orth_contract_function *two = orth_contract_find("fp_mul_down", NULL),
                                 *arrays = orth_contract_find("weighted_invariant_up", NULL),
                                 *rule = orth_contract_find("quantamm_rule_momentum", NULL);
    orth_contract_value one = {.count = 1, .words = words}, none = {.words = words};
    orth_contract_value list = {.dimensions = 1, .count = ORTH_CONTRACT_WORDS_MAX, .words = words};
    orth_contract_value longer = list, pair[] = {one, none};
    longer.count++;
    orth_error error;
    ck_assert(orth_contract_call(result, two, pair, 2, &error) == ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text,
                     "fp_mul_down: argument 2 has 0 words; permitted: 1, as many as its "
                     "type has");
    orth_contract_value beyond[] = {longer, list}, together[] = {list, list};
    ck_assert(orth_contract_call(result, arrays, beyond, 2, &error) == ORTH_BAD_INPUT);
    ck_assert(orth_contract_call(result, arrays, together, 2, &error) == ORTH_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(error.text, "at most 4096 words and 512 rows a call"));
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t count = orth_contract_signature(rule, types, NULL);
    orth_contract_value values[ORTH_CONTRACT_ARGUMENTS_MAX];
    const uint16_t three[] = {2, 1};
    for (size_t i = 0; i < count; i++)
        values[i] = (orth_contract_value){types[i].dimensions, types[i].dimensions == 2 ? 4 : 1,
                                          types[i].dimensions == 2 ? 2 : 0, words, three};
    ck_assert(orth_contract_call(result, rule, values, count, &error) == ORTH_BAD_INPUT);
    ck_assert_ptr_nonnull(
        strstr(error.text, "has 4 words; permitted: 3, as many as its rows have"));
    for (size_t i = 0; i < count; i++)
        if (types[i].dimensions == 2)
            values[i] = (orth_contract_value){2, 0, ORTH_CONTRACT_ROWS_MAX + 1, words, lengths};
    ck_assert(orth_contract_call(result, rule, values, count, &error) == ORTH_BAD_INPUT);
    free(words);
    free(result);
}
END_TEST

START_TEST(every_function_answers_and_is_found)
{
    size_t count;
    const orth_contract_function *functions = orth_catalogue(&count);
    ck_assert_uint_ge(count, 60);
    for (size_t i = 0; i < count; i++) {
        orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
        ck_assert(orth_catalogue_find(functions[i].name, NULL) == &functions[i]);
        ck_assert_uint_ge(orth_contract_signature(&functions[i], types, &type), 1);
        ck_assert(strlen(functions[i].contract) > 0 && strlen(functions[i].version) > 0);
    }
    orth_error error;
    ck_assert(orth_catalogue_find("fp_mul_dwn", &error) == NULL);
    ck_assert(strstr(error.text, "fp_mul_down") != NULL);
}
END_TEST

START_TEST(reverts_are_named)
{
    call_state *state = malloc(sizeof *state);
    char have[1024], text[256];
    ck_assert(state != NULL);
    call(state, "prb_log2", "-5", have, sizeof have);
    ck_assert_str_eq(orth_evm_describe(text, sizeof text, &state->result.evm),
                     "PRBMathSD59x18__LogInputTooSmall(-5)");
    call(state, "fp_div_down", "1;0", have, sizeof have);
    ck_assert_str_eq(orth_evm_describe(text, sizeof text, &state->result.evm),
                     "Panic(0x12): division by zero");
    call(state, "quantamm_pack128", "[]", have, sizeof have);
    ck_assert_str_eq(orth_evm_describe(text, sizeof text, &state->result.evm), "Error(\"LEN0\")");
    free(state);
}
END_TEST

ORTH_TEST_MAIN("contract calls", known_calls, refused_calls, counts_that_do_not_fit,
               every_function_answers_and_is_found, reverts_are_named)
