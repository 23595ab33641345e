/* orthant list: what names there are of one kind, as table, JSON or CSV. */
#include "list.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv_out.h"
#include "base/file_out.h"
#include "base/json_out.h"

typedef struct list_kind {
    const char *name;
    const char *item; /* what an entry's name is, as key and column */
    const char *text; /* and its text */
    bool titles;      /* entries have a title; their text is long */
    list_function *collect;
} list_kind;

static const list_kind kinds[] = {
    {"paths", "path", "summary", false, list_paths},
    {"models", "model", "summary", false, list_models},
    {"targets", "target", "summary", false, list_targets},
    {"scenarios", "file", "description", true, list_scenarios},
    {"sweeps", "file", "summary", false, list_sweeps},
    {"studies", "file", "summary", false, list_studies},
};
#define KINDS (sizeof kinds / sizeof kinds[0])
#define WHICH "paths, models, targets, scenarios, sweeps or studies"

typedef struct list_options {
    const list_kind *kind;
    cli_output_options output;
} list_options;

/* `text` in lines of at most 78 columns, each indented by four. */
static void print_wrapped(const char *text)
{
    size_t column = 0;
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        if (column > 0 && column + 1 + word > 74) {
            putchar('\n');
            column = 0;
        }
        printf("%s%.*s", column == 0 ? "    " : " ", (int)word, text);
        column += word + (column > 0);
        text += word;
        text += strspn(text, " ");
    }
    if (column > 0)
        putchar('\n');
}

static void print_table(const list_kind *kind, const list_entries *list)
{
    size_t width = 12;
    for (size_t i = 0; i < list->count; i++)
        if (strlen(list->items[i].name) > width)
            width = strlen(list->items[i].name);
    for (size_t i = 0; i < list->count; i++) {
        const list_entry *item = &list->items[i];
        if (!kind->titles) {
            printf("%-*s %s\n", (int)width, item->name, item->text);
            continue;
        }
        printf("%s%s\n", i == 0 ? "" : "\n", item->name);
        print_wrapped(item->title);
        print_wrapped(item->text);
    }
}

static void write_json(FILE *stream, const list_kind *kind, const list_entries *list)
{
    orth_json_out json;
    orth_json_begin_result(&json, stream, kind->name);
    orth_json_open_array(&json, kind->name);
    for (size_t i = 0; i < list->count; i++) {
        orth_json_open_object(&json, NULL);
        orth_json_string(&json, kind->item, list->items[i].name);
        if (kind->titles)
            orth_json_string(&json, "name", list->items[i].title);
        orth_json_string(&json, kind->text, list->items[i].text);
        orth_json_close_object(&json);
    }
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}

static void print_csv(const list_kind *kind, const list_entries *list)
{
    printf("%s,%s%s\n", kind->item, kind->titles ? "name," : "", kind->text);
    for (size_t i = 0; i < list->count; i++) {
        orth_csv_text(stdout, list->items[i].name);
        if (kind->titles) {
            putchar(',');
            orth_csv_text(stdout, list->items[i].title);
        }
        putchar(',');
        orth_csv_text(stdout, list->items[i].text);
        putchar('\n');
    }
}

static orth_status write_file(const char *path, const list_kind *kind, const list_entries *list,
                              orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, path, error);
    if (status != ORTH_OK)
        return status;
    write_json(output.stream, kind, list);
    return orth_output_commit(&output, error);
}

static void print(const list_kind *kind, const list_entries *list, cli_format format)
{
    switch (format) {
    case CLI_TABLE:
        print_table(kind, list);
        break;
    case CLI_JSON:
        write_json(stdout, kind, list);
        break;
    case CLI_CSV:
        print_csv(kind, list);
        break;
    }
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    list_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->output;
        return 0;
    case ARGP_KEY_ARG:
        if (options->kind != NULL)
            argp_error(state, "one list at a time, not '%s' as well", argument);
        for (size_t i = 0; i < KINDS; i++)
            if (strcmp(argument, kinds[i].name) == 0)
                options->kind = &kinds[i];
        if (options->kind == NULL)
            argp_error(state, "there is no list of '%s'; give " WHICH, argument);
        return 0;
    case ARGP_KEY_END:
        if (options->kind == NULL)
            argp_error(state, "say which list: " WHICH);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int cli_list(int argc, char **argv)
{
    static const struct argp_child children[] = {{&cli_output_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {
        NULL,
        parse_option,
        "paths|models|targets|scenarios|sweeps|studies",
        "Lists the path families that --paths and a scenario's \"paths\" may name, the models of "
        "a scenario's \"market\", the contracts that --target of orthant plan may name, or the "
        "scenarios in ./scenarios and in the installed share folder, and in the folders within; "
        "sweeps and studies are those of their folders sweeps and studies.\v"
        "Examples:\n"
        "  orthant list paths\n"
        "  orthant list scenarios --json\n",
        children,
        NULL,
        NULL,
    };
    list_options options = {0};
    cli_parse(&argp, argc, argv, &options);
    const list_kind *kind = options.kind;
    list_entries list = {0};
    orth_error error;
    orth_status status = kind->collect(&list, &error);
    if (status == ORTH_OK && options.output.file != NULL)
        status = write_file(options.output.file, kind, &list, &error);
    if (status == ORTH_OK)
        print(kind, &list, options.output.format);
    list_free(&list);
    return status == ORTH_OK ? cli_finish_stdout(CLI_OK) : cli_report_error(&error);
}
