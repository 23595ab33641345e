/* What stands behind the words of the usage lines: PATH, FILE, TOKEN=start|end. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "complete.h"
#include "help.h"
#include "list.h"
#include "orthant/path.h"
#include "orthant/truth.h"

/* ---------------------------------------------------------------- names that the program knows */

/* Bytes of the folder in a file's name. */
static size_t folder_of(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash == NULL ? 0 : (size_t)(slash - name);
}

/* `files`: of those in the folder that stands there the look for files tells. */
static void offer_list(list_function *collect, const char *value, bool files)
{
    list_entries list = {0};
    orth_error error;
    if (collect(&list, &error) == ORTH_OK)
        for (size_t i = 0; i < list.count; i++) {
            if (!files)
                cli_complete_offer(list.items[i].name, value, false, list.items[i].text);
            else if (folder_of(list.items[i].name) != folder_of(value))
                cli_complete_name(list.items[i].name, value);
        }
    list_free(&list);
}

/* A family with an argument, "power:P", ends with its colon; "file:" goes on with a file. */
static void offer_paths(const char *value)
{
    const orth_path_family *const *family = orth_path_families();
    const char *colon = strchr(value, ':');
    for (; *family != NULL; family++) {
        const char *name = (*family)->name, *argument = (*family)->argument;
        size_t length = strlen(name);
        char open[64];
        orth_error error;
        if (colon != NULL) {
            if ((size_t)(colon - value) == length && memcmp(value, name, length) == 0 &&
                argument != NULL)
                cli_complete_value(argument, colon + 1);
            continue;
        }
        if (argument == NULL || orth_path_check_name(name, &error) == ORTH_OK)
            cli_complete_offer(name, value, false, (*family)->summary);
        snprintf(open, sizeof open, "%s:", name);
        if (argument != NULL)
            cli_complete_offer(open, value, true, (*family)->summary);
    }
}

static void offer_targets(const char *value)
{
    offer_list(list_targets, value, false);
}

static void offer_functions(const char *value)
{
    size_t count;
    const orth_contract_function *functions = orth_catalogue(&count);
    for (size_t i = 0; i < count; i++)
        cli_complete_offer(functions[i].name, value, false, functions[i].signature);
}

static void offer_pages(const char *value)
{
    cli_complete_commands(cli_commands, value);
    for (const cli_format_page *page = cli_format_pages; page->name != NULL; page++)
        cli_complete_offer(page->name, value, false, page->summary);
}

/* ---------------------------------------------------------------- files */

static void offer_json(const char *value)
{
    cli_complete_files(value, ".json");
}

static void offer_scenarios(const char *value)
{
    offer_list(list_scenario_names, value, true);
    offer_json(value);
}

static void offer_sweeps(const char *value)
{
    offer_list(list_sweep_names, value, true);
    offer_json(value);
}

static void offer_studies(const char *value)
{
    offer_list(list_study_names, value, true);
    offer_json(value);
}

static void offer_files(const char *value)
{
    cli_complete_files(value, "");
}

/* ---------------------------------------------------------------- forms */

static const struct {
    const char *word;
    void (*offer)(const char *value);
} kinds[] = {
    {"SCENARIO", offer_scenarios},
    {"SWEEP", offer_sweeps},
    {"STUDY", offer_studies},
    {"PLAN", offer_json},
    {"FILE", offer_files},
    {"LOG", offer_files},
    {"FOLDER", cli_complete_folders},
    {"PATH", offer_paths},
    {"TARGET", offer_targets},
    {"FUNCTION", offer_functions},
    {"WORD", offer_functions},
    {"PAGE", offer_pages},
};

static bool is_name(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!islower((unsigned char)text[i]) && !isdigit((unsigned char)text[i]) && text[i] != '-')
            return false;
    return length > 0;
}

/* One of a form's alternatives: "linear", "every=N", "PATH". */
static void offer_one(const char *form, size_t length, const char *value)
{
    char name[64];
    size_t before = strcspn(form, "=|");
    bool open = before < length && form[before] == '=';
    if (is_name(form, open ? before : length)) {
        snprintf(name, sizeof name, "%.*s", (int)(open ? before + 1 : length), form);
        cli_complete_offer(name, value, open, NULL);
        return;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strlen(kinds[i].word) == length && memcmp(kinds[i].word, form, length) == 0)
            kinds[i].offer(value);
}

void cli_complete_value(const char *form, const char *value)
{
    static const char and_so_on[] = ",...";
    size_t length = strlen(form), upper = strspn(form, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    const char *equals = strchr(value, '='), *comma = strrchr(value, ',');
    if (upper > 0 &&
        form[upper] == '=') { /* TOKEN=FILE: which tokens there are is not known here */
        if (equals != NULL)
            cli_complete_value(form + upper + 1, equals + 1);
        return;
    }
    bool list =
        length > sizeof and_so_on && strcmp(form + length - (sizeof and_so_on - 1), and_so_on) == 0;
    if (list)
        length -= sizeof and_so_on - 1;
    bool parts = memchr(form, ',', length) != NULL; /* blocks=N,capital=C */
    if ((list || parts) && comma != NULL)
        value = comma + 1;
    const char *end = form + length;
    while (form < end) {
        size_t size = strcspn(form, "|,");
        if (size > (size_t)(end - form))
            size = (size_t)(end - form);
        offer_one(form, size, value);
        form += size + 1;
    }
}
