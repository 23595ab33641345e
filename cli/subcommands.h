/* A command that is a family of others. */
#ifndef CLI_SUBCOMMANDS_H
#define CLI_SUBCOMMANDS_H

#include "cli.h"

typedef struct cli_family {
    const char *name;            /* "contract" of `orthant contract` */
    const char *summary;         /* a sentence, for its help */
    const char *const *examples; /* whole command lines; ends with NULL */
} cli_family;

/* Runs the one of cli_subcommands that argv[1] names, with "orthant NAME SUB-COMMAND" as its
 * argv[0], or gives the help that is asked for. Returns an exit code. */
int cli_run_subcommand(const cli_family *family, int argc, char **argv);

#endif
