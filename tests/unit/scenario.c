#include "harness.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/scenario.h"

#define HEAD "{\"orthant\": 1, \"tokens\": [\"BTC\", \"USDC\"], "
#define ENDS                                                                                       \
    "\"start\": {\"weights\": [\"0.5\", \"0.5\"]}, \"target\": {\"weights\": [\"9/10\", "          \
    "\"1e-1\"]}"

static orth_scenario *parse(const char *text)
{
    orth_scenario *scenario;
    orth_error error;
    orth_status status = orth_scenario_parse(&scenario, text, strlen(text), "test.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return scenario;
}

static int equals(const mpq_t value, const char *fraction)
{
    mpq_t want;
    mpq_init(want);
    mpq_set_str(want, fraction, 10);
    mpq_canonicalize(want);
    int equal = mpq_equal(value, want);
    mpq_clear(want);
    return equal;
}

START_TEST(least_scenario_gets_defaults)
{
    orth_scenario *s = parse(HEAD ENDS ", \"steps\": 7200}");
    ck_assert_str_eq(s->file, "test.json");
    ck_assert_str_eq(s->name, "");
    ck_assert_str_eq(s->description, "");
    ck_assert_uint_eq(s->n, 2);
    ck_assert_str_eq(s->tokens[1], "USDC");
    ck_assert_uint_eq(s->step_count, 1);
    ck_assert_uint_eq(s->steps[0], 7200);
    ck_assert_uint_eq(s->path_count, 3);
    ck_assert_str_eq(s->paths[0], "linear");
    ck_assert_str_eq(s->paths[1], "amgm");
    ck_assert_str_eq(s->paths[2], "geodesic");
    ck_assert(!s->has_pool && s->pool_unit == NULL);
    ck_assert_uint_eq(s->note_count, 0);
    orth_scenario_free(s);
    orth_scenario_free(NULL);
}
END_TEST

START_TEST(everything_is_read)
{
    orth_scenario *s = parse(
        "{\"pool\": {\"unit\": \"kUSD\", \"value\": \"1234567.89\"}, \"paths\": [\"geodesic\"],"
        "\"steps\": [1e3, 2, 1000000000], \"target\": {\"weights\": [\"1/3\", \"2/3\"]},"
        "\"start\": {\"weights\": [\"0.1\", \"0.9\"]}, \"tokens\": [\"a\\\"b\", \"\\u20ac\"],"
        "\"description\": \"d\", \"name\": \"n\", \"orthant\": 1.0}");
    ck_assert(equals(s->start[0], "1/10") && equals(s->start[1], "9/10"));
    ck_assert(equals(s->target[0], "1/3") && equals(s->target[1], "2/3"));
    ck_assert(s->has_pool && equals(s->pool_value, "123456789/100"));
    ck_assert_str_eq(s->pool_unit, "kUSD");
    ck_assert_str_eq(s->tokens[0], "a\"b");
    ck_assert_str_eq(s->tokens[1], "\xe2\x82\xac");
    ck_assert_uint_eq(s->step_count, 3);
    ck_assert_uint_eq(s->steps[0], 1000);
    ck_assert_uint_eq(s->steps[2], 1000000000);
    ck_assert_uint_eq(s->path_count, 1);
    ck_assert_str_eq(s->name, "n");
    ck_assert_str_eq(s->description, "d");
    orth_scenario_free(s);
}
END_TEST

START_TEST(price_files_with_and_without_columns)
{
    orth_scenario *scenario =
        parse(HEAD ENDS ", \"steps\": 4, \"market\": {\"model\": \"files\", \"files\": {\"USDC\": "
                        "\"b.csv\", \"BTC\": {\"price_column\": \"VWAP\", \"file\": \"a.csv\", "
                        "\"time_column\": \"Stamp\"}}}}");
    const orth_market_spec *market = scenario->market;
    ck_assert_uint_eq(market->n, scenario->n);
    ck_assert_ptr_eq(market->tokens, scenario->tokens);
    ck_assert_uint_eq(market->file_count, 2);
    const orth_price_file *usdc = &market->files[0], *btc = &market->files[1];
    ck_assert_str_eq(usdc->token, "USDC");
    ck_assert_str_eq(usdc->file, "b.csv");
    ck_assert(usdc->time_column == NULL && usdc->price_column == NULL);
    ck_assert_str_eq(btc->token, "BTC");
    ck_assert_str_eq(btc->file, "a.csv");
    ck_assert_str_eq(btc->time_column, "Stamp");
    ck_assert_str_eq(btc->price_column, "VWAP");
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(hash_is_of_the_bytes)
{
    /* By sha256sum. */
    orth_scenario *s = parse(HEAD ENDS ", \"steps\": 1}");
    ck_assert_str_eq(s->sha256, "95716a18c24af59fce0a2df989901d3dd891b4e3f750fd649e63c1edca71b87c");
    orth_scenario_free(s);
}
END_TEST

START_TEST(plain_numbers_are_scaled_with_a_note)
{
    /* 0.1 + 0.2 + 0.7 as doubles exceed 1; each is a whole number of 2^-56. */
    orth_scenario *s = parse("{\"orthant\": 1, \"tokens\": [\"a\", \"b\", \"c\"], \"steps\": 1,"
                             "\"start\": {\"weights\": [0.1, 0.2, 0.7]},"
                             "\"target\": {\"weights\": [0.25, 0.25, 0.5]}}");
    ck_assert_uint_eq(s->note_count, 1);
    ck_assert_str_eq(s->notes[0], "test.json: /start/weights: plain numbers that sum to 1 - "
                                  "2.78e-17, scaled to sum to exactly 1");
    mpq_t sum;
    mpq_init(sum);
    mpq_add(sum, s->start[0], s->start[1]);
    mpq_add(sum, sum, s->start[2]);
    ck_assert(mpq_cmp_ui(sum, 1, 1) == 0);
    mpq_div(sum, s->start[1], s->start[0]); /* ratios stay as written */
    ck_assert(mpq_cmp_ui(sum, 2, 1) == 0);
    mpq_clear(sum);
    ck_assert(equals(s->target[0], "1/4"));
    orth_scenario_free(s);
}
END_TEST

START_TEST(smallest_weights)
{
    /* The double nearest to 1e-150, as text and as number, is the least permitted. */
    char text[1024];
    char nines[151];
    memset(nines, '9', 150);
    nines[150] = '\0';
    snprintf(text, sizeof text,
             HEAD "\"start\": {\"weights\": [\"1e-149\", \"0.%s\"]}, \"target\": "
                  "{\"weights\": [0.5, 0.5]}, \"steps\": 1}",
             nines);
    orth_scenario *s;
    orth_error error;
    /* 1 - 1e-150 is no double below 1: refused at the second weight, not at the first. */
    ck_assert(orth_scenario_parse(&s, text, strlen(text), "t", &error) == ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "/start/weights/1: ") != NULL, "%s", error.text);
    s = parse("{\"orthant\": 1, \"tokens\": [\"a\", \"b\", \"c\"], \"steps\": 1,"
              "\"start\": {\"weights\": [1e-150, 0.5, 0.5]},"
              "\"target\": {\"weights\": [0.25, 0.25, 0.5]}}");
    ck_assert_uint_eq(s->note_count, 1);
    orth_scenario_free(s);
}
END_TEST

/* Denominators without common factors: the exact sum would have as many digits as the file. */
START_TEST(common_denominator_is_capped)
{
    enum { N = 40, DIGITS = 9000 };
    size_t room = N * (2 * DIGITS + 64) + 4096, used = 0;
    char *text = malloc(room);
    ck_assert_ptr_nonnull(text);
    used += (size_t)snprintf(text, room, "{\"orthant\": 1, \"steps\": 1, \"tokens\": [");
    for (int i = 0; i < N; i++)
        used += (size_t)snprintf(text + used, room - used, "%s\"t%d\"", i == 0 ? "" : ",", i);
    used += (size_t)snprintf(text + used, room - used, "], \"start\": {\"weights\": [");
    for (int i = 0; i < N; i++) /* 10^D / (N 10^D + 2 i + 1), near 1/N */
        used += (size_t)snprintf(text + used, room - used, "%s\"1%0*d/%d%0*d\"", i == 0 ? "" : ",",
                                 DIGITS, 0, N, DIGITS, 2 * i + 1);
    used += (size_t)snprintf(text + used, room - used, "]}, \"target\": {\"weights\": [1]}}");
    orth_scenario *s;
    orth_error error;
    ck_assert(orth_scenario_parse(&s, text, used, "t", &error) == ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text, "t: /start/weights: the weights' common denominator has more than "
                                 "262144 bits, the most permitted");
    free(text);
}
END_TEST

/* Appends n weights, all the same. */
static size_t append_end(char *text, const char *name, int n, const char *weight)
{
    size_t used = (size_t)sprintf(text, ", \"%s\": {\"weights\": [", name);
    for (int i = 0; i < n; i++)
        used += (size_t)sprintf(text + used, "%s\"%s\"", i == 0 ? "" : ",", weight);
    return used + (size_t)sprintf(text + used, "]}");
}

START_TEST(most_tokens)
{
    enum { N = 100000 };
    char *text = malloc(40u * N + 4096);
    ck_assert_ptr_nonnull(text);
    size_t used = (size_t)sprintf(text, "{\"orthant\": 1, \"steps\": 1, \"tokens\": [");
    for (int i = 0; i < N; i++)
        used += (size_t)sprintf(text + used, "%s\"t%d\"", i == 0 ? "" : ",", i);
    used += (size_t)sprintf(text + used, "]");
    used += append_end(text + used, "start", N, "1/100000");
    used += append_end(text + used, "target", N, "0.00001");
    sprintf(text + used, "}");
    orth_scenario *s = parse(text);
    ck_assert_uint_eq(s->n, N);
    ck_assert(equals(s->start[N - 1], "1/100000"));
    orth_scenario_free(s);
    free(text);
}
END_TEST

START_TEST(lists_of_options)
{
    orth_scenario *s = parse(HEAD ENDS ", \"steps\": 7200}");
    orth_error error;
    ck_assert(orth_scenario_set_steps(s, "1,2,4,1000000000,1", &error) == ORTH_OK);
    ck_assert_uint_eq(s->step_count, 5);
    ck_assert_uint_eq(s->steps[3], 1000000000);
    ck_assert(orth_scenario_set_paths(s, "geodesic,linear,linear", &error) == ORTH_OK);
    ck_assert_uint_eq(s->path_count, 3);
    ck_assert_str_eq(s->paths[0], "geodesic");
    ck_assert_str_eq(s->paths[2], "linear");

    static const char *const bad_steps[] = {"",     "0",   "1,",         ",1",
                                            "1,,2", "1 ",  "-1",         "+1",
                                            "1e3",  "2.0", "1000000001", "99999999999999999999",
                                            "1;2"};
    for (size_t i = 0; i < sizeof bad_steps / sizeof bad_steps[0]; i++) {
        ck_assert_msg(orth_scenario_set_steps(s, bad_steps[i], &error) == ORTH_BAD_INPUT, "'%s'",
                      bad_steps[i]);
        ck_assert_msg(strncmp(error.text, "--steps: \"", 10) == 0, "%s", error.text);
    }
    static const char *const bad_paths[] = {"", "linear,", "teleport", "linear,geodesik"};
    for (size_t i = 0; i < sizeof bad_paths / sizeof bad_paths[0]; i++) {
        ck_assert_msg(orth_scenario_set_paths(s, bad_paths[i], &error) == ORTH_BAD_INPUT, "'%s'",
                      bad_paths[i]);
        ck_assert_msg(strncmp(error.text, "--paths: ", 9) == 0, "%s", error.text);
    }
    /* What was refused changed nothing. */
    ck_assert_uint_eq(s->step_count, 5);
    ck_assert_uint_eq(s->path_count, 3);
    orth_scenario_free(s);
}
END_TEST

START_TEST(move_has_the_ends_and_their_rest)
{
    orth_scenario *s = parse(HEAD "\"start\": {\"weights\": [\"1/3\", \"2/3\"]}, \"target\": "
                                  "{\"weights\": [\"0.1\", \"0.9\"]}, \"steps\": 1}");
    orth_move *move;
    orth_error error;
    ck_assert(orth_scenario_move(&move, s, &error) == ORTH_OK);
    ck_assert_uint_eq(move->n, 2);
    ck_assert(move->start[0] == 1.0 / 3.0 && move->target[1] == 0.9);
    /* 1/3 - double(1/3) = 2^-54 / 3 */
    ck_assert(move->start_low[0] == 0x1p-54 / 3.0);
    orth_move_free(move);
    orth_scenario_free(s);
}
END_TEST

/* The message of a failing load, with the status that it must have. */
static const char *load_fails(const char *file, orth_status status)
{
    static orth_error error;
    orth_scenario *s;
    ck_assert_msg(orth_scenario_load(&s, file, &error) == status, "%s: %s", file, error.text);
    ck_assert_ptr_null(s);
    return error.text;
}

START_TEST(files_that_cannot_be_read)
{
    ck_assert_str_eq(load_fails("tests/none.json", ORTH_IO),
                     "tests/none.json: cannot open: No such file or directory");
    ck_assert_str_eq(load_fails("tests", ORTH_IO), "tests: cannot read: Is a directory");
    ck_assert_str_eq(load_fails("/dev/null", ORTH_BAD_INPUT),
                     "/dev/null:1:1: unexpected token near end of file");
    ck_assert_str_eq(load_fails("/dev/zero", ORTH_BAD_INPUT),
                     "/dev/zero: longer than 67108864 bytes, the most permitted");
}
END_TEST

START_TEST(standard_input_and_pipes)
{
    static const char text[] = HEAD ENDS ", \"steps\": 3}";
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], text, sizeof text - 1), (int)sizeof text - 1);
    close(ends[1]);
    ck_assert_int_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    orth_scenario *s;
    orth_error error;
    ck_assert_msg(orth_scenario_load(&s, "-", &error) == ORTH_OK, "%s", error.text);
    ck_assert_uint_eq(s->steps[0], 3);
    ck_assert_str_eq(s->file, "standard input");
    orth_scenario_free(s);
    ck_assert_str_eq(load_fails("-", ORTH_BAD_INPUT), /* at its end now */
                     "standard input:1:1: unexpected token near end of file");
    close(STDIN_FILENO);
    ck_assert_str_eq(load_fails("-", ORTH_IO), "standard input: cannot read: Bad file descriptor");
}
END_TEST

/* A comma for a decimal point in German, a letter of two bytes in Pashto. */
static const char *const locales[][2] = {{"de_DE", "de_DE.UTF-8"}, {"ps_AF", "ps_AF.UTF-8"}};

/* Compiles the locales into a folder of their own, for this process only. */
static void make_locales(char *folder)
{
    char command[512];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    for (int i = 0; i < 2; i++) {
        snprintf(command, sizeof command, "localedef -i %s -f UTF-8 %s/%s >/dev/null 2>&1",
                 locales[i][0], folder, locales[i][1]);
        if (system(command) != 0)
            printf("localedef had warnings\n");
    }
    setenv("LOCPATH", folder, 1);
}

static void remove_locales(const char *folder)
{
    char command[512];
    snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
}

START_TEST(numbers_are_read_the_same_in_any_locale)
{
    char folder[] = P_tmpdir "/orthant-locales-XXXXXX";
    make_locales(folder);
    for (int i = 0; i < 2; i++) {
        const char *name = setlocale(LC_ALL, locales[i][1]);
        if (i == 1 || name == NULL)
            remove_locales(folder);
        ck_assert_msg(name != NULL, "no locale %s", locales[i][1]);
        ck_assert_str_ne(localeconv()->decimal_point, ".");
        orth_scenario *s = parse(HEAD "\"start\": {\"weights\": [0.25, 0.75]}, \"target\": "
                                      "{\"weights\": [0.9, 0.1]}, \"steps\": 1e1}");
        ck_assert(equals(s->start[0], "1/4"));
        ck_assert_uint_eq(s->steps[0], 10);
        ck_assert_str_eq(s->notes[0], "test.json: /target/weights: plain numbers that sum to 1 + "
                                      "2.78e-17, scaled to sum to exactly 1");
        orth_scenario_free(s);
        static const char bad[] = HEAD "\"start\": {\"weights\": [2.5, 0.75]}}";
        orth_error error;
        ck_assert(orth_scenario_parse(&s, bad, sizeof bad - 1, "t", &error) == ORTH_BAD_INPUT);
        ck_assert_msg(strstr(error.text, ": 2.5 is out of range") != NULL, "%s", error.text);
        ck_assert_str_ne(localeconv()->decimal_point, "."); /* put back */
    }
}
END_TEST

ORTH_TEST_MAIN("scenario", least_scenario_gets_defaults, everything_is_read,
               price_files_with_and_without_columns, hash_is_of_the_bytes,
               plain_numbers_are_scaled_with_a_note, smallest_weights, common_denominator_is_capped,
               most_tokens, lists_of_options, move_has_the_ends_and_their_rest,
               files_that_cannot_be_read, standard_input_and_pipes,
               numbers_are_read_the_same_in_any_locale)
