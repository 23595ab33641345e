/* Recorded trades: what is read of a file, and each way in which it is refused. */
#include "harness.h"

#include <string.h>

#include "contract/word.h"
#include "orthant/sale_trades.h"

#define HEADER "time,side,amount_in,amount_out,project_balance,reserve_balance\n"
#define START UINT64_C(1767225600)

static orth_sale_records *read_text(const char *text)
{
    orth_sale_records *records;
    orth_error error;
    orth_status status = orth_sale_records_parse(&records, text, "t.csv", 18, 6, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return records;
}

START_TEST(cells_become_raw_units)
{
    orth_sale_records *records =
        read_text("\xef\xbb\xbf\n" HEADER "1767225612,buy,100.000001,,9000000,100100.000001\r\n"
                  "2026-01-01T00:00:24Z, sell ,1.5e-17,,,0\n"
                  "\n"
                  "1767225624,buy,,\"12.5\",,");
    const orth_sale_record *of = records->records;
    ck_assert_uint_eq(records->count, 3);
    ck_assert(records->any_sells && records->any_balances && records->note == NULL);
    ck_assert_uint_eq(of[0].line, 3);
    ck_assert_uint_eq(of[2].line, 6);
    ck_assert_uint_eq(of[0].time, START + 12);
    ck_assert_uint_eq(of[1].time, START + 24);
    ck_assert(!of[0].sells && !of[0].exact_out && of[1].sells && of[2].exact_out);
    ck_assert_uint_eq(of[0].amount.raw.limb[0], 100000001);
    ck_assert_uint_eq(of[1].amount.raw.limb[0], 15);
    ck_assert_uint_eq(of[2].amount.raw.limb[0], UINT64_C(12500000000000000000));
    ck_assert_double_eq(of[0].amount.tokens, 100.000001);
    ck_assert(of[0].has_project && of[0].has_reserve && !of[1].has_project && of[1].has_reserve);
    ck_assert_uint_eq(of[0].reserve.raw.limb[0], UINT64_C(100100000001));
    orth_sale_records_free(records);
    records = read_text("memo,amount_out,side,time,amount_in\nx,1,buy,1,\n");
    ck_assert(strstr(records->note, "\"memo\"") != NULL);
    orth_sale_records_free(records);
}
END_TEST

static const struct refusal {
    const char *text, *says;
} refusals[] = {
    {"", "t.csv: it is empty"},
    {"time,side\n1,buy\n", "t.csv, line 1: the column amount_in and the column amount_out are"},
    {"side,amount_in\nbuy,1\n", "line 1: the column time is missing"},
    {"time,side,time,amount_in\n", "line 1: the column time stands twice"},
    {HEADER, "t.csv: it has no trade"},
    {HEADER "1,buy,1\n", "line 2: 3 cells; permitted: 6"},
    {HEADER "soon,buy,1,,,\n", "line 2: time is \"soon\"; permitted: whole Unix seconds"},
    {HEADER "-5,buy,1,,,\n", "line 2: time is \"-5\""},
    {HEADER "2026-01-01T00:00:00.5Z,buy,1,,,\n", "line 2: time is \"2026"},
    {HEADER "1,Buy,1,,,\n", "line 2: side is \"Buy\"; permitted: buy or sell"},
    {HEADER "1,buy,1,1,,\n", "line 2: it has both"},
    {HEADER "1,buy,,,,\n", "line 2: it has neither"},
    {HEADER "1,buy,0,,,\n", "line 2: amount_in is \"0\"; permitted: a decimal above 0"},
    {HEADER "1,buy,0.0000001,,,\n", "at most 6 digits after the point"},
    {HEADER "1,sell,1e21,,,\n", "line 2: amount_in is \"1e21\""},
    {HEADER "1,buy,1,,-1,\n", "line 2: project_balance is \"-1\"; permitted: a decimal from 0"},
    {HEADER "2,buy,1,,,\n1,buy,1,,,\n", "line 3: time is 1, before the 2 of line 2"},
};

START_TEST(what_is_no_record_is_refused_with_its_line)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        orth_sale_records *records;
        orth_error error;
        orth_status status =
            orth_sale_records_parse(&records, refusals[i].text, "t.csv", 18, 6, &error);
        ck_assert_int_eq(status, ORTH_BAD_INPUT);
        ck_assert_ptr_null(records);
        ck_assert_msg(strstr(error.text, refusals[i].says) != NULL, "%zu: %s", i, error.text);
    }
}
END_TEST

START_TEST(a_sale_has_its_time)
{
    const orth_sale_clock clock = {START, 25, 10, 100}; /* 2.5 s */
    orth_error error;
    ck_assert_uint_eq(orth_sale_clock_time(&clock, 3), START + 7);
    ck_assert_uint_eq(orth_sale_clock_block(&clock, START), 1);
    for (uint64_t time = START + 1; time < START + 250; time++) {
        uint64_t block = orth_sale_clock_block(&clock, time);
        ck_assert(orth_sale_clock_time(&clock, block) >= time);
        ck_assert(orth_sale_clock_time(&clock, block - 1) < time);
    }
    orth_sale_records *records = read_text(HEADER "1767225600,buy,1,,,\n1767225850,sell,1,,,\n");
    ck_assert_int_eq(orth_sale_records_check(records, &clock, false, &error), ORTH_OK);
    ck_assert_int_eq(orth_sale_records_check(records, &clock, true, &error), ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "t.csv, line 3: side is \"sell\"") != NULL, "%s", error.text);
    records->records[1].time++;
    ck_assert_int_eq(orth_sale_records_check(records, &clock, false, &error), ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "from 1767225600 to 1767225850") != NULL, "%s", error.text);
    records->records[0].time = START - 1;
    ck_assert_int_eq(orth_sale_records_check(records, &clock, false, &error), ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "line 2: time is 1767225599") != NULL, "%s", error.text);
    orth_sale_records_free(records);
}
END_TEST

ORTH_TEST_MAIN("sale trades", cells_become_raw_units, what_is_no_record_is_refused_with_its_line,
               a_sale_has_its_time)
