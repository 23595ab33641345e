/* file:F paths: every way of writing a schedule, and every refusal with its message. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "numeric/decimal.h"
#include "orthant/path.h"

static const char *const tokens[] = {"BTC", "USDC"};
static const double start[] = {0.5, 0.5}, middle[] = {0.625, 0.375}, target[] = {0.75, 0.25};

static orth_move *the_move(void)
{
    orth_move *move;
    ck_assert(orth_move_create(&move, 2, start, NULL, target, NULL, NULL) == ORTH_OK);
    return move;
}

/* Writes `length` bytes into a new temporary file. */
static const char *written(const char *text, size_t length)
{
    static const char name[] = P_tmpdir "/orthant-path-XXXXXX";
    static char fresh[sizeof name];
    memcpy(fresh, name, sizeof name);
    int descriptor = mkstemp(fresh);
    ck_assert(descriptor >= 0);
    ck_assert(write(descriptor, text, length) == (ssize_t)length);
    close(descriptor);
    return fresh;
}

static orth_status open_path(orth_path **path, const orth_move *move, const char *file,
                             uint64_t steps, const char *const *named, orth_error *error)
{
    char name[256];
    snprintf(name, sizeof name, "file:%s", file);
    return orth_path_create(path, name, move, steps, named, error);
}

/* The text is the schedule start, middle, target. */
static void check_reads(const char *text, const char *const *named)
{
    orth_move *move = the_move();
    orth_path *path;
    orth_error error = {.text = ""};
    double rows[6], steps[6];
    const char *file = written(text, strlen(text));
    orth_status status = open_path(&path, move, file, 2, named, &error);
    unlink(file);
    ck_assert_msg(status == ORTH_OK, "%s\n%s", text, error.text);
    orth_path_fill(path, 0, 3, rows, steps);
    for (size_t i = 0; i < 2; i++) {
        ck_assert(rows[i] == start[i] && rows[2 + i] == middle[i] && rows[4 + i] == target[i]);
        ck_assert(steps[i] == middle[i] - start[i] && steps[2 + i] == target[i] - middle[i]);
        ck_assert(steps[4 + i] == 0);
    }
    ck_assert(orth_path_steps(path) == 2 && orth_path_tokens(path) == 2);
    ck_assert(fabs(orth_path_log_loss(path) - orth_path_stored_log_loss(path)) <= 1e-17);
    orth_path_free(path);
    orth_move_free(move);
}

static const char *const json_texts[] = {
    "[[0.5,0.5],[0.625,0.375],[0.75,0.25]]",
    " \n\t[[0.5,0.5],[0.625,0.375],[0.75,0.25]]\n",
    "[[\"0.5\",\"0.5\"],[\"5/8\",\"3/8\"],[\"3/4\",\"0.25\"]]",
    "[[0.5,0.5],[\"5/8\",\"3/8\"],[7.5e-1,25E-2]]",
    "{\"weights\":[[0.5,0.5],[0.625,0.375],[0.75,0.25]]}",
    "{\"tokens\":[\"BTC\",\"USDC\"],\"weights\":[[0.5,0.5],[0.625,0.375],[0.75,0.25]]}",
    "{\"tokens\":[\"USDC\",\"BTC\"],\"weights\":[[0.5,0.5],[0.375,0.625],[0.25,0.75]]}",
    ("{\"orthant\":1,\"kind\":\"trajectory\",\"tokens\":[\"BTC\",\"USDC\"],\"path\":\"x\","
     "\"steps\":2,\"log_loss\":0.1,\"weights\":[[0.5,0.5],[0.625,0.375],[0.75,0.25]]}"),
};

START_TEST(json_schedules)
{
    check_reads(json_texts[_i], tokens);
}
END_TEST

static const char *const csv_texts[] = {
    "0.5,0.5\n0.625,0.375\n0.75,0.25\n",
    "0.5,0.5\n0.625,0.375\n0.75,0.25",
    "BTC,USDC\n0.5,0.5\n0.625,0.375\n0.75,0.25\n",
    "USDC,BTC\n0.5,0.5\n0.375,0.625\n0.25,0.75\n",
    "step,BTC,USDC\n0,0.5,0.5\n1,0.625,0.375\n2,0.75,0.25\n",
    "step,USDC,note,BTC\n0,0.5,go,0.5\n1,0.375,\"on, and on\",0.625\n2,0.25,,0.75\n",
    "\"BTC\",\"USDC\"\r\n0.5,0.5\r\n0.625,0.375\r\n0.75,0.25\r\n",
    ("\xef\xbb\xbf"
     "BTC,USDC\n0.5,0.5\n0.625,0.375\n0.75,0.25\n"),
    ("\xef\xbb\xbf"
     "0.5,0.5\n0.625,0.375\n0.75,0.25\n"),
    " BTC , \"USDC\" \n 0.5 ,\t0.5\n\"0.625\",\"0.375\"\n3/4,1/4\n",
    "# made by hand\nBTC,USDC\n\n0.5,0.5\n# half way\n0.625,0.375\n0.75,0.25\n\n",
};

START_TEST(csv_schedules)
{
    check_reads(csv_texts[_i], tokens);
}
END_TEST

/* Without names of tokens the columns go by position, the last n of them under a header. */
START_TEST(columns_by_position)
{
    check_reads("a,b\n0.5,0.5\n0.625,0.375\n0.75,0.25\n", NULL);
    check_reads("step,a,b\n0,0.5,0.5\n1,0.625,0.375\n2,0.75,0.25\n", NULL);
    check_reads("{\"tokens\":[\"x\",\"y\"],\"weights\":[[0.5,0.5],[0.625,0.375],[0.75,0.25]]}",
                NULL);
}
END_TEST

START_TEST(names_with_quotes_and_commas)
{
    static const char *const odd[] = {"a,b", "say \"x\""};
    check_reads("\"say \"\"x\"\"\",\"a,b\"\n0.5,0.5\n0.375,0.625\n0.25,0.75\n", odd);
}
END_TEST

typedef struct refusal {
    const char *text, *message; /* after the file's name */
} refusal;

static const refusal refusals[] = {
    /* of either format */
    {"", ": no row of weights in it"},
    {"[]", ": no row of weights in it"},
    {"BTC,USDC\n", ": no row of weights in it"},
    {"[[0.5,0.5],[0.75,0.25]]",
     ": 2 rows, which is 1 step; 3 rows are wanted for the 2 steps asked for (--steps)"},
    {"0.5,0.5\n0.6,0.4\n0.625,0.375\n0.75,0.25\n",
     ": 4 rows, which is 3 steps; 3 rows are wanted for the 2 steps asked for (--steps)"},
    {"[[0.25,0.75],[0.625,0.375],[0.75,0.25]]",
     ": row 0: weight 0 is 0.25, but the move's start has 0.5 there"},
    {"[[0.5,0.5],[0.625,0.375],[0.5,0.5]]",
     ": row 2: weight 0 is 0.5, but the move's target has 0.75 there"},
    {"0.5,0.5\n0.625,0.375\n0.7500000001,0.2499999999\n",
     ": row 2: weight 0 is 0.75000000010000001, but the move's target has 0.75 there"},
    {"[[0.5,0.5],[0.625,0.5],[0.75,0.25]]",
     ": row 1: the weights sum to 1+0.125; permitted: 1 within 1e-12; --normalise divides "
     "each row by its sum"},
    {"0.5,0.5\n1.0,0.0\n0.75,0.25\n", ": row 1: weight 0 is 1; permitted: from 1e-150 to below 1"},
    {"[[0.5,0.5],[1.25,-0.25],[0.75,0.25]]",
     ": row 1: weight 0 is 1.25; permitted: from 1e-150 to below 1"},
    {"0.5,0.5\n0,1\n0.75,0.25\n", ": row 1: weight 0 is 0; permitted: from 1e-150 to below 1"},
    /* JSON */
    {"[[0.5,0.5],[0.625,0.375],[0.75,0.25]", ":1:36: ']' expected near end of file"},
    {"[[0.5,0.5],\n[0.625,NaN],[0.75,0.25]]", ":2:10: invalid token near 'NaN'"},
    {"[[0.5,0.5],[0.625,1e999],[0.75,0.25]]", ":1:23: real number overflow near '1e999'"},
    {"{\"weights\":[],\"weights\":[]}", ":1:23: the key \"weights\" is given twice"},
    {"\xef\xbb\xbf[[0.5,0.5]]", ":1:1: a byte order mark; permitted: UTF-8 without one"},
    {"{\"rows\":[[0.5,0.5]]}", ": no array of rows: neither the whole file nor /weights is one"},
    {"{\"weights\":3}", ": no array of rows: neither the whole file nor /weights is one"},
    {"[[0.5,0.5],[0.625,0.25,0.125],[0.75,0.25]]", ": /weights/1: a row holds 2 weights"},
    {"[[0.5,0.5],0.5,[0.75,0.25]]", ": /weights/1: a row holds 2 weights"},
    {"[[0.5,0.5],[0.625,null],[0.75,0.25]]",
     ": /weights/1/1: a weight is a number or a decimal string"},
    {"[[0.5,0.5],[\"0.625\",0.375],[0.75,0.25]]",
     ": /weights/1: strings and plain numbers are mixed in one row"},
    {"[[0.5,0.5],[0.625,\"0.375\"],[0.75,0.25]]",
     ": /weights/1: strings and plain numbers are mixed in one row"},
    {"[[0.5,0.5],[\"0.6\",\"0.40000000000000000001\"],[0.75,0.25]]",
     ": /weights/1: weights given as strings must sum to exactly 1; --normalise divides each row "
     "by its sum"},
    {"[[0.5,0.5],[\"nan\",\"0.4\"],[0.75,0.25]]", ": /weights/1/0: 'nan': not a decimal number"},
    {"{\"tokens\":[\"BTC\"],\"weights\":[]}", ": /tokens: 2 names are wanted"},
    {"{\"tokens\":[\"BTC\",\"ETH\"],\"weights\":[]}", ": /tokens: no 'USDC' among them"},
    {"{\"tokens\":[\"BTC\",7],\"weights\":[]}", ": /tokens: no 'USDC' among them"},
    /* CSV */
    {"0.5,0.5\n0.625,nan\n0.75,0.25\n", ": line 2: 'nan' is no decimal number"},
    {"0.5,0.5\n0.625,\n0.75,0.25\n", ": line 2: '' is no decimal number"},
    {"0.5,0.5\n0.625,\"0.375\n0.75,0.25\n", ": line 2: '\"0.375' is no decimal number"},
    {"0.5,0.5\n0.625,\"0.375\"5\n0.75,0.25\n", ": line 2: '\"0.375\"5' is no decimal number"},
    {"0.5,0.5\n0.625\n0.75,0.25\n", ": line 2: 1 column where 2 are wanted"},
    {"0.5,0.5\n0.625,0.375,0.1\n0.75,0.25\n", ": line 2: 3 columns where 2 are wanted"},
    {"0.5;0.5\n", ": line 1: 1 column; at least 2 are wanted"},
    {"BTC,ETH\n0.5,0.5\n", ": line 1: no column named 'USDC'; the file has \"BTC\", \"ETH\""},
    {"# first\nBTC,ETH\n0.5,0.5\n",
     ": line 2: no column named 'USDC'; the file has \"BTC\", \"ETH\""},
    {"BTC,USDC,BTC\n0.5,0.5,0.5\n", ": line 1: two columns named 'BTC'"},
    {"BTC,USDC\nBTC,USDC\n", ": line 2: 'BTC' is no decimal number"},
};
#define REFUSALS (sizeof refusals / sizeof refusals[0])

static void check_refusal(const char *text, size_t length, const char *message)
{
    orth_move *move = the_move();
    orth_path *path = (orth_path *)(void *)move;
    orth_error error = {.text = ""};
    const char *file = written(text, length);
    orth_status status = open_path(&path, move, file, 2, tokens, &error);
    unlink(file);
    ck_assert_msg(status == ORTH_BAD_INPUT && path == NULL, "%s", text);
    ck_assert(error.status == ORTH_BAD_INPUT);
    char want[ORTH_ERROR_TEXT_MAX];
    snprintf(want, sizeof want, "%s%s", file, message);
    ck_assert_str_eq(error.text, want);
    orth_move_free(move);
}

START_TEST(bad_schedules)
{
    check_refusal(refusals[_i].text, strlen(refusals[_i].text), refusals[_i].message);
}
END_TEST

START_TEST(bytes_that_are_no_text)
{
    check_refusal("0.5,0.5\n0.625\0,0.375\n", 21, ": a NUL byte; permitted: text");
    check_refusal("[[0.5,\0 0.5]]", 13, ":1:7: a NUL byte; permitted: UTF-8 text");
}
END_TEST

/* Cut off anywhere, a schedule is refused or is none of this move: never read as something else. */
START_TEST(truncated_anywhere)
{
    static const char *const whole[] = {
        "{\"tokens\":[\"BTC\",\"USDC\"],\"weights\":[[0.5,0.5],[0.625,0.375],[0.75,0.25]]}",
        "BTC,USDC\n0.5,0.5\n0.625,0.375\n0.75,0.25"};
    orth_move *move = the_move();
    for (size_t t = 0; t < 2; t++)
        for (size_t length = 0; length < strlen(whole[t]); length++) {
            orth_path *path;
            orth_error error = {.text = ""};
            const char *file = written(whole[t], length);
            orth_status status = open_path(&path, move, file, 2, tokens, &error);
            unlink(file);
            ck_assert_msg(status == ORTH_BAD_INPUT && path == NULL && error.text[0] != '\0', "%.*s",
                          (int)length, whole[t]);
        }
    orth_move_free(move);
}
END_TEST

START_TEST(files_that_cannot_be_read)
{
    orth_move *move = the_move();
    orth_path *path;
    orth_error error = {.text = ""};
    ck_assert(open_path(&path, move, "/nowhere/at/all.json", 2, tokens, &error) == ORTH_IO);
    ck_assert_str_eq(error.text, "/nowhere/at/all.json: cannot open: No such file or directory");
    ck_assert(path == NULL);
    ck_assert(open_path(&path, move, "/", 2, tokens, &error) == ORTH_IO);
    ck_assert_str_eq(error.text, "/: cannot read: Is a directory");
    orth_move_free(move);
}
END_TEST

static void exactly(double *high, double *low, const char *decimal)
{
    mpq_t value;
    mpq_init(value);
    ck_assert(orth_decimal_parse(value, decimal, NULL) == ORTH_OK);
    orth_rational_to_dd(high, low, value);
    mpq_clear(value);
}

/* A schedule whose moves are far below what doubles hold: strings keep them. */
START_TEST(strings_keep_small_steps)
{
    const char *text = "[[\"0.3\",\"0.7\"],"
                       "[\"0.300000000000000000001\",\"0.699999999999999999999\"],"
                       "[\"0.300000000000000000003\",\"0.699999999999999999997\"]]";
    double high[2], low[2], target_high[2], target_low[2], rows[6], steps[6];
    exactly(&high[0], &low[0], "0.3");
    exactly(&high[1], &low[1], "0.7");
    exactly(&target_high[0], &target_low[0], "0.300000000000000000003");
    exactly(&target_high[1], &target_low[1], "0.699999999999999999997");
    orth_move *move;
    ck_assert(orth_move_create(&move, 2, high, low, target_high, target_low, NULL) == ORTH_OK);
    orth_path *path;
    const char *file = written(text, strlen(text));
    ck_assert(open_path(&path, move, file, 2, NULL, NULL) == ORTH_OK);
    unlink(file);
    orth_path_fill(path, 0, 3, rows, steps);
    ck_assert(fabs(steps[0] / 1e-21 - 1) < 1e-10 && fabs(steps[1] / -1e-21 - 1) < 1e-10);
    ck_assert(fabs(steps[2] / 2e-21 - 1) < 1e-10 && fabs(steps[3] / -2e-21 - 1) < 1e-10);
    ck_assert(orth_path_log_loss(path) > 0 && orth_path_stored_log_loss(path) == 0);
    orth_path_free(path);
    orth_move_free(move);
}
END_TEST

/* A schedule that goes out and comes back: nothing moves in the end, but it is not free. */
START_TEST(there_and_back_costs)
{
    orth_move *move;
    ck_assert(orth_move_create(&move, 2, start, NULL, start, NULL, NULL) == ORTH_OK);
    const char *text = "0.5,0.5\n0.75,0.25\n0.5,0.5\n";
    orth_path *path;
    const char *file = written(text, strlen(text));
    ck_assert(open_path(&path, move, file, 2, NULL, NULL) == ORTH_OK);
    unlink(file);
    ck_assert(fabs(orth_path_log_loss(path) - (0.13081203594113693 + 0.14384103622589045)) <=
              1e-16);
    orth_path_free(path);
    orth_move_free(move);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("path file");
    TCase *cases = orth_test_case(suite, "path file");
    tcase_add_loop_test(cases, json_schedules, 0, sizeof json_texts / sizeof json_texts[0]);
    tcase_add_loop_test(cases, csv_schedules, 0, sizeof csv_texts / sizeof csv_texts[0]);
    tcase_add_loop_test(cases, bad_schedules, 0, REFUSALS);
    tcase_add_test(cases, columns_by_position);
    tcase_add_test(cases, names_with_quotes_and_commas);
    tcase_add_test(cases, bytes_that_are_no_text);
    tcase_add_test(cases, truncated_anywhere);
    tcase_add_test(cases, files_that_cannot_be_read);
    tcase_add_test(cases, strings_keep_small_steps);
    tcase_add_test(cases, there_and_back_costs);
    return orth_test_run_suite(suite);
}
