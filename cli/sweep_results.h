/* The sub-commands of orthant sweep that read what its runs have written. */
#ifndef CLI_SWEEP_RESULTS_H
#define CLI_SWEEP_RESULTS_H

#include <stdint.h>

/* argv[0] is "orthant sweep merge", "orthant sweep best"; exit codes. */
int cli_sweep_merge(int argc, char **argv);
int cli_sweep_best(int argc, char **argv);

/* The note on lines that were cut or damaged, where there are any. */
void cli_note_dropped(uint64_t dropped);

#endif
