/* orthant completion SUB-COMMAND ...: scripts for shells, and what they ask. */
#include "complete.h"

#include <stdlib.h>
#include <string.h>

#include "screen.h"
#include "subcommands.h"

static int print_bash(int argc, char **argv);
static int print_zsh(int argc, char **argv);
static int answer_words(int argc, char **argv);

const cli_command cli_completion_commands[] = {
    {"bash", "the script for bash", print_bash},
    {"zsh", "the script for zsh", print_zsh},
    {"words", "what may stand in the place of a command line's last word", answer_words},
    {NULL, NULL, NULL},
};

static error_t parse_nothing(int key, char *argument, struct argp_state *state)
{
    if (key != ARGP_KEY_ARG)
        return ARGP_ERR_UNKNOWN;
    argp_error(state, "no argument is taken, so not '%s'", argument);
    return 0;
}

static int print_bash(int argc, char **argv)
{
    static const struct argp argp = {
        NULL,
        parse_nothing,
        NULL,
        "Prints the script by which bash completes command lines of orthant. It asks the program "
        "itself, each time, and so knows all options that it has.\v"
        "Examples:\n"
        "  orthant completion bash > ~/.local/share/bash-completion/completions/orthant\n"
        "  orthant completion bash >> ~/.bashrc\n",
        NULL,
        NULL,
        NULL};
    cli_parse(&argp, argc, argv, NULL);
    fputs(cli_complete_bash, stdout);
    return cli_finish_stdout(CLI_OK);
}

static int print_zsh(int argc, char **argv)
{
    static const struct argp argp = {
        NULL,
        parse_nothing,
        NULL,
        "Prints the script by which zsh completes command lines of orthant. It asks the program "
        "itself, each time, and so knows all options that it has. The file is called _orthant and "
        "lies in a folder of fpath; or zsh reads it after compinit.\v"
        "Examples:\n"
        "  orthant completion zsh > ~/.zsh/functions/_orthant\n"
        "  orthant completion zsh >> ~/.zshrc\n",
        NULL,
        NULL,
        NULL};
    cli_parse(&argp, argc, argv, NULL);
    fputs(cli_complete_zsh, stdout);
    return cli_finish_stdout(CLI_OK);
}

/* ---------------------------------------------------------------- words */

enum { KEY_NULL = '0', KEY_LINE = 0x100, KEY_BREAKS };

static const struct argp_option words_options[] = {
    {"null", KEY_NULL, NULL, 0, "End each answer with a byte of 0, not with a line's end", 0},
    {"line", KEY_LINE, "TEXT", 0,
     "The words as bash has them: one text up to the cursor, with its quotes; answers are then "
     "what bash puts in the place of the end",
     0},
    {"breaks", KEY_BREAKS, "CHARACTERS", 0,
     "With --line: what ends a word for bash beside blanks, its COMP_WORDBREAKS", 0},
    {0}};

static const char words_doc[] =
    "Says what may stand in the place of the last WORD, where it begins as that does. The first "
    "WORD is the program. This is what the scripts for shells ask.\v"
    "An answer is a letter and a text: w and o for a word, which is whole or goes on without a "
    "blank, then perhaps a tab and what it means; n for a file's name; f for files, whose names "
    "end with the text, and d for folders, that the shell is to look for; before them k with the "
    "part of the last WORD that stays before each.\n\n"
    "Examples:\n"
    "  orthant completion words -- orthant compare --pl\n"
    "  orthant completion words -- orthant path --path ''\n"
    "  orthant completion words --line 'orthant list s'\n";

typedef struct words_options_given {
    bool null;
    const char *line, *breaks;
    size_t count;
    char **words;
} words_options_given;

static error_t parse_words(int key, char *argument, struct argp_state *state)
{
    words_options_given *given = state->input;
    switch (key) {
    case KEY_NULL:
        given->null = true;
        return 0;
    case KEY_LINE:
        given->line = argument;
        return 0;
    case KEY_BREAKS:
        given->breaks = argument;
        return 0;
    case ARGP_KEY_ARGS:
        given->words = state->argv + state->next;
        given->count = (size_t)(state->argc - state->next);
        return 0;
    case ARGP_KEY_END:
        if ((given->line == NULL) == (given->count == 0))
            argp_error(state, "give WORDs, behind --, or else --line");
        if (given->line == NULL && given->breaks != NULL)
            argp_error(state, "--breaks goes with --line");
        return 0;
    case ARGP_KEY_SUCCESS:
        cli_screen_results(false); /* programs read it */
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static int answer_words(int argc, char **argv)
{
    static const struct argp argp = {words_options, parse_words, "-- WORD...", words_doc,
                                     NULL,          NULL,        NULL};
    words_options_given given = {.null = false};
    cli_parse(&argp, argc, argv, &given);
    cli_complete_how how = {.null = given.null, .bash = given.line != NULL};
    if (given.line != NULL &&
        !cli_complete_split(given.line, given.breaks == NULL ? "" : given.breaks, &given.count,
                            &given.words, &how)) {
        fprintf(stderr, "orthant: out of memory\n");
        return CLI_RESOURCE;
    }
    cli_complete(given.count, given.words, &how);
}

int cli_completion(int argc, char **argv)
{
    static const char *const examples[] = {
        "orthant completion bash > ~/.local/share/bash-completion/completions/orthant",
        "orthant completion zsh > ~/.zsh/functions/_orthant",
        "orthant completion words -- orthant list ''",
        NULL,
    };
    static const cli_family family = {"completion", "Completion of command lines by bash and zsh.",
                                      examples};
    return cli_run_subcommand(&family, argc, argv);
}
