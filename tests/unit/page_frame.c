/* The frame of a page: text that would be obeyed, numbers as text, scales and what is drawn. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "orthant/page.h"
#include "page/escape.h"
#include "page/facts.h"
#include "page/html.h"
#include "page/page.h"
#include "page/svg_scale.h"
#include "page/words.h"

static char *escaped(const char *text)
{
    char *out;
    size_t length;
    FILE *stream = open_memstream(&out, &length);
    orth_escape_html(stream, text);
    fclose(stream);
    return out;
}

START_TEST(text_is_shown_and_not_obeyed)
{
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"", ""},
        {"BTC", "BTC"},
        {"<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"},
        {"\" onload=\"x", "&quot; onload=&quot;x"},
        {"&lt;", "&amp;lt;"},
        {"\x1b[31m", "\\u001b[31m"},
        {"a\nb", "a\\u000ab"},
        {"\xe2\x80\xae", "\\u202e"},
        {"\xff", "\\xff"},
        {"\xce\xb1\xe2\x82\xbf", "\xce\xb1\xe2\x82\xbf"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *shown = escaped(cases[i].text);
        ck_assert_str_eq(shown, cases[i].shown);
        free(shown);
    }
}
END_TEST

static void shown(const char *as, size_t count, const double *numbers, const char *const *texts)
{
    char text[ORTH_HTML_NUMBER_MAX];
    orth_html_format format = orth_html_format_of(as, count, orth_html_number_at, numbers);
    for (size_t i = 0; i < count; i++)
        ck_assert_str_eq(orth_html_number(text, &format, numbers[i]), texts[i]);
}

START_TEST(numbers_of_a_column_are_alike)
{
    shown(ORTH_AS_COUNT, 3, (double[]){7200, 0, 1234567},
          (const char *[]){"7,200", "0", "1,234,567"});
    shown(ORTH_AS_COUNT, 2, (double[]){12345678901234, 9007199254740991},
          (const char *[]){"12,345,678,901,234", "9,007,199,254,740,991"});
    shown(ORTH_AS_MONEY, 2, (double[]){610.30, 597.12}, (const char *[]){"610.30", "597.12"});
    shown(ORTH_AS_MONEY, 1, (double[]){-1234.5},
          (const char *[]){"\xe2\x88\x92"
                           "1,234.50"});
    shown(ORTH_AS_WEIGHT, 2, (double[]){0.5, 0.9}, (const char *[]){"0.50", "0.90"});
    shown(ORTH_AS_WEIGHT, 2, (double[]){1.0 / 3, 2.0 / 3}, (const char *[]){"0.3333", "0.6667"});
    shown(ORTH_AS_WEIGHT, 2, (double[]){1e-7, 0.5}, (const char *[]){"0.0000001", "0.5000000"});
    shown(ORTH_AS_PART, 2, (double[]){0.003, 0.25}, (const char *[]){"0.300 %", "25.000 %"});
    shown(ORTH_AS_DATE, 1, (double[]){1767225600}, (const char *[]){"2026-01-01T00:00:00Z"});
    shown(ORTH_AS_DURATION, 1, (double[]){86400}, (const char *[]){"1 d 0 h"});
}
END_TEST

/* A picture whose only series has these values. */
static json_t *picture_of(orth_facts *facts, const char *as, bool log, size_t count,
                          const double *values)
{
    ck_assert(orth_facts_begin(facts));
    json_t *part = orth_facts_part(facts, "move", "x");
    json_t *picture = orth_part_picture(facts, part, "p", "title", "describes");
    orth_picture_axis(facts, picture, false, "x", as, log);
    orth_picture_axis(facts, picture, true, "y", as, log);
    json_t *series = orth_picture_series(facts, picture, "<b>", "series:0", "line");
    for (size_t i = 0; i < count; i++)
        orth_series_point(facts, series, values[i], values[i]);
    ck_assert(!facts->lost);
    return picture;
}

static void ticks_are(const char *as, bool log, size_t count, const double *values, size_t ticks,
                      const char *const *texts)
{
    orth_facts facts;
    char text[ORTH_HTML_NUMBER_MAX];
    json_t *picture = picture_of(&facts, as, log, count, values);
    orth_svg_scale scale = orth_svg_scale_of(picture, "x", 5);
    ck_assert_uint_eq(scale.count, ticks);
    for (size_t i = 0; i < ticks; i++)
        ck_assert_str_eq(orth_svg_tick(text, &scale, i), texts[i]);
    orth_facts_clear(&facts);
}

START_TEST(ticks_are_round_numbers)
{
    ticks_are(ORTH_AS_COUNT, false, 2, (double[]){0, 7200}, 4,
              (const char *[]){"0", "2,000", "4,000", "6,000"});
    ticks_are(ORTH_AS_COUNT, false, 2, (double[]){0, 2}, 3, (const char *[]){"0", "1", "2"});
    ticks_are(ORTH_AS_WEIGHT, false, 2, (double[]){0.1, 0.9}, 4,
              (const char *[]){"0.2", "0.4", "0.6", "0.8"});
    ticks_are(ORTH_AS_BP, true, 2, (double[]){0.01, 1000}, 6,
              (const char *[]){"0.01", "0.1", "1", "10", "100", "1,000"});
    ticks_are(ORTH_AS_DATE, false, 2, (double[]){1767225600, 1767225600 + 86400}, 5,
              (const char *[]){"01-01 00:00", "01-01 06:00", "01-01 12:00", "01-01 18:00",
                               "01-02 00:00"});
}
END_TEST

START_TEST(any_picture_can_be_drawn)
{
    static const double none[] = {NAN, INFINITY}, one[] = {3}, same[] = {0, 0, 0},
                        wide[] = {1e-300, 1, 1e300}, signs[] = {-1e9, 0, 1e9},
                        near[] = {2e-18, 2.0000000000000005e-18};
    const struct {
        const double *values;
        size_t count;
    } all[] = {{none, 0}, {none, 2}, {one, 1}, {same, 3}, {wide, 3}, {signs, 3}, {near, 2}};
    for (size_t i = 0; i < 2 * sizeof all / sizeof all[0]; i++) {
        orth_facts facts;
        char *out;
        size_t length;
        json_t *picture =
            picture_of(&facts, ORTH_AS_NUMBER, i % 2 == 1, all[i / 2].count, all[i / 2].values);
        FILE *stream = open_memstream(&out, &length);
        orth_html_picture(stream, "move", picture);
        fclose(stream);
        ck_assert_msg(strstr(out, "nan") == NULL, "%zu %s", i, strstr(out, "nan"));
        ck_assert_ptr_null(strstr(out, "inf"));
        ck_assert_ptr_null(strstr(out, "<b>"));
        ck_assert_ptr_nonnull(strstr(out, "&lt;b&gt;"));
        free(out);
        orth_facts_clear(&facts);
    }
}
END_TEST

START_TEST(a_line_has_gaps_and_a_series_its_interval)
{
    orth_facts facts;
    char *out;
    size_t length;
    json_t *picture = picture_of(&facts, ORTH_AS_NUMBER, false, 5, (double[]){0, 1, NAN, 3, 4});
    json_t *band = orth_picture_series(&facts, picture, "band", "series:1", "band");
    orth_series_interval(&facts, band, 0, NAN, 1, 2);
    orth_series_interval(&facts, band, 4, NAN, 2, 3);
    FILE *stream = open_memstream(&out, &length);
    orth_svg_write(stream, picture, 300, 200);
    fclose(stream);
    const char *line = strstr(out, "class=\"s\" d=\"M");
    ck_assert_ptr_nonnull(line);
    const char *second = strchr(line + strlen("class=\"s\" d=\"M"), 'M');
    ck_assert(second != NULL && second < strchr(line, '/'));
    ck_assert_ptr_nonnull(strstr(out, "class=\"b\""));
    free(out);
    orth_facts_clear(&facts);
}
END_TEST

START_TEST(lost_facts_take_everything)
{
    orth_facts facts = {.lost = true};
    json_t *part = orth_facts_part(&facts, "move", "x");
    ck_assert_ptr_null(part);
    orth_part_say(&facts, part, "%d", 1);
    orth_part_number(&facts, part, "x", 1);
    json_t *table = orth_part_table(&facts, part, "t", "c");
    orth_row_text(&facts, orth_table_row(&facts, table), "k", "v");
    json_t *picture = orth_part_picture(&facts, part, "p", "t", "d");
    orth_series_interval(&facts, orth_picture_series(&facts, picture, "n", "c", "line"), 1, 1, 1,
                         1);
    orth_facts_decide(&facts, ORTH_DECISION_DO, "x");
    ck_assert(facts.lost);
    orth_facts_clear(&facts);
}
END_TEST

START_TEST(bytes_that_are_no_text_are_replaced_alone)
{
    orth_facts facts;
    ck_assert(orth_facts_begin(&facts));
    orth_facts_head(&facts, "file", "a\xff\xce\xb1\xc3.json");
    ck_assert_str_eq(
        json_string_value(json_object_get(json_object_get(facts.root, "head"), "file")),
        "a\xef\xbf\xbd\xce\xb1\xef\xbf\xbd.json");
    ck_assert(!facts.lost);
    orth_facts_clear(&facts);
}
END_TEST

START_TEST(words_say_what_is_not_known_and_what_is_cut)
{
    char word[ORTH_PAGE_WORD_MAX], name[ORTH_PAGE_NAME_MAX], range[ORTH_PAGE_INTERVAL_MAX];
    char whole[ORTH_PAGE_NAME_MAX] = "", longer[ORTH_PAGE_NAME_MAX + 1] = "";
    ck_assert_str_eq(orth_page_number(word, NAN), "unknown");
    ck_assert_str_eq(orth_page_number(word, INFINITY), "unknown");
    ck_assert_str_eq(orth_page_number(word, 0), "0");
    ck_assert_str_eq(orth_page_interval(range, NAN, 1), "unknown to 1.00");
    memset(whole, 'x', sizeof whole - 1);
    memset(longer, 'x', sizeof longer - 1);
    ck_assert_str_eq(orth_page_name(name, whole), whole);
    memcpy(whole + sizeof whole - 4, "...", 3);
    ck_assert_str_eq(orth_page_name(name, longer), whole);
}
END_TEST

ORTH_TEST_MAIN("page_frame", text_is_shown_and_not_obeyed, numbers_of_a_column_are_alike,
               ticks_are_round_numbers, any_picture_can_be_drawn,
               a_line_has_gaps_and_a_series_its_interval, lost_facts_take_everything,
               bytes_that_are_no_text_are_replaced_alone,
               words_say_what_is_not_known_and_what_is_cut)
