#include "orthant/page.h"

#include <math.h>
#include <stdlib.h>

#include "base/plain_locale.h"
#include "orthant/decimal.h"
#include "page/page.h"
#include "page/work.h"

orth_page_options orth_page_options_usual(void)
{
    return (orth_page_options){.gas = NAN};
}

static void write_head(orth_facts *facts, const orth_scenario *scenario)
{
    const struct {
        const char *key, *value;
    } all[] = {{"scenario", scenario->name},
               {"scenario_file", scenario->file},
               {"scenario_sha256", scenario->sha256},
               {"description", scenario->description}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        orth_facts_head(facts, all[i].key, all[i].value);
    orth_facts_head(facts, "unit", scenario->pool_unit != NULL ? scenario->pool_unit : "");
}

static orth_status write_part(orth_page_work *work, const orth_page_part *part, orth_error *error)
{
    json_t *json = orth_facts_part(work->facts, part->id, part->title);
    orth_status status = part->write(work, json, error);
    if (status == ORTH_OK || orth_page_ends(status))
        return status;
    orth_part_flag(work->facts, json, "failed", true);
    orth_part_say(work->facts, json, "This part could not be computed: %s.", error->text);
    return ORTH_OK;
}

orth_status orth_page_create(orth_page **page, const orth_scenario *scenario,
                             const orth_page_options *options, orth_error *error)
{
    orth_page_options usual = orth_page_options_usual();
    *page = calloc(1, sizeof **page);
    if (*page == NULL)
        return orth_fail_memory(error, sizeof **page);
    orth_facts *facts = &(*page)->facts;
    orth_page_work work = {
        .scenario = scenario, .options = options != NULL ? options : &usual, .facts = facts};
    orth_status status = ORTH_OK;
    orth_locale entered = orth_locale_enter(); /* of all texts that the parts put together */
    if (orth_facts_begin(facts))
        write_head(facts, scenario);
    for (size_t i = 0; status == ORTH_OK && orth_page_parts[i] != NULL; i++)
        if (orth_page_parts[i]->applies(scenario))
            status = write_part(&work, orth_page_parts[i], error);
    orth_work_clear(&work);
    orth_locale_leave(entered);
    if (status == ORTH_OK && facts->lost)
        status = orth_fail(error, ORTH_NO_MEMORY, "no memory for the facts of the page");
    if (status != ORTH_OK) {
        orth_page_free(*page);
        *page = NULL;
    }
    return status;
}

void orth_page_free(orth_page *page)
{
    if (page == NULL)
        return;
    orth_facts_clear(&page->facts);
    free(page);
}

/* Notes of all parts, numbered in their order. */
static const json_t *find_note(const orth_page *page, size_t *left)
{
    size_t i;
    json_t *part;
    json_array_foreach(json_object_get(page->facts.root, "parts"), i, part)
    {
        const json_t *notes = json_object_get(part, "notes");
        if (*left < json_array_size(notes))
            return json_array_get(notes, *left);
        *left -= json_array_size(notes);
    }
    return NULL;
}

size_t orth_page_note_count(const orth_page *page)
{
    size_t left = SIZE_MAX;
    find_note(page, &left);
    return SIZE_MAX - left;
}

const char *orth_page_note(const orth_page *page, size_t i)
{
    return json_string_value(find_note(page, &i));
}
