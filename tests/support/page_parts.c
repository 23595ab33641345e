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

test_page test_page_of(orth_scenario *scenario, const char *part)
{
    test_page page = {.scenario = scenario};
    orth_page_options options = orth_page_options_usual();
    orth_error error = {.text = ""};
    options.threads = 1;
    ck_assert_msg(orth_page_create(&page.page, scenario, &options, &error) == ORTH_OK, "%s",
                  error.text);
    page.part = find(json_object_get(page.page->facts.root, "parts"), "id", part);
    ck_assert_msg(page.part != NULL, "no part %s", part);
    return page;
}

test_page test_page_of_text(const char *text, const char *part)
{
    return test_page_of(test_scenario(text), part);
}

void test_page_clear(test_page *page)
{
    orth_page_free(page->page);
    orth_scenario_free(page->scenario);
}

double test_page_figure(const test_page *page, const char *key)
{
    const json_t *value = json_object_get(json_object_get(page->part, "figures"), key);
    ck_assert_msg(json_is_number(value), "no figure %s", key);
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
