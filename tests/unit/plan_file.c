/* Plans made, written, read and certified through the library alone: what is written holds, and no
 * leaf of the file can be changed, left out or added to without a refusal, but for those that only
 * its author knows. */
#include "harness.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/plan_file.h"
#include "orthant/simplex.h"

static const char scenario_text[] =
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"start\": {\"weights\": [0.2, 0.3, 0.5]},"
    " \"target\": {\"weights\": [0.5, 0.3, 0.2]}, \"steps\": 40,"
    " \"pool\": {\"value\": 1000000, \"unit\": \"USD\"},"
    " \"guard_rails\": {\"minimum_weight\": \"0.05\", \"largest_move\": \"0.2\"},"
    " \"chain\": {\"block_present\": 0.9, \"seed\": 3}}";

typedef struct made {
    orth_scenario *scenario;
    orth_move *move;
    orth_plan_study_options options;
    orth_plan_study *study;
} made;

static orth_plan_study_options options_of(const orth_scenario *scenario, const char *target)
{
    orth_plan_study_options options = orth_plan_study_options_of(scenario);
    options.target = target;
    options.gas = 3;
    options.missing.runs = options.missing.runs > 0 ? 5 : 0;
    ck_assert(orth_address_parse(&options.address, "0x52908400098527886E0F7030069857D2E4169EE7",
                                 NULL) == ORTH_OK);
    return options;
}

static made make(const char *text, const char *target, size_t calls, bool legal)
{
    made m;
    orth_error error;
    ck_assert_msg(orth_scenario_parse(&m.scenario, text, strlen(text), "test", &error) == ORTH_OK,
                  "%s", error.text);
    ck_assert(orth_scenario_move(&m.move, m.scenario, NULL) == ORTH_OK);
    m.options = options_of(m.scenario, target);
    m.options.calls = calls;
    m.options.legal = legal;
    ck_assert_msg(orth_plan_study_create(&m.study, m.move, &m.options, &error) == ORTH_OK, "%s",
                  error.text);
    return m;
}

static void unmake(made *m)
{
    orth_plan_study_free(m->study);
    orth_move_free(m->move);
    orth_scenario_free(m->scenario);
}

static char *written(const orth_plan_study *study)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    ck_assert(orth_plan_study_write_json(study, stream, NULL) == ORTH_OK);
    ck_assert(fclose(stream) == 0);
    return text;
}

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
    ck_assert_msg(certified(refusal, text) != ORTH_OK || refusal[0] != '\0' ||
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
    made m = make(scenario, target, calls, legal);
    char *text = written(m.study);
    ck_assert(certified(refusal, text) == ORTH_OK);
    ck_assert_str_eq(refusal, "");
    forger f = {json_loads(text, 0, NULL), 0};
    forge(&f, f.root, "");
    ck_assert_msg(f.forged > 100, "%zu", f.forged);
    json_decref(f.root);
    free(text);
    unmake(&m);
}

START_TEST(generic_and_lbp)
{
    no_leaf_can_be_changed(scenario_text, "generic", 2, false);
    no_leaf_can_be_changed(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [0.9, 0.1]},"
        " \"target\": {\"weights\": [0.5, 0.5]}, \"steps\": 20}",
        "balancer-v3-lbp", 1, false);
}
END_TEST

START_TEST(quantamm)
{
    no_leaf_can_be_changed(scenario_text, "quantamm", 2, false);
    no_leaf_can_be_changed(scenario_text, "quantamm-target", 2, false);
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
    made m = make(scenario_text, "generic", 2, false);
    char *text = written(m.study), refusal[ORTH_ERROR_TEXT_MAX], *forged;
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
    unmake(&m);
}
END_TEST

START_TEST(the_legal_target)
{
    static const char asked[] =
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [0.5, 0.5]},"
        " \"target\": {\"weights\": [0.995, 0.005]}, \"steps\": 30}";
    no_leaf_can_be_changed(asked, "quantamm", 3, true);
    made m = make(asked, "quantamm", 0, true);
    ck_assert(m.study->legal != NULL && m.study->move == m.study->legal);
    ck_assert(m.study->legal->target[0] == .99 && m.study->asked == m.move);
    orth_move *legal; /* what is offered is what is planned */
    ck_assert(orth_plan_study_legal(&legal, m.move, &m.options, NULL) == ORTH_OK);
    ck_assert(legal->target[0] == .99);
    orth_move_free(legal);
    unmake(&m);
}
END_TEST

/* As many set points as cost least, each row the run of its own plan. */
START_TEST(the_number_of_calls)
{
    made m = make(scenario_text, "generic", 0, false);
    const orth_plan_study *s = m.study;
    ck_assert_uint_eq(m.options.rails.minimum_weight, 50000000000000000);
    ck_assert_uint_eq(m.options.rails.largest_move, 200000000000000000);
    ck_assert_uint_eq(s->row_count, ORTH_PLAN_ROWS_MAX - 1); /* one call moves too much */
    ck_assert_uint_eq(s->rows[0].points, 2);
    double least = INFINITY;
    for (size_t k = 0; k < s->row_count; k++) {
        double total = s->rows[k].money + s->rows[k].gas;
        ck_assert(s->rows[k].excess > 0 && s->rows[k].gas == 3. * (double)s->rows[k].calls);
        if (total < least && s->rows[k].points <= s->chosen)
            least = total;
        ck_assert(total >= least);
    }
    const orth_plan_row *chosen = &s->rows[s->chosen - 2];
    ck_assert(chosen->points == s->chosen && chosen->money + chosen->gas == least);
    ck_assert(chosen->log_loss == s->replay->log_loss && chosen->calls == s->plan->call_count);
    ck_assert(s->bounded && s->settled && strtod(s->bound, NULL) <= s->optimum);
    ck_assert(s->note_count == 0 && s->skipped == 0);

    char *csv = NULL;
    size_t length = 0, lines = 0;
    FILE *stream = open_memstream(&csv, &length);
    orth_plan_study_write_csv(s, stream);
    fclose(stream);
    for (size_t k = 0; k < length; k++)
        lines += csv[k] == '\n';
    ck_assert_uint_eq(lines, s->row_count + 1);
    free(csv);
    unmake(&m);
}
END_TEST

static orth_status study_fails(made *m, const char *why)
{
    orth_plan_study *study;
    orth_error error;
    orth_status status = orth_plan_study_create(&study, m->move, &m->options, &error);
    ck_assert(study == NULL && status == error.status);
    ck_assert_msg(strstr(error.text, why) != NULL, "%s", error.text);
    return status;
}

START_TEST(studies_that_cannot_be)
{
    made m = make(scenario_text, "generic", 2, false);
    m.options.target = "generik";
    ck_assert(study_fails(&m, "no target is called \"generik\"; the nearest is \"generic\"; "
                              "permitted: generic, balancer-v3-lbp, quantamm, quantamm-target") ==
              ORTH_BAD_INPUT);
    m.options.target = "balancer-v3-lbp";
    ck_assert(study_fails(&m, "takes at most 2 tokens, not 3") == ORTH_DOMAIN);
    m.options.target = "generic";
    m.options.calls = 1;
    ck_assert(study_fails(&m, "A: it moves by 0.3, which takes at least 2 set points") ==
              ORTH_DOMAIN);
    m.options.rails.minimum_weight = 250000000000000000;
    ck_assert(study_fails(&m, "A: its start weight 0.2 is below the guard rail") == ORTH_DOMAIN);
    m.options.rails = (orth_plan_rails){0};
    m.options.clock.per = 1000; /* 40 blocks in less than a second */
    ck_assert(study_fails(&m, "all 41 blocks have one timestamp") == ORTH_DOMAIN);
    orth_move *legal;
    ck_assert(orth_plan_study_legal(&legal, m.move, &m.options, NULL) == ORTH_DOMAIN);
    unmake(&m);
}
END_TEST

START_TEST(facts_of_targets)
{
    const orth_plan_target *const *all = orth_plan_targets(), *target;
    for (size_t k = 0; all[k] != NULL; k++) {
        ck_assert(orth_plan_target_find(&target, all[k]->name, NULL) == ORTH_OK);
        ck_assert(target == all[k] && target->version[0] != '\0' && target->functions[0] != NULL);
        ck_assert(target->deployment == (target->functions[0]->selector == 0));
        ck_assert(target->calls_max >= 1 && target->calls_max <= ORTH_PLAN_CALLS_MAX);
        ck_assert(target->unit > 0 && 1000000000000000000 % target->unit == 0);
    }
    ck_assert(orth_plan_target_find(&target, "", NULL) == ORTH_BAD_INPUT && target == NULL);
    ck_assert(orth_plan_weight(1) == 1e-18 && orth_plan_weight(100000000000000000) == .1);
}
END_TEST

/* Rails in the doubles that they were written as: as text, and as plain numbers, which are rounded
 * to a wei on the strict side. */
START_TEST(rails_in_doubles)
{
    static const struct {
        uint64_t least, move;
        double least_is, move_is;
    } rails[] = {
        {0, 0, 0, 0},
        {5000000000000000, 200000000000000000, .005, .2},
        {5000000000000001, 200000000000000011, .005, .2}, /* ceil, floor of the doubles */
        {333333333333333334, 333333333333333333, 1. / 3, 1. / 3},
        {1, 1000000000000000000, 1e-18, 1},
    };
    for (size_t k = 0; k < sizeof rails / sizeof rails[0]; k++) {
        const orth_plan_rails r = {0, rails[k].least, rails[k].move};
        orth_setpoint_options options = orth_plan_setpoint_options(&r, true, false);
        ck_assert(options.optimise_weights && !options.free_times);
        ck_assert_msg(options.minimum_weight == rails[k].least_is &&
                          options.largest_move == rails[k].move_is,
                      "%zu: %.17g %.17g", k, options.minimum_weight, options.largest_move);
    }
}
END_TEST

START_TEST(files)
{
    made m = make(scenario_text, "quantamm", 2, false);
    char *text = written(m.study), name[] = "/tmp/orthant-plan-XXXXXX";
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
    unmake(&m);
}
END_TEST

ORTH_TEST_MAIN("plan file", generic_and_lbp, quantamm, reasons, the_legal_target,
               the_number_of_calls, studies_that_cannot_be, facts_of_targets, rails_in_doubles,
               files)
