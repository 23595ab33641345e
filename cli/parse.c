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
} option_list;

static void collect(option_list *list, const struct argp *argp)
{
    const struct argp_option *option = argp->options;
    for (; option != NULL && (option->name != NULL || option->key != 0); option++)
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

/* Options as getopt will see them: each must be written out. -h is --help. */
static void check_options(const option_list *list, int argc, char **argv)
{
    static char help[] = "--help";
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *word = argv[i];
        const struct argp_option *option;
        if (strcmp(word, "-h") == 0)
            argv[i] = help;
        if (strncmp(word, "--", 2) == 0) {
            size_t length = strcspn(word + 2, "=");
            option = find_long(list, word + 2, length);
            if (option == NULL)
                refuse_beginning(list, argv[0], word + 2, length);
            if (word[2 + length] == '=')
                continue;
        } else {
            option = word[0] == '-' && word[1] != '\0' && word[2] == '\0'
                         ? find_short(list, word[1])
                         : NULL;
        }
        i += option != NULL && option->arg != NULL; /* its value is the next word */
    }
}

void cli_parse(const struct argp *argp, int argc, char **argv, void *input)
{
    static const struct argp_option usual[] = {{"help", '?', NULL, 0, NULL, 0},
                                               {"usage", 0, NULL, 0, NULL, 0},
                                               {"version", 'V', NULL, 0, NULL, 0}};
    option_list list = {.count = 0};
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        list.options[list.count++] = &usual[i];
    collect(&list, argp);
    check_options(&list, argc, argv);
    argp_err_exit_status = CLI_USAGE;
    if (argp_parse(argp, argc, argv, 0, NULL, input) != 0) {
        fprintf(stderr, "orthant: out of memory\n");
        exit(CLI_RESOURCE);
    }
    cli_screen_results(true); /* of a command without formats */
}
