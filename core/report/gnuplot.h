/* Runs gnuplot, without a shell, on a script in a file that is open. */
#ifndef ORTH_REPORT_GNUPLOT_H
#define ORTH_REPORT_GNUPLOT_H

#include <stddef.h>
#include <stdio.h>

#include "orthant/status.h"

/* Defined as a variable when gnuplot's standard output is to get the picture. */
#define ORTH_GNUPLOT_TO_STDOUT "to_stdout"

/* *picture (to be freed) holds what the script, read from its start, drew to standard output. The
 * person's own gnuplot settings (.gnuplot, GNUTERM) play no part. ORTH_IO when gnuplot is not there
 * or fails, with its own last words; `file` is for messages. */
orth_status orth_gnuplot_run(char **picture, size_t *size, FILE *script, const char *file,
                             orth_error *error);

#endif
