/* The optimum's file and the certificate's, through the public writers: what is written holds, and
 * no weight and no bound of it can be changed. */
#include "harness.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/exact.h"

static const char *const tokens[] = {"A", "B,C", "D"};

static void solve(orth_exact_optimum *optimum)
{
    mpq_t ends[2][3];
    static const unsigned long percent[2][3] = {{5, 55, 40}, {40, 50, 10}};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < 3; i++) {
            mpq_init(ends[k][i]);
            mpq_set_ui(ends[k][i], percent[k][i], 100);
            mpq_canonicalize(ends[k][i]);
        }
    ck_assert(orth_exact_optimum_create(optimum, 3, ends[0], ends[1], 4, 20, NULL) == ORTH_OK);
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < 3; i++)
            mpq_clear(ends[k][i]);
}

static char *written(const orth_exact_optimum *optimum, bool csv)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    ck_assert((csv ? orth_exact_optimum_write_csv
                   : orth_exact_optimum_write_json)(optimum, tokens, stream, NULL) == ORTH_OK);
    ck_assert(fclose(stream) == 0);
    return text;
}

/* The certificate of a text as JSON. */
static json_t *certified(const char *text)
{
    orth_exact_certificate certificate;
    orth_error error;
    char *json = NULL;
    size_t length = 0;
    ck_assert_msg(orth_exact_certify_text(&certificate, text, strlen(text), "file", 20, &error) ==
                      ORTH_OK,
                  "%s", error.text);
    FILE *stream = open_memstream(&json, &length);
    orth_exact_certificate_write_json(&certificate, "file", stream);
    ck_assert(fclose(stream) == 0);
    json_t *tree = json_loads(json, 0, NULL);
    ck_assert(tree != NULL);
    ck_assert(json_is_true(json_object_get(tree, "holds")) == (certificate.refusal == NULL));
    ck_assert(json_is_null(json_object_get(tree, "refusal")) == (certificate.refusal == NULL));
    orth_exact_certificate_free(&certificate);
    free(json);
    return tree;
}

static bool holds(const char *text)
{
    json_t *tree = certified(text);
    bool is = json_is_true(json_object_get(tree, "holds"));
    json_decref(tree);
    return is;
}

START_TEST(certificate)
{
    orth_exact_optimum optimum;
    solve(&optimum);
    char *text = written(&optimum, false);
    json_t *tree = certified(text), *claims = json_object_get(tree, "claims");
    ck_assert(json_is_true(json_object_get(tree, "holds")));
    ck_assert_str_eq(json_string_value(json_object_get(tree, "certified_kind")), "optimum");
    ck_assert_str_eq(json_string_value(json_object_get(tree, "file")), "file");
    ck_assert_uint_eq(json_array_size(claims), 4);
    for (size_t k = 0; k < json_array_size(claims); k++)
        ck_assert(json_is_true(json_object_get(json_array_get(claims, k), "holds")));
    ck_assert_uint_eq(json_array_size(json_object_get(tree, "optimum")), 2);
    json_decref(tree);
    free(text);
    orth_exact_optimum_free(&optimum);
}
END_TEST

/* A digit of each weight, and of each bound where it makes the bound bolder. */
START_TEST(forged)
{
    orth_exact_optimum optimum;
    solve(&optimum);
    char *text = written(&optimum, false);
    char *rows = strstr(text, "\"weights\""), *at = rows;
    size_t count = 0;
    while ((at = strstr(at, "0.")) != NULL) {
        char *digit = at + 2 + strspn(at + 2, "0123456789") - 1, was = *digit;
        *digit = was == '1' ? '2' : '1';
        ck_assert(!holds(text));
        *digit = was;
        at = digit, count++;
    }
    ck_assert_uint_eq(count, 15);
    at = strstr(text, "\"optimum_lower_bound\": \"0.1") + strlen("\"optimum_lower_bound\": \"0.");
    *at = '2';
    ck_assert(!holds(text));
    *at = '1';
    ck_assert(holds(text));
    at = strstr(text, "\"relative_gap_upper_bound\": \"") +
         strlen("\"relative_gap_upper_bound\": \"");
    for (; *at != 'e'; at++)
        *at = *at >= '1' && *at <= '9' ? '0' : *at;
    ck_assert(!holds(text));
    free(text);
    orth_exact_optimum_free(&optimum);
}
END_TEST

START_TEST(csv)
{
    orth_exact_optimum optimum;
    solve(&optimum);
    char *text = written(&optimum, true), *line = strtok(text, "\n");
    ck_assert_str_eq(line, "step,A,\"B,C\",D");
    for (uint64_t k = 0; k <= 4; k++) {
        char wanted[512], *weight[3];
        for (size_t i = 0; i < 3; i++)
            weight[i] = orth_exact_optimum_text(&optimum, k, i);
        snprintf(wanted, sizeof wanted, "%d,%s,%s,%s", (int)k, weight[0], weight[1], weight[2]);
        line = strtok(NULL, "\n");
        ck_assert_str_eq(line, wanted);
        for (size_t i = 0; i < 3; i++)
            free(weight[i]);
    }
    ck_assert(strtok(NULL, "\n") == NULL);
    free(text);
    orth_exact_optimum_free(&optimum);
}
END_TEST

ORTH_TEST_MAIN("exact write", certificate, forged, csv)
