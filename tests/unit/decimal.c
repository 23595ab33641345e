#include "harness.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "base/double_text.h"
#include "numeric/decimal.h"

static int parses_to(const char *text, const char *fraction)
{
    mpq_t got, want;
    mpq_init(got);
    mpq_init(want);
    mpq_set_str(want, fraction, 10);
    mpq_canonicalize(want);
    int equal = orth_decimal_parse(got, text, NULL) == ORTH_OK && mpq_equal(got, want);
    mpq_clear(got);
    mpq_clear(want);
    return equal;
}

START_TEST(decimal_is_exact)
{
    ck_assert(parses_to("0.1", "1/10"));
    ck_assert(parses_to("-12", "-12"));
    ck_assert(parses_to("1.25e-3", "1/800"));
    ck_assert(parses_to("5E2", "500"));
    ck_assert(parses_to("2/6", "1/3"));
    ck_assert(parses_to("0.000", "0"));
    ck_assert(parses_to("1e18", "1000000000000000000"));
}
END_TEST

START_TEST(decimal_refuses)
{
    static const char *const bad[] = {
        "",    ".",   "1.",  ".5",    "1e",  "1e401", "0x1",
        " 1",  "1 ",  "1/0", "1/",    "/3",  "1/-3",  "1.5/3",
        "nan", "inf", "1,5", "1e5.5", "--1", "+1",    "1e99999999999999999999"};
    mpq_t value;
    mpq_init(value);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        orth_error error;
        ck_assert_msg(orth_decimal_parse(value, bad[i], &error) == ORTH_BAD_INPUT, "'%s'", bad[i]);
        ck_assert(strlen(error.text) > 0);
    }
    mpq_clear(value);
}
END_TEST

START_TEST(rational_splits_into_two_doubles)
{
    mpq_t value;
    mpq_init(value);
    double high, low;
    mpq_set_ui(value, 1, 3);
    orth_rational_to_dd(&high, &low, value);
    ck_assert(high == 1.0 / 3.0);
    ck_assert(fabs(low - 0x1.5555555555555p-56) <= 0x1p-108);
    mpq_clear(value);
}
END_TEST

START_TEST(doubles_come_back)
{
    char text[ORTH_DOUBLE_TEXT_MAX];
    ck_assert_str_eq(orth_double_text(text, 0.1), "0.10000000000000001");
    ck_assert_str_eq(orth_double_text(text, 3), "3.0");
    ck_assert_str_eq(orth_double_text(text, 1e300), "1.0000000000000001e+300");
    ck_assert_str_eq(orth_double_text(text, 5e-324), "4.9406564584124654e-324");
}
END_TEST

ORTH_TEST_MAIN("decimal", decimal_is_exact, decimal_refuses, rational_splits_into_two_doubles,
               doubles_come_back)
