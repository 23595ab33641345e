/* orthant FAMILY SUB-COMMAND ...: finds the sub-command and hands the rest to it. */
#include "subcommands.h"

#include <string.h>

#include "complete.h"

static const struct {
    const char *name;
    const cli_command *commands; /* ends with a NULL name */
} families[] = {
    {"market", cli_market_commands},
    {"contract", cli_contract_commands},
    {"sweep", cli_sweep_commands},
    {"completion", cli_completion_commands},
};

const cli_command *cli_subcommands(const char *name)
{
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (strcmp(name, families[i].name) == 0)
            return families[i].commands;
    return NULL;
}

static void print_help(const cli_family *family, FILE *stream)
{
    fprintf(stream, "Usage: orthant %s SUB-COMMAND [OPTION...] [ARGUMENT...]\n%s\n\n", family->name,
            family->summary);
    for (const cli_command *command = cli_subcommands(family->name); command->name != NULL;
         command++)
        fprintf(stream, "  %-8s %s\n", command->name, command->summary);
    fprintf(stream,
            "\n  -?, --help     Give this help list; 'orthant %s SUB-COMMAND --help'\n"
            "  -V, --version  Print program version\n"
            "\nExamples:\n",
            family->name);
    for (const char *const *example = family->examples; *example != NULL; example++)
        fprintf(stream, "  %s\n", *example);
}

/* Behind `help` stands a sub-command alone. */
static void complete(const cli_family *family, int argc, char **argv)
{
    bool help = argc == 3 && cli_is_help(argv[1]);
    if (argc == 2 || help)
        cli_complete_commands(cli_subcommands(family->name), argv[argc - 1]);
    if (argc == 2)
        cli_complete_usual(argv[1]);
    if (argc <= 2 || help)
        cli_complete_end();
}

int cli_run_subcommand(const cli_family *family, int argc, char **argv)
{
    static char name[64];
    const char *word = argc > 1 ? argv[1] : NULL;
    if (cli_completing())
        complete(family, argc, argv);
    if (word == NULL) {
        print_help(family, stderr);
        return CLI_USAGE;
    }
    if (cli_is_help(word) && argc > 2) { /* help SUB-COMMAND */
        static char help[] = "--help";
        argv[1] = argv[2];
        argv[2] = help;
        word = argv[1];
        argc = 3;
    }
    if (cli_is_help(word)) {
        print_help(family, stdout);
        return cli_finish_stdout(CLI_OK);
    }
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        argp_program_version_hook(stdout, NULL);
        return cli_finish_stdout(CLI_OK);
    }
    for (const cli_command *command = cli_subcommands(family->name); command->name != NULL;
         command++) {
        if (strcmp(word, command->name) == 0) {
            snprintf(name, sizeof name, "orthant %s %s", family->name, command->name);
            argv[1] = name;
            return command->run(argc - 1, argv + 1);
        }
    }
    fprintf(stderr, "orthant: no sub-command '%.64s'; 'orthant %s --help' lists them\n", word,
            family->name);
    return CLI_USAGE;
}
