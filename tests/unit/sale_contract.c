/* A contract's sale: supply to the unit, what it refuses, and a whole sale against a second program
 * in GMP's integers. */
#include "harness.h"

#include <string.h>

#include "contract/fixed_point.h"
#include "orthant/decimal.h"
#include "orthant/sale_contract.h"
#include "sale_cases.h"
#include "second_sale.h"

static orth_word sum(orth_word a, orth_word b)
{
    return orth_word_add(a, b);
}

/* Nothing is lost, to the raw unit. */
static void assert_closes(const orth_sale_contract_state *first,
                          const orth_sale_contract_state *now)
{
    orth_word project = sum(sum(now->project, now->sold), now->project_protocol);
    orth_word reserve = sum(sum(now->reserve, now->taken), now->reserve_protocol);
    ck_assert(orth_word_equal(project, sum(first->project, now->returned)));
    ck_assert(orth_word_equal(reserve, sum(first->reserve, now->paid)));
}

START_TEST(supply_adds_up_to_the_unit)
{
    test_random random = test_seeded(17);
    for (int kind = 0; kind < ORTH_SALE_CONTRACTS; kind++) {
        sale_case of;
        sale_case_make(&of, (orth_sale_contract_kind)kind, kind == ORTH_SALE_V4 ? "100000" : "0");
        of.terms.protocol_share = kind == ORTH_SALE_V2 ? 0 : 0.5;
        orth_sale_contract *contract = sale_case_created(&of);
        orth_sale_contract_state first = orth_sale_contract_now(contract), now = first;
        for (uint64_t k = 1; k <= 1000; k++) {
            uint64_t draw = test_random_bits(&random);
            orth_evm evm;
            orth_sale_contract_at(contract, SALE_START + 12 * k, 0.01 + 0.001 * (double)(k % 7));
            bool sells = draw % 3 == 0, exact_out = draw / 3 % 2 == 0;
            bool project = sells != exact_out;
            orth_word raw = orth_word_of(
                draw / 6 % (project ? UINT64_C(4000000000000000000) : UINT64_C(200000000)));
            if (draw / 6 % 5 == 0)
                raw.limb[0] %= 2000000; /* about the least trade */
            orth_sale_contract_swap(contract, sells, exact_out, raw, &evm);
            now = orth_sale_contract_now(contract);
            assert_closes(&first, &now);
        }
        ck_assert_uint_eq(now.swaps + now.skipped + now.refused, 1000);
        ck_assert_uint_gt(now.swaps, 400);
        ck_assert_uint_ge(now.skipped, kind == ORTH_SALE_V2 ? 0 : 10);
        ck_assert(kind == ORTH_SALE_V2 || !orth_word_is_zero(now.reserve_protocol));
        orth_sale_contract_free(contract);
        sale_case_clear(&of);
    }
}
END_TEST

/* ---------------------------------------------------------------- a second program */

static void set_word(mpz_t value, orth_word word)
{
    mpz_import(value, 4, -1, sizeof word.limb[0], 0, 0, word.limb);
}

static void begin(second_sale *second, const orth_sale_contract_state *first,
                  const char *virtual_reserve)
{
    second_sale_init(second);
    set_word(second->balance[0], first->project);
    set_word(second->balance[1], first->reserve);
    mpz_set_ui(second->unit[1], 1000000000000);
    mpz_set_ui(second->start_weight, 960000000000000000);
    mpz_set_ui(second->end_weight, 500000000000000000);
    mpz_set_ui(second->share, 250000000000000000);
    second->start = SALE_START;
    second->end = SALE_START + 12000;
    ck_assert_int_eq(mpz_set_str(second->virtual_reserve, virtual_reserve, 10), 0);
    mpz_mul_ui(second->virtual_reserve, second->virtual_reserve, 1000000);
}

/* A swap of the second program, held against one that the first has made. */
static void assert_same(second_sale *second, const orth_sale_contract_state *now,
                        const orth_sale_swap *swap, bool sells, bool exact_out, uint64_t time)
{
    mpz_t raw, other, want;
    mpz_inits(raw, other, want, NULL);
    set_word(raw, exact_out ? swap->out : swap->in);
    set_word(want, exact_out ? swap->in : swap->out);
    second_sale_swap(second, other, sells, exact_out, raw, time);
    ck_assert(mpz_cmp(other, want) == 0);
    set_word(want, now->project);
    ck_assert(mpz_cmp(second->balance[0], want) == 0);
    set_word(want, now->reserve);
    ck_assert(mpz_cmp(second->balance[1], want) == 0);
    mpz_clears(raw, other, want, NULL);
}

static void run_both(orth_sale_contract_kind kind, const char *virtual_reserve)
{
    test_random random = test_seeded(18);
    sale_case of;
    sale_case_make(&of, kind, virtual_reserve);
    of.terms.protocol_share = 0.25;
    orth_sale_contract *contract = sale_case_created(&of);
    orth_sale_contract_state now = orth_sale_contract_now(contract);
    second_sale second;
    begin(&second, &now, virtual_reserve);
    unsigned made = 0;
    for (uint64_t k = 1; k <= 600; k++) {
        uint64_t time = SALE_START + 20 * k, parts = test_random_below(&random, 2) ? 10000 : 200000;
        double fee = (double)parts / 1e7;
        bool sells = test_random_below(&random, 3) == 0;
        bool exact_out = test_random_below(&random, 2) == 0;
        double tokens = test_random_unit(&random) * (sells != exact_out ? 3e22 : 1e9);
        orth_evm evm;
        mpz_set_ui(second.fee, parts * 100000000000);
        orth_sale_contract_at(contract, time, fee);
        orth_word raw = {{0, 0, 0, 0}};
        mpz_t drawn;
        mpz_init(drawn);
        mpz_set_d(drawn, tokens);
        mpz_export(raw.limb, NULL, -1, sizeof raw.limb[0], 0, 0, drawn);
        mpz_clear(drawn);
        orth_sale_swap swap = orth_sale_contract_swap(contract, sells, exact_out, raw, &evm);
        now = orth_sale_contract_now(contract);
        if (evm.reverted)
            continue;
        made++;
        assert_same(&second, &now, &swap, sells, exact_out, time);
    }
    ck_assert_msg(made > 400, "%u swaps were made", made);
    second_sale_clear(&second);
    orth_sale_contract_free(contract);
    sale_case_clear(&of);
}

START_TEST(a_second_program_has_the_same_sale)
{
    run_both(ORTH_SALE_V3, "0");
    run_both(ORTH_SALE_V4, "80000");
}
END_TEST

/* ---------------------------------------------------------------- what is refused */

static void assert_refused(const sale_case *of, const char *says)
{
    orth_sale_contract *contract;
    orth_error error = {.text = ""};
    ck_assert_int_eq(orth_sale_contract_create(&contract, &of->terms, &error), ORTH_BAD_INPUT);
    ck_assert_ptr_null(contract);
    ck_assert_msg(strstr(error.text, says) != NULL, "%s", error.text);
}

START_TEST(what_the_contract_does_not_take_is_refused)
{
    sale_case of;
    orth_sale_contract_kind kind;
    orth_error error;
    sale_case_make(&of, ORTH_SALE_V3, "0");
    mpq_set_ui(of.end, 9, 1000);
    assert_refused(&of, "weight at the end is 0.009; permitted: from 0.01 to 0.99");
    mpq_set_ui(of.end, 1, 2);
    of.terms.project_decimals = 19;
    assert_refused(&of, "the project's decimals is 19; permitted: at most 18");
    of.terms.project_decimals = 18;
    of.terms.clock.block_per = 100000;
    assert_refused(&of, "length in seconds is 0");
    of.terms.clock.block_per = 1;
    mpq_set_ui(of.project, 0, 1);
    assert_refused(&of, "the project's balance is 0");
    orth_decimal_parse(of.project, "1e21", NULL);
    assert_refused(&of, "the project's balance is 1e+21");
    mpq_set_ui(of.project, 9000000, 1);
    mpq_set_ui(of.reserve, 0, 1);
    assert_refused(&of, "the virtual one included");
    mpq_set_ui(of.reserve, 100000, 1);
    of.terms.kind = ORTH_SALE_V2;
    of.terms.protocol_share = 0.5;
    assert_refused(&of, "the protocol's share of a fee is 0.5; permitted: 0");
    of.terms.protocol_share = 0;
    of.terms.clock.start = UINT64_C(1) << 32;
    assert_refused(&of, "in Unix seconds");
    of.terms.clock.start = SALE_START;
    mpq_set_ui(of.virtual_reserve, 1, 1);
    assert_refused(&of, "the virtual reserve is 1; permitted: 0");
    mpq_set_ui(of.virtual_reserve, 0, 1);
    of.terms.kind = ORTH_SALE_FIXED_PRICE;
    assert_refused(&of, "permitted: blocked");
    of.terms.sales_blocked = true;
    mpq_set_ui(of.price, 0, 1);
    assert_refused(&of, "the fixed price is 0");
    sale_case_clear(&of);
    ck_assert_int_eq(orth_sale_contract_find(&kind, "fixed", &error), ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "\"fixed-price\"") != NULL, "%s", error.text);
    ck_assert_int_eq(orth_sale_contract_find(&kind, "v4", &error), ORTH_OK);
    ck_assert_int_eq(kind, ORTH_SALE_V4);
}
END_TEST

START_TEST(what_reverts_changes_nothing_and_is_counted)
{
    sale_case of;
    orth_evm evm;
    char text[ORTH_ERROR_TEXT_MAX];
    sale_case_make(&of, ORTH_SALE_V3, "100000");
    of.terms.sales_blocked = true;
    orth_sale_contract *contract = sale_case_created(&of);
    orth_sale_contract_at(contract, SALE_START + 12, 0);
    orth_sale_contract_swap(contract, true, false, orth_word_of(1000000000), &evm);
    ck_assert(evm.reverted);
    orth_sale_contract_swap(contract, false, false, orth_word_of(UINT64_C(40000000000)), &evm);
    ck_assert(evm.reverted);
    orth_sale_contract_swap(contract, false, true, orth_word_of(999999), &evm);
    ck_assert(evm.reverted);
    orth_sale_contract_swap(contract, false, false, orth_word_of(0), &evm);
    ck_assert(evm.reverted);
    orth_sale_contract_state now = orth_sale_contract_now(contract);
    ck_assert_uint_eq(now.refused, 2);
    ck_assert_uint_eq(now.skipped, 2);
    ck_assert_uint_eq(now.swaps, 0);
    ck_assert(orth_word_is_zero(now.reserve) && orth_word_is_zero(now.paid));
    ck_assert_str_eq(orth_evm_describe(text, sizeof text, &now.first_refusal),
                     "SwapOfProjectTokenIn()");
    orth_sale_contract_free(contract);
    sale_case_clear(&of);
}
END_TEST

ORTH_TEST_MAIN("sale contract", supply_adds_up_to_the_unit, a_second_program_has_the_same_sale,
               what_the_contract_does_not_take_is_refused,
               what_reverts_changes_nothing_and_is_counted)
