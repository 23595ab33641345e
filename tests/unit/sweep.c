/* The file of a sweep: its designs' known values, its text, its points. What is refused is in
 * sweep_cases.c. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/limits.h"
#include "orthant/sweep.h"

#define MOVE                                                                                       \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"   \
    " \"target\": {\"weights\": [0.75, 0.25]}, \"steps\": 1e1, \"pool\": {\"value\": \"1000\","    \
    " \"unit\": \"USD\"}}"
#define SWEEP(rest) "{\"orthant\": 1, \"command\": \"compare\", \"scenario\": " MOVE ", " rest "}"

static orth_sweep *parse(const char *text)
{
    orth_sweep *sweep;
    orth_error error;
    orth_status status = orth_sweep_parse(&sweep, text, strlen(text), "test.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return sweep;
}

static void check_value(const orth_sweep *sweep, uint64_t point, size_t parameter, const char *want)
{
    char text[ORTH_SWEEP_VALUE_MAX];
    ck_assert_str_eq(orth_sweep_value(sweep, point, parameter, text), want);
}

/* All values of a parameter, one blank between them. */
static void check_values(const orth_sweep *sweep, size_t parameter, const char *want)
{
    char all[4096] = "", text[ORTH_SWEEP_VALUE_MAX];
    for (uint64_t k = 0; k < orth_sweep_count(sweep); k++) {
        if (k > 0)
            strcat(all, " ");
        strcat(all, orth_sweep_value(sweep, k, parameter, text));
    }
    ck_assert_str_eq(all, want);
}

static void check_one(const char *vary, const char *want)
{
    char text[2048];
    snprintf(text, sizeof text, SWEEP("\"vary\": {\"/name\": [\"x\"], %s}"), vary);
    orth_sweep *sweep = parse(text);
    check_values(sweep, 1, want);
    orth_sweep_free(sweep);
}

START_TEST(a_grid_has_each_value_with_each)
{
    orth_sweep *s = parse(SWEEP("\"vary\": {\"/steps\": [3, [5, 6], 1e2], \"/pool/swap_fee\":"
                                " [\"0.001\", 0.003]}"));
    ck_assert_str_eq(orth_sweep_command(s), "compare");
    ck_assert_uint_eq(orth_sweep_count(s), 6);
    ck_assert_uint_eq(orth_sweep_parameter_count(s), 2);
    ck_assert_str_eq(orth_sweep_parameter(s, 0), "/steps");
    check_values(s, 0, "3 3 [5,6] [5,6] 100.0 100.0");
    check_values(s, 1, "\"0.001\" 0.003 \"0.001\" 0.003 \"0.001\" 0.003");
    orth_sweep_free(s);
    orth_sweep_free(NULL);
}
END_TEST

START_TEST(a_zip_takes_them_side_by_side)
{
    /* weights that only together sum to 1, and a range beside a list */
    orth_sweep *s =
        parse(SWEEP("\"design\": \"zip\", \"vary\": {\"/start/weights/0\": [\"0.5\","
                    " \"0.25\", \"1/3\"], \"/start/weights/1\": [\"0.5\", \"0.75\", \"2/3\"],"
                    " \"/steps\": {\"from\": 2, \"to\": 8, \"count\": 3}}"));
    ck_assert_uint_eq(orth_sweep_count(s), 3);
    check_values(s, 0, "\"0.5\" \"0.25\" \"1/3\"");
    check_values(s, 2, "2 5 8");
    orth_scenario *scenario;
    orth_error error;
    ck_assert_int_eq(orth_sweep_scenario(&scenario, s, 2, &error), ORTH_OK);
    ck_assert(mpq_cmp_ui(scenario->start[1], 2, 3) == 0 && scenario->steps[0] == 8);
    orth_scenario_free(scenario);
    orth_sweep_free(s);
}
END_TEST

START_TEST(ranges_are_exact)
{
    /* tenths, not the sums of the double beside a tenth */
    check_one("\"/pool/swap_fee\": {\"from\": 0.1, \"to\": 0.7, \"count\": 7}",
              "0.1 0.2 0.3 0.4 0.5 0.6 0.7");
    check_one("\"/pool/swap_fee\": {\"from\": \"0\", \"to\": \"0.003\", \"count\": 4}",
              "\"0\" \"0.001\" \"0.002\" \"0.003\"");
    check_one("\"/pool/swap_fee\": {\"from\": \"1e-5\", \"to\": \"1/3\", \"count\": 2}",
              "\"1e-05\" \"0.3333333333333333\"");
    /* the geometric middle, as it is and to the nearest double */
    check_one("\"/steps\": {\"from\": 1, \"to\": 1e6, \"count\": 7, \"scale\": \"log\"}",
              "1 10 100 1000 10000 100000 1000000");
    check_one("\"/pool/swap_fee\": {\"from\": 0.1, \"to\": 0.2, \"count\": 3, \"scale\": \"log\"}",
              "0.1 0.1414213562373095 0.2");
    check_one("\"/steps\": {\"from\": 100, \"to\": 1000, \"count\": 4, \"scale\": \"log\","
              " \"whole\": true}",
              "100 215 464 1000");
    check_one("\"/steps\": {\"from\": 1, \"to\": 4, \"count\": 3, \"whole\": true}", "1 3 4");
}
END_TEST

/* Each of eight parts of each range once, at its middle. */
START_TEST(latin_takes_each_part_once)
{
    static const char text[] =
        SWEEP("\"design\": \"latin\", \"points\": 8, \"seed\": 5, \"vary\": {"
              "\"/steps\": [1, 2], \"/pool/swap_fee\": {\"from\": 0, \"to\": 0.8}, \"/pool/value\":"
              " {\"from\": 1, \"to\": 256, \"scale\": \"log\"}}");
    orth_sweep *s = parse(text), *other;
    int ones = 0;
    unsigned seen[2] = {0, 0};
    for (uint64_t k = 0; k < 8; k++) {
        char value[ORTH_SWEEP_VALUE_MAX];
        ones += strcmp(orth_sweep_value(s, k, 0, value), "1") == 0;
        double fee = strtod(orth_sweep_value(s, k, 1, value), NULL);
        double money = strtod(orth_sweep_value(s, k, 2, value), NULL);
        for (unsigned cell = 0; cell < 8; cell++) {
            seen[0] |= (unsigned)(fee == (2 * cell + 1) / 20.0) << cell;
            double want = 1; /* 256^((cell + 1/2) / 8) = 2^(cell + 1/2) */
            for (unsigned i = 0; i < 2 * cell + 1; i++)
                want *= 1.41421356237309505;
            seen[1] |= (unsigned)(money > want * (1 - 1e-11) && money < want * (1 + 1e-11)) << cell;
        }
    }
    ck_assert_int_eq(ones, 4);
    ck_assert_uint_eq(seen[0], 255);
    ck_assert_uint_eq(seen[1], 255);
    char *again = strdup(text);
    strstr(again, "\"seed\": 5")[8] = '6';
    other = parse(again);
    int differ = 0;
    for (uint64_t k = 0; k < 8; k++) {
        char a[ORTH_SWEEP_VALUE_MAX], b[ORTH_SWEEP_VALUE_MAX];
        differ += strcmp(orth_sweep_value(s, k, 1, a), orth_sweep_value(other, k, 1, b)) != 0;
    }
    ck_assert_int_gt(differ, 0);
    free(again);
    orth_sweep_free(other);
    orth_sweep_free(s);
}
END_TEST

/* The first 16 points have one value in each sixteenth, in any shift of digits. */
START_TEST(sobol_fills_and_stays_within)
{
    orth_sweep *s = parse(SWEEP("\"design\": \"sobol\", \"points\": 1000, \"vary\": {"
                                "\"/pool/swap_fee\": {\"from\": \"0\", \"to\": \"0.5\"},"
                                " \"/steps\": {\"from\": 10, \"to\": 20, \"whole\": true}}"));
    unsigned seen = 0;
    for (uint64_t k = 0; k < 1000; k++) {
        char value[ORTH_SWEEP_VALUE_MAX];
        double fee = strtod(orth_sweep_value(s, k, 0, value) + 1, NULL);
        ck_assert(value[0] == '"' && fee >= 0 && fee <= 0.5 && strlen(value) <= 20);
        if (k < 16)
            seen |= 1u << (unsigned)(fee * 32);
        double steps = strtod(orth_sweep_value(s, k, 1, value), NULL);
        ck_assert(strlen(value) == 2 && steps >= 10 && steps <= 20);
    }
    ck_assert_uint_eq(seen, 65535);
    orth_sweep_free(s);
}
END_TEST

START_TEST(its_text_says_all_of_it)
{
    orth_sweep *s = parse(SWEEP("\"vary\": {\"/steps\": [3, 4.0]}, \"collect\":"
                                " [\"/results/0/loss_bp\"]"));
    ck_assert_str_eq(
        orth_sweep_text(s),
        "{\"orthant\":1,\"scenario\":{\"orthant\":1,\"tokens\":[\"A\",\"B\"],\"start\":{\"weights\""
        ":[\"0.5\",\"0.5\"]},\"target\":{\"weights\":[0.75,0.25]},\"steps\":10.0,\"pool\":{"
        "\"value\":\"1000\",\"unit\":\"USD\"}},\"command\":\"compare\",\"vary\":{\"/steps\":[3,4.0]"
        "},\"design\":\"grid\",\"collect\":[\"/results/0/loss_bp\"]}\n");
    ck_assert_uint_eq(strlen(orth_sweep_sha256(s)), 64);
    /* read again it is the same sweep */
    orth_sweep *again = parse(orth_sweep_text(s));
    ck_assert_str_eq(orth_sweep_text(again), orth_sweep_text(s));
    ck_assert_str_eq(orth_sweep_sha256(again), orth_sweep_sha256(s));
    ck_assert_str_eq(orth_sweep_scenario_sha256(again), orth_sweep_scenario_sha256(s));
    orth_sweep_free(again);
    orth_sweep_free(s);
    /* and where the file names no figures, the command's usual ones are said */
    s = parse(SWEEP("\"vary\": {\"/steps\": [3]}"));
    ck_assert_uint_eq(orth_sweep_figure_count(s), 3);
    ck_assert_str_eq(orth_sweep_figure(s, 2), "/results/2/loss_bp");
    ck_assert_ptr_nonnull(strstr(orth_sweep_text(s), "\"/results/2/loss_bp\"]}\n"));
    orth_sweep_free(s);
}
END_TEST

/* A key that the scenario lacks is added; names with "/" and "~"; elements of lists. */
START_TEST(pointers_lead_anywhere)
{
    orth_sweep *s =
        parse("{\"orthant\": 1, \"command\": \"compare\", \"scenario\": {\"orthant\": 1,"
              " \"tokens\": [\"A/B\", \"C~D\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"
              " \"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": [1, 2], \"pool\": {"
              "\"value\": 7, \"unit\": \"USD\"}, \"market\": {\"model\": \"files\", \"files\":"
              " {\"A/B\": \"there\"}}}, \"vary\": {\"/market/files/A~1B\": [\"here\", \"else\"],"
              " \"/steps/1\": [5], \"/pool/swap_fee\": [\"0.1\"], \"/tokens/1\": [\"\\u0041/\"],"
              " \"/paths\": [[\"file:path.csv\"]]}}");
    ck_assert_uint_eq(orth_sweep_input_count(s), 3);
    ck_assert_str_eq(orth_sweep_input(s, 0), "here");
    ck_assert_str_eq(orth_sweep_input(s, 1), "path.csv");
    ck_assert_str_eq(orth_sweep_input(s, 2), "else");
    orth_scenario *scenario;
    orth_error error;
    ck_assert_int_eq(orth_sweep_scenario(&scenario, s, 1, &error), ORTH_OK);
    ck_assert_str_eq(scenario->market->files[0].file, "else");
    ck_assert_str_eq(scenario->tokens[1], "A/");
    ck_assert_uint_eq(scenario->steps[1], 5);
    ck_assert(scenario->rules.fee == 0.1);
    char *text;
    size_t length;
    ck_assert_int_eq(orth_sweep_scenario_text(&text, &length, s, 1, &error), ORTH_OK);
    ck_assert_uint_eq(strlen(text), length);
    ck_assert_ptr_nonnull(strstr(text, "\"files\":{\"A/B\":\"else\"}"));
    ck_assert_ptr_nonnull(strstr(text, "\"unit\":\"USD\",\"swap_fee\":\"0.1\"}"));
    free(text);
    orth_scenario_free(scenario);
    orth_sweep_free(s);
}
END_TEST

/* What fails only at some points is that point's own failure, and says which. */
START_TEST(a_point_fails_by_itself)
{
    orth_sweep *s = parse(SWEEP("\"vary\": {\"/tokens\": [[\"A\", \"B\"], [\"C\", \"D\"]],"
                                " \"/market\": [{\"model\": \"constant\", \"prices\": [1, 2]},"
                                " {\"model\": \"files\", \"files\": {\"A\": \"a.csv\"}}]}"));
    orth_scenario *scenario;
    orth_error error;
    for (uint64_t k = 0; k < 3; k++) {
        ck_assert_int_eq(orth_sweep_scenario(&scenario, s, k, &error), ORTH_OK);
        orth_scenario_free(scenario);
    }
    ck_assert_int_eq(orth_sweep_scenario(&scenario, s, 3, &error), ORTH_BAD_INPUT);
    ck_assert_ptr_null(scenario);
    ck_assert_str_eq(error.text,
                     "test.json: point 3: /scenario/market/files: \"A\" is not a token; "
                     "permitted: those of /tokens");
    orth_sweep_free(s);
    /* so it is where points are drawn: some fail, and the sweep is none the worse */
    s = parse(SWEEP("\"design\": \"latin\", \"points\": 9, \"vary\": {\"/tokens\": [[\"A\", \"B\"],"
                    " [\"C\", \"D\"]], \"/market\": [{\"model\": \"constant\", \"prices\": [1, 2]},"
                    " {\"model\": \"files\", \"files\": {\"A\": \"a.csv\"}}]}"));
    int failed = 0;
    for (uint64_t k = 0; k < 9; k++) {
        failed += orth_sweep_scenario(&scenario, s, k, &error) == ORTH_BAD_INPUT;
        orth_scenario_free(scenario);
    }
    ck_assert(failed > 0 && failed < 9);
    orth_sweep_free(s);
}
END_TEST

START_TEST(a_scenario_lies_beside)
{
    orth_sweep *s;
    orth_error error;
    ck_assert_int_eq(orth_sweep_load(&s, "scenarios/sweeps/fee-and-steps.json", &error), ORTH_OK);
    orth_scenario *whole;
    ck_assert_int_eq(orth_scenario_load(&whole, "scenarios/market/fee-and-noise.json", &error),
                     ORTH_OK);
    ck_assert_str_eq(orth_sweep_scenario_sha256(s), whole->sha256);
    orth_scenario_free(whole);
    check_value(s, 19, 1, "10000");
    orth_sweep_free(s);
    static const char absent[] = "{\"orthant\": 1, \"command\": \"compare\", \"scenario\":"
                                 " \"no-such-file.json\", \"vary\": {\"/steps\": [1]}}";
    ck_assert_int_eq(orth_sweep_parse(&s, absent, sizeof absent - 1, "test.json", &error), ORTH_IO);
    ck_assert_ptr_null(s);
    ck_assert_ptr_nonnull(strstr(error.text, "no-such-file.json"));
    ck_assert_int_eq(orth_sweep_load(&s, "no-such-file.json", &error), ORTH_IO);
}
END_TEST

START_TEST(a_table_shows_it)
{
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    orth_sweep *s =
        parse(SWEEP("\"vary\": {\"/steps\": {\"from\": 1, \"to\": 100, \"count\": 3,"
                    " \"scale\": \"log\"}, \"/name\": [\"first\", \"0123456789012345678"
                    "9012345678901234567890123456789\"]}, \"collect\": [\"/a\", \"/b\"]"));
    orth_sweep_write_table(s, 3, stream);
    orth_sweep_free(s);
    s = parse(SWEEP("\"design\": \"latin\", \"points\": 1, \"vary\": {\"/steps\": {\"from\": 1,"
                    " \"to\": 9, \"whole\": true}}, \"collect\": [\"/a\"]"));
    orth_sweep_write_table(s, 10, stream);
    orth_sweep_free(s);
    fclose(stream);
    ck_assert_str_eq(
        text, "test.json: 6 points of compare, design grid\n"
              "  /steps  3 values, 1 to 100, log\n"
              "  /name   2 values, \"first\" to \"012345678901234567890123456789012345678...\n"
              "  kept: /a, /b\n\n"
              "  point  /steps  /name\n"
              "      0  1       \"first\"\n"
              "      1  1       \"012345678901234567890123456789012345678...\n"
              "      2  10      \"first\"\n"
              "  and 3 more points\n"
              "test.json: 1 point of compare, design latin\n"
              "  /steps  from 1 to 9, whole\n"
              "  kept: /a\n\n"
              "  point  /steps\n"
              "      0  5\n");
    free(text);
}
END_TEST

ORTH_TEST_MAIN("sweep", a_grid_has_each_value_with_each, a_zip_takes_them_side_by_side,
               ranges_are_exact, latin_takes_each_part_once, sobol_fills_and_stays_within,
               its_text_says_all_of_it, pointers_lead_anywhere, a_point_fails_by_itself,
               a_scenario_lies_beside, a_table_shows_it)
