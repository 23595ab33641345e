/* Plan files written, read and certified through the library alone: what is written holds, and no
 * leaf of the file can be changed, left out or added to without a refusal, but for those that only
 * its author knows. */
#include "harness.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plans.h"

/* ORTH_OK and "" where everything holds. */
static orth_status certified(char refusal[ORTH_ERROR_TEXT_MAX], const char *text)
{
    orth_plan_file *in;
    orth_plan_certificate certificate;
    orth_error error;
    refusal[0] = '\0';
    orth_status status = orth_plan_file_parse(&in, text, strlen(text), "forged", &error);
    if (status != ORTH_OK) {
        ck_assert(in == NULL && status == ORTH_BAD_INPUT && error.text[0] != '\0');
        return status;
    }
    ck_assert_msg(orth_plan_certify(&certificate, in, 20, &error) == ORTH_OK, "%s", error.text);
    memcpy(refusal, certificate.refusal, ORTH_ERROR_TEXT_MAX);
    orth_plan_certificate_clear(&certificate);
    orth_plan_file_free(in);
    return ORTH_OK;
}

/* What a file's author alone knows: names, the pool where no call names it, and rails, which are
 * true as long as the calls keep them. */
static bool is_free(const json_t *root, const char *path)
{
    const char *target = json_string_value(json_object_get(root, "target"));
    return strncmp(path, "/tokens/", 8) == 0 || strcmp(path, "/unit") == 0 ||
           strncmp(path, "/guard_rails/", 13) == 0 ||
           (strcmp(path, "/pool") == 0 && strncmp(target, "quantamm", 8) != 0);
}

typedef struct forger {
    json_t *root;
    size_t forged;
} forger;

static void must_fall(forger *f, const char *path, const char *how)
{
    char refusal[ORTH_ERROR_TEXT_MAX];
    char *text = json_dumps(f->root, JSON_REAL_PRECISION(17));
    bool older = strcmp(path, "/trade_limit") == 0 && strcmp(how, "left out") == 0;
    ck_assert_msg(certified(refusal, text) != ORTH_OK || refusal[0] != '\0' || older ||
                      (strcmp(how, "changed") == 0 && is_free(f->root, path)),
                  "%s %s: accepted", path, how);
    ck_assert(strchr(refusal, '\n') == NULL);
    f->forged++;
    free(text);
}

/* Another value of the same type; of a probability one at which other blocks are missed. */
static json_t *other_value(const json_t *value, const char *path)
{
    char text[4096];
    if (strcmp(path, "/missed_blocks/block_present") == 0)
        return json_real(0.5);
    if (strcmp(path, "/pool") == 0)
        return json_string("0x0000000000000000000000000000000000000001");
    if (strcmp(path, "/optimum_lower_bound") == 0) /* smaller by a millionth it would be fine */
        return json_string("0.5");
    if (json_is_integer(value))
        return json_integer(json_integer_value(value) + 1);
    if (json_is_real(value))
        return json_real(json_real_value(value) * (1 + 1e-9) + 1e-15);
    if (json_is_boolean(value))
        return json_boolean(!json_boolean_value(value));
    if (!json_is_string(value))
        return json_integer(1); /* for null */
    snprintf(text, sizeof text, "%s", json_string_value(value));
    size_t last = strlen(text) - 1;
    text[last] = text[last] == '1' ? '2' : '1';
    return json_string(text);
}

static void forge(forger *f, json_t *value, const char *path);

/* Puts `forged` in the place of a value, and the value back. */
static void forge_key(forger *f, json_t *object, const char *key, const char *path)
{
    json_t *value = json_incref(json_object_get(object, key));
    if (json_is_object(value) || json_is_array(value)) {
        forge(f, value, path);
    } else {
        json_object_set_new(object, key, other_value(value, path));
        must_fall(f, path, "changed");
    }
    json_object_del(object, key);
    must_fall(f, path, "left out");
    json_object_set_new(object, key, value);
}

static void forge_element(forger *f, json_t *array, size_t i, const char *path)
{
    json_t *value = json_incref(json_array_get(array, i));
    if (json_is_object(value) || json_is_array(value)) {
        forge(f, value, path);
    } else {
        json_array_set_new(array, i, other_value(value, path));
        must_fall(f, path, "changed");
    }
    json_array_set_new(array, i, value);
}

static void forge(forger *f, json_t *value, const char *path)
{
    char below[512];
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            snprintf(below, sizeof below, "%s/%zu", path, i);
            forge_element(f, value, i, below);
        }
        return;
    }
    json_t *keys = json_array();
    const char *key;
    json_t *member;
    json_object_foreach(value, key, member) json_array_append_new(keys, json_string(key));
    for (size_t k = 0; k < json_array_size(keys); k++) {
        key = json_string_value(json_array_get(keys, k));
        snprintf(below, sizeof below, "%s/%s", path, key);
        forge_key(f, value, key, below);
    }
    json_decref(keys);
    json_object_set_new(value, "more", json_integer(1));
    must_fall(f, path, "with a key more");
    json_object_del(value, "more");
}

static void no_leaf_can_be_changed(const char *scenario, const char *target, size_t calls,
                                   bool legal)
{
    char refusal[ORTH_ERROR_TEXT_MAX];
    test_plan m = test_plan_make(scenario, target, calls, legal);
    char *text = test_plan_written(m.study);
    ck_assert(certified(refusal, text) == ORTH_OK);
    ck_assert_str_eq(refusal, "");
    forger f = {json_loads(text, 0, NULL), 0};
    forge(&f, f.root, "");
    ck_assert_msg(f.forged > 100, "%zu", f.forged);
    json_decref(f.root);
    free(text);
    test_plan_unmake(&m);
}

static const char two_tokens[] =
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [0.9, 0.1]},"
    " \"target\": {\"weights\": [0.5, 0.5]}, \"steps\": 20}";

START_TEST(generic_and_lbp)
{
    no_leaf_can_be_changed(test_plan_scenario, "generic", 2, false);
    no_leaf_can_be_changed(two_tokens, "balancer-v3-lbp", 1, false);
    no_leaf_can_be_changed(two_tokens, "balancer-v3-lbp-v4", 1, false);
}
END_TEST

START_TEST(first_generation)
{
    no_leaf_can_be_changed(test_plan_scenario, "balancer-v2-lbp", 2, false);
    no_leaf_can_be_changed(two_tokens, "balancer-v2-managed", 2, false);
}
END_TEST

START_TEST(quantamm)
{
    no_leaf_can_be_changed(test_plan_scenario, "quantamm", 2, false);
    no_leaf_can_be_changed(test_plan_scenario, "quantamm-target", 2, false);
}
END_TEST

/* The kinds of forgery, each with the reason that is given for it. */
START_TEST(reasons)
{
    static const struct {
        const char *was, *is, *why;
    } forgeries[] = {
        {"\"gas\": 6.", "\"gas\": 7.", "/gas is 7, must be 6"},
        {"\"gas_per_call\": 3.", "\"gas_per_call\": 2.", "/gas is 6, must be 4"},
        {"\"calldata\": \"0x3e", "\"calldata\": \"0x3f",
         "the calldata of call 1 is not what its arguments encode to"},
        {"\"log_loss\": 0.0", "\"log_loss\": 0.1",
         "log_loss is not that of the weights which the calls lead to"},
        {"\"optimum_lower_bound\": \"0.0", "\"optimum_lower_bound\": \"0.1",
         "optimum_lower_bound is more than can be proven"},
        {"\"optimum_lower_bound\": \"0.0", "\"optimum_lower_bound\": \"0.00",
         "optimum_lower_bound is less than what is proven"},
        {"\"seed\": 3", "\"seed\": 4", "missed_blocks is not what its seed gives"},
        {"\"refused_calls\": 0", "\"refused_calls\": 1",
         "missed_blocks is not what its seed gives"},
        {"\"largest_move\": \"2", "\"largest_move\": \"1", "more than largest_move"},
        {"\"minimum_weight\": \"5", "\"minimum_weight\": \"3", ""},
        {"\"frozen_early\": false", "\"frozen_early\": true",
         "/replay/frozen_early is of another type"},
        {"\"blocks_over\": 0", "\"blocks_over\": 1", "/replay/trade_limit/blocks_over is 1, must "},
    };
    test_plan m = test_plan_make(test_plan_scenario, "generic", 2, false);
    char *text = test_plan_written(m.study), refusal[ORTH_ERROR_TEXT_MAX], *forged;
    for (size_t k = 0; k < sizeof forgeries / sizeof forgeries[0]; k++) {
        char *at = strstr(text, forgeries[k].was);
        ck_assert_msg(at != NULL, "%s", forgeries[k].was);
        ck_assert(asprintf(&forged, "%.*s%s%s", (int)(at - text), text, forgeries[k].is,
                           at + strlen(forgeries[k].was)) > 0);
        ck_assert(certified(refusal, forged) == ORTH_OK);
        ck_assert_msg(strstr(refusal, forgeries[k].why) != NULL &&
                          (refusal[0] == '\0') == (forgeries[k].why[0] == '\0'),
                      "%s: %s", forgeries[k].is, refusal);
        free(forged);
    }
    free(text);
    test_plan_unmake(&m);
}
END_TEST

START_TEST(the_legal_target)
{
    static const char asked[] =
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [0.5, 0.5]},"
        " \"target\": {\"weights\": [0.995, 0.005]}, \"steps\": 30}";
    no_leaf_can_be_changed(asked, "quantamm", 3, true);
    test_plan m = test_plan_make(asked, "quantamm", 0, true);
    ck_assert(m.study->legal != NULL && m.study->move == m.study->legal);
    ck_assert(m.study->legal->target[0] == .99 && m.study->asked == m.move);
    orth_move *legal; /* what is offered is what is planned */
    ck_assert(orth_plan_study_legal(&legal, m.move, &m.options, NULL) == ORTH_OK);
    ck_assert(legal->target[0] == .99);
    orth_move_free(legal);
    test_plan_unmake(&m);
}
END_TEST

START_TEST(files)
{
    test_plan m = test_plan_make(test_plan_scenario, "quantamm", 2, false);
    char *text = test_plan_written(m.study), name[] = "/tmp/orthant-plan-XXXXXX";
    FILE *file = fdopen(mkstemp(name), "w");
    orth_plan_file *in;
    orth_plan_certificate certificate;
    orth_error error;
    bool is;
    ck_assert(orth_plan_file_is(&is, text, strlen(text), NULL) == ORTH_OK && is);
    ck_assert(orth_plan_file_is(&is, "{}", 2, NULL) == ORTH_OK && !is);
    fputs(text, file);
    fclose(file);
    ck_assert_msg(orth_plan_file_read(&in, name, &error) == ORTH_OK, "%s", error.text);
    ck_assert(in->plan->target == m.study->plan->target && in->plan->n == 3);
    ck_assert_str_eq(in->tokens[2], "C");
    ck_assert(in->log_loss == m.study->replay->log_loss && in->missing.runs == 5);
    ck_assert(orth_plan_certify(&certificate, in, 0, &error) == ORTH_DOMAIN);
    ck_assert(certificate.replay == NULL && certificate.bound == NULL);
    ck_assert(orth_plan_certify(&certificate, in, ORTH_EXACT_DIGITS_MAX + 1, NULL) == ORTH_DOMAIN);
    orth_plan_file_free(in);
    ck_assert(remove(name) == 0);
    ck_assert(orth_plan_file_read(&in, name, &error) == ORTH_IO && in == NULL);
    free(text);
    test_plan_unmake(&m);
}
END_TEST

ORTH_TEST_MAIN("plan file", generic_and_lbp, first_generation, quantamm, reasons, the_legal_target,
               files)
