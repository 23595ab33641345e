/* Functions for deployed pools against each other: what has a shorter way must come out of it. */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include "contract/evm.h"
#include "contract/lbp.h"
#include "contract/quantamm.h"
#include "contract/weighted_v2.h"
#include "orthant/audit.h"

#define RUNS 2000

typedef struct call_state {
    orth_contract_arguments arguments;
    orth_contract_result result;
} call_state;

static const orth_contract_function *sampled(call_state *state, const char *name, uint64_t i)
{
    const orth_contract_function *function = orth_contract_find(name, NULL);
    ck_assert_msg(function != NULL, "%s", name);
    ck_assert_int_eq(orth_audit_sample(&state->arguments, function, 16, i, false, NULL), ORTH_OK);
    ck_assert_int_eq(orth_contract_call(&state->result, function, state->arguments.values,
                                        state->arguments.count, NULL),
                     ORTH_OK);
    return function;
}

static orth_words words_of(const call_state *state, size_t i)
{
    return (orth_words){state->arguments.values[i].count, state->arguments.values[i].words};
}

static orth_word word_of(const call_state *state, size_t i)
{
    return state->arguments.values[i].words[0];
}

/* The result of a call of one word is what `got` and `evm` say, payload included. */
static void must_be(const call_state *state, const orth_evm *evm, orth_word got, uint64_t i)
{
    const orth_evm *want = &state->result.evm;
    ck_assert_msg(want->reverted == evm->reverted, "sample %d", (int)i);
    if (want->reverted)
        ck_assert(want->length == evm->length &&
                  memcmp(want->payload, evm->payload, evm->length) == 0);
    else
        ck_assert_msg(orth_word_equal(got, state->result.words[0]), "sample %d", (int)i);
}

/* A pool with a seed that takes the token back is, while it trades, a weighted pool of the weights
 * at that second; what the sale itself refuses is left out. */
START_TEST(a_sale_with_a_seed_is_a_weighted_pool)
{
    call_state *state = malloc(sizeof *state);
    ck_assert(state != NULL);
    int compared = 0;
    for (uint64_t i = 0; i < RUNS; i++) {
        bool exact_out = i % 2 != 0;
        sampled(state, exact_out ? "lbp_v3_swap_exact_out" : "lbp_swap_exact_in", i);
        const orth_word *sale = state->arguments.values[0].words;
        orth_word most = orth_word_of(ORTH_FP_UNIT / 100 * 99);
        uint32_t selector = 0;
        for (size_t k = 0; k < 4 && state->result.evm.reverted; k++)
            selector = selector << 8 | state->result.evm.payload[k];
        if (!orth_word_is_zero(sale[5]) || selector == ORTH_SWAPS_DISABLED ||
            selector == ORTH_PROJECT_TOKEN_IN || selector == ORTH_MIN_WEIGHT ||
            orth_word_below(most, sale[1]) || orth_word_below(most, sale[2]))
            continue;
        orth_word ordered[2], both[2], one = orth_word_of(ORTH_FP_UNIT);
        const orth_word rates[2] = {one, one};
        orth_evm evm = {.reverted = false};
        orth_lbp_weights(&evm, sale[1], sale[2], sale[3], sale[4], word_of(state, 4), both);
        size_t project = (size_t)sale[0].limb[0];
        ordered[project] = both[0];
        ordered[1 - project] = both[1];
        orth_vault_pool pool = {.weights = {2, ordered},
                                .balances = words_of(state, 1),
                                .scaling = words_of(state, 2),
                                .rates = {2, rates},
                                .swap_fee = word_of(state, 3)};
        orth_word got = orth_vault_swap(&evm, &pool, orth_weighted_v2_on_swap, &pool, exact_out,
                                        word_of(state, 5), word_of(state, 6), word_of(state, 7));
        must_be(state, &evm, got, i);
        compared++;
    }
    ck_assert_int_gt(compared, RUNS / 8);
    free(state);
}
END_TEST

/* What a schedule stores is read by weights_at as the schedule reads it. */
START_TEST(stored_weights_are_read_as_the_schedule_reads_them)
{
    call_state *state = malloc(sizeof *state);
    ck_assert(state != NULL);
    for (uint64_t i = 0; i < RUNS; i++) {
        sampled(state, "quantamm_schedule", i);
        orth_words times = words_of(state, 4);
        size_t n = state->arguments.values[0].count;
        const orth_word *row = state->result.words;
        orth_word start = orth_word_of(1700000000), got[8];
        orth_words weights = {n, row + 1}, multipliers = {n, row + 1 + n};
        orth_word last = orth_word_add(start, row[0]);
        row += 1 + 2 * n;
        for (size_t k = 0; k + 3 < state->result.rows; k++, row += n) {
            orth_evm evm = {.reverted = false};
            orth_quantamm_weights_at(&evm, weights, multipliers, start, last,
                                     orth_word_add(start, times.word[k]), got);
            ck_assert(!evm.reverted);
            ck_assert(memcmp(got, row, n * sizeof *row) == 0);
        }
    }
    free(state);
}
END_TEST

/* Created before its start a pool of either version has the weights of the plain schedule. */
START_TEST(a_pool_created_in_time_has_the_weights_of_its_schedule)
{
    static const char *const names[] = {"lbp_v3_weights", "lbp_v4_weights"};
    call_state *state = malloc(sizeof *state);
    ck_assert(state != NULL);
    for (uint64_t i = 0; i < RUNS; i++) {
        sampled(state, names[i % 2], i);
        bool at_once = orth_word_below(word_of(state, 4), word_of(state, 6));
        if (state->result.evm.reverted || at_once)
            continue;
        orth_evm evm = {.reverted = false};
        orth_word both[2];
        orth_lbp_weights(&evm, word_of(state, 0), word_of(state, 2), word_of(state, 4),
                         word_of(state, 5), word_of(state, 7), both);
        ck_assert(memcmp(both, state->result.words, sizeof both) == 0);
    }
    free(state);
}
END_TEST

/* A second version's swap is never better for the trader than the first one's, and no more than
 * the wei apart where both give. */
START_TEST(the_second_version_never_gives_more)
{
    call_state *state = malloc(sizeof *state);
    ck_assert(state != NULL);
    int apart = 0;
    for (uint64_t i = 0; i < RUNS; i++) {
        bool exact_out = i % 2 != 0;
        sampled(state, exact_out ? "vault_swap_exact_out_v2" : "vault_swap_exact_in_v2", i);
        orth_vault_pool pool = {.weights = words_of(state, 0),
                                .balances = words_of(state, 1),
                                .scaling = words_of(state, 2),
                                .rates = words_of(state, 3),
                                .swap_fee = word_of(state, 4)};
        orth_evm evm = {.reverted = false};
        orth_word first = (exact_out ? orth_vault_swap_exact_out : orth_vault_swap_exact_in)(
            &evm, &pool, word_of(state, 5), word_of(state, 6), word_of(state, 7));
        if (evm.reverted || state->result.evm.reverted)
            continue;
        orth_word second = state->result.words[0];
        ck_assert(exact_out ? !orth_word_below(second, first) : !orth_word_below(first, second));
        apart += !orth_word_equal(first, second);
    }
    ck_assert_int_gt(apart, 0);
    free(state);
}
END_TEST

/* The second version adds a wei to the balance that comes in, and is the first one beside that
 * where no balance is below its least. Small balances, where a wei is seen. */
START_TEST(the_second_version_adds_a_wei)
{
    call_state *state = malloc(sizeof *state);
    ck_assert(state != NULL);
    int seen = 0;
    for (uint64_t i = 0; i < RUNS; i++) {
        const orth_contract_function *second =
            sampled(state, i % 2 == 0 ? "vault_swap_exact_in_v2" : "vault_swap_exact_out_v2", i);
        const orth_contract_function *first =
            orth_contract_find(i % 2 == 0 ? "vault_swap_exact_in" : "vault_swap_exact_out", NULL);
        orth_contract_value *of = state->arguments.values;
        size_t in = (size_t)of[5].words[0].limb[0], out = (size_t)of[6].words[0].limb[0];
        uint64_t balance = 5000000 + 7919 * i;
        if (in >= of[1].count || out >= of[1].count || in == out)
            continue;
        orth_word *balances = (orth_word *)of[1].words;
        balances[in] = balances[out] = orth_word_of(balance);
        ((orth_word *)of[2].words)[in] = ((orth_word *)of[2].words)[out] = orth_word_of(1);
        ((orth_word *)of[3].words)[in] = ((orth_word *)of[3].words)[out] =
            orth_word_of(ORTH_FP_UNIT);
        ((orth_word *)of[7].words)[0] = orth_word_of(balance / 4);
        ck_assert_int_eq(
            orth_contract_call(&state->result, second, of, state->arguments.count, NULL), ORTH_OK);
        if (state->result.evm.reverted)
            continue;
        orth_word want = state->result.words[0];
        ck_assert_int_eq(
            orth_contract_call(&state->result, first, of, state->arguments.count, NULL), ORTH_OK);
        seen += !state->result.evm.reverted && !orth_word_equal(state->result.words[0], want);
        balances[in] = orth_word_of(balance + 1);
        ck_assert_int_eq(
            orth_contract_call(&state->result, first, of, state->arguments.count, NULL), ORTH_OK);
        ck_assert(!state->result.evm.reverted && orth_word_equal(state->result.words[0], want));
    }
    ck_assert_msg(seen > 100, "a wei was seen in %d", seen);
    free(state);
}
END_TEST

ORTH_TEST_MAIN("contract pools", a_sale_with_a_seed_is_a_weighted_pool,
               the_second_version_adds_a_wei, stored_weights_are_read_as_the_schedule_reads_them,
               a_pool_created_in_time_has_the_weights_of_its_schedule,
               the_second_version_never_gives_more)
