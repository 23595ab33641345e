/* Commands that a reader copies into a shell. */
#ifndef ORTH_PAGE_SHELL_H
#define ORTH_PAGE_SHELL_H

#include <stdio.h>

/* `word` as one word of a shell, whatever is in it: as it is where no shell reads anything into it,
 * else between single quotes; and, where it has what a terminal would obey or bytes that are no
 * UTF-8, as $'...' with escapes, which bash, zsh and ksh know. The result is printable UTF-8. */
void orth_shell_write(FILE *stream, const char *word);

/* The same for the name of a file that a command is to read: "-" for standard input, and what would
 * be taken for an option gets "./" before it. `file` is orth_scenario's. */
void orth_shell_write_file(FILE *stream, const char *file);

#endif
