/* What figures, times and counts look like: money, basis points, dates, durations, plurals. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "base/money_text.h"
#include "base/plural.h"
#include "base/time_text.h"
#include "orthant/loss.h"

START_TEST(basis_points)
{
    ck_assert_double_eq(orth_loss_bp(0), 0);
    ck_assert(!signbit(orth_loss_bp(0)) && !signbit(orth_loss_bp(-0.0)));
    ck_assert_double_eq_tol(orth_loss_bp(1), 6321.205588285577, 1e-11);
    ck_assert_double_eq_tol(orth_loss_bp(-0.1), -1051.7091807564762, 1e-11);
    ck_assert_double_eq_tol(orth_loss_bp(1e-20) / 1e-16, 1, 1e-15);
    ck_assert_double_eq(orth_loss_bp(1000), 1e4);
    ck_assert_double_eq_tol(orth_loss_of_bp(orth_loss_bp(0.7)), 0.7, 1e-15);
    ck_assert_double_eq(orth_loss_of_bp(0), 0);
    ck_assert_double_eq(orth_part_bp(0.5), 5000);
}
END_TEST

START_TEST(dates)
{
    static const struct {
        uint64_t seconds;
        const char *text;
    } cases[] = {{0, "1970-01-01T00:00:00Z"},          {951782399, "2000-02-28T23:59:59Z"},
                 {951868799, "2000-02-29T23:59:59Z"},  {951868800, "2000-03-01T00:00:00Z"},
                 {1767225600, "2026-01-01T00:00:00Z"}, {4107542399, "2100-02-28T23:59:59Z"},
                 {4107542400, "2100-03-01T00:00:00Z"}, {549755813888, "19391-01-25T12:18:08Z"}};
    char text[ORTH_DATE_TEXT_MAX];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_str_eq(orth_date_text(text, cases[i].seconds), cases[i].text);
}
END_TEST

START_TEST(durations)
{
    static const struct {
        double seconds;
        const char *text;
    } cases[] = {{0, "0 s"},
                 {0.25, "0.25 s"},
                 {12, "12 s"},
                 {119, "119 s"},
                 {120, "2 min 0 s"},
                 {3599, "59 min 59 s"},
                 {3599.7, "1 h 0 min"},
                 {86340, "23 h 59 min"},
                 {86399, "1 d 0 h"},
                 {86400, "1 d 0 h"},
                 {90000, "1 d 1 h"},
                 {31557600, "365 d 6 h"},
                 {1e15, "11574074074 d 2 h"}};
    char text[ORTH_DURATION_TEXT_MAX];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_str_eq(orth_duration_text(text, cases[i].seconds), cases[i].text);
}
END_TEST

START_TEST(plurals)
{
    ck_assert_str_eq(orth_plural(0, "block", "blocks"), "blocks");
    ck_assert_str_eq(orth_plural(1, "block", "blocks"), "block");
    ck_assert_str_eq(orth_plural(2, "block", "blocks"), "blocks");
    ck_assert_str_eq(orth_plural(UINT64_MAX, "is", "are"), "are");
}
END_TEST

static double figure(const void *of, size_t i)
{
    return ((const double *)of)[i];
}

/* Three figures as a table has them. */
static const char *row(const double *figures)
{
    static char out[3 * ORTH_MONEY_TEXT_MAX + 3];
    orth_money_format format = orth_money_format_of(3, figure, figures);
    out[0] = '\0';
    for (size_t i = 0; i < 3; i++) {
        char text[ORTH_MONEY_TEXT_MAX];
        orth_money_text(text, &format, figures[i]);
        ck_assert_int_le((int)strlen(text), format.width);
        strcat(strcat(out, i > 0 ? " " : ""), text);
    }
    return out;
}

START_TEST(money)
{
    static const struct {
        double figures[3];
        const char *text;
    } rows[] = {
        {{10000000, 9999123.45, 9990000}, "10000000.00 9999123.45 9990000.00"},
        {{10000000, 9999123.4500, 9999123.4512}, "10000000.000 9999123.450 9999123.451"},
        {{1, 0.9983, 0.99832}, "1.00000 0.99830 0.99832"},
        {{0, 0.05, 1234}, "0.0000 0.0500 1234.0000"},
        {{0, 0, 0}, "0.00 0.00 0.00"},
        {{1e200, 3e199, 2.5e199}, "1.00000e+200 3.00000e+199 2.50000e+199"},
        {{1e200, 1e200, 1.0000001e200}, "1.0000000e+200 1.0000000e+200 1.0000001e+200"},
        {{2e-11, 1e-11, 0}, "2.00000e-11 1.00000e-11 0.00000e+00"},
        /* rounding tells nothing apart */
        {{9999999.123456789, 9999999.123456787, 1e7}, "9999999.12 9999999.12 10000000.00"},
        {{-0.001, 100, 0}, "-0.00100 100.00000 0.00000"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_str_eq(row(rows[i].figures), rows[i].text);
}
END_TEST

START_TEST(zeros_have_no_sign)
{
    ck_assert(!signbit(orth_unsigned_zero(-0.00004, 4)));
    ck_assert(!signbit(orth_unsigned_zero(-0.0, 4)));
    ck_assert_double_eq(orth_unsigned_zero(-0.00006, 4), -0.00006);
    ck_assert_double_eq(orth_unsigned_zero(-0.5, 0), 0);
    ck_assert_double_eq(orth_unsigned_zero(-7, 0), -7);
    char text[ORTH_MONEY_TEXT_MAX];
    ck_assert_str_eq(orth_figure_text(text, -0.00004, 4), "0.0000");
    ck_assert_str_eq(orth_figure_text(text, -1.5, 1), "-1.5");
    ck_assert_str_eq(orth_figure_text(text, 1e25, 3), "1.000e+25");
}
END_TEST

ORTH_TEST_MAIN("words", basis_points, dates, durations, plurals, money, zeros_have_no_sign)
