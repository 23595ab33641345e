/* What a command reads and writes must be different files. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "orthant/scenario.h"
#include "orthant/status.h"

#define CLI_FILES_MAX 8

/* The files that a command will write, NULL where an option was not given; and what it reads beside
 * the scenario's own files. */
typedef struct cli_files {
    const char *outputs[CLI_FILES_MAX];
    const char *plots[2]; /* pictures, each with a script beside it if `scripts` */
    bool scripts;
    const char *input;             /* the file of the command line, or NULL */
    const orth_scenario *scenario; /* its price files and file: schedules, or NULL */
} cli_files;

/* Before any work: ORTH_BAD_INPUT where a picture's name has no ending of a picture, where two
 * outputs are one file, or one of them is an input or what standard output goes to, by whatever
 * names. Devices and pipes may be named twice. */
orth_status cli_check_files(const cli_files *files, orth_error *error);

#endif
