/* What every command shares: its entry in the table, exit codes, output formats. */
#ifndef CLI_H
#define CLI_H

#include <argp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>

#include "orthant/scenario.h"
#include "orthant/simulate.h"
#include "orthant/status.h"

enum {
    CLI_OK = 0,
    CLI_CHECK_FAILED = 1, /* a check did not hold */
    CLI_USAGE = 2,
    CLI_BAD_INPUT = 3,
    CLI_RESOURCE = 4, /* a file or a resource: missing, full, closed, out of memory */
    CLI_INTERRUPTED = 130
};

/* One file a command: cli/<name>.c defines cli_<name>, and the table in cli/commands.c lists it.
 * argv[0] is "orthant <name>". Returns an exit code. */
typedef struct cli_command {
    const char *name;
    const char *summary;
    int (*run)(int argc, char **argv);
} cli_command;

extern const cli_command cli_commands[]; /* ends with a NULL name */

/* The sub-commands of a command that is a family of others, which end with a NULL name; NULL where
 * it is none. */
const cli_command *cli_subcommands(const char *name);
extern const cli_command cli_market_commands[], cli_contract_commands[], cli_sweep_commands[],
    cli_completion_commands[];

/* --help and --version, which the program and each family have. */
extern const struct argp_option cli_usual_options[];

int cli_report(int argc, char **argv);
int cli_compare(int argc, char **argv);
int cli_path(int argc, char **argv);
int cli_simulate(int argc, char **argv);
int cli_steps(int argc, char **argv);
int cli_fee(int argc, char **argv);
int cli_launch(int argc, char **argv);
int cli_safety(int argc, char **argv);
int cli_live(int argc, char **argv);
int cli_market(int argc, char **argv);
int cli_plan(int argc, char **argv);
int cli_replay(int argc, char **argv);
int cli_contract(int argc, char **argv);
int cli_list(int argc, char **argv);
int cli_optimum(int argc, char **argv);
int cli_certify(int argc, char **argv);
int cli_weights(int argc, char **argv);
int cli_sweep(int argc, char **argv);
int cli_tune(int argc, char **argv);
int cli_help(int argc, char **argv);
int cli_completion(int argc, char **argv);

/* Says of a status that what is wrong, if anything, stands on the command line and in no file: bad
 * input is then exit code 2. Returns it; the latest counts. ORTH_BAD_INPUT itself says so of what
 * is to come, by a command that reads no file. */
orth_status cli_of_command_line(orth_status status);

/* "orthant: <text>" on stderr; returns the exit code that belongs to the error's status. */
int cli_report_error(const orth_error *error);

/* "orthant: note: ..." on stderr. */
void cli_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Flushes stdout; CLI_RESOURCE with a message when something could not be written (a full disk, a
 * closed pipe), else `code`. The last call of every command. */
int cli_finish_stdout(int code);

/* The formats of stdout. */
typedef enum cli_format { CLI_TABLE, CLI_JSON, CLI_CSV } cli_format;

/* Options that every command has, as an argp child: --format, --json, --csv, -o. */
typedef struct cli_output_options {
    cli_format format;
    const char *file;  /* -o FILE, or NULL */
    const char *other; /* set by the command: a format that it has besides; or NULL */
    bool is_other;     /* it is asked for, in the place of JSON */
} cli_output_options;

extern const struct argp cli_output_argp;       /* its input is a cli_output_options */
extern const struct argp cli_output_batch_argp; /* the same, whose `other` is safe-batch */

/* For commands that make one schedule: exactly one number of steps; and one path. */
orth_status cli_require_one_step_count(const orth_scenario *scenario, orth_error *error);
orth_status cli_require_one(const orth_scenario *scenario, orth_error *error);

/* Where standard error is a terminal, shows there how far work above a second has come
 * (core/base/progress.h), until results are written to the terminal. Once, at the start. */
void cli_progress_start(void);
/* Ctrl-C as the end of a simulation, which reports what is done; a second one ends the program, and
 * so does the first while price files are read. Where it is ignored it stays so. Called again
 * before each further run, which reads them again. */
void cli_watch(orth_simulate_options *options);
/* The same for other work: what becomes other than 0 then, and the call from which on it does. */
const volatile sig_atomic_t *cli_watch_stop(void);
void cli_watch_begin(void *unused);
void cli_watch_begin_whole(void); /* of work whose parts are no result */
void cli_unwatch(void);           /* once the simulations are done, before anything is written */

/* Flag of an option that may be given several times; any other that takes a value is refused then:
 * the last would count in silence. */
#define CLI_SEVERAL 0x1000

/* A usage error unless it may be the name of an output: not empty, and not "-", which is standard
 * input elsewhere. */
void cli_check_output_name(struct argp_state *state, const char *option, const char *name);

/* Whether it asks for help: --help, -?, -h, help. */
bool cli_is_help(const char *word);

/* argp_parse with this program's conventions: usage errors exit with CLI_USAGE, options are written
 * out, -h is --help. */
void cli_parse(const struct argp *argp, int argc, char **argv, void *input);

#endif
