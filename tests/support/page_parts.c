#include "page_parts.h"

#include <string.h>

#include "harness.h"
#include "page/page.h"
#include "scenarios.h"

/* Of a list of objects the one whose `key` is this text. */
static const json_t *find(const json_t *list, const char *key, const char *text)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        if (strcmp(json_string_value(json_object_get(one, key)), text) == 0)
            return one;
    }
    return NULL;
}

void test_page_turn(test_page *page, const char *part)
{
    page->part = find(json_object_get(page->page->facts.root, "parts"), "id", part);
    ck_assert_msg(page->part != NULL, "no part %s", part);
}

static test_page make(orth_scenario *scenario, orth_page_options *options, const char *part)
{
    test_page page = {.scenario = scenario};
    orth_error error = {.text = ""};
    options->threads = 1;
    ck_assert_msg(orth_page_create(&page.page, scenario, options, &error) == ORTH_OK, "%s",
                  error.text);
    test_page_turn(&page, part);
    return page;
}

test_page test_page_of(orth_scenario *scenario, const char *part)
{
    orth_page_options options = orth_page_options_usual();
    return make(scenario, &options, part);
}

test_page test_page_of_text(const char *text, const char *part)
{
    return test_page_of(test_scenario(text), part);
}

test_page test_page_with(const char *text, double gas, const char *target, const char *part)
{
    orth_page_options options = orth_page_options_usual();
    options.gas = gas;
    options.target = target;
    return make(test_scenario(text), &options, part);
}

void test_page_clear(test_page *page)
{
    orth_page_free(page->page);
    orth_scenario_free(page->scenario);
}

const json_t *test_page_value(const test_page *page, const char *key)
{
    const json_t *value = json_object_get(json_object_get(page->part, "figures"), key);
    ck_assert_msg(value != NULL, "no figure %s", key);
    return value;
}

double test_page_figure(const test_page *page, const char *key)
{
    const json_t *value = test_page_value(page, key);
    ck_assert_msg(json_is_number(value), "no number %s", key);
    return json_number_value(value);
}

static bool are_said(const json_t *lines, const char *words)
{
    for (size_t i = 0; i < json_array_size(lines); i++)
        if (strstr(json_string_value(json_array_get(lines, i)), words) != NULL)
            return true;
    return false;
}

bool test_page_says(const test_page *page, const char *words)
{
    return are_said(json_object_get(page->part, "says"), words);
}

bool test_page_notes(const test_page *page, const char *words)
{
    return are_said(json_object_get(page->part, "notes"), words);
}

bool test_page_decides(const test_page *page, const char *which, const char *words)
{
    const json_t *decision = json_object_get(page->page->facts.root, "decision");
    return are_said(json_object_get(decision, which), words);
}

bool test_page_misses(const test_page *page, const char *key)
{
    return find(json_object_get(page->part, "missing"), "key", key) != NULL;
}

const json_t *test_page_rows(const test_page *page, const char *table)
{
    return json_object_get(find(json_object_get(page->part, "tables"), "id", table), "rows");
}
