/* orthant help: the manual page of a command or format where a person reads it, else the help. */
#include "help.h"

#include <string.h>
#include <unistd.h>

#include "base/near_name.h"
#include "complete.h"

#define NAMES_MAX 64

const cli_format_page cli_format_pages[] = {
    {"scenario", "scenario", "the file that says which pool moves, and how"},
    {"prices", "prices", "files of prices: their forms, columns and times"},
    {"strategy", "strategy", "the strategies of a scenario, which set the weights"},
    {"launch.5", "launch", "the part launch of a scenario: a token sale"},
    {"sweep.5", "sweep", "the file of a sweep: which values, which figures"},
    {NULL, NULL, NULL},
};

const struct argp_option cli_usual_options[] = {
    {"help", '?', NULL, 0, "Give this help list", 0},
    {"version", 'V', NULL, 0, "Print program version, compiler and kernel in use", 0},
    {0}};

int cli_print_usage(FILE *stream)
{
    fputs("Usage: orthant COMMAND [OPTION...] [FILE]\n"
          "What a change of an automated market maker's weights costs, and the best way.\n\n",
          stream);
    for (const cli_command *command = cli_commands; command->name != NULL; command++)
        fprintf(stream, "  %-10s  %s\n", command->name, command->summary);
    fputs("\n  -?, --help     Give this help list; 'orthant help COMMAND' opens a manual page\n"
          "  -V, --version  Print program version, compiler and kernel in use\n\n"
          "Exit codes: 0 fine, 1 a check did not hold, 2 the command line, 3 an input,\n"
          "4 a file or a resource (missing, full, closed, out of memory), 130 interrupted.\n"
          "\nExamples:\n"
          "  orthant compare scenarios/btc-usdc-50-90.json\n"
          "  orthant path scenarios/three-token.json --path geodesic -o trajectory.json\n",
          stream);
    return stream == stdout ? cli_finish_stdout(CLI_OK) : CLI_USAGE;
}

/* ---------------------------------------------------------------- names */

static const cli_command *find(const cli_command *commands, const char *name)
{
    while (commands->name != NULL && strcmp(commands->name, name) != 0)
        commands++;
    return commands->name == NULL ? NULL : commands;
}

/* "scenario", "scenario.5", "orthant-scenario.5". */
static const cli_format_page *find_format(const char *name)
{
    const char *plain = strncmp(name, "orthant-", 8) == 0 ? name + 8 : name;
    const cli_format_page *page = cli_format_pages;
    for (; page->name != NULL; page++) {
        size_t length = strlen(page->page);
        if (strcmp(name, page->name) == 0 ||
            (strncmp(plain, page->page, length) == 0 && strcmp(plain + length, ".5") == 0))
            return page;
    }
    return NULL;
}

static size_t add_commands(const char *names[NAMES_MAX], const cli_command *commands)
{
    size_t count = 0;
    for (; commands->name != NULL && count < NAMES_MAX; commands++)
        names[count++] = commands->name;
    return count;
}

int cli_no_such(const char *word)
{
    const char *names[NAMES_MAX];
    char near[ORTH_NEAREST_MAX];
    size_t count = add_commands(names, cli_commands);
    fprintf(stderr, "orthant: no command '%s'%s; 'orthant --help' lists them\n", word,
            orth_nearest_text(near, word, count, names));
    return CLI_USAGE;
}

/* ---------------------------------------------------------------- the command */

static const char doc[] =
    "Opens the manual page of a command (its sub-commands are on it), or of a file format: "
    "scenario, prices, strategy, launch.5 and sweep.5. Where standard output is no terminal, or "
    "there is no man, a command's --help is printed instead; without PAGE the commands are "
    "listed.\v"
    "Examples:\n"
    "  orthant help compare\n"
    "  orthant help market fit\n"
    "  orthant help scenario\n";

typedef struct help_options {
    const char *page, *subcommand;
} help_options;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    help_options *options = state->input;
    if (key != ARGP_KEY_ARG)
        return ARGP_ERR_UNKNOWN;
    if (options->subcommand != NULL)
        argp_error(state, "a page and a sub-command, then '%s'", argument);
    *(options->page == NULL ? &options->page : &options->subcommand) = argument;
    return 0;
}

static int print_help(const cli_command *command, const char *subcommand)
{
    static char name[64], help[] = "--help";
    const cli_command *run = command;
    if (subcommand == NULL) {
        snprintf(name, sizeof name, "orthant %s", command->name);
    } else {
        run = find(cli_subcommands(command->name), subcommand);
        snprintf(name, sizeof name, "orthant %s %s", command->name, subcommand);
    }
    char *words[] = {name, help, NULL};
    return run->run(2, words);
}

static int no_page(const char *word)
{
    const char *names[NAMES_MAX];
    char near[ORTH_NEAREST_MAX];
    size_t count = add_commands(names, cli_commands);
    for (const cli_format_page *page = cli_format_pages; page->name != NULL; page++)
        if (count < NAMES_MAX)
            names[count++] = page->name;
    fprintf(stderr,
            "orthant: no command and no format '%.64s'%s; 'orthant --help' lists the commands, "
            "'orthant help --help' the formats\n",
            word, orth_nearest_text(near, word, count, names));
    return CLI_USAGE;
}

static int no_subcommand(const char *command, const char *word)
{
    const cli_command *family = cli_subcommands(command);
    if (family == NULL) {
        fprintf(stderr, "orthant: '%s' has no sub-commands, so no '%.64s'\n", command, word);
    } else {
        const char *names[NAMES_MAX];
        char near[ORTH_NEAREST_MAX];
        size_t count = add_commands(names, family);
        fprintf(stderr, "orthant: no sub-command '%.64s'%s; 'orthant %s --help' lists them\n", word,
                orth_nearest_text(near, word, count, names), command);
    }
    return CLI_USAGE;
}

static int show_format(const cli_format_page *format, const char *more)
{
    if (more != NULL) {
        fprintf(stderr, "orthant: the page of a format has no sub-commands, so no '%.64s'\n", more);
        return CLI_USAGE;
    }
    if (cli_show_page(format->page, '5'))
        return CLI_OK;
    fprintf(stderr, "orthant: cannot show orthant-%s(5): there is no such page here, or no man\n",
            format->page);
    return CLI_RESOURCE;
}

int cli_help(int argc, char **argv)
{
    static const struct argp argp = {NULL, parse, "[PAGE [SUB-COMMAND]]", doc, NULL, NULL, NULL};
    help_options options = {NULL, NULL};
    if (cli_completing() && argc == 3 && cli_subcommands(argv[1]) != NULL) {
        cli_complete_commands(cli_subcommands(argv[1]), argv[2]);
        cli_complete_end();
    }
    cli_parse(&argp, argc, argv, &options);
    if (options.page == NULL)
        return cli_print_usage(stdout);
    const cli_command *command = find(cli_commands, options.page);
    const cli_format_page *format = find_format(options.page);
    if (command == NULL)
        return format == NULL ? no_page(options.page) : show_format(format, options.subcommand);
    const cli_command *family = cli_subcommands(command->name);
    if (options.subcommand != NULL && (family == NULL || find(family, options.subcommand) == NULL))
        return no_subcommand(command->name, options.subcommand);
    if (isatty(STDOUT_FILENO) && cli_show_page(command->name, '1'))
        return CLI_OK;
    return print_help(command, options.subcommand);
}
