/* argp with this program's conventions. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "complete.h"
#include "option_list.h"
#include "screen.h"

/* getopt takes the beginning of a name for the name: --price-path and --price-paths, which mean
 * different things, are one letter apart, and --price-p would be either. */
static void refuse_beginning(const cli_option_list *list, const char *command, const char *name,
                             size_t length)
{
    char known[512] = "";
    for (size_t i = 0; i < list->count; i++) {
        const char *whole = list->options[i]->name;
        if (whole != NULL && strncmp(whole, name, length) == 0)
            snprintf(known + strlen(known), sizeof known - strlen(known), "%s--%s",
                     known[0] == '\0' ? "" : ", ", whole);
    }
    if (known[0] == '\0')
        return;
    fprintf(stderr,
            "%s: the option '--%.*s' is cut short; written out: %s\n"
            "Try `%s --help' or `%s --usage' for more information.\n",
            command, (int)length, name, known, command, command);
    exit(CLI_USAGE);
}

static void refuse_second(cli_option_list *list, const char *command,
                          const struct argp_option *option)
{
    size_t i = cli_option_list_place(list, option);
    if (list->given[i] && option->arg != NULL && (option->flags & CLI_SEVERAL) == 0) {
        fprintf(stderr,
                "%s: the option '--%s' is given twice; permitted: once\n"
                "Try `%s --help' or `%s --usage' for more information.\n",
                command, option->name, command, command);
        exit(CLI_USAGE);
    }
    list->given[i] = true;
}

/* Options as getopt will see them: each must be written out, and one with a value stands there
 * once. -h is --help. */
static void check_options(cli_option_list *list, int argc, char **argv)
{
    static char help[] = "--help";
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *word = argv[i];
        if (strcmp(word, "-h") == 0)
            argv[i] = help;
        cli_option_word found = cli_option_list_find(list, word);
        if (found.option == NULL && strncmp(word, "--", 2) == 0)
            refuse_beginning(list, argv[0], word + 2, strcspn(word + 2, "="));
        if (found.option == NULL)
            continue;
        refuse_second(list, argv[0], found.option);
        i += found.option->arg != NULL && !found.joined; /* its value is the next word */
    }
}

/* ---------------------------------------------------------------- help */

/* argp's own would end the program without a look at what became of its standard output. */
enum { KEY_HELP = '?', KEY_USAGE = 0x180 };

static const struct argp_option usual_options[] = {
    {"help", KEY_HELP, NULL, 0, "Give this help list", -1},
    {"usage", KEY_USAGE, NULL, 0, "Give a short usage message", 0},
    {0}};

static error_t parse_usual(int key, char *argument, struct argp_state *state)
{
    (void)argument;
    if (key == KEY_HELP)
        argp_state_help(state, state->out_stream, ARGP_HELP_STD_HELP & ~ARGP_HELP_EXIT_OK);
    else if (key == KEY_USAGE)
        argp_state_help(state, state->out_stream, ARGP_HELP_USAGE);
    else
        return ARGP_ERR_UNKNOWN;
    exit(cli_finish_stdout(CLI_OK));
}

static const struct argp usual_argp = {usual_options, parse_usual, NULL, NULL, NULL, NULL, NULL};

void cli_parse(const struct argp *argp, int argc, char **argv, void *input)
{
    /* Without a parser of its own `whole` hands `input` to its first child. */
    const struct argp_child children[] = {{argp, 0, NULL, 0}, {&usual_argp, 0, NULL, 0}, {0}};
    const struct argp whole = {.children = children};
    cli_option_list list = {.count = 0};
    cli_option_list_add(&list, &whole);
    if (cli_completing())
        cli_complete_options(&list, argp, argc, argv);
    check_options(&list, argc, argv);
    argp_err_exit_status = CLI_USAGE;
    if (argp_parse(&whole, argc, argv, ARGP_NO_HELP, NULL, input) != 0) {
        fprintf(stderr, "orthant: out of memory\n");
        exit(CLI_RESOURCE);
    }
    cli_screen_results(true); /* of a command without formats */
}
