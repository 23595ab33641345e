/* Numbers are read and written the same under a locale whose decimal point is a comma. The locale
 * is made by localedef in a temporary folder. */
#include "harness.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/double_text.h"
#include "base/json_out.h"
#include "orthant/decimal.h"
#include "orthant/hawkes_fit.h"
#include "orthant/market_fit.h"
#include "orthant/market_score.h"
#include "orthant/page.h"
#include "orthant/path.h"
#include "orthant/scenario.h"
#include "orthant/simplex.h"

static char folder[] = P_tmpdir "/orthant-locale-XXXXXX";

static void shell(const char *format, const char *argument)
{
    char command[512];
    snprintf(command, sizeof command, format, argument);
    ck_assert_msg(system(command) == 0, "%s", command);
}

static void enter_german(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    shell("localedef -i de_DE -f UTF-8 %s/de_DE.UTF-8", folder);
    ck_assert(setenv("LOCPATH", folder, 1) == 0);
    ck_assert_ptr_nonnull(setlocale(LC_ALL, "de_DE.UTF-8"));
    ck_assert_str_eq(localeconv()->decimal_point, ",");
}

static void leave_german(void)
{
    setlocale(LC_ALL, "C");
    shell("rm -rf %s", folder);
}

START_TEST(decimals)
{
    char text[ORTH_DOUBLE_TEXT_MAX];
    ck_assert_str_eq(orth_double_text(text, 0.1), "0.10000000000000001");
    ck_assert_str_eq(orth_double_text(text, 1234567.5), "1234567.5");
    ck_assert_str_eq(orth_double_text(text, 1.5e-300), "1.5000000000000001e-300");
    mpq_t value;
    mpq_init(value);
    ck_assert(orth_decimal_parse(value, "1.25", NULL) == ORTH_OK);
    ck_assert(mpq_cmp_ui(value, 5, 4) == 0);
    ck_assert(orth_decimal_parse(value, "1,25", NULL) == ORTH_BAD_INPUT);
    mpq_clear(value);
    ck_assert(orth_path_check_name("power:0.5", NULL) == ORTH_OK);
    ck_assert(orth_path_check_name("power:0,5", NULL) == ORTH_BAD_INPUT);
}
END_TEST

START_TEST(scenarios)
{
    static const char text[] = "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"],"
                               "\"start\": {\"weights\": [0.25, 0.75]},"
                               "\"target\": {\"weights\": [\"0.75\", \"0.25\"]},"
                               "\"steps\": 2, \"pool\": {\"value\": 1000.5, \"unit\": \"USD\"}}";
    orth_scenario *scenario;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_scenario_parse(&scenario, text, strlen(text), "german", &error) == ORTH_OK,
                  "%s", error.text);
    ck_assert(mpq_cmp_ui(scenario->start[0], 1, 4) == 0);
    ck_assert(mpq_cmp_ui(scenario->target[0], 3, 4) == 0);
    ck_assert(mpq_cmp_ui(scenario->pool_value, 2001, 2) == 0);
    orth_scenario_free(scenario);
}
END_TEST

static void check_file(const char *text)
{
    static const double start[] = {0.5, 0.5}, target[] = {0.75, 0.25};
    char file[512], name[600];
    snprintf(file, sizeof file, "%s/schedule", folder);
    FILE *out = fopen(file, "w");
    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert(fclose(out) == 0);
    snprintf(name, sizeof name, "file:%s", file);
    orth_move *move;
    orth_path *path;
    orth_error error = {.text = ""};
    double row[2];
    ck_assert(orth_move_create(&move, 2, start, NULL, target, NULL, NULL) == ORTH_OK);
    ck_assert_msg(orth_path_create(&path, name, move, 2, NULL, &error) == ORTH_OK, "%s",
                  error.text);
    orth_path_fill(path, 1, 1, row, NULL);
    ck_assert(row[0] == 0.625 && row[1] == 0.375);
    orth_path_free(path);
    orth_move_free(move);
}

START_TEST(schedules)
{
    check_file("[[0.5,0.5],[0.625,0.375],[0.75,0.25]]");
    check_file("[[\"0.5\",\"0.5\"],[\"0.625\",\"0.375\"],[\"0.75\",\"0.25\"]]");
    check_file("0.5,0.5\n0.625,0.375\n0.75,0.25\n");
}
END_TEST

START_TEST(json_output)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    ck_assert_ptr_nonnull(stream);
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_open_inline_object(&json, NULL);
    orth_json_double(&json, "x", 2.5);
    orth_json_doubles(&json, "y", 2, (double[]){1e-7, 12345.75});
    orth_json_close_object(&json);
    orth_json_end(&json);
    fclose(stream);
    ck_assert_ptr_nonnull(strstr(text, "2.5"));
    ck_assert_ptr_nonnull(strstr(text, "12345.75"));
    ck_assert_ptr_nonnull(strstr(text, "9.9999999999999995e-08"));
    free(text);
}
END_TEST

/* Messages hold numbers too. */
START_TEST(messages)
{
    orth_error error;
    ck_assert(orth_simplex_validate(2, (double[]){0.5, 1.5}, &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "weight 1 is 1.5; permitted: from 1e-150 to below 1");
}
END_TEST

/* What was assumed in a fit, in words. */
START_TEST(notes_of_fits)
{
    enum { ROWS = 150 };
    static const char *const tokens[] = {"A"};
    static double prices[ROWS];
    char text[ROWS * 10] = "time,size\n", words[ORTH_SCORE_WORDS_MAX];
    for (int k = 0; k < ROWS; k++) {
        prices[k] = 100 + k * k % 7;
        snprintf(text + strlen(text), 20, "%d.5,1.5\n", k * k % 3 + 3 * (k / 3));
    }
    orth_flow_record *record;
    orth_hawkes_fit flow;
    orth_market_fit *fit;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_flow_record_parse(&record, text, "german", &error) == ORTH_OK, "%s",
                  error.text);
    ck_assert(record->sizes[0] == 1.5 && record->ties > 0);
    ck_assert(orth_hawkes_fit_record(&flow, record, 0.25, &error) == ORTH_OK);
    for (size_t i = 0; i < flow.note_count; i++)
        ck_assert_msg(strpbrk(flow.notes[i], "0123456789") == NULL ||
                          strstr(flow.notes[i], "0,") == NULL,
                      "%s", flow.notes[i]);
    orth_flow_record_free(record);
    orth_market_fit_data data = {.n = 1, .tokens = tokens, .rows = ROWS, .prices = prices};
    orth_market_fit_terms terms = {.model = ORTH_MARKET_FIT_GBM, .block_seconds = 0.5};
    ck_assert_msg(orth_market_fit_make(&fit, &data, &terms, &error) == ORTH_OK, "%s", error.text);
    ck_assert_ptr_nonnull(strstr(fit->notes[0], "a block is 0.5 s"));
    orth_market_fit_free(fit);
    ck_assert_str_eq(orth_score_words(words, ORTH_SCORE_CLOSER, 2.5), "2.5 times closer than GBM");
}
END_TEST

static char *page_of(const char *text)
{
    orth_scenario *scenario;
    orth_page *page;
    orth_error error = {.text = ""};
    char *html = NULL;
    size_t length;
    ck_assert_msg(orth_scenario_parse(&scenario, text, strlen(text), "german", &error) == ORTH_OK,
                  "%s", error.text);
    ck_assert_msg(orth_page_create(&page, scenario, NULL, &error) == ORTH_OK, "%s", error.text);
    FILE *stream = open_memstream(&html, &length);
    ck_assert_ptr_nonnull(stream);
    orth_page_write_html(page, stream);
    orth_page_write_json(page, stream);
    ck_assert(fclose(stream) == 0);
    orth_page_free(page);
    orth_scenario_free(scenario);
    return html;
}

START_TEST(pages)
{
    static const char text[] = "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"],"
                               "\"start\": {\"weights\": [0.255, 0.745]},"
                               "\"target\": {\"weights\": [0.745, 0.255]},"
                               "\"steps\": 4, \"pool\": {\"value\": 1000.5, \"unit\": \"USD\"}}";
    char *german = page_of(text);
    ck_assert_ptr_nonnull(setlocale(LC_ALL, "C"));
    char *plain = page_of(text);
    ck_assert_str_eq(german, plain);
    free(plain);
    free(german);
    ck_assert_ptr_nonnull(setlocale(LC_ALL, "de_DE.UTF-8"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("locale");
    TCase *cases = orth_test_case(suite, "locale");
    tcase_add_unchecked_fixture(cases, enter_german, leave_german);
    tcase_add_test(cases, decimals);
    tcase_add_test(cases, scenarios);
    tcase_add_test(cases, schedules);
    tcase_add_test(cases, json_output);
    tcase_add_test(cases, messages);
    tcase_add_test(cases, notes_of_fits);
    tcase_add_test(cases, pages);
    return orth_test_run_suite(suite);
}
