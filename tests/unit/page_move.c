/* The part "move" of a page: what it says of a move is what the library's functions say. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "orthant/page.h"
#include "page/words.h"
#include "page_parts.h"

#define TWO(ends, more) "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], " ends more "}"
#define HALF_TO_NINE                                                                               \
    "\"start\": {\"weights\": [\"0.5\", \"0.5\"]}, \"target\": {\"weights\": [\"0.9\", \"0.1\"]}"
#define HALF_TO_HALF                                                                               \
    "\"start\": {\"weights\": [\"0.5\", \"0.5\"]}, \"target\": {\"weights\": [\"0.5\", \"0.5\"]}"
#define POOL ", \"pool\": {\"value\": \"10000000\", \"unit\": \"USD\"}"
#define PATHS ", \"paths\": [\"linear\", \"geodesic\"]"

static size_t series(const test_page *m)
{
    const json_t *pictures = json_object_get(m->part, "pictures");
    return json_array_size(json_object_get(json_array_get(pictures, 0), "series"));
}

START_TEST(numbers_in_sentences_have_three_digits)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},          {597.12, "597"},          {0.59712, "0.597"},  {0.0047335, "0.00473"},
        {999.6, "1,000"},  {12345678, "12,300,000"}, {-1234.5, "-1,230"}, {1.5e-15, "1.5e-15"},
        {0.99996, "1.00"}, {1e20, "1e+20"},
    };
    char text[ORTH_PAGE_WORD_MAX];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_str_eq(orth_page_number(text, cases[i].value), cases[i].text);
    ck_assert_str_eq(orth_page_count(text, 7200), "7,200");
    ck_assert_str_eq(orth_page_count(text, 7), "7");
    ck_assert_str_eq(orth_page_time(text, 86400), "1 day");
    ck_assert_str_eq(orth_page_time(text, 3 * 86400), "3 days");
    ck_assert_str_eq(orth_page_time(text, 17160), "4 h 46 min");
}
END_TEST

START_TEST(a_move_is_told_in_money_time_and_path)
{
    test_page m = test_page_of_text(TWO(HALF_TO_NINE, ", \"steps\": 7200" PATHS POOL), "move");
    ck_assert_double_eq_tol(test_page_figure(&m, "turnover"), 0.4, 1e-15);
    ck_assert_double_eq_tol(test_page_figure(&m, "turnover_value"), 4e6, 1e-6);
    ck_assert_double_eq(test_page_figure(&m, "seconds"), 86400);
    ck_assert_double_eq_tol(test_page_figure(&m, "linear_more_bp"), 0.61030 - 0.59710, 2e-5);
    ck_assert(test_page_says(&m, "A from 50 to 90 %, B from 50 to 10 %"));
    ck_assert(test_page_says(&m, "4,000,000 of 10,000,000 USD"));
    ck_assert(test_page_says(&m, "geodesic is cheapest."));
    ck_assert(test_page_misses(&m, "/chain/block_time"));
    ck_assert(test_page_decides(&m, "do", "along the geodesic path, in 7,200 steps (1 day)"));
    ck_assert_uint_eq(series(&m), 4); /* linear looks different */
    test_page_clear(&m);
}
END_TEST

START_TEST(a_path_that_does_not_matter_is_said_to)
{
    test_page m = test_page_of_text(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", "
        "\"0.5\"]}, \"target\": {\"weights\": [\"0.8\", \"0.2\"]}, \"steps\": 7200" PATHS POOL "}",
        "move");
    ck_assert(test_page_says(&m, "does not matter"));
    ck_assert(test_page_decides(&m, "do", "does as well"));
    test_page_clear(&m);
}
END_TEST

START_TEST(nothing_moves)
{
    test_page m = test_page_of_text(TWO(HALF_TO_HALF, ", \"steps\": 10" PATHS POOL), "move");
    ck_assert(test_page_says(&m, "Nothing moves"));
    ck_assert(test_page_decides(&m, "do", "Nothing is to be done"));
    test_page_clear(&m);
}
END_TEST

START_TEST(a_pool_without_a_value_has_no_money)
{
    test_page m = test_page_of_text(
        TWO(HALF_TO_NINE, ", \"steps\": 1" PATHS ", \"chain\": {\"block_time\": 2}"), "move");
    ck_assert(test_page_misses(&m, "/pool/value"));
    ck_assert(!test_page_misses(&m, "/chain/block_time"));
    ck_assert(test_page_says(&m, "1 step of 1 block, at 2 s a block, takes 2 s"));
    test_page_clear(&m);
}
END_TEST

START_TEST(of_several_numbers_of_steps_it_is_the_cheapest)
{
    test_page m =
        test_page_of_text(TWO(HALF_TO_NINE, ", \"steps\": [10, 1000, 100]" PATHS POOL), "move");
    ck_assert_double_eq(test_page_figure(&m, "steps"), 1000);
    ck_assert(test_page_says(&m, "names 3 numbers of steps"));
    test_page_clear(&m);
}
END_TEST

START_TEST(the_optimum_gives_way_to_a_formula)
{
    test_page m = test_page_of_text(
        TWO(HALF_TO_NINE, ", \"steps\": 64, \"paths\": [\"optimum\", \"geodesic\"]" POOL), "move");
    ck_assert_str_eq(json_string_value(json_object_get(json_object_get(m.part, "figures"), "path")),
                     "geodesic");
    test_page_clear(&m);
}
END_TEST

/* Names of any length, in characters of several bytes. */
START_TEST(long_names_are_cut_between_characters)
{
#define EIGHT "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
#define LONG EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT
    test_page m = test_page_of_text(
        "{\"orthant\": 1, \"tokens\": [\"A" LONG "\", \"B" LONG "\"], \"start\": {\"weights\": "
        "[\"0.5\", \"0.5\"]}, \"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": 9" PATHS
        ", \"pool\": {\"value\": \"1000\", \"unit\": \"" LONG "\"}}",
        "move");
    ck_assert(test_page_says(&m, "A" EIGHT));
    ck_assert(!test_page_says(&m, "\xef\xbf\xbd"));
    ck_assert(test_page_decides(&m, "do", "A" EIGHT));
    ck_assert(test_page_decides(&m, "cost", EIGHT));
    test_page_clear(&m);
}
END_TEST

START_TEST(of_many_tokens_eight_are_drawn)
{
    test_page m = test_page_of_text(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\", \"D\", \"E\", \"F\", \"G\", \"H\", "
        "\"I\", \"J\"], \"start\": {\"weights\": [\"0.1\", \"0.1\", \"0.1\", \"0.1\", \"0.1\", "
        "\"0.1\", \"0.1\", \"0.1\", \"0.1\", \"0.1\"]}, \"target\": {\"weights\": [\"0.1\", "
        "\"0.11\", \"0.09\", \"0.12\", \"0.08\", \"0.13\", \"0.07\", \"0.14\", \"0.06\", "
        "\"0.1\"]}, \"steps\": 100, \"paths\": [\"linear\"]" POOL "}",
        "move");
    const json_t *picture = json_array_get(json_object_get(m.part, "pictures"), 0);
    const json_t *drawn = json_object_get(picture, "series");
    ck_assert_uint_eq(json_array_size(drawn), 8);
    ck_assert_str_eq(json_string_value(json_object_get(json_array_get(drawn, 0), "name")), "B");
    ck_assert(test_page_says(&m, "8 of 10 tokens that move most"));
    test_page_clear(&m);
}
END_TEST

ORTH_TEST_MAIN("page_move", numbers_in_sentences_have_three_digits,
               a_move_is_told_in_money_time_and_path, a_path_that_does_not_matter_is_said_to,
               nothing_moves, a_pool_without_a_value_has_no_money,
               of_several_numbers_of_steps_it_is_the_cheapest, the_optimum_gives_way_to_a_formula,
               of_many_tokens_eight_are_drawn, long_names_are_cut_between_characters)
