/* Lines of a text and cells of a line, against what RFC 4180 says. */
#include "harness.h"

#include <string.h>

#include "base/csv_in.h"

/* `expected` has the cells, a stroke between two. */
static const struct {
    const char *line, *expected;
    size_t count;
} lines[] = {
    {"", "", 1},
    {",", "|", 2},
    {"a,b", "a|b", 2},
    {" a b\t,\tc ", "a b|c", 2},
    {"\"a\",\"\"", "a|", 2},
    {"\"a,b\",c", "a,b|c", 2},
    {"\"\"\"a\"\"\",\"b\"\"c\"", "\"a\"|b\"c", 2},
    {" \" a \" , b", " a |b", 2},
    {"\"a\"b ,c", "ab|c", 2},
    {"a\"b\",c", "a\"b\"|c", 2},
    {"\"a,b", "a,b", 1},
    {"\"", "", 1},
    {"\"\"\"", "\"", 1},
    {"a,b,c,d,e", "a|b|c|d", 5},
};

START_TEST(cells)
{
    enum { MOST = 4 };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char line[40], joined[40] = "", *cell[MOST];
        strcpy(line, lines[i].line);
        size_t count = orth_csv_cut(line, cell, MOST);
        ck_assert_uint_eq(count, lines[i].count);
        for (size_t k = 0; k < count && k < MOST; k++)
            strcat(strcat(joined, k == 0 ? "" : "|"), cell[k]);
        ck_assert_str_eq(joined, lines[i].expected);
    }
}
END_TEST

/* At other separators, and whether quotes are as they should be. */
static const struct {
    char separator;
    bool clean;
    const char *line, *expected;
    size_t count;
} cuts[] = {
    {';', true, " a,b ; c\t", "a,b|c", 2},
    {'\t', true, " a \t\t b\t", "a||b|", 4},
    {'\t', true, "\"a\tb\"\t c", "a\tb|c", 2},
    {'|', true, "\"x \"\"y\"\" z\" | 1", "x \"y\" z|1", 2},
    {',', true, "a\"b\",\"\"", "a\"b\"|", 2},
    {',', false, "\"a\"b,c", "ab|c", 2},
    {',', false, "\"a\" \"b\"", "a \"b\"", 1},
    {';', false, "\"a;b", "a;b", 1},
    {';', false, "a;\"\"\"", "a|\"", 2},
};

START_TEST(other_separators)
{
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        char line[40], joined[40] = "", *cell[4];
        size_t count;
        strcpy(line, cuts[i].line);
        ck_assert_int_eq(orth_csv_cut_at(&count, line, cuts[i].separator, cell, 4), cuts[i].clean);
        ck_assert_uint_eq(count, cuts[i].count);
        for (size_t k = 0; k < count && k < 4; k++)
            strcat(strcat(joined, k == 0 ? "" : "|"), cell[k]);
        ck_assert_str_eq(joined, cuts[i].expected);
    }
}
END_TEST

START_TEST(lines_and_their_ends)
{
    static const char *const expected[] = {"a,b", "", "c\r", " ", "last"};
    char text[] = "a,b\n\r\nc\r\r\n \nlast", *at = text, *line;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        ck_assert(orth_csv_line(&at, &line));
        ck_assert_str_eq(line, expected[i]);
    }
    ck_assert(!orth_csv_line(&at, &line));
}
END_TEST

ORTH_TEST_MAIN("csv", cells, other_separators, lines_and_their_ends)
