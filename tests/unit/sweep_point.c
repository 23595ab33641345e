/* Points of sweeps: whole results and notes are the program's own, byte for byte, and what pointers
 * find in them is what a tree of the result has there.
 *
 * uses: $BUILD/orthant
 */
#include "harness.h"

#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/double_text.h"
#include "orthant/sweep_point.h"

static const orth_point_options alone = {.threads = 1};

static const struct {
    const char *command, *scenario;
} points[] = {
    {"compare", "btc-usdc-with-fee"},
    {"compare", "eight-token"},
    {"compare", "smallest-moves"},
    {"compare", "market/fee-and-noise"},
    {"compare", "market/panel"},
    {"compare", "market/pool-or-exchange"},
    {"compare", "market/which-fee"},
    {"compare", "strategies/momentum"}, /* refused */
    {"steps", "btc-usdc-50-90"},        /* likewise: it has no market */
    {"steps", "market/btc-eth-usdc-gbm"},
    {"steps", "market/constant-with-fee"},
    {"steps", "market/panel"},
    {"simulate", "three-token"}, /* likewise */
    {"simulate", "market/btc-eth-usdc-gbm"},
    {"simulate", "market/constant-with-fee"},
    {"simulate", "market/panel"},
    {"simulate", "market/pool-or-exchange"},
    {"simulate", "market/which-fee"},
    {"simulate", "strategies/four"},
    {"simulate", "strategies/index"},
    {"simulate", "strategies/min-variance"},
    {"simulate", "strategies/quantammsim"},
};
#define POINTS (sizeof points / sizeof points[0])

static orth_scenario *shipped(const char *name)
{
    char file[128];
    orth_error error;
    orth_scenario *scenario;
    snprintf(file, sizeof file, "scenarios/%s.json", name);
    ck_assert_msg(orth_scenario_load(&scenario, file, &error) == ORTH_OK, "%s", error.text);
    return scenario;
}

/* All that comes through, to be freed. */
static char *all_of(FILE *stream)
{
    char *text = NULL;
    size_t length = 0, room = 0;
    ck_assert(stream != NULL);
    do {
        room += 1 << 16;
        text = realloc(text, room + 1);
        length += fread(text + length, 1, room - length, stream);
    } while (length == room);
    text[length] = '\0';
    return text;
}

/* What the program prints on standard output, and says on standard error, to be freed both. */
static char *printed(size_t p, char **said, int *code)
{
    const char *build = getenv("BUILD");
    char command[512], errors[] = "/tmp/orthant-test-XXXXXX";
    int file = mkstemp(errors);
    ck_assert(file >= 0);
    snprintf(command, sizeof command,
             "p=%s/orthant; [ -x $p ] || p=build/orthant; $p %s scenarios/%s.json --json 2>%s",
             build == NULL ? "build" : build, points[p].command, points[p].scenario, errors);
    FILE *pipe = popen(command, "r");
    char *text = all_of(pipe);
    *code = pclose(pipe);
    FILE *stream = fdopen(file, "r");
    *said = all_of(stream);
    fclose(stream);
    unlink(errors);
    return text;
}

/* The whole result, to be freed; NULL where there is none. */
static char *whole(size_t p, orth_error *error)
{
    char *text = NULL;
    size_t length;
    orth_scenario *scenario = shipped(points[p].scenario);
    FILE *stream = open_memstream(&text, &length);
    orth_status status = orth_point_write_json(points[p].command, scenario, &alone, stream, error);
    fclose(stream);
    orth_scenario_free(scenario);
    if (status == ORTH_OK)
        return text;
    free(text);
    return NULL;
}

static orth_point_result *run(size_t p, size_t count, const char *const *pointers)
{
    orth_error error;
    orth_point_result *result;
    orth_scenario *scenario = shipped(points[p].scenario);
    orth_status status =
        orth_point_run(&result, points[p].command, scenario, count, pointers, &alone, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    ck_assert_uint_eq(result->count, count);
    orth_scenario_free(scenario);
    return result;
}

/* The notes of a point, as the program says them. */
static void assert_notes(size_t p, const char *said)
{
    char *text = NULL;
    size_t length;
    orth_point_result *result = run(p, 0, NULL);
    FILE *stream = open_memstream(&text, &length);
    for (size_t i = 0; i < result->note_count; i++)
        fprintf(stream, "orthant: note: %s\n", result->notes[i]);
    fclose(stream);
    ck_assert_str_eq(text, said);
    free(text);
    orth_point_result_free(result);
}

START_TEST(as_the_program_prints_it)
{
    orth_error error;
    int code;
    char *said, *expected = printed((size_t)_i, &said, &code), *found = whole((size_t)_i, &error);
    ck_assert((code == 0) == (found != NULL));
    if (found != NULL) {
        ck_assert_str_eq(found, expected);
        assert_notes((size_t)_i, said);
    } else {
        char line[ORTH_ERROR_TEXT_MAX + 16];
        snprintf(line, sizeof line, "orthant: %s\n", error.text);
        ck_assert_str_eq(said, line);
    }
    free(said);
    free(expected);
    free(found);
}
END_TEST

/* ---------------------------------------------------------------- pointers */

#define MOST 8000
#define POINTER_MAX 128
typedef struct leaves {
    size_t count;
    char pointers[MOST][POINTER_MAX];
    const json_t *values[MOST]; /* NULL: there is nothing */
    const json_t *low[MOST];    /* of an interval, whose other end is `high` */
    const json_t *high[MOST];
} leaves;

static void add(leaves *all, const char *pointer, const json_t *value, const json_t *interval)
{
    ck_assert(all->count < MOST);
    snprintf(all->pointers[all->count], POINTER_MAX, "%s", pointer);
    all->values[all->count] = value;
    all->low[all->count] = json_array_get(interval, 0);
    all->high[all->count++] = json_array_get(interval, 1);
}

/* The member that an estimate stands for, with the object that it is in. */
static const char *mean_of(const json_t **object)
{
    const json_t *inner = json_object_get(*object, "estimate");
    if (json_is_object(inner))
        *object = inner;
    return json_object_get(*object, "mean") != NULL    ? "mean"
           : json_object_get(*object, "value") != NULL ? "value"
                                                       : NULL;
}

static bool has_interval(const char *command, const char *key)
{
    bool steps = strcmp(command, "steps") == 0;
    return strcmp(key, "mean") == 0 || (!steps && strcmp(key, "value") == 0) ||
           (steps && (strcmp(key, "cost") == 0 || strcmp(key, "shortfall") == 0));
}

static void grow(leaves *all, const char *command, const char *at, const json_t *value)
{
    char below[2 * POINTER_MAX];
    const char *key, *mean;
    json_t *member;
    size_t i;
    const json_t *estimate = value;
    if (json_is_object(value) && (mean = mean_of(&estimate)) != NULL)
        add(all, at, json_object_get(estimate, mean), json_object_get(estimate, "ci95"));
    json_object_foreach((json_t *)value, key, member)
    {
        snprintf(below, sizeof below, "%s/%s", at, key);
        if (json_is_object(member) || json_is_array(member))
            grow(all, command, below, member);
        else
            add(all, below, member,
                has_interval(command, key) ? json_object_get(value, "ci95") : NULL);
    }
    json_array_foreach(value, i, member)
    {
        snprintf(below, sizeof below, "%s/%zu", at, i);
        if (json_is_object(member) || json_is_array(member))
            grow(all, command, below, member);
        else
            add(all, below, member, NULL);
    }
    snprintf(below, sizeof below, "%s/none", at);
    add(all, below, NULL, NULL);
    snprintf(below, sizeof below, "%s/%s", at, json_is_array(value) ? "00" : "0");
    add(all, below, NULL, NULL);
    snprintf(below, sizeof below, "%s/%zu", at, json_array_size(value) + 8);
    add(all, below, NULL, NULL);
}

/* That the text is the value, a double with all its digits. */
static void assert_text(const char *text, const json_t *value, const char *pointer)
{
    char expected[ORTH_DOUBLE_TEXT_MAX];
    json_t *found = text == NULL ? NULL : json_loads(text, JSON_DECODE_ANY, NULL);
    ck_assert_msg(value == NULL ? text == NULL : found != NULL && json_equal(found, value),
                  "%s: %s", pointer, text == NULL ? "nothing" : text);
    if (json_is_real(value))
        ck_assert_str_eq(text, orth_double_text(expected, json_real_value(value)));
    json_decref(found);
}

static void assert_figure(const orth_point_figure *figure, const leaves *all, size_t leaf)
{
    const char *pointer = all->pointers[leaf];
    assert_text(figure->text, all->values[leaf], pointer);
    ck_assert_msg(figure->interval == (all->low[leaf] != NULL), "%s: interval", pointer);
    assert_text(figure->low, all->low[leaf], pointer);
    assert_text(figure->high, all->high[leaf], pointer);
    ck_assert((figure->groups > 0) == (figure->group_means != NULL));
}

static void assert_usual(size_t p)
{
    orth_error error;
    char **pointers;
    size_t count;
    orth_scenario *scenario = shipped(points[p].scenario);
    ck_assert(orth_point_usual(&pointers, &count, points[p].command, scenario, &error) == ORTH_OK);
    ck_assert(count > 0);
    orth_point_result *result = run(p, count, (const char *const *)pointers);
    for (size_t i = 0; i < count; i++) {
        ck_assert_msg(result->figures[i].text != NULL, "%s", pointers[i]);
        free(pointers[i]);
    }
    free(pointers);
    orth_point_result_free(result);
    orth_scenario_free(scenario);
}

/* All pointers of a result in any order, then those alone for which less is computed. */
START_TEST(pointers_find_what_a_tree_has)
{
    orth_error error;
    char *text = whole((size_t)_i, &error);
    if (text == NULL)
        return;
    static leaves all;
    static const char *pointers[MOST];
    size_t order[MOST], cheap[MOST], count = 0;
    json_t *tree = json_loads(text, 0, NULL);
    all.count = 0;
    grow(&all, points[_i].command, "", tree);
    test_random random = test_seeded(7);
    for (size_t i = 0; i < all.count; i++) {
        size_t k = test_random_below(&random, i + 1);
        order[i] = order[k];
        order[k] = i;
    }
    for (size_t i = 0; i < all.count; i++)
        pointers[i] = all.pointers[order[i]];
    orth_point_result *result = run((size_t)_i, all.count, pointers);
    for (size_t i = 0; i < all.count; i++)
        assert_figure(&result->figures[i], &all, order[i]);
    orth_point_result_free(result);

    for (size_t i = 0; i < all.count; i++) {
        if (strstr(pointers[i], "/performance") != NULL || strstr(pointers[i], "/alike") != NULL ||
            strstr(pointers[i], "/price_files") != NULL)
            continue;
        pointers[count] = pointers[i];
        cheap[count++] = order[i];
    }
    result = run((size_t)_i, count, pointers);
    for (size_t i = 0; i < count; i++)
        assert_figure(&result->figures[i], &all, cheap[i]);
    orth_point_result_free(result);
    json_decref(tree);
    free(text);
    assert_usual((size_t)_i);
}
END_TEST

/* ---------------------------------------------------------------- refusals */

/* What no shipped scenario has a note of. */
START_TEST(what_is_assumed_is_said)
{
    orth_error error;
    orth_point_result *result;
    orth_scenario *scenario = shipped("market/constant-with-fee");
    scenario->presence = 0.5;
    ck_assert(orth_point_run(&result, "compare", scenario, 0, NULL, &alone, &error) == ORTH_OK);
    ck_assert(result->note_count >= 1);
    ck_assert_str_eq(result->notes[0], "arbitrage is counted as perfect, which the scenario's is "
                                       "not: orthant simulate runs that");
    orth_point_result_free(result);
    scenario->presence = 1;
    scenario->rules.gate.gas = 1e12; /* nobody trades */
    ck_assert(orth_point_run(&result, "simulate", scenario, 0, NULL, &alone, &error) == ORTH_OK);
    ck_assert(result->note_count >= 1);
    ck_assert(strstr(result->notes[0], ": the pool did not trade, and what this costs is not what "
                                       "the move costs") != NULL);
    orth_point_result_free(result);
    orth_scenario_free(scenario);
}
END_TEST

static void assert_refused(const char *command, const char *pointer, const orth_point_options *how,
                           orth_status expected, const char *said)
{
    orth_error error;
    orth_point_result *result;
    orth_scenario *scenario = shipped("btc-usdc-50-90");
    const char *const pointers[] = {"/kind", pointer};
    ck_assert_int_eq(orth_point_run(&result, command, scenario, 2, pointers, how, &error),
                     expected);
    ck_assert(result == NULL);
    ck_assert_str_eq(error.text, said);
    orth_scenario_free(scenario);
}

START_TEST(refusals)
{
    volatile sig_atomic_t stop = 1;
    orth_point_options stopped = {.threads = 1, .stop = &stop};
    assert_refused(
        "compere", "/kind", &alone, ORTH_BAD_INPUT,
        "\"compere\" is no command of a sweep; permitted: compare, steps, simulate, launch; the "
        "nearest is \"compare\"");
    assert_refused("compare", "", &alone, ORTH_BAD_INPUT,
                   "\"\" is no JSON pointer to a figure: it must begin with /");
    assert_refused("compare", "kind", &alone, ORTH_BAD_INPUT,
                   "\"kind\" is no JSON pointer to a figure: it must begin with /");
    assert_refused("compare", "/a~2", &alone, ORTH_BAD_INPUT,
                   "\"/a~2\" is no JSON pointer to a figure: a ~ must be written ~0, and the / of "
                   "a name ~1");
    assert_refused("compare", "/results", &alone, ORTH_BAD_INPUT,
                   "\"/results\" leads to a list; permitted: pointers to a number, a string, true, "
                   "false, null or an estimate");
    assert_refused("compare", "/results/0", &alone, ORTH_BAD_INPUT,
                   "\"/results/0\" leads to an object that is no estimate; permitted: pointers to "
                   "a number, a string, true, false, null or an estimate");
    assert_refused("compare", "/kind", &stopped, ORTH_INTERRUPTED, "interrupted");
    size_t commands = 0;
    while (orth_point_commands()[commands] != NULL)
        commands++;
    ck_assert_uint_eq(commands, 4);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sweep_point");
    TCase *each = orth_test_case(suite, "each");
    tcase_add_loop_test(each, as_the_program_prints_it, 0, (int)POINTS);
    tcase_add_loop_test(each, pointers_find_what_a_tree_has, 0, (int)POINTS);
    tcase_add_test(each, what_is_assumed_is_said);
    tcase_add_test(each, refusals);
    return orth_test_run_suite(suite);
}
