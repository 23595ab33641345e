/* argp with this program's conventions. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "screen.h"

#define OPTIONS_MAX 64

/* The options of a command: its own, its children's, and argp's. */
typedef struct option_list {
    size_t count;
    const struct argp_option *options[OPTIONS_MAX];
    bool given[OPTIONS_MAX];
} option_list;

/* A title of a group has neither name nor key, but words; the end has nothing. */
static void collect(option_list *list, const struct argp *argp)
{
    const struct argp_option *option = argp->options;
    for (; option != NULL && (option->name != NULL || option->key != 0 || option->doc != NULL);
         option++)
        if (list->count < OPTIONS_MAX)
            list->options[list->count++] = option;
    for (const struct argp_child *child = argp->children; child != NULL && child->argp != NULL;
         child++)
        collect(list, child->argp);
}

static const struct argp_option *find_long(const option_list *list, const char *name, size_t length)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *known = list->options[i]->name;
        if (known != NULL && strlen(known) == length && memcmp(known, name, length) == 0)
            return list->options[i];
    }
    return NULL;
}

static const struct argp_option *find_short(const option_list *list, char letter)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->options[i]->key == letter)
            return list->options[i];
    return NULL;
}

/* getopt takes the beginning of a name for the name: --price-path and --price-paths, which mean
 * different things, are one letter apart, and --price-p would be either. */
static void refuse_beginning(const option_list *list, const char *command, const char *name,
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

static void refuse_second(option_list *list, const char *command, const struct argp_option *option)
{
    size_t i = 0;
    while (list->options[i] != option)
        i++;
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
static void check_options(option_list *list, int argc, char **argv)
{
    static char help[] = "--help";
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *word = argv[i];
        const struct argp_option *option;
        bool joined; /* its value stands in the same word */
        if (strcmp(word, "-h") == 0)
            argv[i] = help;
        if (strncmp(word, "--", 2) == 0) {
            size_t length = strcspn(word + 2, "=");
            option = find_long(list, word + 2, length);
            if (option == NULL)
                refuse_beginning(list, argv[0], word + 2, length);
            joined = word[2 + length] == '=';
        } else {
            option = word[0] == '-' && word[1] != '\0' ? find_short(list, word[1]) : NULL;
            joined = option != NULL && word[2] != '\0';
        }
        if (option == NULL)
            continue;
        refuse_second(list, argv[0], option);
        i += option->arg != NULL && !joined; /* its value is the next word */
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
    option_list list = {.count = 0};
    collect(&list, &whole);
    check_options(&list, argc, argv);
    argp_err_exit_status = CLI_USAGE;
    if (argp_parse(&whole, argc, argv, ARGP_NO_HELP, NULL, input) != 0) {
        fprintf(stderr, "orthant: out of memory\n");
        exit(CLI_RESOURCE);
    }
    cli_screen_results(true); /* of a command without formats */
}
