/* orthant list: the path families, or the scenarios in ./scenarios and in the installed share
 * folder. */
#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "orthant/path.h"
#include "orthant/scenario.h"
#include "report/csv_out.h"
#include "report/json_out.h"
#include "report/output.h"

#define HERE "scenarios"
#define INSTALLED ORTH_SHARE_DIR "/scenarios"

typedef struct list_options {
    const char *what;
    cli_output_options output;
} list_options;

/* What is listed: a name to give to other commands, a title (scenarios only) and a text. */
typedef struct entry {
    char *name, *title, *text;
} entry;

typedef struct entries {
    const char *kind; /* "paths" or "scenarios" */
    size_t count;
    entry *items;
} entries;

/* Takes the three strings, which it frees on failure; a NULL among them is such a failure. */
static orth_status add(entries *list, char *name, char *title, char *text, orth_error *error)
{
    entry *items = NULL;
    if (name != NULL && title != NULL && text != NULL)
        items = realloc(list->items, (list->count + 1) * sizeof *items);
    if (items == NULL) {
        free(name);
        free(title);
        free(text);
        return orth_fail_memory(error, (double)((list->count + 1) * sizeof *items));
    }
    list->items = items;
    items[list->count++] = (entry){name, title, text};
    return ORTH_OK;
}

static void free_entries(entries *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].name);
        free(list->items[i].title);
        free(list->items[i].text);
    }
    free(list->items);
}

static char *join(const char *a, const char *between, const char *b)
{
    char *text;
    return asprintf(&text, "%s%s%s", a, between, b) < 0 ? NULL : text;
}

static orth_status collect_paths(entries *list, orth_error *error)
{
    orth_status status = ORTH_OK;
    const orth_path_family *const *family = orth_path_families();
    for (; status == ORTH_OK && *family != NULL; family++) {
        const char *argument = (*family)->argument;
        status = add(
            list, argument == NULL ? strdup((*family)->name) : join((*family)->name, ":", argument),
            strdup(""), strdup((*family)->summary), error);
    }
    return status;
}

static int is_scenario_file(const struct dirent *file)
{
    static const char schema[] = ".schema.json";
    size_t length = strlen(file->d_name);
    return length > 5 && strcmp(file->d_name + length - 5, ".json") == 0 &&
           (length < sizeof schema ||
            strcmp(file->d_name + length - (sizeof schema - 1), schema) != 0);
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* A file that is no scenario is named in a note and left out. */
static orth_status collect_scenario(entries *list, const char *folder, const char *file,
                                    orth_error *error)
{
    char *path = join(folder, "/", file);
    if (path == NULL)
        return orth_fail_memory(error, (double)(strlen(folder) + strlen(file) + 2));
    orth_scenario *scenario;
    orth_status status = orth_scenario_load(&scenario, path, error);
    if (status == ORTH_OK) {
        status =
            add(list, strdup(path), strdup(scenario->name), strdup(scenario->description), error);
    } else if (status != ORTH_NO_MEMORY) {
        cli_note("left out: %s", error->text);
        status = ORTH_OK;
    }
    orth_scenario_free(scenario);
    free(path);
    return status;
}

static orth_status collect_folder(entries *list, const char *folder, orth_error *error)
{
    struct dirent **files;
    errno = 0;
    int count = scandir(folder, &files, is_scenario_file, by_bytes);
    if (count < 0 && (errno == ENOENT || errno == ENOTDIR))
        return ORTH_OK;
    if (count < 0)
        return orth_fail(error, ORTH_IO, "%s: cannot list: %s", folder, strerror(errno));
    orth_status status = ORTH_OK;
    for (int i = 0; i < count; i++) {
        if (status == ORTH_OK)
            status = collect_scenario(list, folder, files[i]->d_name, error);
        free(files[i]);
    }
    free(files);
    return status;
}

static orth_status collect_scenarios(entries *list, orth_error *error)
{
    struct stat here, installed;
    bool same = stat(HERE, &here) == 0 && stat(INSTALLED, &installed) == 0 &&
                here.st_dev == installed.st_dev && here.st_ino == installed.st_ino;
    orth_status status = collect_folder(list, HERE, error);
    if (status == ORTH_OK && !same)
        status = collect_folder(list, INSTALLED, error);
    if (status == ORTH_OK && list->count == 0)
        cli_note("no scenarios in ./%s nor in %s", HERE, INSTALLED);
    return status;
}

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

static void print_table(const entries *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const entry *item = &list->items[i];
        if (strcmp(list->kind, "paths") == 0) {
            printf("%-12s %s\n", item->name, item->text);
            continue;
        }
        printf("%s%s\n", i == 0 ? "" : "\n", item->name);
        print_wrapped(item->title);
        print_wrapped(item->text);
    }
}

static void write_json(FILE *stream, const entries *list)
{
    bool titles = strcmp(list->kind, "scenarios") == 0;
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_open_object(&json, NULL);
    orth_json_integer(&json, "orthant", 1);
    orth_json_string(&json, "kind", list->kind);
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
    orth_json_close_object(&json);
    orth_json_end(&json);
}

static void print_csv(const entries *list)
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

static orth_status write_file(const char *path, const entries *list, orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, path, error);
    if (status != ORTH_OK)
        return status;
    write_json(output.stream, list);
    return orth_output_commit(&output, error);
}

static void print(const entries *list, cli_format format)
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
        "scenarios "
        "in ./scenarios and in the installed share folder.\v"
        "Examples:\n"
        "  orthant list paths\n"
        "  orthant list scenarios --json\n",
        children,
        NULL,
        NULL,
    };
    list_options options = {0};
    cli_parse(&argp, argc, argv, &options);
    entries list = {.kind = options.what};
    orth_error error;
    orth_status status = strcmp(options.what, "paths") == 0 ? collect_paths(&list, &error)
                                                            : collect_scenarios(&list, &error);
    if (status == ORTH_OK && options.output.file != NULL)
        status = write_file(options.output.file, &list, &error);
    if (status == ORTH_OK)
        print(&list, options.output.format);
    free_entries(&list);
    return status == ORTH_OK ? cli_finish_stdout(CLI_OK) : cli_report_error(&error);
}
