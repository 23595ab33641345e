/* The vector files beside this one: QuantAMM's, operations recorded on live pools, and files of the
 * other layouts that are read: recorded operations as balancer-maths writes them, and rows of
 * weights. */
#include "harness.h"

#include <glob.h>
#include <string.h>

#include "orthant/vectors.h"

static void print_mismatch(void *context, const orth_vector_mismatch *mismatch)
{
    (void)context;
    fprintf(stderr, "%s%s: expected %s, got %s\n", mismatch->file, mismatch->place,
            mismatch->expected, mismatch->got);
}

static void check_folder(const char *pattern, size_t files, uint64_t cases)
{
    glob_t found;
    orth_vector_tally tally = {.passed = 0};
    ck_assert_int_eq(glob(pattern, 0, NULL, &found), 0);
    ck_assert_uint_eq(found.gl_pathc, files);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        orth_error error = {.text = ""};
        ck_assert_msg(orth_vector_check(found.gl_pathv[i], &tally, print_mismatch, NULL, &error) ==
                          ORTH_OK,
                      "%s", error.text);
    }
    ck_assert_uint_eq(tally.failed, 0);
    ck_assert_uint_eq(tally.passed, cases);
    globfree(&found);
}

START_TEST(quantamm)
{
    check_folder("tests/vectors/quantamm/*.json", 12, 1501);
}
END_TEST

START_TEST(live_pools)
{
    check_folder("tests/vectors/live/*.json", 14, 48);
}
END_TEST

/* Each type and version of pool; the numbers are those of the functions, called one by one with
 * arguments that were put together by hand. */
START_TEST(recorded_operations)
{
    check_folder("tests/vectors/recorded/*.json", 7, 47);
}
END_TEST

/* The weights were computed by whole numbers from what the contracts' documents say. */
START_TEST(rows_of_weights)
{
    check_folder("tests/vectors/rows/*.json", 3, 19);
}
END_TEST

static orth_status check_text(const char *text, orth_vector_tally *tally, orth_error *error)
{
    *tally = (orth_vector_tally){.passed = 0};
    return orth_vector_check_text(text, strlen(text), "text", tally, NULL, NULL, error);
}

/* A case of fp_mul_up in a file. */
#define CASE(body) "{\"function\": \"fp_mul_up\", \"cases\": [" body "]}"

START_TEST(mismatches_are_seen)
{
    static const char *const wrong[] = {
        CASE("{\"in\": [\"1\", \"1\"], \"out\": \"2\"}"),
        CASE("{\"in\": [\"1\", \"1\"], \"revert\": \"\"}"),
        CASE("{\"in\": [\"2\", \"1e77\"], \"out\": \"2\"}"),
        CASE("{\"in\": [\"1e77\", \"1e77\"], \"revert\": "
             "\"4e487b710000000000000000000000000000000000000000000000000000000000000012\"}"),
        CASE("{\"in\": [\"1e77\", \"1e77\"], \"revert\": \"4e487b71\"}"),
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        orth_vector_tally tally;
        orth_error error = {.text = ""};
        ck_assert_msg(check_text(wrong[i], &tally, &error) == ORTH_OK, "%s", error.text);
        ck_assert_msg(tally.failed == 1 && tally.passed == 0, "%s", wrong[i]);
    }
}
END_TEST

START_TEST(matches_are_seen)
{
    static const char *const right[] = {
        CASE("{\"in\": [\"1\", 1], \"out\": 1}"),
        CASE("{\"in\": [\"1e77\", \"1e77\"], \"revert\": \"\"}"),
        CASE("{\"in\": [\"1e77\", \"1e77\"], \"revert\": "
             "\"0x4E487B710000000000000000000000000000000000000000000000000000000000000011\"}"),
    };
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        orth_vector_tally tally;
        orth_error error = {.text = ""};
        ck_assert_msg(check_text(right[i], &tally, &error) == ORTH_OK, "%s", error.text);
        ck_assert_msg(tally.passed == 1 && tally.failed == 0, "%s", right[i]);
    }
}
END_TEST

START_TEST(wrong_files_are_refused)
{
    static const char *const bad[] = {
        "",
        "{",
        "[]",
        "{\"cases\": []}",
        "{\"function\": \"nothing\", \"cases\": []}",
        "{\"function\": \"fp_mul_up\"}",
        CASE("1"),
        CASE("{}"),
        CASE("{\"in\": [\"1\"], \"out\": 1}"),
        CASE("{\"in\": [\"1\", \"x\"], \"out\": 1}"),
        CASE("{\"in\": [\"1\", 1.5], \"out\": 1}"),
        CASE("{\"in\": [\"1\", \"1\"], \"out\": \"one\"}"),
        CASE("{\"in\": [\"1\", \"1\"]}"),
        CASE("{\"in\": [\"1\", \"1\"], \"out\": 1, \"revert\": \"\"}"),
        CASE("{\"in\": [\"1\", \"1\"], \"revert\": \"xyz\"}"),
        CASE("{\"in\": [\"1\", \"-1\"], \"out\": 1}"),
        CASE("{\"in\": {}, \"out\": 1}"),
        "{\"function\": \"fp_mul_up\", \"cases\": [], \"cases\": []}",
        "{\"function\": \"quantamm_schedule\", \"cases\": [{\"in\": {}, \"out\": {}}]}",
        "{\"function\": \"quantamm_rule_momentum\", \"cases\": [{}]}",
        "{\"function\": \"real_sqrt\", \"digits\": 99, \"cases\": []}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        orth_vector_tally tally;
        orth_error error = {.text = ""};
        ck_assert_msg(check_text(bad[i], &tally, &error) == ORTH_BAD_INPUT, "%s", bad[i]);
        ck_assert(strlen(error.text) > 0);
    }
}
END_TEST

ORTH_TEST_MAIN("contract vectors", quantamm, live_pools, recorded_operations, rows_of_weights,
               mismatches_are_seen, matches_are_seen, wrong_files_are_refused)
