/* A recorded sale, written by a second program, made again to the raw unit and in doubles. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sale_cases.h"
#include "second_sale.h"

#define TRADES 300
#define HEADER "time,side,amount_in,amount_out,project_balance,reserve_balance\n"

/* Raw units as a decimal of tokens. */
static int print(char *text, const mpz_t raw, unsigned decimals)
{
    mpz_t unit, whole, rest;
    mpz_inits(unit, whole, rest, NULL);
    mpz_ui_pow_ui(unit, 10, decimals);
    mpz_tdiv_qr(whole, rest, raw, unit);
    int length = gmp_sprintf(text, "%Zd.%0*Zd", whole, (int)decimals, rest);
    mpz_clears(unit, whole, rest, NULL);
    return length;
}

/* The file of a sale with a fee of 1 %, of which a quarter is the protocol's. */
static char *recorded(second_sale *second, uint64_t last)
{
    test_random random = test_seeded(19);
    char *text = malloc(TRADES * 200), *at = text;
    mpz_t raw, other;
    ck_assert(text != NULL);
    mpz_inits(raw, other, NULL);
    at += sprintf(at, HEADER);
    for (int k = 1; k <= TRADES; k++) {
        uint64_t time = SALE_START + 12 * (uint64_t)(k * 1000 / TRADES);
        bool sells = test_random_below(&random, 4) == 0, exact_out = test_random_below(&random, 2);
        bool project = sells != exact_out;
        ck_assert(time <= last);
        mpz_set_d(raw, test_random_unit(&random) * (project ? 2e21 : 5e8));
        second_sale_swap(second, other, sells, exact_out, raw, time);
        at += sprintf(at, "%llu,%s,%s", (unsigned long long)time, sells ? "sell" : "buy",
                      exact_out ? "," : "");
        at += print(at, raw, project ? 18 : 6);
        at += sprintf(at, exact_out ? "," : ",,");
        at += print(at, second->balance[0], 18);
        at += sprintf(at, ",");
        at += print(at, second->balance[1], 6);
        at += sprintf(at, "\n");
    }
    mpz_clears(raw, other, NULL);
    return text;
}

static char *record_one(void)
{
    second_sale second;
    second_sale_init(&second);
    mpz_set_str(second.balance[0], "9000000000000000000000000", 10);
    mpz_set_str(second.balance[1], "100000000000", 10);
    mpz_set_str(second.unit[1], "1000000000000", 10);
    mpz_set_str(second.start_weight, "960000000000000000", 10);
    mpz_set_str(second.end_weight, "500000000000000000", 10);
    mpz_set_str(second.fee, "10000000000000000", 10);
    mpz_set_str(second.share, "250000000000000000", 10);
    second.start = SALE_START;
    second.end = SALE_START + 12000;
    char *text = recorded(&second, second.end);
    second_sale_clear(&second);
    return text;
}

static double replay_all(orth_sale_replay *replay, const orth_sale_records *records,
                         const orth_sale_clock *clock, orth_sale *sale)
{
    orth_fee fee = orth_fee_of(0.01);
    orth_sale_replay_start(replay, records, clock);
    for (uint64_t k = 1; k <= clock->blocks; k++) {
        orth_sale_block(sale, 0.96 - 0.46 * (double)k / (double)clock->blocks, &fee);
        while (orth_sale_replay_next_block(replay) == k)
            orth_sale_replay_trade(replay, sale);
    }
    ck_assert_uint_eq(replay->next, records->count);
    return orth_sale_now(sale).ledger.paid;
}

START_TEST(a_recorded_sale_is_made_again)
{
    char text[ORTH_SALE_REPLAY_TEXT_MAX];
    char *csv = record_one();
    sale_case of;
    orth_sale_records *records;
    orth_sale_replay replay;
    orth_error error;
    orth_status status = orth_sale_records_parse(&records, csv, "r.csv", 18, 6, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    ck_assert_uint_eq(records->count, TRADES);
    sale_case_make(&of, ORTH_SALE_V3, "0");
    of.terms.protocol_share = 0.25;
    orth_sale_contract *contract = sale_case_created(&of);
    const orth_sale_pool pool = orth_sale_contract_pool(contract);
    orth_sale *sale;
    ck_assert_int_eq(orth_sale_create_on(&sale, &pool, NULL), ORTH_OK);
    double on_contract = replay_all(&replay, records, &of.terms.clock, sale);
    ck_assert_uint_eq(replay.compared, 2 * TRADES);
    ck_assert_uint_eq(replay.different + replay.skipped + replay.refused, 0);
    ck_assert_str_eq(orth_sale_replay_text(text, &replay), "");
    /* A wei less of one balance, and a trade that is too small, are named. */
    orth_sale_restart(sale);
    records->records[100].project.raw.limb[0]--;
    records->records[TRADES - 1].sells = false;
    records->records[TRADES - 1].exact_out = true;
    records->records[TRADES - 1].amount.raw = (orth_word){{5, 0, 0, 0}};
    replay_all(&replay, records, &of.terms.clock, sale);
    ck_assert_uint_eq(replay.different, 3);
    ck_assert_uint_eq(replay.skipped, 1);
    ck_assert(strstr(orth_sale_replay_text(text, &replay),
                     "r.csv: 1 trade is too small for the contract; 3 of 600 recorded balances "
                     "differ, the first in line 102: project_balance is ") == text);
    orth_sale_free(sale);
    /* In doubles. */
    orth_sale_terms terms = {9e6, 1e5, 0, false, 0.25};
    orth_sale_records_free(records);
    ck_assert_int_eq(orth_sale_records_parse(&records, csv, "r.csv", 18, 6, NULL), ORTH_OK);
    ck_assert_int_eq(orth_sale_create(&sale, &terms, NULL), ORTH_OK);
    double in_doubles = replay_all(&replay, records, &of.terms.clock, sale);
    ck_assert_uint_eq(replay.different + replay.refused, 0);
    ck_assert_msg(replay.off < 1e-8 && replay.off > 0, "%g off", replay.off);
    ck_assert_double_eq_tol(in_doubles, on_contract, 1e-8 * on_contract);
    orth_sale_restart(sale);
    records->records[3] = (orth_sale_record){.time = records->records[3].time,
                                             .line = 5,
                                             .exact_out = true,
                                             .amount = {.tokens = 9.1e6}};
    replay_all(&replay, records, &of.terms.clock, sale);
    ck_assert_uint_eq(replay.refused, 1);
    ck_assert(strstr(orth_sale_replay_text(text, &replay),
                     "r.csv: the pool cannot make 1 trade, the first in line 5;") == text);
    orth_sale_free(sale);
    orth_sale_records_free(records);
    orth_sale_contract_free(contract);
    sale_case_clear(&of);
    free(csv);
}
END_TEST

ORTH_TEST_MAIN("sale replay", a_recorded_sale_is_made_again)
