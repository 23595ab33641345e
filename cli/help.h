/* What the program says of itself. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdio.h>

#include "cli.h"

/* A manual page of section 5. */
typedef struct cli_format_page {
    const char *name; /* "scenario"; with ".5" behind it where a command has the name */
    const char *page; /* "scenario", of orthant-scenario(5) */
    const char *summary;
} cli_format_page;

extern const cli_format_page cli_format_pages[]; /* ends with a NULL name */

/* The usage of the program; returns its exit code. */
int cli_print_usage(FILE *stream);

/* Says that there is no such command, and which may be meant; returns CLI_USAGE. */
int cli_no_such(const char *word);

/* Has `man` show the page orthant-NAME of the section: the one that lies beside the program, built
 * or installed, else the one that man finds. False, and nothing is shown, where there is no page or
 * no man. */
bool cli_show_page(const char *name, char section);

#endif
