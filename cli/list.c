/* orthant list: the path families, or the scenarios, as table, JSON or CSV. */
#include "list.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv_out.h"
#include "base/file_out.h"
#include "base/json_out.h"

typedef struct list_options {
    const char *what;
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

static void print_table(const list_entries *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const list_entry *item = &list->items[i];
        if (strcmp(list->kind, "paths") == 0) {
            printf("%-12s %s\n", item->name, item->text);
            continue;
        }
        printf("%s%s\n", i == 0 ? "" : "\n", item->name);
        print_wrapped(item->title);
        print_wrapped(item->text);
    }
}

static void write_json(FILE *stream, const list_entries *list)
{
    bool titles = strcmp(list->kind, "scenarios") == 0;
    orth_json_out json;
    orth_json_begin_result(&json, stream, list->kind);
    orth_json_open_array(&json, list->kind);
    for (size_t i = 0; i < list->count; i++) {
        orth_json_open_object(&json, NULL);
        orth_json_string(&json, titles ? "file" : "path", list->items[i].name);
        if (titles)
            orth_json_string(&json, "name", list->items[i].title);
        orth_json_string(&json, titles ? "description" : "summary", list->items[i].text);
        orth_json_close_object(&json);
    }
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}

static void print_csv(const list_entries *list)
{
    bool titles = strcmp(list->kind, "scenarios") == 0;
    puts(titles ? "file,name,description" : "path,summary");
    for (size_t i = 0; i < list->count; i++) {
        orth_csv_text(stdout, list->items[i].name);
        if (titles) {
            putchar(',');
            orth_csv_text(stdout, list->items[i].title);
        }
        putchar(',');
        orth_csv_text(stdout, list->items[i].text);
        putchar('\n');
    }
}

static orth_status write_file(const char *path, const list_entries *list, orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, path, error);
    if (status != ORTH_OK)
        return status;
    write_json(output.stream, list);
    return orth_output_commit(&output, error);
}

static void print(const list_entries *list, cli_format format)
{
    switch (format) {
    case CLI_TABLE:
        print_table(list);
        break;
    case CLI_JSON:
        write_json(stdout, list);
        break;
    case CLI_CSV:
        print_csv(list);
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
        if (options->what != NULL)
            argp_error(state, "one list at a time, not '%s' as well", argument);
        if (strcmp(argument, "paths") != 0 && strcmp(argument, "scenarios") != 0)
            argp_error(state, "there is no list of '%s'; give paths or scenarios", argument);
        options->what = argument;
        return 0;
    case ARGP_KEY_END:
        if (options->what == NULL)
            argp_error(state, "say which list: paths or scenarios");
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
        "paths|scenarios",
        "Lists the path families that --paths and a scenario's \"paths\" may name, or the "
        "scenarios in ./scenarios and in the installed share folder, and in the folders within.\v"
        "Examples:\n"
        "  orthant list paths\n"
        "  orthant list scenarios --json\n",
        children,
        NULL,
        NULL,
    };
    list_options options = {0};
    cli_parse(&argp, argc, argv, &options);
    list_entries list = {.kind = options.what};
    orth_error error;
    orth_status status = strcmp(options.what, "paths") == 0 ? list_paths(&list, &error)
                                                            : list_scenarios(&list, &error);
    if (status == ORTH_OK && options.output.file != NULL)
        status = write_file(options.output.file, &list, &error);
    if (status == ORTH_OK)
        print(&list, options.output.format);
    list_free(&list);
    return status == ORTH_OK ? cli_finish_stdout(CLI_OK) : cli_report_error(&error);
}
