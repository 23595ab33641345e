/* The options of a command as one list: its own, its children's, and argp's. */
#ifndef CLI_OPTION_LIST_H
#define CLI_OPTION_LIST_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

#define CLI_OPTIONS_MAX 64

typedef struct cli_option_list {
    size_t count;
    const struct argp_option *options[CLI_OPTIONS_MAX];
    bool given[CLI_OPTIONS_MAX];
} cli_option_list;

/* An option as a word of the command line has it. */
typedef struct cli_option_word {
    const struct argp_option *option; /* NULL: the word is none, or one that is not known */
    bool joined;                      /* its value stands in the same word, */
    size_t value;                     /* from this byte on */
} cli_option_word;

/* Adds those of argp and its children; *list is all 0 before the first. */
void cli_option_list_add(cli_option_list *list, const struct argp *argp);
cli_option_word cli_option_list_find(const cli_option_list *list, const char *word);
/* Its place; it is one of the list's. */
size_t cli_option_list_place(const cli_option_list *list, const struct argp_option *option);

#endif
